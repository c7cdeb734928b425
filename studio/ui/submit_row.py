"""The foot of the prompt panel: the button that says what it will do, and a menu of what else it could do."""

import sys
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from studio.ui.actions import with_keys
from studio.ui.icons import icon
from studio.ui.primary_button import PrimaryButton
from studio.ui.theme import GAP_2, GAP_3

SUBMIT_KEYS = "Ctrl+Return"


@dataclass(frozen=True)
class Pressing:
    """What the panel knows of the next press."""

    count: int = 1
    start_percent: int | None = None
    """Strength over a start image; None without one."""
    usable: bool = True
    """Whether a model is chosen."""


class SubmitRow(QWidget):
    """Joins what the panel says with the intent that the canvas makes of it."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._intent, self._why = "", ""
        self._pressing = Pressing()
        self.primary = PrimaryButton("", "⌘↵" if sys.platform == "darwin" else "Ctrl ↵")
        self.primary.clicked.connect(self.pressed)
        self.more = QToolButton()
        self.more.setProperty("kind", "primary")
        self.more.setIcon(icon("caret-down", "on_accent"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setToolTip(self.tr("What the button does"))
        self.more.setAccessibleName(self.tr("What the button does"))
        self.more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        row.setSpacing(2)
        row.addWidget(self.primary, 1)
        row.addWidget(self.more)

    def set_menu(self, menu: QMenu) -> None:
        """Offer other intents beside the button."""
        self.more.setMenu(menu)
        self.more.show()

    def set_intent(self, text: str, why: str) -> None:
        """What the canvas makes of a press, empty for a new picture, and why."""
        self._intent, self._why = text, why
        self._show()

    def show_pressing(self, pressing: Pressing) -> None:
        """What the panel says now."""
        self._pressing = pressing
        self._show()

    def text(self) -> str:
        """What the button will do."""
        count, percent = self._pressing.count, self._pressing.start_percent
        if percent is not None:
            text = self.tr("Refine %1 %").replace("%1", str(percent))
        elif self._intent:
            text = self._intent
        elif count > 1:
            return self.tr("Generate %1").replace("%1", str(count))
        else:
            return self.tr("Generate")
        return f"{text} × {count}" if count > 1 else text

    def _show(self) -> None:
        text, usable = self.text(), self._pressing.usable
        self.primary.setText(text)
        self.primary.setEnabled(usable)
        self.primary.setToolTip(
            "\n".join(filter(None, (with_keys(text, SUBMIT_KEYS), self._why)))
            if usable
            else self.tr("No usable model is here. Add a model folder in Settings, Folders.")
        )
        self.primary.setAccessibleName(text)
