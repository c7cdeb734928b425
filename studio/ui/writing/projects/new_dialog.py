"""The dialog that begins a project: title, author, language, what it begins with, and where it lies."""

from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.storage.manuscripts.project import Project
from studio.ui.icons import icon
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_1, GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import ElidedLabel, button, label
from studio.ui.window_state import WindowState
from studio.ui.writing.projects.templates import templates
from studio.ui.writing.sample import free_folder

LANGUAGES = {
    "en": "English", "zh": "中文", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano",
    "pt": "Português", "nl": "Nederlands", "pl": "Polski", "ru": "Русский", "uk": "Українська",
    "cs": "Čeština", "sv": "Svenska", "da": "Dansk", "nb": "Norsk bokmål", "fi": "Suomi", "tr": "Türkçe",
    "ar": "العربية", "he": "עברית", "hi": "हिन्दी", "ja": "日本語", "ko": "한국어",
}  # fmt: skip
"""Each by its own name."""


def language_box(chosen: str) -> QComboBox:
    made = QComboBox()
    for code, name in {chosen: QLocale(chosen).nativeLanguageName() or chosen, **LANGUAGES}.items():
        made.addItem(name, code)
    made.setCurrentIndex(made.findData(chosen))
    return made


def folder_name(title: str) -> str:
    """A title as the name of a folder on any system."""
    name = "".join(letter if letter.isprintable() and letter not in '/\\:*?"<>|' else "-" for letter in title)
    return " ".join(name.split()).strip(". ")[:80]


class NewProjectDialog(QDialog):
    """``made`` is the folder of the new project, closed again, and ``scene`` what to show first."""

    def __init__(self, folder: Path, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.made: Path | None = None
        self.scene = ""
        self._state = state
        self._parent_folder = Path(state.text("new_project_folder") or folder)
        self.setWindowTitle(self.tr("New project"))
        self._lay_out()
        self.title.textChanged.connect(self._show_place)
        self._show_place()
        self.resize(scaled(560), self.sizeHint().height())

    def _lay_out(self) -> None:
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("What the book is called, for now"))
        self.author = QLineEdit(self._state.text("author"))
        language = self._state.text("project_language") or QLocale().name().split("_")[0]
        self.language = language_box(language if language in LANGUAGES else "en")
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(self.tr("Begins with"))
        self.kinds.setIconSize(QSize(scaled(20), scaled(20)))
        self.kinds.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._templates = {one.id: one for one in templates()}
        for one in self._templates.values():
            item = QListWidgetItem(icon(one.icon, "muted"), f"{one.title} – {one.about}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.kinds.addItem(item)
        chosen = (
            [*self._templates].index(found)
            if (found := self._state.text("project_template")) in self._templates
            else 0
        )
        self.kinds.setCurrentRow(chosen)
        self.kinds.setFixedHeight(self.kinds.sizeHintForRow(0) * self.kinds.count() + scaled(6))
        self.kinds.itemDoubleClicked.connect(self.accept)
        self.kinds.installEventFilter(self)
        self.place = ElidedLabel("", "text")
        self.browse = button(self.tr("Choose…"))
        self.browse.setToolTip(self.tr("Choose the folder in which the project's own folder is made"))
        self.browse.clicked.connect(self._choose)
        self.trouble = label("", "danger", wrap=True)
        self.trouble.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.trouble.hide()
        self.begin = button(self.tr("Begin"), "accent")
        self.begin.setDefault(True)
        self.begin.clicked.connect(self.accept)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)

        def field(name: str, widget: QWidget) -> QVBoxLayout:
            small = QVBoxLayout()
            small.setSpacing(GAP_1)
            above = label(name)
            above.setBuddy(widget)
            widget.setAccessibleName(name)
            small.addWidget(above)
            small.addWidget(widget)
            return small

        column.addLayout(field(self.tr("Title"), self.title))
        row = QHBoxLayout()
        row.setSpacing(GAP_3)
        row.addLayout(field(self.tr("Author"), self.author), 3)
        row.addLayout(field(self.tr("Language of the text"), self.language), 2)
        column.addLayout(row)
        column.addLayout(field(self.tr("Begins with"), self.kinds))
        where = QHBoxLayout()
        where.setSpacing(GAP_2)
        where.addWidget(self.place, 1)
        where.addWidget(self.browse)
        small = QVBoxLayout()
        small.setSpacing(GAP_1)
        small.addWidget(label(self.tr("Folder")))
        small.addLayout(where)
        column.addLayout(small)
        column.addWidget(self.trouble)
        ends = QHBoxLayout()
        ends.setSpacing(GAP_2)
        ends.addStretch(1)
        ends.addWidget(cancel)
        ends.addWidget(self.begin)
        column.addLayout(ends)
        self.title.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self.accept()
            return True
        return False

    def folder(self) -> Path:
        """Where the project will lie: a new folder named after the title."""
        name = folder_name(self.title.text()) or self.tr("Project")
        return free_folder(self._parent_folder, name)

    def _show_place(self) -> None:
        self.place.set_whole(str(self.folder()))
        self.begin.setEnabled(bool(self.title.text().strip()))
        self.trouble.hide()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for the project"), str(self._parent_folder)
        )
        if chosen:
            self._parent_folder = Path(chosen)
            self._show_place()

    def accept(self) -> None:
        """Begin the project; when that cannot be, the dialog says why and stays."""
        title = " ".join(self.title.text().split())
        if not title:
            return
        folder = self.folder()
        template = self._templates[self.kinds.currentItem().data(Qt.ItemDataRole.UserRole)]
        try:
            author = " ".join(self.author.text().split())
            project = Project.create(folder, title, author=author, language=self.language.currentData())
            try:
                self.scene = template.fill(project)
            finally:
                project.close()
        except StudioError as error:
            sentences = (translate_sentence(error.sentence), translate_sentence(error.advice))
            self.trouble.setText(" ".join(filter(None, sentences)))
            self.trouble.show()
            return
        self.made = folder
        self._state.set("author", author)
        self._state.set("project_language", self.language.currentData())
        self._state.set("project_template", template.id)
        self._state.set("new_project_folder", str(self._parent_folder))
        super().accept()
