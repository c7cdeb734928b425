"""The command ``studio generate``: the window's queue, engine and library, without the window."""

import argparse
import json
import logging
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from studio.cli.output import copy, targets
from studio.cli.parts import known_with
from studio.cli.progress_line import ProgressLine
from studio.cli.wishes import find_model, make_request
from studio.core.artifacts import Artifact
from studio.core.discovery import image_families
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import Job, JobState
from studio.core.messages import Progress
from studio.core.paths import Folders, default_folders
from studio.core.requests import ImageRequest
from studio.core.settings import Settings, SettingsFile
from studio.jobs.link import engine_link
from studio.jobs.queue import JobQueue
from studio.jobs.recorder import Recorder
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.library import Library
from studio.storage.models import Models
from studio.storage.sessions import Session

INTERRUPTED = 130
_LOOK_MS = 50
"""How often Ctrl+C is looked for while Qt waits."""
_CLOSE_SECONDS = 0.3
"""For the engine to end by itself when all is done; nothing is lost by killing it then."""

_EXITS = {
    ErrorKind.INVALID_REQUEST: 2,
    ErrorKind.DEVICE_MISSING: 2,
    ErrorKind.MODEL_MISSING: 3,
    ErrorKind.MODEL_BROKEN: 3,
    ErrorKind.MODEL_UNKNOWN: 3,
    ErrorKind.OUT_OF_MEMORY: 4,
    ErrorKind.DEVICE_FAULT: 4,
    ErrorKind.ENGINE_LOST: 4,
    ErrorKind.ENGINE_STUCK: 4,
    ErrorKind.BUG: 4,
}
_DISK = 5


class Generation(QObject):
    """One job from submit to its end; ``code`` is what the program exits with."""

    def __init__(self, queue: JobQueue, line: ProgressLine) -> None:
        super().__init__()
        self.artifacts: list[Artifact] = []
        self.error: ErrorReport | None = None
        self.code = 0
        self._queue, self._line = queue, line
        self._job = ""
        self._interrupts = self._answered = 0
        queue.phase_changed.connect(self._on_phase)
        queue.progressed.connect(self._on_progress)
        queue.produced.connect(self._on_produced)
        queue.complaint.connect(self._on_complaint)
        queue.ended.connect(self._on_ended)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_for_interrupt)

    def run(self, request: ImageRequest) -> None:
        """Draw; returns when the job has ended. Raises StudioError when it cannot be queued."""
        self._job = self._queue.submit(request).id
        self._line.begin()
        previous = signal.signal(signal.SIGINT, self._interrupted)
        self._look.start()  # Python sees signals only when Python code runs
        try:
            QCoreApplication.exec()
        finally:
            self._look.stop()
            signal.signal(signal.SIGINT, previous)
            self._line.clear()

    def _interrupted(self, number: int, frame: object) -> None:
        self._interrupts += 1

    @Slot()
    def _look_for_interrupt(self) -> None:
        if self._interrupts == self._answered:
            return
        self._answered = self._interrupts
        if self._interrupts == 1:
            self._line.note("Cancelling; press Ctrl+C again to stop at once.")
            self._queue.cancel(self._job)
        else:
            self._queue.stop_now(self._job)

    @Slot(str, str)
    def _on_phase(self, job: str, name: str) -> None:
        self._line.phase(name)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self._line.progress(progress)

    @Slot(object)
    def _on_produced(self, artifact: Artifact) -> None:
        self.artifacts.append(artifact)

    @Slot(object)
    def _on_complaint(self, report: ErrorReport) -> None:
        self.error = self.error or report

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if job.id != self._job:
            return
        if job.state is JobState.CANCELLED or (self._interrupts and job.state is not JobState.DONE):
            self.code, self.error = INTERRUPTED, None
        elif job.state is not JobState.DONE:
            self.error = job.error
        if self.error and not self.code:
            self.code = exit_code(self.error)
        QCoreApplication.exit(0)


