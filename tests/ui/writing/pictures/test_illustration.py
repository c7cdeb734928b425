"""A passage becomes prompts and pictures, and every picture finds its scene, whatever happens meanwhile."""

import pytest
from PySide6.QtCore import Qt

from studio.core.jobs import JobState, Priority
from studio.core.messages import Progress
from studio.core.requests import ImageRequest
from studio.core.text_requests import Piece, TextRequest
from studio.core.writing.outline import find
from studio.jobs.lanes import PICTURES
from studio.storage.models import ModelEntry
from studio.ui.writing.asking import Asking


def pictures(page, item: str) -> tuple[str, ...]:
    return find(page.project.outline, item).pictures


def draw_one(words, page, prompt: str = "a harbour at dusk"):
    words.illustration.illustrate()
    dialog = words.illustration.dialog
    for row in list(dialog.rows)[1:]:
        dialog._remove(row)
    dialog.rows[0].edit.setPlainText(prompt)
    dialog.draw.click()


def image_job(queue):
    while True:
        job = queue.start_next()
        if isinstance(job.request, ImageRequest):
            return job


@pytest.fixture
def silent(text_models):
    """Only a model that follows no instructions."""
    text_models.entries = [entry for entry in text_models.entries if not entry.chat]


def test_without_a_talker_prompts_are_made_by_rules_and_it_says_so(words, page, queue, silent) -> None:
    page.editor.content = "“No,” she said. The black harbour lay under snow at night."
    page.editor.span = (0, len(page.editor.content))
    words.illustration.illustrate()
    dialog = words.illustration.dialog
    assert dialog.drawing().prompts == ("a black harbour with snow, in winter, at night",)
    assert "by rules" in dialog.note.text() and not dialog.again.isVisible() and not queue.waiting


def test_a_talker_writes_prompts_and_words_the_writer_changed_stay(words, page, queue) -> None:
    words.illustration.illustrate()
    dialog = words.illustration.dialog
    dialog.rows[0].edit.textCursor().insertText("mine, ")
    (job,) = queue.waiting
    assert isinstance(job.request, TextRequest) and job.request.tool == "illustrate"
    queue.start_next()
    queue.write("<think>x</think>1. a lamp on a sill\n2. a letter, burning")
    queue.finish_alternative()
    queue.end(JobState.DONE)
    assert [p[:6] for p in dialog.drawing().prompts] == ["mine, ", "a lamp", "a lett"]
    assert dialog.note.text() == "Written by Talker."


def test_closing_the_dialog_stops_the_model(words, queue) -> None:
    words.illustration.illustrate()
    words.illustration.dialog.reject()
    assert not queue.waiting and words.illustration.dialog is None


def test_pictures_are_drawn_with_the_paint_page_s_model_and_the_chosen_look(
    words, page, queue, panel, silent
) -> None:
    words.illustration.illustrate()
    dialog = words.illustration.dialog
    dialog.look.setCurrentIndex(dialog.look.findData("moonlit_night"))
    dialog.size_choice.setCurrentIndex(1)
    dialog.count.setValue(2)
    dialog.draw.click()
    request = queue.waiting[0].request
    assert (request.model, request.intent, request.count) == ("starter", "illustrate", 2)
    assert (request.width, request.height) == (320, 192)
    assert (
        "a full moon" in request.prompt and "sunset" in request.negative and request.preset == "moonlit_night"
    )
    assert panel.prompt.text() != request.prompt, "the panel keeps its own prompt"


def test_a_finished_picture_stands_beside_its_scene_and_not_on_the_canvas(
    words, page, queue, drawn, silent
) -> None:
    draw_one(words, page)
    job = image_job(queue)
    assert words.illustration.waiting_for(page.second) == 1
    assert words.takes(drawn(job))
    queue.end(JobState.DONE)
    (picture,) = pictures(page, page.second)
    assert (page.project.folder / picture).is_file() and words.panel.picture() == picture
    assert words.illustration.waiting_for(page.second) == 0 and not words.illustration.wishes.all()


