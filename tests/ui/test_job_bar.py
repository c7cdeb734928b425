"""The job bar and the queue popup follow the queue and steer it."""

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import JobState
from studio.core.messages import Progress
from studio.ui import job_bar as job_bar_module
from studio.ui.progress_words import time_left

LOST = ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="The engine ended.", advice="Try again.")


def jpeg() -> bytes:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    assert image.save(buffer, "JPG")
    return bytes(buffer.data().data())


def test_nothing_runs(window) -> None:
    bar = window.job_bar
    assert bar.phase.text() == "Ready"
    assert bar.bar.isHidden() and bar.cancel_button.isHidden() and bar.stop_button.isHidden()


def test_a_job_is_shown_from_phase_to_end(window, queue) -> None:
    bar = window.job_bar
    window.panel.submit()
    job = queue.start_next()
    queue.phase_changed.emit(job.id, "loading")
    assert bar.phase.text() == "Loading the model"
    queue.phase_changed.emit(job.id, "denoising")
    queue.progressed.emit(Progress(job=job.id, done=12, total=20, seconds_left=3.2))
    assert (bar.phase.text(), bar.count.text(), bar.left.text()) == ("Denoising", "12 / 20", "3 s left")
    assert (bar.bar.value(), bar.bar.maximum()) == (12, 20)
    queue.end(JobState.DONE)
    assert bar.phase.text() == "Ready" and bar.bar.isHidden()


def test_pictures_of_one_job_share_one_bar(window, queue) -> None:
    window.panel.count.set_value(4)
    window.panel.submit()
    job = queue.start_next()
    queue.progressed.emit(Progress(job=job.id, done=5, total=20, picture=3, pictures=4))
    bar = window.job_bar
    assert bar.count.text() == "5 / 20 · picture 3 of 4"
    assert (bar.bar.value(), bar.bar.maximum()) == (45, 80)


def test_words_of_another_job_are_ignored(window, queue) -> None:
    window.panel.submit()
    queue.start_next()
    queue.progressed.emit(Progress(job="another", done=5, total=20))
    assert window.job_bar.count.text() == ""


def test_previews_are_shown_and_passed_on(qtbot, window, queue) -> None:
    window.panel.submit()
    job = queue.start_next()
    with qtbot.waitSignal(window.job_bar.preview_shown) as shown:
        queue.preview_arrived.emit(job.id, jpeg())
    assert shown.args[0].size().width() == 64
    assert not window.job_bar.preview.isHidden()
    queue.preview_arrived.emit(job.id, b"broken")
    assert not window.job_bar.preview.pixmap().isNull()


def test_cancel_asks_and_stop_now_follows(qtbot, window, queue, monkeypatch) -> None:
    bar = window.job_bar
    bar._stop_timer.setInterval(30)
    window.panel.submit()
    job = queue.start_next()
    bar.cancel_button.click()
    assert queue.current().state is JobState.CANCELLING
    assert bar.phase.text() == "Cancelling" and not bar.cancel_button.isEnabled()
    assert bar.stop_button.isHidden()
    queue.progressed.emit(Progress(job=job.id, done=5, total=20))
    assert bar.phase.text() == "Cancelling"
    qtbot.waitUntil(lambda: not bar.stop_button.isHidden())
    bar.stop_button.click()
    assert queue.stopped == [job.id]
    assert job_bar_module.OFFER_STOP_MS == 2000


def test_time_left_is_said_as_people_say_it() -> None:
    said = [time_left(seconds) for seconds in (-1, 0.4, 42.3, 600, 8000)]
    assert said == ["", "almost done", "42 s left", "10 min left", "2.2 h left"]


def test_the_engine_is_told_with_device_and_memory(window, queue, scripted) -> None:
    bar = window.job_bar
    assert bar.engine.text() == "Engine off"
    queue.set_engine(scripted.EngineState(name="starting"))
    assert bar.engine.text() == "Engine is starting"
    queue.set_engine(scripted.READY)
    assert bar.engine.text() == "CPU bf16 · memory 1.9 / 24 GB"
    assert "starter" in bar.engine.toolTip()


def test_the_device_of_the_settings_is_the_one_shown(window, queue, scripted) -> None:
    queue.set_engine(scripted.READY)
    window.change_settings(window.settings.replace("device", precision="fp32"))
    assert window.job_bar.engine.text().startswith("CPU fp32")
    window.change_settings(window.settings.replace("device", device="cuda:0"))
    assert window.job_bar.engine.text() == "No such device"


