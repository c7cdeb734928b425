"""Undo of a text: named steps of replaced stretches, runs of typing joined. Pure."""

from dataclasses import dataclass, field

STEPS_MOST = 5000
CHARACTERS_MOST = 60_000_000
"""What the steps of one text may hold; the oldest go first. The file and its versions lie on the disk."""
RUN_SECONDS = 2.0
RUN_LENGTH = 60
"""A run of typing is one step until a pause of so long, or the next word after so many characters."""


@dataclass(frozen=True)
class Edit:
    """``old`` at ``at`` became ``new``."""

    at: int
    old: str
    new: str

    def reversed(self) -> "Edit":
        return Edit(self.at, self.new, self.old)


def moved_by(edit: Edit, offset: int, *, stays: bool = False) -> int:
    """Where ``offset`` is after ``edit``. At the edge of an insertion it goes along unless it ``stays``."""
    if offset < edit.at or (stays and offset == edit.at):
        return offset
    end = edit.at + len(edit.old)
    if offset >= end:
        return offset + len(edit.new) - len(edit.old)
    return edit.at + (0 if stays else len(edit.new))


@dataclass
class Step:
    """What one press of Undo takes back."""

    name: str
    run: str = ""
    """Steps of one run are joined: "type", "erase", or a name of its own such as that of a paste."""
    at: float = 0.0
    edits: list[Edit] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(len(edit.old) + len(edit.new) for edit in self.edits)


class EditHistory:
    """Steps done and undone. The text itself is elsewhere: ``undo`` and ``redo`` say what to change."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._size = 0

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def undo_name(self) -> str:
        return self._done[-1].name if self._done else ""

    def seal(self) -> None:
        """What comes next is a step of its own."""
        if self._done:
            self._done[-1].run = ""

    def add(self, edit: Edit, name: str, run: str = "", now: float = 0.0) -> None:
        """Note an edit that was made."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        self._size += len(edit.old) + len(edit.new)
        if last and run and last.run == run and self._goes_on(last, edit, run, now):
            self._join(last, edit, run)
            last.at = now
            return
        self._done.append(Step(name, run, now, [edit]))
        while len(self._done) > 1 and (len(self._done) > STEPS_MOST or self._size > CHARACTERS_MOST):
            self._size -= self._done.pop(0).size

    def undo(self) -> list[Edit]:
        """The edits that take the last step back, in their order."""
        if not self._done:
            return []
        step = self._done.pop()
        step.run = ""
        self._undone.append(step)
        return [edit.reversed() for edit in reversed(step.edits)]

    def redo(self) -> list[Edit]:
        if not self._undone:
            return []
        step = self._undone.pop()
        self._done.append(step)
        return list(step.edits)

    @staticmethod
    def _goes_on(step: Step, edit: Edit, run: str, now: float) -> bool:
        last = step.edits[-1]
        if run not in ("type", "erase"):
            return True
        if now - step.at > RUN_SECONDS or "\n" in edit.new or "\n" in edit.old:
            return False
        if run == "type":
            if edit.old or edit.at != last.at + len(last.new):
                return False
            new_word = last.new[-1:].isspace() and not edit.new[:1].isspace()
            return not (new_word and len(last.new) > RUN_LENGTH)
        return not edit.new and (edit.at + len(edit.old) == last.at or edit.at == last.at)

    @staticmethod
    def _join(step: Step, edit: Edit, run: str) -> None:
        last = step.edits[-1]
        if run == "type" or (
            run not in ("type", "erase") and not edit.old and edit.at == last.at + len(last.new)
        ):
            step.edits[-1] = Edit(last.at, last.old, last.new + edit.new)
        elif run == "erase" and edit.at == last.at:
            step.edits[-1] = Edit(last.at, last.old + edit.old, "")
        elif run == "erase":
            step.edits[-1] = Edit(edit.at, edit.old + last.old, "")
        else:
            step.edits.append(edit)
