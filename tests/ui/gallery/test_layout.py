"""Cells, hit tests and ranges agree with each other for any days and width."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from studio.ui.gallery.layout import GridLayout
from studio.ui.gallery.model import Day


def layout_of(counts: list[int], width: int) -> GridLayout:
    days, start = [], 0
    for count in counts:
        days.append(Day(date(2026, 1, 1), start, count))
        start += count
    return GridLayout(days, width, least=80, gap=6, header=28, margin=12)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(60, 900))
def test_every_row_is_found_where_it_stands(counts: list[int], width: int) -> None:
    grid = layout_of(counts, width)
    for row in range(sum(counts)):
        cell = grid.cell(row)
        assert grid.row_at(cell.x, cell.y) == row
        assert grid.row_at(cell.x + cell.side - 1, cell.y + cell.side - 1) == row
        assert row in grid.rows_between(cell.y, cell.y + 1)
        assert cell.y + cell.side < grid.height
    assert grid.rows_between(0, grid.height) == range(sum(counts))


@given(st.lists(st.integers(1, 20), min_size=1, max_size=8), st.integers(-5, 5))
def test_lines_up_and_down_stay_in_the_column_when_it_is_long_enough(counts: list[int], lines: int) -> None:
    grid = layout_of(counts, 304)
    for row in range(sum(counts)):
        target = grid.line_away(row, lines)
        assert 0 <= target < sum(counts)
        if lines > 0:
            assert grid.cell(target).y >= grid.cell(row).y
        elif lines < 0:
            assert grid.cell(target).y <= grid.cell(row).y
        else:
            assert target == row


def test_three_columns_at_the_usual_width() -> None:
    assert layout_of([7], 294).columns == 3
    assert layout_of([7], 294).row_at(2, 40) == -1
    assert layout_of([7], 294).row_at(20, 5) == -1
