"""What helps while typing, in one menu of the quiet line: quotes, lists, spelling, typewriter mode."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QToolButton

from studio.ui.actions import Commands
from studio.ui.widgets import icon_button
from studio.ui.writing.modes import Modes
from studio.ui.writing.typing_aids import TypingAids

if TYPE_CHECKING:
    from studio.ui.writing.spelling.spelling import Spelling


class TypingMenu(QObject):
    """Makes ``button``; every entry shows whether it is on now and is remembered by what it switches."""

    def __init__(self, aids: TypingAids, modes: Modes, spelling: "Spelling", commands: Commands) -> None:
        super().__init__(aids)
        self._aids, self._modes, self._spelling, self._commands = aids, modes, spelling, commands
        self.button = icon_button(
            "text-aa", self.tr("Typing: quotes, lists, spelling, typewriter"), head=True
        )
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)

    def fill(self) -> None:
        """As everything is now."""
        aids, menu = self._aids, self.menu
        menu.clear()
        for text, on, slot in (
            (self.tr("Typographic quotes and dashes"), aids.typography, aids.toggle),
            (self.tr("Lists go on with Enter"), aids.lists, aids.toggle_lists),
            (
                self.tr("Check spelling"),
                self._spelling.checking.on,
                lambda: self._commands.run("toggle_spelling"),
            ),
            (self.tr("Typewriter mode"), self._modes.typewriter, lambda: self._commands.run("typewriter")),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(on)
            action.triggered.connect(lambda _on=False, slot=slot: slot())
        menu.addSeparator()
        menu.addAction(self._commands.action("spelling_language"))
