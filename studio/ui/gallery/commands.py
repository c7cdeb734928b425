"""The history gallery among the commands of the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from studio.ui.actions import Command, Commands
from studio.ui.gallery.panel import GalleryPanel

SEARCH_KEYS = "Ctrl+F"
_ONE = ("open", "use_settings", "use_as_start", "show_on_canvas", "reveal")
"""Need exactly one chosen picture; the last three a file that is not in the trash."""


class GalleryCommands(QObject):
    """Adds the commands of ``panel`` and keeps those that cannot be run now disabled."""

    def __init__(self, commands: Commands, panel: GalleryPanel) -> None:
        super().__init__(panel)
        self._commands, self._panel = commands, panel
        self._add()
        panel.choice_changed.connect(self._show_possible)
        self._show_possible()

    def _add(self) -> None:
        panel, group = self._panel, self.tr("History")

        def chosen(action: str) -> Callable[[], None]:
            return lambda: panel.run(action)

        self._commands.add(
            Command("search", self.tr("Search the history"), group, SEARCH_KEYS, "magnifying-glass"),
            panel.start_search,
        )
        self._commands.add(
            Command("trash_view", self.tr("Show or hide the trash"), group, "", "trash"), panel.toggle_trash
        )
        for action, text, keys, symbol in (
            ("open", self.tr("Show the picture and its settings"), "Return", "image"),
            ("use_settings", self.tr("Use these settings"), "", "sliders-horizontal"),
            ("use_as_start", self.tr("Use as start image"), "", "image-square"),
            ("show_on_canvas", self.tr("Show on canvas"), "", "frame-corners"),
            ("copy", self.tr("Copy the chosen pictures"), "Ctrl+C", "copy"),
            ("reveal", self.tr("Show in folder"), "", "folder-open"),
            ("trash", self.tr("Move to trash"), "Delete", "trash"),
            ("restore", self.tr("Restore from the trash"), "", "arrow-counter-clockwise"),
        ):
            command = Command(f"gallery_{action}", text, group, keys, symbol)
            self._commands.add(command, chosen(action), only_in="history")
        self._commands.add(
            Command("empty_trash", self.tr("Empty trash…"), group, "", "trash"), panel.ask_to_empty
        )

    def _show_possible(self) -> None:
        count, trashed = len(self._panel.grid.chosen()), self._panel.model.trashed
        possible = dict.fromkeys(_ONE, count == 1)
        for action in _ONE[2:]:
            possible[action] = count == 1 and not trashed
        possible |= {
            "copy": count > 0 and not trashed,
            "trash": count > 0 and not trashed,
            "restore": count > 0 and trashed,
        }
        for action, can in possible.items():
            self._commands.action(f"gallery_{action}").setEnabled(can)
        self._commands.action("empty_trash").setEnabled(self._panel.can_empty())
