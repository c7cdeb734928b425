"""Texts in the job bar, the queue, the question at the end and the settings."""

from itertools import pairwise

import msgspec
import pytest

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import JobState, Priority
from studio.core.messages import Progress, Resident
from studio.core.text_requests import Piece, TextRequest
from studio.jobs.lanes import PICTURES, WORDS
from studio.storage.history import LOST as LAST_TIME
from studio.storage.model_entry import ModelEntry
from studio.ui import text_progress
from studio.ui.job_words import job_text, tool_label, words_of

GIB = 1024**3
LOST = ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="The engine ended.", advice="Try again.")
PROSE = ModelEntry(
    id="prose", name="Starter prose", family="gguf", path="/p.gguf", kind="text", bytes=14 * 1024**2,
    context=512, layers=6, weights=12_000_000, memory_per_token=7680, architecture="llama", chat=True,
    licence="apache-2.0",
)  # fmt: skip


def text(**changes: object) -> TextRequest:
    values = {
        "model": "prose",
        "pieces": (Piece(kind="text", text="The harbour.\n\nMaren read it\ntwice by the lamp."),),
        "seed": 1,
        "tool": "continue",
        **changes,
    }
    return TextRequest(**values)  # type: ignore[arg-type]


@pytest.fixture
def bar(window, queue, scripted):
    queue.set_engine(scripted.READY)
    resident = Resident(models=("Starter prose",), process_bytes=int(0.3 * GIB))
    queue.set_text_engine(msgspec.structs.replace(scripted.READY, resident=resident))
    window.job_bar.name_of = {"prose": "Starter prose", "": "My model"}.__getitem__
    return window.job_bar


def test_a_text_is_shown_from_phase_to_end(bar, queue) -> None:
    writing = bar.writing
    assert writing.isHidden() and bar.phase.text() == "Ready"
    queue.submit(text())
    job = queue.start_next()
    assert not writing.isHidden() and bar.phase.isHidden(), "nothing says Ready beside it"
    queue.phase_changed.emit(job.id, "loading")
    assert writing.phase.text() == "Loading the model" and writing.bar.maximum() == 0
    queue.phase_changed.emit(job.id, "writing")
    queue.progressed.emit(Progress(job=job.id, done=96, total=200))
    writing._show_numbers()
    assert (writing.phase.text(), writing.count.text()) == ("Writing", "96 of 200 tokens")
    assert (writing.bar.value(), writing.bar.maximum()) == (96, 200)
    assert bar.engine.text() == "Starter prose · CPU · memory 0.3 / 24 GB"
    queue.end(JobState.DONE)
    assert writing.isHidden() and bar.phase.text() == "Ready" and not bar.phase.isHidden()


def test_the_speed_is_that_of_the_last_while(bar, queue, monkeypatch) -> None:
    now = [100.0]
    monkeypatch.setattr(text_progress.time, "monotonic", lambda: now[0])
    queue.submit(text())
    job = queue.start_next()
    queue.phase_changed.emit(job.id, "writing")
    for _ in range(60):
        now[0] += 0.05
        queue.write("a", "b")
    assert bar.writing.speed() == pytest.approx(40, rel=0.01)
    queue.progressed.emit(Progress(job=job.id, done=120, total=200))
    bar.writing._show_numbers()
    assert bar.writing.count.text() == "120 of 200 tokens · 40 tokens/s"
    now[0] += 30
    queue.write("a")
    assert bar.writing.speed() == 0.0, "one token tells no speed"


def test_stop_asks_and_stop_now_follows(qtbot, bar, queue) -> None:
    bar.writing._offer.setInterval(20)
    queue.submit(text())
    job = queue.start_next()
    bar.writing.stop_button.click()
    assert queue.current(WORDS).state is JobState.CANCELLING
    assert bar.writing.phase.text() == "Stopping" and not bar.writing.stop_button.isEnabled()
    qtbot.waitUntil(lambda: not bar.writing.stop_now_button.isHidden())
    bar.writing.stop_now_button.click()
    assert queue.stopped == [job.id]
    queue.end(JobState.CANCELLED)
    queue.submit(text())
    queue.start_next()
    assert bar.writing.stop_now_button.isHidden() and bar.writing.stop_button.isEnabled()


