"""Every command of the window as data; menus, palette, shortcuts page and tooltips read it here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.ui.icons import icon

PAGES = ("paint", "writing", "models")


@dataclass(frozen=True)
class Command:
    """One thing the user can do. ``text`` and ``group`` are translated; ``shortcut`` is portable text."""

    id: str
    text: str
    group: str = ""
    shortcut: str = ""
    icon: str = ""


class Commands(QObject):
    """The commands of one window, each a QAction on it, in the order they were added."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._commands: dict[str, Command] = {}
        self._only_in: dict[str, str] = {}
        self._page_of: dict[str, str] = {}
        self._adding_to = ""
        self._shown_page = ""

    def add(self, command: Command, slot: Callable[[], object], *, only_in: str = "") -> QAction:
        """Make ``command`` reachable by its shortcut and the palette.

        ``only_in`` names the part of the window ("canvas", "history") in which its keys work, while that
        has the focus: it hands its key events to ``press`` (or means something of its own by them).
        The name of a page ("writing") means that the command exists only while that page shows.
        Raises ValueError when its id or its shortcut is taken.
        """
        page = only_in if only_in in PAGES else self._adding_to
        only_in = "" if only_in in PAGES else only_in
        if command.id in self._actions:
            raise ValueError(f"the command {command.id} exists already")
        keys = QKeySequence(command.shortcut)
        for other, action in self._actions.items():
            together = not page or self._page_of.get(other, "") in ("", page)
            if command.shortcut and not only_in and together and action.shortcut() == keys:
                raise ValueError(f"{command.id} and {other} both want {command.shortcut}")
        action = QAction(command.text, self._window)
        action.setObjectName(command.id)
        if command.shortcut and not only_in:
            action.setShortcut(keys)
        if command.icon:
            action.setIcon(icon(command.icon))
        action.setToolTip(with_keys(command.text.rstrip("…"), command.shortcut))
        action.triggered.connect(lambda: slot())
        if page:
            self._page_of[command.id] = page
        if page in ("", self._shown_page):
            self._window.addAction(action)
        self._actions[command.id], self._commands[command.id] = action, command
        if only_in:
            self._only_in[command.id] = only_in
        return action

    @contextmanager
    def of_page(self, page: str) -> Iterator[None]:
        """Commands added meanwhile exist only while ``page`` shows."""
        before, self._adding_to = self._adding_to, page
        try:
            yield
        finally:
            self._adding_to = before

    def show_page(self, page: str) -> None:
        """The commands of ``page`` work from now on, those of other pages do not."""
        self._shown_page = page
        for identity, where in self._page_of.items():
            if where == page:
                self._window.addAction(self._actions[identity])
            else:
                self._window.removeAction(self._actions[identity])

    @property
    def page(self) -> str:
        """Id of the page that shows."""
        return self._shown_page

    def action(self, command_id: str) -> QAction:
        """The action of a command. Raises KeyError."""
        return self._actions[command_id]

    def all(self) -> list[tuple[Command, QAction]]:
        """Commands of the page that shows, grouped in the order of each group's first command."""
        here = [
            one for one in self._commands.values() if self._page_of.get(one.id, "") in ("", self._shown_page)
        ]
        groups = list(dict.fromkeys(command.group for command in here))
        ordered = sorted(here, key=lambda command: groups.index(command.group))
        return [(command, self._actions[command.id]) for command in ordered]

    def press(self, event: QKeyEvent, part: str) -> bool:
        """Run the first command of ``part`` with these keys that can be run now; False when there is none."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier  # arrows have it on some platforms
        pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
        for identity, where in self._only_in.items():
            keys, action = self._commands[identity].shortcut, self._actions[identity]
            if where == part and keys and action.isEnabled() and QKeySequence(keys) == pressed:
                action.trigger()
                return True
        return False

    def run(self, command_id: str) -> None:
        self._actions[command_id].trigger()


def keys_text(shortcut: str) -> str:
    """``shortcut`` as this platform writes it."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def with_keys(text: str, shortcut: str) -> str:
    """A tooltip: the text and, when there is one, the shortcut."""
    return f"{text}  ({keys_text(shortcut)})" if shortcut else text
