"""Draw the missing ones: a prompt for every scene without a picture, to change before all are queued."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.core.presets import Preset
from studio.storage.models import ModelEntry
from studio.ui.dialog_keys import press_by_keys
from studio.ui.param_form import make_combo
from studio.ui.prompt_edit import PromptEdit
from studio.ui.theme import GAP_1, GAP_2, GAP_3, GAP_4
from studio.ui.widgets import button, label, resize_within
from studio.ui.writing.pictures.illustrate_dialog import Drawing


class MissingDialog(QDialog):
    """``draw_wanted`` carries pairs of scene and prompt, and how to draw them."""

    draw_wanted = Signal(object, object)
    write_wanted = Signal()

    def __init__(
        self,
        scenes: Sequence[tuple[str, str, str]],
        model: ModelEntry | None,
        presets: Mapping[str, Preset],
        parent: QWidget | None = None,
    ) -> None:
        """``scenes``: id, title and prompt of each."""
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(self.tr("Draw the missing pictures"))
        resize_within(self, 600, 560)
        self.rows: dict[str, tuple[QCheckBox, PromptEdit]] = {}
        self.note = label(
            self.tr("Made by rules from each scene's words. Change them as you like."), "muted", wrap=True
        )
        self.write = button("", "quiet")
        self.write.hide()
        self.write.clicked.connect(self.write_wanted)
        self.size_choice = make_combo()
        self.size_choice.setAccessibleName(self.tr("Size"))
        for width, height in dict.fromkeys([model.default_size, *model.sizes] if model else []):
            self.size_choice.addItem(f"{width} × {height}", (width, height))
        self.look = make_combo()
        self.look.setAccessibleName(self.tr("Look"))
        self.look.addItem(self.tr("None"), "")
        for identity, preset in presets.items():
            self.look.addItem(QCoreApplication.translate("Preset", preset.name), identity)
        for combo in (self.size_choice, self.look):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.draw = button("", "accent")
        self.draw.clicked.connect(self._draw)
        self._lay_out(scenes)
        press_by_keys(self, self.draw)
        self._show_draw()

    def _lay_out(self, scenes: Sequence[tuple[str, str, str]]) -> None:
        page = QWidget()
        page.setProperty("kind", "page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, GAP_2, 0)
        rows.setSpacing(GAP_1)
        for identity, title, prompt in scenes:
            box = QCheckBox(title.replace("&", "&&"))
            box.setChecked(bool(prompt))
            edit = PromptEdit(1, 5)
            edit.setPlainText(prompt)
            edit.setAccessibleName(self.tr("Prompt for %1").replace("%1", title))
            box.toggled.connect(self._show_draw)
            edit.textChanged.connect(self._show_draw)
            rows.addWidget(box)
            rows.addWidget(edit)
            self.rows[identity] = (box, edit)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.note, 1)
        head.addWidget(self.write, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_2)
        for title, field in ((self.tr("Size"), self.size_choice), (self.tr("Look"), self.look)):
            foot.addWidget(label(title))
            foot.addWidget(field)
        foot.addStretch(1)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        foot.addWidget(self.draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def offer_model(self, name: str) -> None:
        """A model that can write the prompts is here."""
        self.write.setText(self.tr("Let %1 write them").replace("%1", name))
        self.write.show()

    def show_prompt(self, identity: str, prompt: str) -> None:
        """What a model wrote; words the writer changed are not written over."""
        _box, edit = self.rows[identity]
        if not edit.document().isModified():
            edit.setPlainText(prompt)
            edit.document().setModified(False)

    def chosen(self) -> list[tuple[str, str]]:
        """Scenes and prompts that will be drawn."""
        return [
            (identity, edit.text().strip())
            for identity, (box, edit) in self.rows.items()
            if box.isChecked() and edit.text().strip()
        ]

    def _show_draw(self) -> None:
        number = len(self.chosen())
        self.draw.setText(self.tr("Draw %n picture(s)", "", number) if number else self.tr("Draw"))
        self.draw.setEnabled(number > 0 and self._model is not None)

    def _draw(self) -> None:
        width, height = self.size_choice.currentData() or (512, 512)
        how = Drawing((), (width, height), 1, self.look.currentData() or "")
        self.draw_wanted.emit(self.chosen(), how)