def test_a_picture_and_a_text_are_shown_together_even_in_the_smallest_window(
    qtbot, window, bar, queue
) -> None:
    window.resize(1024, 720)
    window.panel.submit()
    picture = queue.start_next()
    queue.phase_changed.emit(picture.id, "denoising")
    queue.progressed.emit(Progress(job=picture.id, done=12, total=20, seconds_left=3.2))
    queue.submit(text())
    job = queue.start_next()
    queue.phase_changed.emit(job.id, "writing")
    queue.progressed.emit(Progress(job=job.id, done=96, total=200))
    bar.writing._show_numbers()
    assert bar.count.text() == "12 / 20" and bar.writing.count.text() == "96 / 200"
    assert bar.engine.text() == "CPU · memory 2.2 / 24 GB"
    assert "Starter prose" in bar.engine.toolTip() and "starter" in bar.engine.toolTip()
    assert bar.minimumSizeHint().width() <= 1024
    shown = [bar.phase, bar.bar, bar.cancel_button, bar.writing, bar.queue_button, bar.engine]
    edges = [(each.geometry().left(), each.geometry().right()) for each in shown]
    assert all(right < left for (_, right), (left, _) in pairwise(edges))
    queue.end(JobState.DONE, lane=PICTURES)
    assert bar.phase.isHidden() and not bar.writing.isHidden()
    queue.end(JobState.DONE, lane=WORDS)
    assert bar.phase.text() == "Ready" and bar.divide.isHidden()


def test_cancel_means_the_job_of_the_page_in_front(window, bar, queue) -> None:
    window.panel.submit()
    queue.start_next()
    queue.submit(text())
    queue.start_next()
    bar.prefer(PICTURES)
    bar.cancel()
    assert queue.current(PICTURES).state is JobState.CANCELLING
    assert queue.current(WORDS).state is JobState.RUNNING
    bar.prefer(WORDS)
    bar.cancel()
    assert queue.current(WORDS).state is JobState.CANCELLING
    assert window.commands.action("cancel").isEnabled()


def test_the_engine_of_the_page_in_front_is_told_of(bar, queue, scripted) -> None:
    assert bar.engine.text().startswith("CPU bf16")
    bar.prefer(WORDS)
    assert bar.engine.text() == "Starter prose · CPU · memory 0.3 / 24 GB"
    queue.set_text_engine(scripted.READY.__class__(name="ready", ready=scripted.READY.ready))
    assert bar.engine.text() == "My model · CPU", "which will write, before it is loaded"
    queue.set_text_engine(scripted.EngineState())
    assert bar.engine.text() == "Engine off"


# In words


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (text(), "twice by the lamp."),
        (text(pieces=()), "…"),
        (text(pieces=(Piece(kind="instruction", text="Be brief."),)), "Be brief."),
        (text(pieces=(Piece(kind="text", text="x" * 500),)), "x" * 200 + "…"),
        (
            text(pieces=(Piece(kind="text", text="a"), Piece(kind="message", text="Hi\nthere", role="user"))),
            "there",
        ),
    ],
)
def test_a_text_is_named_by_what_it_goes_on_from(request_: TextRequest, words: str) -> None:
    assert words_of(request_) == words


def test_tools_are_called_as_their_buttons_are() -> None:
    assert tool_label("continue") == "Continue" and tool_label("describe_picture") != "describe_picture"
    assert tool_label("my_own-tool") == "My own tool" and tool_label("") == "Writing"


def test_the_queue_names_texts_and_what_runs_in_both_lanes(window, bar, queue) -> None:
    window.panel.submit()
    queue.start_next()
    queue.submit(text())
    queue.start_next()
    queue.submit(text(count=3, tool="rewrite"))
    popup = bar.popup
    popup.refresh()
    rows = [popup.list.item(row).text() for row in range(popup.list.count())]
    assert rows == ["Rewrite: twice by the lamp.  ·  3 × 200 tokens"]
    assert not popup.now[PICTURES].isHidden() and not popup.now[WORDS].isHidden()
    assert "Continue: twice by the lamp." in popup.now[WORDS].toolTip()
    assert job_text(queue.current(WORDS)).startswith("Continue: ")


