"""Typing is kept safe: in the journal within a second, in its file at a pause; conflicts are told."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.jobs import offthread
from studio.storage.manuscripts.project import Conflict, Project
from studio.ui.writing.buffers import Buffers

JOURNAL_MS = 700
"""Typing waits at most so long before it goes to the journal."""
PAUSE_MS, LONGEST_MS = 1600, 8000
"""The file is written after a pause of so long, and at most so long after a key while typing goes on."""
RETRY_MS = 10_000


class Saving(NamedTuple):
    """A text on its way to its file."""

    item: str
    text: str


class Autosave(QObject):
    """Saves the buffers of one project at a time, on a worker; ``close`` saves what is left at once."""

    state_changed = Signal(str)
    """saved, waiting, saving, failed or conflict."""
    saved = Signal(str)
    conflict = Signal(object)
    """storage's Conflict: nothing of the item is saved until it is settled."""
    problem = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.buffers: Buffers | None = None
        self.state = "saved"
        self.conflicts: dict[str, Conflict] = {}
        self._journal_wanted: set[str] = set()
        self._flying: Saving | None = None
        self._reported = False
        self._kept: set[tuple[str, str]] = set()
        """Item and day of which the text before the first change is kept already."""
        self._journal_timer = self._timer(JOURNAL_MS, self._journal)
        self._pause_timer = self._timer(PAUSE_MS, self.save_all)
        self._longest_timer = self._timer(LONGEST_MS, self.save_all)
        self._retry_timer = self._timer(RETRY_MS, self.save_all)

    def _timer(self, milliseconds: int, slot) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def set_project(self, project: Project | None, buffers: Buffers | None) -> None:
        """Watch the texts of another project; those of the one before were saved by ``close``."""
        self.project, self.buffers = project, buffers
        self.conflicts.clear()
        self._journal_wanted.clear()
        self._flying = None
        if buffers:
            buffers.edited.connect(self._edited)
        self._tell("saved")

    def _tell(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    def _edited(self, item: str) -> None:
        self._journal_wanted.add(item)
        if not self._journal_timer.isActive():
            self._journal_timer.start()
        self._pause_timer.start()
        if not self._longest_timer.isActive():
            self._longest_timer.start()
        if self.state == "saved":
            self._tell("waiting")

    def _journal(self) -> None:
        if self.project and self.buffers and not self.project.read_only:
            for item in self._journal_wanted:
                buffer = self.buffers.known(item)
                if buffer:
                    self.project.journal(item, buffer.text, self.buffers.digests[item])
        self._journal_wanted.clear()

    # Saving on a worker, one text after the other

    def _waiting(self) -> list[str]:
        if self.buffers is None or self.project is None or self.project.read_only:
            return []
        return [item for item in self.buffers.unsaved() if item not in self.conflicts]

    def save_all(self) -> None:
        """Write what is not in its file yet."""
        self._journal()  # what it holds would be older than the file, and come back over it
        self._pause_timer.stop()
        self._longest_timer.stop()
        waiting = self._waiting()
        if self._flying is not None:
            return  # goes on by itself when the text under way has landed
        if not waiting or self.project is None or self.buffers is None:
            if self.state != "failed" or not waiting:
                self._tell("conflict" if self.conflicts else "saved")
            return
        buffer = self.buffers.known(waiting[0])
        if buffer is None:
            return
        self._flying = Saving(buffer.item, buffer.text)
        if self.state != "failed":
            self._tell("saving")
        offthread.run(
            self._write,
            self.project,
            self._flying,
            self.buffers.digests[buffer.item],
            self.buffers.saved[buffer.item],
            done=self._landed,
        )

    def _write(
        self, project: Project, saving: Saving, base: str, before: str
    ) -> tuple[Saving, str | Exception]:
        """On the worker. What went wrong comes home with its text: it may not be waited for any more."""
        try:
            return saving, self._written(project, saving, base, before)
        except Exception as error:
            return saving, error

    def _written(self, project: Project, saving: Saving, base: str, before: str) -> str:
        today = (saving.item, date.today().isoformat())
        if today not in self._kept and before.strip():
            kept = project.versions(saving.item)
            if not any(date.fromtimestamp(version.when / 1000).isoformat() == today[1] for version in kept):
                project.keep_version(saving.item, before, "daily")
        self._kept.add(today)
        return project.save(saving.item, saving.text, base)

    def _landed(self, answer: tuple[Saving, str | Exception]) -> None:
        saving, digest = answer
        if self._flying is not saving:
            return  # saved at once meanwhile, or of a project that was closed
        if isinstance(digest, Exception):
            self._failed(digest)
            return
        self._flying, self._reported = None, False
        self._retry_timer.stop()
        self._take(saving, digest)
        if self.state == "failed":
            self._tell("saving")
        self.save_all()

    def _take(self, saving: Saving, digest: str) -> None:
        if self.buffers and self.buffers.known(saving.item):
            self.buffers.digests[saving.item], self.buffers.saved[saving.item] = digest, saving.text
            self.saved.emit(saving.item)

    def _failed(self, error: Exception) -> None:
        self._flying = None
        if isinstance(error, Conflict):
            self.add_conflict(error)
            self.save_all()
            return
        self._tell("failed")
        self._retry_timer.start()
        if not self._reported:
            self._reported = True
            self.problem.emit(_report(error))

    def add_conflict(self, conflict: Conflict) -> None:
        """A file is not what it was when it was read; saving it waits for the writer."""
        self.conflicts[conflict.item_id] = conflict
        self.conflict.emit(conflict)

    # At once

    def save_now(self) -> StudioError | None:
        """Write all that is unsaved before this returns; why it could not, or None. Conflicts wait."""
        if self.project is None or self.buffers is None or self.project.read_only:
            return None
        self._journal()
        self._pause_timer.stop()
        self._longest_timer.stop()
        flying, self._flying = self._flying, None
        trouble: StudioError | None = None
        for item in self._waiting():
            buffer = self.buffers.known(item)
            if buffer is None:
                continue
            base = self.buffers.digests[item]
            try:
                try:
                    digest = self.project.save(item, buffer.text, base)
                except Conflict as conflict:
                    if flying is None or flying.item != item or conflict.theirs.text != flying.text:
                        raise
                    # What landed meanwhile was our own text, a moment older.
                    digest = self.project.save(item, buffer.text, conflict.theirs.digest)
            except Conflict as conflict:
                self.add_conflict(conflict)
            except StudioError as error:
                trouble = error
                self.project.journal(item, buffer.text, base)
            else:
                self._take(Saving(item, buffer.text), digest)
        for item in self.conflicts:
            buffer = self.buffers.known(item)
            if buffer:
                self.project.journal(item, buffer.text, self.buffers.digests[item])
        self._tell("failed" if trouble else "conflict" if self.conflicts else "saved")
        return trouble

    # Conflicts

    def keep_mine(self, item: str) -> None:
        """The text here is saved over the other one, which is kept as a version."""
        conflict = self.conflicts.get(item)
        if conflict and self.project and self.buffers:
            try:
                self.project.keep_version(item, conflict.theirs.text, "outside")
            except StudioError as error:
                self.problem.emit(error.report())
                return
            del self.conflicts[item]
            self.buffers.digests[item] = conflict.theirs.digest
            self.buffers.saved[item] = conflict.theirs.text
            self.save_all()

    def take_theirs(self, item: str, name: str) -> None:
        """The text of the file comes here, as a step of undo; the one here is kept as a version."""
        conflict = self.conflicts.get(item)
        buffer = self.buffers.known(item) if self.buffers else None
        if conflict and buffer and self.project and self.buffers:
            try:
                self.project.keep_version(item, buffer.text, "mine")
            except StudioError as error:
                self.problem.emit(error.report())
                return
            del self.conflicts[item]
            self.buffers.digests[item] = conflict.theirs.digest
            self.buffers.saved[item] = conflict.theirs.text
            buffer.set_text(conflict.theirs.text, name)
            self.save_all()

    def look_outside(self) -> list[str]:
        """Take over what other programs wrote; items whose text here was changed as well become conflicts.

        Answers the items taken over.
        """
        taken: list[str] = []
        if self.project is None or self.buffers is None or self._flying:
            return taken
        for item in self.project.changed_outside(dict(self.buffers.digests)):
            buffer = self.buffers.known(item)
            if buffer is None or item in self.conflicts:
                continue
            if buffer.text != self.buffers.saved[item]:
                continue  # saving it finds the conflict, with both texts
            try:
                scene = self.project.read(item)
            except StudioError:
                continue  # gone: it is written again at the next change
            if scene.text != buffer.text:
                self.buffers.saved[item] = scene.text
                buffer.set_text(scene.text, self.tr("Change by another program"))
                taken.append(item)
            self.buffers.digests[item], self.buffers.saved[item] = scene.digest, scene.text
        return taken


def _report(error: Exception) -> ErrorReport:
    if isinstance(error, StudioError):
        return error.report()
    return ErrorReport(
        kind=ErrorKind.NOT_WRITABLE,
        sentence=f"The text could not be saved ({error}).",
        advice="It is tried again; what you wrote stays in the window until then.",
    )
