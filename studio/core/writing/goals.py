"""Goals of a writer: what is left, how much a day a deadline asks for, and days in a row. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct


class Pace(Struct, frozen=True, kw_only=True):
    """How a project stands to its goal. ``days`` left counts today; 0 when the deadline is over or unset."""

    left: int
    days: int
    a_day: int
    """Words needed on each of the days left; 0 without goal or deadline."""
    over: bool = False
    """The deadline is past and the goal is not reached."""


def day_of(text: str) -> date | None:
    """The date of an ISO text; None for an empty or broken one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def pace(goal: int, total: int, deadline: str, today: date) -> Pace:
    """What is left to write, and how much a day."""
    left = max(0, goal - total)
    end = day_of(deadline)
    if end is None or not goal:
        return Pace(left=left, days=0, a_day=0)
    days = max(0, (end - today).days + 1)
    return Pace(left=left, days=days, a_day=-(-left // days) if days else 0, over=not days and left > 0)


def streak(written: Mapping[str, int], today: date, least: int = 1) -> int:
    """Days in a row, up to today, with at least so many words; today may still come."""
    count = 0
    day = today if written.get(today.isoformat(), 0) >= least else today - timedelta(days=1)
    while written.get(day.isoformat(), 0) >= max(1, least):
        count += 1
        day -= timedelta(days=1)
    return count


def last_days(written: Mapping[str, int], today: date, count: int) -> list[tuple[date, int]]:
    """The days up to today, oldest first, also those on which nothing was written."""
    days = [today - timedelta(days=away) for away in range(count - 1, -1, -1)]
    return [(day, written.get(day.isoformat(), 0)) for day in days]