def test_ctrl_enter_draws_from_any_field(words, page, queue, silent, qtbot) -> None:
    words.illustration.illustrate()
    dialog = words.illustration.dialog
    field = dialog.rows[0].edit
    field.setFocus()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [type(job.request) for job in queue.waiting] == [ImageRequest] * len(queue.waiting) != []
    assert words.illustration.dialog is None


def test_a_picture_being_drawn_is_seen_beside_its_scene_and_can_be_stopped(
    words, page, queue, silent, qtbot, picture
) -> None:
    panel = words.panel
    panel.resize(300, 600)
    panel.show()
    assert panel.drawn.isHidden()
    draw_one(words, page)
    assert not panel.drawn.isHidden() and "1 picture" in panel.drawn.words.text()
    job = image_job(queue)
    queue.phase_changed.emit(job.id, "loading")
    queue.progressed.emit(Progress(job=job.id, done=2, total=3))
    assert panel.drawn.words.text() == "Loading the model" and panel.drawn.bar.maximum() == 0
    queue.phase_changed.emit(job.id, "denoising")
    queue.progressed.emit(Progress(job=job.id, done=12, total=20, seconds_left=3))
    assert panel.drawn.words.text() == "12 / 20 · 3 s left" and panel.drawn.bar.value() == 12
    queue.preview_arrived.emit("another", picture.read_bytes())
    assert panel.drawn.preview.image is None
    queue.preview_arrived.emit(job.id, picture.read_bytes())
    assert panel.drawn.preview.isVisible() and not panel.grab().isNull()
    page.open_item(page.first)
    assert panel.drawn.isHidden() and panel.drawn.preview.image is None
    page.open_item(page.second)
    panel.drawn.cancel.click()
    assert queue.lanes[PICTURES].state is JobState.CANCELLING
    queue.end(JobState.CANCELLED)
    assert panel.drawn.isHidden()


def test_a_picture_of_the_paint_page_is_left_to_the_canvas(words, queue, panel, drawn) -> None:
    job = queue.submit(panel.request(1))
    assert not words.takes(drawn(job))


def test_it_goes_to_its_own_scene_after_another_was_opened(words, page, queue, drawn, silent) -> None:
    draw_one(words, page)
    job = image_job(queue)
    page.open_item(page.first)
    words.takes(drawn(job))
    assert pictures(page, page.second) and not pictures(page, page.first)


def test_one_that_finishes_while_the_project_is_closed_is_told_and_comes_later(
    words, page, queue, drawn, silent
) -> None:
    draw_one(words, page)
    job = image_job(queue)
    project = page.project
    page.open_project(None)
    assert words.takes(drawn(job))
    assert "salt" in words.messages[-1][0]
    queue.end(JobState.DONE)
    page.open_project(project)
    assert len(pictures(page, page.second)) == 1 and not words.illustration.wishes.all()


def test_one_that_was_drawn_before_a_crash_comes_at_the_next_start(
    make_words, page, queue, drawn, history, silent
) -> None:
    first = make_words()
    draw_one(first, page)
    job = image_job(queue)
    drawn(job)  # and the program is killed before it could be attached
    history.update_job(queue.running.moved(JobState.DONE))
    project = page.project
    page.open_project(None)
    second = make_words()
    page.open_project(project)
    assert len(pictures(page, page.second)) == 1
    assert not second.illustration.wishes.all()
    assert "1 picture" in second.messages[-1][0]


def test_a_lost_job_that_is_tried_again_still_finds_its_scene(words, page, queue, drawn, silent) -> None:
    draw_one(words, page)
    old = image_job(queue)
    queue.end(JobState.LOST)
    assert words.illustration.waiting_for(page.second) == 0
    new = queue.retry(old.id)
    assert words.illustration.waiting_for(page.second) == 1
    image_job(queue)
    assert words.takes(drawn(new)) and len(pictures(page, page.second)) == 1