def test_texts_that_were_lost_are_told_together(window, queue) -> None:
    for _ in range(2):
        queue.submit(text())
        queue.start_next()
        queue.end(JobState.LOST, LOST)
    (card,) = window.messages.cards
    assert card.sentence.text() == "2 jobs did not end well."


def test_a_text_of_a_window_that_was_killed_is_left_to_the_write_page(window, queue) -> None:
    """Tried again from a card it would be written for nobody."""
    queue.submit(text())
    queue.start_next()
    queue.end(JobState.LOST, LAST_TIME)
    assert window.messages.cards == [] and window.job_bar.troubles.jobs() == []


# Closing


def test_closing_while_a_text_is_written_asks_about_it(qtbot, window, queue) -> None:
    queue.submit(text())
    queue.start_next()
    window.close()
    question = window._question
    assert question is not None
    assert "text is being written" in question.text() and "is kept" in question.informativeText()
    question.reject()
    window.panel.submit()
    queue.start_next()
    window.close()
    assert "picture is being made and a text" in window._question.text()
    window._question.reject()
    queue.end(JobState.DONE, lane=WORDS)
    queue.end(JobState.DONE, lane=PICTURES)


def test_closing_while_a_summary_is_made_in_a_pause_asks_nothing(window, queue) -> None:
    queue.submit(text(), Priority.BACKGROUND)
    queue.start_next()
    window.close()
    assert window._question is None and window.isHidden()
    queue.end(JobState.CANCELLED, lane=WORDS)


# Settings


def test_the_page_says_what_automatic_picks_and_why(window, queue, scripted) -> None:
    window.text_models = [PROSE]
    queue.set_text_engine(scripted.READY)
    dialog = window.open_settings("writing")
    page = dialog.pages["writing"]
    assert page.choice.text() == "Automatic picks: Starter prose · CPU · 512 tokens · 2 threads"
    assert "is the fastest device here" in page.reasons.text()
    assert "needs about 18 MB" in page.reasons.text() and "apache-2.0" in page.reasons.text()
    model = page.form.fields["model"].combo
    assert [model.itemText(row) for row in range(model.count())] == ["Automatic", "Starter prose · 14 MB"]
    page.form.fields["context"].set_value(1024)
    assert "made for 512 tokens" in page.reasons.text()
    assert page.choice.text().startswith("Texts are written with")
    page.form.fields["threads"].set_value(1)
    assert "1 threads" in page.choice.text() or "1 thread" in page.choice.text()
    assert window.settings.writing.context == 1024 and window.settings.text_wish.threads == 1
    dialog.close()


def test_without_a_model_or_an_engine_the_page_says_so(window) -> None:
    dialog = window.open_settings("writing")
    assert "no language model" in dialog.pages["writing"].choice.text()
    dialog.close()
    window.text_models = [PROSE]
    dialog = window.open_settings("writing")
    assert dialog.pages["writing"].choice.text() == "Texts are written with: Starter prose"
    assert "has not told yet" in dialog.pages["writing"].reasons.text()
    dialog.close()


def test_a_chosen_model_that_is_gone_or_broken_stays_visible(make_window, queue, scripted) -> None:
    from studio.core.settings import Settings

    window = make_window(Settings().replace("writing", model="gone"))
    broken = msgspec.structs.replace(PROSE, id="bad", name="Bad", problem="It is damaged.", advice="Copy it.")
    window.text_models = [PROSE, broken]
    queue.set_text_engine(scripted.READY)
    dialog = window.open_settings("writing")
    page = dialog.pages["writing"]
    names = [page.form.fields["model"].combo.itemText(row) for row in range(4)]
    assert names[2:] == ["Bad (cannot be used)", "gone (not on this machine)"]
    assert "Starter prose" in page.choice.text()
    page.form.fields["model"].set_value("bad")
    assert (page.choice.text(), page.reasons.text()) == ("It is damaged.", "Copy it.")
    dialog.close()
