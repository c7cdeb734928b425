"""Which words of a text are a model's: kept through edits, undo, closing, and changes of other programs."""

import pytest

from studio.core.jobs import JobState
from studio.storage.manuscripts.project import Project

TEXT = "The bell rang."
WORDS = " She opened the door slowly."


@pytest.fixture
def written(bench):
    """A scene in which the model's words were accepted."""
    bench.open(TEXT)
    bench.press()
    bench.queue.write(" She", " opened", " the", " door", " slowly.")
    bench.queue.finish_alternative()
    bench.queue.end(JobState.DONE)
    bench.drafter.accept()
    assert models(bench) == [WORDS]
    return bench


def models(bench) -> list[str]:
    """The model's stretches of the open text, in its order."""
    places, text = bench.drafting.places, bench.editor.text()
    spans = sorted(places._spans.get(bench.editor.item, []), key=lambda span: span.start)
    for span in spans:
        answer = places.answer(span.job, span.index)
        length = span.end - span.start
        assert answer.text[span.offset : span.offset + length] == text[span.start : span.end]
    return [text[span.start : span.end] for span in spans]


def test_words_taken_one_by_one_are_one_stretch(bench):
    bench.open(TEXT)
    bench.press()
    bench.queue.write(" She", " opened", " it.")
    bench.queue.end(JobState.DONE)
    while bench.drafter.draft:
        bench.drafter.accept_word()
    assert models(bench) == [" She opened it."]


def test_what_the_writer_types_before_and_inside_is_the_writers(written):
    editor = written.editor
    editor.insert_text(0, "Dusk. ", "typed")
    assert models(written) == [WORDS]
    at = editor.text().index("door")
    editor.insert_text(at, "heavy ", "typed")
    assert models(written) == [" She opened the ", "door slowly."]


def test_undo_and_redo_bring_the_stretches_back(written):
    editor = written.editor
    editor.undo()
    assert editor.text() == TEXT and models(written) == []
    editor.redo()
    assert editor.text() == TEXT + WORDS and models(written) == [WORDS]
    at = editor.text().index("door")
    editor.insert_text(at, "gate", "typed", replacing=4)
    assert models(written) == [" She opened the ", " slowly."]
    editor.undo()
    assert models(written) == [WORDS]


def test_words_that_are_cut_and_put_elsewhere_stay_the_models(written):
    editor = written.editor
    editor.insert_text(len(TEXT), "", "Cut", replacing=len(WORDS))
    editor.paste_text("Later.")
    editor.select(0, 0)
    editor.paste_text(WORDS)
    assert models(written) == [WORDS]
    editor.insert_text(0, "", "Cut", replacing=len(WORDS))
    written.page.open_item(written.desk.two)
    editor.select(0, 0)
    editor.paste_text(WORDS)
    assert models(written) == [WORDS]


def test_another_scene_and_a_new_place_in_the_outline_change_nothing(written):
    from studio.core.writing.outline_moves import move_to

    desk = written.desk
    written.page.open_item(desk.two)
    assert models(written) == []
    desk.project.set_outline(move_to(desk.project.outline, [desk.one], desk.chapter, 2))
    written.page.outline_changed.emit()
    written.page.open_item(desk.one)
    assert models(written) == [WORDS]


def reopened(bench, qtbot, outside=None) -> None:
    """The project closed and opened again; ``outside`` changes the text's file meanwhile."""
    desk = bench.desk
    folder, path = desk.project.folder, desk.project.path_of(desk.one)
    bench.drafting.places.save()
    desk.desk.close_project()
    qtbot.waitUntil(lambda: bench.page.project is None)
    if outside:
        path.write_text(outside(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert isinstance(desk.desk.open_project(folder), (bool, Project, type(None)))
    qtbot.waitUntil(lambda: bench.page.project is not None)
    bench.page.open_item(desk.one)


def test_they_are_known_when_the_project_is_opened_again(written, qtbot):
    written.results.close()
    reopened(written, qtbot)
    assert written.editor.text() == TEXT + WORDS and models(written) == [WORDS]


def test_they_are_found_in_a_text_that_another_program_changed(written, qtbot):
    reopened(written, qtbot, outside=lambda text: "# One\n\n" + text)
    assert written.editor.text().startswith("# One") and models(written) == [WORDS]


def test_what_another_program_changed_inside_is_not_believed(written, qtbot):
    reopened(written, qtbot, outside=lambda text: text.replace("opened", "closed"))
    assert models(written) == []
