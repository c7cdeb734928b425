"""Jobs and artifacts in the database: the queue that survives a crash, and pages of the gallery."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from studio.core import codec
from studio.core.artifacts import Artifact
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import ENDINGS, Job, JobState, Priority
from studio.core.text_requests import TextRequest
from studio.storage import words as search
from studio.storage.connection import Database

log = logging.getLogger(__name__)
T = TypeVar("T")

_UNFINISHED = "state IN ('queued', 'starting', 'running', 'cancelling')"
_IN_ORDER = "ORDER BY position, created, id"
_COLUMNS = "id, job, kind, path, sha256, bytes, width, height, created, trashed, manifest"
_FEW_MATCHES = 5_000
"""Up to this many matches it is faster to sort them than to walk the gallery testing each row."""
LOST = ErrorReport(
    kind=ErrorKind.ENGINE_LOST,
    sentence="Atelier ended before this job did.",
    advice="Press Try again to run it again.",
)


class Recovery(Struct, frozen=True, kw_only=True):
    """Jobs taken over from sessions that died: waiting ones, and ones that were running."""

    requeued: list[Job]
    lost: list[Job]


class History:
    """Rows for jobs and artifacts. Usable from any thread.

    Every method raises StudioError(DATABASE_LOCKED, DATABASE_CORRUPT, DISK_FULL, NOT_WRITABLE).
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    # Jobs

    def add_job(self, job: Job) -> Job:
        """Store a new job; position 0 means the end of the queue. Returns it as stored."""
        with self.database.transaction() as run:
            if not job.position:
                (last,) = run.execute(f"SELECT max(position) FROM jobs WHERE {_UNFINISHED}").fetchone()
                job = msgspec.structs.replace(job, position=max(last or 0.0, 0.0) + 1.0)
            run.execute(
                "INSERT INTO jobs (id, session, state, priority, position, created, started, ended, request,"
                " error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (job.id, job.session, job.state, job.priority, job.position, job.created, job.started,
                 job.ended, codec.to_json(job.request), _error_text(job)),
            )  # fmt: skip
        return job

    def update_job(self, job: Job) -> None:
        """Store state, times, session and error; request and position stay as they are.

        Raises ValueError when the job is unknown or has already ended in another state.
        """
        with self.database.transaction() as run:
            row = run.execute("SELECT state FROM jobs WHERE id = ?", (job.id,)).fetchone()
            if row is None:
                raise ValueError(f"job {job.id} is not in the history")
            if row["state"] in ENDINGS and row["state"] != job.state:
                raise ValueError(f"job {job.id} has ended as {row['state']} and cannot become {job.state}")
            run.execute(
                "UPDATE jobs SET session = ?, state = ?, started = ?, ended = ?, error = ? WHERE id = ?",
                (job.session, job.state, job.started, job.ended, _error_text(job), job.id),
            )

    def job(self, identity: str) -> Job | None:
        """The job of that id. Raises StudioError(FILE_BROKEN) when its request cannot be read."""
        rows = self.database.read("SELECT * FROM jobs WHERE id = ?", (identity,))
        return _job(rows[0]) if rows else None

    def unfinished_jobs(self, session: str | None = None) -> list[Job]:
        """Jobs that have not ended, of one session or of all, in queue order."""
        of = "" if session is None else "AND session = ?"
        rows = self.database.read(
            f"SELECT * FROM jobs WHERE {_UNFINISHED} {of} {_IN_ORDER}", () if session is None else (session,)
        )
        return _readable(rows, _job)

    def ended_jobs(self, *states: JobState, limit: int = 100) -> list[Job]:
        """The newest jobs that ended in one of ``states`` (any ending when none is given)."""
        wanted = [str(state) for state in states or ENDINGS]
        marks = ", ".join("?" * len(wanted))
        rows = self.database.read(
            f"SELECT * FROM jobs WHERE state IN ({marks}) ORDER BY id DESC LIMIT ?", (*wanted, limit)
        )
        return _readable(rows, _job)

    def move_job(self, identity: str, position: float) -> None:
        """Give a job another place in the queue; smaller is earlier."""
        with self.database.transaction() as run:
            run.execute("UPDATE jobs SET position = ? WHERE id = ?", (position, identity))

    def recover(self, session: str, alive: Callable[[str], bool]) -> Recovery:
        """Take over the jobs of sessions that died: the waiting ones wait here, the others are lost.

        Texts that waited are given up: nothing of them was written, and the place that asked is gone.
        Two windows starting at once divide the jobs without taking one twice.
        """
        requeued: list[Job] = []
        lost: list[Job] = []
        with self.database.transaction() as run:
            sessions = run.execute(f"SELECT DISTINCT session FROM jobs WHERE {_UNFINISHED}").fetchall()
            for (owner,) in sessions:
                if owner == session or alive(owner):
                    continue
                rows = run.execute(
                    f"SELECT * FROM jobs WHERE {_UNFINISHED} AND session = ? {_IN_ORDER}", (owner,)
                ).fetchall()
                for job in _readable(rows, _job):
                    if job.state is JobState.QUEUED and isinstance(job.request, TextRequest):
                        self.update_job(job.moved(JobState.CANCELLED))
                    elif job.state is JobState.QUEUED:
                        requeued.append(msgspec.structs.replace(job, session=session))
                        self.update_job(requeued[-1])
                    else:
                        lost.append(job.moved(JobState.LOST, LOST))
                        self.update_job(lost[-1])
        requeued.sort(key=lambda job: (job.position, job.created, job.id))
        return Recovery(requeued=requeued, lost=lost)

    # Artifacts

    def add_artifact(self, artifact: Artifact) -> None:
        """Index a file of the library. Raises ValueError when its id or path is taken."""
        request = artifact.manifest.request
        text = search.indexed(request.prompt, request.negative, artifact.manifest.model.name)
        try:
            with self.database.transaction() as run:
                run.execute(
                    f"INSERT INTO artifacts ({_COLUMNS}, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (artifact.id, artifact.job, artifact.kind, artifact.path, artifact.sha256, artifact.bytes,
                     artifact.width, artifact.height, artifact.created, artifact.trashed,
                     codec.to_json(artifact.manifest), text),
                )  # fmt: skip
        except StudioError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise ValueError(f"{artifact.id} or {artifact.path} is in the history already") from error
            raise

    def artifact(self, identity: str) -> Artifact | None:
        """The artifact of that id, in the trash or not."""
        rows = self.database.read(f"SELECT {_COLUMNS} FROM artifacts WHERE id = ?", (identity,))
        return _artifact(rows[0]) if rows else None

    def artifacts_of(self, job: str) -> list[Artifact]:
        """What a job produced, in order, without what lies in the trash."""
        rows = self.database.read(
            f"SELECT {_COLUMNS} FROM artifacts WHERE job = ? AND trashed = '' ORDER BY id", (job,)
        )
        return _readable(rows, _artifact)

    def page(
        self, before: str | None = None, limit: int = 200, words: str = "", trashed: bool = False
    ) -> list[Artifact]:
        """Artifacts newest first, at most ``limit``; ``before`` is the id of the last one seen.

        ``words`` keeps those in whose prompt, negative prompt or model name each typed word begins
        a word. ``before`` may meanwhile have been removed.
        """
        where = ["trashed <> ''" if trashed else "trashed = ''"]
        values: list[object] = []
        if before is not None:
            where.append("(created, id) < (coalesce((SELECT created FROM artifacts WHERE id = ?), ?), ?)")
            values += [before, created_of(before), before]
        wanted = search.query(words)
        if words.strip() and not wanted:
            return []
        if wanted:
            where.append(self._matching(wanted))
            values.append(wanted)
        rows = self.database.read(
            f"SELECT {_COLUMNS} FROM artifacts WHERE {' AND '.join(where)}"
            " ORDER BY created DESC, id DESC LIMIT ?",
            (*values, limit),
        )
        return _readable(rows, _artifact)

    def _matching(self, wanted: str) -> str:
        few = self.database.number(
            "SELECT count(*) FROM (SELECT 1 FROM artifact_words WHERE artifact_words MATCH ? LIMIT ?)",
            (wanted, _FEW_MATCHES),
        )
        # The unary plus keeps SQLite from choosing the number index where walking the pages is faster.
        column = "number" if few < _FEW_MATCHES else "+number"
        return f"{column} IN (SELECT rowid FROM artifact_words WHERE artifact_words MATCH ?)"

    def count(self, words: str = "", trashed: bool = False) -> int:
        """How many artifacts ``page`` would show in all."""
        shown = "trashed <> ''" if trashed else "trashed = ''"
        if not words.strip():
            return self.database.number(f"SELECT count(*) FROM artifacts WHERE {shown}")
        wanted = search.query(words)
        if not wanted:
            return 0
        return self.database.number(
            f"SELECT count(*) FROM artifacts WHERE {shown}"
            " AND number IN (SELECT rowid FROM artifact_words WHERE artifact_words MATCH ?)",
            (wanted,),
        )

    def set_trashed(self, identities: Iterable[str], when: str) -> None:
        """Mark artifacts as in the trash since ``when`` (UTC text), or as back when it is empty."""
        with self.database.transaction() as run:
            run.executemany(
                "UPDATE artifacts SET trashed = ? WHERE id = ?", [(when, identity) for identity in identities]
            )

    def restore(self, identities: Iterable[str]) -> None:
        """Mark artifacts as back from the trash."""
        self.set_trashed(identities, "")

    def forget(self, identities: Iterable[str]) -> None:
        """Remove rows for good; only for files that were removed for good."""
        with self.database.transaction() as run:
            run.executemany("DELETE FROM artifacts WHERE id = ?", [(identity,) for identity in identities])

    def known_paths(self) -> set[str]:
        """Library paths of all artifacts, those in the trash as well."""
        return {row["path"] for row in self.database.read("SELECT path FROM artifacts")}


