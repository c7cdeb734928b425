"""Goals: what is left, what a deadline asks of a day, and days in a row."""

from datetime import date

from studio.core.writing.goals import day_of, last_days, pace, streak

TODAY = date(2026, 3, 10)


def test_a_deadline_asks_for_words_a_day_counting_today() -> None:
    found = pace(1000, 400, "2026-03-15", TODAY)
    assert (found.left, found.days, found.a_day, found.over) == (600, 6, 100, False)


def test_without_goal_or_deadline_no_pace_is_asked() -> None:
    assert pace(0, 400, "2026-03-15", TODAY).a_day == 0
    assert pace(1000, 400, "", TODAY).a_day == 0
    assert pace(1000, 400, "soon", TODAY).days == 0


def test_a_deadline_that_is_over_says_so_until_the_goal_is_reached() -> None:
    assert pace(1000, 400, "2026-03-09", TODAY).over
    assert not pace(1000, 1000, "2026-03-09", TODAY).over


def test_days_in_a_row_end_with_the_first_day_without_enough() -> None:
    written = {"2026-03-10": 50, "2026-03-09": 500, "2026-03-08": 20, "2026-03-06": 900}
    assert streak(written, TODAY) == 3
    assert streak(written, TODAY, least=100) == 1  # today is not over yet
    assert streak({}, TODAY) == 0


def test_days_without_words_are_in_the_row_of_days() -> None:
    days = last_days({"2026-03-09": 5}, TODAY, 3)
    assert days == [(date(2026, 3, 8), 0), (date(2026, 3, 9), 5), (TODAY, 0)]


def test_a_broken_date_is_none() -> None:
    assert day_of("31.12.") is None and day_of("2026-12-31") == date(2026, 12, 31)
