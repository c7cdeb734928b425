"""What waited on the stage is there again at the next start, also when nothing else of the session is."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.core.paths import Folders
from studio.ui.window_state import WindowState


def test_over_a_blank_canvas_killed_before_its_draft_was_begun(
    studio: Studio, folders: Folders, add_result, qtbot: QtBot, monkeypatch
) -> None:
    artifact = add_result("one", colour="red")
    studio.paint.page.results.add(artifact, studio.library.path_of(artifact))
    window = folders.data / "window.json"
    qtbot.waitUntil(lambda: artifact.id in window.read_text(encoding="utf-8"))
    killed = window.read_bytes()
    studio.close()
    window.write_bytes(killed)
    state = WindowState(window)
    state.set("draft", "named and never begun")  # as a kill leaves it
    state.save()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    again = Studio(application)
    monkeypatch.setattr(again.queue, "start_engine", lambda *lanes: None)
    qtbot.addWidget(again.window)
    again.show()
    qtbot.waitUntil(lambda: len(again.paint.page.results.stage.staged) == 1, timeout=5000)
    again.close()
