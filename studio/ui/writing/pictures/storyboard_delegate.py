"""How a scene looks on the storyboard: its picture, number and title, and two or three lines of caption."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.theme import scaled, tokens
from studio.ui.writing.pictures.scene_pictures import ScenePictures
from studio.ui.writing.pictures.storyboard_model import Row

_Index = QModelIndex | QPersistentModelIndex
WIDTH, WIDEST, WORDS = 236, 320, 74
NARROWEST = 190
PAD = 8


class StoryboardDelegate(QStyledItemDelegate):
    def __init__(self, pictures: ScenePictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._width = scaled(WIDTH)

    def fill(self, room: int, spacing: int) -> None:
        """Make cards so wide that some of them fill ``room``."""
        columns = max(1, room // (scaled(NARROWEST) + 2 * spacing))
        width = room // columns - 2 * spacing
        self._width = max(80, min(scaled(WIDEST), width))

    def _picture_height(self) -> int:
        return round((self._width - 2 * PAD) * 2 / 3)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        return QSize(self._width, self._picture_height() + scaled(WORDS) + 2 * PAD + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, Row):
            return
        colours = tokens()
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = option.rect.adjusted(4, 4, -4, -4)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(QColor(colours.selection if selected else colours.line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        inner = area.adjusted(PAD, PAD, -PAD, -PAD)
        picture = QRect(inner.left(), inner.top(), inner.width(), self._picture_height() - PAD)
        self._draw_picture(painter, picture, row)
        words = QRect(
            inner.left(), picture.bottom() + 6, inner.width(), inner.bottom() - picture.bottom() - 6
        )
        self._draw_words(painter, words, row, option.font)  # type: ignore[attr-defined]
        painter.restore()

    def _draw_picture(self, painter: QPainter, area: QRect, row: Row) -> None:
        colours = tokens()
        path = self._pictures.path_of(row.picture) if row.picture else None
        side = scaled(WIDEST) * 2
        image = self._pictures.small.get(path, side) if path else None
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(area), 6, 6)
        if image is not None:
            painter.save()
            painter.setClipPath(shape)
            size = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            place = QRect(area.topLeft(), size)
            place.moveCenter(area.center())
            painter.drawImage(place, image)
            painter.restore()
        else:
            painter.setPen(QPen(QColor(colours.line), 1, Qt.PenStyle.DashLine))
            painter.drawPath(shape)
            painter.setPen(colours.muted)
            text = self.tr("No picture yet")
            if path is not None:
                text = self.tr("Cannot be shown") if self._pictures.small.is_broken(path, side) else ""
            if row.waiting:
                text = self.tr("Being drawn…")
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
        if row.place[1] > 1:
            self._draw_badge(painter, area, f"{row.place[0]} / {row.place[1]}")

    @staticmethod
    def _draw_badge(painter: QPainter, area: QRect, text: str) -> None:
        colours = tokens()
        metrics = painter.fontMetrics()
        badge = QRectF(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 4)
        badge.moveBottomRight(QRectF(area).bottomRight())
        badge.translate(-6, -6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.transparent)
        painter.setOpacity(0.86)
        shape = QPainterPath()
        shape.addRoundedRect(badge, 6, 6)
        painter.fillPath(shape, QColor(colours.panel))
        painter.setOpacity(1.0)
        painter.setPen(colours.text)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    @staticmethod
    def _draw_words(painter: QPainter, area: QRect, row: Row, font: QFont) -> None:
        colours = tokens()
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(colours.text)
        metrics = painter.fontMetrics()
        title = metrics.elidedText(
            f"{row.number} · {row.item.title}", Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), title)
        painter.setFont(font)
        painter.setPen(colours.muted)
        metrics = painter.fontMetrics()
        top = area.top() + metrics.lineSpacing() + 2
        layout = QTextLayout(row.caption.replace("\n", " "), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(area.width())
            text = layout.text()[line.textStart() :]
            bottom = top + metrics.lineSpacing()
            if bottom + metrics.lineSpacing() > area.bottom() + 2:
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
                painter.drawText(area.left(), top + metrics.ascent(), shown)
                break
            painter.drawText(area.left(), top + metrics.ascent(), text[: line.textLength()].rstrip())
            top = bottom
        layout.endLayout()

    # The caption is written in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        del option, index
        edit = QLineEdit(parent)
        edit.setPlaceholderText(self.tr("What happens here"))
        return edit

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        del index
        area = option.rect.adjusted(8, 0, -8, -8)  # type: ignore[attr-defined]
        height = editor.sizeHint().height()
        editor.setGeometry(area.left(), area.bottom() - height, area.width(), height)
