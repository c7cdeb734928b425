"""The models as rows of a list: searched, filtered and sorted in one go, thousands of them at once."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from studio.storage.model_entry import ModelEntry
from studio.storage.model_sides import Sides
from studio.storage.model_uses import Use
from studio.ui.models.kinds import KINDS, kind_word, precision_of, size_text
from studio.ui.sentences import translate_sentence

ROW = int(Qt.ItemDataRole.UserRole)
SORTS = ("name", "size", "family", "used", "changed")
REMOVED = "removed"
"""In place of a kind: what was taken off the list."""
Index = QModelIndex | QPersistentModelIndex
_NO_SIDES, _NO_USE = Sides(), Use()


@dataclass(frozen=True, slots=True)
class Row:
    """One file or folder. ``state`` is empty, ``removed`` (from the list) or ``missing`` (from the disk)."""

    entry: ModelEntry
    family: str = ""
    sides: Sides = _NO_SIDES
    use: Use = _NO_USE
    state: str = ""
    chosen: bool = False
    """The model that draws or writes by default."""
    second: str = field(init=False, default="", compare=False)
    """What stands below the name: kind, family, variant, precision and size."""
    searched: str = field(init=False, default="", compare=False, repr=False)
    """What words are looked for in; made once, since a key press looks through thousands."""

    def __post_init__(self) -> None:
        entry = self.entry
        parts = (kind_word(entry.kind), self.family, entry.variant, precision_of(entry))
        second = " · ".join(part for part in (*parts, size_text(self.sides.bytes)) if part)
        searched = f"{entry.name} {second} {PurePath(entry.path).name}".casefold()
        object.__setattr__(self, "second", second)
        object.__setattr__(self, "searched", searched)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rows are wanted, and how they are sorted. Empty text means any."""

    words: str = ""
    kind: str = ""
    family: str = ""
    folder: str = ""
    sort: str = "name"


def family_name(entry: ModelEntry, labels: Mapping[str, str]) -> str:
    """The family as people call it; of a language model its architecture."""
    return entry.family_label or labels.get(entry.family, "") or entry.architecture or entry.family


def fits(row: Row, wish: Wish) -> bool:
    """Whether a row is wanted."""
    entry = row.entry
    if (row.state == REMOVED) != (wish.kind == REMOVED):
        return False
    if wish.kind and wish.kind != REMOVED and entry.kind != wish.kind:
        return False
    if wish.family and row.family != wish.family:
        return False
    if wish.folder and entry.path != wish.folder:
        inside = wish.folder.rstrip("/\\")
        if not entry.path.startswith((inside + "/", inside + "\\")):
            return False
    return all(word in row.searched for word in wish.words.casefold().split())


def _order(sort: str) -> Callable[[Row], Any]:
    def by_name(row: Row) -> tuple[str, str]:
        return row.entry.name.casefold(), row.entry.path

    orders: dict[str, Callable[[Row], Any]] = {
        "size": lambda row: (-row.sides.bytes, by_name(row)),
        "family": lambda row: (not row.family, row.family.casefold(), by_name(row)),
        "changed": lambda row: (-row.sides.changed, by_name(row)),
    }
    return orders.get(sort, by_name)


def arranged(rows: Sequence[Row], wish: Wish) -> list[Row]:
    """The wanted rows in the wanted order."""
    found = sorted((row for row in rows if fits(row, wish)), key=_order(wish.sort))
    if wish.sort == "used":  # newest first, and what was never used by name behind
        found.sort(key=lambda row: row.use.last, reverse=True)
    return found


class ModelRows(QAbstractListModel):
    """What the list shows of all rows."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Row] = []
        self.shown: list[Row] = []
        self.wish = Wish()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self._show(list(rows), self.wish)

    def set_wish(self, wish: Wish) -> None:
        """Show others of the same rows, or in another order."""
        self._show(self.all, wish)

    def _show(self, rows: list[Row], wish: Wish) -> None:
        self.beginResetModel()
        self.all, self.wish = rows, wish
        self.shown = arranged(rows, wish)
        self.endResetModel()

    def counts(self) -> Counter[str]:
        """How many rows there are of each kind, and under REMOVED those taken off the list."""
        return Counter(row.state if row.state == REMOVED else row.entry.kind for row in self.all)

    def kinds(self) -> list[str]:
        """The kinds there are, in the order in which they are listed."""
        there = {row.entry.kind for row in self.all if row.state != REMOVED}
        return [*(kind for kind in KINDS if kind in there), *sorted(there - set(KINDS))]

    def families(self) -> list[str]:
        """The families among the rows of the wanted kind."""
        kind = self.wish.kind
        return sorted(
            {row.family for row in self.all if row.family and (not kind or row.entry.kind == kind)},
            key=str.casefold,
        )

    def place_of(self, path: str) -> int:
        """The row of a path, -1 when it is not shown."""
        return next((place for place, row in enumerate(self.shown) if row.entry.path == path), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.shown):
            return None
        row = self.shown[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = (row.entry.name, row.second, row.entry.problem)
            return ", ".join(translate_sentence(text) for text in told if text)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = (row.entry.name, row.entry.path, row.entry.problem, row.entry.advice)
            return "\n".join(translate_sentence(text) for text in told if text)
        return None
