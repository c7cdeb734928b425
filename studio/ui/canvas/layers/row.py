"""Paints a row of the list of layers: eye, thumbnail, kind, name, note, tint and lock."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QImage, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.core.layers import Layer
from studio.ui.canvas.layers.model import EYE, LAYER, LOCK
from studio.ui.canvas.layers.spoken import kind_icon, note
from studio.ui.canvas.layers.thumbnails import Thumbnails
from studio.ui.icons import icon
from studio.ui.theme import scaled, tokens

ROW, THUMB, ICON = 40, 32, 16
"""Pixels at the base text size."""
GAP = 8
CHECK = 4
"""Side of a square of the checkerboard."""
NAME_LEAST = 48
"""The note gives way before a name has less room."""

_Index = QModelIndex | QPersistentModelIndex


class LayerRow(QStyledItemDelegate):
    """Draws and edits rows of ``LayerModel``."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(scaled(60), scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        layer: Layer | None = index.data(LAYER)
        if layer is None:
            return
        painter.save()
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if index.column() == EYE:
            name, colour = ("eye", "muted") if layer.visible else ("eye-slash", "muted")
            _icon_in(painter, rect, name, colour, faint=not layer.visible)
        elif index.column() == LOCK:
            if layer.locked or hovered:
                name = "lock-simple" if layer.locked else "lock-simple-open"
                _icon_in(painter, rect, name, "text" if layer.locked else "muted", faint=not layer.locked)
        else:
            self._paint_name(painter, rect, layer, option)
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, layer: Layer, option: QStyleOptionViewItem) -> None:
        colours = tokens()
        thumb = thumb_rect(rect)
        if not layer.visible:
            painter.setOpacity(0.45)
        _paint_thumb(painter, thumb, self._thumbnails.image(layer))
        if layer.kind == "mask":
            _paint_tint(painter, thumb, layer.tint)
        painter.setOpacity(1.0)
        text = name_rect(rect, layer)
        symbol = kind_icon(layer)
        if symbol:
            at = QRect(text.left() - scaled(ICON + 4), text.top(), scaled(ICON), text.height())
            _icon_in(painter, at, symbol, "muted", side=14)
        font = QFont(option.font)  # pyright: ignore[reportAttributeAccessIssue]
        metrics = QFontMetrics(font)
        small = QFont(font)
        small.setPixelSize(max(10, font.pixelSize() - 1))
        painter.setFont(small)
        said = note(layer)
        wide = QFontMetrics(small).horizontalAdvance(said)
        if text.width() - wide - GAP >= scaled(NAME_LEAST):
            painter.setPen(QColor(colours.muted))
            painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
            text.setRight(text.right() - wide - GAP)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if layer.visible else colours.muted))
        name = metrics.elidedText(layer.name, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    # Renaming

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        edit = QLineEdit(parent)
        edit.setAccessibleName(self.tr("Name of the layer"))
        return edit

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        layer: Layer | None = index.data(LAYER)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        if layer:
            room = name_rect(rect, layer).adjusted(-scaled(6), 0, 0, 0)
            height = min(room.height(), editor.sizeHint().height())
            editor.setGeometry(QRect(room.left(), room.center().y() - height // 2, room.width(), height))


def thumb_rect(rect: QRect) -> QRect:
    side = scaled(THUMB)
    return QRect(rect.left() + 2, rect.center().y() - side // 2 + 1, side, side)


def name_rect(rect: QRect, layer: Layer) -> QRect:
    """Where name and note stand."""
    left = thumb_rect(rect).right() + 1 + GAP
    if kind_icon(layer):
        left += scaled(ICON + 4)
    return QRect(left, rect.top(), rect.right() - left - 2, rect.height())


def _icon_in(
    painter: QPainter, rect: QRect, name: str, colour: str, *, faint: bool = False, side: int = ICON
) -> None:
    size = scaled(side)
    at = QRect(0, 0, size, size)
    at.moveCenter(rect.center())
    painter.setOpacity(0.6 if faint else 1.0)
    icon(name, colour).paint(painter, at, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal)
    painter.setOpacity(1.0)


def _paint_thumb(painter: QPainter, box: QRect, image: QImage | None) -> None:
    """``image`` as large as fits, over a checkerboard; the room it will have while there is none."""
    colours = tokens()
    at = QRect(box)
    if image is not None and not image.isNull():
        fitted = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(2, 2))
        at = QRect(QPoint(0, 0), fitted)
        at.moveCenter(box.center())
    painter.fillRect(at, QColor("#5a5d63" if colours.dark else "#ffffff"))
    if image is not None:
        _checker(painter, at, QColor("#45484e" if colours.dark else "#d6d4cf"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(at, image)
    painter.setPen(QPen(QColor(colours.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(at.adjusted(0, 0, -1, -1))


def _checker(painter: QPainter, area: QRect, colour: QColor) -> None:
    side = scaled(CHECK)
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    for row in range(-(-area.height() // side)):
        for column in range(row % 2, -(-area.width() // side), 2):
            painter.fillRect(area.left() + column * side, area.top() + row * side, side, side, colour)
    painter.restore()


def _paint_tint(painter: QPainter, thumb: QRect, tint: str) -> None:
    """The colour in which a mask is shown, as a dot in the corner of its thumbnail."""
    side = scaled(12)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens().panel), 2))
    painter.setBrush(QColor(tint))
    painter.drawEllipse(thumb.right() - side + 3, thumb.bottom() - side + 3, side, side)
    painter.restore()


def selected_colour() -> QColor:
    """Behind a chosen row."""
    return QColor(tokens().raised if tokens().dark else "#e9e6df")
