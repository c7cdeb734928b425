"""The model at the caret as a part of the Write page: bars, panels, keys, commands, and their joints."""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.messages import Reads
from studio.core.paths import Folders, resources
from studio.core.writing.context import estimate, estimate_by_bytes
from studio.core.writing.request_builder import Wishes
from studio.core.writing.tools import ToolTrouble, load_tools
from studio.storage.models import Models
from studio.storage.text_results import TextResults
from studio.ui.actions import Command, Commands
from studio.ui.param_form import param_text
from studio.ui.sentences import translate_sentence
from studio.ui.window_state import WindowState
from studio.ui.writing.drafting.answers import Answers
from studio.ui.writing.drafting.context_view import ContextView
from studio.ui.writing.drafting.desk_panel import DeskPanel, scrolling
from studio.ui.writing.drafting.draft_bar import DraftBar
from studio.ui.writing.drafting.draft_keys import DraftKeys
from studio.ui.writing.drafting.drafter import Drafter
from studio.ui.writing.drafting.memory_desk import MemoryDesk
from studio.ui.writing.drafting.other_words import OtherWords
from studio.ui.writing.drafting.retries import Retries
from studio.ui.writing.drafting.retrieval import Retrieval
from studio.ui.writing.drafting.run import Run
from studio.ui.writing.drafting.sampler_desk import SamplerDesk
from studio.ui.writing.drafting.summaries import Summaries
from studio.ui.writing.drafting.tinting import Tinting
from studio.ui.writing.drafting.tool_bar import ToolBar
from studio.ui.writing.drafting.writing_requests import PROSE, Sources, facts
from studio.ui.writing.drafting.written_places import WrittenPlaces
from studio.ui.writing.token_counts import TokenCounts

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.models import ModelEntry
    from studio.ui.writing.editor import SceneEditor
    from studio.ui.writing.page import WritePage

CARET_MS = 400
STATE = "drafting"


