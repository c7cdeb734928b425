"""The unsent prompt and its values: back when the models are known, on disk while they are written."""

from PySide6.QtCore import QObject, QTimer

from studio.ui.prompt_panel import PromptPanel
from studio.ui.window_state import WindowState

SOON_MS = 1500
"""At most this much of typing is lost when the window is killed."""


class Unsent(QObject):
    """Nobody shall write a prompt twice."""

    def __init__(self, panel: PromptPanel, state: WindowState, parent: QObject) -> None:
        super().__init__(parent)
        self._panel, self._state = panel, state
        self._brought_back = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._save)
        panel.changed.connect(self._changed)

    def bring_back(self) -> None:
        """Show what was not sent last time; only the first call does. What was typed meanwhile stays."""
        if self._brought_back:
            return
        state = self._state.mapping("panel")
        for name, field in (("prompt", self._panel.prompt), ("negative", self._panel.negative)):
            if field.document().isModified():
                state[name] = field.text()
        self._panel.restore(state)
        self._brought_back = True

    def keep(self) -> None:
        """Put it into the state, for whoever saves that."""
        if self._brought_back:  # else what has not come back yet would be forgotten
            self._soon.stop()
            self._state.set("panel", self._panel.state())

    def _changed(self) -> None:
        if self._brought_back and not self._soon.isActive():
            self._soon.start()

    def _save(self) -> None:
        self.keep()
        self._state.save()
