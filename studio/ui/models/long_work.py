"""One long piece of work on a thread of its own, with progress, and an end on demand."""

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.storage.model_check import StoppedError

TELL_SECONDS = 0.05
Work = Callable[[Callable[[int, int], None], Callable[[], bool]], Any]
"""Takes what to tell of progress (done, of how many) and what says whether to stop."""


class LongWork(QObject):
    """One at a time. Ends with ``done``, ``failed`` or ``stopped``, in the window thread."""

    progressed = Signal(object, object)
    done = Signal(object)
    failed = Signal(object)
    """ErrorReport."""
    stopped = Signal()
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._ended.connect(self._deliver)

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def start(self, work: Work) -> bool:
        """Begin, unless something is under way."""
        if self.busy:
            return False
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, args=(work,), name="long-work")
        self._thread.start()
        return True

    def stop(self) -> None:
        """Ask it to end; ``stopped`` follows soon."""
        self._stop.set()

    def close(self) -> None:
        """End it and wait; nothing is told any more."""
        self._stop.set()
        thread, self._thread = self._thread, None
        if thread:
            thread.join()

    def _run(self, work: Work) -> None:
        last = 0.0

        def progress(done: int, whole: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= TELL_SECONDS:
                last = now
                self.progressed.emit(done, whole)

        try:
            answer = work(progress, self._stop.is_set)
        except StoppedError as error:
            self._ended.emit(None, error)
        except StudioError as error:
            self._ended.emit(None, error)
        except Exception as error:
            report = ErrorReport(
                kind=ErrorKind.BUG, sentence=f"The work failed ({error}).", detail=repr(error)
            )
            self._ended.emit(None, report)
        else:
            self._ended.emit(answer, None)

    @Slot(object, object)
    def _deliver(self, answer: object, error: object) -> None:
        thread, self._thread = self._thread, None
        if thread is None:  # closed meanwhile
            return
        thread.join()
        if error is None:
            self.done.emit(answer)
        elif isinstance(error, StoppedError):
            self.stopped.emit()
        else:
            self.failed.emit(error.report() if isinstance(error, StudioError) else error)
