"""Text: typed over the canvas, then painted on a layer of its own."""

import math

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QCursor,
    QFont,
    QKeyEvent,
    QPainter,
    QPalette,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from studio.core.layers import SIDE_MOST, Layer, new_id
from studio.core.specs import Choice, Param
from studio.ui.canvas.document import Document
from studio.ui.canvas.strokes.brush_outline import two_toned, window_point
from studio.ui.canvas.strokes.snapping import finite
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.zoom.lens import Lens

SPEC = ToolSpec(
    id="text",
    label="Text",
    icon="text-t",
    order=23,
    group="shapes",
    shortcut="Shift+T",
    params=(
        Param(
            id="font", label="Font", kind="font", default="", help="Typeface; empty is that of the program."
        ),
        Param(
            id="size",
            label="Size",
            kind="float",
            default=48.0,
            minimum=4.0,
            maximum=2000.0,
            help="Height of the letters in pixels.",
        ),
        Param(id="bold", label="Bold", kind="bool", default=False, help="Heavy letters."),
        Param(id="italic", label="Italic", kind="bool", default=False, help="Slanted letters."),
        Param(
            id="align",
            label="Alignment",
            kind="choice",
            default="start",
            choices=(
                Choice(id="start", label="Start"),
                Choice(id="centre", label="Centre"),
                Choice(id="end", label="End"),
            ),
            help="Where lines meet; the place clicked on stays there.",
        ),
    ),
    help="Click and type in the ink's colour. Ctrl+Return paints it on a new layer, Esc drops it.",
)
_ALIGNMENT = {
    "start": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "end": Qt.AlignmentFlag.AlignRight,
}
_NAME_MOST = 40


