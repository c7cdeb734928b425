"""Places found in a project, by text; they follow what is written meanwhile. Without widgets."""

from dataclasses import dataclass, field

from studio.core.writing.outline import Outline, every, parents
from studio.storage.manuscripts.finding import EXCERPT, Hit
from studio.ui.writing.edits import Edit
from studio.ui.writing.finding.query import matched


@dataclass(slots=True)
class Place:
    """A found place. ``gone``: it was written over since, and is left alone."""

    start: int
    end: int
    found: str
    line: str
    column: int
    hit: Hit
    ticked: bool = True
    gone: bool = False


@dataclass
class Group:
    """The places in one text, in their order."""

    item: str
    title: str
    above: str
    """Titles of the groups around it."""
    places: list[Place] = field(default_factory=list)

    def follow(self, edit: Edit, text: str) -> None:
        """Keep the places true after an edit that made ``text``."""
        end, step = edit.at + len(edit.old), len(edit.new) - len(edit.old)
        for place in self.places:
            if place.gone or place.end <= edit.at:
                continue
            if place.start >= end:
                place.start += step
                place.end += step
            else:
                place.gone, place.ticked = True, False
        low, high = edit.at - EXCERPT, edit.at + len(edit.new) + EXCERPT
        for place in self.places:
            if not place.gone and low <= place.start <= high:
                place.line, place.column = line_around(text, place.start, place.end)


def line_around(text: str, start: int, end: int) -> tuple[str, int]:
    """The line of a place, cut when it is long, and where the place begins in it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > EXCERPT:
        first = max(first, start - EXCERPT // 3)
        last = min(last, first + EXCERPT)
    return text[first:last], start - first


def grouped(outline: Outline, hits: list[Hit]) -> list[Group]:
    """The hits by text, texts in reading order."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.item_id, []).append(hit)
    groups: list[Group] = []
    for item in every(outline):
        if item.id in found:
            above = " · ".join(one.title for one in parents(outline, item.id))
            places = [
                Place(hit.start, hit.end, matched(hit), hit.line, hit.column, hit) for hit in found[item.id]
            ]
            groups.append(Group(item.id, item.title, above, places))
    return groups
