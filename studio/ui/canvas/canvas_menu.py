"""The menu of the right button on the canvas: what can be done with selection, layers, picture and frame."""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from studio.ui.actions import Command, Commands, keys_text
from studio.ui.canvas.page import CanvasPage
from studio.ui.icons import icon

FIRST = ("undo", "redo")
MEMBERS = ("select_all", "layer_paint", "image_scale", "layer_across", "frame_document")
"""One command of each group that is offered, in the order of the menu."""
SHORTENED = ("layer_above", "layer_below", "select_stop")
"""Commands that only make sense by their keys."""


class CanvasMenu(QObject):
    """Shows the commands of these groups as they can be run now; the palette has them too."""

    def __init__(self, commands: Commands, page: CanvasPage) -> None:
        super().__init__(page)
        self._commands, self._page = commands, page
        page.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        page.view.customContextMenuRequested.connect(self._open)

    def _open(self, at: QPoint) -> None:
        tool = self._page.tools.tool
        if self._page.document.editing or getattr(tool, "drawing", False):
            return  # in the middle of a stroke or an outline
        menu = self.made()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._page.view.mapToGlobal(at))

    def made(self) -> QMenu:
        """The menu as it is now."""
        menu = QMenu(self._page)
        known = {command.id: command for command, _ in self._commands.all()}
        for identity in FIRST:
            if identity in known:
                self._add(menu, known[identity])
        menu.addSeparator()
        for group in dict.fromkeys(known[identity].group for identity in MEMBERS if identity in known):
            inside = menu.addMenu(group)
            for command in known.values():
                if command.group == group and command.id not in SHORTENED:
                    self._add(inside, command)
        return menu

    def _add(self, menu: QMenu, command: Command) -> None:
        source = self._commands.action(command.id)
        keys = f"\t{keys_text(command.shortcut)}" if command.shortcut else ""
        action = menu.addAction(icon(command.icon, "muted"), command.text + keys)
        action.setObjectName(command.id)
        action.setEnabled(source.isEnabled())
        action.triggered.connect(lambda: source.trigger())
