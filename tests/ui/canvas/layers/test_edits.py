"""Operations on layers: each one step, each undone bit for bit, in any order."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from studio.core import layer_tree
from studio.core.layers import BLENDS, find, walk
from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.layers import edits, merging
from studio.ui.canvas.layers.edits import RefusedError


def no_news(_done: int, _whole: int) -> None:
    pass


def land(easel: Any, change: merging.Change) -> None:
    merging.apply(easel.document, change, change.compute(dict(easel.document.planes), no_news))


def test_a_new_layer_goes_above_the_active_one_or_into_an_open_group(easel: Any) -> None:
    document = easel.document
    below = document.state.active
    top = edits.add_paint(document)
    document.activate(below)
    edits.add_mask(document)
    assert easel.names == ["Background", "Mask 1", "Layer 1"]
    group = edits.add_group(document)
    inside = edits.add_region(document)
    assert layer_tree.place_of(easel.layers, inside) == (group, 0)
    edits.fold(document, group, True)
    document.activate(group)
    control = edits.add_control(document)
    assert layer_tree.place_of(easel.layers, control) == ("", 3)
    assert document.state.active == control and find(easel.layers, top)
    assert edits.add_paint(document) and easel.by_name("Layer 2")
    assert document.layer(inside).mask_use == "region"
    tints = {layer.tint for layer in walk(easel.layers) if layer.kind == "mask"}
    assert len(tints) == 2, "masks are told apart by their colour"


def test_duplicates_are_deep_and_share_pixels_until_painted_on(easel: Any) -> None:
    document = easel.document
    red = easel.painted("Red", "red")
    group = edits.group(document, [red.id])
    steps = easel.steps
    (copy,) = edits.duplicate(document, [group])
    assert easel.steps == steps + 1
    inner = find(easel.layers, copy).children[0]
    assert inner.id != red.id and inner.name == "Red" and find(easel.layers, copy).name == "Group 1 copy"
    assert document.plane(inner.id).tiles[0, 0] is document.plane(red.id).tiles[0, 0]
    easel.fill(inner.id, "blue", QRect(0, 0, 10, 10))
    assert document.plane(red.id).read(QRect(2, 2, 1, 1)).pixelColor(0, 0) == QColor("red")
    assert document.plane(inner.id).read(QRect(2, 2, 1, 1)).pixelColor(0, 0) == QColor("blue")


def test_several_are_deleted_in_one_step_and_come_back(easel: Any) -> None:
    document = easel.document
    one, two = easel.painted("One", "red"), easel.painted("Two", "blue")
    before, look, steps = document.state, easel.pixels(), easel.steps
    edits.delete(document, [one.id, two.id])
    assert easel.names == ["Background"] and document.state.active == easel.layers[0].id
    assert one.id not in document.planes
    document.undo()
    assert document.state == before and easel.pixels() == look and easel.steps == steps
    edits.delete(document, [layer.id for layer in easel.layers])
    assert easel.layers == () and document.state.active == ""


def test_what_is_locked_is_not_deleted_cleared_or_merged(easel: Any) -> None:
    document = easel.document
    red = easel.painted("Red", "red")
    group = edits.group(document, [red.id])
    edits.set_locked(document, [red.id], True)
    steps = easel.steps
    for refused in (edits.delete, edits.clear):
        with pytest.raises(RefusedError, match="Red"):
            refused(document, [group])
    with pytest.raises(RefusedError, match="locked"):
        merging.merge_down(document.state, group)
    assert easel.steps == steps


def test_a_locked_group_keeps_what_is_in_it(easel: Any) -> None:
    document = easel.document
    red = easel.painted("Red", "red")
    easel.painted("Blue", "blue")
    group = edits.group(document, [red.id, easel.by_name("Blue").id])
    easel.select(QRect(0, 0, 50, 50))
    edits.set_locked(document, [group], True)
    steps = easel.steps
    for refused in (edits.delete, edits.clear, edits.ungroup):
        with pytest.raises(RefusedError, match="Group 1"):
            refused(document, [red.id] if refused is not edits.ungroup else [group])
    with pytest.raises(RefusedError, match="Group 1"):
        merging.merge_down(document.state, easel.by_name("Blue").id)
    document.activate(red.id)
    with pytest.raises(RefusedError, match="Group 1"):
        merging.layer_from_selection(document, cut=True)
    assert easel.steps == steps


def test_moving_into_itself_is_refused(easel: Any) -> None:
    document = easel.document
    red = easel.painted("Red", "red")
    outer = edits.group(document, [red.id])
    inner = edits.group(document, [red.id])
    assert not edits.move(document, [outer], (inner, 0))
    assert not edits.move(document, [outer], (outer, 0))
    assert not edits.move(document, [outer], (red.id, 0))
    assert edits.move(document, [red.id], ("", 0))
    assert layer_tree.place_of(easel.layers, red.id) == ("", 0)


def test_raising_leaves_the_group_at_its_end(easel: Any) -> None:
    document = easel.document
    red = easel.painted("Red", "red")
    group = edits.group(document, [red.id])
    assert edits.raise_layers(document, [red.id], 1)
    assert layer_tree.place_of(easel.layers, red.id) == ("", 2)
    assert not edits.raise_layers(document, [red.id], 1), "it is at the top"
    assert edits.raise_layers(document, [red.id], -1)
    assert layer_tree.place_of(easel.layers, red.id) == ("", 1)
    assert edits.to_end(document, [red.id], top=False)
    assert easel.names == ["Red", "Background", "Group 1"]
    assert not edits.raise_layers(document, [layer.id for layer in easel.layers], 1), "all keep their order"
    assert group


def test_grouping_and_ungrouping_keep_the_order(easel: Any) -> None:
    document = easel.document
    for name in "abc":
        easel.painted(name, "red")
    group = edits.group(document, [easel.by_name("c").id, easel.by_name("a").id])
    assert [layer.name for layer in find(easel.layers, group).children] == ["a", "c"]
    assert easel.names == ["Background", "b", "Group 1", "a", "c"]
    edits.set_visible(document, [group], False)
    edits.ungroup(document, [group])
    assert easel.names == ["Background", "b", "a", "c"]
    assert not easel.by_name("a").visible and easel.by_name("b").visible
    with pytest.raises(RefusedError):
        edits.ungroup(document, [easel.by_name("a").id])


def test_showing_alone_and_showing_all_again(easel: Any) -> None:
    red = easel.painted("Red", "red")
    edits.show_alone(easel.document, red.id)
    assert [layer.visible for layer in easel.layers] == [False, True]
    edits.show_alone(easel.document, red.id)
    assert [layer.visible for layer in easel.layers] == [True, True]


def test_a_mask_takes_the_selection(easel: Any) -> None:
    document = easel.document
    with pytest.raises(RefusedError):
        edits.mask_from_selection(document)
    easel.select(QRect(10, 10, 50, 50), 128)
    mask = edits.mask_from_selection(document)
    assert document.plane(mask).read(document.area) == document.plane(SELECTION).read(document.area)


def test_copy_and_cut_of_the_selection_make_up_the_layer(easel: Any) -> None:
    document = easel.document
    red = easel.painted("Red", "red")
    look = easel.look()
    easel.select(QRect(10, 10, 300, 50))
    land(easel, merging.layer_from_selection(document, cut=True))
    cut = document.active
    assert cut.name == "Layer 1"
    assert document.plane(cut.id).read(QRect(20, 20, 1, 1)).pixelColor(0, 0) == QColor("red")
    assert document.plane(red.id).read(QRect(20, 20, 1, 1)).pixelColor(0, 0).alpha() == 0
    assert easel.look() == look
    document.undo()
    document.activate(red.id)
    land(easel, merging.layer_from_selection(document, cut=False))
    assert document.plane(red.id).read(QRect(20, 20, 1, 1)).pixelColor(0, 0) == QColor("red")
    document.activate(easel.layers[0].id)
    with pytest.raises(RefusedError, match="empty"):
        land(easel, merging.layer_from_selection(document, cut=False))


def _any_operation(easel: Any, dice: random.Random) -> None:
    """One random operation on random layers; what is refused is no step."""
    document = easel.document
    ids = [layer.id for layer in walk(easel.layers)] or [""]
    some = dice.sample(ids, min(len(ids), dice.randint(1, 3)))
    groups = [layer.id for layer in walk(easel.layers) if layer.kind == "group"]
    choices: list[Callable[[], object]] = [
        lambda: edits.add_paint(document),
        lambda: edits.add_group(document),
        lambda: edits.add_mask(document),
        lambda: edits.add_region(document),
        lambda: edits.mask_from_selection(document),
        lambda: edits.duplicate(document, some),
        lambda: edits.delete(document, some[:1]),
        lambda: edits.clear(document, some[:1]),
        lambda: edits.move(document, some, (dice.choice(["", *groups]), dice.randint(0, 4))),
        lambda: edits.raise_layers(document, some, dice.choice([1, -1])),
        lambda: edits.to_end(document, some, top=dice.random() < 0.5),
        lambda: edits.group(document, some),
        lambda: edits.ungroup(document, some),
        lambda: edits.rename(document, some[0], "Name"),
        lambda: edits.set_opacity(document, some, dice.random()),
        lambda: edits.set_blend(document, some, dice.choice(BLENDS)),
        lambda: edits.set_visible(document, some, dice.random() < 0.7),
        lambda: edits.set_locked(document, some[:1], dice.random() < 0.3),
        lambda: document.activate(some[0]),
        lambda: land(easel, merging.merge_down(document.state, some[0])),
        lambda: land(easel, merging.merge_group(document.state, some[0])),
        lambda: land(easel, merging.merge_visible(document.state)),
        lambda: land(easel, merging.flatten_all(document.state)),
        lambda: land(easel, merging.layer_from_selection(document, cut=dice.random() < 0.5)),
        lambda: (
            easel.fill(document.active.id, QColor.fromHsv(dice.randint(0, 359), 200, 200, 128))
            if document.active and document.active.kind != "group"
            else None
        ),
    ]
    try:
        dice.choice(choices)()
    except RefusedError as refused:
        assert str(refused)


@pytest.mark.parametrize("seed", range(12))
def test_any_operations_undone_leave_state_and_pixels_as_they_were(easel: Any, seed: int) -> None:
    dice = random.Random(seed)
    document = easel.document
    easel.painted("Red", QColor(200, 10, 10, 120), QRect(0, 0, 280, 90))
    easel.painted("Blue", QColor(10, 10, 200, 200), QRect(100, 50, 180, 120))
    easel.select(QRect(30, 30, 200, 100), 180)
    first, pixels, steps = document.state, easel.pixels(), easel.steps
    for _ in range(30):
        before = easel.steps
        _any_operation(easel, dice)
        assert easel.steps - before in (0, 1), "one operation is one step at most"
        ids = [layer.id for layer in walk(easel.layers)]
        assert len(ids) == len(set(ids)) and set(document.planes) <= {*ids, SELECTION}
        assert not ids or document.state.active in ids
    last, done = document.state, easel.steps
    after = easel.pixels()
    easel.undo_to(steps)
    assert document.state.layers == first.layers and easel.pixels() == pixels
    assert document.active, "choosing a layer is no step, but one that is there is chosen"
    easel.undo_to(done)
    assert document.state.layers == last.layers and easel.pixels() == after
