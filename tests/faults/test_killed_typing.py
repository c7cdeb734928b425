"""The Write page killed while it is typed into: at most two seconds are missing, and no draft came in."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.core.paths import HOME_VARIABLE
from studio.storage.manuscripts.project import Project
from tests.fakes.typing_window import PER_SECOND

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("ATELIER_KILLS", "3"))
SECONDS_MOST = 2.0


def killed(folder: Path, home: Path, seconds: float) -> int:
    """Let it type and kill it; the words it had then."""
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.typing_window", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, HOME_VARIABLE: str(home)},
    )  # fmt: skip
    assert window.stdout
    said = window.stdout.readline()
    time.sleep(seconds)
    window.kill()
    out, wrong = window.communicate()
    assert "Traceback" not in wrong, wrong
    return int((said + out).split("\n")[:-1][-1])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signal is POSIX")
def test_a_kill_costs_at_most_two_seconds_of_typing(tmp_path: Path) -> None:
    folder, source = tmp_path / "book", random.Random(7)
    project = Project.create(folder, "Book")
    scene = project.add("scene", "One").id
    project.close()
    for _ in range(ROUNDS):
        typed = killed(folder, tmp_path / "home", source.uniform(0.5, 5.0))
        project = Project.open(folder)
        text = dict(project.recovered()).get(scene) or project.read(scene).text
        project.close()
        assert "draft" not in text
        assert text.split() == [str(number) for number in range(len(text.split()))]
        assert text.count(" ") >= typed - SECONDS_MOST * PER_SECOND
