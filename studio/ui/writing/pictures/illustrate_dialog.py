"""Illustrate this: prompts made of a passage, to change, choose and draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.presets import Preset
from studio.storage.models import ModelEntry
from studio.ui.dialog_keys import press_by_keys
from studio.ui.icons import icon
from studio.ui.param_form import make_combo
from studio.ui.prompt_edit import PromptEdit
from studio.ui.theme import GAP_1, GAP_2, GAP_3, GAP_4
from studio.ui.widgets import button, hairline, icon_button, label, resize_within

PROMPTS_MOST = 8
COUNT_MOST = 8
EXCERPT = 320


@dataclass(frozen=True)
class Drawing:
    """What is to be drawn: prompts, a size, how many of each, a look."""

    prompts: tuple[str, ...]
    size: tuple[int, int]
    count: int
    preset: str


class _PromptRow(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.use = QCheckBox()
        self.use.setChecked(True)
        self.use.setAccessibleName(self.tr("Draw this prompt"))
        self.edit = PromptEdit(2, 6)
        self.edit.setPlainText(text)
        self.edit.setAccessibleName(self.tr("Prompt"))
        self.away = icon_button("x", self.tr("Remove this prompt"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_2)
        row.addWidget(self.use, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.edit, 1)
        row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self.use.toggled.connect(self.changed)
        self.edit.textChanged.connect(self.changed)
        self.away.clicked.connect(self.removed)

    def prompt(self) -> str:
        return self.edit.text().strip() if self.use.isChecked() else ""


class IllustrateDialog(QDialog):
    """Shows what it is given; ``again_wanted`` asks for other prompts, ``draw_wanted`` for pictures."""

    draw_wanted = Signal(object)  # Drawing
    again_wanted = Signal()

    def __init__(
        self,
        passage: str,
        model: ModelEntry | None,
        presets: Mapping[str, Preset],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.rows: list[_PromptRow] = []
        self.setWindowTitle(self.tr("Illustrate this"))
        resize_within(self, 560, 520)
        words = " ".join(passage.split())
        self.passage = label(words if len(words) <= EXCERPT else words[:EXCERPT] + "…", "muted", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.again = button(self.tr("Other prompts"), "quiet")
        self.again.clicked.connect(self.again_wanted)
        self.draw = button("", "accent")
        self.draw.clicked.connect(self._draw)
        self._make_choices(presets)
        self._lay_out()
        press_by_keys(self, self.draw)
        self._show_draw()

    def _make_choices(self, presets: Mapping[str, Preset]) -> None:
        self.size_choice = make_combo()
        self.size_choice.setAccessibleName(self.tr("Size"))
        sizes = [self._model.default_size, *self._model.sizes] if self._model else []
        for width, height in dict.fromkeys(sizes):
            self.size_choice.addItem(f"{width} × {height}", (width, height))
        self.look = make_combo()
        self.look.setAccessibleName(self.tr("Look"))
        self.look.addItem(self.tr("None"), "")
        for identity, preset in presets.items():
            self.look.addItem(QCoreApplication.translate("Preset", preset.name), identity)
        self.count = QSpinBox()
        self.count.setRange(1, COUNT_MOST)
        self.count.lineEdit().setTextMargins(6, 0, 0, 0)
        self.count.setAccessibleName(self.tr("Pictures of each prompt"))
        self.count.valueChanged.connect(self._show_draw)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("kind", "page")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, GAP_2, 0)
        self._column.setSpacing(GAP_2)
        self.add = QToolButton()
        self.add.setIcon(icon("plus", "muted"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setText(self.tr("Add a prompt"))
        self.add.clicked.connect(lambda: self._add_row(""))
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(self.passage)
        column.addWidget(hairline())
        head = QHBoxLayout()
        head.addWidget(self.note, 1)
        head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addLayout(self._choices())
        drawn = self.tr("Drawn with %1 and the settings of the Paint page.")
        name = self._model.name if self._model else ""
        without = self.tr("There is no picture model to draw with; add one in Settings, Folders.")
        column.addWidget(label(drawn.replace("%1", name) if name else without, "muted", wrap=True))
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.draw)
        column.addLayout(foot)

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_3)
        for title, field, share in (
            (self.tr("Size"), self.size_choice, 2),
            (self.tr("Look"), self.look, 3),
            (self.tr("Pictures of each"), self.count, 2),
        ):
            box = QVBoxLayout()
            box.setSpacing(GAP_1)
            box.addWidget(label(title))
            box.addWidget(field)
            row.addLayout(box, share)
        return row

    def show_prompts(self, prompts: Sequence[str], note: str) -> None:
        """These prompts instead of those that nobody changed; ``note`` says where they come from."""
        for row in [row for row in self.rows if not row.edit.document().isModified()]:
            self._remove(row)
        for prompt in prompts:
            self._add_row(prompt)
        self.note.setText(note)

    def show_writing(self, busy: bool, model: str) -> None:
        """Whether a model is writing prompts now."""
        self.again.setEnabled(not busy)
        if busy:
            self.note.setText(self.tr("%1 is reading the passage…").replace("%1", model))

    def _add_row(self, text: str) -> None:
        if len(self.rows) >= PROMPTS_MOST:
            return
        row = _PromptRow(text)
        row.edit.document().setModified(False)
        row.changed.connect(self._show_draw)
        row.removed.connect(lambda: self._remove(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        self._show_draw()
        if not text:
            row.edit.setFocus()

    def _remove(self, row: _PromptRow) -> None:
        if row in self.rows:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._show_draw()

    def drawing(self) -> Drawing:
        """What is chosen now."""
        prompts = tuple(dict.fromkeys(filter(None, (row.prompt() for row in self.rows))))
        width, height = self.size_choice.currentData() or (512, 512)
        return Drawing(prompts, (width, height), self.count.value(), self.look.currentData() or "")

    def _show_draw(self) -> None:
        number = len(self.drawing().prompts) * self.count.value()
        self.draw.setText(self.tr("Draw %n picture(s)", "", number) if number else self.tr("Draw"))
        self.draw.setEnabled(number > 0 and self._model is not None)
        self.add.setEnabled(len(self.rows) < PROMPTS_MOST)

    def _draw(self) -> None:
        self.draw_wanted.emit(self.drawing())
