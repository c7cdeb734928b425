"""Vectors for passages that have none, made in the background in small batches that give way to writing."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from studio.core.errors import StudioError
from studio.jobs import offthread

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.manuscripts.project import Project
    from studio.storage.manuscripts.retrieval import Passage
    from studio.storage.models import ModelEntry
    from studio.ui.writing.editor import SceneEditor
    from studio.ui.writing.page import WritePage

BATCH = 6
"""Passages that are embedded in one go: a press of Continue waits for no more than these."""
QUIET_MS = 3_000
"""So long nothing is typed or written before the next batch."""
REFUSALS_MOST = 2
"""Texts in a row that the engine could not embed: it is the model, not the text, and it is let alone."""
GAP_MS = 150
"""Between two batches, so that others who ask get their turn."""


class Learning(QObject):
    """One text at a time. ``wanted`` answers the embedding model, or None while nothing is to be learnt."""

    learnt = Signal(str)
    """Item whose passages can be found by meaning now."""

    def __init__(
        self, page: "WritePage", queue: "JobQueue", wanted: Callable[[], "ModelEntry | None"]
    ) -> None:
        super().__init__(page)
        self._page, self._queue, self._wanted = page, queue, wanted
        self._turn = 0
        """Answers of an earlier turn are not wanted any more."""
        self._busy = False
        self._failed: set[tuple[str, str]] = set()
        """Model and item that could not be embedded in this session."""
        self._refusals = 0
        self._model = self._item = self._digest = ""
        self._passages: Sequence[Passage] = ()
        self._vectors: list[tuple[float, ...]] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self.step)
        for editor in page.editors():
            self._watch(editor)
        page.second_opened.connect(self._watch)
        page.project_opened.connect(self._opened)

    def _watch(self, editor: "SceneEditor") -> None:
        editor.edited.connect(self.wait)

    @Slot(object)
    def _opened(self, _project: object) -> None:
        self.stop()
        self.again()

    def again(self) -> None:
        """Models were looked for anew, or another project is open: what failed may go now."""
        self._failed.clear()
        self._refusals = 0
        self.wait()

    @Slot()
    def wait(self) -> None:
        """The writer does something, or there may be something to learn: go on after a pause."""
        if not self._busy and self._page.project and self._wanted():
            self._next.start(QUIET_MS)

    def stop(self) -> None:
        """For the end of a project or of the program; what is under way is not kept."""
        self._turn += 1
        self._busy = False
        self._next.stop()
        self._forget()

    def _awaits(self, turn: int) -> bool:
        """Whether an answer is still wanted: nothing was closed since it was asked for."""
        return isValid(self) and turn == self._turn

    def _forget(self) -> None:
        self._item, self._passages, self._vectors = "", (), []

    @Slot()
    def step(self) -> None:
        """Look for a text without vectors, or embed the next passages of the one that was found."""
        project, model = self._page.project, self._wanted()
        if project is None or model is None or project.read_only or self._busy:
            return
        if self._refusals >= REFUSALS_MOST:
            return
        if self._queue.current("words") is not None:
            self._next.start(QUIET_MS)
            return
        self._busy = True
        if self._item and self._model == model.id:
            self._embed(project)
        else:
            self._forget()
            self._model = model.id
            failed = {item for name, item in self._failed if name == model.id}
            turn = self._turn
            offthread.run(
                _missing,
                project,
                model.id,
                failed,
                done=lambda found: self._found(turn, project, found),
                failed=lambda error: self._gave_up(turn, error),
            )

    def _found(self, turn: int, project: "Project", found: "tuple[str, str, Sequence[Passage]]") -> None:
        if not self._awaits(turn):
            return
        self._item, self._digest, self._passages = found
        self._vectors = []
        if not self._item:
            self._busy = False  # all is learnt; typing begins the pause anew
        elif self._queue.current("words") is not None:
            self._busy = False
            self._next.start(QUIET_MS)
        else:
            self._embed(project)

    def _embed(self, project: "Project") -> None:
        turn, done = self._turn, len(self._vectors)
        texts = tuple(passage.text for passage in self._passages[done : done + BATCH])
        self._queue.embed(
            self._model,
            texts,
            lambda vectors: self._embedded(turn, project, vectors),
            lambda _sentence: self._refused(turn),
        )

    def _embedded(self, turn: int, project: "Project", vectors: tuple[tuple[float, ...], ...]) -> None:
        if not self._awaits(turn):
            return
        self._refusals = 0
        self._vectors += vectors
        if len(self._vectors) < len(self._passages):
            self._busy = False
            self._next.start(GAP_MS)
            return
        item = self._item
        rows = [(one.start, one.end, found) for one, found in zip(self._passages, self._vectors, strict=True)]
        offthread.run(
            _keep,
            project,
            (item, self._digest, rows, self._model),
            done=lambda _: self._kept(turn, item),
            failed=lambda error: self._gave_up(turn, error),
        )

    def _kept(self, turn: int, item: str) -> None:
        if self._awaits(turn):
            self._forget()
            self._busy = False
            self._next.start(GAP_MS)
            self.learnt.emit(item)

    def _refused(self, turn: int) -> None:
        """The engine could not: this text is left out until the project is opened again."""
        if self._awaits(turn):
            self._failed.add((self._model, self._item))
            self._refusals += 1
            self._forget()
            self._busy = False
            self._next.start(QUIET_MS)

    def _gave_up(self, turn: int, error: Exception) -> None:
        if not isinstance(error, StudioError):
            raise error
        if self._awaits(turn):
            self._forget()
            self._busy = False  # the folder is gone or cannot be read; typing tries again


# On a worker


def _missing(project: "Project", model: str, failed: set[str]) -> "tuple[str, str, Sequence[Passage]]":
    for item in project.without_vectors(model=model):
        if item not in failed:
            digest, passages = project.passages_of(item)
            if passages:
                return item, digest, passages
    return "", "", ()


def _keep(project: "Project", kept: tuple[str, str, list, str]) -> None:
    item, digest, rows, model = kept
    project.set_vectors(item, digest, rows, model=model)
