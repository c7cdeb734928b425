"""Joins finding with the Write page: the bar over the text, the panel for the project, their commands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.ui.actions import Command, Commands
from studio.ui.writing.page import WritePage

if TYPE_CHECKING:
    from studio.ui.writing.editor import SceneEditor
    from studio.ui.writing.finding.find_bar import FindBar
    from studio.ui.writing.finding.project_panel import ProjectFind
    from studio.ui.writing.finding.switcher import Switcher


class Finding(QObject):
    """Bar and panel are made when they are first asked for."""

    def __init__(self, page: WritePage) -> None:
        super().__init__(page)
        self._page = page
        self._bars: dict[SceneEditor, FindBar] = {}
        self._panel: ProjectFind | None = None
        self._switcher: Switcher | None = None
        self._items = ("", "")
        """The text shown before, and the one shown now."""
        page.item_opened.connect(self._item_opened)

    def join(self, commands: Commands) -> None:
        group = self.tr("Find")
        for identity, text, keys, icon, slot in (
            ("find_text", self.tr("Find in this text"), "Ctrl+F", "magnifying-glass", self.find),
            ("find_next", self.tr("Next place"), "F3", "", self.find_next),
            ("find_previous", self.tr("Previous place"), "Shift+F3", "", self.find_previous),
            ("replace_text", self.tr("Replace in this text"), "Ctrl+H", "", self.replace),
            (
                "find_project",
                self.tr("Find and replace in the project"),
                "Ctrl+Shift+F",
                "list-bullets",
                self.find_in_project,
            ),
            (
                "go_to_item",
                self.tr("Go to a scene or note"),
                "Ctrl+P",
                "arrow-bend-down-right",
                self.go_to_item,
            ),
        ):
            commands.add(Command(identity, text, group, keys, icon), slot, only_in="writing")

    @property
    def bar(self) -> "FindBar":
        """That of the editor that is written in."""
        editor = self._page.active_editor()
        if editor not in self._bars:
            from studio.ui.writing.finding.find_bar import FindBar

            open_ones = self._page.editors()
            self._bars = {one: bar for one, bar in self._bars.items() if one in open_ones}
            self._bars[editor] = FindBar(editor)
        return self._bars[editor]

    @property
    def panel(self) -> "ProjectFind":
        if self._panel is None:
            from studio.ui.writing.finding.project_panel import ProjectFind

            self._panel = ProjectFind(self._page)
            self._page.add_side_panel(self.tr("Find"), self._panel, "magnifying-glass")
        return self._panel

    def find(self) -> None:
        if self._page.active_editor().item:
            bar = self.bar
            self._page.show_centre_view("text")
            bar.open()

    def replace(self) -> None:
        if self._page.active_editor().item:
            bar = self.bar
            self._page.show_centre_view("text")
            bar.open(replacing=True)

    def find_next(self) -> None:
        self.bar.step(1) if self.bar.field.line.text() else self.find()

    def find_previous(self) -> None:
        self.bar.step(-1) if self.bar.field.line.text() else self.find()

    def find_in_project(self) -> None:
        self._page.show_side_panel(self.panel)
        self.panel.open()

    def go_to_item(self) -> None:
        if self._page.project is None:
            return
        if self._switcher is None:
            from studio.ui.writing.finding.switcher import Switcher

            self._switcher = Switcher(self._page)
        self._switcher.last = self._items[0]
        self._switcher.open()

    def _item_opened(self, item: str) -> None:
        if item != self._items[1]:
            self._items = (self._items[1], item)
