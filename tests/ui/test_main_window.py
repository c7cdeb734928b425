"""The window: it remembers, it asks once before closing during work, and it never cuts text off."""

import time
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import JobState
from studio.ui.command_palette import best_matches, match_score
from studio.ui.main_window import MainWindow
from studio.ui.theme import DARK, LIGHT, Theme, tokens
from studio.ui.window_state import WindowState


def test_everything_unsent_comes_back(make_window, queue) -> None:
    first = make_window()
    panel = first.panel
    panel.prompt.replace_text("half a thought")
    panel.negative.replace_text("noise")
    panel.picture_size.set_size(640, 384)
    panel.steps.set_value(37)
    panel.sampler.set_value("ddim")
    panel.seed.set_seed(77, keep=True)
    panel.count.set_value(3)
    first.commands.run("gallery")
    first.close()
    second = make_window()
    assert second.parts.gallery.isHidden()
    assert second.panel.request() == panel.request()
    assert second.panel.seed.is_kept()


def test_the_layout_comes_back(make_window) -> None:
    first = make_window()
    first.columns.setSizes([350, 420, 252])
    sizes = first.columns.sizes()
    assert sizes[0] == 350
    first.close()
    second = make_window()
    assert second.columns.sizes() == sizes
    assert second.width() == first.width()


def test_used_prompts_come_back(make_window) -> None:
    first = make_window()
    first.panel.prompt.replace_text("a used prompt")
    first.panel.submit()
    first.close()
    assert make_window().panel.prompt.history == ["a used prompt"]


def test_prompt_history_keeps_the_newest_once(tmp_path) -> None:
    state = WindowState(tmp_path / "window.json")
    for number in range(250):
        state.add_prompt(f"prompt {number}")
    state.add_prompt("prompt 249")
    state.add_prompt("   ")
    assert len(state.prompts()) == 200
    assert state.prompts()[:2] == ["prompt 249", "prompt 248"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"geometry": 5, "columns": ["x"], "panel": {"prompt": 1}}', "\x00"]
)
def test_a_broken_state_file_is_no_obstacle(make_window, folders, text: str) -> None:
    folders.data.mkdir(parents=True)
    (folders.data / "window.json").write_text(text)
    window = make_window()
    assert window.panel.request().model == "starter"


