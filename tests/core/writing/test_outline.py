"""Moves on the outline of a project: nothing is lost or doubled, and order is what was asked for."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.writing.outline import (
    GROUP_KINDS,
    Item,
    Outline,
    changed,
    every,
    find,
    moved,
    new_item,
    parents,
    placed,
    scenes,
    walk,
    without,
)


def scene(identity: str) -> Item:
    return Item(id=identity, kind="scene", title=identity.title())


def group(identity: str, *children: Item, kind: str = "chapter") -> Item:
    return Item(id=identity, kind=kind, title=identity.title(), children=children)


BOOK = Outline(
    id="book",
    title="A book",
    manuscript=(
        group("part", group("one", scene("a"), scene("b")), group("two", scene("c")), kind="part"),
        scene("d"),
    ),
    notes=(Item(id="anna", kind="note", title="Anna"),),
    trash=(scene("old"),),
)


def ids(items: tuple[Item, ...]) -> list[str]:
    return [item.id for item in walk(items)]


def test_scenes_come_in_reading_order() -> None:
    assert [item.id for item in scenes(BOOK)] == ["a", "b", "c", "d"]
    assert [item.id for item in every(BOOK)] == ["part", "one", "a", "b", "two", "c", "d", "anna"]


def test_items_are_found_with_the_groups_around_them() -> None:
    assert find(BOOK, "old") and find(BOOK, "anna") and find(BOOK, "nowhere") is None
    assert [item.id for item in parents(BOOK, "b")] == ["part", "one"]
    assert parents(BOOK, "d") == [] == parents(BOOK, "nowhere")


def test_a_changed_value_leaves_the_other_items_the_same_objects() -> None:
    new = changed(BOOK, "c", title="Else")
    assert find(new, "c") == msgspec.structs.replace(scene("c"), title="Else")
    assert find(new, "one") is find(BOOK, "one")


def test_a_scene_moves_to_the_place_that_was_asked_for() -> None:
    assert ids(moved(BOOK, "c", parent="one", index=1).manuscript) == [
        "part",
        "one",
        "a",
        "c",
        "b",
        "two",
        "d",
    ]
    assert ids(moved(BOOK, "a", parent="one", index=1).manuscript)[1:4] == ["one", "b", "a"]
    assert ids(moved(BOOK, "part", parent="trash").trash) == ["old", "part", "one", "a", "b", "two", "c"]
    assert ids(placed(BOOK, scene("e"), parent="notes", index=0).notes) == ["e", "anna"]


@pytest.mark.parametrize(
    ("identity", "parent"),
    [("part", "one"), ("part", "part"), ("a", "nowhere"), ("nowhere", "one"), ("a", "b")],
)
def test_an_impossible_move_is_refused(identity: str, parent: str) -> None:
    with pytest.raises(ValueError):
        moved(BOOK, identity, parent=parent)


def test_taking_a_group_out_takes_what_is_below_it() -> None:
    assert ids(without(BOOK, "part").manuscript) == ["d"]


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    def items(depth: int) -> tuple[Item, ...]:
        made = []
        for _ in range(draw(st.integers(0, 3))):
            if depth < 3 and draw(st.booleans()):
                made.append(
                    new_item(draw(st.sampled_from(sorted(GROUP_KINDS))), "g", children=items(depth + 1))
                )
            else:
                made.append(new_item("scene", "s"))
        return tuple(made)

    return Outline(id="x", title="t", manuscript=items(0), notes=items(2), trash=items(2))


@given(outlines(), st.data())
def test_any_move_keeps_every_item_once_and_puts_it_where_it_was_asked(
    book: Outline, data: st.DataObject
) -> None:
    everything = [*walk(book.manuscript), *walk(book.notes), *walk(book.trash)]
    if not everything:
        return
    item = data.draw(st.sampled_from(everything))
    groups = [other.id for other in everything if other.kind in GROUP_KINDS]
    parent = data.draw(st.sampled_from(["", "manuscript", "notes", "trash", *groups]))
    index = data.draw(st.integers(-1, 4))
    if parent in ids((item,)):
        with pytest.raises(ValueError):
            moved(book, item.id, parent=parent, index=index)
        return
    new = moved(book, item.id, parent=parent, index=index)
    after = [*walk(new.manuscript), *walk(new.notes), *walk(new.trash)]
    assert sorted(other.id for other in after) == sorted(other.id for other in everything)
    assert find(new, item.id) == item, "with all that is below it"
    around = find(new, parent)
    brothers = around.children if around else getattr(new, parent or "manuscript")
    place = len(brothers) - 1 if index < 0 else min(index, len(brothers) - 1)
    assert brothers[place].id == item.id
