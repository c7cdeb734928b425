"""Opening the database: refuse a newer one, repair a damaged one, migrate an older one, back up daily."""

import logging
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.storage import backups
from studio.storage.connection import BUSY_SECONDS, Database, explain
from studio.storage.locks import FileLock

CHECK_AT_ONCE = 48 * 1024 * 1024
"""Databases up to this many bytes are checked at every opening (tens of milliseconds); larger
ones when they were not closed cleanly or marked, and always with the daily backup."""
_OPENING_SECONDS = 60.0
"""How long to wait for another process that is migrating."""

__all__ = ["Database", "open_database"]

log = logging.getLogger(__name__)


def migrations() -> list[str]:
    """The SQL steps in order; step *n* (from 1) leads to PRAGMA user_version *n*."""
    folder = Path(__file__).with_name("migrations")
    files = sorted(entry.name for entry in folder.iterdir() if entry.suffix == ".sql")
    if [int(name[:4]) for name in files] != list(range(1, len(files) + 1)):
        raise ValueError(f"migrations are not numbered without gaps: {files}")
    return [(folder / name).read_text(encoding="utf-8") for name in files]


def open_database(
    path: Path, *, timeout: float = BUSY_SECONDS, steps: Sequence[str] | None = None
) -> Database:
    """Open the history at ``path``, making, migrating or repairing it as needed.

    ``timeout`` is how many seconds to wait for another writer; ``steps`` are the migrations, ours
    when not given. What had to be repaired is said in ``Database.complaint``.
    Raises StudioError(DATABASE_NEWER, DATABASE_LOCKED, NOT_WRITABLE, DISK_FULL).
    """
    steps = migrations() if steps is None else steps
    opening = FileLock(path.with_name(path.name + ".opening"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not opening.acquire(_OPENING_SECONDS):
            raise _locked(path, "another process is opening it")
    except OSError as error:
        raise _not_writable(path, error) from error
    try:
        return _open_alone(path, timeout, steps)
    except OSError as error:
        raise _not_writable(path, error) from error
    finally:
        opening.release()


def _open_alone(path: Path, timeout: float, steps: Sequence[str]) -> Database:
    complaint, fresh = "", not _holds_anything(path)
    if fresh:
        backups.keep_aside(path)  # a -wal left alone would be applied to the new file
        if backups.newest_good(path):
            complaint = _restore(path, "The history was missing.")
    else:
        _refuse_newer(path, len(steps), timeout)
        if _looks_damaged(path, timeout):
            complaint = _repair(path)
    try:
        database = _open_and_migrate(path, timeout, steps)
    except StudioError as error:
        if error.kind is not ErrorKind.DATABASE_CORRUPT or complaint:
            raise
        complaint = _repair(path)
        database = _open_and_migrate(path, timeout, steps)
    database.complaint = complaint
    database.needs_rebuild = fresh or bool(complaint)
    if backups.due(path) and not fresh:
        _back_up_aside(database)
    return database


def _holds_anything(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _open_and_migrate(path: Path, timeout: float, steps: Sequence[str]) -> Database:
    database = Database(path, timeout=timeout)
    try:
        _migrate(database, steps)
    except (sqlite3.Error, OSError) as error:
        database.close()
        if isinstance(error, sqlite3.Error):
            raise explain(error, path) from error
        raise _not_writable(path, error) from error
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: Database, steps: Sequence[str]) -> None:
    version = database.number("PRAGMA user_version")
    if version > len(steps):
        raise _newer(database.path, version, len(steps))
    if 0 < version < len(steps):
        backups.back_up_before(database.connection, database.path, version)
    for number in range(version + 1, len(steps) + 1):
        try:
            database.connection.executescript(
                f"BEGIN IMMEDIATE;\n{steps[number - 1]}\n;PRAGMA user_version = {number};\nCOMMIT;"
            )
        except sqlite3.Error:
            if database.connection.in_transaction:
                database.connection.rollback()
            raise


def _refuse_newer(path: Path, newest: int, timeout: float) -> None:
    """Raise for a newer database without opening it for writing: not one byte may change."""
    with open(path, "rb") as stream:
        head = stream.read(100)
    if not head.startswith(b"SQLite format 3\x00"):
        return  # damaged, which is decided elsewhere
    version = int.from_bytes(head[60:64], "big")
    if version > newest:
        raise _newer(path, version, newest)
    if not _holds_anything(path.with_name(path.name + "-wal")):
        return
    try:  # the newest header may still be in the write-ahead log; read-only never checkpoints
        peek = Database(path, read_only=True, timeout=timeout)
    except StudioError as error:
        if error.kind in (ErrorKind.DATABASE_CORRUPT, ErrorKind.NOT_WRITABLE):
            return
        raise
    try:
        version = peek.number("PRAGMA user_version")
    except StudioError:
        return
    finally:
        peek.close()
    if version > newest:
        raise _newer(path, version, newest)


def _mark_path(path: Path) -> Path:
    return path.with_name(path.name + ".damaged")


def _looks_damaged(path: Path, timeout: float) -> bool:
    unclean = _holds_anything(path.with_name(path.name + "-wal"))
    if path.stat().st_size > CHECK_AT_ONCE and not unclean and not _mark_path(path).exists():
        return False
    try:
        database = Database(path, read_only=True, timeout=timeout)
    except StudioError as error:
        if error.kind is ErrorKind.DATABASE_CORRUPT:
            return True
        if error.kind is ErrorKind.DATABASE_LOCKED:
            raise
        return False  # whatever it is, opening for writing will say it
    try:
        return database.read("PRAGMA quick_check(1)")[0][0] != "ok"
    except StudioError as error:
        if error.kind is ErrorKind.DATABASE_LOCKED:
            raise
        return error.kind is ErrorKind.DATABASE_CORRUPT
    finally:
        database.close()


def _repair(path: Path) -> str:
    """Keep the damaged file under another name, put the newest good backup in its place."""
    try:
        aside = backups.keep_aside(path)
        _mark_path(path).unlink(missing_ok=True)
    except PermissionError as error:  # Windows: another process has it open
        raise _locked(path, str(error)) from error
    except OSError as error:
        raise _not_writable(path, error) from error
    return _restore(path, f"The history was damaged; the damaged file was kept as {aside.name}.")


def _restore(path: Path, what: str) -> str:
    backup = backups.newest_good(path)
    if backup is None:
        return f"{what} A fresh history was begun and is filled again from the pictures in the library."
    try:
        backups.restore(backup, path)
    except sqlite3.Error as error:
        raise explain(error, path) from error
    except OSError as error:
        raise _not_writable(path, error) from error
    day = backups.taken_on(backup)
    return f"{what} The backup of {day} was restored; newer pictures are added again from the library."


def _back_up_aside(database: Database) -> None:
    """Make the daily backup on a thread with its own connection: it must not delay the window."""
    path = database.path

    def work() -> None:
        try:
            source = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True, timeout=1.0)
            try:
                backups.back_up(source, path)
            finally:
                source.close()
        except sqlite3.OperationalError as error:
            log.info("No backup of the history today: %s", error)
        except sqlite3.DatabaseError as error:
            log.error("The history is damaged and is repaired at the next start: %s", error)
            _mark_path(path).touch()
        except OSError as error:
            log.warning("No backup of the history could be made: %s", error)

    worker = threading.Thread(target=work, name="history backup", daemon=True)
    worker.start()
    database.at_close = worker.join


def _newer(path: Path, version: int, newest: int) -> StudioError:
    return StudioError(
        ErrorKind.DATABASE_NEWER,
        f"The history {path.name} is from a newer Atelier (version {version}; this one reads {newest}).",
        "Update Atelier, or set ATELIER_HOME to another folder. The history was not touched.",
    )


def _locked(path: Path, detail: str) -> StudioError:
    return StudioError(
        ErrorKind.DATABASE_LOCKED,
        f"The history {path.name} is in use by another program.",
        "Close other Atelier windows, backup or sync programs, then try again.",
        detail=detail,
    )


def _not_writable(path: Path, error: OSError) -> StudioError:
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"Atelier cannot write its history into {path.parent} ({error.strerror or error}).",
        "Make the folder writable, or set ATELIER_HOME to another folder.",
        detail=str(error),
    )
