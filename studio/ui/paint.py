"""The Paint page whole: canvas, file of the document, panels, intents, live mode and commands, joined."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorReport, StudioError
from studio.core.paths import Folders
from studio.core.requests import nearest_side
from studio.core.settings import Settings
from studio.storage.history import History
from studio.storage.library import Library
from studio.storage.models import Models
from studio.storage.sources import Sources
from studio.ui.canvas.canvas_menu import CanvasMenu
from studio.ui.canvas.colours.panel import ColourPanel
from studio.ui.canvas.commands import CanvasCommands, IntentCommands, ToolCommands
from studio.ui.canvas.desk_state import (
    options_of,
    restore_options,
    restore_symmetry,
    symmetry_of,
)
from studio.ui.canvas.files.commands import FileCommands
from studio.ui.canvas.files.desk_files import DocumentFiles
from studio.ui.canvas.generating.generation import Generation
from studio.ui.canvas.generating.live import Live
from studio.ui.canvas.generating.redraw import has_prompt, shown_layers
from studio.ui.canvas.generating.stage import Target
from studio.ui.canvas.generating.stage_memory import StageMemory
from studio.ui.canvas.layers import LayersPanel
from studio.ui.canvas.layers.commands import LayerCommands
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.selecting.selection_commands import SelectionCommands
from studio.ui.canvas.shaping.geometry_commands import GeometryCommands
from studio.ui.canvas.undo_panel import UndoPanel
from studio.ui.sentences import translate_sentence
from studio.ui.window_state import WindowState

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.ui.main_window import MainWindow


@dataclass(frozen=True, kw_only=True)
class PaintParts:
    """What the page works with."""

    folders: Folders
    state: WindowState
    queue: "JobQueue"
    history: History
    library: Library
    models: Models


class Paint(QObject):
    """Owns what belongs to the canvas beside the canvas itself; ``join`` connects it with the window."""

    def __init__(self, parts: PaintParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.page = CanvasPage()
        self.files = DocumentFiles(self.page.desk, parts.folders.data, parts.state, self)
        self.layers = LayersPanel(
            self.page.desk,
            controls=lambda: self._fitting("controlnet"),
            adapters=lambda: self._fitting("lora"),
        )
        self._model = ""
        self.steps = UndoPanel(self.page.desk)
        self.colours = ColourPanel(self.page.desk)

    @property
    def panels(self) -> list[tuple[str, QWidget]]:
        """The panels of the document, with their titles."""
        return [
            (self.tr("Layers"), self.layers),
            (self.tr("Steps"), self.steps),
            (self.tr("Colours"), self.colours),
        ]

    def join(self, window: "MainWindow") -> None:
        """The press of the button goes through the canvas; results come back to it; commands and messages."""
        self._window, page, parts = window, self.page, self._parts
        self.generation = Generation(
            page, window.panel, Sources(parts.folders.sources), parts.state, window.submit
        )
        self.live = Live(page, window.panel, self.generation, parts.queue)
        self.stage_memory = StageMemory(page.results, parts.state, self._kept_result)
        window.prepare = self.generation.submit
        window.unsafe = self._unsafe
        parts.queue.retried.connect(self.generation.retried)
        window.panel.picture_size.changed.connect(self.frame_changed)
        window.panel.changed.connect(self._offer_adapters)
        page.document_told.connect(self._tell_regions)
        window.job_bar.preview_shown.connect(self._preview_shown)
        page.frame_resized.connect(self._frame_resized)
        page.picture_dropped.connect(self._picture_dropped)
        for speaker in (page.view, page.results, self.generation, self.live, self.files):
            speaker.problem.connect(window.show_error)
        self.live.broken_off.connect(self._live_broken_off)
        for speaker in (page.desk, self.files):
            speaker.message.connect(window.show_message)
        self.files.named.connect(self._named)
        self.files.busy_changed.connect(page.busy.say)
        self.steps.budget_chosen.connect(self._budget_chosen)
        self.colours.restore(parts.state.mapping("colours"))
        restore_options(page.desk, page.tools.specs, parts.state.mapping("tools"))
        restore_symmetry(page.desk, parts.state.mapping("symmetry"))
        page.tools.choose(parts.state.text("tool"))
        window.saving.connect(self._save)
        self.take_settings(window.settings)
        self.files.previewed.connect(self._previewed)
        self._add_commands()

    def _add_commands(self) -> None:
        with self._window.commands.of_page("paint"):
            self._add_page_commands()

    def _add_page_commands(self) -> None:
        commands, page = self._window.commands, self.page
        FileCommands(commands, self.files, self._parts.state, self._window)
        CanvasCommands(commands, page, self.live)
        SelectionCommands(commands, page)
        LayerCommands(commands, self.layers)
        GeometryCommands(commands, page)
        IntentCommands(commands, self.generation, page)
        CanvasMenu(commands, page)
        ToolCommands(commands, page)
        page.commands = commands
        for _title, panel in self.panels:
            page.tools.lend_keys(panel)

    @Slot(object)
    def _live_broken_off(self, report: ErrorReport) -> None:
        again = (self.tr("Try again"), lambda: self.live.set_on(True))
        self._window.messages.show_error(report, again)

    # Add-ons and regions

    def _fitting(self, kind: str) -> list[tuple[str, str]]:
        """Ids and names of the LoRAs or ControlNets that fit the chosen model."""
        model = self._window.panel.chosen_model()
        found = self._parts.models.of_kind(kind) if model else []
        return [(entry.id, entry.name) for entry in found if model and entry.fits(model)]

    def models_found(self) -> None:
        """Others may fit the chosen model now."""
        self._model = ""
        self._offer_adapters()

    def _offer_adapters(self) -> None:
        model = self._window.panel.chosen_model()
        if model and model.id != self._model:
            self._model = model.id
            self._window.panel.extras.set_adapter_choices(lambda: self._fitting("lora"))

    def _tell_regions(self) -> None:
        layers = shown_layers(self.page.document.state.layers)
        self._window.panel.extras.show_regions(any(has_prompt(layer) for layer in layers))

    # Settings and state

    def take_settings(self, settings: Settings) -> None:
        """How much memory undo may hold."""
        self.page.set_undo_budget(settings.memory.undo_bytes)

    def _budget_chosen(self, megabytes: int) -> None:
        self._window.change_settings(self._window.settings.replace("memory", undo_mb=megabytes))

    def _save(self, state: WindowState) -> None:
        state.set("colours", self.colours.state())
        state.set("tools", options_of(self.page.desk))
        state.set("symmetry", symmetry_of(self.page.desk))
        state.set("tool", self.page.tools.current)

    # Start and end

    def restore(self) -> None:
        """Bring back the document of the last session and what was staged over it.

        Also when there turns out to be no document: it was blank, and killed before its draft was begun.
        """
        self.files.restored.connect(self.stage_memory.look)
        if not self.files.restore():
            self.stage_memory.look()

    def _unsafe(self) -> str:
        error = self.files.unsafe()
        return translate_sentence(error.sentence) if error else ""

    def close(self) -> None:
        """The program ends; what is unsaved waits for the next start."""
        self.live.set_on(False)
        self.files.close()

    def _named(self, name: str, modified: bool) -> None:
        self._window.setWindowTitle(f"{name}[*] — Atelier" if name else "Atelier[*]")
        self._window.setWindowModified(modified and bool(name))

    def _previewed(self, preview: QImage) -> None:
        self.page.view.projection.seed([preview])

    # Results

    def add_result(self, artifact: Artifact) -> None:
        """A picture of a job has landed in the library: it is staged where it belongs."""
        target = self.generation.target_of(artifact.job)
        self.page.results.add(artifact, self._parts.library.path_of(artifact), target)

    def _kept_result(self, identity: str) -> tuple[Artifact, Path, Target | None] | None:
        """A result that was staged in an earlier session, unless it went to the trash since."""
        try:
            artifact = self._parts.history.artifact(identity)
        except StudioError:
            return None
        if artifact is None or artifact.trashed:
            return None
        return artifact, self._parts.library.path_of(artifact), self.generation.target_of(artifact.job)

    @Slot(object)
    def _preview_shown(self, preview: QImage | None) -> None:
        job = self._parts.queue.current()
        if job and self._parts.queue.is_passing(job.id):
            return  # half a live picture would only flicker
        identity = job.id if job else ""
        self.page.results.show_preview(preview, identity, self.generation.target_of(identity))

    @Slot(str, QPointF)
    def _picture_dropped(self, path: str, at: QPointF) -> None:
        artifact = self._artifact_at(Path(path))
        if artifact:
            self.page.results.place(Path(path), artifact, at.toPoint())
        else:
            self.files.place(Path(path), at.toPoint())

    def _artifact_at(self, path: Path) -> Artifact | None:
        """The artifact of a picture that was dragged here from the gallery."""
        try:
            found = self._parts.history.artifact(path.stem)
        except StudioError:
            return None
        return found if found and self._parts.library.path_of(found) == path else None

    # The frame and the panel's size

    @Slot()
    def frame_changed(self) -> None:
        """The frame follows the size in the panel."""
        self.page.set_frame(*self._window.panel.picture_size.size_now())

    @Slot(int, int)
    def _frame_resized(self, width: int, height: int) -> None:
        """The panel's size follows the frame; a frame no request can have is shown as the nearest one."""
        field = self._window.panel.picture_size
        nearest = (nearest_side(width), nearest_side(height))
        if field.size_now() != nearest:
            field.changed.disconnect(self.frame_changed)
            field.set_size(*nearest)
            field.changed.connect(self.frame_changed)
