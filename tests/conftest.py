"""Fresh folders for every test, an off-screen Qt, and no leaks: threads, children, log warnings."""

import gc
import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HF_HUB_OFFLINE"] = "1"

import psutil
import pytest

from studio.core.paths import HOME_VARIABLE, Folders, default_folders
from studio.storage.database import Database, open_database
from studio.storage.history import History
from studio.storage.library import Library

LEAK_SECONDS = 5.0
"""How long a thread or child may take to end after the test that started it."""


gc.disable()
"""As in the window (studio.ui.garbage): widgets in cycles must not be destroyed by a worker."""
GARBAGE_MOST = 20_000


@pytest.fixture(autouse=True)
def garbage_goes_between_tests() -> Iterator[None]:
    """Collect in the main thread, when there is enough of it."""
    yield
    if gc.get_count()[0] > GARBAGE_MOST:
        gc.collect()


@pytest.fixture(autouse=True)
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing a test does reaches the real folders of the person running it."""
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return home


@pytest.fixture
def folders(private_home: Path) -> Folders:
    return default_folders()


@pytest.fixture
def database(folders: Folders) -> Iterator[Database]:
    opened = open_database(folders.database)
    yield opened
    opened.close()


@pytest.fixture
def history(database: Database) -> History:
    return History(database)


@pytest.fixture
def library(folders: Folders, history: History) -> Library:
    return Library(folders, history)


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture
def expected_warnings() -> list[str]:
    """Put parts of log messages here that the test means to provoke."""
    return []


@pytest.fixture(autouse=True)
def no_unexpected_warnings(expected_warnings: list[str]) -> Iterator[None]:
    """A warning in our own log that the test did not announce fails it."""
    handler = _Warnings()
    log = logging.getLogger("studio")
    log.addHandler(handler)
    yield
    log.removeHandler(handler)
    unexpected = [line for line in handler.seen if not any(part in line for part in expected_warnings)]
    assert not unexpected, f"unexpected warnings in the log: {unexpected}"


def _living_children() -> set[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return {child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE}


def _own_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if not thread.daemon}


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """Threads and child processes started by a test must end with it."""
    children, threads = _living_children(), _own_threads()
    yield
    deadline = time.monotonic() + LEAK_SECONDS
    while True:
        left_children, left_threads = _living_children() - children, _own_threads() - threads
        if not (left_children or left_threads) or time.monotonic() > deadline:
            break
        time.sleep(0.02)
    assert not left_children, f"child processes left running: {left_children}"
    assert not left_threads, f"threads left running: {left_threads}"
