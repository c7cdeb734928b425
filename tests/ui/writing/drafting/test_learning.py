"""Passages get vectors in the background, in small batches that give way to writing."""

import pytest

from studio.jobs import offthread
from studio.storage.models import ModelEntry
from studio.ui.writing.drafting.learning import BATCH, REFUSALS_MOST, Learning

EMBEDDER = ModelEntry(id="meaning", name="Meaning", family="gguf", path="/m", kind="embedding")


@pytest.fixture
def learning(desk, queue) -> Learning:
    return Learning(desk.page, queue, lambda: EMBEDDER)


def steps_until(qtbot, learning: Learning, met) -> None:
    """Go on without the pauses."""

    def one() -> bool:
        if not met():
            learning.step()
        return met()

    qtbot.waitUntil(one, timeout=20_000)


def long_text() -> str:
    return "\n\n".join(f"Paragraph {number}. " + "The ferry crossed the water. " * 40 for number in range(20))


def test_all_passages_of_all_texts_get_vectors_in_small_batches(qtbot, desk, queue, learning):
    desk.project.save(desk.one, long_text(), desk.project.read(desk.one).digest)
    _, passages = desk.project.passages_of(desk.one)
    assert len(passages) > BATCH
    steps_until(qtbot, learning, lambda: not desk.project.without_vectors(model="meaning"))
    assert max(len(texts) for _, texts in queue.embedded) == BATCH
    asked = [text for _, texts in queue.embedded for text in texts]
    assert [text for text in asked if text in {one.text for one in passages}] == [
        one.text for one in passages
    ]
    vector = [float(letter == "p") for letter in "abcdefghijklmnopqrstuvwxyz"]
    near = desk.project.passages_like(vector, 100, model="meaning")
    assert {(one.start, one.end) for one in passages} <= {
        (one.start, one.end) for one in near if one.item_id == desk.one
    }


def test_it_waits_while_something_is_written(qtbot, desk, queue, learning):
    queue.lanes["words"] = object()  # whatever is written
    learning.step()
    offthread.finish()
    assert queue.embedded == [] and learning._next.isActive()
    del queue.lanes["words"]
    steps_until(qtbot, learning, lambda: bool(queue.embedded))


def test_it_begins_by_itself_after_a_pause(qtbot, desk, queue, learning):
    learning.wait()
    assert learning._next.isActive()
    learning._next.start(0)
    qtbot.waitUntil(lambda: bool(queue.embedded), timeout=10_000)


def test_closing_the_project_ends_it_and_keeps_nothing_half(qtbot, desk, queue, learning, monkeypatch):
    answers = []
    monkeypatch.setattr(queue, "embed", lambda model, texts, done, failed: answers.append((texts, done)))
    steps_until(qtbot, learning, lambda: bool(answers))
    project = desk.project
    desk.desk.close_project()
    texts, done = answers[0]
    done(tuple((1.0, 0.0) for _ in texts))
    learning.step()
    offthread.finish()
    assert len(answers) == 1 and project.without_vectors(model="meaning") != []


def test_an_engine_that_refuses_is_let_alone(qtbot, desk, queue, learning):
    queue.problem = "The model cannot be loaded."
    steps_until(qtbot, learning, lambda: len(queue.embedded) == REFUSALS_MOST)
    for _ in range(3):
        learning.step()
        offthread.finish()
    assert len(queue.embedded) == REFUSALS_MOST
    queue.problem = ""
    learning.again()
    steps_until(qtbot, learning, lambda: not desk.project.without_vectors(model="meaning"))


def test_nothing_is_learnt_without_an_embedding_model(qtbot, bench, queue):
    learning = bench.drafting.retrieval.learning
    learning.wait()
    assert not learning._next.isActive()
    bench.models.embedders.append(EMBEDDER)
    bench.drafting.refresh_models()
    assert learning._next.isActive()
    bench.drafting.retrieval.set_enabled(False)
    assert not learning._next.isActive()
