"""Draws one model in the list: a tile with preview or icon, name, what it is, and marks."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui.icons import icon
from studio.ui.models.kinds import kind_icon
from studio.ui.models.previews import Previews
from studio.ui.models.rows import ROW, Row
from studio.ui.theme import GAP_2, GAP_3, scaled, tokens

HEIGHT, TILE, MARK = 52, 36, 16


class RowDelegate(QStyledItemDelegate):
    """Nothing but drawing; what a mark means stands in the row's tooltip and in the detail."""

    def __init__(self, previews: Previews) -> None:
        super().__init__()
        self._previews = previews

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(scaled(200), scaled(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        area: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, area, state)
        tile = QRect(area.left() + GAP_3, 0, scaled(TILE), scaled(TILE))
        tile.moveTop(area.center().y() - tile.height() // 2)
        self._draw_tile(painter, tile, row)
        right = self._draw_marks(painter, area, row)
        self._draw_words(painter, QRect(tile.right() + GAP_3, area.top(), 0, area.height()), right, row)
        painter.restore()

    @staticmethod
    def _draw_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        colours = tokens()
        inner = QRectF(area).adjusted(4, 1, -4, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            colour = QColor(colours.raised)
            if not state & QStyle.StateFlag.State_Selected:
                colour.setAlphaF(0.5)
            painter.setBrush(colour)
            painter.drawRoundedRect(inner, 6, 6)
        if state & QStyle.StateFlag.State_Selected:
            focused = state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(QColor(colours.selection if focused else colours.line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _draw_tile(self, painter: QPainter, tile: QRect, row: Row) -> None:
        colours = tokens()
        edge = QPainterPath()
        edge.addRoundedRect(QRectF(tile), 5, 5)
        painter.fillPath(edge, QColor(colours.field))
        ratio = painter.device().devicePixelRatioF()
        preview = self._previews.tile(row.sides.preview, round(tile.width() * ratio))
        if preview is not None:
            painter.setClipPath(edge)
            painter.drawPixmap(tile, preview)
            painter.setClipping(False)
        else:
            inner = QRect(0, 0, scaled(20), scaled(20))
            inner.moveCenter(tile.center())
            icon(kind_icon(row.entry.kind), "muted").paint(painter, inner)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(edge)

    @staticmethod
    def _draw_marks(painter: QPainter, area: QRect, row: Row) -> int:
        """Marks from the right edge inwards; answers where they end."""
        right = area.right() - GAP_3
        marks: list[tuple[str, str]] = []
        if row.entry.problem or row.state == "missing":
            marks.append(("warning", "danger" if row.entry.runs else "muted"))
        if row.chosen:
            marks.append(("check-circle", "good"))
        side = scaled(MARK)
        for name, colour in marks:
            place = QRect(right - side, area.center().y() - side // 2, side, side)
            icon(name, colour).paint(painter, place)
            right -= side + GAP_2
        return right

    @staticmethod
    def _draw_words(painter: QPainter, area: QRect, right: int, row: Row) -> None:
        colours = tokens()
        width = right - area.left() - GAP_2
        name_font = QFont(QApplication.font())
        name_font.setWeight(QFont.Weight.Medium)
        small = QFont(QApplication.font())
        small.setPixelSize(max(10, scaled(12)))
        first, second = QFontMetrics(name_font), QFontMetrics(small)
        between = 2
        top = area.center().y() - (first.height() + between + second.height()) / 2
        painter.setFont(name_font)
        usable = not row.entry.problem and not row.state
        painter.setPen(QColor(colours.text if usable else colours.muted))
        name = first.elidedText(row.entry.name, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(QPointF(area.left(), top + first.ascent()), name)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        told = second.elidedText(row.second, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QPointF(area.left(), top + first.height() + between + second.ascent()), told)
