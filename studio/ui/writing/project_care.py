"""What an opened project needs off the window thread: its index, old versions, and a look into its folder."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.storage.manuscripts.project import Project
from studio.ui.writing.page import WritePage

LEFT = "left out of the outline"
"""Remembered: texts of the folder that the writer does not want in the outline."""
NAMED_MOST, NAMED_SHORT = 12, 3
"""In the tooltip, and in the sentence itself."""


class ProjectCare(QObject):
    """Follows ``page.project_opened``; tells by two bars over the text and by its signals."""

    message = Signal(str)
    problem = Signal(object)
    looked = Signal(object, object)
    """Orphans and missing items, each time the folder was looked through."""
    typing_told = Signal(object)
    """From the journal's thread: StudioError while typing is not on the disk, None when it is again."""

    def __init__(self, page: WritePage) -> None:
        super().__init__(page)
        self._page = page
        self._project: Project | None = None
        self.orphans: list[str] = []
        self.missing: list[str] = []
        page.project_opened.connect(self._opened)
        self.typing_told.connect(self._typing_trouble, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _opened(self, project: Project | None) -> None:
        if self._project:
            self._project.typing.on_trouble = None
        self._project = project
        for bar in (self._page.orphans, self._page.missing):
            bar.say_nothing()
        if project:
            project.typing.on_trouble = self.typing_told.emit
            self.look()
            offthread.run(_tended, project, done=_nothing, failed=partial(self._failed, project))

    @Slot(object)
    def _typing_trouble(self, trouble: StudioError | None) -> None:
        if trouble:
            self.problem.emit(trouble.report())
        else:
            self.message.emit(self.tr("Typing is kept safe on the disk again."))

    def _failed(self, project: Project, error: Exception) -> None:
        if isinstance(error, StudioError) and self._shows(project):
            self.problem.emit(error.report())

    def _shows(self, project: Project) -> bool:
        """Whether an answer is still wanted: the project is open, and the page there."""
        return isValid(self) and project is self._page.project

    # The folder

    @Slot()
    def look(self) -> None:
        """Look which texts are in the folder only, or in the outline only."""
        if project := self._project:
            offthread.run(
                _look, project, done=partial(self._looked, project), failed=partial(self._failed, project)
            )

    def _looked(self, project: Project, found: tuple[list[str], list[str]]) -> None:
        if not self._shows(project):
            return
        self.orphans, self.missing = found
        self._show_orphans(project)
        self._show_missing(project)
        self.looked.emit(self.orphans, self.missing)

    def _show_orphans(self, project: Project) -> None:
        bar = self._page.orphans
        if not self.orphans or project.read_only:
            bar.say_nothing()
            return
        bar.say(
            self.tr("%n text(s) in the folder are not in the outline.", "", len(self.orphans)),
            ((self.tr("Add them"), self.add_orphans), (self.tr("Leave them out"), self.leave_orphans)),
            details=_listed(self.orphans),
        )

    def _show_missing(self, project: Project) -> None:
        bar = self._page.missing
        if not self.missing:
            bar.say_nothing()
            return
        titles = [project.item(item).title for item in self.missing]
        text = self.tr("%n text(s) of the outline are not in the folder any more.", "", len(titles))
        text += f" ({', '.join(titles[:NAMED_SHORT])}{'…' if len(titles) > NAMED_SHORT else ''})"
        back = () if project.read_only else ((self.tr("Bring back the last version"), self.bring_back),)
        bar.say(
            text,
            (*back, (self.tr("Look again"), self.look), (self.tr("Close"), bar.say_nothing)),
            details=_listed(titles),
        )

    def add_orphans(self) -> None:
        """Take the texts of the folder into the outline, at its end."""
        if project := self._project:
            self._page.orphans.say_nothing()
            offthread.run(
                _adopted,
                project,
                self.orphans,
                done=partial(self._added, project),
                failed=partial(self._failed, project),
            )

    def _added(self, project: Project, count: int) -> None:
        if self._shows(project):
            self._page.outline_changed.emit()
            self._page.outline.recount()
            self.message.emit(self.tr("%n text(s) are in the outline now, at its end.", "", count))
            self.look()

    def leave_orphans(self) -> None:
        """They stay where they are and are not spoken of again."""
        self._page.orphans.say_nothing()
        if project := self._project:
            try:
                project.remember(LEFT, sorted({*_left(project), *self.orphans}))
            except StudioError as error:
                self.problem.emit(error.report())

    def bring_back(self) -> None:
        """Write missing texts again as they were kept last."""
        if project := self._project:
            self._page.missing.say_nothing()
            offthread.run(
                _brought_back,
                project,
                self.missing,
                done=partial(self._came_back, project),
                failed=partial(self._failed, project),
            )

    def _came_back(self, project: Project, came: list[str]) -> None:
        if not self._shows(project):
            return
        self._page.outline.recount()
        gone = len(self.missing) - len(came)
        if came:
            self.message.emit(self.tr("%n text(s) were written again from a version.", "", len(came)))
        if gone:
            self.message.emit(
                self.tr("Of %n text(s) there is no version; look for the files in a backup.", "", gone)
            )
        self.look()


# On a worker


def _tended(project: Project) -> None:
    project.refresh()
    if not project.read_only and not project.closed:
        try:
            project.tidy()
        except StudioError:
            if not project.closed:
                raise


def _left(project: Project) -> list[str]:
    left = project.recall(LEFT, [])
    return [str(one) for one in left] if isinstance(left, list) else []


def _look(project: Project) -> tuple[list[str], list[str]]:
    left = set(_left(project))
    return [one for one in project.orphans() if one not in left], project.missing()


def _adopted(project: Project, orphans: list[str]) -> int:
    for relative in orphans:
        project.adopt(relative)
    return len(orphans)


def _brought_back(project: Project, missing: list[str]) -> list[str]:
    came: list[str] = []
    for item in missing:
        kept = project.versions(item)
        if kept and not project.path_of(item).exists():
            project.save(item, project.version_text(kept[0].id), "")
            came.append(item)
    return came


def _listed(names: list[str]) -> str:
    return "\n".join([*names[:NAMED_MOST], *(["…"] if len(names) > NAMED_MOST else [])])


def _nothing(_answer: object) -> None:
    """Nobody waits for it."""