class Drafting(QObject):
    """Joins the page with queue and models; ``illustrate_wanted`` is for who makes pictures of passages."""

    problem = Signal(object)
    message = Signal(str)
    illustrate_wanted = Signal()
    folders_wanted = Signal()
    model_chosen = Signal(str)
    """Id of the language model."""
    model_picked = Signal(str)
    """The same, when the writer chose it here: a matter of the settings from now on."""

    def __init__(
        self,
        page: "WritePage",
        queue: "JobQueue",
        models: Models,
        results: TextResults,
        folders: Folders,
    ) -> None:
        super().__init__(page)
        self._page, self._queue, self._models, self._results = page, queue, models, results
        self.troubles: list[ToolTrouble] = []
        own = folders.config / "writing"
        self.tools = load_tools(resources() / "writing", own, self.troubles)
        self.sources = Sources(page)
        self.counts = TokenCounts(queue, estimate, self)
        self.counts.guesses[PROSE] = estimate_by_bytes
        self.drafter = Drafter(page, queue, self.sources, self.counts)
        Retries(page, self.drafter, queue)
        self.places = WrittenPlaces(page, results)
        self.retrieval = Retrieval(page, queue, models)
        self.summaries = Summaries(page, queue, self.sources, self.tools.get("summarise"))
        self.bar = ToolBar(self.tools)
        self.draft_bar = DraftBar(page.editor)
        self.panel = DeskPanel()
        self.samplers = SamplerDesk(own / "presets", self)
        self.memory = MemoryDesk(page, self.sources, self.summaries, self.retrieval, self)
        self.context = ContextView(page, self.panel.context, self)
        self.keys = DraftKeys(page.editor, self.drafter)
        self.tinting = Tinting(page, self.drafter, self.places, self.panel.legend)
        page.second_opened.connect(self._second_opened)
        self.words = OtherWords(page, self.drafter, self.tinting, self.keys, self.tools["continue"])
        self.answers = Answers(page, self.drafter, self.panel, results, self.tools)
        self._wished = ""
        self._caret_soon = QTimer(self)
        self._caret_soon.setSingleShot(True)
        self._caret_soon.setInterval(CARET_MS)
        self._caret_soon.timeout.connect(self._at_caret)
        page.tool_bar.insertWidget(0, self.bar, 1)
        self._area = scrolling(self.panel)
        page.add_side_panel(self.tr("Draft"), self._area, "pencil-line")
        page.add_side_panel(self.tr("Memory"), scrolling(self.memory.panel), "brain")
        page.add_side_panel(self.tr("Sampling"), scrolling(self.samplers.panel), "sliders-horizontal")
        self._wire()
        self.refresh_models()

    def _wire(self) -> None:
        drafter, bar, draft_bar, panel = self.drafter, self.bar, self.draft_bar, self.panel
        drafter.model = self.summaries.model = self.model
        drafter.wishes = self.wishes
        drafter.found = self._found
        drafter.asking.connect(self.summaries.stop)
        drafter.run_changed.connect(self._run_changed)
        drafter.grew.connect(self._grew)
        drafter.state_changed.connect(self._show_state)
        drafter.problem.connect(self.problem)
        drafter.told.connect(self.message)
        drafter.finished.connect(self.places.remember_branch)
        drafter.finished.connect(lambda _run: self._caret_soon.start())
        drafter.inserted.connect(self.places.inserted)
        bar.pressed.connect(self.press)
        bar.settings_wanted.connect(self._ask_options)
        bar.instructed.connect(self._instructed)
        bar.length_chosen.connect(self.samplers.panel.set_length)
        bar.count_chosen.connect(self.samplers.panel.set_count)
        bar.certainty_toggled.connect(self.tinting.switch)
        draft_bar.stop_wanted.connect(drafter.stop)
        draft_bar.discard_wanted.connect(drafter.stop_or_discard)
        draft_bar.word_wanted.connect(drafter.accept_word)
        draft_bar.sentence_wanted.connect(drafter.accept_sentence)
        draft_bar.again_wanted.connect(drafter.again)
        draft_bar.accept_wanted.connect(drafter.accept)
        draft_bar.keep_both_wanted.connect(drafter.keep_both)
        draft_bar.step_wanted.connect(drafter.step)
        self.words.popup.banned.connect(self.memory.ban)
        panel.alternatives.chosen.connect(drafter.show)
        panel.models.changed.connect(self._model_changed)
        panel.models.changed.connect(lambda: self.model_picked.emit(self._wished))
        panel.models.folders_wanted.connect(self.folders_wanted)
        self.samplers.panel.changed.connect(self._samplers_changed)
        self.answers.message.connect(self.message)
        for part in (self.samplers, self.memory, self.summaries, self.answers):
            part.problem.connect(self.problem)
        self.memory.changed.connect(self._caret_soon.start)
        self.retrieval.changed.connect(self._caret_soon.start)
        self.counts.changed.connect(self._caret_soon.start)
        self.places.branches_changed.connect(self._caret_soon.start)
        self._queue.reads_told.connect(self._reads)
        self._page.editor.caret_moved.connect(self._caret_soon.start)
        self._page.editor.edited.connect(self._caret_soon.start)
        self._page.item_opened.connect(self._item_opened)
        self._samplers_changed()

    def join(self, commands: Commands, state: WindowState) -> None:
        """Commands of the page, and what it was like at the last end."""
        remembered = state.mapping(STATE)
        self._wished = str(remembered.get("model", ""))
        sampler = remembered.get("sampler")
        if isinstance(sampler, dict):
            self.samplers.panel.restore(sampler)
        self.memory.restore(remembered)
        self.bar.certainty.setChecked(remembered.get("certainty") is True)
        self.refresh_models()
        group, drafter = self.tr("Draft"), self.drafter
        both = self.tr("Accept, and the next alternative after it")
        for identity, text, keys, sign, slot in (
            ("continue", self.tr("Continue, or accept the draft"), "Ctrl+Return", "pencil-line", self.go),
            ("again", self.tr("Another answer"), "Alt+R", "arrow-clockwise", drafter.again),
            ("stop", self.tr("Stop writing"), "", "stop-circle", drafter.stop),
            ("sentence", self.tr("Accept the next sentence"), "", "check", drafter.accept_sentence),
            ("discard", self.tr("Discard the draft"), "", "x", self._discard),
            ("both", both, "", "columns", drafter.keep_both),
            ("certainty", self.tr("Certainty"), "Alt+C", "percent", self.bar.certainty.toggle),
            ("instruct", self.tr("Instruction"), "Ctrl+Shift+I", "magic-wand", self.bar.to_guide),
            ("context", self.tr("What the model reads"), "", "book-open-text", self.context.show_whole),
            ("alternatives", self.tr("Choose an alternative"), "Alt+A", "rows", self._to_alternatives),
        ):
            commands.add(Command(f"write_{identity}", text, group, keys, sign), slot, only_in="writing")
        tools = self.tr("Writing tools")
        for tool in self.tools.values():
            if tool.id not in ("continue", "illustrate") and tool.group != "hidden":  # these have their own
                title = tool.label if tool.own else param_text(tool.label)
                commands.add(
                    Command(f"tool_{tool.id}", title, tools, "", tool.icon),
                    lambda name=tool.id: self._ask_options(name),
                    only_in="writing",
                )
        for sentence in (*(trouble.sentence for trouble in self.troubles), *self.samplers.troubles):
            self.message.emit(translate_sentence(sentence))

    def save(self, state: WindowState) -> None:
        """For the window's ``saving``."""
        self.memory.panel.flush()
        self.places.save()
        model = self.panel.models.model()
        state.set(
            STATE,
            {
                "model": model.id if model else self._wished,
                "sampler": self.samplers.panel.save(),
                "certainty": self.bar.certainty.isChecked(),
                **self.memory.remembered(),
            },
        )

    # Model and wishes

    def refresh_models(self) -> None:
        """After the models were scanned."""
        entries = self._models.of_kind("text")
        chosen = self._models.writer(self._queue.settings.writing.model or self._wished)
        self.panel.models.set_models(entries, chosen.id if chosen else "")
        self.retrieval.learning.again()
        self._model_changed()

    def model(self) -> "ModelEntry | None":
        return self.panel.models.model()

    def wishes(self) -> Wishes:
        """What panel and project say of the next press."""
        return self._with_settings(self.samplers.panel.wishes())

    def _with_settings(self, wishes: Wishes) -> Wishes:
        """With what project and settings say: words, device and room."""
        settings = self._queue.settings
        return self.memory.with_words(
            replace(wishes, context=settings.writing.context, placement=settings.text_wish)
        )

    def _model_changed(self) -> None:
        model = self.model()
        self.samplers.panel.set_adapter_choices(self._adapters)
        if model:
            self._wished = model.id
            self.model_chosen.emit(model.id)
        self.memory.show_summary()
        self._caret_soon.start()

    def _adapters(self) -> list[tuple[str, str]]:
        """Id and name of the LoRAs that fit the chosen model."""
        model, found = self.model(), self._models.of_kind("text_lora")
        return [(each.id, each.name) for each in found if model and each.fits(model)]

    def _samplers_changed(self) -> None:
        state = self.samplers.panel.state
        self.bar.length, self.bar.count = state.max_tokens, state.count
        self._caret_soon.start()

    def _found(self):
        composed = self.drafter.composed
        read = {piece.label for piece in composed.pieces if piece.kind == "earlier"} if composed else set()
        return tuple(passage for passage in self.retrieval.found if passage.label not in read)

    # Pressing

    @Slot(str, dict)
    def press(self, identity: str, values: dict[str, str] | None = None) -> Run | None:
        """A tool of the bar, with what stands in the instruction field."""
        return self._press(identity, values or {}, self.bar.instruction())

    def _press(self, identity: str, values: dict[str, str], instruction: str) -> Run | None:
        if identity == "illustrate":
            self.illustrate_wanted.emit()
            return None
        self._page.hand_to_first()
        if self.tools[identity].answer in ("insert", "replace") and self._page.view != "text":
            self._page.show_centre_view("text")
        run = self.drafter.press(self.tools[identity], values, instruction)
        if run and run.tool.answer not in ("insert", "replace"):
            self._page.show_side_panel(self._area)
        if run:
            self._page.editor.setFocus()
        return run

    @Slot(object)
    def _second_opened(self, editor: "SceneEditor") -> None:
        DraftKeys(editor, self.drafter)

    def go(self) -> None:
        """Ctrl+Enter: a finished draft is accepted, else the text goes on; first it is shown."""
        unseen = self._page.view != "text"
        if unseen:
            self._page.show_centre_view("text")
            self._page.editor.setFocus()
        if self.drafter.draft and unseen:
            return
        if self.drafter.draft:
            self.drafter.accept()
        else:
            self.press("continue")

    def _instructed(self, text: str) -> None:
        if not text.strip():
            return
        start, end = self._page.editor.selection()
        if self._press("custom" if start != end else "continue", {}, text.strip()):
            self.bar.guide.clear()

    def _ask_options(self, identity: str) -> None:
        tool = self.tools[identity]
        if not tool.parameters or identity == "illustrate":  # which asks in a dialog of its own
            self.press(identity)
            return
        from studio.ui.writing.drafting.tool_dialog import ToolDialog

        dialog = ToolDialog(self._page, tool, self.memory.values_of(identity), self.bar.instruction())
        if dialog.exec():
            self.memory.keep_values(identity, dialog.values())
            self._press(identity, dialog.values(), dialog.instruction())

    def _discard(self) -> None:
        self.drafter.stop()
        if self.drafter.draft:
            self.drafter.draft.discard()

    def _to_alternatives(self) -> None:
        self._page.show_side_panel(self._area)
        self.panel.alternatives.focus_first()

    # What is shown

    @Slot(object)
    def _run_changed(self, run: Run | None) -> None:
        self.panel.alternatives.show_run(run)
        model = self.model()
        if run and model:
            self.context.show(run.request.pieces, self.drafter.composed, self._room(model))

    def _room(self, model: "ModelEntry") -> int:
        return facts(model).planned(self._queue.settings.writing.context)

    @Slot(int)
    def _grew(self, index: int) -> None:
        self.panel.alternatives.update_card(index)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        run, draft = self.drafter.run, self.drafter.draft
        if run is None or (draft is None and not run.writing) or run.item != self._page.editor.item:
            self.draft_bar.hide()
        else:
            self.draft_bar.show_state(
                writing=run.writing,
                text=bool(draft and draft.text),
                shown=run.shown,
                count=len(run.alternatives) if draft else 1,
            )
        if run:
            for index in range(len(run.alternatives)):
                self.panel.alternatives.update_card(index)

    @Slot(object)
    def _reads(self, reads: Reads) -> None:
        run = self.drafter.run
        if run and reads.job == run.job:
            self.context.told(reads)

    @Slot(str)
    def _item_opened(self, _item: str) -> None:
        self._show_state()
        if self.answers.offer_cut_off():
            self._page.show_side_panel(self._area)
        self._caret_soon.start()

    def _at_caret(self) -> None:
        """What the model would read here, and what was written here before."""
        model, editor = self.model(), self._page.editor
        if model is None or not editor.item:
            self.panel.context.hide()
            return
        run = self.drafter.run
        caret = editor.caret()
        branches = [
            b for b in self.places.branches_at(caret) if run is None or b.job != run.job or not run.draft
        ]
        shown = []
        for branch in branches:
            answer = self.places.answer(branch.job, 0)
            if answer and answer.text.strip():
                shown.append((branch.job, 0, answer.text, branch.when.replace("T", " ")[:16]))
        self.panel.alternatives.show_branches(shown)
        if self.drafter.writing or self.drafter.draft:
            return
        wishes = self._with_settings(
            replace(self.samplers.panel.quiet_wishes(), instruction=self.bar.instruction())
        )
        self.context.guess(
            self.tools["continue"], self.sources, model, wishes, self._found(), self.counts.counter(model.id)
        )
