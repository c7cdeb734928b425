"""Items move as a writer means it, and back without anything else."""

import pytest
from msgspec.structs import replace

from studio.core.writing import outline_moves as moves
from studio.core.writing.outline import Item, Outline, changed, find, placed, walk


def item(identity: str, kind: str, *children: Item) -> Item:
    return Item(id=identity, kind=kind, title=identity.upper(), children=children)


@pytest.fixture
def outline() -> Outline:
    return Outline(
        id="o",
        title="O",
        manuscript=(
            item(
                "p",
                "part",
                item("c1", "chapter", item("a", "scene"), item("b", "scene")),
                item("c2", "chapter"),
            ),
            item("z", "scene"),
        ),
        notes=(item("n", "note"),),
    )


def ids(outline: Outline) -> str:
    return " ".join(one.id for one in walk(outline.manuscript))


def where(outline: Outline, identity: str) -> str:
    return moves.parent_of(outline, identity)


def test_up_and_down_pass_from_group_to_group(outline):
    down = moves.step_down(outline, "b")
    assert where(down, "b") == "c2"
    assert where(moves.step_up(down, "b"), "b") == "c1"
    assert ids(moves.step_up(outline, "b")) == "p c1 b a c2 z"
    assert where(moves.step_up(outline, "a"), "a") == "p"
    assert moves.step_up(outline, "p") == outline
    assert moves.step_down(outline, "unknown") == outline


def test_in_and_out(outline):
    inside = moves.indent(outline, "z")
    assert where(inside, "z") == "p"
    assert where(moves.outdent(inside, "z"), "z") == "manuscript"
    assert moves.outdent(outline, "c1") != outline
    assert moves.indent(outline, "p") == outline


def test_several_move_together_in_reading_order_and_nothing_into_itself(outline):
    there = moves.move_to(outline, ["z", "a", "b"], "c2", 0)
    assert ids(there) == "p c1 c2 a b z"
    assert moves.move_to(outline, ["p"], "c1", 0) == outline
    assert ids(moves.move_to(outline, ["a"], "c1", 2)) == "p c1 b a c2 z"
    assert moves.move_to(outline, ["n"], "c1", 0) == outline


def test_a_new_item_comes_where_it_may_stand(outline):
    assert moves.new_place(outline, "scene", "a") == ("c1", 1)
    assert moves.new_place(outline, "scene", "c2") == ("c2", -1)
    assert moves.new_place(outline, "part", "a") == ("manuscript", 1)
    assert moves.new_place(outline, "note", "a") == ("notes", -1)


def test_a_move_is_taken_back_but_not_what_came_since(outline):
    before = moves.shape_of(outline)
    after = moves.step_down(outline, "b")
    after = changed(after, "b", title="Renamed")
    after = placed(after, item("new", "scene"))
    back = moves.with_shape(after, before)
    assert where(back, "b") == "c1" and ids(back) == "p c1 a b c2 z new"
    found = find(back, "b")
    assert found and found.title == "Renamed"
    assert moves.with_shape(replace(outline), before) == outline


def test_a_note_passes_those_of_its_kind(outline):
    kinds = ("character", "place", "character")
    notes = tuple(replace(item(str(place), "note"), note_kind=kind) for place, kind in enumerate(kinds))
    outline = replace(outline, notes=notes)
    assert [one.id for one in moves.step_up(outline, "2").notes] == ["2", "0", "1"]
    assert moves.step_down(outline, "1") == outline
