"""Changes of the outline with undo: moves, names, states and the trash."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.writing import outline_moves as moves
from studio.core.writing.outline import Item, Outline, changed, find, walk
from studio.storage.manuscripts.project import Project

STEPS_MOST = 200


@dataclass
class _Step:
    name: str
    undo: Callable[[Outline], Outline]
    redo: Callable[[Outline], Outline]


class OutlineSteps(QObject):
    """All changes of the outline that the writer makes go through here."""

    changed = Signal()
    problem = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    def set_project(self, project: Project | None) -> None:
        self.project = project
        self._done.clear()
        self._undone.clear()

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def _set(self, outline: Outline) -> bool:
        if self.project is None:
            return False
        try:
            self.project.set_outline(outline)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        self.changed.emit()
        return True

    def _do(self, step: _Step) -> bool:
        if self.project is None or not self._set(step.redo(self.project.outline)):
            return False
        self._done.append(step)
        del self._done[:-STEPS_MOST]
        self._undone.clear()
        return True

    def undo(self) -> str:
        """Take the last change back; its name, or "" when there was none."""
        if self.project and self._done:
            step = self._done.pop()
            if self._set(step.undo(self.project.outline)):
                self._undone.append(step)
                return step.name
            self._done.append(step)
        return ""

    def redo(self) -> str:
        if self.project and self._undone:
            step = self._undone.pop()
            if self._set(step.redo(self.project.outline)):
                self._done.append(step)
                return step.name
            self._undone.append(step)
        return ""

    # Changes

    def rearrange(self, outline: Outline, name: str) -> bool:
        """Items stand as in ``outline`` from now on; False when nothing is different."""
        if self.project is None:
            return False
        before, after = moves.shape_of(self.project.outline), moves.shape_of(outline)
        if before == after:
            return False
        return self._do(
            _Step(name, lambda now: moves.with_shape(now, before), lambda now: moves.with_shape(now, after))
        )

    def set_values(self, identities: Iterable[str], name: str, **values: object) -> bool:
        """Other values in some items, as one step."""
        if self.project is None:
            return False
        outline = self.project.outline
        old = {
            one: {key: getattr(item, key) for key in values}
            for one in identities
            if (item := find(outline, one)) is not None
        }
        if all(before == values for before in old.values()):
            return False

        def redo(now: Outline) -> Outline:
            for one in old:
                now = changed(now, one, **values)
            return now

        def undo(now: Outline) -> Outline:
            for one, before in old.items():
                now = changed(now, one, **before)
            return now

        return self._do(_Step(name, undo, redo))

    def trash(self, identities: Iterable[str], name: str) -> list[str]:
        """Put items and what is below them into the trash; those that went."""
        if self.project is None:
            return []
        outline = self.project.outline
        chosen = [one for one in moves.topmost(outline, identities) if moves.root_of(outline, one) != "trash"]
        if not chosen:
            return []
        before = moves.shape_of(outline)
        try:
            for one in chosen:
                self.project.trash(one)
        except StudioError as error:
            self.problem.emit(error.report())
            self.changed.emit()
            return []
        after = moves.shape_of(self.project.outline)
        self._note(name, before, after)
        return chosen

    def restore(self, identity: str, name: str) -> bool:
        """Bring an item back to where it was."""
        if self.project is None:
            return False
        before = moves.shape_of(self.project.outline)
        try:
            self.project.restore(identity)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        self._note(name, before, moves.shape_of(self.project.outline))
        return True

    def _note(self, name: str, before: dict[str, moves.Shape], after: dict[str, moves.Shape]) -> None:
        """Note a change of places that was made already."""
        self._done.append(
            _Step(name, lambda now: moves.with_shape(now, before), lambda now: moves.with_shape(now, after))
        )
        self._undone.clear()
        self.changed.emit()

    def add(
        self, kind: str, title: str, near: str, name: str, *, text: str = "", **values: object
    ) -> Item | None:
        """A new item where it belongs when ``near`` is chosen; undo puts it into the trash."""
        if self.project is None:
            return None
        parent, index = moves.new_place(self.project.outline, kind, near)
        try:
            item = self.project.add(kind, title, parent=parent, index=index, text=text, **values)
        except StudioError as error:
            self.problem.emit(error.report())
            return None
        after = moves.shape_of(self.project.outline)

        def without(now: Outline) -> Outline:
            return moves.move_to(now, [item.id], "trash", -1)

        self._done.append(_Step(name, without, lambda now: moves.with_shape(now, after)))
        self._undone.clear()
        self.changed.emit()
        return item

    def texts_below(self, identities: Iterable[str]) -> list[Item]:
        """The items with texts among these and below them."""
        if self.project is None:
            return []
        found = [find(self.project.outline, one) for one in identities]
        return [item for one in found if one for item in walk((one,)) if item.file]
