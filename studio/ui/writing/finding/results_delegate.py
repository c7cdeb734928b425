"""Draws a found place: its line around it, and what would come in its place."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui.icons import icon
from studio.ui.theme import scaled, tokens
from studio.ui.writing.finding.places import Place
from studio.ui.writing.finding.results_model import GROUP, PLACE, Index

BEFORE = 0.25
"""Part of the row that what stands before the place may take, so that the place is always in sight."""


class ResultsDelegate(QStyledItemDelegate):
    """``preview`` answers the new text of a place, or None while nothing is to be replaced."""

    def __init__(self, preview: Callable[[Place], str | None]) -> None:
        super().__init__()
        self._preview = preview

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, scaled(26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        widget = option.widget  # pyright: ignore[reportAttributeAccessIssue]
        style = widget.style() if widget else QApplication.style()
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        area: QRect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, widget)
        tick: QRect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, widget)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator  # pyright: ignore[reportAttributeAccessIssue]
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        self._tick(painter, tick, Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)))
        area.setRight(option.rect.right() - scaled(6))  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        place: Place | None = index.data(PLACE)
        if place is None:
            self._group(painter, font, area, index)
        else:
            self._place(painter, font, area, place)
        painter.restore()

    def _tick(self, painter: QPainter, where: QRect, state: Qt.CheckState) -> None:
        """As the check boxes of the window look, which the style does not do in lists."""
        side = min(scaled(15), where.width() + 2)
        box = QRect(0, 0, side, side)
        box.moveCenter(where.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().muted), 1))
        painter.setBrush(QColor(tokens().raised if state != Qt.CheckState.Unchecked else tokens().field))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if state == Qt.CheckState.Checked:
            icon("check").paint(painter, box.adjusted(2, 2, -2, -2))
        elif state == Qt.CheckState.PartiallyChecked:
            painter.fillRect(box.adjusted(4, side // 2 - 1, -4, -(side // 2) + 1), QColor(tokens().text))
        painter.restore()

    def _group(self, painter: QPainter, font: QFont, area: QRect, index: Index) -> None:
        group, colours = index.data(GROUP), tokens()
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        number = str(len(group.places))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        room = area.width() - QFontMetrics(font).horizontalAdvance(number) - scaled(12)
        metrics = QFontMetrics(strong)
        title = metrics.elidedText(group.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(strong)
        painter.setPen(QColor(colours.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, title)
        width = metrics.horizontalAdvance(title) + scaled(8)
        if group.above and room - width > scaled(50):
            painter.setFont(font)
            painter.setPen(QColor(colours.muted))
            above = QFontMetrics(font).elidedText(group.above, Qt.TextElideMode.ElideRight, room - width)
            painter.drawText(area.adjusted(width, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, above)

    def _place(self, painter: QPainter, font: QFont, area: QRect, place: Place) -> None:
        colours = tokens()
        shown = place.column + place.end - place.start
        before = place.line[: place.column]
        metrics = QFontMetrics(font)
        before = metrics.elidedText(
            before[-60:].lstrip(), Qt.TextElideMode.ElideLeft, round(area.width() * BEFORE)
        )
        found = place.line[place.column : shown].replace("\n", "⏎")
        new = None if place.gone else self._preview(place)
        mark = QColor(colours.accent)
        mark.setAlphaF(0.32)
        pieces: list[tuple[str, str, bool, QColor | None]] = [(before, colours.muted, False, None)]
        if new is None:
            pieces.append((found, colours.text, place.gone, None if place.gone else mark))
        else:
            pieces.append((found, colours.danger, True, None))
            pieces.append((new.replace("\n", "⏎"), colours.good, False, None))
        pieces.append((place.line[shown:].replace("\n", " "), colours.muted, False, None))
        left = area.left()
        for text, colour, struck, ground in pieces:
            room = area.right() - left
            if room <= 0 or not text:
                continue
            cut = metrics.elidedText(text[:400], Qt.TextElideMode.ElideRight, room)
            width = metrics.horizontalAdvance(cut)
            if ground:
                painter.fillRect(
                    QRect(left, area.top() + scaled(4), width, area.height() - scaled(8)), ground
                )
            own = QFont(font)
            own.setStrikeOut(struck)
            painter.setFont(own)
            painter.setPen(QColor(colours.muted if place.gone else colour))
            painter.drawText(
                QRect(left, area.top(), width + 2, area.height()), Qt.AlignmentFlag.AlignVCenter, cut
            )
            left += width
