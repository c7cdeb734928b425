"""A bar over the text when its file was changed by another program: mine, theirs, or compare."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from studio.ui.theme import GAP_2, GAP_3
from studio.ui.widgets import button, label


class ConflictBar(QFrame):
    """Whatever is chosen, the other text is kept as a version."""

    mine_chosen = Signal(str)
    theirs_chosen = Signal(str)
    compare_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.item = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        row.setSpacing(GAP_2)
        text = self.tr(
            "Another program changed this text. Nothing is lost: the other one is kept as a version."
        )
        row.addWidget(label(text, "strong", wrap=True), 1)
        self.compare = button(self.tr("Compare"))
        self.theirs = button(self.tr("Take theirs"))
        self.mine = button(self.tr("Keep mine"), "accent")
        for one, signal in (
            (self.compare, self.compare_wanted),
            (self.theirs, self.theirs_chosen),
            (self.mine, self.mine_chosen),
        ):
            one.clicked.connect(lambda _on=False, signal=signal: signal.emit(self.item))
            row.addWidget(one)
        self.hide()

    def show_for(self, item: str) -> None:
        """For a text, or "" to hide it."""
        self.item = item
        self.setVisible(bool(item))
