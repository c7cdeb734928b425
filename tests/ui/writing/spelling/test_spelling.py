"""Waves under what no dictionary has, and only there; the menu mends, adds and ignores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from studio.core.paths import Folders
from studio.core.writing.outline import scenes
from studio.storage.manuscripts.project import Project
from studio.ui.actions import Commands
from studio.ui.writing.page import WritePage
from studio.ui.writing.spelling.language_dialog import LanguageDialog, language_name
from studio.ui.writing.spelling.spelling import Spelling

TEXT = (
    "# A leter\n\nMaren read it twicee by `knwo` the lamp.\n\n```\nfoo barz\n```\n\n你好 wrogn 😀 mistaek.\n"
)


class Page(WritePage):
    """The page, with what it said written down."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.said: list[str] = []
        self.message.connect(self.said.append)
        self.set_project(project)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "project", "Novel")
    made.add("note", "Maren", triggers=("Saltmouth",))
    made.add("scene", "One", text=TEXT)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def page(project: Project, window: QMainWindow) -> Page:
    made = Page(project)
    window.setCentralWidget(made)
    made.open_item(scenes(project.outline)[0].id)
    return made


@pytest.fixture
def spelling(page: Page, window: QMainWindow, folders: Folders, qtbot: QtBot) -> Spelling:
    made = Spelling(page, folders.data)
    made.join(Commands(window))
    qtbot.waitUntil(lambda: "mistaek" in unknown(made, page))
    return made


def unknown(spelling: Spelling, page: Page) -> list[str]:
    document = page.editor.document()
    blocks = map(document.findBlockByNumber, range(document.blockCount()))
    return [place.word for block in blocks for place in spelling._waves[page.editor].unknown_in(block)]


def point_of(page: Page, word: str) -> QPoint:
    cursor = page.editor.document().find(word)
    cursor.setPosition(cursor.selectionStart() + 1)
    return page.editor.cursorRect(cursor).center()


def test_unknown_words_are_found_but_no_code_no_names_no_chinese(spelling: Spelling, page: Page) -> None:
    assert unknown(spelling, page) == ["leter", "twicee", "wrogn", "mistaek"]


def test_waves_are_painted_in_the_colour_of_danger(spelling: Spelling, page: Page) -> None:
    def reddish() -> int:
        image: QImage = page.editor.grab().toImage()
        colours = (image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width()))
        return sum(1 for colour in colours if colour.red() - max(colour.green(), colour.blue()) > 50)

    with_waves = reddish()
    spelling.set_language("")
    assert with_waves > 40 and reddish() == 0


def test_the_word_being_typed_is_let_alone_until_it_ends(
    spelling: Spelling, page: Page, qtbot: QtBot
) -> None:
    page.editor.setFocus()
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(page.editor, "zzyq")
    spelling.checking._known["zzyq"] = False
    assert "zzyq" not in unknown(spelling, page)
    qtbot.keyClicks(page.editor, " ")
    assert "zzyq" in unknown(spelling, page)


def test_a_draft_of_the_model_is_not_checked(spelling: Spelling, page: Page) -> None:
    at = len(page.editor.text())
    draft = page.editor.begin_draft(at, at)
    draft.append("drafftt")
    spelling.checking._known["drafftt"] = False
    assert "drafftt" not in unknown(spelling, page)
    draft.accept()
    assert "drafftt" in unknown(spelling, page)


def test_the_menu_offers_words_and_mends_in_one_step(spelling: Spelling, page: Page) -> None:
    place = spelling._waves[page.editor].word_at(point_of(page, "mistaek"))
    assert place is not None and place.word == "mistaek"
    menu = QMenu()
    menu.addAction("Cut")
    spelling.add_to_menu(menu, page.editor, place)
    texts = [action.text() for action in menu.actions()]
    assert "mistake" in texts and texts[-1] == "Cut"
    next(action for action in menu.actions() if action.text() == "mistake").trigger()
    assert page.editor.text() == TEXT.replace("mistaek", "mistake")
    page.editor.buffer.undo()
    assert page.editor.text() == TEXT


def test_the_second_editor_is_checked_as_well(spelling: Spelling, page: Page, qtbot: QtBot) -> None:
    page.toggle_split()
    assert page.second is not None
    page.second.setFocus()
    qtbot.waitUntil(lambda: page.second in spelling._waves)
    page.close_split()
    page.editor.setFocus()


def test_an_added_word_is_right_in_this_project_from_now_on(
    spelling: Spelling, page: Page, project: Project, folders: Folders
) -> None:
    spelling.add_word("Twicee")
    assert "twicee" not in unknown(spelling, page)
    again = Spelling(page, folders.data)
    again.take_project(project)
    again.checking._known["twicee"] = False
    assert again.checking.unknown("twicee") == []


def test_an_ignored_word_is_forgotten_with_the_program(
    spelling: Spelling, page: Page, project: Project
) -> None:
    spelling.checking.ignore("wrogn")
    assert "wrogn" not in unknown(spelling, page)
    spelling.take_project(project)
    assert "wrogn" in unknown(spelling, page)


def test_a_new_character_is_no_mistake(spelling: Spelling, page: Page, project: Project) -> None:
    project.add("note", "Mistaek")
    page.outline_changed.emit()
    assert "mistaek" not in unknown(spelling, page)


def test_the_language_is_the_projects_and_can_be_none(
    spelling: Spelling, page: Page, project: Project
) -> None:
    assert spelling.language == "en_US"
    spelling.set_language("en_GB")
    spelling.take_project(None)
    assert not spelling.checking.on
    spelling.take_project(project)
    assert spelling.language == "en_GB" and spelling.checking.on
    spelling.toggle()
    assert not spelling.checking.on and len(page.said) == 1
    spelling.take_project(project)
    assert not spelling.checking.on


def test_a_broken_dictionary_is_told_of_and_checking_ends(
    spelling: Spelling, page: Page, folders: Folders, qtbot: QtBot
) -> None:
    folder = folders.data / "dictionaries"
    folder.mkdir(parents=True)
    for suffix in ("dic", "aff"):
        (folder / f"xx_XX.{suffix}").write_text("")
    spelling.set_language("xx_XX")
    (folder / "xx_XX.aff").unlink()
    with qtbot.waitSignal(page.problem):
        page.editor.viewport().repaint()
    assert not spelling.checking.on


def test_the_dialog_names_languages_and_says_how_to_add_one(qtbot: QtBot, tmp_path: Path, page: Page) -> None:
    dialog = LanguageDialog(["en_GB", "de_DE"], "de_DE", tmp_path, page)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert len(texts) == 3 and "Deutsch" in texts[2]
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args == ["de_DE"]
    assert language_name("zz") == "zz"
