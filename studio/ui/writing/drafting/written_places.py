"""What the project remembers of drafts: branches at each place, and which accepted words a model wrote."""

from collections import OrderedDict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QTextCharFormat

from studio.core.errors import StudioError
from studio.core.writing.alternative import Alternative, Word
from studio.core.writing.certainty import Scale, scale_of
from studio.core.writing.spans import (
    BRANCHES_MOST,
    LOST_MOST,
    Branch,
    Lost,
    Span,
    after_edit,
    anchor_of,
    joined_with,
    lost_by,
    moved_to,
    sealed,
    span_of,
    true_spans,
    with_found,
)
from studio.storage.text_results import TextResults
from studio.ui.writing.drafting.certainty import certainty_colour
from studio.ui.writing.drafting.run import Run
from studio.ui.writing.edits import Edit

if TYPE_CHECKING:
    from studio.ui.writing.buffer import Buffer
    from studio.ui.writing.page import WritePage

SAVE_MS = 2000
ANSWERS_KEPT = 24
ANSWERS_JUDGED = 12
"""How many of the answers in a text, the last first, tell what is usual of their model."""


class WrittenWord(Struct, frozen=True):
    """A word of the open text as a model wrote it; it begins at ``start``."""

    word: Word
    span: Span
    answer: Alternative
    start: int


