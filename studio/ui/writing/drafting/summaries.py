"""Summaries of scenes, made in the background while the writer pauses; never over a hand-written one."""

import hashlib
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.errors import ErrorReport, StudioError
from studio.core.jobs import Priority
from studio.core.request_parts import SEED_MAX
from studio.core.writing.outline import changed, find, scenes
from studio.core.writing.request_builder import Wishes
from studio.core.writing.tools import WritingTool
from studio.ui.writing.asking import Asking
from studio.ui.writing.drafting.writing_requests import Sources, build_request
from studio.ui.writing.talkers import talks

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.models import ModelEntry
    from studio.ui.writing.page import WritePage

IDLE_MS = 12_000
SHORTEST = 600
"""Characters of a scene that is worth a summary."""
MANUAL = "manual"


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


class Summaries(QObject):
    """``enabled`` is the writer's wish; one scene at a time, with the lowest priority."""

    changed = Signal()
    problem = Signal(object)

    def __init__(
        self, page: "WritePage", queue: "JobQueue", sources: Sources, tool: WritingTool | None
    ) -> None:
        super().__init__(page)
        self._page, self._queue, self._sources, self._tool = page, queue, sources, tool
        self.model: Callable[[], ModelEntry | None] = lambda: None
        self.enabled = False
        self.item = ""
        """The scene that is being summed up."""
        self._digest = self._text = ""
        self._asked = False
        self._asking = Asking(queue, self)
        self._asking.done.connect(self._answered)
        self._asking.failed.connect(self._gave_up)
        self._failed: set[tuple[str, str]] = set()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.next)
        page.editor.edited.connect(self.wait)
        page.project_opened.connect(lambda _project: self.stop())
        page.item_opened.connect(lambda _item: self.wait())

    def set_enabled(self, enabled: bool) -> None:
        self.enabled = enabled
        self.wait() if enabled else self.stop()

    def can_sum_up(self) -> bool:
        """Whether the model is one that follows such a task."""
        model = self.model()
        return bool(self._tool and model and talks(model) and not model.problem)

    @Slot()
    def wait(self) -> None:
        """The writer does something: count the pause anew."""
        if self.enabled:
            self._idle.start()

    @Slot()
    def stop(self) -> None:
        """Make room for what the writer asks."""
        self._idle.stop()
        if self._asking.busy:
            self.item = ""
            self._asking.cancel()
            self.changed.emit()
        if self.enabled:
            self._idle.start()

    @Slot()
    def next(self) -> None:
        """Sum up the first scene that needs it, if nothing else is written now."""
        project = self._page.project
        if self._asking.busy or project is None or project.read_only or not self.can_sum_up():
            return
        if self._queue.current("words") is not None:
            self._idle.start()
            return
        for scene in scenes(project.outline):
            text = self._sources.text(scene.id)
            digest = digest_of(text)
            if scene.summary_of in (digest, MANUAL) or len(text) < SHORTEST:
                continue
            if (scene.id, digest) not in self._failed and self.begin(scene.id):
                return

    def begin(self, item: str, *, asked: bool = False) -> bool:
        """Sum up a scene now; ``asked`` by the writer, who is told when it cannot be done."""
        model, project = self.model(), self._page.project
        if model is None or project is None or self._tool is None:
            return False
        self._text = self._sources.text(item)
        place = replace(self._sources.place(0, 0), before="", selection=self._text, after="")
        settings = self._queue.settings
        wishes = Wishes(
            seed=secrets.randbelow(SEED_MAX + 1),
            context=settings.writing.context,
            placement=settings.text_wish,
        )
        try:
            built = build_request(self._tool, self._sources, place, model, wishes, item=item)
            priority = Priority.INTERACTIVE if asked else Priority.BACKGROUND
            self._asking.send(built.request, priority)
        except StudioError as error:
            if asked:
                self.problem.emit(error.report())
            self._failed.add((item, digest_of(self._text)))  # such as one longer than the model's context
            return False
        self.item, self._digest, self._asked = item, digest_of(self._text), asked
        self.changed.emit()
        return True

    @Slot(str)
    def _answered(self, answer: str) -> None:
        if not answer.strip():
            self._gave_up()
            return
        item, self.item = self.item, ""
        self.keep(item, answer.strip(), self._digest)
        self._rest()

    @Slot(object)
    def _gave_up(self, report: ErrorReport | None = None) -> None:
        """Not again before the scene is another."""
        if self._asked and report:
            self.problem.emit(report)
        self._failed.add((self.item, self._digest))
        self.item = ""
        self._rest()

    def _rest(self) -> None:
        self.changed.emit()
        self.wait()

    def keep(self, item: str, summary: str, of: str) -> None:
        """Put a summary into the outline; one by hand is not replaced by one of the model."""
        project = self._page.project
        found = find(project.outline, item) if project else None
        if project is None or found is None or (found.summary_of == MANUAL and of != MANUAL):
            return
        try:
            project.set_outline(changed(project.outline, item, summary=summary, summary_of=of))
        except StudioError as error:
            self.problem.emit(error.report())
            return
        self._page.outline_changed.emit()
