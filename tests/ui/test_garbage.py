"""Garbage is collected in the window's thread, when as much has gathered as Python itself allows."""

import gc
import threading

from PySide6.QtCore import QObject

from studio.ui.garbage import Garbage


def test_cycles_go_in_the_thread_of_the_window(qtbot):
    ended: list[threading.Thread] = []

    class Loop:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            ended.append(threading.current_thread())

    host = QObject()
    garbage = Garbage(host)
    assert not gc.isenabled()
    Loop()
    kept = [[] for _ in range(5000)]
    worker = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    worker.start()
    worker.join()
    assert ended == []
    garbage.look()
    assert ended == [threading.main_thread()] and kept
