"""The outline of a writing project: parts, chapters, scenes, notes as frozen data, and moves on it. Pure."""

from collections.abc import Callable, Iterator
from secrets import token_hex

from msgspec import Struct
from msgspec.structs import replace

SCHEMA = 1
TEXT_KINDS = frozenset({"scene", "note"})
"""Items with a file of their own."""
GROUP_KINDS = frozenset({"part", "chapter", "folder"})
NOTE_KINDS = ("character", "place", "lore", "research")
STATUSES = ("", "idea", "draft", "revised", "done")


class Item(Struct, frozen=True, kw_only=True):
    """One line of the outline. ``file`` is relative to the project, with forward slashes, "" for groups.

    A note's ``triggers`` are the words beside its title that bring it into what the model reads.
    """

    id: str
    kind: str
    title: str
    file: str = ""
    synopsis: str = ""
    status: str = ""
    goal: int = 0
    """Words wanted; 0 for none."""
    note_kind: str = ""
    triggers: tuple[str, ...] = ()
    always: bool = False
    """A note the model reads always."""
    summary: str = ""
    """What happens here, written by the model in the background or by the writer."""
    summary_of: str = ""
    """Digest of the text the summary was made of; "manual" when the writer changed it."""
    pictures: tuple[str, ...] = ()
    """Pictures beside the scene, relative to the project."""
    exported: bool = True
    children: tuple["Item", ...] = ()


class Memory(Struct, frozen=True, kw_only=True):
    """What the model is told beside the text itself. Shares are parts of the context, 0 to 1."""

    always: str = ""
    """Read first, always: what the book is."""
    note: str = ""
    """The author's note, read ``note_depth`` paragraphs before the caret."""
    note_depth: int = 3
    always_share: float = 0.15
    summary_share: float = 0.15
    lore_share: float = 0.2
    found_share: float = 0.1


class Outline(Struct, frozen=True, kw_only=True):
    """The whole index of a project; the texts lie in files beside it."""

    schema: int = SCHEMA
    id: str
    title: str
    author: str = ""
    language: str = "en"
    manuscript: tuple[Item, ...] = ()
    notes: tuple[Item, ...] = ()
    trash: tuple[Item, ...] = ()
    goal: int = 0
    daily_goal: int = 0
    deadline: str = ""
    """ISO date, or empty."""
    memory: Memory = Memory()


def new_item(kind: str, title: str, **values: object) -> Item:
    """An item with a fresh id."""
    return Item(id=token_hex(4), kind=kind, title=title, **values)  # type: ignore[arg-type]


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Items and all below them, in reading order."""
    for item in items:
        yield item
        yield from walk(item.children)


def every(outline: Outline) -> Iterator[Item]:
    """All items of manuscript and notes; not those in the trash."""
    yield from walk(outline.manuscript)
    yield from walk(outline.notes)


def find(outline: Outline, identity: str) -> Item | None:
    """The item of that id, in the trash as well."""
    items = (*outline.manuscript, *outline.notes, *outline.trash)
    return next((item for item in walk(items) if item.id == identity), None)


def scenes(outline: Outline) -> list[Item]:
    """The scenes in reading order."""
    return [item for item in walk(outline.manuscript) if item.kind == "scene"]


def parents(outline: Outline, identity: str) -> list[Item]:
    """The groups around an item, outermost first; empty at the top or for an unknown one."""

    def below(items: tuple[Item, ...], above: list[Item]) -> list[Item] | None:
        for item in items:
            if item.id == identity:
                return above
            found = below(item.children, [*above, item])
            if found is not None:
                return found
        return None

    return below((*outline.manuscript, *outline.notes, *outline.trash), []) or []


def changed(outline: Outline, identity: str, **values: object) -> Outline:
    """The outline with other values in one item."""
    return _mapped(outline, identity, lambda item: (replace(item, **values),))


def without(outline: Outline, identity: str) -> Outline:
    """The outline without an item and what is below it."""
    return _mapped(outline, identity, lambda item: ())


def placed(outline: Outline, item: Item, *, parent: str = "", index: int = -1) -> Outline:
    """The outline with ``item`` put below ``parent`` (a group's id, or manuscript, notes or trash).

    ``index`` counts its brothers, -1 is the end. Raises ValueError for a parent that is not there.
    """
    if parent in ("", "manuscript", "notes", "trash"):
        name = parent or "manuscript"
        return replace(outline, **{name: _put(getattr(outline, name), item, index)})
    group = find(outline, parent)
    if group is None or group.kind not in GROUP_KINDS:
        raise ValueError(f"there is no group {parent}")
    return changed(outline, parent, children=_put(group.children, item, index))


def moved(outline: Outline, identity: str, *, parent: str, index: int = -1) -> Outline:
    """The item elsewhere; ``index`` counts its new brothers without itself.

    Raises ValueError when it is unknown or would come below itself.
    """
    item = find(outline, identity)
    if item is None:
        raise ValueError(f"there is no item {identity}")
    if any(below.id == parent for below in walk((item,))):
        raise ValueError("a group cannot be moved into itself")
    return placed(without(outline, identity), item, parent=parent, index=index)


def _put(items: tuple[Item, ...], item: Item, index: int) -> tuple[Item, ...]:
    place = len(items) if index < 0 else min(index, len(items))
    return (*items[:place], item, *items[place:])


def _mapped(outline: Outline, identity: str, become: Callable[[Item], tuple[Item, ...]]) -> Outline:
    def through(items: tuple[Item, ...]) -> tuple[Item, ...]:
        new: list[Item] = []
        for item in items:
            if item.id == identity:
                new += become(item)
            else:
                children = through(item.children) if item.children else ()
                new.append(item if children == item.children else replace(item, children=children))
        return tuple(new)

    return replace(
        outline,
        manuscript=through(outline.manuscript),
        notes=through(outline.notes),
        trash=through(outline.trash),
    )
