"""The Write page among the commands of the window; they exist only while that page shows."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction

from studio.ui.actions import Command, Commands
from studio.ui.writing.modes import Modes
from studio.ui.writing.page import WritePage
from studio.ui.writing.projects_desk import ProjectsDesk
from studio.ui.writing.typing_aids import TypingAids

translate = QCoreApplication.translate


class PageCommands(QObject):
    """Projects, scenes, looks. What needs a project is disabled without one."""

    def __init__(
        self, commands: Commands, page: WritePage, desk: ProjectsDesk, modes: Modes, aids: TypingAids
    ) -> None:
        super().__init__(page)
        self._page = page
        project, outline, view = (
            translate("WritePage", "Project"),
            translate("WritePage", "Outline"),
            translate("WritePage", "View"),
        )
        add, run = page.outline.add, page.outline.run
        self._always = (
            (
                Command(
                    "project_new", translate("WritePage", "New project…"), project, "Ctrl+Shift+N", "plus"
                ),
                page.empty.new_wanted.emit,
            ),
            (
                Command(
                    "project_open",
                    translate("WritePage", "Open a project…"),
                    project,
                    "Ctrl+O",
                    "folder-open",
                ),
                page.empty.open_wanted.emit,
            ),
            (
                Command(
                    "project_sample",
                    translate("WritePage", "Open the sample project"),
                    project,
                    "",
                    "book-open",
                ),
                desk.sample,
            ),
            (
                Command("typewriter", translate("WritePage", "Typewriter mode"), view, "F10", "keyboard"),
                modes.toggle_typewriter,
            ),
            (
                Command(
                    "typography",
                    translate("WritePage", "Typographic quotes and dashes: on or off"),
                    view,
                    "",
                    "text-aa",
                ),
                aids.toggle,
            ),
            (
                Command("text_larger", translate("WritePage", "Larger text"), view, "Ctrl++", "plus"),
                partial(modes.zoom_by, 10),
            ),
            (
                Command("text_smaller", translate("WritePage", "Smaller text"), view, "Ctrl+-", "minus"),
                partial(modes.zoom_by, -10),
            ),
            (
                Command(
                    "text_usual", translate("WritePage", "Usual size of text"), view, "Ctrl+0", "text-aa"
                ),
                partial(modes.zoom_by, 0),
            ),
            (
                Command(
                    "writing_outline",
                    translate("WritePage", "Show or hide the outline"),
                    view,
                    "Ctrl+Shift+1",
                    "columns",
                ),
                page.toggle_outline,
            ),
            (
                Command(
                    "writing_side",
                    translate("WritePage", "Show or hide the panels"),
                    view,
                    "Ctrl+Shift+2",
                    "columns",
                ),
                page.toggle_side,
            ),
        )
        self._with_project = (
            (
                Command("project_close", translate("WritePage", "Close the project"), project, "", "x"),
                desk.close_project,
            ),
            (
                Command("text_save", translate("WritePage", "Save"), project, "Ctrl+S", "floppy-disk"),
                desk.save,
            ),
            (
                Command(
                    "text_copy",
                    translate("WritePage", "Save a copy of this text…"),
                    project,
                    "",
                    "floppy-disk",
                ),
                desk.copies.ask,
            ),
            (
                Command(
                    "versions",
                    translate("WritePage", "Versions of this text…"),
                    project,
                    "Ctrl+Shift+V",
                    "clock-counter-clockwise",
                ),
                desk.show_versions,
            ),
            (
                Command("version_keep", translate("WritePage", "Keep a version"), project, "", "bookmark"),
                desk.keep_version,
            ),
            (
                Command("add_scene", translate("WritePage", "New scene"), outline, "Ctrl+N", "file-text"),
                partial(add, "scene"),
            ),
            (
                Command("add_chapter", translate("WritePage", "New chapter"), outline, "", "book-open"),
                partial(add, "chapter"),
            ),
            (
                Command("add_part", translate("WritePage", "New part"), outline, "", "books"),
                partial(add, "part"),
            ),
            (
                Command("add_note", translate("WritePage", "New note"), outline, "", "note"),
                partial(add, "note"),
            ),
            (
                Command("add_character", translate("WritePage", "New character"), outline, "", "note"),
                lambda: add("note", note_kind="character"),
            ),
            (
                Command("add_place", translate("WritePage", "New place"), outline, "", "note"),
                lambda: add("note", note_kind="place"),
            ),
            (
                Command(
                    "scene_next", translate("WritePage", "Next scene"), outline, "Ctrl+PgDown", "caret-right"
                ),
                partial(page.step_item, 1),
            ),
            (
                Command(
                    "scene_before", translate("WritePage", "Scene before"), outline, "Ctrl+PgUp", "caret-left"
                ),
                partial(page.step_item, -1),
            ),
            (
                Command(
                    "outline_focus",
                    translate("WritePage", "Go to the outline"),
                    outline,
                    "Ctrl+Shift+L",
                    "list",
                ),
                self._to_outline,
            ),
            (
                Command(
                    "text_focus", translate("WritePage", "Go to the text"), outline, "Ctrl+L", "pencil-simple"
                ),
                page.editor.setFocus,
            ),
            (
                Command(
                    "outline_undo",
                    translate("WritePage", "Undo in the outline"),
                    outline,
                    "",
                    "arrow-u-up-left",
                ),
                partial(run, "undo"),
            ),
            (
                Command(
                    "outline_redo",
                    translate("WritePage", "Redo in the outline"),
                    outline,
                    "",
                    "arrow-u-up-right",
                ),
                partial(run, "redo"),
            ),
            (
                Command(
                    "item_duplicate", translate("WritePage", "Duplicate the chosen text"), outline, "", "copy"
                ),
                partial(run, "duplicate"),
            ),
            (
                Command(
                    "item_trash", translate("WritePage", "Move the chosen to the trash"), outline, "", "trash"
                ),
                partial(run, "trash"),
            ),
            (
                Command("focus_mode", translate("WritePage", "Focus mode"), view, "F9", "eye"),
                modes.toggle_focus,
            ),
            (
                Command(
                    "focus_kind",
                    translate("WritePage", "Focus on paragraph or sentence"),
                    view,
                    "Shift+F9",
                    "eye",
                ),
                modes.toggle_focus_kind,
            ),
            (
                Command("split", translate("WritePage", "Split view"), view, "Ctrl+Shift+D", "rows"),
                modes.toggle_split,
            ),
        )
        with commands.of_page("writing"):
            for command, slot in self._always:
                commands.add(command, slot)
            self._actions: list[QAction] = [
                commands.add(command, slot) for command, slot in self._with_project
            ]
        page.project_opened.connect(self._show_possible)
        self._show_possible()

    def _to_outline(self) -> None:
        self._page.outline.show()
        self._page.outline.tree.setFocus()

    def _show_possible(self) -> None:
        for action in self._actions:
            action.setEnabled(self._page.project is not None)
