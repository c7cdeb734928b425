"""A window without a window, as a process of its own: draws one picture, then stays in a job.

Prints the engine's process id and the id of the job it stays in, once that is running.
Command: ``[sys.executable, ".../window_process.py"]`` with ATELIER_HOME set.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Slot

from studio.core.jobs import Job
from studio.core.paths import default_folders
from studio.storage.sessions import Session
from tests.fakes.bench import Bench, request

ENGINE = [sys.executable, str(Path(__file__).with_name("engine_child.py"))]


class Window(QObject):
    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        bench.queue.ended.connect(self.on_ended)
        bench.queue.phase_changed.connect(self.on_phase)

    @Slot(object)
    def on_ended(self, job: Job) -> None:
        self.bench.queue.submit(request("wait denoising"))
        self.bench.queue.submit(request("drawn after the restart"))

    @Slot(str, str)
    def on_phase(self, job: str, name: str) -> None:
        current = self.bench.queue.current()
        if name == "denoising" and current and current.request.prompt.startswith("wait"):
            print(self.bench.queue.engine_pid, job, flush=True)


def main() -> int:
    application = QCoreApplication([])
    folders = default_folders()
    session = Session.start(folders.data, "window")
    window = Window(Bench(folders, session=session.id, command=ENGINE))
    window.bench.queue.submit(request("a lake"))
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
