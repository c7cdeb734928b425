"""Versions of a text around what a model put into it, kept off the window's thread, one after the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.jobs import offthread

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage

INSERTION = "insertion"


class InsertionVersions(QObject):
    """Without labels, so that they may be thinned out one day."""

    problem = Signal(object)

    def __init__(self, page: "WritePage") -> None:
        super().__init__(page)
        self._page = page
        self._waiting: list[Callable[[], Any]] = []
        self._busy = False

    def keep(self, item: str, text: str, job: str) -> None:
        """A version of an item's text as it is (or was) with that job."""
        project = self._page.project
        if project is None or project.read_only or not text:
            return
        self._waiting.append(lambda: project.keep_version(item, text, INSERTION, "", job))
        self._next()

    def _next(self) -> None:
        """In order, so that the versions stand in the order of time."""
        if self._waiting and not self._busy:
            self._busy = True
            offthread.run(self._waiting.pop(0), done=self._kept, failed=self._not_kept)

    def _kept(self, _version: object) -> None:
        self._busy = False
        self._next()

    def _not_kept(self, error: Exception) -> None:
        self._kept(None)
        if isinstance(error, StudioError):
            self.problem.emit(error.report())
