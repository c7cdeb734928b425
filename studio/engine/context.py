"""What a running job may do: ask whether it is cancelled, and tell the window how it goes."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.core.artifacts import Staged
from studio.core.messages import Event, Phase, Preview, Produced, Progress, Run
from studio.core.placement import Placement

PROGRESS_INTERVAL = 0.05
PREVIEW_INTERVAL = 0.2
PREVIEW_SIDE = 512
"""Longest side of a preview in pixels."""
PHASES = ("loading", "encoding", "denoising", "decoding", "saving")

Send = Callable[..., None]
"""``send(event, data=b"")`` writes one frame; safe to call from any thread."""


class Cancelled(Exception):  # noqa: N818 - it is an outcome, not an error
    """The job was cancelled; raised by ``check_cancel`` wherever the job happens to be."""


class Context:
    """One job on its way. Used by the thread that runs the job alone.

    ``seconds`` holds the time spent per phase since ``begin_picture``, ``notes`` the honest remarks
    that go into the manifest.
    """

    def __init__(
        self,
        run: Run,
        send: Send,
        cancelled: threading.Event | None = None,
        versions: dict[str, str] | None = None,
    ) -> None:
        self.run = run
        self.job = run.job
        self.staging = Path(run.staging)
        self.pictures = run.request.count
        self.picture = 1
        self.seconds: dict[str, float] = {}
        self.notes: list[str] = []
        self.produced: set[int] = set()
        """Indices (from 0) of the pictures handed over so far."""
        self.versions = versions or {}
        """Versions of the libraries that draw."""
        self.device_name = ""
        self.placement: Placement | None = None
        """Where this attempt really runs; known once the model is loaded."""
        self._send = send
        self._cancelled = cancelled or threading.Event()
        self._phase = ""
        self._phase_begun = 0.0
        self._progress_sent = self._preview_sent = -1.0

    def check_cancel(self) -> None:
        """Raises Cancelled once the job's token is set."""
        if self._cancelled.is_set():
            raise Cancelled(self.job)

    def send(self, event: Event, data: bytes = b"") -> None:
        """Tell the window anything that concerns no job, such as what is resident."""
        self._send(event, data)

    def begin_picture(self, number: int) -> None:
        """From here on, progress and times belong to picture ``number`` (from 1)."""
        self._end_phase()
        # Loading counts for the first picture that comes out of it.
        loaded = "loading" in self.seconds and "saving" not in self.seconds
        self.picture = number
        self.seconds = {"loading": self.seconds["loading"]} if loaded else {}

    def phase(self, name: str) -> None:
        """Enter a phase: loading, encoding, denoising, decoding or saving. Raises Cancelled."""
        self.check_cancel()
        if name == self._phase:
            return
        self._end_phase()
        self._phase, self._phase_begun = name, time.perf_counter()
        self._send(Phase(job=self.job, name=name))

    def _end_phase(self) -> None:
        if self._phase:
            spent = time.perf_counter() - self._phase_begun
            self.seconds[self._phase] = self.seconds.get(self._phase, 0.0) + spent
        self._phase = ""

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """A phase that ends with the block, so that its time is known right after it."""
        self.phase(name)
        try:
            yield
        finally:
            self._end_phase()

    def note(self, sentence: str) -> None:
        """Add a remark to the manifests of this job, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def progress(self, done: int, total: int, seconds_left: float = -1.0) -> None:
        """``done`` of ``total`` units of the phase; dropped when the last one was sent just now."""
        now = time.monotonic()
        if self._progress_sent >= 0 and now - self._progress_sent < PROGRESS_INTERVAL:
            return
        self._progress_sent = now
        self._send(
            Progress(
                job=self.job,
                done=done,
                total=total,
                seconds_left=round(seconds_left, 3),
                picture=self.picture,
                pictures=self.pictures,
            )
        )

    def preview_is_due(self) -> bool:
        """Whether a preview sent now would reach the window; ask before making one."""
        if not self.run.previews:
            return False
        return self._preview_sent < 0 or time.monotonic() - self._preview_sent >= PREVIEW_INTERVAL

    def preview(self, jpeg: bytes) -> None:
        """Send a JPEG of at most PREVIEW_SIDE pixels a side; dropped when none is due."""
        if self.preview_is_due():
            self._preview_sent = time.monotonic()
            self._send(Preview(job=self.job, picture=self.picture), jpeg)

    def missing(self) -> list[int]:
        """Indices of the pictures that are still to be drawn, also after a second attempt began."""
        return [index for index in range(self.pictures) if index not in self.produced]

    def produce(self, staged: Staged) -> None:
        """Hand a finished file over to the window."""
        self.produced.add(staged.manifest.index)
        self._send(Produced(job=self.job, staged=staged))
