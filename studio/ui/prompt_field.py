"""The prompt with its head line: used prompts to choose from, and about how many tokens it has."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from studio.ui.prompt_edit import PromptEdit, about_tokens
from studio.ui.theme import scaled
from studio.ui.widgets import icon_button, label, lead_focus, set_look

TOKEN_LIMIT = 75
PROMPTS_SHOWN = 20
WORDS_SHOWN = 300
"""Characters of each that are fitted into the menu; of all 20,000 that would take a while."""


class PromptField(QWidget):
    """``edit`` holds the text."""

    improve_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = PromptEdit(4, 12)
        self.edit.setAccessibleName(self.tr("Prompt"))
        self.edit.setPlaceholderText(self.tr("What should the picture show?"))
        self.meter = label("", "muted")
        self.history_button = icon_button(
            "clock-counter-clockwise", self.tr("Used prompts  (Alt+Up, Alt+Down)"), head=True
        )
        self.improve_button = icon_button("magic-wand", self.tr("Improve the prompt…"), head=True)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(label(self.tr("Prompt")), 1)
        head.addWidget(self.improve_button)
        head.addWidget(self.history_button)
        head.addWidget(self.meter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.edit)
        lead_focus(self, self.edit)
        self.edit.textChanged.connect(self._count_tokens)
        self.history_button.clicked.connect(self._open_history)
        self.improve_button.clicked.connect(self.improve_wanted)
        self._count_tokens()

    def set_prompts(self, prompts: list[str]) -> None:
        """Used prompts, newest first."""
        self.edit.set_history(prompts)
        self.history_button.setEnabled(bool(prompts))

    def _count_tokens(self) -> None:
        count = about_tokens(self.edit.text())
        over = count > TOKEN_LIMIT
        self.meter.setText(f"{count} / {TOKEN_LIMIT}")
        set_look(self.meter, "kind", "danger" if over else "muted")
        tip = self.tr("About how many tokens the model reads of this prompt; it reads at most %1.")
        if over:
            tip = self.tr("About this many tokens; the model reads the first %1 and ignores the rest.")
        self.meter.setToolTip(tip.replace("%1", str(TOKEN_LIMIT)))

    def _open_history(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for prompt in self.edit.history[:PROMPTS_SHOWN]:
            words = " ".join(prompt[:WORDS_SHOWN].split())
            words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, scaled(360))
            action = QAction(words.replace("&", "&&"), menu)
            action.setData(prompt)
            menu.addAction(action)
        menu.triggered.connect(self._history_chosen)
        menu.popup(self.history_button.mapToGlobal(self.history_button.rect().bottomLeft()))

    def _history_chosen(self, action: QAction) -> None:
        self.edit.replace_text(action.data())
        self.edit.setFocus()
