"""The top bar: the program's name, its pages, the command field, the offline mark and Settings."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from studio.ui.actions import keys_text, with_keys
from studio.ui.icons import icon
from studio.ui.theme import GAP_2, GAP_3, GAP_4, is_theme_change, scaled
from studio.ui.widgets import button, label

HEIGHT = 44
PAGE_KEYS = {"paint": "Ctrl+Alt+1", "writing": "Ctrl+Alt+2", "models": "Ctrl+Alt+3"}


class TopBar(QWidget):
    """``pages`` are (id, text); only pages that exist are named."""

    page_chosen = Signal(str)
    palette_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, pages: list[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_3, 0, GAP_3, 0)
        row.setSpacing(GAP_3)
        name = label("Atelier", "strong")
        row.addWidget(name)
        row.addSpacing(GAP_2)
        self._tabs = QButtonGroup(self)
        for identity, text in pages:
            tab = button(text, "tab")
            tab.setCheckable(True)
            tab.setObjectName(identity)
            tab.setAccessibleName(text)
            tab.setToolTip(with_keys(text, PAGE_KEYS.get(identity, "")))
            self._tabs.addButton(tab)
            row.addWidget(tab)
        if pages:
            self._tabs.buttons()[0].setChecked(True)
        self._tabs.buttonClicked.connect(self._tab_clicked)
        row.addStretch(1)
        invitation = self.tr("Search or run a command…")
        self.command_field = button(f"{invitation}    {keys_text('Ctrl+K').replace('+', ' ')}", "field")
        self.command_field.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.command_field.setToolTip(self.tr("Every command by name"))
        self.command_field.setAccessibleName(self.tr("Search or run a command"))
        self.command_field.clicked.connect(self.palette_wanted)
        row.addWidget(self.command_field)
        row.addWidget(self._offline_mark())
        self.settings_button = button(self.tr("Settings"), "quiet")
        self.settings_button.setIcon(icon("gear"))
        self.settings_button.setIconSize(QSize(scaled(16), scaled(16)))
        self.settings_button.setToolTip(with_keys(self.tr("Settings"), "Ctrl+,"))
        self.settings_button.clicked.connect(self.settings_wanted)
        row.addWidget(self.settings_button)

    def _offline_mark(self) -> QFrame:
        mark = QFrame()
        mark.setProperty("kind", "pill")
        mark.setFixedHeight(scaled(28))
        mark.setToolTip(self.tr("This version never opens the network. Everything stays on this machine."))
        inner = QHBoxLayout(mark)
        inner.setContentsMargins(GAP_3, 0, GAP_4, 0)
        inner.setSpacing(6)
        inner.addWidget(label("●", "good"))
        inner.addWidget(label(self.tr("Offline"), "muted"))
        return mark

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.setFixedHeight(scaled(HEIGHT))

    def show_page(self, identity: str) -> None:
        """Mark the page that shows."""
        for tab in self._tabs.buttons():
            tab.setChecked(tab.objectName() == identity)

    def _tab_clicked(self) -> None:
        tab = self._tabs.checkedButton()
        if tab:
            self.page_chosen.emit(tab.objectName())
