"""Passages of the project that belong to what is being written: by words, and by meaning where it can be."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.errors import StudioError
from studio.core.writing.context import Passage
from studio.core.writing.outline import find
from studio.jobs import offthread
from studio.ui.writing.drafting.learning import Learning

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.manuscripts.project import Project
    from studio.storage.models import ModelEntry, Models
    from studio.ui.writing.page import WritePage

WAIT_MS = 900
TAIL = 400
"""Characters before the caret that are looked up."""
MOST = 4


class Retrieval(QObject):
    """What was found is ready before the next press; the press itself never waits for it."""

    changed = Signal()

    def __init__(self, page: "WritePage", queue: "JobQueue", models: "Models") -> None:
        super().__init__(page)
        self._page, self._queue, self._models = page, queue, models
        self.enabled = False
        self.found: tuple[Passage, ...] = ()
        self.told = ""
        self._by_words: list[tuple[str, str]] = []
        self._by_meaning: list[tuple[str, str]] = []
        self._busy = False
        self.learning = Learning(page, queue, lambda: self.embedder() if self.enabled else None)
        self.learning.learnt.connect(lambda _item: self.wait())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.look)
        page.editor.caret_moved.connect(self.wait)
        page.editor.edited.connect(self.wait)
        page.project_opened.connect(lambda _project: self._clear())
        page.item_opened.connect(lambda _item: self._clear())

    def set_enabled(self, enabled: bool) -> None:
        self.enabled = enabled
        self.learning.wait() if enabled else self.learning.stop()
        self._clear()

    def _clear(self) -> None:
        self.found, self._by_words, self._by_meaning = (), [], []
        self.wait()
        self.changed.emit()

    @Slot()
    def wait(self) -> None:
        if self.enabled:
            self._soon.start()

    def embedder(self) -> "ModelEntry | None":
        """The embedding model the user has."""
        usable = [model for model in self._models.of_kind("embedding") if not model.problem]
        return usable[0] if usable else None

    @Slot()
    def look(self) -> None:
        """Look up the text before the caret."""
        project, editor = self._page.project, self._page.editor
        if not self.enabled or project is None or not editor.item or self._busy:
            return
        caret = editor.caret()
        words = editor.text()[max(0, caret - TAIL) : caret].strip()
        if len(words) < 12:
            self._tell([], [])
            return
        self._busy = True
        item = editor.item

        def search() -> "tuple[Project, list[tuple[str, str]]]":
            found = project.passages(words, MOST * 3)
            return project, [(one.item_id, one.text) for one in found if one.item_id != item]

        offthread.run(search, done=self._searched, failed=self._failed)
        model = self.embedder()
        if model and self._queue.current("words") is None:
            self._queue.embed(model.id, (words,), lambda v: self._near(project, model.id, v), lambda _: None)

    def _searched(self, answer: "tuple[Project, list[tuple[str, str]]]") -> None:
        self._busy = False
        project, found = answer
        if project is self._page.project:  # else another project's words would go to the model
            self._tell(found[:MOST], self._by_meaning)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, StudioError):
            raise error

    def _near(self, project: "Project", model: str, vectors: tuple[tuple[float, ...], ...]) -> None:
        if not vectors or project is not self._page.project:
            return
        item = self._page.editor.item

        def search() -> "tuple[Project, list[tuple[str, str]]]":
            near = project.passages_like(vectors[0], MOST * 2, model=model)
            return project, [(one.item_id, one.text) for one in near if one.item_id != item]

        offthread.run(search, done=self._came_near, failed=self._failed)

    def _came_near(self, answer: "tuple[Project, list[tuple[str, str]]]") -> None:
        project, found = answer
        if project is self._page.project:
            self._tell(self._by_words, found[:MOST])

    def _tell(self, by_words: list[tuple[str, str]], by_meaning: list[tuple[str, str]]) -> None:
        self._by_words, self._by_meaning = by_words, by_meaning
        project = self._page.project
        both = list(dict.fromkeys((*by_meaning, *by_words)))[:MOST]
        found = []
        for identity, text in both:
            item = find(project.outline, identity) if project else None
            found.append(Passage(label=item.title if item else "", text=text.strip()))
        self.found = tuple(found)
        self.told = (
            self.tr("No passage matches.")
            if not found
            else "\n".join(f"{passage.label}: {passage.text[:70]}…" for passage in found)
        )
        self.changed.emit()
