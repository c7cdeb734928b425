"""The pages of the window, one shown at a time; a page may be built when it is first asked for."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.ui.actions import Commands


class Pages(QStackedWidget):
    """Shows a page and makes its commands, and no other page's, work."""

    page_changed = Signal(str)

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self._pages: dict[str, QWidget] = {}
        self._builders: dict[str, Callable[[], QWidget]] = {}
        self.current = ""

    def add(self, identity: str, page: QWidget) -> None:
        """The first one added is shown."""
        self._pages[identity] = page
        self.addWidget(page)
        if not self.current:
            self.show_page(identity)

    def add_later(self, identity: str, build: Callable[[], QWidget]) -> None:
        """``build`` makes the page when it is first shown."""
        self._builders[identity] = build

    @property
    def names(self) -> list[str]:
        return [*self._pages, *self._builders]

    def page(self, identity: str) -> QWidget:
        """The page of that name, built now if it was not yet."""
        if identity not in self._pages:
            self.add(identity, self._builders.pop(identity)())
        return self._pages[identity]

    def show_page(self, identity: str) -> None:
        """Show a page; an unknown name changes nothing."""
        if identity not in self.names or identity == self.current:
            return
        page = self.page(identity)
        self.current = identity
        self.setCurrentWidget(page)
        self._commands.show_page(identity)
        self.page_changed.emit(identity)
