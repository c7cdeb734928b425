"""How much was written on each day."""

from datetime import date

from msgspec import Struct, ValidationError, convert, to_builtins

from studio.storage.manuscripts.remembered import Remembered

NAME = "days"


class Day(Struct, frozen=True, kw_only=True):
    """Words added and taken away on a day through this program, and how many there were in the end."""

    written: int = 0
    removed: int = 0
    total: int = 0

    @property
    def net(self) -> int:
        return self.written - self.removed


class Days:
    """The log, kept among what the project remembers."""

    def __init__(self, remembered: Remembered) -> None:
        self._remembered = remembered
        self._days: dict[str, Day] | None = None

    def all(self) -> dict[str, Day]:
        if self._days is None:
            try:
                self._days = convert(self._remembered.recall(NAME, {}), dict[str, Day])
            except ValidationError:
                self._days = {}
        return dict(self._days)

    def add(self, words: int, total: int) -> None:
        """Add to today; ``total`` words the manuscript has now. Raises OSError."""
        today = date.today().isoformat()
        days = self.all()
        last = days.get(today, Day())
        days[today] = Day(
            written=last.written + max(words, 0), removed=last.removed + max(-words, 0), total=total
        )
        self._days = days
        self._remembered.remember(NAME, to_builtins(days))
