"""Pictures become words, and prompts better ones; what nobody saw is not claimed to be seen."""

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import JobState
from studio.core.writing.outline import walk


def seeing(text_models) -> None:
    text_models.entries = [replace(entry, sees=entry.chat) for entry in text_models.entries]


def finish(queue, *texts: str) -> None:
    queue.start_next()
    queue.write(*texts)
    queue.finish_alternative()
    queue.end(JobState.DONE)


def test_a_model_that_sees_describes_and_the_text_goes_to_the_scene(
    words, page, queue, picture, text_models, qtbot: QtBot
) -> None:
    seeing(text_models)
    words.description.describe(picture)
    qtbot.waitUntil(lambda: bool(queue.waiting))
    request = queue.waiting[0].request
    assert request.pictures[0].path == str(picture) and len(request.pictures[0].sha256) == 64
    finish(queue, "A dark ", "square.")
    dialog = words.description.dialog
    assert dialog.edit.text() == "A dark square." and dialog.note.text() == "Described by Talker."
    dialog.insert.click()
    assert page.editor.content.startswith("A dark square.") and page.editor.steps == [
        "Insert the description"
    ]


def test_without_one_the_prompt_of_the_file_is_given_and_it_says_so(words, tmp_path, qtbot: QtBot) -> None:
    from PySide6.QtGui import QImage

    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    image.setText("parameters", "a red fox\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 8x8")
    path = tmp_path / "fox.png"
    assert image.save(str(path))
    words.description.describe(path)
    dialog = words.description.dialog
    qtbot.waitUntil(lambda: bool(dialog.edit.text()))
    assert dialog.edit.text() == "a red fox" and "Nobody looked" in dialog.note.text()


def test_a_picture_without_a_record_is_left_to_the_writer(words, page, picture, qtbot: QtBot) -> None:
    words.description.describe(picture)
    dialog = words.description.dialog
    qtbot.waitUntil(lambda: bool(dialog.note.text()))
    assert not dialog.insert.isEnabled() and "does not say" in dialog.note.text()
    dialog.edit.setPlainText("A night.")
    dialog.as_note.click()
    notes = [item for item in walk(page.project.outline.notes) if item.note_kind == "research"]
    assert len(notes) == 1 and len(notes[0].pictures) == 1
    assert page.project.read(notes[0].id).text.strip() == "A night."


def test_a_broken_picture_is_told(words, tmp_path, qtbot: QtBot) -> None:
    (tmp_path / "x.png").write_bytes(b"no")
    with qtbot.waitSignal(words.problem):
        words.description.describe(tmp_path / "x.png")
    assert words.description.dialog is None


def test_a_talker_suggests_a_better_prompt_that_changes_nothing_until_taken(improver, panel, queue) -> None:
    panel.prompt.setPlainText("a lake")
    improver.improve()
    queue.start_next()
    queue.write("Prompt: a lake ")
    assert panel.prompt.text() == "a lake"
    queue.write("at dawn, mist over still water")
    queue.finish_alternative()
    queue.end(JobState.DONE)
    improver.dialog.take.click()
    assert panel.prompt.text() == "a lake at dawn, mist over still water"
    improver.messages[-1][1]()
    assert panel.prompt.text() == "a lake"


def test_left_alone_the_prompt_stays_and_the_model_stops(improver, panel, queue) -> None:
    panel.prompt.setPlainText("a lake")
    improver.improve()
    improver.dialog.leave.click()
    assert panel.prompt.text() == "a lake" and not queue.waiting


def test_without_a_talker_words_of_the_looks_are_offered_and_named_so(
    improver, panel, queue, text_models
) -> None:
    text_models.entries = []
    panel.prompt.setPlainText("a lake at sunset, with an orange sky")
    improver.improve()
    dialog = improver.dialog
    offered = [text for _, text in dialog.additions]
    assert "nothing is rewritten" in dialog.note.text() and not queue.waiting
    assert not any("orange sky" in text for text in offered), "what is in the prompt is not offered again"
    box, text = dialog.additions[0]
    box.click()
    dialog.take.click()
    assert panel.prompt.text() == f"a lake at sunset, with an orange sky, {text}"


def test_a_failure_leaves_the_prompt_as_it_was(improver, panel, queue) -> None:
    panel.prompt.setPlainText("a lake")
    improver.improve()
    queue.start_next()
    queue.end(JobState.FAILED, ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="Gone."))
    assert improver.problems and not improver.dialog.take.isEnabled()
    assert panel.prompt.text() == "a lake"


def test_the_button_over_the_prompt_opens_it(improver, panel) -> None:
    panel.prompt_field.improve_button.click()
    assert improver.dialog is not None


def test_commands_and_the_gallery_s_menu_reach_it_all(words, improver, page, picture, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    from studio.ui.actions import Commands

    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(window)
    words.join(commands)
    improver.join(commands)
    words._path = lambda artifact: picture
    words.attach(None)
    assert len(words.pictures.of(page.second)) == 1
    words.describe(None)
    assert words.description.dialog is not None
    words.description.dialog.reject()
    commands.run("illustrate")
    assert words.illustration.dialog is not None
    commands.run("storyboard")
    assert page.views.currentWidget() is words.storyboard
