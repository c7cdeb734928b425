"""The quiet line below the text: how much there is, in words that fit the number."""

import pytest
from PySide6.QtWidgets import QApplication

from studio.ui.translations import EnglishPlurals


@pytest.fixture
def plurals():
    application = QApplication.instance()
    made = EnglishPlurals(application)
    application.installTranslator(made)
    yield made
    application.removeTranslator(made)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 words · 0 characters"),
        ("Night", "1 word · 5 characters"),
        ("At night", "2 words · 8 characters"),
    ],
)
def test_one_word_is_one_word(desk, plurals, text: str, said: str) -> None:
    desk.page.open_item(desk.one)
    desk.page.editor.buffer.set_text(text, "set")
    desk.page.status.count()
    assert desk.page.status.words.text() == said


def test_what_is_selected_is_counted_alone(desk, plurals) -> None:
    desk.page.open_item(desk.one)
    desk.page.editor.select(0, 5)
    desk.page.status.count()
    assert desk.page.status.words.text() == "Selected: 1 word · 5 characters"
