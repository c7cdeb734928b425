"""A Write page as a process of its own that is typed into; prints how many words it has after each.

Command: ``[sys.executable, "-m", "tests.fakes.typing_window", folder]`` with ATELIER_HOME set.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.core.paths import default_folders
from studio.ui.window_state import WindowState
from studio.ui.writing.page import WritePage
from studio.ui.writing.projects_desk import ProjectsDesk

PER_SECOND = 12


def main() -> int:
    application = QApplication([])
    folders = default_folders()
    page = WritePage()
    desk = ProjectsDesk(page, folders, WindowState(folders.data / "window.json"))
    desk.problem.connect(lambda report: sys.stderr.write(f"{report.sentence}\n"))
    page.show()
    desk.open_project(Path(sys.argv[1]))
    editor = page.editor
    draft = editor.begin_draft(0, 0)

    def word() -> None:
        editor.select(len(editor.text()), len(editor.text()))
        QTest.keyClicks(editor, f"{editor.text().count(' ')} ")
        draft.append("draft ")
        print(editor.text().count(" "), flush=True)

    timer = QTimer()
    timer.timeout.connect(word)
    timer.start(round(1000 / PER_SECOND))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
