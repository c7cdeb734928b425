"""Spell check joined with the Write page: language per project, the project's own words, commands, menu."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu

from studio.core.errors import StudioError
from studio.core.writing.outline import Outline, walk
from studio.ui.actions import Command, Commands
from studio.ui.writing.editor import SceneEditor
from studio.ui.writing.spelling.checking import Checking
from studio.ui.writing.spelling.dictionaries import choose, find_dictionaries, user_folder
from studio.ui.writing.spelling.spelled_words import words_of
from studio.ui.writing.spelling.waves import Place, Waves

if TYPE_CHECKING:
    from studio.storage.manuscripts.project import Project
    from studio.ui.writing.page import WritePage

LANGUAGE, WORDS = "spelling language", "spelling words"
"""What a project remembers: the dictionary ("" for none) and the words that are right in it."""


class Spelling(QObject):
    """Checks the editors of the page, in the language of each project. ``data`` is the data folder."""

    def __init__(self, page: "WritePage", data: Path) -> None:
        super().__init__(page)
        self._page, self._data = page, data
        self.checking = Checking(self)
        self._waves: dict[SceneEditor, Waves] = {}
        self._project: Project | None = None
        self.language = ""
        self.checking.failed.connect(self._failed)

    def join(self, commands: Commands) -> None:
        page = self._page
        self.attach(page.editor)
        self.take_project(page.project)
        page.project_opened.connect(self.take_project)
        page.outline_changed.connect(self._take_names)
        page.second_opened.connect(self.attach)
        group = self.tr("Manuscript")
        commands.add(
            Command("spelling_language", self.tr("Spelling language…"), group, "", "translate"),
            self.ask_language,
            only_in="writing",
        )
        commands.add(
            Command("toggle_spelling", self.tr("Check spelling"), group, "F7", "text-aa"),
            self.toggle,
            only_in="writing",
        )

    def attach(self, editor: SceneEditor) -> None:
        """Show waves in ``editor``; several editors may be attached."""
        if editor not in self._waves:
            self._waves[editor] = Waves(editor, self.checking)
            editor.viewport().installEventFilter(self)
            editor.destroyed.connect(lambda: self._waves.pop(editor, None))

    def take_project(self, project: "Project | None") -> None:
        """The language and the words of a project."""
        self._project = project
        if project is None:
            self.checking.use(None)
            return
        words = project.recall(WORDS, [])
        own = {word for word in words if isinstance(word, str)} if isinstance(words, list) else set()
        self.checking.set_own(own | names_in(project.outline))
        found = find_dictionaries(self._data)
        chosen = project.recall(LANGUAGE, None)
        self.language = chosen if isinstance(chosen, str) else self._choose(project, found)
        self.checking.use(found.get(self.language))

    def _take_names(self) -> None:
        """A character that was added or renamed is no mistake."""
        if self._project is not None:
            self.checking.add_all(names_in(self._project.outline))

    def _choose(self, project: "Project", found: dict[str, Path]) -> str:
        return choose(project.outline.language, found, QLocale.system().name())

    # Commands

    def ask_language(self) -> None:
        if not self._has_project():
            return
        from studio.ui.writing.spelling.language_dialog import LanguageDialog

        dialog = LanguageDialog(
            find_dictionaries(self._data), self.language, user_folder(self._data), self._page.window()
        )
        dialog.chosen.connect(self.set_language)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_language(self, name: str) -> None:
        """Check with that dictionary from now on, in this project."""
        self.language = name
        self._remember(LANGUAGE, name)
        self.checking.use(find_dictionaries(self._data).get(name))

    def toggle(self) -> None:
        """Off, or on again in the language of the project."""
        if not self._has_project():
            return
        assert self._project is not None
        found = find_dictionaries(self._data)
        name = "" if self.checking.on else self.language or self._choose(self._project, found)
        if not name and not self.checking.on:
            self._page.message.emit(
                self.tr(
                    "There is no dictionary for the language of this project yet. Choose Spelling"
                    " language to add one."
                )
            )
            return
        self.checking.use(found.get(name))
        self._remember(LANGUAGE, name)
        self._page.message.emit(
            self.tr("Spelling is checked.") if name else self.tr("Spelling is not checked.")
        )

    def _has_project(self) -> bool:
        if self._project is None:
            self._page.message.emit(self.tr("Open or begin a project first."))
        return self._project is not None

    def _remember(self, name: str, value: object) -> None:
        if self._project is None or self._project.read_only:
            return
        try:
            self._project.remember(name, value)
        except StudioError as error:
            self._page.problem.emit(error.report())

    def _failed(self, error: StudioError) -> None:
        self._page.problem.emit(error.report())

    # Menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent) and self.checking.on:
            editor = next((one for one in self._waves if one.viewport() is watched), None)
            place = self._waves[editor].word_at(self._asked_at(editor, event)) if editor else None
            if editor and place:
                menu = editor.createStandardContextMenu()
                self.add_to_menu(menu, editor, place)
                menu.exec(event.globalPos())
                menu.deleteLater()
                return True
        return False

    def _asked_at(self, editor: SceneEditor, event: QContextMenuEvent) -> QPoint:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            return editor.cursorRect().center()
        return event.pos()

    def add_to_menu(self, menu: QMenu, editor: SceneEditor, place: Place) -> None:
        """Suggestions, *Add to the project's dictionary* and *Ignore* above what the menu has."""
        first = menu.actions()[0] if menu.actions() else None
        made: list[QAction] = []
        for text in self.checking.suggestions(place.word):
            action = QAction(text, menu)
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(lambda _=False, text=text: self.replace(editor, place, text))
            made.append(action)
        if not made:
            none = QAction(self.tr("No suggestions"), menu)
            none.setEnabled(False)
            made.append(none)
        separator = QAction(menu)
        separator.setSeparator(True)
        add = QAction(self.tr("Add “{word}” to the project's dictionary").format(word=place.word), menu)
        add.triggered.connect(lambda: self.add_word(place.word))
        ignore = QAction(self.tr("Ignore"), menu)
        ignore.triggered.connect(lambda: self.checking.ignore(place.word))
        end = QAction(menu)
        end.setSeparator(True)
        menu.insertActions(first, [*made, separator, add, ignore, end]) if first else menu.addActions(
            [*made, separator, add, ignore]
        )

    def add_word(self, word: str) -> None:
        """A word is right in this project from now on."""
        self.checking.add(word)
        if self._project is not None:
            words = self._project.recall(WORDS, [])
            words = [known for known in words if isinstance(known, str)] if isinstance(words, list) else []
            self._remember(WORDS, sorted({*words, word}))

    def replace(self, editor: SceneEditor, place: Place, text: str) -> None:
        """Put another word in its place, as one step of undo."""
        at = editor.shown.offset(place.position)
        editor.insert_text(at, text, self.tr("Correct spelling"), replacing=len(place.word))


def names_in(outline: Outline) -> set[str]:
    """The words of the names of characters, places and lore: they are right wherever they stand."""
    notes = [item for item in walk(outline.notes) if item.kind == "note"]
    names = [
        outline.title,
        outline.author,
        *(name for item in notes for name in (item.title, *item.triggers)),
    ]
    return {word.text for name in names for word in words_of(name)}
