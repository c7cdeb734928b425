"""Merging keeps the look: exactly for normal layers, within a level otherwise; masks stay masks."""

from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.core.layers import BLENDS, find
from studio.ui.canvas.layers import edits, merging
from studio.ui.canvas.layers.background import Background
from studio.ui.canvas.layers.edits import RefusedError

SOFT = QColor(40, 160, 220, 130)


def land(easel: Any, change: merging.Change) -> None:
    def told(_done: int, _whole: int) -> None:
        pass

    merging.apply(easel.document, change, change.compute(dict(easel.document.planes), told))


def apart(one: bytes, other: bytes) -> int:
    """The largest difference of two pictures in levels."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("blend", BLENDS)
def test_merging_onto_the_lowest_layer_looks_exactly_as_before(easel: Any, blend: str) -> None:
    easel.fill(easel.layers[0].id, "#d08030")
    easel.painted("Over", SOFT, QRect(20, 20, 270, 90), blend=blend, opacity=0.7)
    before, steps = easel.look(), easel.steps
    land(easel, merging.merge_down(easel.document.state, easel.by_name("Over").id))
    assert easel.names == ["Background"] and easel.steps == steps + 1
    assert easel.look() == before
    easel.document.undo()
    assert easel.look() == before and easel.names == ["Background", "Over"]


@pytest.mark.parametrize("blend", ["normal", "multiply", "screen"])
def test_two_soft_layers_of_one_mode_merged_look_the_same_within_a_level(easel: Any, blend: str) -> None:
    easel.fill(easel.layers[0].id, "#d08030")
    easel.painted("Lower", SOFT, QRect(20, 20, 270, 90), blend=blend, opacity=0.8)
    easel.painted("Upper", QColor(220, 60, 90, 150), QRect(80, 60, 200, 100), blend=blend)
    before = easel.look()
    land(easel, merging.merge_down(easel.document.state, easel.by_name("Upper").id))
    assert easel.names == ["Background", "Lower"]
    assert apart(easel.look(), before) <= 1


def test_what_is_hidden_adds_nothing(easel: Any) -> None:
    easel.fill(easel.layers[0].id, "#d08030")
    upper = easel.painted("Upper", "blue", visible=False)
    before = easel.look()
    land(easel, merging.merge_down(easel.document.state, upper.id))
    assert easel.look() == before and len(easel.layers) == 1


def test_what_lies_outside_the_document_is_merged_too(easel: Any) -> None:
    outside = QRect(-300, -300, 40, 40)
    upper = easel.painted("Upper", "blue", outside)
    land(easel, merging.merge_down(easel.document.state, upper.id))
    (layer,) = easel.layers
    assert easel.document.plane(layer.id).read(outside).pixelColor(5, 5) == QColor("blue")


def test_a_group_with_masks_becomes_one_layer_and_gives_its_regions_back(easel: Any) -> None:
    document = easel.document
    easel.fill(easel.layers[0].id, "#d08030")
    easel.painted("Paint", SOFT)
    easel.painted("Cut", "white", QRect(30, 30, 100, 100), kind="mask", mask_use="transparency")
    easel.painted("Region", "white", QRect(30, 30, 10, 10), kind="mask", mask_use="region")
    group = edits.group(document, [easel.by_name(name).id for name in ("Paint", "Cut", "Region")])
    edits.set_opacity(document, [group], 0.6)
    before = easel.look()
    land(easel, merging.merge_group(document.state, group))
    assert easel.names == ["Background", "Group 1", "Region"] and easel.look() == before
    assert document.plane(easel.by_name("Region").id).tiles


def test_merging_what_is_visible_keeps_what_is_hidden(easel: Any) -> None:
    document = easel.document
    easel.fill(easel.layers[0].id, "#d08030")
    easel.painted("Hidden", "green", visible=False)
    easel.painted("Soft", SOFT, blend="overlay")
    easel.painted("Inner hidden", "blue", visible=False)
    edits.group(document, [easel.by_name("Soft").id, easel.by_name("Inner hidden").id])
    before = easel.look()
    land(easel, merging.merge_visible(document.state))
    assert easel.names == ["Background", "Hidden", "Group 1", "Inner hidden"]
    assert easel.look() == before
    land(easel, merging.flatten_all(document.state))
    assert easel.names == ["Background"] and easel.look() == before


def test_masks_are_joined_as_masks_and_kinds_are_not_mixed(easel: Any) -> None:
    document = easel.document
    one = easel.painted("One", "white", QRect(0, 0, 20, 20), kind="mask", mask_use="region")
    with pytest.raises(RefusedError, match="different kinds"):
        merging.merge_down(document.state, one.id)
    two = easel.painted("Two", "white", QRect(10, 0, 20, 20), kind="mask", mask_use="region")
    land(easel, merging.merge_down(document.state, two.id))
    (mask,) = [layer for layer in easel.layers if layer.kind == "mask"]
    row = document.plane(mask.id).read(QRect(0, 5, 40, 1))
    assert [row.pixelColor(x, 0).alpha() for x in (5, 25, 35)] == [255, 255, 0]
    assert mask.mask_use == "region" and mask.name == "One"


def test_a_transparency_mask_is_applied_only_where_that_keeps_the_look(easel: Any) -> None:
    document = easel.document
    easel.fill(easel.layers[0].id, "#d08030")
    mask = easel.painted("Cut", "white", QRect(0, 0, 90, 90), kind="mask", mask_use="transparency")
    before = easel.look()
    land(easel, merging.merge_down(document.state, mask.id))
    assert easel.look() == before and easel.names == ["Background"]
    document.undo()
    easel.painted("Above", SOFT)
    assert edits.move(document, [easel.by_name("Above").id], ("", 1))
    with pytest.raises(RefusedError, match="further below"):
        merging.merge_down(document.state, mask.id)


@pytest.mark.parametrize(("lower", "upper"), [(1.0, 1.0), (0.5, 1.0), (1.0, 0.3), (0.6, 0.45)])
def test_two_transparency_masks_hide_as_much_when_they_are_one(
    easel: Any, lower: float, upper: float
) -> None:
    document = easel.document
    easel.fill(easel.layers[0].id, "#d08030")
    cut = {"kind": "mask", "mask_use": "transparency"}
    easel.painted("One", QColor(255, 255, 255, 200), QRect(0, 0, 90, 90), opacity=lower, **cut)
    two = easel.painted("Two", "white", QRect(40, 20, 240, 90), opacity=upper, **cut)
    before = easel.look()
    land(easel, merging.merge_down(document.state, two.id))
    assert easel.names == ["Background", "One"]
    assert apart(easel.look(), before) <= 2


def test_several_chosen_layers_become_one(easel: Any) -> None:
    document = easel.document
    easel.fill(easel.layers[0].id, "#d08030")
    for name in ("One", "Two", "Three"):
        easel.painted(name, SOFT, QRect(20, 20, 270, 90))
    easel.painted("Region", "white", kind="mask", mask_use="region")
    group = edits.group(document, [easel.by_name("Three").id, easel.by_name("Region").id])
    before = easel.look()
    land(easel, merging.merge_chosen(document.state, (group, *[one.id for one in easel.layers[:3]])))
    assert easel.names == ["Group 1", "Region"] and easel.look() == before
    document.undo()
    with pytest.raises(RefusedError, match="same group"):
        merging.merge_chosen(document.state, (easel.by_name("Three").id, easel.layers[0].id))
    land(easel, merging.merge_chosen(document.state, tuple(one.id for one in easel.layers[1:3])))
    assert easel.names == ["Background", "Two", "Group 1", "Three", "Region"]


def test_the_lowest_layer_has_nothing_to_merge_with(easel: Any) -> None:
    with pytest.raises(RefusedError, match="below"):
        merging.merge_down(easel.document.state, easel.layers[0].id)


def test_merging_runs_off_the_window_thread_and_lands_as_one_step(easel: Any, qtbot: QtBot) -> None:
    upper = easel.painted("Upper", SOFT)
    background = Background(easel.desk, easel.desk)
    before, steps = easel.look(), easel.steps
    with qtbot.waitSignal(background.landed):
        background.start(merging.merge_down(easel.document.state, upper.id))
        assert easel.steps == steps and background.busy
        with pytest.raises(RefusedError):
            background.start(merging.flatten_all(easel.document.state))
    assert easel.steps == steps + 1 and easel.look() == before and not background.busy


def test_a_merge_is_not_done_when_the_picture_changed_meanwhile(easel: Any, qtbot: QtBot) -> None:
    upper = easel.painted("Upper", SOFT)
    background = Background(easel.desk, easel.desk)
    background.start(merging.merge_down(easel.document.state, upper.id))
    easel.fill(upper.id, "red")
    qtbot.waitUntil(lambda: not background.busy)
    assert find(easel.layers, upper.id) and "Merge down" in easel.messages[-1]


def test_a_cancelled_merge_leaves_everything(easel: Any, qtbot: QtBot) -> None:
    upper = easel.painted("Upper", SOFT)
    background = Background(easel.desk, easel.desk)
    background.start(merging.merge_down(easel.document.state, upper.id))
    background.cancel()
    qtbot.waitUntil(lambda: not background.busy)
    assert find(easel.layers, upper.id) and easel.messages == []


def test_a_large_merge_holds_little_unpacked(make_easel: Any) -> None:
    easel = make_easel(5000, 4600)  # 360 tiles a layer
    easel.fill(easel.layers[0].id, "#d08030")
    easel.painted("Over", SOFT)
    planes = easel.document.planes
    for plane in planes.values():
        for tile in plane.tiles.values():
            tile.pack()
    change = merging.merge_visible(easel.document.state)
    ((_, made),) = change.compute(dict(planes), lambda _done, _whole: None).items()
    assert len(made) == 360 and sum(tile.unpacked for tile in made.values() if tile) <= merging.UNPACKED_MOST
    assert not any(tile.unpacked for plane in planes.values() for tile in plane.tiles.values())
