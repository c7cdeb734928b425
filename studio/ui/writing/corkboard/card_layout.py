"""Where the cards of a board lie: sections below each other, cards in rows as wide as there is room. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect

from studio.core.writing.boards import Section
from studio.core.writing.outline import Item


@dataclass
class Placed:
    """A card and its place."""

    item: Item
    section: str
    rect: QRect


@dataclass
class CardLayout:
    """All places, in the coordinates of the whole board."""

    cards: list[Placed] = field(default_factory=list)
    heads: list[tuple[Section, QRect]] = field(default_factory=list)
    areas: list[tuple[str, QRect]] = field(default_factory=list)
    """Of each section, head and cards."""
    height: int = 0
    columns: int = 1

    def at(self, point: QPoint) -> Placed | None:
        return next((card for card in self.cards if card.rect.contains(point)), None)

    def of(self, identity: str) -> Placed | None:
        return next((card for card in self.cards if card.item.id == identity), None)

    def drop_at(self, point: QPoint) -> tuple[str, str, QRect] | None:
        """Section, the card it would stand before ("" for the end), and the line that shows it."""
        if not self.areas:
            return None
        section, area = min(self.areas, key=lambda one: _away(one[1], point))
        cards = [card for card in self.cards if card.section == section]
        if not cards:
            return section, "", QRect(area.left(), area.bottom() - 40, 3, 36)
        near = min(cards, key=lambda card: _away(card.rect, point))
        if point.x() < near.rect.center().x():
            return section, near.item.id, QRect(near.rect.left() - 8, near.rect.top(), 3, near.rect.height())
        after = cards.index(near) + 1
        before = cards[after].item.id if after < len(cards) else ""
        return section, before, QRect(near.rect.right() + 6, near.rect.top(), 3, near.rect.height())


def _away(rect: QRect, point: QPoint) -> int:
    across = max(rect.left() - point.x(), 0, point.x() - rect.right())
    down = max(rect.top() - point.y(), 0, point.y() - rect.bottom())
    return across * across + down * down


def laid_out(
    sections: Sequence[Section], width: int, card: tuple[int, int], gap: int, head: int
) -> CardLayout:
    """Cards of about the size ``card``, stretched so that their rows fill ``width``."""
    made = CardLayout()
    room = max(card[0], width - 2 * gap)
    made.columns = max(1, (room + gap) // (card[0] + gap))
    wide = min((room + gap) // made.columns - gap, card[0] * 3 // 2)
    top = gap
    for section in sections:
        start = top
        made.heads.append((section, QRect(gap, top, room, head)))
        top += head + gap // 2
        for at, item in enumerate(section.cards):
            column = at % made.columns
            if at and not column:
                top += card[1] + gap
            rect = QRect(gap + column * (wide + gap), top, wide, card[1])
            made.cards.append(Placed(item, section.group, rect))
        top += card[1] + gap if section.cards else 44
        made.areas.append((section.group, QRect(0, start, width, top - start)))
        top += gap // 2
    made.height = top
    return made
