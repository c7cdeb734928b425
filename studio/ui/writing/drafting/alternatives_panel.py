"""The panel beside the text: alternatives as they come, answers that are no text, earlier branches."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.widgets import label
from studio.ui.writing.drafting.answer_card import AnswerCard
from studio.ui.writing.drafting.run import Run

EARLIER_MOST = 6


class AlternativesPanel(QWidget):
    """Shows one run: for a draft one card an alternative, else the answer with what can be done with it."""

    chosen = Signal(int)
    answer_pressed = Signal(str, str)
    """Id of a button (insert, copy, title, notes) and the text."""
    branch_chosen = Signal(str, int)
    """Job and alternative of an earlier branch."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Alternatives"), "strong"))
        self.empty = label(
            self.tr("Press Continue: the draft comes at the caret, its alternatives here."),
            "muted",
            wrap=True,
        )
        column.addWidget(self.empty)
        self.notice = label("", "muted", wrap=True)
        self.notice.hide()
        column.addWidget(self.notice)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column.addLayout(self._cards)
        self.earlier_title = label(self.tr("Earlier at this place"), "strong")
        self.earlier_title.hide()
        column.addWidget(self.earlier_title)
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(8)
        column.addLayout(self._earlier)
        self.cards: list[AnswerCard] = []
        self.branches: list[AnswerCard] = []
        self._run: Run | None = None

    # The run

    def show_run(self, run: Run | None) -> None:
        self._run = run
        self._clear(self._cards)
        self.cards = []
        self.empty.setVisible(run is None)
        self.notice.setText(run.notice if run else "")
        self.notice.setVisible(bool(run and run.notice))
        if run is None:
            return
        actions = self._actions(run)
        for index in range(len(run.alternatives)):
            card = AnswerCard(self._title(run, index), actions=actions, whole=bool(actions))
            card.chosen.connect(lambda number=index: self.chosen.emit(number))
            card.pressed.connect(lambda name, number=index: self._pressed(name, number))
            self._cards.addWidget(card)
            self.cards.append(card)
            self.update_card(index)

    def _title(self, run: Run, index: int) -> str:
        return "" if run.draft else self.tr("Answer") if len(run.alternatives) == 1 else f"{index + 1}"

    def _actions(self, run: Run) -> tuple[tuple[str, str], ...]:
        if run.tool.answer == "title":
            return (("title", self.tr("Use as title")), ("copy", self.tr("Copy")))
        if run.tool.answer == "card":
            return (
                ("insert", self.tr("Insert")),
                ("copy", self.tr("Copy")),
                ("notes", self.tr("To notes")),
            )
        return ()

    def update_card(self, index: int) -> None:
        """An alternative grew, or another one is the draft."""
        run = self._run
        if run is None or index >= len(self.cards):
            return
        waiting = self.tr("Nothing was written.") if not run.writing else self.tr("Reading…")
        if run.writing and not run.reading:
            waiting = "…"
        self.cards[index].set_text(run.alternatives[index].text, waiting=waiting)
        for number, card in enumerate(self.cards):
            card.set_current(bool(run.draft) and number == run.shown)

    def _pressed(self, name: str, index: int) -> None:
        if self._run:
            self.answer_pressed.emit(name, self._run.alternatives[index].text.strip())

    # Earlier branches at the caret

    def show_branches(self, branches: list[tuple[str, int, str, str]]) -> None:
        """Job, alternative, text and when of what was written at this place before."""
        self._clear(self._earlier)
        self.branches = []
        self.earlier_title.setVisible(bool(branches))
        for job, index, text, when in branches[:EARLIER_MOST]:
            card = AnswerCard(when)
            card.set_text(text)
            card.chosen.connect(lambda name=job, number=index: self.branch_chosen.emit(name, number))
            self._earlier.addWidget(card)
            self.branches.append(card)

    @staticmethod
    def _clear(layout: QVBoxLayout) -> None:
        while layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.setParent(None)
                widget.deleteLater()

    def focus_first(self) -> None:
        if self.cards:
            self.cards[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
