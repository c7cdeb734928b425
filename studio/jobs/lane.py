"""The turn of one engine: who has it, whether the engine knows of that job, and what the engine says."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.jobs import Job, JobState, Priority
from studio.core.messages import Cancel, Counted, Embedded, Event, Text, Wrote
from studio.jobs.keeper import EngineKeeper, EngineState, Loss
from studio.jobs.lanes import WORDS
from studio.jobs.losses import explain, explain_words

if TYPE_CHECKING:
    from studio.jobs.link import EngineLink

STUCK_MS = 15_000
"""A job that is still cancelling after this long is stopped hard by itself."""


class Lane(QObject):
    """One engine and the job it has. The jobs are the queue's; here they are only named."""

    engine_changed = Signal(object, object)
    """Lane and EngineState."""
    heard = Signal(object, object)
    """Lane and an Event of its current job; what comes of jobs that have ended here is dropped."""
    answered = Signal(object)
    """Counted or Embedded."""
    previewed = Signal(object, bytes)
    """Lane and a JPEG of its current job."""
    lost = Signal(object, object)
    """Lane and Loss."""
    stuck = Signal(object)
    """Lane, whose job did not end after its cancel."""

    def __init__(self, name: str, make_link: Callable[[], "EngineLink"], parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self.current = ""
        """Id of the job that is starting, running or being cancelled."""
        self.sent = False
        """The engine knows of the current job."""
        self.yielding = False
        """The current job was asked to give way; it waits again when the engine has let go of it."""
        self.paused = False
        self.room_asked = ""
        """The job for which the other engine was asked to give memory back."""
        self.threads = 0
        """Processor threads of the last job that was sent."""
        self.keeper = EngineKeeper(make_link, self, explain_words if name == WORDS else explain)
        self.keeper.state_changed.connect(self._on_state)
        self.keeper.event_arrived.connect(self._on_event)
        self.keeper.preview_arrived.connect(self._on_preview)
        self.keeper.lost.connect(self._on_loss)
        self._stuck = QTimer(self)
        self._stuck.setSingleShot(True)
        self._stuck.timeout.connect(self._on_stuck)

    def take(self, job: str) -> None:
        """This job has the turn now."""
        self.current, self.sent, self.room_asked = job, False, ""
        self.keeper.busy()

    def free(self) -> None:
        """The job that had the turn has ended."""
        self.current, self.sent, self.yielding = "", False, False
        self._stuck.stop()

    def makes_way(self, current: Job, job: Job) -> bool:
        """``job`` is new here: if somebody waits for it, a text of the background gives way to it.

        True when ``current`` can wait again at once, because the engine has not heard of it.
        """
        urgent = job.priority is Priority.INTERACTIVE and current.priority is Priority.BACKGROUND
        if self.name != WORDS or not urgent or current.state is JobState.CANCELLING:
            return False
        if self.sent and not self.yielding:
            self.yielding = True
            self.keeper.send(Cancel(job=current.id))
            self.watch()
        return not self.sent

    def gives_way(self, job: Job) -> bool:
        """Whether the current job waits again when the engine lets go of it, instead of ending."""
        return self.yielding and job.state is not JobState.CANCELLING

    def drops(self, event: Text | Wrote) -> bool:
        """Whether this part of a text is nothing, because all of it will be written again."""
        return self.yielding and (isinstance(event, Text) or event.written.reason == "cancelled")

    def watch(self) -> None:
        """The current job was asked to end."""
        self._stuck.start(STUCK_MS)

    def close(self, seconds: float) -> None:
        """Stop the engine, blocking up to about ``seconds``."""
        self._stuck.stop()
        self.keeper.close(seconds)

    @Slot(object)
    def _on_state(self, state: EngineState) -> None:
        self.engine_changed.emit(self, state)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, Counted | Embedded):
            self.answered.emit(event)
        elif self.sent and getattr(event, "job", "") == self.current:
            self.heard.emit(self, event)

    @Slot(str, bytes)
    def _on_preview(self, identity: str, picture: bytes) -> None:
        if identity == self.current:
            self.previewed.emit(self, picture)

    @Slot(object)
    def _on_loss(self, loss: Loss) -> None:
        self.lost.emit(self, loss)

    @Slot()
    def _on_stuck(self) -> None:
        if self.current:
            self.stuck.emit(self)
