"""The stage comes back at the next start: which results wait over a document is remembered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from studio.core.artifacts import Artifact
from studio.ui.canvas.generating.placing import is_blank
from studio.ui.canvas.generating.results import Results
from studio.ui.canvas.generating.stage import Target
from studio.ui.window_state import WindowState

DOCUMENTS_KEPT = 20
BLANK = "blank"
"""A document on which nobody drew has another key at every start."""

Found = tuple[Artifact, Path, Target | None]


class StageMemory(QObject):
    """Writes down what is staged whenever that changes; brings it back once for each document."""

    def __init__(self, results: Results, state: WindowState, find: Callable[[str], Found | None]) -> None:
        """``find`` answers an artifact of the library by its id, and where its result belongs."""
        super().__init__(results)
        self._results, self._state, self._find = results, state, find
        self._brought: set[str] = set()
        """Keys of documents whose stage was brought back in this session."""
        self._was_blank = ""
        """Key of the document that was blank when it was looked at last."""
        self._busy = False
        results.changed.connect(self.look)

    @Slot()
    def look(self) -> None:
        """See what is staged over the open document, bringing it back the first time."""
        if self._busy:
            return
        document = self._results.document
        if document.key not in self._brought:
            self._brought.add(document.key)
            self._bring_back(self._place())
        self._write_down()

    def _place(self) -> str:
        document = self._results.document
        return BLANK if is_blank(document) else document.key

    def _bring_back(self, place: str) -> None:
        told = self._state.mapping("stages").get(place)
        if not isinstance(told, dict) or self._results.stage.staged:
            return
        identities, index = told.get("results"), told.get("index")
        found = [self._find(one) for one in identities or () if isinstance(one, str)]
        self._busy = True
        for one in found:
            if one:
                self._results.add(*one)
        stage = self._results.stage
        if stage.staged and isinstance(index, int):
            self._results.step(index - stage.index)
        self._busy = False

    def _write_down(self) -> None:
        stage, place = self._results.stage, self._place()
        stages: dict[str, Any] = self._state.mapping("stages")
        before = dict(stages)
        if place == BLANK:
            self._was_blank = self._results.document.key
        elif self._was_blank == self._results.document.key:
            stages.pop(BLANK, None)  # it is not blank any more
            self._was_blank = ""
        identities = [placed.identity for placed in stage.staged if placed.identity]
        now = {"results": identities, "index": stage.index}
        if identities and stages.get(place) != now:
            stages.pop(place, None)
            stages[place] = now
        elif not identities:
            stages.pop(place, None)
        if stages != before:
            self._state.set("stages", dict(list(stages.items())[-DOCUMENTS_KEPT:]))
            self._state.save()
