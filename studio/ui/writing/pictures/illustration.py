"""Words become pictures beside the scene: prompts from the passage, jobs, and where each picture belongs."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorReport, StudioError
from studio.core.jobs import ENDINGS, Job, JobState, Priority
from studio.core.paths import Folders, resources
from studio.core.presets import load_presets
from studio.core.writing.outline import Item, every, find
from studio.core.writing.picture_prompts import prompts_by_rules, prompts_in
from studio.storage.history import History
from studio.storage.library import Library
from studio.storage.models import ModelEntry, Models
from studio.storage.picture_wishes import PictureWishes, Wish
from studio.ui.actions import Command, Commands
from studio.ui.prompt_panel import PromptPanel
from studio.ui.writing.asking import Asking
from studio.ui.writing.pictures.picture_requests import picture_request
from studio.ui.writing.pictures.wording import ILLUSTRATE, asked
from studio.ui.writing.talkers import talker

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.manuscripts.project import Project
    from studio.ui.writing.page import WritePage
    from studio.ui.writing.pictures.illustrate_dialog import Drawing, IllustrateDialog

PROMPTS = 3


@dataclass(frozen=True, kw_only=True)
class PictureParts:
    """What words and pictures work with together."""

    queue: "JobQueue"
    models: Models
    history: History
    library: Library
    panel: PromptPanel
    folders: Folders


class Illustration(QObject):
    """Every picture asked for here finds its scene: now, after a crash, or when its project opens again."""

    message = Signal(str, object)  # sentence, callable for Undo or None
    problem = Signal(object)  # ErrorReport
    attached = Signal(str)
    """Id of a scene that has another picture."""
    awaited = Signal()
    """Which scenes wait for pictures."""

    def __init__(self, page: "WritePage", parts: PictureParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self.parts = page, parts
        self.wishes = PictureWishes(parts.folders.data / "illustrations.jsonl")
        self.asking = Asking(parts.queue, self)
        self.dialog: IllustrateDialog | None = None
        self._passage = self._item = ""
        self._running: set[str] = set()
        """Jobs that may still bring pictures."""
        self.presets = {}
        self.preferred = ""
        """The language model chosen on the page."""
        self.asking.done.connect(self._prompts_came)
        self.asking.failed.connect(self._prompts_failed)
        self.asking.busy_changed.connect(self._show_writing)
        parts.queue.job_changed.connect(self._job_changed)
        parts.queue.ended.connect(self._ended)
        parts.queue.retried.connect(self._retried)
        page.project_opened.connect(self._project_opened)

    def join(self, commands: Commands) -> None:
        group = self.tr("Words and pictures")
        command = Command("illustrate", self.tr("Illustrate this"), group, "Ctrl+Shift+P", "image")
        commands.add(command, self.illustrate, only_in="writing")

    # Prompts

    def talker(self) -> ModelEntry | None:
        """A language model that follows instructions, when there is one."""
        return talker(self.parts.models.of_kind("text"), self.preferred)

    def illustrate(self) -> None:
        """Prompts for the selected passage, else for the paragraphs around the caret."""
        editor, project = self._page.editor, self._page.project
        item = find(project.outline, editor.item) if project and editor.item else None
        if project is None or item is None:
            self.message.emit(self.tr("Open a scene first; its picture will stand beside it."), None)
            return
        start, end = editor.selection()
        text = editor.text()
        passage = text[start:end].strip() or _around(text, editor.caret())
        if not passage.strip():
            passage = item.synopsis or item.title
        self.open(item, passage)

    def open(self, item: Item, passage: str) -> None:
        """Show the dialog with prompts by rules at once; a model that can writes better ones."""
        from studio.ui.writing.pictures.illustrate_dialog import IllustrateDialog

        if self.dialog:
            self.dialog.close()
        self.presets = load_presets(resources() / "presets")
        self._item, self._passage = item.id, passage
        dialog = IllustrateDialog(passage, self.parts.panel.chosen_model(), self.presets, self._page)
        self.dialog = dialog
        dialog.again_wanted.connect(self._ask)
        dialog.draw_wanted.connect(self._draw)
        dialog.finished.connect(self._dialog_closed)
        dialog.again.setVisible(self.talker() is not None)
        around = self._page.editor.text() if self._page.editor.item == item.id else ""
        prompts = prompts_by_rules(passage, self.places(), PROMPTS, around)
        dialog.show_prompts(prompts, self._by_rules())
        dialog.open()
        if self.talker():
            self._ask()

    def places(self) -> list[str]:
        """Names of the project's places."""
        project = self._page.project
        if project is None:
            return []
        return [item.title for item in every(project.outline) if item.note_kind == "place"]

    def _by_rules(self) -> str:
        return self.tr(
            "Made by rules from words of the passage; no language model that follows instructions is here. "
            "Change them as you like."
        )

    def _ask(self) -> None:
        model = self.talker()
        if model and self.dialog:
            pieces = asked(ILLUSTRATE, self._passage, self.parts.folders.config, prompts=PROMPTS)
            self.asking.ask(model, pieces, "illustrate", self._item)

    def _show_writing(self, busy: bool) -> None:
        model = self.talker()
        if self.dialog and model:
            self.dialog.show_writing(busy, model.name)

    @Slot(str)
    def _prompts_came(self, answer: str) -> None:
        if self.dialog is None:
            return
        prompts, model = prompts_in(answer, PROMPTS), self.talker()
        if prompts and model:
            self.dialog.show_prompts(prompts, self.tr("Written by %1.").replace("%1", model.name))
        else:
            self.dialog.note.setText(self.tr("The model gave no prompt; these are made by rules."))

    @Slot(object)
    def _prompts_failed(self, report: ErrorReport | None) -> None:
        if self.dialog:
            self.dialog.note.setText(self.tr("The model could not write prompts; these are made by rules."))
        if report:
            self.problem.emit(report)

    def _dialog_closed(self) -> None:
        self.asking.cancel()
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None

    # Drawing

    @Slot(object)
    def _draw(self, drawing: "Drawing") -> None:
        dialog, project = self.dialog, self._page.project
        if project is None:
            return
        item = find(project.outline, self._item)
        drawn = 0
        for prompt in drawing.prompts:
            drawn += (
                self.submit(project, self._item, prompt, drawing, caption=item.synopsis if item else "")
                is not None
            )
            if not drawn:
                return  # refused and told; the dialog stays with its prompts
        if dialog:
            dialog.accept()
        if drawn:
            self.message.emit(self.tr("The pictures will stand beside the scene when they are done."), None)

    def submit(
        self,
        project: "Project",
        item: str,
        prompt: str,
        drawing: "Drawing",
        *,
        caption: str = "",
        priority: Priority = Priority.INTERACTIVE,
    ) -> Job | None:
        """Queue a picture for a scene and note where it belongs; a refusal is told."""
        try:
            request = picture_request(
                self.parts.panel,
                self.presets or load_presets(resources() / "presets"),
                prompt,
                preset=drawing.preset,
                size=drawing.size,
                count=drawing.count,
            )
            job = self.parts.queue.submit(request, priority)
        except StudioError as error:
            self.problem.emit(error.report())
            return None
        self._running.add(job.id)
        self._note(
            Wish(job=job.id, project=str(project.folder), item=item, caption=caption, count=drawing.count)
        )
        self.awaited.emit()
        return job

    def waiting_for(self, item: str) -> int:
        """Pictures a scene of the open project still waits for."""
        return sum(max(0, wish.count - len(wish.attached)) for wish in self.awaited_by(item))

    def awaited_by(self, item: str) -> list[Wish]:
        """Of a scene of the open project, what is drawn now or waits to be."""
        project = self._page.project
        wishes = self.wishes.all(str(project.folder)) if project and item else []
        return [wish for wish in wishes if wish.item == item and wish.job in self._running]

    # Pictures come

    def takes(self, artifact: Artifact) -> bool:
        """A picture landed in the library. True when it belongs beside a scene and not on the canvas."""
        wish = self.wishes.get(artifact.job)
        if wish is None:
            return False
        project = self._page.project
        if project is None or str(project.folder) != wish.project:
            name = Path(wish.project).name
            self.message.emit(
                self.tr(
                    "A picture for “%1” is done; it will be beside its scene when that project is open."
                ).replace("%1", name),
                None,
            )
            return True
        self._attach(project, wish, artifact)
        return True

    def _attach(self, project: "Project", wish: Wish, artifact: Artifact) -> bool:
        if artifact.id in wish.attached:
            return True
        try:
            project.attach_picture(wish.item, self.parts.library.path_of(artifact))
        except StudioError as error:
            report = error.report()
            advice = self.tr("The picture is in the history; drag it onto its scene from there.")
            self.problem.emit(replace(report, advice=" ".join(filter(None, (report.advice, advice)))))
            self._note(replace(wish, done=True))
            return False
        wish = replace(wish, attached=(*wish.attached, artifact.id))
        self._note(replace(wish, done=len(wish.attached) >= wish.count))
        self.attached.emit(wish.item)
        return True

    @Slot(object)
    def _job_changed(self, job: Job) -> None:
        """Also jobs of the last session that go on."""
        if job.id not in self._running and job.state not in ENDINGS and self.wishes.get(job.id):
            self._running.add(job.id)
            self.awaited.emit()

    @Slot(object)
    def _ended(self, job: Job) -> None:
        """A job that ends with fewer pictures than were asked for waits for none any more."""
        self._running.discard(job.id)
        wish = self.wishes.get(job.id)
        if wish is None:
            return
        if job.state in (JobState.CANCELLED, JobState.FAILED):
            self._note(replace(wish, done=True))
        # A lost one can be tried again; of one that is done pictures may still wait for room on a disk.
        self.awaited.emit()

    @Slot(str, str)
    def _retried(self, old: str, new: str) -> None:
        try:
            self.wishes.moved(old, new)
        except StudioError as error:
            self.problem.emit(error.report())
        self._running.add(new)
        self.awaited.emit()

    @Slot(object)
    def _project_opened(self, project: "Project | None") -> None:
        """What was drawn while the project was closed, or before a crash, comes to its scenes."""
        if self.dialog:
            self.dialog.close()
        if project is None or project.read_only:
            return
        came = 0
        for wish in self.wishes.all(str(project.folder)):
            try:
                artifacts = self.parts.history.artifacts_of(wish.job)
                job = self.parts.history.job(wish.job)
            except StudioError as error:
                self.problem.emit(error.report())
                return
            for artifact in artifacts:
                if artifact.trashed or artifact.id in wish.attached:
                    continue
                wish = self.wishes.get(wish.job) or wish
                came += self._attach(project, wish, artifact)
            over = job is None or job.state in (JobState.DONE, JobState.CANCELLED, JobState.FAILED)
            if over and self.wishes.get(wish.job):
                self._note(replace(self.wishes.get(wish.job) or wish, done=True))
        if came:
            self.message.emit(
                self.tr("%n picture(s) that were drawn meanwhile stand beside their scenes now.", "", came),
                None,
            )

    def _note(self, wish: Wish) -> None:
        try:
            self.wishes.put(wish)
        except StudioError as error:
            self.problem.emit(error.report())


def _around(text: str, caret: int) -> str:
    """The paragraph at the caret and the one before it."""
    end = text.find("\n\n", caret)
    end = len(text) if end < 0 else end
    start = text.rfind("\n\n", 0, max(0, caret))
    before = text.rfind("\n\n", 0, max(0, start)) if start > 0 else -1
    return text[before + 2 if before >= 0 else 0 : end].strip()
