"""The quiet card of the first start: what the bundled model is and how to add a bigger one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from studio.storage.models import STARTER, ModelEntry
from studio.ui.widgets import button, icon_button, label


class StarterCard(QFrame):
    """Dismissed for good with its cross."""

    dismissed = Signal()
    folders_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        close = icon_button("x", self.tr("Do not show this again"))
        close.clicked.connect(self._dismiss)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("The starter model"), "strong"), 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        text = label(
            self.tr(
                "It ships with Atelier, was made by the project, and draws flat landscapes at 256 pixels: "
                "lakes, mountains, seas, deserts, in any season and light. For anything else, add a folder "
                "with a bigger model."
            ),
            "muted",
            wrap=True,
        )
        self.folders_button = button(self.tr("Model folders…"))
        self.folders_button.clicked.connect(self.folders_wanted)
        row = QHBoxLayout()
        row.addWidget(self.folders_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 6, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(text)
        column.addSpacing(4)
        column.addLayout(row)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()


def first_model_is_starter(entries: Sequence[ModelEntry]) -> bool:
    """Whether the bundled model is there and can be used."""
    return any(entry.id == STARTER and not entry.problem for entry in entries)
