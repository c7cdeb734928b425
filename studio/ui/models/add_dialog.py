"""Asks what shall happen with files and folders that are added: used in place, copied, or moved."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QRadioButton, QVBoxLayout, QWidget

from studio.ui.models.boxes import readable
from studio.ui.theme import GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import label

NAMED_MOST = 6


class AddDialog(QDialog):
    """``decided`` carries the way: place, copy or move."""

    decided = Signal(str)

    def __init__(self, places: Sequence[Path], target: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add models"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(scaled(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        names = [place.name or str(place) for place in places]
        told = "\n".join(names[:NAMED_MOST])
        if len(names) > NAMED_MOST:
            told += "\n" + self.tr("and %n more", "", len(names) - NAMED_MOST)
        column.addWidget(readable(told, "strong"))
        self.ways = QButtonGroup(self)
        inside = str(target)
        folders = any(place.is_dir() for place in places)
        watched = self.tr("The folder is watched: what comes into it later is found by itself.")
        for way, text, more in (
            (
                "place",
                self.tr("Use where it is"),
                watched if folders else self.tr("Nothing is copied or moved."),
            ),
            (
                "copy",
                self.tr("Copy into the folder of models"),
                self.tr("Into %1; the files stay where they are as well.").replace("%1", inside),
            ),
            ("move", self.tr("Move into the folder of models"), self.tr("Into %1.").replace("%1", inside)),
        ):
            choice = QRadioButton(text)
            choice.setObjectName(way)
            choice.setChecked(way == "place")
            self.ways.addButton(choice)
            small = label(more, "muted", wrap=True)
            small.setContentsMargins(scaled(26), 0, 0, 0)
            group = QVBoxLayout()
            group.setSpacing(2)
            group.addWidget(choice)
            group.addWidget(small)
            column.addLayout(group)
        column.addSpacing(GAP_2)
        box = QDialogButtonBox()
        self.accept_button = box.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("kind", "accent")
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        column.addWidget(box)
        self.accepted.connect(lambda: self.decided.emit(self.way()))

    def way(self) -> str:
        """The chosen way."""
        chosen = self.ways.checkedButton()
        return chosen.objectName() if chosen else "place"
