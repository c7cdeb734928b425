"""The panels beside the text in another theme and at another size of text: nothing keeps the old looks."""

import pytest

from studio.core.settings import AppearanceSettings
from studio.core.writing.context import Composed
from studio.ui.writing.drafting.answer_card import AnswerCard
from studio.ui.writing.drafting.context_panel import ContextPanel
from studio.ui.writing.drafting.meter import part_colour


@pytest.fixture
def other_looks(theme):
    """Light and large, until the theme dresses as before."""
    return lambda: theme.apply(AppearanceSettings(theme="light", text_size=18))


def test_the_legend_has_the_colours_of_the_bar_above_it(qtbot, other_looks) -> None:
    panel = ContextPanel()
    qtbot.addWidget(panel)
    panel.show_composed(Composed(pieces=(), shares={"text": 100, "note": 20}), 512)
    panel.show()
    qtbot.waitExposed(panel)
    assert part_colour("text").name() in panel.legend.text()
    other_looks()
    qtbot.waitUntil(lambda: part_colour("text").name() in panel.legend.text())
    assert part_colour("note").name() in panel.legend.text()


def test_an_answer_is_as_large_as_the_text_of_the_window(qtbot, other_looks) -> None:
    card = AnswerCard()
    qtbot.addWidget(card)
    card.set_text("She folded the letter.")
    card.show()
    qtbot.waitExposed(card)
    before = card.body.font().pixelSize()
    other_looks()
    qtbot.waitUntil(lambda: card.body.font().pixelSize() > before)
