"""A line over the text that says what is otherwise in the folder, and offers what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton

from studio.ui.theme import GAP_2, GAP_3
from studio.ui.widgets import button, label

Choices = Sequence[tuple[str, Callable[[], object]]]


class NoticeBar(QFrame):
    """Hidden until it has something to say; the last choice is the one that stands out least."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        self._row.setSpacing(GAP_2)
        self.text = label("", "", wrap=True)
        self._row.addWidget(self.text, 1)
        self.buttons: list[QPushButton] = []
        self.menu = QMenu(self)
        self.hide()

    def say(self, text: str, choices: Choices, *, details: str = "") -> None:
        """Show a sentence with what can be done; ``details`` as a tooltip."""
        self._clear()
        self.text.setText(text)
        self.text.setToolTip(details)
        for name, slot in choices:
            one = button(name)
            one.clicked.connect(lambda _on=False, slot=slot: slot())
            self._add(one)
        self.show()

    def say_list(self, text: str, name: str, entries: Choices) -> None:
        """Show a sentence with a button that opens a list."""
        self._clear()
        self.text.setText(text)
        self.text.setToolTip("\n".join(title for title, _ in entries))
        one = button(f"{name}  ▾")
        for title, slot in entries:
            self.menu.addAction(title.replace("&", "&&"), slot)
        one.clicked.connect(lambda: self.menu.popup(one.mapToGlobal(one.rect().bottomLeft())))
        self._add(one)
        self.show()

    def say_nothing(self) -> None:
        self._clear()
        self.hide()

    def _add(self, one: QPushButton) -> None:
        self.buttons.append(one)
        self._row.addWidget(one)

    def _clear(self) -> None:
        for one in self.buttons:
            self._row.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.buttons.clear()
        self.menu.clear()
