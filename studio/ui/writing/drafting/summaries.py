"""Summaries of scenes, made in the background while the writer pauses; never over a hand-written one."""

import hashlib
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.errors import StudioError
from studio.core.jobs import Job, JobState, Priority
from studio.core.messages import Wrote
from studio.core.request_parts import SEED_MAX
from studio.core.writing.outline import changed, find, scenes
from studio.core.writing.request_builder import Wishes
from studio.core.writing.thinking import parted
from studio.core.writing.tools import WritingTool
from studio.ui.writing.drafting.writing_requests import PROSE, Sources, build_request

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
        self.job = ""
        self.item = ""
        """The scene that is being summed up."""
        self._digest = self._text = ""
        self._failed: set[tuple[str, str]] = set()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.next)
        queue.wrote.connect(self._wrote)
        queue.ended.connect(self._ended)
        page.editor.edited.connect(self.wait)
        page.item_opened.connect(lambda _item: self.wait())

    def set_enabled(self, enabled: bool) -> None:
        self.enabled = enabled
        self.wait() if enabled else self.stop()

    def can_sum_up(self) -> bool:
        """Whether the model is one that follows such a task."""
        model = self.model()
        return bool(self._tool and model and model.chat and model.id != PROSE and not model.problem)

    @Slot()
    def wait(self) -> None:
        """The writer does something: count the pause anew."""
        if self.enabled:
            self._idle.start()

    @Slot()
    def stop(self) -> None:
        """Make room for what the writer asks."""
        self._idle.stop()
        if self.job:
            job, self.job, self.item = self.job, "", ""
            self._queue.cancel(job)
            self.changed.emit()
        if self.enabled:
            self._idle.start()

    @Slot()
    def next(self) -> None:
        """Sum up the first scene that needs it, if nothing else is written now."""
        project = self._page.project
        if self.job or project is None or project.read_only or not self.can_sum_up():
            return
        if self._queue.current("words") is not None:
            self._idle.start()
            return
        for scene in scenes(project.outline):
            text = self._sources.text(scene.id)
            digest = digest_of(text)
            if scene.summary_of in (digest, MANUAL) or len(text) < SHORTEST:
                continue
            if (scene.id, digest) not in self._failed:
                self.begin(scene.id)
                return

    def begin(self, item: str, *, asked: bool = False) -> bool:
        """Sum up a scene now; ``asked`` by the writer, who is told when it cannot be done."""
        model, project = self.model(), self._page.project
        if model is None or project is None or self._tool is None:
            return False
        self._text = self._sources.text(item)
        place = self._sources.place(0, 0)
        from msgspec.structs import replace

        place = replace(place, before="", selection=self._text, after="")
        settings = self._queue.settings
        wishes = Wishes(
            seed=secrets.randbelow(SEED_MAX + 1),
            context=settings.writing.context,
            placement=settings.text_wish,
        )
        try:
            built = build_request(self._tool, self._sources, place, model, wishes, item=item)
            priority = Priority.INTERACTIVE if asked else Priority.BACKGROUND
            self.job = self._queue.submit(built.request, priority).id
        except StudioError as error:
            if asked:
                self.problem.emit(error.report())
            return False
        self.item, self._digest, self._answer = item, digest_of(self._text), ""
        self.changed.emit()
        return True

    _answer = ""

    @Slot(object)
    def _wrote(self, wrote: Wrote) -> None:
        if wrote.job == self.job and wrote.written.index == 0:
            self._answer = parted(wrote.written.text).answer.strip()

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if not self.job or job.id != self.job:
            return
        item, self.job, self.item = self.item, "", ""
        if job.state is JobState.DONE and self._answer:
            self.keep(item, self._answer, self._digest)
        else:
            self._failed.add((item, self._digest))
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
