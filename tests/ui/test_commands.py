"""Commands of canvas and gallery: in the table, disabled when they cannot do anything, text fields first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.core.artifacts import Artifact
from studio.core.layers import walk
from studio.ui.actions import Command, keys_text
from studio.ui.canvas.bars.options_bar import MorePopup
from studio.ui.canvas.bars.tool_text import tool_name
from studio.ui.command_palette import CommandPalette, best_matches
from studio.ui.shortcuts_dialog import ShortcutList, ShortcutsDialog

WANTED = {
    "fit", "actual", "zoom_in", "zoom_out", "undo", "redo", "previous", "next", "accept", "discard",
    "keep_all", "compare", "live", "copy_layer", "paste", "save_document", "intent_fill",
    "tool_brush", "tool_text", "tip_larger", "colours_swap", "symmetry_across",
    "layer_paint", "select_all", "image_crop", "search", "trash_view", "gallery_open", "gallery_use_settings",
    "gallery_trash", "empty_trash",
}  # fmt: skip


@pytest.fixture
def results(studio: Studio, add_result) -> list[Artifact]:
    made = [add_result("one", colour="red"), add_result("two", colour="blue")]
    for artifact in made:
        studio.paint.page.results.add(artifact, studio.library.path_of(artifact))
    studio.gallery.refresh()
    return made


def laid(studio: Studio) -> bool:
    """Whether a result has become a layer."""
    return any(layer.kind == "result" for layer in walk(studio.paint.page.document.state.layers))


def accept(studio: Studio, qtbot: QtBot) -> None:
    with qtbot.waitSignal(studio.paint.page.results.accepted):
        studio.paint.page.accept()


def enabled(studio: Studio, identity: str) -> bool:
    return studio.window.commands.action(identity).isEnabled()


def test_canvas_and_gallery_are_among_the_commands_and_the_shortcuts(studio: Studio) -> None:
    told = {command.id: command for command, _ in studio.window.commands.all()}
    assert set(told) >= WANTED
    page = ShortcutList(studio.window.commands)
    shown = {label.text() for label in page.findChildren(QLabel)}
    for identity in (
        "fit",
        "actual",
        "undo",
        "accept",
        "search",
        "gallery_trash",
        "tool_eraser",
        "tip_smaller",
    ):
        assert told[identity].text in shown
    assert told["actual"].shortcut == "Ctrl+1" and told["panel"].shortcut == "Ctrl+Shift+1"


def test_on_the_write_page_the_shortcuts_are_those_of_drafts_and_outline(studio: Studio) -> None:
    studio.window.pages.show_page("writing")
    page = ShortcutList(studio.window.commands)
    shown = {label.text() for label in page.findChildren(QLabel)}
    assert {"Accept the next word", "Move into the group above", "Tab"} <= shown
    assert "Mask brush: take away" not in shown


def test_no_key_on_the_shortcuts_page_is_cut_off(studio: Studio, qtbot: QtBot) -> None:
    dialog = ShortcutsDialog(studio.window.commands, studio.window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    area = dialog.findChild(QScrollArea)
    assert area and area.widget().width() <= area.viewport().width()
    for label in area.widget().findChildren(QLabel):
        assert label.geometry().right() <= area.widget().width()
        assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()


def test_every_tool_is_a_command_with_the_key_its_button_tells(studio: Studio) -> None:
    commands, page = studio.window.commands, studio.paint.page
    told = {command.id: command for command, _ in commands.all()}
    listed = ShortcutList(commands)
    rows = {label.text() for label in listed.findChildren(QLabel)}
    for spec in page.tools.specs:
        command = told[f"tool_{spec.id}"]
        assert command.shortcut == spec.shortcut and command.text in rows
        assert not spec.shortcut or (
            keys_text(spec.shortcut) in rows and keys_text(spec.shortcut) in tool_name(spec)
        )
        commands.run(command.id)
        assert page.tools.current == spec.id


def test_keys_on_the_canvas_do_what_the_shortcuts_page_says(studio: Studio, qtbot: QtBot) -> None:
    page, view = studio.paint.page, studio.paint.page.view
    for spec in reversed(page.tools.specs):
        page.tools.choose("pan")
        combination = QKeySequence(spec.shortcut)[0]
        qtbot.keyClick(view, combination.key(), combination.keyboardModifiers())
        assert page.tools.current == spec.id, spec.shortcut
    qtbot.keyClick(view, Qt.Key.Key_B)
    size, ink = page.tools.tool.option("size"), page.desk.colours.ink.name()
    qtbot.keyClick(view, Qt.Key.Key_BracketRight)
    assert page.tools.tool.option("size") > size
    qtbot.keyClick(view, Qt.Key.Key_BracketLeft)
    assert page.tools.tool.option("size") == size
    qtbot.keyClick(view, Qt.Key.Key_I)
    assert page.tools.tool.option("opacity") == 90
    qtbot.keyClick(view, Qt.Key.Key_O)
    assert page.tools.tool.option("opacity") == 100
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert page.desk.colours.ground.name() == ink
    page.desk.set_ink(QColor("red"))
    qtbot.keyClick(view, Qt.Key.Key_D)
    assert page.desk.colours.ink.name() == ink
    qtbot.keyClick(view, Qt.Key.Key_E)
    qtbot.keyClick(view, Qt.Key.Key_E)
    assert page.tools.current == "brush"  # as in Krita, E again goes back


def test_no_two_commands_of_the_canvas_share_keys_unless_one_needs_results(studio: Studio) -> None:
    while_staged = {"accept", "discard", "compare", "previous", "next"}
    seen: dict[str, str] = {}
    for command, _ in studio.window.commands.all():
        if command.shortcut and command.id not in while_staged and not command.id.startswith("gallery"):
            assert command.shortcut not in seen, (command.id, seen[command.shortcut])
            seen[command.shortcut] = command.id


def test_symmetry_and_tips_are_commands(studio: Studio) -> None:
    commands, page = studio.window.commands, studio.paint.page
    assert not enabled(studio, "symmetry_off")
    commands.run("symmetry_across")
    commands.run("symmetry_wrap")
    assert page.desk.symmetry.across and page.desk.symmetry.wrap and enabled(studio, "symmetry_off")
    commands.run("symmetry_across")
    assert not page.desk.symmetry.across
    commands.run("symmetry_off")
    assert not page.desk.symmetry.wrap and not enabled(studio, "symmetry_off")
    commands.run("tool_mask_brush")
    size = page.tools.tool.option("size")
    commands.run("tip_larger")
    assert page.tools.tool.option("size") > size
    commands.run("tool_fill")
    assert not enabled(studio, "tip_larger") and not enabled(studio, "tip_smaller")


def test_keys_of_the_tools_work_in_the_panels_but_not_where_letters_are_typed(
    studio: Studio, qtbot: QtBot
) -> None:
    page, colours, layers = studio.paint.page, studio.paint.colours, studio.paint.layers
    for focused in (layers.tree, colours.picker.square, colours.picker.hue):
        page.tools.choose("pan")
        qtbot.keyClick(focused, Qt.Key.Key_B)
        assert page.tools.current == "brush"
        size = page.tools.tool.option("size")
        qtbot.keyClick(focused, Qt.Key.Key_BracketRight)
        assert page.tools.tool.option("size") > size
    page.tools.choose("pan")
    colours.picker.hex.clear()
    qtbot.keyClicks(colours.picker.hex, "bed")
    qtbot.keyClicks(studio.window.panel.prompt, "be")
    assert colours.picker.hex.text() == "bed" and page.tools.current == "pan"


def test_a_right_click_with_a_brush_in_hand_shows_all_options_of_its_tip(
    studio: Studio, qtbot: QtBot
) -> None:
    page = studio.paint.page
    page.tools.choose("brush")
    at = page.view.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, page.view.mapToGlobal(at))
    QApplication.sendEvent(page.view, event)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, MorePopup)
    assert list(popup.editors) == [param.id for param in page.tools.spec("brush").params]
    popup.editors["hardness"].control.setValue(33)
    assert page.tools.tool.option("hardness") == 33
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_tool_symmetry_and_options_come_back(
    studio: Studio, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = studio.paint.page
    page.tools.choose("gradient")
    page.desk.set_option("gradient", "shape", "radial")
    page.desk.symmetry.down = True
    studio.window.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    again = Studio(application)
    monkeypatch.setattr(again.queue, "start_engine", lambda *lanes: None)
    qtbot.addWidget(again.window)
    again.show()
    page = again.paint.page
    assert page.tools.current == "gradient" and page.tools.tool.option("shape") == "radial"
    assert page.desk.symmetry.down and page.options_bar.editors["shape"].value() == "radial"
    again.close()


def test_what_cannot_be_done_is_disabled(studio: Studio, add_result, qtbot: QtBot) -> None:
    staged = ("accept", "discard", "keep_all")
    assert not any(enabled(studio, name) for name in (*staged, "undo", "redo", "next", "compare"))
    assert not any(
        enabled(studio, name) for name in ("gallery_open", "gallery_trash", "cancel", "save_again")
    )
    first, second = add_result("one", "red"), add_result("two", "blue")
    studio.paint.page.results.add(first, studio.library.path_of(first))
    assert all(enabled(studio, name) for name in staged) and not enabled(studio, "next")
    studio.paint.page.results.add(second, studio.library.path_of(second))
    assert enabled(studio, "next") and enabled(studio, "previous")
    with qtbot.waitSignal(studio.paint.page.results.accepted):
        studio.window.commands.run("accept")
    assert enabled(studio, "undo") and not enabled(studio, "accept")
    studio.gallery.refresh()
    studio.gallery.grid.choose(0)
    assert enabled(studio, "gallery_open") and enabled(studio, "gallery_trash")
    assert not enabled(studio, "gallery_restore") and not enabled(studio, "empty_trash")
    studio.window.commands.run("gallery_trash")
    studio.window.commands.run("trash_view")
    qtbot.waitUntil(lambda: enabled(studio, "empty_trash"))


def test_the_palette_puts_what_can_be_run_first(studio: Studio, qtbot: QtBot) -> None:
    entries = studio.window.commands.all()
    found = [action.isEnabled() for _, action in best_matches("re", entries)]
    assert found == sorted(found, reverse=True)
    palette = CommandPalette(studio.window.commands, studio.window)
    qtbot.addWidget(palette)
    palette.open()
    qtbot.keyClicks(palette.edit, "discard")
    assert palette.list.count() and not palette.list.item(0).flags() & Qt.ItemFlag.ItemIsEnabled
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert palette.isVisible(), "a disabled command does not run"


def test_the_palette_says_when_nothing_fits(studio: Studio, qtbot: QtBot) -> None:
    palette = CommandPalette(studio.window.commands, studio.window)
    qtbot.addWidget(palette)
    palette.open()
    qtbot.keyClicks(palette.edit, "qqqqq")
    assert palette.list.count() == 1 and palette.list.item(0).text() == "No command is called that."
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_text_fields_keep_their_own_keys(studio: Studio, results, qtbot: QtBot) -> None:
    window, control = studio.window, Qt.KeyboardModifier.ControlModifier
    accept(studio, qtbot)
    window.activateWindow()
    prompt = window.panel.prompt
    prompt.setFocus()
    qtbot.waitUntil(prompt.hasFocus)
    prompt.setPlainText("")
    qtbot.keyClicks(prompt, "abc")
    qtbot.keyClick(prompt, Qt.Key.Key_Z, control)
    assert prompt.text() == "" and laid(studio), "the canvas was undone instead"
    qtbot.keyClick(prompt, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    assert prompt.text() == "abc"
    qtbot.keyClick(prompt, Qt.Key.Key_Left)
    qtbot.keyClick(prompt, Qt.Key.Key_Delete)
    assert prompt.text() == "ab"
    assert len(studio.history.page()) == 2
    studio.gallery.search.setFocus()
    qtbot.keyClicks(studio.gallery.search, "one")
    qtbot.keyClick(studio.gallery.search, Qt.Key.Key_Delete)
    qtbot.keyClick(studio.gallery.search, Qt.Key.Key_Z, control)
    assert studio.gallery.search.text() == "" and laid(studio)


def test_undo_works_from_the_gallery(studio: Studio, results, qtbot: QtBot) -> None:
    accept(studio, qtbot)
    studio.window.activateWindow()
    studio.gallery.grid.setFocus()
    qtbot.waitUntil(studio.gallery.grid.hasFocus)
    qtbot.keyClick(studio.gallery.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not laid(studio) and len(studio.paint.page.results.stage.staged) == 2


def test_zoom_keys_work_from_anywhere(studio: Studio, qtbot: QtBot) -> None:
    window, control = studio.window, Qt.KeyboardModifier.ControlModifier
    window.activateWindow()
    window.panel.prompt.setFocus()
    qtbot.waitUntil(window.panel.prompt.hasFocus)
    qtbot.keyClick(window.panel.prompt, Qt.Key.Key_1, control)
    assert studio.paint.page.view.lens.zoom == 1.0
    qtbot.keyClick(window.panel.prompt, Qt.Key.Key_Equal, control)
    assert studio.paint.page.view.lens.zoom > 1.0
    qtbot.keyClick(window.panel.prompt, Qt.Key.Key_0, control)
    assert studio.paint.page.view.fitting


def test_search_opens_a_hidden_gallery(studio: Studio, qtbot: QtBot) -> None:
    studio.window.commands.run("gallery")
    assert not studio.gallery.isVisible()
    studio.window.activateWindow()
    studio.window.commands.run("search")
    assert studio.gallery.isVisible()
    qtbot.waitUntil(studio.gallery.search.hasFocus)


def test_keys_that_need_the_focus_may_be_shared(studio: Studio) -> None:
    commands = studio.window.commands
    command = Command("again", "Again", "Test", "Ctrl+Z")
    with pytest.raises(ValueError):
        commands.add(command, studio.window.close)
    assert commands.add(command, studio.window.close, only_in="canvas").shortcut().isEmpty()


def test_a_result_that_a_preview_hides_cannot_be_accepted_unseen(
    studio: Studio, results, qtbot: QtBot
) -> None:
    preview = QImage(32, 32, QImage.Format.Format_RGB32)
    studio.paint.page.show_preview(preview, "another job")
    assert studio.paint.page.results.shown().preview is not None
    assert not studio.paint.page.bar.accept.isEnabled()
    studio.paint.page.accept()
    assert not laid(studio), "it was hidden: the first press shows it"
    assert studio.paint.page.results.shown().preview is None and studio.paint.page.bar.accept.isEnabled()
    studio.paint.page.show_preview(preview, "another job")
    assert studio.paint.page.results.shown().preview is None, "the user looked away from this job"
    accept(studio, qtbot)
    assert laid(studio)
