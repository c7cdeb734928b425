"""The document: how results join and leave the stage, and what undo brings back."""

from collections.abc import Callable
from pathlib import Path

from studio.core.artifacts import Artifact
from studio.ui.canvas.document import Document, Placed


def placed(name: str, make: Callable[..., Artifact], **more: object) -> Placed:
    return Placed(Path(f"/{name}.png"), make(name, **more))


def test_the_first_result_of_a_job_is_shown_and_later_ones_wait(make_artifact) -> None:
    document = Document().with_staged(placed("a", make_artifact)).with_staged(placed("b", make_artifact))
    assert document.current and document.current.identity == "a"
    document = document.with_staged(placed("c", make_artifact, job="other"))
    assert document.current and document.current.identity == "c"
    assert document.with_staged(placed("c", make_artifact, job="other")) == document


def test_steps_go_round_and_discarding_shows_the_next(make_artifact) -> None:
    document = Document()
    for name in "abc":
        document = document.with_staged(placed(name, make_artifact))
    assert document.stepped(-1).index == 2
    assert document.stepped(3) == document
    discarded = document.stepped(2).discarded()
    assert discarded.current and discarded.current.identity == "b"
    assert Document().stepped(1) == Document()
    assert Document().discarded() == Document()


def test_undo_keeps_what_joined_the_stage_meanwhile(make_artifact) -> None:
    before = Document().with_staged(placed("a", make_artifact))
    after = before.accepted()
    now = after.with_staged(placed("late", make_artifact, job="next"))
    back = now.returned_to(before, instead_of=after)
    assert back.picture is None
    assert [result.identity for result in back.staged] == ["a", "late"]


def test_a_result_is_compared_with_its_start_picture_or_the_accepted_one(make_artifact) -> None:
    document = Document(picture=placed("old", make_artifact)).with_staged(placed("new", make_artifact))
    assert document.before == Path("/old.png")
    document = document.with_staged(placed("x", make_artifact, job="other", start=Path("/start.png")))
    assert document.before == Path("/start.png")
    assert Document().before is None
