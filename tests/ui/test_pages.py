"""Paint and Write are pages of one window: each with its own commands, messages and drops."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.app import Studio
from studio.core.errors import ErrorKind, ErrorReport
from studio.ui.actions import Command


@pytest.fixture
def writing(studio: Studio):
    """The Write page, shown, with the sample open."""
    studio.window.commands.run("page_write")
    assert studio.writing
    studio.writing.desk.sample()
    return studio.writing


def names(studio: Studio) -> set[str]:
    return {command.id for command, _ in studio.window.commands.all()}


def test_the_write_page_is_built_when_first_asked_for(studio: Studio):
    assert studio.writing is None
    studio.window.top_bar.page_chosen.emit("writing")
    assert studio.writing and studio.writing.page.isVisible()
    assert not studio.paint.page.isVisible()


def test_commands_exist_only_while_their_page_shows(studio: Studio, writing):
    actions = studio.window.actions()
    commands = studio.window.commands
    assert {"versions", "settings", "page_paint"} <= names(studio)
    assert not {"generate", "undo", "gallery"} & names(studio)
    assert commands.action("generate") not in actions and commands.action("versions") in actions
    commands.run("page_paint")
    assert "generate" in names(studio) and "versions" not in names(studio)


def test_one_shortcut_may_mean_something_else_on_each_page(studio: Studio):
    commands = studio.window.commands
    with commands.of_page("paint"):
        commands.add(Command("here", "Here", "", "Ctrl+Alt+9"), lambda: None)
    commands.add(Command("there", "There", "", "Ctrl+Alt+9"), lambda: None, only_in="writing")
    with pytest.raises(ValueError, match="Ctrl"):
        commands.add(Command("everywhere", "Everywhere", "", "Ctrl+Alt+9"), lambda: None)


def test_messages_are_told_over_the_page_that_shows(studio: Studio, writing):
    studio.window.show_error(ErrorReport(kind=ErrorKind.BUG, sentence="Something."))
    card = studio.window.messages.cards[0]
    assert card.isVisible() and writing.page.isAncestorOf(card)
    studio.window.commands.run("page_paint")
    assert card.isVisible() and studio.paint.page.isAncestorOf(card)


def test_errors_show_while_no_project_is_open(studio: Studio, tmp_path):
    studio.window.commands.run("page_write")
    assert studio.writing and not studio.writing.open_project(tmp_path / "nowhere")
    assert studio.window.messages.cards[0].isVisible()


def test_typing_undo_and_page_keys_go_to_the_text(qtbot, studio: Studio, writing):
    editor = writing.page.editor
    qtbot.waitUntil(editor.hasFocus)
    before = editor.text()
    qtbot.keyClicks(editor, " b5")  # keys of tools on the Paint page
    assert editor.text() == before + " b5"
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == before


def test_page_and_project_come_back_at_the_next_start(qtbot, studio: Studio, writing, monkeypatch):
    folder = writing.page.project.folder
    item = writing.page.editor.item
    writing.page.editor.select(5, 5)
    studio.window.close()
    studio.close()
    application = QApplication.instance()
    again = Studio(application)
    monkeypatch.setattr(again.queue, "start_engine", lambda *lanes: None)
    qtbot.addWidget(again.window)
    again.show()
    try:
        qtbot.waitUntil(lambda: again.writing is not None and again.writing.page.project is not None)
        assert again.window.pages.current == "writing"
        assert again.writing.page.project.folder == folder
        assert again.writing.page.editor.item == item and again.writing.page.editor.caret() == 5
    finally:
        again.close()


def test_closing_saves_what_was_typed(qtbot, studio: Studio, writing):
    editor, project = writing.page.editor, writing.page.project
    path = project.path_of(editor.item)
    qtbot.keyClicks(editor, " Last words.")
    studio.window.close()
    assert path.read_text(encoding="utf-8").endswith("Last words.")
    assert not studio.window.isVisible()


def test_closing_asks_when_a_text_cannot_be_saved(qtbot, studio: Studio, writing, monkeypatch):
    from studio.core.errors import StudioError

    def fail(*_values):
        raise StudioError(ErrorKind.DISK_FULL, "The disk is full.", "")

    monkeypatch.setattr(type(writing.page.project), "save", fail)
    qtbot.keyClicks(writing.page.editor, " x")
    studio.window.close()
    assert studio.window.isVisible() and studio.window._question is not None
    studio.window._question.close()
    monkeypatch.undo()


def test_the_page_in_front_decides_which_engine_is_told_of_and_started(qtbot, studio, monkeypatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(studio.queue, "start_engine", lambda lane="pictures": started.append(lane))
    studio.window.pages.show_page("writing")
    assert started == ["words"]
    studio.window.pages.show_page("paint")
    assert started == ["words"], "the one that draws is started with the program"


def test_a_model_chosen_on_the_page_is_one_of_the_settings_and_the_other_way_round(studio: Studio, writing):
    drafting = writing.drafting
    assert drafting.model().id == "prose" and studio.settings.writing.model == ""
    drafting.model_picked.emit("prose")
    assert studio.settings.writing.model == "prose" == studio.queue.settings.writing.model
    assert studio.improver.preferred == "prose"
    studio.window.change_settings(studio.settings.replace("writing", context=256))
    assert drafting.wishes().context == 256
