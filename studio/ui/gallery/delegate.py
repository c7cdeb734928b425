"""Draws one picture of the gallery: its tile, hover, selection ring, or what is wrong with it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui.gallery.model import ARTIFACT
from studio.ui.gallery.thumbnails import ROUNDING, Thumbnails
from studio.ui.icons import icon
from studio.ui.theme import tokens

RING = 2


class GalleryDelegate(QStyledItemDelegate):
    """Tiles come ready-made in the right size, so drawing one is one copy."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        artifact = index.data(ARTIFACT)
        if artifact is None:
            return
        ratio = painter.device().devicePixelRatioF()
        tile = self._thumbnails.tile(artifact, round(area.width() * ratio))
        if tile is not None:
            painter.drawPixmap(area, tile)
        else:
            self._draw_empty(painter, area, self._thumbnails.is_broken(artifact.id))
        self._draw_state(painter, area, state)

    @staticmethod
    def _draw_empty(painter: QPainter, area: QRect, broken: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().raised))
        radius = area.width() * ROUNDING
        painter.drawRoundedRect(QRectF(area), radius, radius)
        painter.restore()
        if broken:
            side = max(16, area.width() // 4)
            place = QRect(0, 0, side, side)
            place.moveCenter(area.center())
            icon("warning", "muted").paint(painter, place)

    @staticmethod
    def _draw_state(painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if not (selected or focused or hovered):
            return
        colours = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = area.width() * ROUNDING
        if selected:
            # A gap in the panel's colour keeps the ring readable on any picture.
            painter.setPen(QPen(QColor(colours.panel), 1.5))
            inner = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inner, radius, radius)
            painter.setPen(QPen(QColor(colours.selection), RING))
            painter.drawRoundedRect(QRectF(area).adjusted(-1.5, -1.5, 1.5, 1.5), radius + 1.5, radius + 1.5)
        elif focused:
            painter.setPen(QPen(QColor(colours.selection), 1.5, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(area).adjusted(-1.5, -1.5, 1.5, 1.5), radius + 1.5, radius + 1.5)
        if hovered and not selected:
            painter.setPen(QPen(QColor(255, 255, 255, 130), 1.5))
            painter.drawRoundedRect(QRectF(area).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        painter.restore()
