"""Writers killed at any moment: at most two seconds of typing are missing, and every version is readable."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studio.core.writing.outline import every, walk
from studio.storage.manuscripts.project import Project
from tests.fakes.project_writer import PER_SECOND, number_of, text_of

ROOT = Path(__file__).resolve().parents[2]
MODES = ("type", "save", "versions", "outline")
ROUNDS = int(os.environ.get("ATELIER_KILLS", "5"))
"""How often each of them is killed; more by hand."""
SECONDS_MOST = 2.0


def killed(folder: Path, mode: str, first: int, round_: int) -> int:
    """Let one write from word ``first`` on and kill it; the last word that it typed."""
    source = random.Random(f"{mode} {round_}")
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.project_writer", mode, str(first), str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert writer.stdout
    said = ""
    if source.random() < 0.8:
        said = writer.stdout.readline()
        time.sleep(source.uniform(0.05, 1.5))
    else:
        time.sleep(source.uniform(0.05, 0.6))  # while it starts and takes up what was left
    writer.kill()
    out, wrong = writer.communicate()
    assert not wrong, wrong
    lines = (said + out).split("\n")[:-1]
    return int(lines[-1]) if lines else first


def kept_word(folder: Path) -> int:
    """The last word that is still there, in a project that is whole in every other way."""
    project = Project.open(folder)
    try:
        assert project.complaints == () and project.missing() == []
        item = project.outline.manuscript[0].id
        recovered = dict(project.recovered())
        words = [number_of(project.read(item).text), *map(number_of, recovered.values())]
        for other in (*every(project.outline), *walk(project.outline.trash)):
            number_of(project.read(other.id).text)
            for version in project.versions(other.id):
                words.append(number_of(project.version_text(version.id)))
        for relative in project.orphans():  # written, and killed before the outline knew
            number_of((folder / relative).read_text())
        scene = project.read(item)
        project.save(item, text_of(max(words)), scene.digest)
        return max(words)
    finally:
        project.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signal is POSIX")
def test_a_kill_at_any_moment_costs_at_most_two_seconds_of_typing(tmp_path: Path) -> None:
    """All modes at once, each in a project of its own; each process goes on with what the last one left."""
    kept = dict.fromkeys(MODES, 0)
    for mode in MODES:
        project = Project.create(tmp_path / mode, mode)
        project.add("scene", "First", text=text_of(0))
        project.close()
    lost: list[float] = []
    for round_ in range(ROUNDS):
        with ThreadPoolExecutor(len(MODES)) as pool:
            typed = list(pool.map(lambda mode: killed(tmp_path / mode, mode, kept[mode], round_), MODES))  # noqa: B023
        for mode, last in zip(MODES, typed, strict=True):
            found = kept_word(tmp_path / mode)
            lost.append((last - found) / PER_SECOND)
            assert lost[-1] <= SECONDS_MOST, f"{mode}: {lost[-1]} seconds of typing are missing"
            assert found >= kept[mode], f"{mode}: what was back already is missing"
            kept[mode] = found
    assert all(words > PER_SECOND for words in kept.values()), "hardly anything was typed"
    print(f"{len(lost)} kills, seconds lost: most {max(lost):.2f}, mean {sum(lost) / len(lost):.2f}")
