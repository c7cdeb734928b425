"""The button that adds models, with its ways of doing so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from studio.ui.icons import icon


class AddButton(QPushButton):
    """``wanted`` carries folder, files or programs."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Add models"), parent)
        self.setIcon(icon("plus"))
        self.setToolTip(
            self.tr("From folders, files or other programs; nothing is copied unless you ask for it")
        )
        menu = QMenu(self)
        for name, text, picture in (
            ("folder", self.tr("Add a folder…"), "folder-plus"),
            ("files", self.tr("Add files…"), "file-plus"),
            ("programs", self.tr("From other programs…"), "squares-four"),
        ):
            action = menu.addAction(icon(picture, "muted"), text)
            action.setObjectName(name)
            action.triggered.connect(lambda _=False, name=name: self.wanted.emit(name))
        self.setMenu(menu)
