"""Which language model writes; the bundled one says what it is and how to add a bigger one."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.storage.models import ModelEntry
from studio.ui.model_combo import fill_models
from studio.ui.param_form import make_combo
from studio.ui.sentences import translate_sentence
from studio.ui.widgets import button, label
from studio.ui.writing.drafting.writing_requests import PROSE


class ModelChooser(QWidget):
    """``changed`` when another model is chosen; ``folders_wanted`` to add one."""

    changed = Signal()
    folders_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, ModelEntry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(self.tr("Model"), "strong"))
        self.combo = make_combo()
        self.combo.setAccessibleName(self.tr("Language model"))
        self.combo.currentIndexChanged.connect(self._chosen)
        column.addWidget(self.combo)
        self.about = label("", "muted", wrap=True)
        column.addWidget(self.about)
        row = QHBoxLayout()
        self.add = button(self.tr("Add a bigger model…"), "quiet")
        self.add.clicked.connect(self.folders_wanted)
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)

    def set_models(self, entries: Iterable[ModelEntry], chosen: str) -> None:
        self._entries = {entry.id: entry for entry in entries}
        with QSignalBlocker(self.combo):
            fill_models(self.combo, self._entries.values())
            self.combo.setCurrentIndex(max(0, self.combo.findData(chosen)))
        self._tell()

    def model(self) -> ModelEntry | None:
        return self._entries.get(self.combo.currentData() or "")

    def choose(self, identity: str) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findData(identity)))

    def _chosen(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        model = self.model()
        self.add.setVisible(model is None or model.id == PROSE)
        if model is None:
            said = self.tr("There is no language model. Put a GGUF file into one of the folders of models.")
        elif model.problem:
            said = translate_sentence(model.problem)
        elif model.id == PROSE:
            said = self.tr(
                "The bundled model: very small, made of old novels. It goes on with a text in their manner, "
                "reads about a page, and follows instructions poorly."
            )
        else:
            kind = self.tr("Follows instructions") if model.chat else self.tr("Only continues text")
            room = (
                self.tr("reads up to %1 tokens").replace("%1", f"{model.context:,}") if model.context else ""
            )
            said = " · ".join(part for part in (kind, room, model.quantisation) if part)
        self.about.setText(said)