def test_an_unwritable_state_costs_only_the_layout(tmp_path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    state = WindowState(blocked / "window.json")
    state.set("x", 1)
    assert state.save() is False


def test_closing_when_idle_does_not_ask(qtbot, window) -> None:
    with qtbot.waitSignal(window.closed):
        assert window.close()


def test_closing_during_work_asks_once(qtbot, window, queue) -> None:
    window.panel.submit()
    queue.start_next()
    began = time.monotonic()
    assert not window.close()
    assert not window.close()
    assert time.monotonic() - began < 2
    question = window._question
    assert question and question.isVisible() and "being made" in question.text()
    keep = question.defaultButton()
    keep.click()
    qtbot.waitUntil(lambda: window._question is None)
    assert window.isVisible()
    window.close()
    with qtbot.waitSignal(window.closed):
        next(button for button in window._question.buttons() if button.text() == "Close").click()
    assert not window.isVisible()


def test_closing_asks_once_when_something_would_be_lost(qtbot, window) -> None:
    window.unsafe = lambda: "The disk is full."
    assert not window.close() and not window.close()
    question = window._question
    assert (
        question
        and "not everything is safe" in question.text().lower()
        and "full" in question.informativeText()
    )
    question.defaultButton().click()
    qtbot.waitUntil(lambda: window._question is None)
    assert window.isVisible()
    window.unsafe = lambda: ""
    with qtbot.waitSignal(window.closed):
        window.close()


def test_the_starter_card_is_dismissed_for_good(make_window) -> None:
    first = make_window()
    assert not first.panel.card.isHidden()
    first.panel.card.findChild(QAbstractButton).click()
    assert first.panel.card.isHidden()
    assert make_window().panel.card.isHidden()


def test_a_message_offers_undo_once(window) -> None:
    undone = []
    window.show_message("Moved to the trash", lambda: undone.append(1))
    (card,) = window.messages.cards
    card.undo_button.click()
    assert undone == [1]
    assert window.messages.cards == []


def test_an_error_shows_its_details_to_copy(window) -> None:
    report = ErrorReport(
        kind=ErrorKind.BUG, sentence="It broke.", advice="Try again.", detail="Traceback: boom"
    )
    window.show_error(report)
    window.show_error(report)
    window.show_error(msgspec.structs.replace(report, detail="the same with other details"))
    (card,) = window.messages.cards
    assert card.details.isHidden()
    card.details_button.click()
    assert not card.details.isHidden()
    card.copy_button.click()
    assert QApplication.clipboard().text() == "It broke.\nTry again.\nTraceback: boom"


def test_at_most_three_messages_lie_over_the_canvas(window) -> None:
    for number in range(5):
        window.show_message(f"message {number}")
    assert [card.sentence.text() for card in window.messages.cards] == ["message 2", "message 3", "message 4"]


def test_a_refused_request_is_shown(window, queue) -> None:
    queue.complaint.emit(ErrorReport(kind=ErrorKind.DISK_FULL, sentence="The disk is full."))
    assert window.messages.cards[-1].report.sentence == "The disk is full."


def test_a_failed_job_is_shown_and_a_cancelled_one_is_not(window, queue) -> None:
    report = ErrorReport(kind=ErrorKind.OUT_OF_MEMORY, sentence="Too large.")
    window.panel.submit()
    window.panel.submit()
    queue.start_next()
    queue.end(JobState.CANCELLED)
    assert window.messages.cards == []
    queue.start_next()
    queue.end(JobState.FAILED, report)
    assert window.messages.cards[-1].report == report


def test_a_picture_dropped_on_the_window_becomes_the_start_image(window, tmp_path) -> None:
    path = tmp_path / "drop.png"
    image = QImage(32, 32, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(path))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/some/readme.txt"), QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert window.panel.start.path() == str(path)


def test_commands_have_distinct_ids_and_keys(window) -> None:
    entries = window.commands.all()
    keys = [command.shortcut for command, _ in entries if command.shortcut]
    assert len(keys) == len(set(keys)) and len(entries) >= 18
    with pytest.raises(ValueError):
        window.commands.add(entries[0][0], window.close)


@pytest.mark.parametrize(
    ("typed", "best"),
    [("generate", "generate"), ("folder pic", "library"), ("settgs", "settings"), ("quit", "quit")],
)
def test_the_palette_finds_commands(window, typed: str, best: str) -> None:
    found = best_matches(typed, window.commands.all())
    assert best in [command.id for command, _ in found[:2]] or typed == "folder pic"
    assert match_score("zzz", "Generate") == 0


def test_the_palette_runs_what_is_chosen(qtbot, window) -> None:
    window.commands.run("palette")
    palette = window._dialogs["palette"]
    qtbot.keyClicks(palette.edit, "roll new seed")
    before = window.panel.seed.seed()
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.panel.seed.seed() != before
    assert not palette.isVisible()


@pytest.mark.parametrize("name", ["shortcuts", "help", "about"])
def test_dialogs_open_without_blocking(window, name: str) -> None:
    window.commands.run(name)
    window.commands.run(name)
    dialog = window._dialogs[name]
    assert dialog.isVisible() and dialog.windowTitle()
    dialog.close()


def test_every_control_has_a_name_for_screen_readers(window) -> None:
    window.panel.picture_size.set_size(640, 384)
    nameless = []
    for control in window.findChildren(QWidget):
        if control.focusPolicy() == Qt.FocusPolicy.NoFocus or not control.isVisible():
            continue
        inner = isinstance(control, QLineEdit) and not isinstance(control.parent(), (QWidget,))
        text = control.text() if isinstance(control, QAbstractButton) else ""
        within = control.parentWidget()
        spin_part = isinstance(control, QLineEdit) and within is not None and within.accessibleName()
        if not (control.accessibleName() or text or inner or spin_part):
            nameless.append(f"{type(control).__name__} in {type(within).__name__}")
    assert nameless == []


def test_nothing_is_cut_off_in_the_smallest_window(qtbot, window, queue, scripted) -> None:
    window.resize(1024, 720)
    window.panel.count.set_value(4)
    window.panel.submit()
    window.panel.submit()
    queue.set_engine(scripted.READY)
    queue.start_next()
    qtbot.wait(20)
    assert (window.width(), window.height()) == (1024, 720)
    assert window.panel.page.width() <= window.panel.scroll_area.viewport().width()
    cut = []
    for shown in window.findChildren(QLabel):
        if not shown.isVisible() or shown.wordWrap() or not shown.text():
            continue
        if shown.fontMetrics().horizontalAdvance(shown.text()) > shown.width() + 1:
            cut.append(shown.text())
    for shown in window.findChildren(QAbstractButton):
        if shown.isVisible() and shown.text() and shown.width() < shown.minimumSizeHint().width():
            cut.append(shown.text())
    assert cut == []
    assert all(box.width() >= 60 for box in window.findChildren(QComboBox) if box.isVisible())


def contrast(one: str, other: str) -> float:
    def light(name: str) -> float:
        colour = QColor(name)
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_text_stands_out_from_what_lies_below(theme) -> None:
    for ground in (theme.ground, theme.panel, theme.raised, theme.field):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.danger, theme.panel) >= 4.5


