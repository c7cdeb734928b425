"""*Try again* on the card of a lost answer: the new one comes where the lost one stood, and costs no word."""

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import JobState

TEXT = "Maren read the letter."
LOST = ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="The engine ended.", advice="Press Try again.")


def lost(bench, *words: str, tool: str = "continue", values: dict | None = None):
    """A run whose engine died after these words."""
    run = bench.press(tool, values)
    bench.queue.write(*words)
    bench.queue.end(JobState.LOST, LOST)
    assert run.failed
    return run


def again(bench, run, *words: str):
    """*Try again* is pressed and these words come; the new run."""
    bench.queue.retry(run.job)
    job = bench.queue.start_next()
    assert job.request == run.request
    bench.queue.write(*words)
    bench.queue.end(JobState.DONE)
    new = bench.drafter.run
    assert new is not run and new.job == job.id and new.current.text == "".join(words)
    return new


def test_it_takes_the_place_of_the_draft(qtbot, bench):
    bench.open(TEXT)
    again(bench, lost(bench, " She"), " She", " left.")
    assert bench.editor.buffer.draft.text == " She left."
    bench.drafter.accept()
    assert bench.editor.text() == TEXT + " She left."


def test_it_makes_a_draft_where_nothing_had_come(qtbot, bench):
    bench.open(TEXT)
    run = lost(bench)
    assert bench.editor.buffer.draft is None
    again(bench, run, " She left.")
    assert bench.editor.buffer.draft.text == " She left."


def test_a_rewrite_stands_in_for_its_passage_again(qtbot, bench):
    bench.open("One two three.")
    bench.drafting.panel.models.choose("talker")
    bench.editor.select(4, 7)
    run = lost(bench, tool="rewrite", values={"tone": "warm"})
    again(bench, run, "2")
    bench.drafter.accept()
    assert bench.editor.text() == "One 2 three."


def test_words_that_were_taken_or_mended_stay(qtbot, bench):
    bench.open(TEXT)
    run = lost(bench, " She", " folded", " it")
    bench.drafter.accept_word()
    again(bench, run, " She", " left.")
    assert bench.editor.text() == TEXT + " She folded it" and bench.editor.buffer.draft is None
    bench.open(TEXT)
    run = lost(bench, " She left.")
    draft = bench.editor.buffer.draft
    bench.editor.select(len(TEXT), len(TEXT))
    draft.text = " He left."
    draft.mended.emit(1, 3, "He")
    again(bench, run, " She stayed.")
    assert bench.editor.text() == TEXT + " He left."


def test_a_text_that_is_another_by_now_gets_no_draft(qtbot, bench):
    bench.open(TEXT)
    run = lost(bench)
    bench.editor.insert_text(0, "Then ", "typed")
    again(bench, run, " She left.")
    assert bench.editor.buffer.draft is None and bench.editor.text() == "Then " + TEXT
    bench.page.open_item(bench.desk.two)
    again(bench, run, " She left.")
    assert bench.editor.buffer.draft is None


def test_a_job_of_somebody_else_is_left_alone(qtbot, bench):
    bench.open(TEXT)
    run = bench.press()
    bench.queue.retried.emit("another", "new")
    assert bench.drafter.run is run and run.writing
