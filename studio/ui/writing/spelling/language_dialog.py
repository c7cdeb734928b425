"""The question in which language a project is written, with how to add a dictionary that is missing."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.ui.theme import scaled
from studio.ui.widgets import button, label


class LanguageDialog(QDialog):
    """``chosen`` carries the name of a dictionary, or "" to check nothing."""

    chosen = Signal(str)

    def __init__(self, found: Iterable[str], current: str, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Spelling language"))
        self.resize(scaled(420), scaled(460))
        self.setMinimumSize(scaled(340), scaled(320))
        self._folder = folder
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Spelling language"))
        for name, text in (
            ("", self.tr("Do not check spelling")),
            *((name, language_name(name)) for name in found),
        ):
            item = QListWidgetItem(text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(name)
            item.setSizeHint(QSize(0, scaled(32)))
            if name == current:
                self.list.setCurrentItem(item)
        self.list.itemActivated.connect(self.accept)
        how = self.tr(
            "For another language put its two Hunspell files (such as de_DE.dic and de_DE.aff) into the"
            " dictionaries"
            " folder and open this window again. Those of LibreOffice are found by themselves."
        )
        self.open_folder = button(self.tr("Open the folder"), "quiet")
        self.open_folder.clicked.connect(self._open_folder)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.agree = button(self.tr("Choose"), "accent")
        self.agree.setDefault(True)
        self.agree.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open_folder)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        column.addWidget(label(how, "muted", wrap=True))
        column.addLayout(buttons)
        self.accepted.connect(self._tell)
        self.list.setFocus()

    def _tell(self) -> None:
        item = self.list.currentItem()
        if item:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _open_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def language_name(name: str) -> str:
    """A dictionary's name as people say it: ``en_GB`` is British English."""
    locale = QLocale(name)
    if locale.language() == QLocale.Language.C:
        return name
    language = locale.nativeLanguageName() or QLocale.languageToString(locale.language())
    # "British English" says the country already.
    territory = locale.nativeTerritoryName() if "_" in name and " " not in language else ""
    return f"{language[:1].upper()}{language[1:]}" + (
        f" ({territory})" if territory and territory not in language else ""
    )
