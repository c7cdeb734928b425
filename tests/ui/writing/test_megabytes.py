"""Megabytes of everything pasted into a scene: the window answers, and all of it comes back."""

import os

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QPushButton

from studio.core.request_parts import clean_text
from studio.core.writing.outline import scenes
from studio.ui.writing.pasting import Pasting
from studio.ui.writing.splitting import split_into_scenes

LINES = (
    "The ferry crossed the water, and nobody on the quay looked up from what he was doing.\r\n",
    "שלום עולם, זה סיפור ארוך מאוד על מעבורת.\n",
    "夜のうみは静かだった。船は灯台のそばを通り、だれも口をきかなかった。\r",
    "كان البحر هادئًا في تلك الليلة.\r\n\r\n",
    "A wave 🌊 and a\u0301 combined letter, a zero\u200bwidth\u200dspace and a\ttab.\n",
    "Nothing\0here and half\ud800a pair\udc00.\n",
    "# A heading that is none\r\n",
)
MEGABYTE = 1_000_000
MEGABYTES = int(os.environ.get("ATELIER_PASTE", "2"))
"""How many are pasted; ten by hand, which takes half a minute."""


def everything(megabytes: int) -> str:
    """So much in UTF-8; every line is told from the others by its number."""
    size = sum(len(line.encode("utf-8", "surrogatepass")) + 7 for line in LINES)
    count = megabytes * MEGABYTE // size + 1
    return "".join(f"{number:06} {line}" for number in range(count) for line in LINES)


class Pasted:
    """The question that is asked of a text this long, and the text as it may be kept."""

    def __init__(self, qtbot, page, megabytes: int) -> None:
        pasting = Pasting(page)
        data = QMimeData()
        data.setText(everything(megabytes))  # Qt itself drops half pairs
        page.editor.insertFromMimeData(data)
        qtbot.waitUntil(lambda: pasting.question is not None and pasting.question.isVisible())
        self.question = pasting.question
        self.whole = clean_text(data.text().replace("\r\n", "\n").replace("\r", "\n"))
        assert "Nothinghere" in self.whole and "\r" not in self.whole
        assert len(self.whole.encode()) > 0.95 * megabytes * MEGABYTE

    def press(self, words: str) -> None:
        next(one for one in self.question.findChildren(QPushButton) if words in one.text()).click()


def test_put_in_where_the_caret_is_it_comes_in_slices_and_back_from_the_file(qtbot, desk) -> None:
    desk.page.open_item(desk.one)
    pasted, editor = Pasted(qtbot, desk.page, MEGABYTES), desk.page.editor
    turns: set[int] = set()
    clock = QTimer()
    clock.timeout.connect(lambda: turns.add(len(editor.text())))
    clock.start(0)
    pasted.press("Put it in here")
    qtbot.waitUntil(lambda: len(editor.text()) > 200_000, timeout=60_000)
    editor.select(len(editor.text()), len(editor.text()))
    qtbot.keyClicks(editor, "!")
    expected = pasted.whole + "First scene.!"
    qtbot.waitUntil(lambda: len(editor.text()) == len(expected), timeout=120_000)
    clock.stop()
    assert len(turns) > 10 * MEGABYTES, "the window answered all the time"
    assert editor.text() == expected
    desk.desk.save()
    assert not desk.problems
    folder = desk.project.folder
    assert desk.desk.close_project()
    assert desk.desk.open_project(folder) and desk.page.open_item(desk.one)
    assert desk.page.editor.text() == desk.project.read(desk.one).text == expected


def test_as_scenes_no_word_of_it_is_missing(qtbot, desk) -> None:
    desk.page.open_item(desk.one)
    pasted = Pasted(qtbot, desk.page, MEGABYTES)
    pasted.press("Make scenes of it")
    count = len(split_into_scenes(pasted.whole)) + 2
    qtbot.waitUntil(lambda: len(scenes(desk.project.outline)) == count, timeout=120_000)
    made = [item.id for item in scenes(desk.project.outline) if item.id not in (desk.one, desk.two)]
    assert "".join(desk.project.read(item).text for item in made) == pasted.whole and not desk.problems
