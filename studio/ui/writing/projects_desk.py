"""Which project is open: opening, beginning, closing, saving, versions, and what other programs changed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.paths import Folders
from studio.core.writing.outline import find, scenes
from studio.jobs import offthread
from studio.storage.manuscripts.project import Conflict, Project
from studio.ui.sentences import translate_sentence
from studio.ui.window_state import WindowState
from studio.ui.writing.autosave import Autosave
from studio.ui.writing.draft import Draft
from studio.ui.writing.moved_project import follow
from studio.ui.writing.page import WritePage
from studio.ui.writing.project_care import ProjectCare
from studio.ui.writing.projects.recent import RecentProjects
from studio.ui.writing.sample import make_sample, projects_folder
from studio.ui.writing.status_line import rest_ms
from studio.ui.writing.text_copies import TextCopies
from studio.ui.writing.versions_dialog import CompareDialog, VersionsDialog

RECENT_MOST = 8
SCROLL_MOST = 2**31 - 1
WORDS_MS = 800
WATCH_MS = 4000
"""So often is looked whether another program changed a text, while the window is in front."""


class ProjectsDesk(QObject):
    """Owns the open project. ``open_folder`` may be replaced by one that asks when it cannot be opened."""

    message = Signal(str)
    problem = Signal(object)

    def __init__(self, page: WritePage, folders: Folders, state: WindowState) -> None:
        super().__init__(page)
        self.page, self.folders, self.state = page, folders, state
        self.autosave = Autosave(self)
        self.care = ProjectCare(page)
        self.copies = TextCopies(page)
        for part in (self.care, self.copies):
            part.message.connect(self.message)
            part.problem.connect(self.problem)
        self.open_folder: Callable[[Path], bool] = self.open_project
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._look_outside)
        page.empty.sample_wanted.connect(self.sample)
        page.empty.recent_wanted.connect(lambda folder: self.open_folder(Path(folder)))
        page.item_opened.connect(self._item_opened)
        save = self.autosave
        save.problem.connect(self.problem)
        save.state_changed.connect(self._show_state)
        save.conflict.connect(self._conflict)
        save.saved.connect(self._saved)
        for signal, slot in (
            (page.conflict.mine_chosen, self._keep_mine),
            (page.conflict.theirs_chosen, self._take_theirs),
            (page.conflict.compare_wanted, self._compare),
        ):
            signal.connect(slot)
        self._words_of: set[str] = set()
        self._words_timer = QTimer(self)
        self._words_timer.setSingleShot(True)
        self._words_timer.setInterval(WORDS_MS)
        self._words_timer.timeout.connect(self._show_words)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._application_changed)
        self._show_recent()

    # Which project

    def _show_recent(self) -> None:
        """Projects that were open and are still there, the last one first."""
        there = [known for known in RecentProjects(self.state).all() if known.is_there]
        self.page.empty.show_recent([str(known.folder) for known in there[:RECENT_MOST]])

    def sample(self) -> bool:
        """The sample project, made the first time; with the caret where to go on."""
        folder = self.state.text("sample_project")
        if folder and Path(folder).is_dir():
            return self.open_folder(Path(folder))
        try:
            project, scene = make_sample(projects_folder(self.folders))
        except (StudioError, OSError) as error:
            self.problem.emit(
                error.report()
                if isinstance(error, StudioError)
                else ErrorReport(
                    kind=ErrorKind.NOT_WRITABLE, sentence=f"The sample could not be made ({error})."
                )
            )
            return False
        self.state.set("sample_project", str(project.folder))
        if not self.take(project, scene):
            return False
        editor = self.page.editor
        editor.select(len(editor.text()), len(editor.text()))
        editor.setFocus()
        return True

    def open_project(self, folder: Path) -> bool:
        """Close the open project and show this one; a refusal is told and changes nothing."""
        if self.page.project and self.page.project.folder == Path(folder).absolute():
            return True
        if self.follow(folder):
            return True
        try:
            project = Project.open(folder)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        return self.take(project)

    def follow(self, folder: Path) -> bool:
        """Whether the open project was moved to that folder by another program; then it is open there."""
        return follow(self, Path(folder), self.tr("Typing brought back"))

    def take(self, project: Project, scene: str = "") -> bool:
        """Show an open project after closing the one before; False when that cannot be closed."""
        if not self.close_project():
            project.close()
            return False
        page = self.page
        page.outline.tree.set_folded(_places(project).get("folded"))
        page.set_project(project)
        buffers = page.buffers
        self.autosave.set_project(project, buffers)
        if buffers:
            buffers.edited.connect(self._edited)
            buffers.drafted.connect(self._drafted)
        self.state.set("writing_project", str(project.folder))
        self.state.save()  # now: a window that is killed shall find its project again
        for complaint in project.complaints:
            self.message.emit(translate_sentence(complaint))
        self._recover(project)
        self._show_state("reading" if project.read_only else self.autosave.state)
        self._watch.start()
        self._show_first(project, scene)
        return True

    def _show_first(self, project: Project, scene: str) -> None:
        last = scene or str(_places(project).get("item", ""))
        if not (last and self.page.open_item(last)):
            first = scenes(project.outline)
            if first:
                self.page.open_item(first[0].id)
        self.page.editor.setFocus()

    def _recover(self, project: Project) -> None:
        """Typing of a window that was killed comes back as a step of undo."""
        count = 0
        for item, text in project.recovered():
            try:
                buffer = self.page.buffers.get(item) if self.page.buffers else None
            except StudioError as error:
                self.problem.emit(error.report())
                continue
            if buffer and self.page.buffers:
                base = project.recovered_base(item)
                self.page.buffers.digests[item] = base or self.page.buffers.digests[item]
                buffer.set_text(text, self.tr("Typing brought back"))
                count += 1
        if count:
            self.message.emit(
                self.tr("Typing that was not saved yet was brought back in %n text(s).", "", count)
            )

    def close_project(self) -> bool:
        """Save and close; False when something could not be saved, and then it stays open."""
        project = self.page.project
        if project is None:
            return True
        self.page.project_closing.emit()
        trouble = self.autosave.save_now()
        if trouble:
            self.problem.emit(trouble.report())
            return False
        self._keep_place()
        self._watch.stop()
        self.autosave.set_project(None, None)
        self.page.set_project(None)
        self._show_others()
        project.close()
        self.state.set("writing_project", "")
        self._show_recent()
        return True

    def end(self) -> None:
        """The program ends: all is saved, what cannot be stays in the journal; the project comes back."""
        project = self.page.project
        if project:
            self.page.project_closing.emit()
            self.autosave.save_now()
            self._keep_place()
            self._watch.stop()
            self.autosave.set_project(None, None)
            project.close()

    def unsafe(self) -> str:
        """Why closing would lose something; the journal keeps what the file does not take."""
        self.page.project_closing.emit()
        trouble = self.autosave.save_now() if self.page.project else None
        return trouble.sentence if trouble else ""

    def restore(self) -> None:
        """Open the project of the last session."""
        folder = self.state.text("writing_project")
        if folder and Path(folder).is_dir():
            self.open_folder(Path(folder))

    # Places

    def _keep_place(self) -> None:
        """Where the writer is comes back with the project."""
        project, editor = self.page.project, self.page.editor
        if project is None or not editor.item:
            return
        editor.keep_place()
        places = _places(project) | {
            "item": editor.item,
            "folded": self.page.outline.tree.folded(),
            editor.item: [*editor.buffer.caret, editor.buffer.scroll],
        }
        try:
            if not project.read_only:
                project.remember("places", places)
        except StudioError:
            pass  # costs only the place

    @Slot(str)
    def _item_opened(self, item: str) -> None:
        self.autosave.save_all()
        self.page.conflict.show_for(item if item in self.autosave.conflicts else "")
        self._show_others()
        editor, project = self.page.editor, self.page.project
        if project and editor.buffer.caret == (0, 0) and not editor.buffer.scroll:
            found = _places(project).get(item)
            if isinstance(found, list) and len(found) == 3 and all(isinstance(one, int) for one in found):
                editor.select(found[0], found[1])
                scroll = max(0, min(found[2], SCROLL_MOST))  # what is remembered may be any number
                QTimer.singleShot(0, editor, lambda: editor.verticalScrollBar().setValue(scroll))

    # While it is written

    @Slot(str)
    def _edited(self, item: str) -> None:
        self._words_of.add(item)
        if not self._words_timer.isActive():
            self._words_timer.start()

    def _show_words(self) -> None:
        began = monotonic()
        for item in self._words_of:
            buffer = self.page.buffers.known(item) if self.page.buffers else None
            if buffer:
                self.page.outline.show_words(item, buffer.text)
        self._words_of.clear()
        self._words_timer.setInterval(rest_ms(WORDS_MS, monotonic() - began))

    @Slot(str)
    def _saved(self, _item: str) -> None:
        self.page.outline.saved()

    @Slot(str, object)
    def _drafted(self, item: str, draft: Draft | None) -> None:
        if draft:
            draft.accepting.connect(lambda: self._keep_before(item))

    def _keep_before(self, item: str) -> None:
        """The text before a model's words come into it is a version."""
        project, buffer = self.page.project, self.page.buffers.known(item) if self.page.buffers else None
        if project and buffer and not project.read_only and buffer.text.strip():
            project.keep_soon(item, buffer.text, "insertion")
            offthread.run(project.keep_waiting, done=_nothing, failed=self._not_kept)

    def _not_kept(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self.problem.emit(error.report())

    @Slot(str)
    def _show_state(self, state: str) -> None:
        reading = self.page.project is not None and self.page.project.read_only
        self.page.status.show_state("reading" if reading else state)

    def save(self) -> None:
        """Ctrl+S: at once, though it saves itself."""
        trouble = self.autosave.save_now()
        if trouble:
            self.problem.emit(trouble.report())

    def _application_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._look_outside()
        elif self.page.project:
            self.autosave.save_all()

    def _look_outside(self) -> None:
        taken = self.autosave.look_outside()
        if taken:
            self.message.emit(
                self.tr(
                    "%n text(s) were changed by another program and are shown as they are now.",
                    "",
                    len(taken),
                )
            )

    # Conflicts and versions

    @Slot(object)
    def _conflict(self, conflict: Conflict) -> None:
        if conflict.item_id == self.page.editor.item:
            self.page.conflict.show_for(conflict.item_id)
        self._show_others()

    def _settled(self, item: str) -> None:
        if item not in self.autosave.conflicts:
            self.page.conflict.show_for("")
        self._show_others()

    def _show_others(self) -> None:
        """Conflicts in texts that are not open wait in a list."""
        project, bar = self.page.project, self.page.others
        others = [item for item in self.autosave.conflicts if item != self.page.editor.item]
        if not others or project is None:
            bar.say_nothing()
            return
        bar.say_list(
            self.tr("%n other text(s) were changed here and by another program.", "", len(others)),
            self.tr("Show"),
            [(project.item(item).title, partial(self.page.open_item, item)) for item in others],
        )

    @Slot(str)
    def _keep_mine(self, item: str) -> None:
        self.autosave.keep_mine(item)
        self._settled(item)

    @Slot(str)
    def _take_theirs(self, item: str) -> None:
        self.autosave.take_theirs(item, self.tr("Text of another program"))
        self._settled(item)

    @Slot(str)
    def _compare(self, item: str) -> None:
        conflict = self.autosave.conflicts.get(item)
        buffer = self.page.buffers.known(item) if self.page.buffers else None
        if conflict and buffer:
            dialog = CompareDialog(conflict.theirs.text, buffer.text, self.page)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.mine_chosen.connect(lambda: self._keep_mine(item))
            dialog.theirs_chosen.connect(lambda: self._take_theirs(item))
            dialog.open()

    def show_versions(self) -> VersionsDialog | None:
        """The versions of the text that is written."""
        project, editor = self.page.project, self.page.active_editor()
        item = find(project.outline, editor.item) if project else None
        if project is None or item is None:
            return None
        dialog = VersionsDialog(project, editor.buffer, item.title, self.page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.problem.connect(self.problem)
        dialog.open()
        return dialog

    def keep_version(self) -> None:
        """Keep the text as it is now, without a name."""
        project, buffer = self.page.project, self.page.active_editor().buffer
        if project and buffer.item:
            try:
                project.keep_version(buffer.item, buffer.text, "manual")
            except StudioError as error:
                self.problem.emit(error.report())
            else:
                self.message.emit(self.tr("A version is kept."))


def _places(project: Project) -> dict[str, object]:
    """Where the writer was in each text, which was the last, and what of the outline was folded."""
    places = project.recall("places", {})
    return places if isinstance(places, dict) else {}


def _nothing(_version: object) -> None:
    """A kept version needs no answer."""
