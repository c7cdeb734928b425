"""Models that think before they answer: the thought never goes into the manuscript."""

import pytest

from studio.core.jobs import JobState
from studio.core.messages import Wrote
from studio.core.text_requests import Written

TEXT = "The bell rang."


@pytest.fixture
def talking(bench):
    bench.open(TEXT)
    bench.drafting.panel.models.choose("talker")
    return bench


@pytest.mark.parametrize(
    "tokens",
    [
        ("<th", "ink>", "Shall she?", " Yes.", "</thi", "nk>", "\n\n", "She", " went."),
        ("<think>Shall she?</think>She went.",),
        ("Shall she?", "</think>", "\n", "She", " went."),
        ("[THINK]", "Shall she?", "[/THINK]", "She went."),
    ],
)
def test_only_the_answer_is_in_the_draft_the_text_and_the_file(qtbot, talking, tokens):
    talking.press()
    for token in tokens:
        talking.queue.write(token)
    draft = talking.editor.buffer.draft
    assert draft.text == " She went."
    talking.queue.finish_alternative()
    talking.queue.end(JobState.DONE)
    talking.drafter.accept()
    assert talking.editor.text() == TEXT + " She went."
    qtbot.waitUntil(lambda: talking.desk.on_disk(talking.desk.one) == TEXT + " She went.", timeout=10_000)


@pytest.mark.parametrize("told_by_the_engine", [True, False])
def test_a_thought_that_never_ends_leaves_the_text_alone_and_says_so(talking, told_by_the_engine):
    talking.press()
    if told_by_the_engine:
        job = talking.queue.current("words")
        written = Written(index=0, seed=1, tokens=(), reason="length", reasoning="and on and on")
        talking.queue.wrote.emit(Wrote(job=job.id, written=written, tokens_per_second=1.0))
    else:
        talking.queue.write("<think>", "and on", " and on")
        assert talking.editor.buffer.draft.text == ""
        talking.queue.finish_alternative(reason="length")
    talking.queue.end(JobState.DONE)
    assert talking.editor.text() == TEXT and talking.editor.buffer.draft is None
    assert any("came to no answer" in message for message in talking.messages)


def test_a_title_or_a_summary_is_the_answer_alone(talking):
    run = talking.press("title")
    talking.queue.write("<think>", "hm", "</think>", "Low", " Water")
    talking.queue.finish_alternative()
    talking.queue.end(JobState.DONE)
    assert run.current.text.strip() == "Low Water"
