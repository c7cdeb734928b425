"""The index database of a project: counts, passages by words and by meaning. Made again when broken."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from studio.storage.manuscripts.passages import bits_of, near, packed, query_of, split
from studio.storage.shared_files import Stamp
from studio.storage.words import indexed

SCHEMA = 1
_TABLES = f"""
PRAGMA user_version = {SCHEMA};
CREATE TABLE texts (item TEXT PRIMARY KEY, size INTEGER, changed INTEGER, digest TEXT, words INTEGER,
                    characters INTEGER, found TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE passages (id INTEGER PRIMARY KEY, item TEXT, start INTEGER, stop INTEGER);
CREATE INDEX passages_item ON passages (item);
CREATE VIRTUAL TABLE words USING fts5 (body, tokenize = "porter unicode61 remove_diacritics 2");
CREATE TABLE vectors (model TEXT, item TEXT, start INTEGER, stop INTEGER, digest TEXT, vector BLOB,
                      PRIMARY KEY (model, item, start)) WITHOUT ROWID;
"""
_Answer = TypeVar("_Answer")


class Passage(Struct, frozen=True, kw_only=True):
    """A stretch of a text, a few paragraphs. ``score`` is higher for what fits better."""

    item_id: str
    start: int
    end: int
    text: str
    score: float = 0.0


class Row(Struct, frozen=True):
    """What is known of a text without reading it."""

    stamp: Stamp
    digest: str
    words: int
    characters: int
    found: str
    """Digest of the text whose passages are in the index."""


class Index:
    """One connection, from any thread. It holds nothing that the texts do not; errors begin it anew."""

    def __init__(self, path: Path | None) -> None:
        """``path`` None keeps it in memory, for a folder that cannot be written."""
        self.path = path
        self.renewed = 0
        """How often it was broken and begun anew."""
        self._turn = threading.RLock()
        self._rows: dict[str, Row] = {}
        self._vectors: dict[str, list[tuple[str, int, int, int, bytes]]] = {}
        self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        for attempt in ("as it is", "anew", "in memory"):
            place = self.path if attempt != "in memory" else None
            try:
                if attempt == "anew":
                    self._remove()
                return self._prepared(place)
            except (sqlite3.Error, OSError, ValueError, TypeError):
                continue
        return self._prepared(None)

    def _prepared(self, path: Path | None) -> sqlite3.Connection:
        connection = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False, timeout=1
        )
        try:
            run = connection.execute
            run("PRAGMA locking_mode = EXCLUSIVE")  # no shared memory file: works on network folders too
            run("PRAGMA journal_mode = WAL")
            run("PRAGMA synchronous = NORMAL")
            if run("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0:
                connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
            elif run("PRAGMA user_version").fetchone()[0] != SCHEMA:
                raise ValueError("another version")
            self._rows = {
                item: Row(
                    Stamp(int(size), int(changed)), str(digest), int(count), int(characters), str(found)
                )
                for item, size, changed, digest, count, characters, found in run("SELECT * FROM texts")
            }
            self._vectors = {}
        except BaseException:
            connection.close()
            raise
        return connection

    def _remove(self) -> None:
        if self.path:
            for end in ("", "-wal", "-shm", "-journal"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    def _do(self, work: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
        """All of it or nothing; when the database is broken, in a new one or in memory."""
        with self._turn:
            for place in (self.path, None):
                try:
                    return self._tried(work)
                except (sqlite3.Error, ValueError, TypeError) as error:
                    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
                    self._begin_anew(None if full else place)
            return self._tried(work)

    def _tried(self, work: Callable[[sqlite3.Connection], _Answer]) -> _Answer:
        try:
            self._connection.execute("BEGIN")
            answer = work(self._connection)
            self._connection.execute("COMMIT")
            return answer
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def _begin_anew(self, path: Path | None) -> None:
        self.renewed += 1
        with suppress(sqlite3.Error):
            self._connection.close()
        try:
            if path:
                self._remove()
            self._connection = self._prepared(path)
        except (sqlite3.Error, OSError):
            self._connection = self._prepared(None)

    def close(self) -> None:
        with self._turn, suppress(sqlite3.Error):
            self._connection.close()

    # Counts

    def row(self, item: str) -> Row | None:
        return self._rows.get(item)

    def count(self, counted: Iterable[tuple[str, Stamp, str, int, int]]) -> None:
        """Note words and characters of texts (item, stamp, digest, words, characters)."""
        new = {
            item: Row(stamp, digest, words, characters, self._rows[item].found if item in self._rows else "")
            for item, stamp, digest, words, characters in counted
        }
        if not new:
            return
        values = [
            (item, row.stamp.size, row.stamp.changed, row.digest, row.words, row.characters, row.found)
            for item, row in new.items()
        ]
        with self._turn:
            self._do(lambda run: run.executemany("REPLACE INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", values))
            self._rows |= new

    # Passages

    def stale(self, item: str, digest: str) -> bool:
        """Whether the passages of a text are of another state of it."""
        return item not in self._rows or self._rows[item].found != digest

    def put(self, item: str, digest: str, text: str) -> None:
        """Index the passages of a counted text."""
        spans = split(text)

        def work(run: sqlite3.Connection) -> None:
            self._drop(run, item)
            for start, stop in spans:
                cursor = run.execute(
                    "INSERT INTO passages (item, start, stop) VALUES (?, ?, ?)", (item, start, stop)
                )
                run.execute(
                    "INSERT INTO words (rowid, body) VALUES (?, ?)",
                    (cursor.lastrowid, indexed(text[start:stop])),
                )
            run.execute("UPDATE texts SET found = ? WHERE item = ?", (digest, item))

        with self._turn:
            self._do(work)
            row = self._rows.get(item)
            if row:
                self._rows[item] = Row(row.stamp, row.digest, row.words, row.characters, digest)

    def _drop(self, run: sqlite3.Connection, item: str) -> None:
        run.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE item = ?)", (item,))
        run.execute("DELETE FROM passages WHERE item = ?", (item,))

    def keep_only(self, items: set[str]) -> None:
        """Forget texts that are not in the project any more."""
        gone = [(item,) for item in self._rows if item not in items]
        if not gone:
            return

        def work(run: sqlite3.Connection) -> None:
            for (item,) in gone:
                self._drop(run, item)
            run.executemany("DELETE FROM texts WHERE item = ?", gone)
            run.executemany("DELETE FROM vectors WHERE item = ?", gone)

        with self._turn:
            self._do(work)
            self._vectors = {}
            for (item,) in gone:
                self._rows.pop(item, None)

    def best(self, words: str, limit: int) -> list[tuple[str, int, int, float]]:
        """Passages that share rare words with ``words``: item, start, end, score."""
        query = query_of(words)
        if not query:
            return []
        found = self._do(
            lambda run: run.execute(
                "SELECT item, start, stop, -bm25(words) FROM words JOIN passages ON passages.id = words.rowid"
                " WHERE words MATCH ? ORDER BY bm25(words) LIMIT ?",
                (query, limit),
            ).fetchall()
        )
        return [(str(item), int(start), int(stop), float(score)) for item, start, stop, score in found]

    def spans(self, item: str) -> list[tuple[int, int]]:
        """Places of the passages of a text."""
        sql = "SELECT start, stop FROM passages WHERE item = ? ORDER BY start"
        return [
            (int(start), int(stop))
            for start, stop in self._do(lambda run: run.execute(sql, (item,)).fetchall())
        ]

    # Meaning

    def set_vectors(
        self, model: str, item: str, digest: str, vectors: Sequence[tuple[int, int, Sequence[float]]]
    ) -> None:
        """All vectors of a text (start, end, vector), made by an embedding model of its state ``digest``."""
        values: list[tuple[Any, ...]] = [
            (model, item, start, stop, digest, packed(vector)) for start, stop, vector in vectors
        ]

        def work(run: sqlite3.Connection) -> None:
            run.execute("DELETE FROM vectors WHERE model = ? AND item = ?", (model, item))
            run.executemany("REPLACE INTO vectors VALUES (?, ?, ?, ?, ?, ?)", values)

        with self._turn:
            self._do(work)
            self._vectors.pop(model, None)

    def with_vectors(self, model: str) -> dict[str, str]:
        """Texts that have vectors of this model, and of which state."""
        sql = "SELECT DISTINCT item, digest FROM vectors WHERE model = ?"
        return dict(self._do(lambda run: run.execute(sql, (model,)).fetchall()))

    def nearest(self, model: str, vector: Sequence[float], limit: int) -> list[tuple[str, int, int, float]]:
        """Passages whose vectors point the same way: item, start, end, cosine."""
        with self._turn:
            if model not in self._vectors:
                sql = "SELECT item, start, stop, vector FROM vectors WHERE model = ?"
                rows = self._do(lambda run: run.execute(sql, (model,)).fetchall())
                self._vectors[model] = [
                    (str(item), int(start), int(stop), bits_of(blob), blob)
                    for item, start, stop, blob in rows
                    if isinstance(blob, bytes) and len(blob) % 4 == 0
                ]
            known = self._vectors[model]
        return near(known, vector, limit)
