"""Where rows of the gallery stand: squares in columns under day headers. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from studio.ui.gallery.model import Day


@dataclass(frozen=True)
class Cell:
    """A square of the content, in logical pixels."""

    x: int
    y: int
    side: int


class GridLayout:
    """Recomputed for each change from days alone, so it costs as many steps as there are days."""

    def __init__(
        self, days: Sequence[Day], width: int, *, least: int, gap: int, header: int, margin: int
    ) -> None:
        self.days = days
        self.gap, self.header, self.margin = gap, header, margin
        room = max(least, width - 2 * margin)
        self.columns = max(1, (room + gap) // (least + gap))
        self.side = (room - (self.columns - 1) * gap) // self.columns
        self.tops: list[int] = []
        """Where each day's header begins."""
        self._starts = [day.start for day in days]
        top = 0
        for day in days:
            self.tops.append(top)
            lines = -(-day.count // self.columns)
            top += header + lines * (self.side + gap) + gap
        self.height = top

    def cell(self, row: int) -> Cell:
        """Where ``row`` stands."""
        number = bisect_right(self._starts, row) - 1
        line, column = divmod(row - self._starts[number], self.columns)
        step = self.side + self.gap
        return Cell(self.margin + column * step, self.tops[number] + self.header + line * step, self.side)

    def row_at(self, x: int, y: int) -> int:
        """The row whose square holds the point, -1 for none."""
        number = bisect_right(self.tops, y) - 1
        if number < 0:
            return -1
        step = self.side + self.gap
        down, right = y - self.tops[number] - self.header, x - self.margin
        if down < 0 or right < 0 or down % step >= self.side or right % step >= self.side:
            return -1
        column, inside = right // step, (down // step) * self.columns + right // step
        if column >= self.columns or inside >= self.days[number].count:
            return -1
        return self._starts[number] + inside

    def rows_between(self, top: int, bottom: int) -> range:
        """Rows of which something lies between two heights (in reading order, never missing one)."""
        if not self.days:
            return range(0)
        step = self.side + self.gap
        first_day = max(0, bisect_right(self.tops, top) - 1)
        last_day = max(0, bisect_right(self.tops, bottom) - 1)
        skip = max(0, (top - self.tops[first_day] - self.header) // step) * self.columns
        lines = (bottom - self.tops[last_day] - self.header) // step + 1
        first = self._starts[first_day] + min(skip, self.days[first_day].count)
        last = self._starts[last_day] + min(max(0, lines) * self.columns, self.days[last_day].count)
        return range(first, last)

    def days_between(self, top: int, bottom: int) -> range:
        """Numbers of days whose header may be seen between two heights."""
        return range(max(0, bisect_right(self.tops, top) - 1), bisect_right(self.tops, bottom))

    def line_away(self, row: int, lines: int) -> int:
        """The row ``lines`` lines below (or above), in the same column where that line is long enough."""
        number = bisect_right(self._starts, row) - 1
        inside = row - self._starts[number]
        column = inside % self.columns
        line = inside // self.columns + lines
        while line < 0 and number > 0:
            number -= 1
            line += -(-self.days[number].count // self.columns)
        while number < len(self.days) - 1 and line >= -(-self.days[number].count // self.columns):
            line -= -(-self.days[number].count // self.columns)
            number += 1
        lines_here = -(-self.days[number].count // self.columns)
        line = max(0, min(line, lines_here - 1))
        return self._starts[number] + min(line * self.columns + column, self.days[number].count - 1)
