"""Scenes stand on the board group by group."""

import pytest
from msgspec.structs import replace

from studio.core.writing.boards import groups, scenes_of, sections
from studio.core.writing.outline import Item, Outline


def scene(name: str, status: str = "") -> Item:
    return Item(id=name, kind="scene", title=name.upper(), status=status)


@pytest.fixture
def outline() -> Outline:
    one = Item(id="c1", kind="chapter", title="One", children=(scene("a", "draft"), scene("b")))
    two = Item(id="c2", kind="chapter", title="Two", children=())
    part = Item(id="p", kind="part", title="Part", children=(one, two))
    return Outline(id="x", title="Book", manuscript=(part, scene("z", "done")))


def told(found) -> list[tuple[str, str, list[str]]]:
    return [(one.group, one.above, [card.id for card in one.cards]) for one in found]


def test_every_group_that_can_hold_cards_is_a_section(outline: Outline) -> None:
    assert told(sections(outline)) == [
        ("manuscript", "", ["z"]),
        ("c1", "Part", ["a", "b"]),
        ("c2", "Part", []),
    ]


def test_one_group_alone(outline: Outline) -> None:
    assert told(sections(outline, "c1")) == [("c1", "", ["a", "b"])]
    assert told(sections(outline, "p")) == [("c1", "Part", ["a", "b"]), ("c2", "Part", [])]


def test_a_chosen_state_leaves_out_what_has_none_of_it(outline: Outline) -> None:
    assert told(sections(outline, status="draft")) == [("c1", "Part", ["a"])]
    assert told(sections(outline, status="")) == [("c1", "Part", ["b"])]


def test_a_manuscript_without_groups_and_an_empty_one_can_be_dropped_in(outline: Outline) -> None:
    flat = replace(outline, manuscript=(scene("a"),))
    assert told(sections(flat)) == [("manuscript", "", ["a"])]
    assert told(sections(replace(outline, manuscript=()))) == [("manuscript", "", [])]


def test_groups_with_their_depth_and_scenes_below(outline: Outline) -> None:
    assert [(item.id, depth) for item, depth in groups(outline)] == [("p", 0), ("c1", 1), ("c2", 1)]
    assert [item.id for item in scenes_of(outline, "p")] == ["a", "b"]
    assert [item.id for item in scenes_of(outline)] == ["a", "b", "z"]
