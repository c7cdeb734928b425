"""Trees of layers: what is found in them, and that rearranging never loses, doubles or changes a layer."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core import layer_tree
from studio.core.layers import Layer, changed, find, lineage, new_id, parent_of, walk


def layer(name: str, *children: Layer, kind: str = "paint", **fields: object) -> Layer:
    wanted = "group" if children else kind
    return Layer(id=name, name=name, kind=wanted, children=children, **fields)  # pyright: ignore[reportArgumentType]


TREE = (
    layer("ground"),
    layer("outer", layer("low"), layer("inner", layer("deep"), layer("mask", kind="mask")), layer("high")),
    layer("top"),
)


def shape(layers: tuple[Layer, ...]) -> list[object]:
    return [[one.id, *shape(one.children)] if one.children else one.id for one in layers]


def test_every_layer_is_found_with_its_group_and_its_place() -> None:
    assert [one.id for one in walk(TREE)][:4] == ["ground", "outer", "low", "inner"]
    for one in walk(TREE):
        assert find(TREE, one.id) is one
        group, place = layer_tree.place_of(TREE, one.id)
        assert layer_tree.children_of(TREE, group)[place] is one
        above = parent_of(TREE, one.id)
        assert (above.id if above else "") == group
        assert lineage(TREE, one.id)[0] is one
    assert [one.id for one in lineage(TREE, "deep")] == ["deep", "inner", "outer"]
    assert find(TREE, "none") is None and lineage(TREE, "none") == ()
    with pytest.raises(KeyError):
        layer_tree.place_of(TREE, "none")


def test_a_change_leaves_all_others_the_very_same() -> None:
    now = changed(TREE, "deep", lambda one: msgspec.structs.replace(one, name="Other"))
    assert now[0] is TREE[0] and now[2] is TREE[2]
    assert [one.name for one in walk(now)].count("Other") == 1
    gone = changed(TREE, "inner", lambda _: None)
    assert shape(gone) == ["ground", ["outer", "low", "high"], "top"]


def test_a_layer_steps_through_its_group_and_out_of_it() -> None:
    up = layer_tree.stepped(TREE, "low", 1)
    assert shape(up)[1][:2] == ["outer", ["inner", "deep", "mask"]]  # pyright: ignore[reportIndexIssue]
    assert shape(layer_tree.stepped(TREE, "high", 1))[2] == "high"
    assert shape(layer_tree.stepped(TREE, "low", -1))[1] == "low"
    assert layer_tree.stepped(TREE, "top", 1) == TREE and layer_tree.stepped(TREE, "ground", -1) == TREE


def test_nothing_goes_into_itself_or_into_no_group() -> None:
    for place in (("outer", 0), ("inner", 0), ("top", 0), ("none", 0)):
        assert layer_tree.moved(TREE, ["outer"], place) is None
    assert layer_tree.moved(TREE, [], ("", 0)) is None


def test_new_layers_go_above_the_active_one_or_into_an_open_group() -> None:
    assert layer_tree.above(TREE, "ground") == ("", 1)
    assert layer_tree.above(TREE, "outer") == ("outer", 3)
    folded = changed(TREE, "outer", lambda one: msgspec.structs.replace(one, folded=True))
    assert layer_tree.above(folded, "outer") == ("", 2)
    assert layer_tree.above(TREE, "") == ("", 3) and layer_tree.above((), "none") == ("", 0)


def test_a_copy_is_deep_and_has_names_of_its_own() -> None:
    copy, ids = layer_tree.copied(TREE[1])
    assert set(ids) == {one.id for one in walk((TREE[1],))}
    assert {one.id for one in walk((copy,))} == set(ids.values())
    assert not set(ids.values()) & set(ids)
    assert layer_tree.free_name((layer("Layer 1"), layer("Layer 2")), "Layer %1") == "Layer 3"


def test_masks_and_controls_outlast_what_is_merged() -> None:
    tree = (
        layer("hidden", visible=False),
        layer("group", layer("region", kind="mask", mask_use="region"), layer("pose", kind="control"),
              layer("cut", kind="mask", mask_use="transparency"), layer("paint"), visible=False),
        layer("marks", kind="mask"),
        layer("shown", layer("paint 2"), layer("pose 2", kind="control")),
    )  # fmt: skip
    found = layer_tree.extras(tree)
    assert [(one.id, one.visible) for one in found] == [
        ("region", False), ("pose", False), ("marks", True), ("pose 2", True),
    ]  # fmt: skip
    assert shape(layer_tree.left_over(tree)) == shape(
        (tree[0], tree[1], tree[2], layer("shown", layer("pose 2")))
    )


trees = st.recursive(
    st.builds(lambda: Layer(id=new_id(), name="")),
    lambda inner: st.builds(
        lambda children: Layer(id=new_id(), name="", kind="group", children=tuple(children)),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.lists(trees, min_size=1, max_size=5).map(tuple), st.data())
def test_rearranging_loses_and_doubles_nothing(layers: tuple[Layer, ...], data: st.DataObject) -> None:
    for _ in range(4):
        ids = sorted(one.id for one in walk(layers))
        some = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3))
        group = data.draw(st.sampled_from(["", *ids]))
        place = (group, data.draw(st.integers(-1, 6)))
        moved = layer_tree.moved(layers, some, place)
        inside = {one.id for top in layer_tree.tops(layers, some) for one in walk((top,))}
        target = find(layers, group)
        can = group not in inside and (not group or (target is not None and target.kind == "group"))
        assert (moved is not None) == can
        for after in (moved, layer_tree.stepped(layers, some[0], data.draw(st.sampled_from([1, -1])))):
            if after is None:
                continue
            assert sorted(one.id for one in walk(after)) == ids
            layers = after
        if moved is not None:
            order = [one.id for one in layer_tree.tops(moved, some)]
            assert set(order) == {one.id for one in layer_tree.tops(moved, some)}
        left = layer_tree.without(layers, some)
        assert not {one.id for one in walk(left)} & set(some)
        assert {one.id for one in walk(layers)} - {one.id for one in walk(left)} == {
            one.id for top in layer_tree.tops(layers, some) for one in walk((top,))
        }
