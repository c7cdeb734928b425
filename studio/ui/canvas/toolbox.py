"""The tools of the canvas: found in their folder, one of them in hand, chosen by keys."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from studio.core.discovery import discover
from studio.ui.canvas import keys
from studio.ui.canvas.strokes.stroke_tool import StrokeTool
from studio.ui.canvas.tool import Desk, Tool, ToolSpec
from studio.ui.canvas.viewing.view import CanvasView

TOOLS = "studio.ui.canvas.tools"


class Toolbox(QObject):
    """Every tool by its id; the view is told which one is in hand."""

    changed = Signal(str)
    """Id of the tool that is in hand now."""

    def __init__(self, desk: Desk, view: CanvasView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        modules = sorted(discover(TOOLS).values(), key=lambda module: module.SPEC.order)
        self._tools: dict[str, Tool] = {module.SPEC.id: module.TOOL(desk, self) for module in modules}
        self._keys = {
            QKeySequence(tool.spec.shortcut): identity
            for identity, tool in self._tools.items()
            if tool.spec.shortcut
        }
        self.current = ""
        view.set_tools(self._tools)

    @property
    def specs(self) -> list[ToolSpec]:
        """All tools in the order of the tool bar."""
        return [tool.spec for tool in self._tools.values()]

    @property
    def first(self) -> str:
        """The tool to begin with."""
        return next(iter(self._tools), "")

    def spec(self, identity: str) -> ToolSpec:
        return self._tools[identity].spec

    @property
    def tool(self) -> Tool | None:
        """The tool in hand."""
        return self._tools.get(self.current)

    def choose(self, identity: str) -> None:
        """Take a tool in hand; one that is unknown changes nothing."""
        tool = self._tools.get(identity)
        if tool and identity != self.current:
            self.current = identity
            self._view.set_tool(tool)
            self.changed.emit(identity)

    def key(self, event: QKeyEvent) -> bool:
        """Choose the tool of a key; colours too. False when the key means nothing here."""
        pressed = QKeySequence(event.keyCombination())
        if pressed in self._keys:
            self.choose(self._keys[pressed])
        elif pressed == QKeySequence(keys.SWAP):
            self._desk.swap_colours()
        elif pressed == QKeySequence(keys.DEFAULTS):
            self._desk.default_colours()
        else:  # the size and the opacity of a tip
            return isinstance(self.tool, StrokeTool) and StrokeTool.key(self.tool, event)
        return True

    # Keys that are pressed elsewhere

    def lend_keys(self, panel: QWidget) -> None:
        """Let the keys of the tools work in ``panel`` too: after a colour was chosen, B is the brush at once.

        Fields to type in keep their letters; lists would search by them, so they are asked first.
        """
        window = panel.window()
        views = [view for view in panel.findChildren(QAbstractItemView) if view.window() is window]
        for part in (panel, *views):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        before = self.current
        if not self.key(event):
            return False
        if self.current != before:
            self._view.setFocus()
        return True
