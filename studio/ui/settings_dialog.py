"""The settings dialog: pages on the left, changes applied as they are made."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.core.paths import Folders
from studio.core.settings import Settings
from studio.ui.actions import Commands
from studio.ui.icons import icon
from studio.ui.settings_pages import FoldersPage, Page, PlacementPage, PrivacyPage
from studio.ui.shortcuts_dialog import ShortcutList
from studio.ui.theme import is_theme_change, scaled
from studio.ui.widgets import hairline, label
from studio.ui.writing_settings import EngineFacts, WritingEnginePage

PAGES = ("device", "memory", "writing", "folders", "pictures", "privacy", "appearance", "keys")
_ICONS = ("cpu", "stack", "pencil-line", "folder-open", "image", "shield-check", "palette", "keyboard")
LIST_WIDTH = 200


class SettingsDialog(QDialog):
    """Shows ``settings`` and emits a changed copy with every change. Does not save."""

    changed = Signal(object)
    """Settings"""

    def __init__(
        self,
        settings: Settings,
        folders: Folders,
        commands: Commands,
        parent: QWidget,
        facts: EngineFacts | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        facts = facts or EngineFacts()
        hardware, need = facts.hardware, facts.need
        self.pages: dict[str, Page] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        self.list.ensurePolished()  # or rows are laid out before they have their padding
        self.list.setFixedWidth(scaled(LIST_WIDTH))
        self.list.setIconSize(QSize(scaled(16), scaled(16)))
        self.stack = QStackedWidget()
        titles = (
            self.tr("Device and precision"),
            self.tr("Memory saving"),
            self.tr("Writing engine"),
            self.tr("Folders"),
            self.tr("Pictures"),
            self.tr("Privacy"),
            self.tr("Appearance"),
            self.tr("Keys"),
        )
        made = (
            PlacementPage(titles[0], "device", settings, hardware, need),
            PlacementPage(titles[1], "memory", settings, hardware, need),
            WritingEnginePage(titles[2], settings, facts),
            FoldersPage(settings, folders),
            self._form_page(titles[4], "pictures"),
            PrivacyPage(settings),
            self._form_page(titles[6], "appearance"),
            self._keys_page(titles[7], commands),
        )
        for identity, title, name, page in zip(PAGES, titles, _ICONS, made, strict=True):
            self._add(identity, title, name, page)
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(8, 12, 8, 12)
        left.addWidget(self.list, 1)
        note = label(self.tr("Changes apply at once."), "muted", wrap=True)
        note.setContentsMargins(8, 0, 0, 0)
        left.addWidget(note)
        row.addLayout(left)
        row.addWidget(hairline(vertical=True))
        row.addWidget(self.stack, 1)
        self.resize(scaled(760), scaled(560))

    def show_page(self, identity: str) -> None:
        """Turn to a page of ``PAGES``."""
        self.list.setCurrentRow(PAGES.index(identity))

    @property
    def settings(self) -> Settings:
        """As changed so far."""
        return self._settings

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.list.setFixedWidth(scaled(LIST_WIDTH))

    def _add(self, identity: str, title: str, name: str, page: Page) -> None:
        item = QListWidgetItem(icon(name, "muted"), title)
        self.list.addItem(item)
        page.changed.connect(self._change)
        self.pages[identity] = page
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self.stack.addWidget(scroll)

    def _form_page(self, title: str, section: str) -> Page:
        page = Page(title)
        page.add_form(section, self._settings)
        page.column.addStretch(1)
        return page

    @staticmethod
    def _keys_page(title: str, commands: Commands) -> Page:
        page = Page(title)
        page.column.addWidget(ShortcutList(commands))
        page.column.addStretch(1)
        return page

    def take_over(self, settings: Settings) -> None:
        """They were changed elsewhere, such as by a command: show them, and go on from there."""
        if settings != self._settings:
            self._settings = settings
            for page in self.pages.values():
                page.show_settings(settings)

    def _change(self, section: str, name: str, value: object) -> None:
        self.take_over(self._settings.replace(section, **{name: value}))
        self.changed.emit(self._settings)
