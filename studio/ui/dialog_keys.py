"""Keys that every dialog with longer fields has: Ctrl+Enter does what it is for."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton

from studio.ui.submit_row import SUBMIT_KEYS


def press_by_keys(dialog: QDialog, main: QPushButton) -> None:
    """Ctrl+Enter presses ``main`` from any field, Enter alone from those that need no Enter themselves."""
    for other in dialog.findChildren(QPushButton):
        other.setAutoDefault(other is main)
    main.setDefault(True)
    for keys in (SUBMIT_KEYS, "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(main.click)
