"""Copies of the database: online backups beside it, damaged files kept under another name."""

import os
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

KEEP = 3
"""Daily backups kept; the newest ones."""
BEFORE_KEEP = 3
"""Backups kept from before migrations."""


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")


def _folder(path: Path) -> Path:
    return path.parent / "backups"


def _daily(path: Path) -> list[Path]:
    """Daily backups of the database at ``path``, newest first."""
    return sorted(_folder(path).glob(f"{path.stem}-2*.db"), reverse=True)


def _before(path: Path) -> list[Path]:
    """Backups from before migrations, newest first."""
    return sorted(_folder(path).glob(f"{path.stem}-before-*.db"), reverse=True)


def is_sound(path: Path) -> bool:
    """Whether the database file passes SQLite's quick check. Does not change it."""
    try:
        connection = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True, timeout=1.0)
        try:
            connection.execute("PRAGMA cell_size_check = ON")
            return connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def due(path: Path) -> bool:
    """Whether the last daily backup is from before today (UTC)."""
    today = f"{path.stem}-{datetime.now(UTC):%Y%m%d}"
    return not any(backup.name.startswith(today) for backup in _daily(path)[:1])


def copy_online(source: sqlite3.Connection, target: Path) -> None:
    """A consistent copy while others may write; checked before it gets its name.

    Raises sqlite3.Error or OSError, and sqlite3.DatabaseError when the source itself is damaged.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(part)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one plain file, without a -wal beside it
        finally:
            copy.close()
        if not is_sound(part):
            raise sqlite3.DatabaseError("the copy did not pass the check, so the original is damaged")
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def back_up(source: sqlite3.Connection, path: Path) -> Path:
    """Make a daily backup and drop all but the newest ones. Raises like ``copy_online``."""
    target = _folder(path) / f"{path.stem}-{_stamp()}.db"
    copy_online(source, target)
    for old in _daily(path)[KEEP:]:
        old.unlink(missing_ok=True)
    return target


def back_up_before(source: sqlite3.Connection, path: Path, version: int) -> Path:
    """Make the backup from before a migration away from ``version``."""
    target = _folder(path) / f"{path.stem}-before-{_stamp()}-v{version}.db"
    copy_online(source, target)
    for old in _before(path)[BEFORE_KEEP:]:
        old.unlink(missing_ok=True)
    return target


def newest_good(path: Path) -> Path | None:
    """The newest backup, of either kind, that passes the check."""
    found = sorted([*_daily(path), *_before(path)], key=_taken_at, reverse=True)
    return next((backup for backup in found if is_sound(backup)), None)


def _taken_at(backup: Path) -> str:
    found = re.search(r"\d{8}-\d{6}-\d{6}", backup.name)
    return found.group() if found else ""


def taken_on(backup: Path) -> str:
    """The day a backup was made (UTC), as 2026-01-31."""
    day = _taken_at(backup)[:8]
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def keep_aside(path: Path) -> Path:
    """Move a damaged database out of the way under a name that is free. Raises OSError.

    Its -wal and -shm go first: left alone they would be applied to whatever takes its place.
    """
    aside = path.with_name(f"{path.stem}-damaged-{_stamp()}{path.suffix}")
    for ending in ("-wal", "-shm"):
        companion = path.with_name(path.name + ending)
        if companion.exists():
            os.replace(companion, aside.with_name(aside.name + ending))
    if path.exists():
        os.replace(path, aside)
    return aside


def restore(backup: Path, path: Path) -> None:
    """Put a copy of ``backup`` in the place of the database. Raises sqlite3.Error or OSError."""
    source = sqlite3.connect(backup.absolute().as_uri() + "?mode=ro", uri=True)
    try:
        copy_online(source, path)
    finally:
        source.close()
