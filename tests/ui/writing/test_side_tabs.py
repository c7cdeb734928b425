"""The tabs of the right column: names while there is room for them, else icons that say their names."""

import pytest
from PySide6.QtWidgets import QWidget

from studio.ui.writing.side_tabs import SideTabs

NAMES = ("Draft", "Memory", "Sampling", "Picture", "Find")


@pytest.fixture
def tabs(qtbot, theme) -> SideTabs:
    made = SideTabs()
    qtbot.addWidget(made)
    for name in NAMES:
        made.add(name, QWidget(), "image")
    made.resize(900, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(tabs: SideTabs) -> list[str]:
    return [tabs.tabText(place) for place in range(tabs.count())]


def test_wide_enough_every_tab_shows_its_name(tabs):
    assert shown(tabs) == list(NAMES)
    assert all(tabs.tabIcon(place).isNull() for place in range(5))


@pytest.mark.parametrize("width", [240, 260, 300])
def test_in_a_narrow_column_all_fit_and_the_one_in_front_is_named(qtbot, tabs, width):
    tabs.resize(width, 300)
    tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: shown(tabs) == ["", "", "Sampling", "", ""])
    assert not tabs.tabIcon(0).isNull() and tabs.tabIcon(2).isNull()
    bar = tabs.tabBar()
    qtbot.waitUntil(lambda: bar.tabRect(4).right() <= tabs.width(), timeout=5_000)
    assert [tabs.tabToolTip(place) for place in range(5)] == list(NAMES)
    assert [bar.accessibleTabName(place) for place in range(5)] == list(NAMES)
    tabs.resize(900, 300)
    qtbot.waitUntil(lambda: shown(tabs) == list(NAMES))