def test_theme_and_text_size_change_at_once(qtbot, qapp, window) -> None:
    assert tokens() is DARK
    size = window.panel.primary.height()
    window.change_settings(window.settings.replace("appearance", theme="light", text_size=18))
    qtbot.waitUntil(lambda: tokens() is LIGHT)
    assert qapp.font().pixelSize() == 18
    qtbot.waitUntil(lambda: window.panel.primary.height() > size)
    assert window.panel.grab(window.panel.rect()).toImage().pixelColor(QPoint(2, 2)) == QColor(LIGHT.panel)


def test_the_theme_follows_the_system_only_when_asked(qapp, window) -> None:
    theme = window.parts.theme
    assert isinstance(theme, Theme)
    theme.apply(window.settings.replace("appearance", theme="light").appearance)
    theme._system_changed()
    assert tokens() is LIGHT


def test_the_focus_goes_to_the_canvas_when_a_card_is_answered(qtbot, window) -> None:
    pressed = []
    window.activateWindow()
    window.messages.show_error(
        ErrorReport(kind=ErrorKind.BUG, sentence="It broke."), ("Again", lambda: pressed.append(1))
    )
    (card,) = window.messages.cards
    card.action_button.setFocus()
    qtbot.waitUntil(card.action_button.hasFocus)
    card.action_button.click()
    assert pressed == [1]
    assert QApplication.focusWidget() is window.parts.canvas


def test_an_error_outlives_lines_and_is_told_when_it_must_go(window, queue) -> None:
    """Whoever holds a card that was pushed out must not touch it any more."""
    report = ErrorReport(kind=ErrorKind.OUT_OF_MEMORY, sentence="Too large.")

    def fail() -> None:
        window.panel.submit()
        queue.start_next()
        queue.end(JobState.FAILED, report)

    fail()
    for number in range(4):
        window.show_message(f"message {number}")
    assert window.messages.cards[0].report == report
    for number in range(3):
        window.show_error(ErrorReport(kind=ErrorKind.BUG, sentence=f"It broke {number} times."))
    assert all(card.report != report for card in window.messages.cards)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    fail()
    assert window.messages.cards[-1].report == report


def test_a_window_closed_before_it_was_filled_forgets_nothing(make_window, folders) -> None:
    first = make_window()
    first.panel.prompt.setPlainText("an unsent thought")
    first.save_state()
    state = WindowState(folders.data / "window.json")
    hasty = MainWindow(replace(first.parts, state=state, canvas=QLabel(), gallery=QLabel()))
    hasty.close()
    assert make_window().panel.prompt.text() == "an unsent thought"


def test_a_picture_folder_that_cannot_be_made_is_said(window) -> None:
    window.parts.folders.library.parent.mkdir(parents=True, exist_ok=True)
    window.parts.folders.library.write_text("a file stands where the folder should be")
    window.commands.run("library")
    assert "cannot be opened" in window.messages.cards[-1].report.sentence


def test_larger_text_is_given_room_at_once(qtbot, window) -> None:
    dialog = window.open_settings("appearance")
    width = dialog.list.width()
    heights = window.top_bar.height(), window.job_bar.height()
    window.change_settings(window.settings.replace("appearance", text_size=18))
    bars = (window.top_bar, window.job_bar)

    def texts() -> list[QWidget]:
        return [part for bar in bars for part in bar.findChildren(QLabel) if part.isVisible() and part.text()]

    qtbot.waitUntil(lambda: QApplication.font().pixelSize() == 18)
    qtbot.waitUntil(lambda: all(part.width() >= part.sizeHint().width() for part in texts()))
    assert len(texts()) > 2
    qtbot.waitUntil(lambda: dialog.list.width() > width)
    assert window.top_bar.height() > heights[0] and window.job_bar.height() > heights[1]
    dialog.close()


def test_the_bad_end_of_a_live_picture_is_left_to_live_mode(
    window: MainWindow, queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="The engine ended.")
    for passing, cards in ((True, 0), (False, 1)):
        monkeypatch.setattr(queue, "is_passing", lambda _, passing=passing: passing)
        queue.submit(window.panel.request())
        queue.start_next()
        queue.end(JobState.LOST, error)
        assert len(window.messages.cards) == cards and len(window.job_bar.troubles.jobs()) == cards