def created_of(identity: str) -> str:
    """The time in an id made by ``core.jobs.new_id`` as UTC text; empty for other ids."""
    day, time, micro = [*identity.split("-"), "", "", ""][:3]
    if not (day + time + micro).isdecimal() or (len(day), len(time), len(micro)) != (8, 6, 6):
        return ""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}.{micro}+00:00"


def _error_text(job: Job) -> str | None:
    return codec.to_json(job.error) if job.error else None


def _job(row: sqlite3.Row) -> Job:
    error = row["error"]
    return Job(
        id=row["id"],
        request=codec.request_from_json(row["request"]),
        state=JobState(row["state"]),
        priority=Priority(row["priority"]),
        position=row["position"],
        session=row["session"],
        created=row["created"],
        started=row["started"],
        ended=row["ended"],
        error=msgspec.json.decode(error, type=ErrorReport) if error else None,
    )


def _artifact(row: sqlite3.Row) -> Artifact:
    return Artifact(
        id=row["id"],
        job=row["job"],
        kind=row["kind"],
        path=row["path"],
        sha256=row["sha256"],
        bytes=row["bytes"],
        width=row["width"],
        height=row["height"],
        created=row["created"],
        trashed=row["trashed"],
        manifest=codec.manifest_from_json(row["manifest"]),
    )


def _readable(rows: Sequence[sqlite3.Row], read: Callable[[sqlite3.Row], T]) -> list[T]:
    """Rows as objects; one that cannot be read stays in the database and is told to the log."""
    found: list[T] = []
    for row in rows:
        try:
            found.append(read(row))
        except (StudioError, ValueError, msgspec.MsgspecError) as error:
            log.warning("The history entry %s cannot be read: %s", row["id"], error)
    return found
