"""Moves of outline items as a writer makes them: up, down, in, out, and back again. Pure."""

from collections.abc import Iterable

from msgspec.structs import replace

from studio.core.writing.outline import GROUP_KINDS, Item, Outline, find, moved, parents, walk

HOLDS = {
    "manuscript": ("part", "chapter", "scene"),
    "part": ("chapter", "scene"),
    "chapter": ("scene",),
    "notes": ("note", "folder"),
    "folder": ("note", "folder"),
    "trash": ("part", "chapter", "scene", "note", "folder"),
}
"""What may stand directly below what."""
ROOTS = ("manuscript", "notes", "trash")

Shape = tuple[tuple[str, "Shape"], ...]


def root_of(outline: Outline, identity: str) -> str:
    """In which of the three trees an item stands; "" for an unknown one."""
    for root in ROOTS:
        if any(item.id == identity for item in walk(getattr(outline, root))):
            return root
    return ""


def parent_of(outline: Outline, identity: str) -> str:
    """Id of the group around an item, or the name of its tree."""
    above = parents(outline, identity)
    return above[-1].id if above else root_of(outline, identity)


def children_of(outline: Outline, parent: str) -> tuple[Item, ...]:
    if parent in ROOTS:
        return getattr(outline, parent)
    group = find(outline, parent)
    return group.children if group else ()


def place_of(outline: Outline, identity: str) -> tuple[str, int]:
    """Parent, and the number among its children."""
    parent = parent_of(outline, identity)
    ids = [item.id for item in children_of(outline, parent)]
    return parent, ids.index(identity) if identity in ids else -1


def can_hold(outline: Outline, parent: str, kind: str) -> bool:
    """Whether an item of that kind may stand directly below ``parent``."""
    group = None if parent in ROOTS else find(outline, parent)
    return kind in HOLDS.get(parent if group is None else group.kind, ())


def topmost(outline: Outline, identities: Iterable[str]) -> list[str]:
    """Those that are not below another of them, in reading order."""
    wanted = set(identities)
    everything = (*outline.manuscript, *outline.notes, *outline.trash)
    return [
        item.id
        for item in walk(everything)
        if item.id in wanted and not any(above.id in wanted for above in parents(outline, item.id))
    ]


def move_to(outline: Outline, identities: Iterable[str], parent: str, index: int) -> Outline:
    """Items put below ``parent`` before its child number ``index`` (-1: at the end), in reading order.

    What may not stand there stays where it is.
    """
    chosen = topmost(outline, identities)
    brothers = [item.id for item in children_of(outline, parent)]
    index = len(brothers) if index < 0 else min(index, len(brothers))
    index -= sum(1 for one in brothers[:index] if one in chosen)
    for identity in chosen:
        item = find(outline, identity)
        inside = item is not None and any(below.id == parent for below in walk((item,)))
        if item is None or inside or not can_hold(outline, parent, item.kind):
            continue
        outline = moved(outline, identity, parent=parent, index=index)
        index += 1
    return outline


def step_up(outline: Outline, identity: str) -> Outline:
    """One place up; from the first place of a group to the end of the group before, else before its group."""
    return _step(outline, identity, -1)


def step_down(outline: Outline, identity: str) -> Outline:
    return _step(outline, identity, 1)


def _step(outline: Outline, identity: str, way: int) -> Outline:
    item = find(outline, identity)
    parent, index = place_of(outline, identity)
    if item is None or index < 0:
        return outline
    brothers = children_of(outline, parent)
    if item.kind == "note" and parent in ROOTS:  # shown by kind: the neighbour is the next of its kind
        alike = [
            place
            for place, one in enumerate(brothers)
            if (one.kind, one.note_kind) == ("note", item.note_kind)
        ]
        there = alike.index(index) + way
        near = 0 <= there < len(alike)
        return moved(outline, identity, parent=parent, index=alike[there]) if near else outline
    if 0 <= index + way < len(brothers):
        return moved(outline, identity, parent=parent, index=index + way)
    if parent in ROOTS:
        return outline
    above, place = place_of(outline, parent)
    uncles = children_of(outline, above)
    if 0 <= place + way < len(uncles):
        uncle = uncles[place + way]
        if uncle.kind in GROUP_KINDS and can_hold(outline, uncle.id, item.kind):
            return moved(outline, identity, parent=uncle.id, index=-1 if way < 0 else 0)
    if can_hold(outline, above, item.kind):
        return moved(outline, identity, parent=above, index=place + (way > 0))
    return outline


def indent(outline: Outline, identity: str) -> Outline:
    """Into the group that stands before it."""
    item = find(outline, identity)
    parent, index = place_of(outline, identity)
    if item is None or index < 1:
        return outline
    before = children_of(outline, parent)[index - 1]
    if not can_hold(outline, before.id, item.kind):
        return outline
    return moved(outline, identity, parent=before.id)


def outdent(outline: Outline, identity: str) -> Outline:
    """Out of its group, to behind it."""
    item = find(outline, identity)
    parent, _ = place_of(outline, identity)
    if item is None or parent in ("", *ROOTS):
        return outline
    above, place = place_of(outline, parent)
    if not can_hold(outline, above, item.kind):
        return outline
    return moved(outline, identity, parent=above, index=place + 1)


def new_place(outline: Outline, kind: str, near: str) -> tuple[str, int]:
    """Where a new item of a kind belongs when ``near`` is chosen: inside it, or behind it or its groups."""
    home = "notes" if kind in ("note", "folder") else "manuscript"
    if not near or root_of(outline, near) != home:
        return home, -1
    if can_hold(outline, near, kind):
        return near, -1
    while near not in ROOTS:
        parent, index = place_of(outline, near)
        if can_hold(outline, parent, kind):
            return parent, index + 1
        near = parent
    return home, -1


# What stands where, to take a move back without taking back anything else


def shape_of(outline: Outline) -> dict[str, Shape]:
    """The ids of the three trees, nested."""

    def below(items: tuple[Item, ...]) -> Shape:
        return tuple((item.id, below(item.children)) for item in items)

    return {root: below(getattr(outline, root)) for root in ROOTS}


def with_shape(outline: Outline, shape: dict[str, Shape]) -> Outline:
    """The items of now in the places of ``shape``; what it does not know comes at the end of its tree."""
    items = {item.id: item for root in ROOTS for item in walk(getattr(outline, root))}
    homes = {item.id: root for root in ROOTS for item in walk(getattr(outline, root))}
    known: set[str] = set()

    def built(places: Shape) -> tuple[Item, ...]:
        made = []
        for identity, below in places:
            if identity in items and identity not in known:
                known.add(identity)
                made.append(replace(items[identity], children=built(below)))
        return tuple(made)

    trees = {root: built(shape[root]) for root in ROOTS}
    for identity, item in items.items():
        if identity not in known and item.kind not in GROUP_KINDS:
            trees[homes[identity]] += (item,)
        elif identity not in known:
            trees[homes[identity]] += (replace(item, children=()),)
    return replace(outline, **trees)
