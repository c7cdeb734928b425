"""What the model is told beside the text: always read, the author's note, summaries, lore, and their room."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from studio.core.writing.outline import Memory
from studio.ui.param_form import WheelGuard
from studio.ui.theme import scaled
from studio.ui.widgets import button, hairline, label
from studio.ui.writing.drafting.meter import Meter

WAIT_MS = 700
SHARE_MOST = 50


class MemoryPanel(QWidget):
    """``changed`` brings the memory of the project as the writer wants it, a moment after the typing."""

    changed = Signal(object)
    summary_changed = Signal(str)
    summarise_wanted = Signal()
    background_toggled = Signal(bool)
    retrieval_toggled = Signal(bool)
    words_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self._memory = Memory()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._tell)
        self._summary_soon = QTimer(self)
        self._summary_soon.setSingleShot(True)
        self._summary_soon.setInterval(WAIT_MS)
        self._summary_soon.timeout.connect(lambda: self.summary_changed.emit(self.summary.toPlainText()))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(6)
        self.always = self._box(
            column,
            self.tr("Always read"),
            self.tr("What the book is: genre, people, voice. The model reads it first, always."),
            96,
        )
        self.note = self._box(
            column,
            self.tr("Author’s note"),
            self.tr("What matters just now, for example: short sentences, growing fear."),
            64,
        )
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Paragraphs before the caret"), wrap=True), 1)
        self.note_depth = QSpinBox()
        self.note_depth.setRange(1, 30)
        self.note_depth.setProperty("quiet", True)
        self.note_depth.setFixedWidth(scaled(56))
        self.note_depth.setAccessibleName(self.tr("Paragraphs before the caret"))
        self.note_depth.valueChanged.connect(self._later)
        row.addWidget(self.note_depth)
        column.addLayout(row)
        column.addWidget(hairline())
        self.summarise = button(self.tr("Write"), "quiet")
        self.summarise.setToolTip(self.tr("Have the model sum up this scene now"))
        self.summarise.clicked.connect(self.summarise_wanted)
        self.summary = self._box(
            column,
            self.tr("Summary of this scene"),
            self.tr("Stands in for the scene where it has no room. Yours is never overwritten."),
            84,
            beside=self.summarise,
        )
        self.background = QCheckBox(self.tr("Write it while I pause"))
        self.background.toggled.connect(self.background_toggled)
        column.addWidget(self.background)
        self.state = label("", "muted", wrap=True)
        column.addWidget(self.state)
        column.addWidget(hairline())
        self.lore = label("", "muted", wrap=True)
        column.addWidget(label(self.tr("Lore"), "strong"))
        column.addWidget(self.lore)
        self.retrieval = QCheckBox(self.tr("Look up other passages"))
        self.retrieval.setToolTip(
            self.tr("Passages that share words with the text before the caret are read too.")
        )
        self.retrieval.toggled.connect(self.retrieval_toggled)
        self.retrieval_told = label("", "muted", wrap=True)
        column.addWidget(self.retrieval)
        column.addWidget(self.retrieval_told)
        self.words = button(self.tr("Banned and forced words…"))
        self.words.clicked.connect(self.words_wanted)
        column.addWidget(self.words)
        column.addWidget(hairline())
        column.addWidget(label(self.tr("Room for each part"), "strong"))
        self.meter = Meter()
        column.addWidget(self.meter)
        self.shares: dict[str, QSlider] = {}
        self._numbers: dict[str, QWidget] = {}
        for name, title in (
            ("always_share", self.tr("Always read")),
            ("summary_share", self.tr("Summaries")),
            ("lore_share", self.tr("Lore")),
            ("found_share", self.tr("Found passages")),
        ):
            self._slider(column, name, title)
        self.rest = label("", "muted")
        column.addWidget(self.rest)
        column.addStretch(1)
        self._guard = WheelGuard(self)
        self._guard.guard(self)
        self.show_memory(Memory())

    def _box(
        self, column: QVBoxLayout, title: str, hint: str, height: int, *, beside: QWidget | None = None
    ) -> QPlainTextEdit:
        """A field below its title; ``beside`` stands in that line, at the field of the scene."""
        head = QHBoxLayout()
        head.addWidget(label(title, "strong", wrap=True), 1)
        if beside:
            head.addWidget(beside)
        column.addLayout(head)
        edit = QPlainTextEdit()
        edit.setPlaceholderText(hint)
        edit.setAccessibleName(title)
        edit.setTabChangesFocus(True)
        edit.setMinimumHeight(scaled(height))
        edit.setMaximumHeight(scaled(height))
        edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        edit.textChanged.connect(self._summary_later if beside else self._later)
        column.addWidget(edit)
        return edit

    def _slider(self, column: QVBoxLayout, name: str, title: str) -> None:
        row = QHBoxLayout()
        row.addWidget(label(title), 1)
        number = label("")
        row.addWidget(number)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, SHARE_MOST)
        slider.setAccessibleName(title)
        slider.valueChanged.connect(self._share_changed)
        column.addLayout(row)
        column.addWidget(slider)
        self.shares[name], self._numbers[name] = slider, number

    # Memory of the project

    def show_memory(self, memory: Memory) -> None:
        self._soon.stop()
        self._filling = True
        self._memory = memory
        self.always.setPlainText(memory.always)
        self.note.setPlainText(memory.note)
        self.note_depth.setValue(memory.note_depth)
        for name, slider in self.shares.items():
            slider.setValue(round(getattr(memory, name) * 100))
        self._filling = False
        self._show_shares()

    def memory(self) -> Memory:
        """As the panel says."""
        values = {name: slider.value() / 100 for name, slider in self.shares.items()}
        return Memory(
            always=self.always.toPlainText(),
            note=self.note.toPlainText(),
            note_depth=self.note_depth.value(),
            **values,
        )

    def flush(self) -> None:
        """Tell now what was still to be told."""
        if self._soon.isActive():
            self._soon.stop()
            self._tell()
        if self._summary_soon.isActive():
            self._summary_soon.stop()
            self.summary_changed.emit(self.summary.toPlainText())

    def _later(self) -> None:
        if not self._filling:
            self._soon.start()

    def _share_changed(self) -> None:
        self._show_shares()
        self._later()

    def _show_shares(self) -> None:
        parts = {
            "always_share": "memory",
            "summary_share": "summary",
            "lore_share": "lore",
            "found_share": "found",
        }
        values = {name: slider.value() for name, slider in self.shares.items()}
        for name, number in self._numbers.items():
            number.setText(f"{values[name]}\u00a0%")  # pyright: ignore[reportAttributeAccessIssue]
        rest = max(0, 100 - sum(values.values()))
        self.meter.set_shares({parts[name]: value for name, value in values.items()} | {"text": rest}, 100)
        self.rest.setText(self.tr("Text: the rest, at least %1 %").replace("%1", str(max(25, rest))))

    def _tell(self) -> None:
        memory = self.memory()
        if memory != self._memory:
            self._memory = memory
            self.changed.emit(memory)

    # Summary of the scene

    def show_summary(self, text: str, told: str, *, possible: bool) -> None:
        self._summary_soon.stop()
        self._filling = True
        if self.summary.toPlainText() != text:
            self.summary.setPlainText(text)
        self._filling = False
        self.state.setText(told)
        self.state.setVisible(bool(told))
        for each in (self.summary, self.summarise):
            each.setEnabled(possible)

    def _summary_later(self) -> None:
        if not self._filling:
            self._summary_soon.start()
