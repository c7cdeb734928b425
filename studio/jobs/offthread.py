"""Work off the window thread: a pool of two, answers delivered in the window thread."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

THREADS = 2

log = logging.getLogger(__name__)


class _Work(QRunnable):
    """One call; what it answered or raised stays here until it is delivered."""

    def __init__(
        self,
        courier: "_Courier",
        call: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None,
    ) -> None:
        super().__init__()
        self.setAutoDelete(False)  # Python owns it until delivery
        self._courier, self._call = courier, call
        self._done, self._failed = done, failed
        self._answer: Any = None
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            self._answer = self._call()
        except Exception as error:
            self._error = error
        self._courier.arrived.emit(self)

    def deliver(self) -> None:
        receiver = self._done if self._error is None else self._failed
        if receiver is None:
            log.error("Background work failed: %s", self._error, exc_info=self._error)
            return
        method = receiver.func if isinstance(receiver, partial) else receiver
        owner = getattr(method, "__self__", None)
        if isinstance(owner, QObject) and not isValid(owner):
            return  # whoever asked is gone
        receiver(self._answer if self._error is None else self._error)


class _Courier(QObject):
    """Lives in the window thread; its slot is where answers come home."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(THREADS)
        self.under_way: set[_Work] = set()
        self.arrived.connect(self._deliver)

    @Slot(object)
    def _deliver(self, work: _Work) -> None:
        if work in self.under_way:  # else dropped by finish()
            self.under_way.discard(work)
            work.deliver()


_couriers: list[_Courier] = []


def _courier() -> _Courier:
    if not _couriers or not isValid(_couriers[0]):
        _couriers[:] = [_Courier()]
    return _couriers[0]


def run(
    fn: Callable[..., Any],
    *args: Any,
    done: Callable[[Any], object],
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Call ``fn(*args)`` on the pool, then ``done(answer)`` or ``failed(error)`` in this thread.

    Call from the window thread. ``fn`` must not touch widgets. Answers for
    methods of a QObject that was deleted meanwhile are dropped; without ``failed`` errors are logged.
    """
    courier = _courier()
    work = _Work(courier, _bound(fn, args), done, failed)
    courier.under_way.add(work)
    courier.pool.start(work)


def _bound(fn: Callable[..., Any], args: tuple[Any, ...]) -> Callable[[], Any]:
    def call() -> Any:
        return fn(*args)

    return call


def finish(seconds: float = 5.0) -> bool:
    """Drop what has not begun and wait for the rest; for the end of the program.

    False when something still runs after ``seconds``. Undelivered answers are dropped.
    """
    if not _couriers or not isValid(_couriers[0]):
        return True
    courier = _couriers[0]
    courier.pool.clear()
    ended = courier.pool.waitForDone(round(seconds * 1000))
    if ended:
        courier.under_way.clear()
        _couriers.clear()
        courier.deleteLater()
    return ended