class WrittenPlaces(QObject):
    """Lives in the project's index: losing it loses no text."""

    branches_changed = Signal()

    def __init__(self, page: "WritePage", results: TextResults) -> None:
        super().__init__(page)
        self._page, self._results = page, results
        self.certainty = False
        self._spans: dict[str, list[Span]] = {}
        self._branches: dict[str, list[Branch]] = {}
        self._lost: list[Lost] = []
        """Words of models that went from texts of the project, the last at the end."""
        self._followed: set[str] = set()
        self._answers: OrderedDict[tuple[str, int], Alternative] = OrderedDict()
        self._models: dict[str, str] = {}
        """Which model wrote the answers of a job, as far as it was asked."""
        self._scales: dict[str, Scale] = {}
        """By model, of the open text; made anew when words of models come into it."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SAVE_MS)
        self._soon.timeout.connect(self.save)
        self._changed: set[str] = set()
        page.editor.add_marks(self._marks)
        page.project_opened.connect(self._project_opened)
        page.item_opened.connect(self._item_opened)

    @Slot(object)
    def _project_opened(self, _project: object) -> None:
        self._spans, self._branches, self._followed = {}, {}, set()
        self._changed, self._lost = set(), []

    @Slot(str)
    def _item_opened(self, item: str) -> None:
        buffer = self._page.editor.buffer
        self._scales = {}
        if item in self._followed or self._page.project is None:
            return
        self._followed.add(item)
        recalled = self._page.project.recall(f"spans/{item}", [])
        self._spans[item] = self._believed(_read(recalled, list[Span]), buffer.text)
        self._branches[item] = _read(self._page.project.recall(f"branches/{item}", []), list[Branch])
        buffer.changed.connect(lambda edit, _origin: self._edited(item, edit))
        if self.certainty and self._spans[item]:
            self._page.editor.restyle()

    def _edited(self, item: str, edit: Edit) -> None:
        spans = self._spans.get(item, [])
        if not spans and not self._lost:
            return
        lost = lost_by(spans, edit.at, edit.old)
        left = after_edit(spans, edit.at, len(edit.old), len(edit.new))
        self._spans[item] = found = with_found(left, self._lost, edit.at, edit.new) if self._lost else left
        self._lost = [*self._lost, *lost][-LOST_MOST:]
        if self.certainty and found != left and item == self._page.editor.item:
            self._page.editor.restyle(edit.at, edit.at + len(edit.new))
        if spans or self._spans[item]:
            self._note(item)

    def _believed(self, spans: list[Span], text: str) -> list[Span]:
        """Those whose words still stand in the text, though it was changed by others."""
        true = true_spans(spans, text)
        for span in [span for span in spans if span not in true][:ANSWERS_KEPT]:
            answer = self.answer(span.job, span.index)
            piece = answer.text[span.offset : span.offset + span.end - span.start] if answer else ""
            moved = moved_to(span, piece, text)
            if moved:
                true.append(moved)
        return true

    def _note(self, item: str) -> None:
        self._changed.add(item)
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def save(self) -> None:
        """Keep it now."""
        project, buffers = self._page.project, self._page.buffers
        changed, self._changed = self._changed, set()
        if project is None or buffers is None or project.read_only:
            return
        for item in changed:
            buffer: Buffer | None = buffers.known(item)
            if buffer is None:
                continue
            spans = sealed(self._spans.get(item, []), buffer.text)
            try:
                project.remember(f"spans/{item}", msgspec.to_builtins(spans))
                project.remember(f"branches/{item}", msgspec.to_builtins(self._branches.get(item, [])))
            except StudioError:
                return  # colours and branches are a comfort; the texts are kept elsewhere

    # What was accepted

    @Slot(object, int, int)
    def inserted(self, run: Run, start: int, end: int) -> None:
        """A stretch of the text came from a run."""
        buffers = self._page.buffers
        buffer = buffers.known(run.item) if buffers else None
        first = run.in_answer(0)
        if buffer is None or first is None or not run.job:
            return
        offset = first - (end - start)
        text = buffer.text
        if offset < 0 or run.current.text[offset : offset + end - start] != text[start:end]:
            return  # the writer mended it: it is theirs
        self._answers[(run.job, run.shown)] = run.current
        self._models[run.job] = run.request.model
        self._scales = {}
        new = span_of(text, start, end, run.job, run.shown, offset)
        self._spans[run.item] = joined_with(self._spans.get(run.item, []), new)
        self._note(run.item)
        if self.certainty and run.item == self._page.editor.item:
            self._page.editor.restyle(start, end)

    def span_at(self, offset: int) -> Span | None:
        """The model's stretch of the open text at a character."""
        spans = self._spans.get(self._page.editor.item, [])
        return next((span for span in spans if span.start <= offset < span.end), None)

    def answer(self, job: str, index: int) -> Alternative | None:
        """An alternative as it was written, from its journal."""
        key = (job, index)
        if key not in self._answers:
            result = self._results.load(job)
            if result is None or not 0 <= index < len(result.alternatives):
                return None
            from studio.ui.writing.drafting.restored import restored_alternatives

            self._answers[key] = restored_alternatives(result)[index]
            self._models[job] = result.request.model
        self._answers.move_to_end(key)
        while len(self._answers) > ANSWERS_KEPT:
            self._answers.popitem(last=False)
        return self._answers[key]

    # How sure a model was

    def word_at(self, offset: int) -> WrittenWord | None:
        """The word of a model at a character of the open text."""
        span = self.span_at(offset)
        answer = self.answer(span.job, span.index) if span else None
        word = answer.word_at(offset - span.start + span.offset) if span and answer else None
        if span is None or answer is None or word is None or word.start < span.offset:
            return None
        return WrittenWord(word, span, answer, span.start + word.start - span.offset)

    def last_job(self) -> str:
        """Whose words came into the open text last; empty for none."""
        spans = self._spans.get(self._page.editor.item, [])
        return spans[-1].job if spans else ""

    def scale_of(self, job: str) -> Scale:
        """What is usual in the open text of the model that wrote a job."""
        return self._scale(self._models.get(job, ""))

    def scale_with(self, model: str, more: Alternative) -> Scale:
        """What is usual of a model in the open text, with an answer that is not accepted yet."""
        return scale_of([*self._shares(model), *(word.probability for word in more.words())])

    def _scale(self, model: str) -> Scale:
        if model not in self._scales:
            self._scales[model] = scale_of(self._shares(model))
        return self._scales[model]

    def _shares(self, model: str) -> list[float]:
        found: list[float] = []
        judged: set[tuple[str, int]] = set()
        for span in reversed(self._spans.get(self._page.editor.item, [])):
            if len(judged) >= ANSWERS_JUDGED:
                break
            answer = self.answer(span.job, span.index)
            if answer is None or self._models.get(span.job) != model:
                continue
            judged.add((span.job, span.index))
            until = span.offset + span.end - span.start
            found += [w.probability for w in answer.words() if span.offset <= w.start < until]
        return found

    def set_certainty(self, on: bool) -> None:
        self.certainty = on
        if self._spans.get(self._page.editor.item):
            self._page.editor.restyle()

    def _marks(self, paragraph: str, offset: int) -> list[tuple[int, int, QTextCharFormat]]:
        found: list[tuple[int, int, QTextCharFormat]] = []
        if not self.certainty:
            return found
        for span in self._spans.get(self._page.editor.item, []):
            if span.end <= offset or span.start > offset + len(paragraph):
                continue
            answer = self.answer(span.job, span.index)
            scale = self.scale_of(span.job)
            for word in answer.words() if answer else ():
                start = span.start + word.start - span.offset - offset
                end = start + word.end - word.start
                colour = certainty_colour(scale.step(word.probability))
                if colour is None or start < 0 or end > len(paragraph) or word.start < span.offset:
                    continue
                if end + offset > span.end:
                    break  # the writer typed into it, or behind it
                look = QTextCharFormat()
                look.setBackground(colour)
                found.append((start, end, look))
        return found

    # Branches

    @Slot(object)
    def remember_branch(self, run: Run) -> None:
        """What was written stays reachable at its place."""
        if not run.job or not any(alternative.text.strip() for alternative in run.alternatives):
            return
        if run.tool.answer not in ("insert", "replace"):
            return
        anchor = anchor_of(run.place.before, len(run.place.before))
        branch = Branch(
            anchor=anchor,
            job=run.job,
            tool=run.tool.id,
            when=datetime.now(UTC).isoformat(timespec="minutes"),
        )
        branches = [one for one in self._branches.get(run.item, []) if one.job != run.job]
        self._branches[run.item] = [branch, *branches][:BRANCHES_MOST]
        self._changed.add(run.item)
        self.save()  # at once: a kill shall not cost what was written and not accepted yet
        self.branches_changed.emit()

    def branches_at(self, caret: int) -> list[Branch]:
        """Branches at a place of the open text, newest first."""
        branches = self._branches.get(self._page.editor.item, [])
        anchor = anchor_of(self._page.editor.text(), caret)
        return [branch for branch in branches if branch.anchor == anchor]


def _read(value: object, kind: type) -> list:
    """What was remembered; empty when it is of another shape."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return []
