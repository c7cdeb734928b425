"""Adapters and the prompt's share in regions: offered when there is something to choose, and remembered."""

import pytest
from pytestqt.qtbot import QtBot

from studio.core.requests import Adapter, ImageRequest
from studio.ui.extras_box import ExtrasBox


@pytest.fixture
def box(qtbot: QtBot) -> ExtrasBox:
    made = ExtrasBox()
    qtbot.addWidget(made)
    return made


def test_nothing_is_shown_where_there_is_nothing_to_choose(box: ExtrasBox) -> None:
    box.set_adapter_choices(list)
    assert box.isHidden()
    box.set_adapter_choices(lambda: [("ink", "Ink")])
    assert not box.isHidden() and box.region_base.isHidden()
    box.show_regions(True)
    assert not box.region_base.isHidden()


def test_adapters_of_a_request_are_shown_even_when_they_are_not_here(box: ExtrasBox) -> None:
    request = ImageRequest(
        prompt="", model="starter", width=64, height=64, seed=1, adapters=(Adapter(model="gone", weight=0.5),)
    )
    box.set_values(request)
    assert not box.isHidden() and box.now().adapters == request.adapters


def test_it_comes_back_and_nonsense_changes_nothing(box: ExtrasBox, qtbot: QtBot) -> None:
    box.set_adapter_choices(lambda: [("ink", "Ink")])
    with qtbot.waitSignal(box.changed):
        box.adapters.edited.emit((Adapter(model="ink", weight=0.7),), "")
    box.region_base.set_value(0.4)
    told = box.state()
    other = ExtrasBox()
    qtbot.addWidget(other)
    other.restore(told)
    assert other.now() == box.now()
    for nonsense in (None, [], {"adapters": 3}, {"region_base": "much"}):
        other.restore(nonsense)
        assert other.now() == box.now()
