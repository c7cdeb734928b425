"""The whole window as a process of its own, with the real text engine, that dies while it has a draft.

Command: ``[sys.executable, "-m", "tests.fakes.drafting_window", HOW, FOLDER]`` with ATELIER_HOME set.
``stream`` presses *Continue* and dies in the middle of the answer; ``back`` brings back what was cut off,
and dies with it on the desk. Prints, as one line of JSON, what the window showed then.
"""

import json
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from studio.app import Studio, make_application
from studio.jobs.lanes import WORDS

ENOUGH = 120
"""Characters of a draft after which it dies."""


class Window:
    def __init__(self, studio: Studio, how: str, folder: Path) -> None:
        self.studio, self.how, self.folder = studio, how, folder
        start = studio.queue.start_engine
        studio.queue.start_engine = lambda lane="": start(lane) if lane == WORDS else None  # no picture here
        self.watch = QTimer(studio)
        self.watch.timeout.connect(self.look)

    def begin(self) -> None:
        """Once the window is there."""
        self.studio.window.pages.show_page("writing")
        writing = self.studio.writing
        assert writing
        if self.how == "stream":
            assert writing.open_project(self.folder)
            editor = writing.page.editor
            editor.select(len(editor.text()), len(editor.text()))
            writing.drafting.samplers.panel.set_length(4000)
            assert writing.drafting.press("continue")
        self.watch.start(1)

    def look(self) -> None:
        writing = self.studio.writing
        assert writing
        draft, panel = writing.drafting.drafter.draft, writing.drafting.panel
        if self.how == "back" and draft is None and panel._cut.count():
            panel.cut_off_pressed.emit(writing.drafting._results.unfinished()[0].job, "back")
        elif draft and len(draft.text) >= (ENOUGH if self.how == "stream" else 1):
            said = {"draft": draft.text, "engine": self.studio.queue.pid_of(WORDS)}
            print(json.dumps(said), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> int:
    application = make_application([])
    studio = Studio(application)
    window = Window(studio, sys.argv[1], Path(sys.argv[2]))
    studio.show()
    QTimer.singleShot(0, application, window.begin)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