def test_a_cancelled_picture_is_waited_for_no_longer(words, page, queue, silent) -> None:
    draw_one(words, page)
    image_job(queue)
    queue.end(JobState.CANCELLED)
    assert not words.illustration.wishes.all() and words.illustration.waiting_for(page.second) == 0


def test_a_scene_that_is_gone_is_told_and_the_picture_stays_in_the_history(
    words, page, queue, drawn, silent
) -> None:
    draw_one(words, page)
    job = image_job(queue)
    outline = page.project.outline
    from studio.core.writing.outline import without

    page.project.set_outline(without(outline, page.second))
    assert words.takes(drawn(job))
    assert "history" in words.problems[-1].advice


def test_without_a_picture_model_nothing_can_be_drawn(words, page, panel, silent) -> None:
    panel.set_models([])
    words.illustration.illustrate()
    assert not words.illustration.dialog.draw.isEnabled()


def test_without_a_scene_it_says_what_to_do(words, page) -> None:
    page.editor.item = ""
    words.illustration.illustrate()
    assert words.illustration.dialog is None and "Open a scene" in words.messages[-1][0]


def test_the_panel_steps_inserts_and_takes_away(words, page, picture, tmp_path) -> None:
    from tests.ui.writing.pictures.conftest import painted

    words.pictures.attach([picture, painted(tmp_path / "sun (1).png", "orange")])
    assert words.panel.place.text() == "1 / 2"
    words.panel.step(1)
    words.panel.buttons["insert"].click()
    assert page.editor.content.startswith("![A letter](") and ")\n\nMaren" in page.editor.content
    target = page.editor.content.split("](")[1].split(")")[0].strip("<>")
    file = find(page.project.outline, page.second).file
    assert (page.project.folder / file).parent.joinpath(target).resolve().is_file()
    words.panel.buttons["first"].click()
    assert "sun" in pictures(page, page.second)[0]
    words.panel.buttons["remove"].click()
    assert len(pictures(page, page.second)) == 1
    words.messages[-1][1]()
    assert len(pictures(page, page.second)) == 2


def test_what_is_no_picture_is_refused(words, page, tmp_path) -> None:
    (tmp_path / "x.txt").write_text("no")
    words.pictures.attach([tmp_path / "x.txt", tmp_path / "gone.png"])
    assert len(words.problems) == 2 and not pictures(page, page.second)


def test_a_picture_name_never_leads_out_of_the_project(words) -> None:
    assert words.pictures.path_of("../../etc/passwd") is None


def test_batch_pictures_wait_behind_interactive_ones(words, page, queue, qtbot, silent) -> None:
    words.storyboard.draw_missing()
    qtbot.waitUntil(lambda: words.storyboard.dialog is not None)
    dialog = words.storyboard.dialog
    assert [title for title, _ in dialog.chosen()] == [page.first, page.second]
    dialog.draw.click()
    assert [job.priority for job in queue.waiting] == [Priority.BATCH, Priority.BATCH]
    assert not words.storyboard.missing.isEnabled(), "all are being drawn"


def test_models_of_the_second_choice(words, text_models) -> None:
    other = ModelEntry(id="other", name="Other", family="gguf", path="/o", kind="text", chat=True)
    text_models.entries.append(other)
    words.prefer("other")
    assert words.illustration.talker().id == "other"


def test_what_is_asked_carries_the_settings_of_texts(queue, text_models) -> None:
    queue.settings = queue.settings.replace("writing", context=256, threads=3, device="cpu")
    pieces = (Piece(kind="message", text="A lamp.", role="user"),)
    Asking(queue).ask(text_models.of_kind("text")[0], pieces, "illustrate")
    request = queue.waiting[-1].request
    wish = request.placement
    assert (request.context, wish.device, wish.threads) == (256, "cpu", 3)
