"""What a project is called, in which language it is, and where its backups go."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.storage.manuscripts.project import Project
from studio.ui.folder_opening import open_folder
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_1, GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import ElidedLabel, button, hairline, label, set_look
from studio.ui.writing.projects.backups import Backups
from studio.ui.writing.projects.new_dialog import language_box


class PropertiesDialog(QDialog):
    """Accepting it changes the outline's head and the backups; nothing else."""

    def __init__(self, project: Project, backups: Backups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._backups = project, backups
        self.setWindowTitle(self.tr("Project properties"))
        outline = project.outline
        self.title, self.author = QLineEdit(outline.title), QLineEdit(outline.author)
        self.language = language_box(outline.language)
        self.place = ElidedLabel(str(project.folder), "text")
        show = button(self.tr("Show"))
        show.setToolTip(self.tr("Open the folder in the file manager"))
        show.clicked.connect(self._show_folder)
        self.backup_folder = QLineEdit(str(backups.folder or ""))
        self.backup_folder.setPlaceholderText(self.tr("No backups"))
        choose = button(self.tr("Choose…"))
        choose.clicked.connect(self._choose)
        self.keep = QSpinBox()
        self.keep.setRange(1, 500)
        self.keep.setValue(backups.keep)
        self.keep.setFixedWidth(scaled(64))
        self.keep.lineEdit().setTextMargins(6, 0, 0, 0)
        self.now = button(self.tr("Back up now"))
        self.now.clicked.connect(self._back_up)
        self.said = label("", "muted", wrap=True)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_3)
        grid.setVerticalSpacing(GAP_2)
        for row, (name, widget, beside) in enumerate(
            (
                (self.tr("Title"), self.title, None),
                (self.tr("Author"), self.author, None),
                (self.tr("Language of the text"), self.language, None),
                (self.tr("Folder"), self.place, show),
            )
        ):
            self._row(grid, row, name, widget, beside)
        backup = QGridLayout()
        backup.setHorizontalSpacing(GAP_3)
        backup.setVerticalSpacing(GAP_2)
        self._row(backup, 0, self.tr("Folder of the backups"), self.backup_folder, choose)
        self._row(backup, 1, self.tr("How many are kept"), self.keep, self.now)
        about = label(
            self.tr(
                "When the project is closed, all of it goes into a dated ZIP file, if something changed."
                " To bring one back, unpack it anywhere and open the folder."
            ),
            "muted",
            wrap=True,
        )
        about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        ends = QHBoxLayout()
        ends.setSpacing(GAP_2)
        ends.addStretch(1)
        cancel, self.ok = button(self.tr("Cancel")), button(self.tr("Apply"), "accent")
        self.ok.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        ends.addWidget(cancel)
        ends.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addLayout(grid)
        column.addWidget(hairline())
        column.addWidget(label(self.tr("Backups"), "strong"))
        column.addWidget(about)
        column.addLayout(backup)
        column.addWidget(self.said)
        column.addStretch(1)
        column.addSpacing(GAP_1)
        column.addLayout(ends)
        for widget in (self.title, self.author, self.language):
            widget.setEnabled(not project.read_only)
        self.resize(scaled(540), self.sizeHint().height())

    def _row(self, grid: QGridLayout, row: int, name: str, widget: QWidget, beside: QWidget | None) -> None:
        above = label(name)
        above.setBuddy(widget)
        widget.setAccessibleName(name)
        grid.addWidget(above, row, 0)
        if isinstance(widget, QSpinBox):
            grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(widget, row, 1)
        if beside:
            grid.addWidget(beside, row, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, scaled(140))
        grid.setColumnMinimumWidth(2, self.now.sizeHint().width())  # fields of both grids end alike

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.said.setText(text)
        set_look(self.said, "kind", "danger" if bad else "muted")

    def _show_folder(self) -> None:
        if report := open_folder(self._project.folder):
            self._say(f"{translate_sentence(report.sentence)} {translate_sentence(report.advice)}", bad=True)

    def _choose(self) -> None:
        start = self.backup_folder.text() or str(Path.home())
        if chosen := QFileDialog.getExistingDirectory(self, self.tr("Folder of the backups"), start):
            self.backup_folder.setText(chosen)

    def _take_backups(self) -> None:
        self._backups.set_up(self.backup_folder.text().strip(), self.keep.value())

    def _back_up(self) -> None:
        self._take_backups()
        try:
            made = self._backups.now(self._project)
        except StudioError as error:
            self._say(f"{translate_sentence(error.sentence)} {translate_sentence(error.advice)}", bad=True)
            return
        self._say(
            self.tr("Backed up as {name}.").format(name=made.name)
            if made
            else self.tr("Nothing changed since the last backup.")
        )

    def accept(self) -> None:
        self._take_backups()
        project = self._project
        if not project.read_only:
            outline = replace(
                project.outline,
                title=" ".join(self.title.text().split()) or project.outline.title,
                author=" ".join(self.author.text().split()),
                language=self.language.currentData(),
            )
            try:
                project.set_outline(outline)
            except StudioError as error:
                self._say(
                    f"{translate_sentence(error.sentence)} {translate_sentence(error.advice)}", bad=True
                )
                return
        super().accept()
