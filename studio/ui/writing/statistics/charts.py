"""Small charts in the colours of the theme: words of each day, and bars beside names."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.ui.theme import scaled, tokens
from studio.ui.writing.outline.rows import words_text


class DayChart(QWidget):
    """A column for each day; the goal as a line; the tooltip says day and words."""

    def __init__(self) -> None:
        super().__init__()
        self._days: Sequence[tuple[date, int]] = ()
        self._goal = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(360), scaled(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(150))

    def show_days(self, days: Sequence[tuple[date, int]], goal: int) -> None:
        self._days, self._goal = days, goal
        best = max(days, key=lambda day: day[1], default=None)
        if best and best[1]:
            self.setAccessibleName(
                self.tr("Words of the last {days} days; the most were {words} on {day}").format(
                    days=len(days), words=words_text(best[1]), day=_day(best[0])
                )
            )
        else:
            self.setAccessibleName(
                self.tr("Nothing was written in the last {days} days").format(days=len(days))
            )
        self.update()

    def _plot(self) -> QRect:
        return self.rect().adjusted(0, scaled(18), 0, -scaled(20))

    def _top(self) -> int:
        return max([self._goal, 1, *(words for _, words in self._days)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot, top = self._plot(), self._top()
        small = self.font()
        small.setPixelSize(max(10, small.pixelSize() - 2))
        painter.setFont(small)
        painter.fillRect(QRect(plot.left(), plot.bottom() + 1, plot.width(), 1), QColor(colours.line))
        if not self._days:
            return
        step = plot.width() / len(self._days)
        for at, (_, words) in enumerate(self._days):
            height = max(2.0, plot.height() * words / top) if words else 0
            bar = QRectF(
                plot.left() + at * step + step * 0.15, plot.bottom() + 1 - height, step * 0.7, height
            )
            reached = bool(self._goal) and words >= self._goal
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.good if reached else colours.accent))
            painter.drawRoundedRect(bar, min(2.0, step / 4), min(2.0, step / 4))
        painter.setPen(QColor(colours.muted))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._goal:
            level = plot.bottom() + 1 - round(plot.height() * self._goal / top)
            painter.setPen(QPen(QColor(colours.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(plot.left(), level, plot.right(), level)
            painter.setPen(QColor(colours.muted))
            told = self.tr("Goal {words}").format(words=words_text(self._goal))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, told)
        most = max(words for _, words in self._days)
        if most:
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, words_text(most)
            )
        foot = QRect(plot.left(), plot.bottom() + scaled(5), plot.width(), scaled(16))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, _day(self._days[0][0]))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self.tr("Today"))

    def day_at(self, x: int) -> tuple[date, int] | None:
        if not self._days or not self.width():
            return None
        at = min(len(self._days) - 1, max(0, x * len(self._days) // self.width()))
        return self._days[at]

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and (found := self.day_at(event.pos().x())):
            told = self.tr("{day}: {words} words").format(day=_day(found[0]), words=words_text(found[1]))
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)


class BarList(QWidget):
    """Names with bars and numbers; a row can be clicked, or reached by keys and opened with Enter."""

    chosen = Signal(int)

    def __init__(self, name: str, *, clickable: bool = False) -> None:
        super().__init__()
        self._name, self._clickable = name, clickable
        self._rows: Sequence[tuple[str, int, str]] = ()
        self._current = 0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_rows(self, rows: Sequence[tuple[str, int, str]]) -> None:
        """Name, size of its bar, and what is said at its end."""
        self._rows, self._current = rows, 0
        self.setAccessibleDescription("; ".join(f"{name} {told}" for name, _, told in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(260), scaled(24) * max(1, len(self._rows)))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, metrics = scaled(24), self.fontMetrics()
        most = max((size for _, size, _ in self._rows), default=0) or 1
        told_width = max((metrics.horizontalAdvance(told) for _, _, told in self._rows), default=0) + scaled(
            8
        )
        named = (self.width() - told_width) * 45 // 100
        for at, (name, size, told) in enumerate(self._rows):
            row = QRect(0, at * high, self.width(), high)
            if self._clickable and self.hasFocus() and at == self._current:
                painter.setPen(QPen(QColor(colours.selection), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(QColor(colours.text))
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, named - scaled(10))
            painter.drawText(row.adjusted(scaled(4), 0, 0, 0), middle, shown)
            painter.setPen(QColor(colours.muted))
            painter.drawText(row.adjusted(0, 0, -scaled(2), 0), middle | Qt.AlignmentFlag.AlignRight, told)
            room = self.width() - told_width - named - scaled(8)
            bar = QRectF(named, row.center().y() - scaled(2), max(2.0, room * size / most), scaled(5))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(bar, 2, 2)

    def row_at(self, point: QPoint) -> int:
        return min(len(self._rows) - 1, max(0, point.y() // scaled(24)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._clickable and self._rows and self.rect().contains(event.position().toPoint()):
            self._current = self.row_at(event.position().toPoint())
            self.update()
            self.chosen.emit(self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if self._clickable and step and self._rows:
            self._current = max(0, min(self._current + step, len(self._rows) - 1))
            self.update()
        elif self._clickable and self._rows and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._current)
        else:
            super().keyPressEvent(event)


def _day(day: date) -> str:
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)  # pyright: ignore[reportCallIssue, reportArgumentType]
