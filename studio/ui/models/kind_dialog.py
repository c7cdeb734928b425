"""Lets the user say what a file is; the answer goes into a card beside the file."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.marks import PICTURE_KINDS, UNKNOWN, family_labels
from studio.storage.model_cards import card_place, read_card, write_card
from studio.storage.model_entry import ModelEntry
from studio.ui.models.kinds import kind_word
from studio.ui.param_form import make_combo
from studio.ui.theme import GAP_1, GAP_3, GAP_4, scaled
from studio.ui.widgets import label


class KindDialog(QDialog):
    """``written`` when the card is there; ``failed`` with a report when it could not be written."""

    written = Signal()
    failed = Signal(object)

    def __init__(self, entry: ModelEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self.setWindowTitle(self.tr("Say what it is"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(scaled(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(label(entry.name, "strong", wrap=True))
        card = card_place(Path(entry.path)).name
        column.addWidget(
            label(
                self.tr(
                    "Atelier tells files by their content. Where it cannot, your word counts; it is kept "
                    "beside the file, in %1. Saying so does not make a file of another layout run."
                ).replace("%1", card),
                "muted",
                wrap=True,
            )
        )
        self.kind, self.family = make_combo(), make_combo()
        self.kind.addItem(self.tr("As its content tells"), "")
        for kind in PICTURE_KINDS:
            if kind != UNKNOWN:
                self.kind.addItem(kind_word("image" if kind == "checkpoint" else kind), kind)
        self.family.addItem(self.tr("As its content tells"), "")
        for identity, name in sorted(family_labels().items(), key=lambda pair: pair[1].casefold()):
            self.family.addItem(name, identity)
        told = read_card(Path(entry.path))
        self.kind.setCurrentIndex(max(0, self.kind.findData(told.get("kind", ""))))
        self.family.setCurrentIndex(max(0, self.family.findData(told.get("family", ""))))
        for text, combo in ((self.tr("Kind"), self.kind), (self.tr("Family"), self.family)):
            combo.setAccessibleName(text)
            group = QVBoxLayout()
            group.setSpacing(GAP_1)
            group.addWidget(label(text))
            group.addWidget(combo)
            column.addLayout(group)
        box = QDialogButtonBox()
        keep = box.addButton(self.tr("Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setProperty("kind", "accent")
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        self.accepted.connect(self._write)

    def _write(self) -> None:
        try:
            write_card(
                Path(self._entry.path),
                kind=self.kind.currentData() or "",
                family=self.family.currentData() or "",
            )
        except StudioError as error:
            self.failed.emit(error.report())
        else:
            self.written.emit()