def test_the_queue_is_listed_moved_and_emptied(window, queue) -> None:
    for text in ("one", "two", "three"):
        window.panel.prompt.replace_text(text)
        window.panel.submit()
    popup = window.job_bar.popup
    assert window.job_bar.queue_button.text() == "Queue 3 ▾"

    def shown() -> list[str]:
        return [popup.list.item(row).text().split("  ·")[0] for row in range(popup.list.count())]

    assert shown() == ["one", "two", "three"]
    popup.list.setCurrentRow(2)
    popup.up_button.click()
    popup.up_button.click()
    assert shown() == ["three", "one", "two"]
    assert [job.request.prompt for job in queue.pending()] == shown()
    popup.down_button.click()
    assert shown() == ["one", "three", "two"]
    popup.remove_button.click()
    assert [job.request.prompt for job in queue.pending()] == ["one", "two"]


def test_dragging_a_row_moves_the_job(window, queue) -> None:
    for text in ("one", "two", "three"):
        window.panel.prompt.replace_text(text)
        window.panel.submit()
    popup = window.job_bar.popup
    model = popup.list.model()
    assert model.moveRow(model.index(0, 0).parent(), 0, model.index(0, 0).parent(), 3)
    assert [job.request.prompt for job in queue.pending()] == ["two", "three", "one"]


def test_pause_and_go_on(window, queue) -> None:
    window.job_bar.open_queue()
    popup = window.job_bar.popup
    popup.pause_button.click()
    assert queue.paused and popup.pause_button.text() == "Go on"
    assert window.job_bar.queue_button.text() == "Queue paused ▾"
    window.commands.run("pause")
    assert not queue.paused and popup.pause_button.text() == "Pause"


def test_a_lost_job_is_tried_again_with_one_click(window, queue) -> None:
    window.panel.submit()
    queue.start_next()
    lost = queue.end(JobState.LOST, LOST)
    assert [job.id for job in window.job_bar.troubles.jobs()] == [lost.id]
    card = window.messages.cards[-1]
    assert card.report == LOST
    card.action_button.click()
    assert [job.request for job in queue.pending()] == [lost.request]
    assert window.job_bar.troubles.jobs() == [] and window.messages.cards == []


def test_the_popup_opens_above_its_button(qtbot, window) -> None:
    window.commands.run("queue")
    popup = window.job_bar.popup
    assert popup.isVisible()
    assert not popup.empty.isHidden()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_the_keyboard_reorders_and_removes_in_the_popup(qtbot, window, queue) -> None:
    for text in ("one", "two", "three"):
        window.panel.prompt.replace_text(text)
        window.panel.submit()
    window.commands.run("queue")
    listed = window.job_bar.popup.list
    qtbot.waitUntil(listed.hasFocus)
    qtbot.keyClick(listed, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [job.request.prompt for job in queue.pending()] == ["two", "one", "three"]
    qtbot.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [job.request.prompt for job in queue.pending()] == ["one", "two", "three"]
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert listed.currentRow() == 1
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    assert [job.request.prompt for job in queue.pending()] == ["one", "three"]


def test_almost_done_is_said_only_near_the_end(window, queue) -> None:
    window.panel.count.set_value(2)
    window.panel.submit()
    job = queue.start_next()
    bar = window.job_bar

    def told(done: int, picture: int, seconds: float) -> str:
        queue.progressed.emit(
            Progress(job=job.id, done=done, total=8, picture=picture, pictures=2, seconds_left=seconds)
        )
        return bar.left.text()

    assert told(1, 1, 0.9) == "1 s left"
    assert told(1, 2, 0.4) == "1 s left"
    assert told(7, 2, 0.4) == "almost done"
    assert told(7, 2, -1) == ""


def test_removing_one_job_after_another_goes_down_the_list(qtbot, window, queue) -> None:
    """The next Delete must not take the first job of all."""
    for text in ("one", "two", "three", "four"):
        window.panel.prompt.replace_text(text)
        window.panel.submit()
    window.job_bar.open_queue()
    listed = window.job_bar.popup.list
    listed.setCurrentRow(1)
    for left in (["one", "three", "four"], ["one", "four"], ["one"], []):
        qtbot.keyClick(listed, Qt.Key.Key_Delete)
        assert [job.request.prompt for job in queue.pending()] == left


def test_the_popup_stays_above_its_button_when_jobs_come(window) -> None:
    window.job_bar.open_queue()
    popup, button = window.job_bar.popup, window.job_bar.queue_button
    for _ in range(6):
        window.panel.submit()
    assert popup.list.count() == 6
    assert popup.geometry().bottom() < button.mapToGlobal(button.rect().topLeft()).y()


def test_a_closed_popup_costs_nothing_and_a_long_prompt_little(window, queue) -> None:
    popup = window.job_bar.popup
    window.panel.prompt.replace_text("a lake at sunset, " * 1100)
    window.panel.submit()
    assert popup.list.count() == 0, "filled while nobody sees it"
    window.job_bar.open_queue()
    assert popup.list.count() == 1
    assert len(popup.list.item(0).text()) < 300
