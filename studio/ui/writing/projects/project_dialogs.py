"""Joins the dialogs of projects with the Write page: new, open, properties, backups, the folder itself."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QMessageBox

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.storage.manuscripts.project import Project
from studio.ui.actions import Command, Commands
from studio.ui.sentences import translate_sentence
from studio.ui.window_state import WindowState
from studio.ui.writing.page import WritePage
from studio.ui.writing.projects.backups import Backups
from studio.ui.writing.projects.recent import RecentProjects


class ProjectDialogs(QObject):
    """``take`` shows an open project (and scene) after closing the one before; False if it cannot."""

    def __init__(
        self, page: WritePage, state: WindowState, folder: Path, take: Callable[[Project, str], bool]
    ) -> None:
        super().__init__(page)
        self._page, self._state, self._folder, self._take = page, state, folder, take
        self.follow: Callable[[Path], bool] = lambda folder: False
        """Whether a folder is the new place of the open project, whose folder was moved."""
        self.recent = RecentProjects(state)
        self.backups = Backups(state, self)
        self.backups.problem.connect(page.problem)
        page.project_opened.connect(self._opened)

    def join(self, commands: Commands) -> None:
        group = self.tr("Project")
        for identity, text, icon, slot in (
            ("project_properties", self.tr("Project properties…"), "sliders", self.show_properties),
            ("project_folder", self.tr("Show the project's folder"), "folder-open", self.show_folder),
        ):
            action = commands.add(Command(identity, text, group, "", icon), slot, only_in="writing")
            action.setEnabled(self._page.project is not None)
            self._page.project_opened.connect(lambda project, one=action: one.setEnabled(project is not None))

    def _opened(self, project: Project | None) -> None:
        self.backups.take_project(project)
        if project:
            self.recent.note(project.folder, project.outline)

    # New and open

    def ask_new(self) -> None:
        from studio.ui.writing.projects.new_dialog import NewProjectDialog

        dialog = NewProjectDialog(self._folder, self._state, self._page)
        dialog.accepted.connect(lambda: dialog.made and self.open(dialog.made, scene=dialog.scene))
        self._show(dialog)

    def ask_open(self) -> None:
        from studio.ui.writing.projects.open_dialog import OpenProjectDialog

        dialog = OpenProjectDialog(self.recent, self._folder, self._page)
        dialog.chosen.connect(self.open)
        self._show(dialog)

    def open(self, folder: Path, *, scene: str = "") -> bool:
        """Open a project; when somebody else has it, offer to open it for reading only."""
        now = self._page.project
        if now and now.folder == Path(folder).absolute():
            return True
        if self.follow(folder):
            return True
        try:
            project = Project.open(folder)
        except StudioError as error:
            if error.kind == ErrorKind.DOCUMENT_OPEN:
                self._offer_reading(folder, error)
            else:
                self._page.problem.emit(error.report())
            return False
        return self._take(project, scene)

    def _offer_reading(self, folder: Path, error: StudioError) -> None:
        box = QMessageBox(self._page)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Open a project"))
        box.setText(translate_sentence(error.sentence))
        box.setInformativeText(translate_sentence(error.advice))
        reading = box.addButton(self.tr("Open for reading only"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        reading.clicked.connect(lambda: self.open_for_reading(folder))
        self.question = box
        if self._page.window().isVisible():
            box.open()
        else:  # the window comes back to the project of last time and is not there yet
            QTimer.singleShot(0, box, box.open)

    def open_for_reading(self, folder: Path) -> bool:
        """The project of somebody else, which cannot be changed here."""
        try:
            project = Project.open(folder, read_only=True)
        except StudioError as error:
            self._page.problem.emit(error.report())
            return False
        return self._take(project, "")

    # The open project

    def show_properties(self) -> None:
        from studio.ui.writing.projects.properties_dialog import PropertiesDialog

        if project := self._page.project:
            dialog = PropertiesDialog(project, self.backups, self._page)
            dialog.accepted.connect(self._properties_changed)
            self._show(dialog)

    def _properties_changed(self) -> None:
        if project := self._page.project:
            self.recent.note(project.folder, project.outline)
            self._page.outline_changed.emit()

    def show_folder(self) -> None:
        from studio.ui.folder_opening import open_folder

        if (project := self._page.project) and (report := open_folder(project.folder)):
            self._page.problem.emit(report)

    def back_up_at_end(self) -> ErrorReport | None:
        """For the end of the program, when all is saved; why it could not be done, or None."""
        return self.backups.at_end()

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
