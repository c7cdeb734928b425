"""Draws a found place: its line around it, and what would come in its place."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui.theme import scaled, tokens
from studio.ui.writing.finding.places import Place
from studio.ui.writing.finding.results_model import GROUP, PLACE, Index

BEFORE = 28
"""Characters shown before the place at most, so that it is always in sight."""


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
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        area: QRect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, widget)
        area.setRight(option.rect.right() - scaled(6))  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        place: Place | None = index.data(PLACE)
        if place is None:
            self._group(painter, font, area, index)
        else:
            self._place(painter, font, area, place)
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
        if len(before) > BEFORE:
            before = "…" + before[-BEFORE:].lstrip()
        found = place.line[place.column : shown].replace("\n", "⏎")
        new = None if place.gone else self._preview(place)
        mark = QColor(colours.accent)
        mark.setAlphaF(0.32)
        pieces: list[tuple[str, str, bool, QColor | None]] = [(before.lstrip(), colours.muted, False, None)]
        if new is None:
            pieces.append((found, colours.text, place.gone, None if place.gone else mark))
        else:
            pieces.append((found, colours.danger, True, None))
            pieces.append((new.replace("\n", "⏎"), colours.good, False, None))
        pieces.append((place.line[shown:].replace("\n", " "), colours.muted, False, None))
        metrics = QFontMetrics(font)
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
