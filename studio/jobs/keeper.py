"""Keeps one engine running: starts it, replaces it, frees its memory when idle, stops after losses."""

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.errors import ErrorReport
from studio.core.messages import Command, Ready, Resident, Unload
from studio.jobs.losses import Explain, LossCount, explain

if TYPE_CHECKING:
    from studio.jobs.link import EngineLink

IDLE_MS = 10 * 60 * 1000
"""After this long without a job the engine is asked to give memory back."""
UNLOAD_MS = 3000
"""How long it may take to do so before it is ended."""

log = logging.getLogger(__name__)


class EngineState(Struct, frozen=True, kw_only=True):
    """``name`` is off, starting, ready or lost. ``ready`` tells hardware and versions and stays known
    after the engine ended; ``resident`` what is held in memory now.
    """

    name: str = "off"
    ready: Ready | None = None
    resident: Resident | None = None


class Loss(Struct, frozen=True, kw_only=True):
    """The engine ended. ``wanted``: we ended it; else ``report`` says what happened."""

    wanted: bool
    report: ErrorReport


class EngineKeeper(QObject):
    """At most one living ``EngineLink``; a new one is made by ``make_link`` whenever one is needed."""

    state_changed = Signal(object)
    """EngineState"""
    event_arrived = Signal(object)
    preview_arrived = Signal(str, bytes)
    lost = Signal(object)
    """Loss, once per child that ended, except at ``close``."""

    def __init__(
        self,
        make_link: Callable[[], "EngineLink"],
        parent: QObject | None = None,
        explain_loss: Explain = explain,
    ) -> None:
        super().__init__(parent)
        self._explain = explain_loss
        self.state = EngineState()
        self.losses = LossCount()
        self._make_link = make_link
        self._link: EngineLink | None = None
        self._ending = False
        """We killed the child and wait to hear of its end."""
        self._again = False
        """Start a new child as soon as the old one is gone."""
        self._closed = False
        self._idle = self._timer(IDLE_MS, self.unload)
        self._unloading = self._timer(UNLOAD_MS, self.kill)

    def _timer(self, milliseconds: int, method: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(method)
        return timer

    @property
    def is_ready(self) -> bool:
        """Whether a job can be sent now."""
        return self.state.name == "ready" and not self._ending

    @property
    def pid(self) -> int:
        """Process id of the child, 0 when there is none."""
        return self._link.pid if self._link else 0

    def start(self) -> None:
        """Make sure an engine runs or is about to; returns at once."""
        if self._closed:
            return
        if self._link is not None:
            self._again = self._again or self._ending
            return
        self._link = link = self._make_link()
        self._ending = self._again = False
        link.became_ready.connect(self._on_ready)
        link.event_arrived.connect(self._on_event)
        link.preview_arrived.connect(self._on_preview)
        link.engine_lost.connect(self._on_lost)
        self._show("starting", resident=None)
        link.start()

    def send(self, command: Command) -> None:
        """Send a command to the child; without effect when there is none."""
        if self._link:
            self._link.send(command)

    def kill(self) -> None:
        """End the child at once. ``lost`` follows with ``wanted``."""
        if self._link and not self._ending:
            self._ending = True
            self._link.kill()

    def replace(self) -> None:
        """End the child, which cannot be trusted any more, and start another."""
        self.losses.add(time.monotonic())
        self._again = not self.losses.too_many(time.monotonic())
        self.kill()

    def busy(self) -> None:
        """A job begins: do not unload."""
        self._idle.stop()
        self._unloading.stop()

    def idle(self) -> None:
        """No job is running: unload after a while."""
        if self._link and not self._ending:
            self._idle.start()

    @Slot()
    def unload(self) -> None:
        """Ask the child to give its memory back; it is ended when it does not. Call while no job runs."""
        if self.is_ready and not self.unloading:
            self._idle.stop()
            self.send(Unload())
            self._unloading.start()

    @property
    def unloading(self) -> bool:
        """Whether the child was asked to give its memory back and has not done so yet."""
        return self._unloading.isActive()

    def close(self, seconds: float = 3.0) -> None:
        """Stop the child and wait for it, up to ``seconds``. Nothing can be started afterwards."""
        self._closed = True
        self.busy()
        link, self._link = self._link, None
        if link:
            link.close(seconds)
            self._show("off", resident=None)

    def _show(self, name: str, *, resident: Resident | None, ready: Ready | None = None) -> None:
        self.state = EngineState(name=name, ready=ready or self.state.ready, resident=resident)
        self.state_changed.emit(self.state)

    @Slot(object)
    def _on_ready(self, ready: Ready) -> None:
        if self._closed:
            return  # signals already posted by the link's thread still arrive after close()
        self._show("ready", resident=None, ready=ready)

    @Slot(object)
    def _on_event(self, event: object) -> None:
        if self._closed:
            return
        if isinstance(event, Resident):
            self._unloading.stop()
            self._show(self.state.name, resident=event)
        else:
            self.event_arrived.emit(event)

    @Slot(str, bytes)
    def _on_preview(self, job: str, picture: bytes) -> None:
        if not self._closed:
            self.preview_arrived.emit(job, picture)

    @Slot(int, str)
    def _on_lost(self, code: int, tail: str) -> None:
        if self._closed:
            return
        link, self._link = self._link, None
        wanted, self._ending = self._ending, False
        again, self._again = self._again, False
        self.busy()
        if link:
            link.wait(2000)  # the signal is the last thing its thread does
            link.deleteLater()
        report = self._explain(code, tail)
        if not wanted:
            self.losses.add(time.monotonic())
            log.info("%s\n%s", report.sentence, tail)
        self._show("off" if wanted else "lost", resident=None)
        self.lost.emit(Loss(wanted=wanted, report=report))
        if again:
            self.start()