def exit_code(report: ErrorReport) -> int:
    """The exit code that stands for an error."""
    return _EXITS.get(report.kind, _DISK)


def say(report: ErrorReport, log: Path | None = None) -> int:
    """Print an error as a sentence, its advice, and where more is told; answers the exit code."""
    print(f"studio: {report.sentence}", file=sys.stderr)
    if report.advice:
        print(report.advice, file=sys.stderr)
    if report.detail and log and log.exists():
        print(f"Details are at the end of {log}", file=sys.stderr)
    return exit_code(report)


def load_settings(note: Callable[[str], object]) -> Settings:
    """The user's settings; what was wrong with them goes to ``note``."""
    file = SettingsFile(default_folders().settings_file)
    settings = file.load()
    if file.complaint:
        note(file.complaint)
    return settings


def main(options: argparse.Namespace) -> int:
    """Run ``studio generate`` and answer its exit code."""
    logging.basicConfig(level=logging.ERROR, format="studio: %(message)s", stream=sys.stderr)
    line = ProgressLine(quiet=options.quiet)
    try:
        return _generate(options, line)
    except StudioError as error:
        line.clear()
        return say(error.report())


def _generate(options: argparse.Namespace, line: ProgressLine) -> int:
    begin = time.monotonic()
    settings = load_settings(line.note)
    folders = default_folders(settings.folders.library)
    families = image_families()
    model, models = find_model(options.model, Models(folders, settings.folders.models, families))
    models = known_with(options, models)
    request = make_request(options, model, settings, models)
    copies = targets(options.output, request.count, force=options.force) if options.output else []
    database = open_database(folders.database)
    try:
        if database.complaint:
            line.note(database.complaint)
        session = Session.start(folders.data, "cli")
        try:
            library = Library(folders, History(database))
            generation = _draw(request, settings, library, models, session, line)
        finally:
            session.close()
        paths = _copied(generation.artifacts, library, copies, settings)
    finally:
        database.close()
    if generation.code == INTERRUPTED:
        print("studio: cancelled.", file=sys.stderr)
    elif generation.error:
        say(generation.error, _log_of(folders))
    _print(options, generation.artifacts, paths, time.monotonic() - begin)
    return generation.code


def _log_of(folders: Folders) -> Path:
    """The engine's log; not the window's, which another process may be writing now."""
    return folders.logs / "engine-cli.log"


def _draw(
    request: ImageRequest,
    settings: Settings,
    library: Library,
    models: Models,
    session: Session,
    line: ProgressLine,
) -> Generation:
    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    recorder = Recorder(library)
    make_link = partial(engine_link, library.folders.logs, suffix="-cli")
    queue = JobQueue(library.history, recorder, models, session.id, make_link)
    queue.settings = settings.replace("pictures", previews=False)
    generation = Generation(queue, line)
    try:
        generation.run(request)
    finally:
        queue.close(_CLOSE_SECONDS)
        application.processEvents()
    return generation


def _copied(
    artifacts: list[Artifact], library: Library, copies: list[Path], settings: Settings
) -> list[Path]:
    """Where each picture is for the user: its copy, or its place in the library."""
    paths = [library.path_of(artifact) for artifact in artifacts]
    if not copies:
        return paths
    for artifact, source in zip(artifacts, paths, strict=True):
        copy(
            source,
            copies[artifact.manifest.index],
            artifact.manifest,
            quality=settings.pictures.quality,
            embed=settings.privacy.embed_metadata,
        )
    return [copies[artifact.manifest.index] for artifact in artifacts]


def _print(options: argparse.Namespace, artifacts: list[Artifact], paths: list[Path], seconds: float) -> None:
    if options.json:
        answer = {
            "paths": [str(path) for path in paths],
            "manifests": [msgspec.to_builtins(artifact.manifest) for artifact in artifacts],
            "seconds": round(seconds, 3),
        }
        print(json.dumps(answer))  # ASCII: readable whatever the stream's encoding
    else:
        for path in paths:
            print(path)
