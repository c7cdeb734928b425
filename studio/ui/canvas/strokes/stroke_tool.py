"""What brush, eraser and mask brush share: a stroke from press to release, the outline, the size keys."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QKeySequence, QPainter

from studio.core.specs import Param
from studio.jobs import offthread
from studio.ui.canvas import keys
from studio.ui.canvas.document import Document, Edit
from studio.ui.canvas.strokes import brush_outline
from studio.ui.canvas.strokes.dabs import SIZE_MOST
from studio.ui.canvas.strokes.smoothing import PulledString, Sample
from studio.ui.canvas.strokes.stroke import Nib, Stroke, clean
from studio.ui.canvas.strokes.wash import Ink, Wash, joined
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.zoom.lens import Lens

_STRING_MOST = 80.0
"""Length of the string in window pixels at full smoothing."""
_GROWTH = 1.15
"""By how much [ and ] change the size."""


def percent(identity: str, label: str, default: int, help: str, *, advanced: bool = False) -> Param:
    """An option from 0 or 1 to 100 %."""
    return Param(
        id=identity,
        label=label,
        kind="int",
        default=default,
        minimum=0 if identity in ("hardness", "smoothing") else 1,
        maximum=100,
        help=help,
        advanced=advanced,
    )


def switch(identity: str, label: str, default: bool, help: str) -> Param:
    return Param(id=identity, label=label, kind="bool", default=default, help=help, advanced=True)


def stroke_params(
    size: float, hardness: int, pressure_size: bool, pressure_opacity: bool
) -> tuple[Param, ...]:
    """The options of a tool that paints with a tip, with these defaults."""
    return (
        Param(
            id="size",
            label="Size",
            kind="float",
            default=size,
            minimum=1.0,
            maximum=SIZE_MOST,
            step=1.0,
            help="Diameter of the tip in pixels. Keys: [ smaller, ] larger.",
        ),
        percent("hardness", "Hardness %", hardness, "100 has a sharp rim, 0 fades from the middle."),
        percent(
            "opacity",
            "Opacity %",
            100,
            "The most that one whole stroke covers, however often it crosses. Keys: I less, O more.",
        ),
        percent("flow", "Flow %", 100, "How much each dab adds; low values build up slowly."),
        percent("smoothing", "Smoothing %", 10, "Steadies the hand: the tip is pulled along on a string."),
        Param(
            id="spacing",
            label="Spacing %",
            kind="int",
            default=10,
            minimum=1,
            maximum=500,
            help="Way between dabs, in parts of the size; over 100 they stand apart.",
            advanced=True,
        ),
        percent("roundness", "Roundness %", 100, "Thickness of the tip by its length.", advanced=True),
        Param(
            id="angle",
            label="Angle °",
            kind="int",
            default=0,
            minimum=0,
            maximum=179,
            help="Direction of a tip that is not round.",
            advanced=True,
        ),
        switch("pressure_size", "Pressure: size", pressure_size, "A pen pressed lightly draws thinner."),
        switch(
            "pressure_opacity", "Pressure: opacity", pressure_opacity, "A pen pressed lightly covers less."
        ),
        switch("pressure_flow", "Pressure: flow", False, "A pen pressed lightly adds less with each dab."),
        switch("tilt", "Tilt: shape", False, "A leaning pen draws with a flat tip turned its way."),
    )


def _warm() -> None:
    """Load what strokes compute with, so that the first one does not wait for it."""
    import cv2
    import numpy as np

    cv2.resize(np.zeros((2, 2), np.float32), (4, 4))


class StrokeTool(Tool):
    """Subclasses say what the stroke does (``ink``) and what it is called (``stroke_name``)."""

    def __init__(self, spec: ToolSpec, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(spec, desk, parent)
        self._stroke: Stroke | None = None
        self._edit: Edit | None = None
        self._string = PulledString(0.0, Sample(0, 0))
        self._pointer: QPointF | None = None
        self._last: tuple[Document, Sample] | None = None
        """Where the last stroke ended, for a straight line with Shift."""
        self._zoom = 1.0
        self._warmed = False

    # What subclasses say

    def ink(self, pointer: Pointer) -> Ink | None:
        """What the stroke does; None when it cannot be, which was said by ``desk.message``."""
        raise AssertionError

    def stroke_name(self) -> str:
        """Translated name of the undo step."""
        raise AssertionError

    def began(self, edit: Edit) -> None:
        """The edit is open; the first dab comes next."""

    def ending(self, edit: Edit) -> None:
        """All pixels are there; the edit is committed next."""

    def nib(self) -> Nib:
        """The tip as the options say."""
        part = {name: self.option(name) / 100 for name in ("hardness", "flow", "spacing", "roundness")}
        return Nib(
            size=float(min(SIZE_MOST, max(1.0, self.option("size")))),
            angle=float(self.option("angle")),
            pressure_size=self.option("pressure_size"),
            pressure_opacity=self.option("pressure_opacity"),
            pressure_flow=self.option("pressure_flow"),
            tilt=self.option("tilt"),
            **part,
        )

    # The stroke

    @property
    def busy(self) -> bool:
        return self._stroke is not None

    def press(self, pointer: Pointer) -> None:
        self.cancel()
        self._point(pointer.at)
        sample = _sample(pointer)
        ink = self.ink(pointer) if sample else None
        if sample is None or ink is None:
            return
        document = self.document
        self._edit = document.edit(self.stroke_name())
        self.began(self._edit)
        self._stroke = Stroke(Wash(self._edit, ink), self.nib(), document, self.desk.symmetry)
        self._string = PulledString(
            self.option("smoothing") / 100 * _STRING_MOST / max(self._zoom, 1e-3), sample
        )
        last = self._last[1] if self._last and self._last[0] is document else None
        if pointer.has(Qt.KeyboardModifier.ShiftModifier) and last:
            self._stroke.begin(last._replace(pressure=sample.pressure))
            self._stroke.line_to(sample)
        else:
            self._stroke.begin(sample)
        self._last = (document, sample)
        self._show()

    def move(self, pointer: Pointer) -> None:
        self._point(pointer.at)
        sample = _sample(pointer)
        stroke = self._going()
        if stroke is None or sample is None:
            return
        for place in self._string.to(sample):
            stroke.to(place)
        self._last = (self.document, sample)
        self._show()

    def release(self, pointer: Pointer) -> None:
        # A pen lifts with no pressure, and its place is the one of the last move: only a new one counts.
        if self._last and QPointF(self._last[1].x, self._last[1].y) != pointer.at:
            self.move(pointer)
        stroke, edit = self._going(), self._edit
        if stroke is None or edit is None:
            return
        for place in self._string.end():
            stroke.to(place)
        stroke.end()
        self._show()
        self._stroke = self._edit = None
        self.ending(edit)
        edit.commit()

    def cancel(self) -> None:
        edit, self._edit, self._stroke = self._edit, None, None
        if edit:
            edit.cancel()

    def _going(self) -> Stroke | None:
        """The stroke, unless its edit was ended from outside, as by undo or another document."""
        if self._edit and (self.document.editing is not self._edit):
            self.cancel()
        return self._stroke

    def _show(self) -> None:
        if self._stroke and self._edit:
            for area in joined(self._stroke.wash.lay()):
                self._edit.touched(self._stroke.wash.ink.plane, area)

    # The outline

    def cursor(self, zoom: float) -> QCursor:
        self._zoom = zoom
        return QCursor(Qt.CursorShape.BlankCursor)

    def hover(self, pointer: Pointer) -> None:
        if not self._warmed:
            self._warmed = True
            offthread.run(_warm, done=_nothing)
        self._point(pointer.at)

    def leave(self) -> None:
        self._point(None)

    def deactivate(self) -> None:
        super().deactivate()
        self._point(None)

    def draw(self, painter: QPainter, lens: Lens) -> None:
        self._zoom = lens.scale
        if self._pointer is not None:
            nib = self.nib()
            shape = nib.shape(Sample(0, 0))
            brush_outline.draw_tip(painter, lens, self._pointer, shape)

    def _point(self, at: QPointF | None) -> None:
        """Move the outline; only where it was and is, the view is painted again."""
        size = float(self.option("size"))
        for place in (self._pointer, at):
            if place is not None:
                self.overlay_changed.emit(brush_outline.reach(place, size, self._zoom))
        self._pointer = at

    # Keys

    def key(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        if event.key() in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):  # on some keyboards with AltGr
            self.resize(larger=event.key() == Qt.Key.Key_BracketRight)
        elif pressed in (QKeySequence(keys.FAINTER), QKeySequence(keys.STRONGER)):
            self.cover(more=pressed == QKeySequence(keys.STRONGER))
        else:
            return False
        return True

    def cover(self, *, more: bool) -> None:
        """One step of the opacity, to whole tens."""
        opacity = int(self.option("opacity"))
        opacity = opacity // 10 * 10 + 10 if more else -(-opacity // 10) * 10 - 10
        self.desk.set_option(self.spec.id, "opacity", max(1, min(100, opacity)))

    def resize(self, *, larger: bool) -> None:
        """One step of the size of the tip."""
        size = float(self.option("size"))
        if larger:
            size = min(SIZE_MOST, max(size + 1, round(size * _GROWTH)))
        else:
            size = max(1.0, min(size - 1, round(size / _GROWTH)))
        self.desk.set_option(self.spec.id, "size", float(size))
        self.overlay_changed.emit(QRectF())


def _sample(pointer: Pointer) -> Sample | None:
    tilt_x, tilt_y = pointer.tilt
    return clean(Sample(pointer.at.x(), pointer.at.y(), pointer.pressure, tilt_x, tilt_y))


def _nothing(_answer: object) -> None:
    """Warming up has no answer."""