class _Editor(QTextEdit):
    """The letters as they are typed, at the size they have on the canvas."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("background: transparent; border: none; padding: 0;")
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)


class Text(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self._editor: _Editor | None = None
        self._at = QPointF()
        self._written_on: Document | None = None
        self._view = (1.0, QPointF())
        """Zoom, and where the document's corner lies in the window."""
        desk.options_changed.connect(self._options_changed)
        desk.colours_changed.connect(self._arrange)

    def cursor(self, zoom: float) -> QCursor:
        return QCursor(Qt.CursorShape.IBeamCursor)

    @property
    def busy(self) -> bool:
        return self._editor is not None

    def press(self, pointer: Pointer) -> None:
        self.commit()
        if not finite(pointer.at) or not QRectF(self.document.area).contains(pointer.at):
            return
        self._at, self._written_on = pointer.at, self.document
        editor = self._editor = _Editor(self._canvas())
        editor.installEventFilter(self)
        editor.textChanged.connect(self._arrange)
        editor.setAccessibleName(self.tr("Text on the canvas"))
        self._arrange()
        if editor.parentWidget():
            editor.show()

    def release(self, pointer: Pointer) -> None:
        if self._editor:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _canvas(self) -> QWidget | None:
        """The widget that shows the canvas: the tool belongs to it."""
        owner = self.parent()
        while owner is not None and not isinstance(owner, QWidget):
            owner = owner.parent()
        return owner

    def deactivate(self) -> None:
        """Another tool: what was typed stays."""
        self.commit()

    def cancel(self) -> None:
        editor, self._editor = self._editor, None
        if editor:
            canvas = editor.parentWidget()
            had_focus = editor.hasFocus()
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            if canvas and had_focus:
                canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            self.overlay_changed.emit(QRectF())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.key(event):
            return True
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # letters are typed, they choose no tools
        return super().eventFilter(watched, event)

    def key(self, event: QKeyEvent) -> bool:
        if self._editor is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.commit()
        else:
            return False
        return True

    # Layout

    def write(self, text: str) -> None:
        """Type ``text``, as pasting would."""
        if self._editor:
            self._editor.insertPlainText(text)

    def _options_changed(self, tool: str) -> None:
        if tool == self.spec.id:
            self._arrange()

    def _font(self, scale: float) -> QFont:
        font = QFont(self._editor.font()) if self._editor else QFont()
        if self.option("font"):
            font.setFamily(self.option("font"))
        size = float(self.option("size"))
        font.setPixelSize(max(1, round((size if math.isfinite(size) else 48.0) * scale)))
        font.setBold(bool(self.option("bold")))
        font.setItalic(bool(self.option("italic")))
        return font

    def _lay_out(self, document: QTextDocument, scale: float) -> None:
        """Set font and alignment; the width becomes that of the longest line."""
        document.setDocumentMargin(0)
        document.setDefaultFont(self._font(scale))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setAlignment(_ALIGNMENT[self.option("align")])
        document.setDefaultTextOption(option)
        document.setTextWidth(-1)
        document.setTextWidth(max(1.0, math.ceil(document.idealWidth())))

    def _place(self, document: QTextDocument) -> float:
        """How far left of the place clicked on the text begins. Its start is where its script starts."""
        align, width = self.option("align"), math.ceil(document.size().width())
        if align == "centre":
            return width / 2
        from_right = document.firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
        return float(width) if from_right == (align == "start") else 0.0

    def _arrange(self) -> None:
        """Size and put the editor over the place it writes on."""
        editor = self._editor
        if editor is None:
            return
        zoom, corner = self._view
        document = editor.document()
        blocked = editor.blockSignals(True)
        self._lay_out(document, zoom)
        editor.setFont(self._font(zoom))
        palette = editor.palette()
        palette.setColor(QPalette.ColorRole.Text, self.desk.colours.ink)
        editor.setPalette(palette)
        editor.setTextColor(self.desk.colours.ink)
        editor.blockSignals(blocked)
        size = document.size()
        width = math.ceil(size.width())
        spot = corner + self._at * zoom
        editor.setGeometry(
            QRect(
                round(spot.x() - self._place(document)),
                round(spot.y()),
                width + 8,
                math.ceil(size.height()) + 4,
            )
        )
        self.overlay_changed.emit(QRectF())  # the frame around it

    def draw(self, painter: QPainter, lens: Lens) -> None:
        view = (lens.scale, window_point(lens, QPointF(0, 0)))
        if view != self._view:
            self._view = view
            QTimer.singleShot(0, self, self._arrange)  # widgets are not moved while the canvas is painted
        if self._editor:
            for pen in two_toned(painter):
                pen.setStyle(Qt.PenStyle.DashLine)
                painter.setPen(pen)
                painter.drawRect(self._editor.geometry().adjusted(-4, -3, 3, 2))

    # Painting it

    def commit(self) -> None:
        """Paint what was typed on a layer of its own, as one step; nothing when nothing was typed."""
        editor = self._editor
        text = editor.toPlainText() if editor else ""
        document, ink = self.document, QColor(self.desk.colours.ink)
        typed = QTextDocument()
        typed.setPlainText(text)
        if editor:
            self._lay_out(typed, 1.0)
        self.cancel()
        if not text.strip() or document is not self._written_on:
            return
        cursor = QTextCursor(typed)
        cursor.select(QTextCursor.SelectionType.Document)
        letters = cursor.charFormat()
        letters.setForeground(ink)
        cursor.mergeCharFormat(letters)
        self._paint(document, typed, text)

    def _paint(self, document: Document, typed: QTextDocument, text: str) -> None:
        size = QSize(math.ceil(typed.size().width()), math.ceil(typed.size().height()))
        corner = QPointF(self._at.x() - self._place(typed), self._at.y())
        reach = max(4, self._font(1.0).pixelSize() // 4)  # slanted letters stand out of their box
        area = QRectF(corner, size).toAlignedRect().adjusted(-reach, -reach, reach, reach)
        area = area.intersected(document.area)
        if area.isEmpty() or max(size.width(), size.height()) > 4 * SIDE_MOST:
            return

        def draw(painter: QPainter) -> None:
            painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
            painter.translate(corner)
            typed.drawContents(painter)

        layer = Layer(id=new_id(), name=_name_of(text))
        with document.edit(self.tr("Text")) as edit:
            edit.add_layer(layer)
            edit.paint(layer.id, area, draw)


def _name_of(text: str) -> str:
    """The beginning of the text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _NAME_MOST else line[: _NAME_MOST - 1] + "…"


TOOL = Text
