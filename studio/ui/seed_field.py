"""The seed: a real number before anything is queued, rolled anew for each press unless kept."""

import random

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.core.image_params import IMAGE_PARAMS
from studio.core.requests import SEED_MAX
from studio.ui.icons import icon
from studio.ui.param_form import param_text
from studio.ui.widgets import icon_button, label, lead_focus

THIN_SPACE = "\u2009"


def grouped(number: int) -> str:
    """1482906117 as 1 482 906 117, with thin spaces."""
    return f"{number:,}".replace(",", THIN_SPACE)


class SeedField(QWidget):
    """A number with a dice (a new one now) and a lock (keep this one for the next press)."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        param = IMAGE_PARAMS["seed"]
        self._seed = random.randint(0, SEED_MAX)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(param_text(param.label))
        self.edit.setToolTip(param_text(param.help))
        self.dice_button = icon_button("dice-five", self.tr("Roll a new seed"), head=True)
        self.lock_button = icon_button("lock-simple-open", "", head=True)
        self.lock_button.setCheckable(True)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(label(param_text(param.label)), 1)
        head.addWidget(self.dice_button)
        head.addWidget(self.lock_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.edit)
        lead_focus(self, self.edit)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self._show)
        self.dice_button.clicked.connect(self.roll)
        self.lock_button.toggled.connect(self._locked)
        self._locked(False)
        self._show()

    def seed(self) -> int:
        return self._seed

    def set_seed(self, seed: int, *, keep: bool) -> None:
        self._seed = max(0, min(SEED_MAX, seed))
        self.lock_button.setChecked(keep)
        self._show()
        self.changed.emit()

    def is_kept(self) -> bool:
        return self.lock_button.isChecked()

    def roll(self) -> None:
        """Draw a new seed now."""
        self.set_seed(random.randint(0, SEED_MAX), keep=self.is_kept())

    def next_seed(self) -> int:
        """The seed of a press: the kept one, or a new one, which is shown from then on."""
        if not self.is_kept():
            self.roll()
        return self._seed

    def _typed(self, text: str) -> None:
        digits = "".join(character for character in text if character.isdecimal())[:12]
        if digits:
            self._seed = min(SEED_MAX, int(digits))
            self.lock_button.setChecked(True)  # a seed typed by hand is meant
            self.changed.emit()

    def _show(self) -> None:
        self.edit.setText(str(self._seed) if self.edit.hasFocus() else grouped(self._seed))

    def _locked(self, locked: bool) -> None:
        self.lock_button.setIcon(
            icon("lock-simple" if locked else "lock-simple-open", "text" if locked else "muted")
        )
        tip = (
            self.tr("This seed is kept. Press to draw a new one for every picture.")
            if locked
            else self.tr("Each press draws a new seed. Press to keep this one.")
        )
        self.lock_button.setToolTip(tip)
        self.lock_button.setAccessibleName(self.tr("Keep the seed"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_later(event.type() == QEvent.Type.FocusIn)
        return False

    def _show_later(self, plain: bool) -> None:
        self.edit.setText(str(self._seed) if plain else grouped(self._seed))
