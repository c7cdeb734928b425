"""Scenes as cards: which stand together, and what is chosen of them. Pure."""

from collections.abc import Iterator

from msgspec import Struct

from studio.core.writing.outline import Item, Outline, find, walk

ANY = "*"
"""Scenes in any state."""


class Section(Struct, frozen=True, kw_only=True):
    """The scenes directly below one group; ``group`` is its id, or "manuscript" for those in none."""

    group: str
    title: str
    above: str = ""
    cards: tuple[Item, ...] = ()


def sections(outline: Outline, within: str = "", status: str = ANY) -> list[Section]:
    """The scenes of the manuscript, or of the group ``within``, group by group in reading order.

    Groups without scenes are there as well, for a scene may be dropped in them, unless a state is chosen.
    """
    group = find(outline, within) if within else None
    top = outline.manuscript if group is None else group.children
    title = outline.title if group is None else group.title
    found = list(_below(group.id if group else "manuscript", title, "", top, status))
    only_groups = not any(item.kind == "scene" for item in top)
    return [
        one
        for at, one in enumerate(found)
        if one.cards or (status == ANY and not (at == 0 and only_groups and top))
    ]


def _below(identity: str, title: str, above: str, items: tuple[Item, ...], status: str) -> Iterator[Section]:
    cards = tuple(item for item in items if item.kind == "scene" and status in (ANY, item.status))
    yield Section(group=identity, title=title, above=above, cards=cards)
    here = " · ".join(filter(None, (above, title))) if identity != "manuscript" else ""
    for item in items:
        if item.kind != "scene":
            inner = list(_below(item.id, item.title, here, item.children, status))
            holds_groups = any(child.kind != "scene" for child in item.children)
            yield from (one for one in inner if one.cards or one.group != item.id or not holds_groups)


def groups(outline: Outline) -> list[tuple[Item, int]]:
    """Parts and chapters in reading order, with how deep they stand."""

    def below(items: tuple[Item, ...], depth: int) -> Iterator[tuple[Item, int]]:
        for item in items:
            if item.kind != "scene":
                yield item, depth
                yield from below(item.children, depth + 1)

    return list(below(outline.manuscript, 0))


def scenes_of(outline: Outline, within: str = "") -> list[Item]:
    """The scenes of the manuscript or of one group, in reading order."""
    group = find(outline, within) if within else None
    items = outline.manuscript if group is None else group.children
    return [item for item in walk(items) if item.kind == "scene"]
