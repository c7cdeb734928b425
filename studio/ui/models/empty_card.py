"""What the Models page says while there are only the bundled models: how to add one's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studio.ui.icons import icon
from studio.ui.theme import GAP_2, GAP_3
from studio.ui.widgets import button, label


class EmptyCard(QFrame):
    """``wanted`` carries folder or programs."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        column.setSpacing(GAP_2)
        column.addWidget(label(self.tr("Bring your own models"), "strong"))
        column.addWidget(
            label(
                self.tr(
                    "These came with Atelier. Drop files or folders anywhere on this page, or add a folder: "
                    "checkpoints, LoRAs and ControlNets (.safetensors), language models (.gguf), folders "
                    "in the diffusers or Hugging Face layout. They are used where they lie; nothing is "
                    "copied or moved unless you ask for it."
                ),
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        for name, text, picture in (
            ("folder", self.tr("Add a folder…"), "folder-plus"),
            ("programs", self.tr("From other programs…"), "squares-four"),
        ):
            one = button(text)
            one.setIcon(icon(picture, "muted"))
            one.setObjectName(name)
            one.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
