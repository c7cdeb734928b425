"""What a canvas tool is: the pointer it gets, the desk it works on, the moments it is called at."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter

from studio.core.layers import Layer, lineage
from studio.core.specs import Param
from studio.ui.canvas.document import Document

if TYPE_CHECKING:
    from studio.ui.zoom.lens import Lens


@dataclass(frozen=True)
class Pointer:
    """Where the mouse or pen is: ``at`` in document pixels, ``pressure`` 0 to 1 (a mouse presses with 1),
    tilt in degrees (-90 to 90), ``time`` in milliseconds."""

    at: QPointF
    pressure: float = 1.0
    tilt: tuple[float, float] = (0.0, 0.0)
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    button: Qt.MouseButton = Qt.MouseButton.LeftButton
    time: int = 0
    pen: bool = False

    def has(self, modifier: Qt.KeyboardModifier) -> bool:
        return bool(self.modifiers & modifier)


class ToolSpec(Struct, frozen=True, kw_only=True):
    """What the tool bar, the options bar and the shortcuts page show of a tool.

    ``label`` is English, translated in context "Tool". Tools of one ``group`` share a place in the
    tool bar; ``order`` sorts. ``params`` are its options, kept by the desk under the tool's id.
    """

    id: str
    label: str
    icon: str
    order: int
    group: str = ""
    shortcut: str = ""
    params: tuple[Param, ...] = ()
    help: str = ""


@dataclass
class Symmetry:
    """How strokes repeat: mirrored over lines through ``centre``, turned around it, wrapped at the edges."""

    across: bool = False
    """Mirror left and right."""
    down: bool = False
    """Mirror top and bottom."""
    turns: int = 1
    """Copies around the centre; 1 is none."""
    wrap: bool = False
    """What leaves the document on one side comes in on the other, for tiling textures."""
    centre: QPointF | None = None
    """None is the middle of the document."""


@dataclass
class Colours:
    """The two colours to paint with; alpha belongs to opacity, not here."""

    ink: QColor = field(default_factory=lambda: QColor("#1d1f23"))
    ground: QColor = field(default_factory=lambda: QColor("#ffffff"))


class Desk(QObject):
    """What every tool shares: the document, colours, options by tool, symmetry, and a way to say things."""

    colours_changed = Signal()
    options_changed = Signal(str)
    """Tool id."""
    document_changed = Signal()
    """Another document is open."""
    symmetry_changed = Signal()
    message = Signal(str)
    """A translated sentence for the user, such as why a tool cannot paint here."""
    tool_wanted = Signal(str)
    """A tool asks for another one by id, such as the picker when it is done."""
    pan_wanted = Signal(QPointF)
    """The view is to move the picture by this way, in document pixels."""
    zoom_wanted = Signal(QPointF, bool)
    """The view is to zoom one step in (True) or out, holding this point of the document."""
    look_wanted = Signal(QRectF)
    """The view is to show this area of the document, as large as fits."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.colours = Colours()
        self.symmetry = Symmetry()
        self.options: dict[str, dict[str, Any]] = {}

    def set_document(self, document: Document) -> None:
        self.document = document
        if self.symmetry.centre is not None:  # a place in the document before
            self.symmetry.centre = None
            self.symmetry_changed.emit()
        self.document_changed.emit()

    def set_ink(self, colour: QColor) -> None:
        self.colours.ink = QColor(colour.rgb())
        self.colours_changed.emit()

    def set_ground(self, colour: QColor) -> None:
        self.colours.ground = QColor(colour.rgb())
        self.colours_changed.emit()

    def swap_colours(self) -> None:
        self.colours.ink, self.colours.ground = self.colours.ground, self.colours.ink
        self.colours_changed.emit()

    def default_colours(self) -> None:
        """The colours it began with."""
        self.colours = Colours()
        self.colours_changed.emit()

    def option(self, spec: ToolSpec, name: str) -> Any:
        """The value of a tool's option: as the user set it, else its default."""
        values = self.options.get(spec.id, {})
        if name in values:
            return values[name]
        return next(param.default for param in spec.params if param.id == name)

    def set_option(self, tool: str, name: str, value: Any) -> None:
        self.options.setdefault(tool, {})[name] = value
        self.options_changed.emit(tool)

    def target(self) -> str:
        """Id of the layer that may be painted on now; says why not and answers '' otherwise."""
        layer = self.document.active
        refusal = self._refusal(layer)
        if refusal:
            self.message.emit(refusal)
        return "" if refusal or layer is None else layer.id

    def _refusal(self, layer: Layer | None) -> str:
        """Why ``layer`` may not be painted on now, translated; '' when it may."""
        translate = QCoreApplication.translate
        if layer is None:
            return translate("Tool", "There is no layer to work on; add one first.")
        if layer.kind == "group":
            return translate("Tool", "A group holds no pixels; choose a layer inside it.")
        # What holds for a group holds for all that is in it.
        for one in lineage(self.document.state.layers, layer.id):
            if one.locked:
                if one.kind == "group":
                    told = translate("Tool", "The group “%1” is locked; unlock it to change what is in it.")
                else:
                    told = translate("Tool", "The layer “%1” is locked; unlock it to change it.")
                return told.replace("%1", one.name)
            if not one.visible:
                if one.kind == "group":
                    told = translate("Tool", "The group “%1” is hidden; show it to change what is in it.")
                else:
                    told = translate("Tool", "The layer “%1” is hidden; show it to change it.")
                return told.replace("%1", one.name)
        return ""


class Tool(QObject):
    """Base of all tools. A tool file holds a ``SPEC`` and a class ``Tool``-derived class named ``TOOL``.

    Between ``press`` and ``release`` a tool may hold an edit open; ``cancel`` must put everything
    back. ``overlay_changed`` asks the view to paint ``draw`` again.
    """

    overlay_changed = Signal(QRectF)
    """Area in document pixels to be painted again; an empty one means everything."""
    cursor_changed = Signal()

    def __init__(self, spec: ToolSpec, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spec, self.desk = spec, desk

    def option(self, name: str) -> Any:
        return self.desk.option(self.spec, name)

    @property
    def document(self) -> Document:
        return self.desk.document

    def cursor(self, zoom: float) -> QCursor:
        """The mouse cursor at ``zoom`` (window pixels per document pixel)."""
        return QCursor(Qt.CursorShape.CrossCursor)

    def activate(self) -> None:
        """The tool was chosen."""

    def deactivate(self) -> None:
        """Another tool was chosen; finish or cancel what is under way."""
        self.cancel()

    def press(self, pointer: Pointer) -> None: ...

    def move(self, pointer: Pointer) -> None:
        """The pointer moved with the button down."""

    def hover(self, pointer: Pointer) -> None:
        """The pointer moved with no button down."""

    def release(self, pointer: Pointer) -> None: ...

    def leave(self) -> None:
        """The pointer left the canvas; an outline that follows it goes away."""

    def double_click(self, pointer: Pointer) -> None: ...

    def key(self, event: QKeyEvent) -> bool:
        """A key while the canvas has the focus; True when it was used."""
        return False

    def cancel(self) -> None:
        """Esc, undo, or another tool: drop what is under way."""

    @property
    def busy(self) -> bool:
        """Whether something is under way that ``cancel`` would drop."""
        return False

    def draw(self, painter: QPainter, lens: "Lens") -> None:
        """Draw outlines and handles over the picture, in window pixels."""
