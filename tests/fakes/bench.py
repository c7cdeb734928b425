"""A whole window side without a window: database, library, models, recorder and queue."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from studio.core.errors import ErrorReport
from studio.core.jobs import Job
from studio.core.paths import Folders
from studio.core.requests import ImageRequest
from studio.core.text_requests import Piece, TextRequest, Token
from studio.jobs.link import EngineLink
from studio.jobs.queue import JobQueue
from studio.jobs.recorder import Recorder
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.library import Library
from studio.storage.models import ModelEntry, Models

SCRIPTED = [sys.executable, str(Path(__file__).with_name("scripted_child.py"))]


class OneModel(Models):
    """Knows “tiny”, which draws, and “writer”, which writes; no file stands for them. ``gone`` takes them
    away. “prose” and what lies in the folder of models are real.
    """

    gone = False
    size = 0
    """Bytes that each of the two takes in memory."""

    def get(self, identity: str) -> ModelEntry | None:
        if identity not in ("tiny", "writer"):
            return super().get(identity)
        if self.gone:
            return None
        path = str(self.folders.models / identity)
        if identity == "writer":
            return ModelEntry(
                id="writer", name="Writer", family="gguf", path=path, kind="text", bytes=self.size
            )
        return ModelEntry(id="tiny", name="Tiny", family="fake", path=path, weights=self.size // 4)


class Ear(QObject):
    """Notes everything the queue tells."""

    def __init__(self, queue: JobQueue) -> None:
        super().__init__()
        self.ended: list[Job] = []
        self.states: list[tuple[str, str]] = []
        self.phases: list[str] = []
        self.previews: list[str] = []
        self.complaints: list[ErrorReport] = []
        self.texts: dict[tuple[str, int], str] = {}
        queue.text_arrived.connect(self.on_text)
        queue.ended.connect(self.on_ended)
        queue.job_changed.connect(self.on_changed)
        queue.phase_changed.connect(self.on_phase)
        queue.preview_arrived.connect(self.on_preview)
        queue.complaint.connect(self.on_complaint)

    @Slot(object)
    def on_ended(self, job: Job) -> None:
        self.ended.append(job)

    @Slot(object)
    def on_changed(self, job: Job) -> None:
        self.states.append((job.id, str(job.state)))

    @Slot(str, str)
    def on_phase(self, job: str, name: str) -> None:
        self.phases.append(name)

    @Slot(str, bytes)
    def on_preview(self, job: str, picture: bytes) -> None:
        self.previews.append(job)

    @Slot(str, int, object)
    def on_text(self, job: str, index: int, tokens: tuple[Token, ...]) -> None:
        known = self.texts.get((job, index), "")
        self.texts[job, index] = known + "".join(token.text for token in tokens)

    @Slot(object)
    def on_complaint(self, report: ErrorReport) -> None:
        self.complaints.append(report)


@dataclass
class Bench:
    """One running program: build another over the same folders to play a restart."""

    folders: Folders
    session: str = "one"
    flags: tuple[str, ...] = ()
    command: list[str] | None = None
    text_command: list[str] | None = None
    links: list[EngineLink] = field(default_factory=list)
    known: Models | None = None
    """Models of files that are there, in the place of the made-up ones."""

    def __post_init__(self) -> None:
        self.database = open_database(self.folders.database)
        self.history = History(self.database)
        self.library = Library(self.folders, self.history)
        self.recorder = Recorder(self.library)
        self.models: OneModel = self.known or OneModel(self.folders, [], {})  # type: ignore[assignment]
        self.queue = JobQueue(self.history, self.recorder, self.models, self.session, self.make_link)
        self.ear = Ear(self.queue)

    def make_link(self, kind: str) -> EngineLink:
        command = (self.text_command if kind == "text" else self.command) or [*SCRIPTED, *self.flags]
        link = EngineLink(command, log=self.folders.logs / f"engine-{kind}.log")
        self.links.append(link)
        return link

    def close(self) -> None:
        self.queue.close(1.0)
        self.database.close()


def text_request(text: str, **changes: object) -> TextRequest:
    values = {"model": "writer", "pieces": (Piece(kind="text", text=text),), "seed": 1, **changes}
    return TextRequest(**values)  # type: ignore[arg-type]


def request(prompt: str, **changes: object) -> ImageRequest:
    values = {"prompt": prompt, "model": "tiny", "width": 64, "height": 64, "seed": 1, **changes}
    return ImageRequest(**values)  # type: ignore[arg-type]
