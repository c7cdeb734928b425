"""The SQLite file: one guarded connection, errors as sentences, transactions."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.core.errors import ErrorKind, StudioError

BUSY_SECONDS = 5.0
"""How long to wait for another process that is writing."""
_WRITABLE_ADVICE = "Make the folder writable, or move the data folder with ATELIER_HOME."


def explain(error: sqlite3.Error, path: Path) -> StudioError:
    """The sentence for an SQLite error about the database at ``path``."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StudioError(
            ErrorKind.DATABASE_LOCKED,
            f"The history {path.name} is in use by another program.",
            "Close other Atelier windows, backup or sync programs, then try again.",
            detail=str(error),
        )
    if primary == sqlite3.SQLITE_FULL:
        return StudioError(
            ErrorKind.DISK_FULL,
            f"The disk with the history {path.name} is full.",
            "Free some space, then try again.",
            detail=str(error),
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return StudioError(
            ErrorKind.NOT_WRITABLE,
            f"The history {path} cannot be opened for writing.",
            _WRITABLE_ADVICE,
            detail=str(error),
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StudioError(
            ErrorKind.DATABASE_CORRUPT,
            f"The history {path.name} is damaged.",
            "Restart Atelier: it keeps the damaged file and repairs the history from its backup.",
            detail=str(error),
        )
    return StudioError(ErrorKind.BUG, f"The history {path.name} reported: {error}.", detail=repr(error))


class Database:
    """One connection, usable from any thread, one at a time.

    ``complaint`` is a sentence for the user when opening had to repair something, else empty.
    ``needs_rebuild`` says that pictures in the library may be unknown to it (fresh or restored).
    All methods raise StudioError with the kinds of ``explain``.
    """

    def __init__(self, path: Path, *, read_only: bool = False, timeout: float = BUSY_SECONDS) -> None:
        self.path = path
        self.complaint = ""
        self.needs_rebuild = False
        self.at_close: Callable[[], None] | None = None
        """Called once when closing, to wait for work on the same file."""
        self._turn = threading.RLock()
        address = path.absolute().as_uri() + f"?mode={'ro' if read_only else 'rwc'}"
        try:
            self.connection = sqlite3.connect(
                address, uri=True, timeout=timeout, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise explain(error, path) from error
        self.connection.row_factory = sqlite3.Row
        try:
            self._prepare(read_only)
        except sqlite3.Error as error:
            self.connection.close()
            raise explain(error, path) from error

    def _prepare(self, read_only: bool) -> None:
        run = self.connection.execute
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA cache_size = -8000")
        if read_only:
            run("PRAGMA query_only = ON")
        else:
            run("PRAGMA journal_mode = WAL")
        run("SELECT count(*) FROM sqlite_schema").fetchone()

    def read(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a SELECT."""
        with self._turn:
            try:
                return self.connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise explain(error, self.path) from error

    def number(self, sql: str, values: Sequence[Any] = ()) -> int:
        """The first value of the first row, 0 when there is none."""
        rows = self.read(sql, values)
        return int(rows[0][0] or 0) if rows else 0

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing. Takes the write lock at once, so what was read inside stays true."""
        with self._turn:
            if self.connection.in_transaction:
                yield self.connection  # joined to the outer one
                return
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self.connection
                    self.connection.execute("COMMIT")
                except BaseException:
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise explain(error, self.path) from error

    def data_version(self) -> int:
        """A number that changes when another connection has committed."""
        return self.number("PRAGMA data_version")

    def close(self) -> None:
        """Close; a second call does nothing."""
        waiting, self.at_close = self.at_close, None
        if waiting:
            waiting()
        with self._turn:
            self.connection.close()
