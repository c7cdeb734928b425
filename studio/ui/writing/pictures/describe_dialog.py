"""Describe this picture: the picture, a text to change, and where it should go."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.ui.dialog_keys import press_by_keys
from studio.ui.prompt_edit import PromptEdit
from studio.ui.theme import GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import button, label


class DescribeDialog(QDialog):
    """``insert_wanted`` and ``note_wanted`` carry the text as it stands then."""

    insert_wanted = Signal(str)
    note_wanted = Signal(str)
    again_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Describe this picture"))
        self.resize(scaled(620), scaled(380))
        self._scene = self._project = False
        self.picture = QLabel()
        self.picture.setFixedWidth(scaled(220))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.picture.setAccessibleName(path.name)
        self.note = label("", "muted", wrap=True)
        self.edit = PromptEdit(8, 12)
        self.edit.setAccessibleName(self.tr("Description"))
        self.again = button(self.tr("Look again"), "quiet")
        self.stop = button(self.tr("Stop"))
        self.insert = button(self.tr("Insert into the scene"), "accent")
        self.as_note = button(self.tr("Make it a note"))
        self.copy = button(self.tr("Copy"))
        self._lay_out()
        press_by_keys(self, self.insert)
        self.again.clicked.connect(self.again_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.insert.clicked.connect(self._insert)
        self.as_note.clicked.connect(self._note)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.edit.text()))
        self.edit.textChanged.connect(self._show_possible)
        self.show_busy(False)
        self._show_possible()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(GAP_2)
        head = QHBoxLayout()
        head.addWidget(self.note, 1)
        head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        right.addLayout(head)
        right.addWidget(self.edit)
        right.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(GAP_4)
        body.addWidget(self.picture)
        body.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_2)
        foot.addStretch(1)
        for one in (self.copy, self.as_note, self.insert):
            foot.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addLayout(body, 1)
        column.addLayout(foot)

    def show_picture(self, image: QImage) -> None:
        width = self.picture.width()
        size = image.size().scaled(width, scaled(300), Qt.AspectRatioMode.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        pixels = QPixmap.fromImage(
            image.scaled(
                size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
        pixels.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixels)

    def show_text(self, text: str, note: str = "") -> None:
        """What is known so far; words the writer changed are not written over."""
        if not self.edit.document().isModified():
            self.edit.setPlainText(text)
            self.edit.document().setModified(False)
        if note:
            self.note.setText(note)

    def show_busy(self, busy: bool, *, again: bool = False) -> None:
        self.stop.setVisible(busy)
        self.again.setVisible(again and not busy)

    def show_places(self, scene: bool, project: bool) -> None:
        """Whether a scene and a project are open."""
        self._scene, self._project = scene, project
        self.insert.setToolTip("" if scene else self.tr("Open a scene on the Write page first."))
        self.as_note.setToolTip("" if project else self.tr("Open a project on the Write page first."))
        self._show_possible()

    def _show_possible(self) -> None:
        there = bool(self.edit.text().strip())
        self.copy.setEnabled(there)
        self.insert.setEnabled(there and self._scene)
        self.as_note.setEnabled(there and self._project)

    def _insert(self) -> None:
        self.insert_wanted.emit(self.edit.text().strip())
        self.accept()

    def _note(self) -> None:
        self.note_wanted.emit(self.edit.text().strip())
        self.accept()
