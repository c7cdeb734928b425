"""Mouse, pen and fingers on the canvas become pointers in document pixels for the tool in hand."""

import math
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent

from studio.core.errors import StudioError
from studio.ui.canvas.tool import Pointer, Tool
from studio.ui.zoom.zoom_view import ZoomView

PAINTING = frozenset({"brush", "fill", "gradient", "shapes"})
"""Tools that use the ink: with Ctrl held they pick a colour."""
FINGER_SLACK = 8.0
"""Logical pixels that one finger moves before it paints; a second finger may come until then."""
_NO_BUTTON = Qt.MouseButton.NoButton


class PointerInput:
    """Feeds one tool at a time; a press is always followed by a release or a cancel of the same tool."""

    def __init__(self, view: ZoomView) -> None:
        self._view = view
        self.tool: Tool | None = None
        self.tools: Mapping[str, Tool] = {}
        """All tools by id, to borrow the picker and the eraser from."""
        self.failed: Callable[[StudioError], object] = lambda _error: None
        """Hears why a tool could not do what it was to."""
        self._active: Tool | None = None
        """The tool between press and release."""
        self._button = _NO_BUTTON
        self._pen_mouse = False
        """A pen's press was left to be one of the mouse, as to pan the view."""
        self._finger: QPointF | None = None
        self._fingers: tuple[QPointF, float] | None = None
        self.position: QPointF | None = None
        """Where the pointer is over the view, in logical pixels; None when it is elsewhere."""

    @property
    def pressed(self) -> bool:
        return self._active is not None

    def tool_for(self, modifiers: Qt.KeyboardModifier, *, eraser_end: bool = False) -> Tool | None:
        """The tool a press would use: the one in hand, or one borrowed for the time being."""
        tool = self.tool
        if tool is None:
            return None
        if eraser_end:
            return self.tools.get("eraser", tool)
        if modifiers & Qt.KeyboardModifier.ControlModifier and tool.spec.id in PAINTING and not tool.busy:
            return self.tools.get("picker", tool)
        return tool

    def set_tool(self, tool: Tool | None) -> None:
        """Take another tool in hand; what the old one is doing is finished by itself."""
        if self.pressed:
            self.cancel()
        if self.tool:
            self.tool.deactivate()
        self.tool = tool
        if tool:
            tool.activate()

    def cancel(self) -> bool:
        """Drop what is under way; False when there was nothing."""
        tool = self._active or self.tool
        self._active = None
        if tool is None or not tool.busy:
            return False
        tool.cancel()
        return True

    def leave(self) -> None:
        """The pointer is over something else."""
        self.position = None
        if self.tool and not self.pressed:
            self.tool.leave()

    def at(self, position: QPointF) -> QPointF:
        """A point of the window in document pixels."""
        return QPointF(*self._view.lens.to_picture(position.x(), position.y()))

    # Mouse

    def mouse_pressed(self, event: QMouseEvent) -> bool:
        """True when a tool took it."""
        if self.pressed or event.button() != Qt.MouseButton.LeftButton:
            return self.pressed
        return self._press(self.tool_for(event.modifiers()), self._of_mouse(event, event.button()))

    def mouse_moved(self, event: QMouseEvent) -> None:
        self.position = event.position()
        self._move(self._of_mouse(event, self._button), self.tool_for(event.modifiers()))

    def mouse_released(self, event: QMouseEvent) -> bool:
        if not self.pressed or event.button() != self._button:
            return False
        self._release(self._of_mouse(event, self._button))
        return True

    def double_clicked(self, event: QMouseEvent) -> bool:
        """The second press of a double click: a press as well, so that quick strokes are not lost."""
        taken = self.mouse_pressed(event)
        if taken and self._active:
            self._active.double_click(self._of_mouse(event, event.button()))
        return taken

    def _of_mouse(self, event: QMouseEvent, button: Qt.MouseButton) -> Pointer:
        return Pointer(
            at=self.at(event.position()), modifiers=event.modifiers(), button=button, time=event.timestamp()
        )

    # Pen

    def pen(self, event: QTabletEvent, *, panning: bool) -> bool:
        """A tablet event; False leaves it to Qt, which makes a mouse event of it.

        ``panning`` says that Space is held: the mouse event then pans.
        """
        kind = event.type()
        self.position = event.position()
        if kind == QEvent.Type.TabletPress:
            # The buttons on a pen's side mean what those of a mouse do; only its tip paints.
            self._pen_mouse = panning or event.button() != Qt.MouseButton.LeftButton
            if self._pen_mouse or self.pressed:
                return not self._pen_mouse
            eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
            tool = self.tool_for(event.modifiers(), eraser_end=eraser)
            self._press(tool, self._of_pen(event, event.button()))
            return True
        if self._pen_mouse:
            self._pen_mouse = kind != QEvent.Type.TabletRelease
            return False
        if kind == QEvent.Type.TabletRelease:
            if self.pressed and event.button() == self._button:
                self._release(self._of_pen(event, self._button))
        elif kind == QEvent.Type.TabletMove:
            eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
            tool = self.tool_for(event.modifiers(), eraser_end=eraser)
            self._move(self._of_pen(event, self._button), tool)
        return True

    def _of_pen(self, event: QTabletEvent, button: Qt.MouseButton) -> Pointer:
        return Pointer(
            at=self.at(event.position()),
            pressure=max(0.0, min(1.0, event.pressure())),
            tilt=(float(event.xTilt()), float(event.yTilt())),
            modifiers=event.modifiers(),
            button=button,
            time=event.timestamp(),
            pen=True,
        )

    # Fingers

    def touched(self, event: QTouchEvent) -> bool:
        """One finger works with the tool, two pan and zoom."""
        points = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        kind = event.type()
        if kind == QEvent.Type.TouchCancel:
            self._finger = self._fingers = None
            self.cancel()
        elif kind == QEvent.Type.TouchEnd:
            self._fingers_up(event)
        elif len(points) >= 2:
            self._pinch(points[0].position(), points[1].position())
        elif len(points) == 1 and self._fingers is None:
            self._one_finger(points[0].position(), event)
        elif self._fingers:
            self._fingers = (QPointF(), 0.0)  # one of two is up: nothing until both are
        return True

    def _one_finger(self, position: QPointF, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchBegin:
            self._finger = position
        elif self.pressed:
            self._move(self._of_finger(position, event), None)
        elif self._finger is not None:
            way = position - self._finger
            if math.hypot(way.x(), way.y()) > FINGER_SLACK:
                self._press(self.tool_for(event.modifiers()), self._of_finger(self._finger, event))
                if self.pressed:
                    self._move(self._of_finger(position, event), None)

    def _pinch(self, first: QPointF, second: QPointF) -> None:
        if self.pressed:
            self.cancel()
        self._finger = None
        middle, way = (first + second) / 2, second - first
        distance = max(1.0, math.hypot(way.x(), way.y()))
        if self._fingers and self._fingers[1]:
            before, apart = self._fingers
            self._view.pan(middle.x() - before.x(), middle.y() - before.y())
            self._view.zoom_to(self._view.lens.zoom * distance / apart, middle)
        self._fingers = (middle, distance)

    def _fingers_up(self, event: QTouchEvent) -> None:
        position = event.points()[0].position() if event.points() else QPointF()
        if self.pressed:
            self._release(self._of_finger(position, event))
        elif self._finger is not None and self._fingers is None:  # a tap
            pointer = self._of_finger(self._finger, event)
            if self._press(self.tool_for(event.modifiers()), pointer):
                self._release(pointer)
        self._finger = self._fingers = None

    def _of_finger(self, position: QPointF, event: QTouchEvent) -> Pointer:
        return Pointer(at=self.at(position), modifiers=event.modifiers(), time=event.timestamp())

    # To the tool

    def _press(self, tool: Tool | None, pointer: Pointer) -> bool:
        if tool is None:
            return False
        self._active, self._button = tool, pointer.button
        self._do(tool.press, pointer)
        return True

    def _move(self, pointer: Pointer, hovering: Tool | None) -> None:
        if self._active:
            self._do(self._active.move, pointer)
        elif hovering:
            hovering.hover(pointer)

    def _release(self, pointer: Pointer) -> None:
        tool, self._active = self._active, None
        if tool:
            self._do(tool.release, pointer)

    def _do(self, call: Callable[[Pointer], object], pointer: Pointer) -> None:
        """What a tool cannot do, as with pixels whose file is damaged, is dropped and told."""
        try:
            call(pointer)
        except StudioError as error:
            self.cancel()
            self.failed(error)
