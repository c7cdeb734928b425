"""Work on the pool, answers in the window thread."""

import threading
import time

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from studio.jobs import offthread


class Asker(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.errors: list[Exception] = []
        self.threads: list[threading.Thread] = []

    def done(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.append(threading.current_thread())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.append(threading.current_thread())


def worked(value: int) -> tuple[int, threading.Thread]:
    return value, threading.current_thread()


def broken() -> None:
    raise ValueError("broken on purpose")


def test_answers_come_home_to_the_window_thread(qtbot: QtBot) -> None:
    asker = Asker()
    for value in range(100):
        offthread.run(worked, value, done=asker.done, failed=asker.failed)
    assert asker.answers == []
    qtbot.waitUntil(lambda: len(asker.answers) == 100, timeout=5000)
    values, workers = zip(*asker.answers, strict=True)  # type: ignore[arg-type]
    assert sorted(values) == list(range(100))
    assert threading.current_thread() not in workers
    assert len({worker.ident for worker in workers}) <= offthread.THREADS
    assert set(asker.threads) == {threading.current_thread()}


def test_errors_come_home_too(qtbot: QtBot) -> None:
    asker = Asker()
    offthread.run(broken, done=asker.done, failed=asker.failed)
    qtbot.waitUntil(lambda: bool(asker.errors), timeout=5000)
    assert str(asker.errors[0]) == "broken on purpose"
    assert asker.answers == []


def test_an_error_nobody_asked_for_is_logged(
    qtbot: QtBot, expected_warnings: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    expected_warnings.append("broken on purpose")
    offthread.run(broken, done=Asker().done)
    qtbot.waitUntil(lambda: "broken on purpose" in caplog.text, timeout=5000)


def test_answers_for_a_deleted_asker_are_dropped(qtbot: QtBot) -> None:
    asker, other = Asker(), Asker()
    offthread.run(worked, 1, done=asker.done)
    delete(asker)
    offthread.run(worked, 2, done=other.done)
    offthread.run(worked, 3, done=other.done)
    qtbot.waitUntil(lambda: len(other.answers) == 2, timeout=5000)
    assert asker.answers == []


def test_finish_drops_what_has_not_begun(qtbot: QtBot) -> None:
    asker = Asker()
    for _ in range(50):
        offthread.run(time.sleep, 0.05, done=asker.done)
    begin = time.monotonic()
    assert offthread.finish()
    assert time.monotonic() - begin < 1.0
    qtbot.wait(20)
    assert asker.answers == []
