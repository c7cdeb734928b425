"""Opening: fresh, migrated with a backup, damaged, newer, locked; nothing is ever overwritten."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorKind, StudioError
from studio.core.paths import Folders
from studio.storage import backups
from studio.storage.database import Database, migrations, open_database
from studio.storage.history import History

SECOND = "CREATE TABLE second_table (value TEXT) STRICT; INSERT INTO second_table VALUES ('here');"


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0]
    finally:
        connection.close()


MUSEUM = Path(__file__).parent / "museum"


def a_version_1_file(path: Path) -> None:
    """A database exactly as version 1 left it, made by plain SQL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript((MUSEUM / "version-1.sql").read_text(encoding="utf-8"))
    connection.close()


def schema_of(database: Database) -> list[str]:
    rows = database.read("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    return [row[0] for row in rows]


@pytest.mark.parametrize("exhibit", sorted(MUSEUM.glob("*.sql")), ids=lambda path: path.stem)
def test_every_version_ever_published_can_be_opened(folders: Folders, exhibit: Path) -> None:
    path = folders.database
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(path)
    connection.executescript(exhibit.read_text(encoding="utf-8"))
    connection.close()
    database, fresh = open_database(path), open_database(folders.data / "fresh.db")
    assert schema_of(database) == schema_of(fresh)  # a published migration was not edited afterwards
    history = History(database)
    (waiting,) = history.unfinished_jobs()
    (failed,) = history.ended_jobs()
    assert waiting.request.prompt == "a lake" and waiting.position == 1.0
    assert failed.error and failed.error.kind is ErrorKind.OUT_OF_MEMORY and failed.request.seed == 2**32 - 1
    (artifact,) = history.page(words="daw")
    assert artifact.manifest.request.prompt == "a lake at dawn" and artifact.bytes == 1234
    database.close()
    fresh.close()


def test_fresh(folders: Folders) -> None:
    database = open_database(folders.database)
    assert database.complaint == "" and database.needs_rebuild
    assert database.number("PRAGMA user_version") == len(migrations())
    assert database.read("PRAGMA journal_mode")[0][0] == "wal"
    database.close()
    database.close()
    again = open_database(folders.database)
    assert again.complaint == "" and not again.needs_rebuild
    again.close()


def test_a_version_1_file_is_read_and_migrated_after_a_backup(folders: Folders) -> None:
    a_version_1_file(folders.database)
    database = open_database(folders.database, steps=[migrations()[0], SECOND])
    job = History(database).job("20260101-120000-000000-0000000a")
    assert job and job.request.prompt == "a lake"
    assert database.read("SELECT value FROM second_table")[0][0] == "here"
    assert database.number("PRAGMA user_version") == 2
    database.close()
    (backup,) = folders.data.glob("backups/studio-before-*-v1.db")
    assert version_of(backup) == 1


def test_a_migration_that_fails_changes_nothing(folders: Folders) -> None:
    a_version_1_file(folders.database)
    with pytest.raises(StudioError):
        open_database(folders.database, steps=[migrations()[0], SECOND + "INSERT INTO nowhere VALUES (1);"])
    database = open_database(folders.database)
    assert database.number("PRAGMA user_version") == 1
    assert database.read("SELECT name FROM sqlite_schema WHERE name = 'second_table'") == []
    database.close()


@pytest.mark.parametrize("unflushed", [False, True])
def test_a_newer_database_is_refused_and_not_one_byte_changes(folders: Folders, unflushed: bool) -> None:
    a_version_1_file(folders.database)
    if unflushed:  # killed before the new number left the write-ahead log
        code = (
            "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
            "c.execute('PRAGMA user_version = 99'); c.commit(); os._exit(0)"
        )
        subprocess.run([sys.executable, "-c", code, str(folders.database)], check=True)
        wal = folders.database.with_name("studio.db-wal")
        assert wal.stat().st_size > 0
    else:
        connection = sqlite3.connect(folders.database)
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
        connection.close()
    before = {p.name: p.read_bytes() for p in folders.data.iterdir() if p.suffix in (".db", ".db-wal")}
    with pytest.raises(StudioError) as caught:
        open_database(folders.database)
    assert caught.value.kind is ErrorKind.DATABASE_NEWER
    assert "newer Atelier" in caught.value.sentence and "Update Atelier" in caught.value.advice
    after = {p.name: p.read_bytes() for p in folders.data.iterdir() if p.suffix in (".db", ".db-wal")}
    assert after == before


def damage_pages(path: Path) -> None:
    """Overwrite the middle of the file: the header stays good."""
    size = path.stat().st_size
    with open(path, "rb+") as stream:
        stream.seek(4096)
        stream.write(b"\xa5" * (size - 4096))


def fill(database: Database, make_artifact: Callable[..., Artifact], count: int) -> None:
    history = History(database)
    with database.transaction():
        for _ in range(count):
            history.add_artifact(make_artifact())


@pytest.mark.parametrize("how", ["garbage", "damaged pages", "cut short"])
@pytest.mark.parametrize("with_backup", [True, False])
def test_a_corrupt_database_is_kept_aside_and_replaced(
    folders: Folders, make_artifact: Callable[..., Artifact], how: str, with_backup: bool
) -> None:
    database = open_database(folders.database)
    fill(database, make_artifact, 50)
    if with_backup:
        backups.back_up(database.connection, database.path)
    database.close()
    if how == "garbage":
        folders.database.write_bytes(b"this is no database\n" * 400)
    elif how == "damaged pages":
        damage_pages(folders.database)
    else:
        folders.database.write_bytes(folders.database.read_bytes()[:20_000])
    broken = folders.database.read_bytes()
    opened = open_database(folders.database)
    assert opened.needs_rebuild
    assert "kept as studio-damaged-" in opened.complaint
    (aside,) = folders.data.glob("studio-damaged-*.db")
    assert aside.read_bytes() == broken
    assert ("was restored" if with_backup else "fresh history") in opened.complaint
    assert History(opened).count() == (50 if with_backup else 0)
    opened.close()
    calm = open_database(folders.database)
    assert calm.complaint == ""
    calm.close()


def test_a_backup_that_is_itself_damaged_is_passed_over(
    folders: Folders, make_artifact: Callable[..., Artifact]
) -> None:
    database = open_database(folders.database)
    fill(database, make_artifact, 3)
    backups.back_up(database.connection, database.path)
    fill(database, make_artifact, 3)
    newest = backups.back_up(database.connection, database.path)
    database.close()
    damage_pages(newest)
    folders.database.write_bytes(b"garbage" * 1000)
    opened = open_database(folders.database)
    assert History(opened).count() == 3
    opened.close()


def test_a_missing_database_comes_back_from_its_backup(
    folders: Folders, make_artifact: Callable[..., Artifact]
) -> None:
    database = open_database(folders.database)
    fill(database, make_artifact, 4)
    backups.back_up(database.connection, database.path)
    database.close()
    folders.database.unlink()
    opened = open_database(folders.database)
    assert "missing" in opened.complaint and History(opened).count() == 4
    opened.close()


def test_one_backup_a_day_and_the_newest_three_are_kept(folders: Folders) -> None:
    open_database(folders.database).close()
    for _ in range(2):
        open_database(folders.database).close()  # closing waits for the backup
        assert len(list(folders.data.glob("backups/*.db"))) == 1
    (first,) = folders.data.glob("backups/*.db")
    for day in ("20200101", "20200102", "20200103"):
        (first.parent / f"studio-{day}-000000-000000.db").write_bytes(first.read_bytes())
    first.unlink()
    open_database(folders.database).close()
    names = sorted(path.name[7:15] for path in folders.data.glob("backups/*.db"))
    assert len(names) == 3 and names[:2] == ["20200102", "20200103"] and names[2] > "20200103"
    assert not list(folders.data.rglob("*.part"))


def test_damage_found_while_backing_up_is_repaired_at_the_next_start(
    folders: Folders,
    make_artifact: Callable[..., Artifact],
    monkeypatch: pytest.MonkeyPatch,
    expected_warnings: list[str],
) -> None:
    monkeypatch.setattr("studio.storage.database.CHECK_AT_ONCE", 0)  # as if the file were large
    database = open_database(folders.database)
    fill(database, make_artifact, 200)
    database.close()
    with open(folders.database, "rb+") as stream:  # deep inside, where opening does not look
        stream.seek(folders.database.stat().st_size - 3 * 4096)
        stream.write(b"\xa5" * 4096 * 2)
    expected_warnings.append("is repaired at the next start")
    open_database(folders.database).close()
    assert list(folders.data.glob("backups/*")) == []
    repaired = open_database(folders.database)
    assert "kept as" in repaired.complaint
    repaired.close()
    assert not list(folders.data.glob("*.damaged"))


def test_a_transaction_is_all_or_nothing(folders: Folders, make_artifact: Callable[..., Artifact]) -> None:
    database = open_database(folders.database)
    history = History(database)
    with pytest.raises(RuntimeError), database.transaction():
        history.add_artifact(make_artifact())
        raise RuntimeError("stop")
    assert history.count() == 0
    database.close()


def test_a_read_only_database_refuses_writing(folders: Folders) -> None:
    open_database(folders.database).close()
    database = Database(folders.database, read_only=True)
    with pytest.raises(StudioError) as caught, database.transaction() as run:
        run.execute("DELETE FROM jobs")
    assert caught.value.kind is ErrorKind.NOT_WRITABLE
    assert database.number("SELECT count(*) FROM jobs") == 0
    database.close()
