"""Versions of a text around what a model put into it, kept off the window's thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.jobs import offthread

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage

INSERTION = "insertion"


class InsertionVersions(QObject):
    """In the order of time, also when the project closes meanwhile; without labels, so that they thin out."""

    problem = Signal(object)

    def __init__(self, page: "WritePage") -> None:
        super().__init__(page)
        self._page = page

    def keep(self, item: str, text: str, job: str) -> None:
        """A version of an item's text as it is (or was) with that job."""
        project = self._page.project
        if project is None or project.read_only or not text:
            return
        project.keep_soon(item, text, INSERTION, job)
        offthread.run(project.keep_waiting, done=self._kept, failed=self._not_kept)

    def _kept(self, _answer: object) -> None:
        """A version needs no answer."""

    def _not_kept(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self.problem.emit(error.report())
