"""A second start of the program calls the first window and goes away."""

from pytestqt.qtbot import QtBot

from studio.core.paths import Folders
from studio.ui.single_window import SingleWindow


def test_the_second_window_calls_the_first_to_the_front(qtbot: QtBot, folders: Folders) -> None:
    first, second = SingleWindow(folders.data), SingleWindow(folders.data)
    assert first.claim()
    with qtbot.waitSignal(first.called, timeout=3000):
        assert not second.claim()
    first.release()


def test_the_place_is_free_again_after_the_first_window_closed(qtbot: QtBot, folders: Folders) -> None:
    first, second = SingleWindow(folders.data), SingleWindow(folders.data)
    assert first.claim()
    first.release()
    assert second.claim()
    second.release()


def test_a_call_left_by_a_crash_is_not_answered_late(qtbot: QtBot, folders: Folders) -> None:
    first, second = SingleWindow(folders.data), SingleWindow(folders.data)
    first.claim()
    second.claim()
    first.release()
    with qtbot.assertNotEmitted(second.called, wait=200):
        assert second.claim()
    second.release()
