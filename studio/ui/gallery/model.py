"""The history as a list of rows, newest first: pages by key as the view needs them, days as groups."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
    Signal,
)

from studio.core.artifacts import Artifact
from studio.core.errors import StudioError
from studio.storage.history import History
from studio.storage.library import Library

PAGE = 200
ARTIFACT = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass
class Day:
    """Rows ``start`` to ``start + count`` were made on ``day`` (local time)."""

    day: date
    start: int
    count: int


def local_day(created: str) -> date:
    """The local day of a UTC time as text; the first day of all for what is no time."""
    try:
        return datetime.fromisoformat(created).astimezone().date()
    except (ValueError, OverflowError, OSError):
        return date.min


def _key(artifact: Artifact) -> tuple[str, str]:
    return artifact.created, artifact.id


class GalleryModel(QAbstractListModel):
    """Never holds more than what was scrolled to. Errors of the database are told by ``failed``."""

    failed = Signal(object)  # ErrorReport

    def __init__(self, history: History, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history, self._library = history, library
        self._rows: list[Artifact] = []
        self._ids: set[str] = set()
        self.days: list[Day] = []
        self.words = ""
        self.trashed = False
        self._complete = False
        self._fetching = False

    # Reading

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def artifact(self, row: int) -> Artifact:
        return self._rows[row]

    def has(self, identity: str) -> bool:
        return identity in self._ids

    def row_of(self, identity: str) -> int:
        """The row of an artifact among the loaded ones, -1 when it is not there."""
        if identity in self._ids:
            return next(row for row, artifact in enumerate(self._rows) if artifact.id == identity)
        return -1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        artifact = self._rows[index.row()]
        if role == ARTIFACT:
            return artifact
        prompt = " ".join(artifact.manifest.request.prompt.split())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return prompt[:300] or self.tr("No prompt")
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = prompt[:300] + ("…" if len(prompt) > 300 else "")
            return f"{tip}\n{artifact.width} × {artifact.height} · {artifact.manifest.model.name}".strip()
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags if self.trashed else flags | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    def mimeData(self, indexes: Iterable[_Index]) -> QMimeData:
        data = QMimeData()
        paths = [self._library.path_of(self._rows[index.row()]) for index in indexes]
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    # Paging

    def canFetchMore(self, parent: _Index = QModelIndex()) -> bool:  # noqa: B008
        # Whoever listens to rows being inserted may ask for more at once: one page at a time.
        return not (self._complete or self._fetching or parent.isValid())

    def fetchMore(self, parent: _Index = QModelIndex()) -> None:  # noqa: B008
        if not self.canFetchMore(parent):
            return
        page = self._page(self._rows[-1].id if self._rows else None)
        if page is None:
            self._complete = True  # do not ask a broken database again and again
            return
        self._complete = len(page) < PAGE
        fresh = [artifact for artifact in page if artifact.id not in self._ids]
        if fresh:
            first = len(self._rows)
            self._fetching = True
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._append(fresh)
            self.endInsertRows()
            self._fetching = False

    def _page(self, before: str | None) -> list[Artifact] | None:
        try:
            return self._history.page(before=before, limit=PAGE, words=self.words, trashed=self.trashed)
        except StudioError as error:
            self.failed.emit(error.report())
            return None

    def _append(self, artifacts: list[Artifact]) -> None:
        for artifact in artifacts:
            day = local_day(artifact.created)
            if self.days and self.days[-1].day == day:
                self.days[-1].count += 1
            else:
                self.days.append(Day(day, len(self._rows), 1))
            self._rows.append(artifact)
            self._ids.add(artifact.id)

    def show(self, words: str = "", trashed: bool = False) -> None:
        """Show what matches ``words``, or the trash, from the top."""
        self.words, self.trashed = words, trashed
        self.reload()

    def reload(self) -> None:
        """Read the first page anew."""
        page = self._page(None)
        self.beginResetModel()
        self._rows, self._ids, self.days = [], set(), []
        self._append(page or [])
        self._complete = page is None or len(page) < PAGE
        self.endResetModel()

    def catch_up(self) -> None:
        """Take in what others have changed: new rows slide in on top, anything else reads anew."""
        page = self._page(None)
        if page is None:
            return
        fresh = [artifact for artifact in page if artifact.id not in self._ids]
        known = [artifact.id for artifact in page if artifact.id in self._ids]
        if known != [artifact.id for artifact in self._rows[: len(known)]] or (
            len(fresh) == len(page) and self._rows
        ):
            self.reload()
            return
        if len(page) < PAGE and len(known) < len(self._rows):
            self.reload()  # some that were here are gone
            return
        for artifact in reversed(fresh):
            self.insert(artifact)

    # Single changes

    def insert(self, artifact: Artifact) -> None:
        """Let one artifact in at its place by time; does nothing when it is there."""
        if artifact.id in self._ids:
            return
        row = bisect_left(self._rows, _reversed(_key(artifact)), key=lambda other: _reversed(_key(other)))
        if row == len(self._rows) and not self._complete:
            return  # older than what is loaded: it comes with its page
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, artifact)
        self._ids.add(artifact.id)
        if row == 0 and self.days and self.days[0].day == local_day(artifact.created):
            self.days[0].count += 1
            for day in self.days[1:]:
                day.start += 1
        else:
            self._regroup()
        self.endInsertRows()

    def remove(self, identities: Iterable[str]) -> None:
        """Take rows out, when they went to the trash or came back from it."""
        for identity in identities:
            row = self.row_of(identity)
            if row < 0:
                continue
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self._ids.discard(identity)
            number = self.day_at(row)
            self.days[number].count -= 1
            for day in self.days[number + 1 :]:
                day.start -= 1
            if not self.days[number].count:
                del self.days[number]
            self.endRemoveRows()

    def day_at(self, row: int) -> int:
        """The number of the day in ``days`` that holds ``row``."""
        return bisect_right(self.days, row, key=lambda day: day.start) - 1

    def _regroup(self) -> None:
        rows, self._rows, self.days = self._rows, [], []
        self._append(rows)


class _Backwards(str):
    """Text that sorts the other way round."""

    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)

    def __gt__(self, other: str) -> bool:
        return str.__lt__(self, other)


def _reversed(key: tuple[str, str]) -> tuple[_Backwards, _Backwards]:
    return _Backwards(key[0]), _Backwards(key[1])
