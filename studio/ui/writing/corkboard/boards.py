"""Joins corkboard and table with the Write page; each is made when it is first shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.actions import Command, Commands
from studio.ui.widgets import lead_focus
from studio.ui.writing.page import WritePage


class MadeLater(QWidget):
    """Holds a view that is made when it is first shown, so that the page opens without it."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self.view: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        if self.view is None:
            self.view = self._make()
            self._column.addWidget(self.view)
            self.view.show()
            lead_focus(self, self.view)
        super().showEvent(event)


class Boards(QObject):
    """Two more views in the place of the text."""

    def __init__(self, page: WritePage) -> None:
        super().__init__(page)
        self._page = page
        self.cork = MadeLater(self._make_cork)
        self.table = MadeLater(self._make_table)
        page.add_centre_view("corkboard", self.tr("Corkboard"), self.cork)
        page.add_centre_view("table", self.tr("Table"), self.table)

    def join(self, commands: Commands) -> None:
        group = self.tr("View")
        for identity, text, icon, view, keys in (
            ("view_text", self.tr("Text"), "note-pencil", "text", "Ctrl+Shift+3"),
            ("view_corkboard", self.tr("Corkboard"), "cards", "corkboard", "Ctrl+Shift+4"),
            ("view_table", self.tr("Table of scenes"), "table", "table", "Ctrl+Shift+5"),
        ):
            commands.add(
                Command(identity, text, group, keys, icon),
                lambda view=view: self.show(view),
                only_in="writing",
            )

    def show(self, view: str) -> None:
        self._page.show_centre_view(view)
        {"corkboard": self.cork, "table": self.table}.get(view, self._page.editor).setFocus()

    def _make_cork(self) -> QWidget:
        from studio.ui.writing.corkboard.corkboard import Corkboard

        return Corkboard(self._page)

    def _make_table(self) -> QWidget:
        from studio.ui.writing.corkboard.scene_table import SceneTable

        return SceneTable(self._page)
