"""The stage: how results join and leave the stage, and what undo brings back."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QRect

from studio.core.artifacts import Artifact
from studio.core.layers import State
from studio.ui.canvas.generating.stage import Placed, Stage, target_at


def placed(name: str, make: Callable[..., Artifact], **more: object) -> Placed:
    return Placed(Path(f"/{name}.png"), make(name, **more))


def test_the_first_result_of_a_job_is_shown_and_later_ones_wait(make_artifact) -> None:
    stage = Stage().with_staged(placed("a", make_artifact)).with_staged(placed("b", make_artifact))
    assert stage.current and stage.current.identity == "a"
    stage = stage.with_staged(placed("c", make_artifact, job="other"))
    assert stage.current and stage.current.identity == "c"
    assert stage.with_staged(placed("c", make_artifact, job="other")) == stage


def test_steps_go_round_and_discarding_shows_the_next(make_artifact) -> None:
    stage = Stage()
    for name in "abc":
        stage = stage.with_staged(placed(name, make_artifact))
    assert stage.stepped(-1).index == 2
    assert stage.stepped(3) == stage
    discarded = stage.stepped(2).discarded()
    assert discarded.current and discarded.current.identity == "b"
    assert Stage().stepped(1) == Stage()
    assert Stage().discarded() == Stage()


def test_undo_keeps_what_joined_the_stage_meanwhile(make_artifact) -> None:
    before = Stage().with_staged(placed("a", make_artifact))
    now = before.cleared().with_staged(placed("late", make_artifact, job="next"))
    back = now.returned_to(before, instead_of=before.cleared())
    assert [result.identity for result in back.staged] == ["a", "late"]


def test_a_target_is_found_again_after_the_document_was_extended() -> None:
    state = State(width=100, height=100, key="doc")
    target = target_at(state, "doc", QRect(10, 20, 50, 50))
    wider = msgspec.structs.replace(state, width=140, origin=(40, 0))
    assert target.within(wider) == QRect(50, 20, 50, 50)
    assert msgspec.convert(msgspec.to_builtins(target), type(target)) == target
