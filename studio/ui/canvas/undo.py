"""Undo and redo: each step keeps only the tiles it changed, packed, within a budget of bytes."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QRect, Signal

from studio.core.errors import StudioError
from studio.core.layers import State
from studio.jobs import offthread
from studio.ui.canvas.tile import Key, Tile

if TYPE_CHECKING:
    from studio.ui.canvas.document import Document

BUDGET = 512 * 1024 * 1024
"""Bytes that undo may hold unless the settings say otherwise."""
KEPT_STEPS = 1
"""The last step is kept even when it alone is over the budget: what was just done can be undone."""
STATE_BYTES = 2048
"""What a step costs besides its tiles, about."""

Tiles = dict[tuple[str, Key], Tile | None]

log = logging.getLogger(__name__)


class Step:
    """One named change: what the state and the touched tiles were on its other side."""

    def __init__(self, name: str, state: State, tiles: Tiles, merge: str = "") -> None:
        self.name, self.state, self.tiles, self.merge = name, state, tiles, merge
        self.also: Callable[[], object] | None = None
        """Exchanges what belongs to the change but not to the document, such as staged results."""
        self._bytes: int | None = None
        """Counted once its tiles are packed; thousands of steps are asked with every new one."""

    @property
    def bytes(self) -> int:
        """Memory held for it; a tile that stands in many places is held once."""
        if self._bytes is not None:
            return self._bytes
        return STATE_BYTES + sum(tile.bytes for tile in set(self.tiles.values()) if tile)

    @property
    def is_packed(self) -> bool:
        return self._bytes is not None

    def packed(self) -> None:
        """Its tiles are packed and will hold what they hold now."""
        self._bytes = self.bytes

    def join(self, later: "Step") -> None:
        """Take in a step that goes on with what this one began."""
        self.tiles, self._bytes = {**later.tiles, **self.tiles}, None

    def swap(self, document: "Document") -> None:
        """Exchange this side for the other; doing it twice changes nothing.

        Frame and active layer stay as they are unless the step changed the document's size or layers.
        """
        now = document.state
        tiles = {(identity, key): document.plane(identity).tiles.get(key) for identity, key in self.tiles}
        for place, tile in self.tiles.items():
            document.put_tile(place, tile)
        other = self.state
        if (other.width, other.height) == (now.width, now.height):
            other = msgspec.structs.replace(other, frame=now.frame)
        self.state, self.tiles, changed = now, tiles, self.tiles
        self._bytes = None
        document.mark_unsaved(changed)
        document.show_state(other)
        document.tell(changed)
        if now.layers != other.layers or (now.width, now.height) != (other.width, other.height):
            document.pixels_changed.emit(QRect())
        if self.also:
            self.also()


class UndoHistory(QObject):
    """The steps of one document. ``index`` of them are done; those after it can be done again."""

    changed = Signal()

    def __init__(self, document: "Document") -> None:
        super().__init__(document)
        self._document = document
        self.steps: list[Step] = []
        self.index = 0
        self.budget = BUDGET

    def push(self, step: Step) -> None:
        """A change was made: what could be done again is forgotten, old steps over the budget too."""
        last = self.steps[self.index - 1] if self.index else None
        del self.steps[self.index :]
        if step.merge and last and last.merge == step.merge:
            last.join(step)
            step = last
        else:
            self.steps.append(step)
            self.index += 1
        self._pack(step)
        self.changed.emit()

    def undo(self) -> None:
        if self.can_undo:
            self.index -= 1
            self._swap(self.steps[self.index])

    def redo(self) -> None:
        if self.can_redo:
            self.index += 1
            self._swap(self.steps[self.index - 1])

    def go_to(self, index: int) -> None:
        """Undo or redo until ``index`` steps are done."""
        while self.index > max(0, index):
            self.undo()
        while self.index < min(len(self.steps), index):
            self.redo()

    def _swap(self, step: Step) -> None:
        step.merge = ""
        step.swap(self._document)
        self._pack(step)
        self.changed.emit()
        self._document.committed.emit()

    @property
    def can_undo(self) -> bool:
        return self.index > 0

    @property
    def can_redo(self) -> bool:
        return self.index < len(self.steps)

    @property
    def bytes(self) -> int:
        """Memory that all steps hold."""
        return sum(step.bytes for step in self.steps)

    def set_budget(self, budget: int) -> None:
        """Bytes it may hold; the oldest steps go until it does."""
        self.budget = budget
        self.trim()
        self.changed.emit()

    def clear(self) -> None:
        self.steps.clear()
        self.index = 0
        self.changed.emit()

    def trim(self) -> None:
        """Forget the oldest steps over the budget, then those that would be done again last.

        Steps whose tiles are still being packed count from then on: they will hold much less.
        """
        held = sum(step.bytes for step in self.steps if step.is_packed)
        while held > self.budget and len(self.steps) > KEPT_STEPS:
            oldest = self.index > KEPT_STEPS or self.index == len(self.steps)
            gone = self.steps.pop(0 if oldest else -1)
            held -= gone.bytes if gone.is_packed else 0
            self.index -= oldest

    def _pack(self, step: Step) -> None:
        offthread.run(_pack_all, step, step.tiles, done=self._packed)

    def _packed(self, answer: tuple[Step, Tiles]) -> None:
        step, tiles = answer
        if step.tiles is tiles:  # else it was undone meanwhile, and is being packed again
            step.packed()
        self.trim()
        self.changed.emit()


def _pack_all(step: Step, tiles: Tiles) -> tuple[Step, Tiles]:
    for tile in tiles.values():
        if tile:
            try:
                tile.pack()
            except (StudioError, OSError) as error:  # its file is damaged; who reads it is told
                log.warning("A tile of the step “%s” could not be packed: %s", step.name, error)
    return step, tiles
