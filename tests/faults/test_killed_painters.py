"""Painting processes killed at any moment: what was flushed comes back, and exactly that."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from studio.core.paths import Folders
from studio.storage import document_journal
from studio.storage.document_journal import Journal
from studio.storage.document_recovery import lost_documents, recover
from studio.storage.documents import Content, Packed, Place, open_document, save_document
from tests.fakes.painted import change_at, number_of, picture_at, state_at, tile

ROOT = Path(__file__).resolve().parents[2]
KILLS = 11


def paint_and_kill(folders: Folders, path: Path | None, mode: str, source: random.Random) -> int:
    """The last step that the process said was safe."""
    command = [sys.executable, "-m", "tests.fakes.painter", str(folders.data), str(path or "-"), mode]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as painter:
        assert painter.stdout
        step = 0
        for _ in range(source.randrange(1, 25)):
            step = int(painter.stdout.readline())
        # Some more of its work, cut at a random place: as long as a few system calls of ours take.
        for _ in range(source.randrange(6000)):
            painter.poll()
        painter.send_signal(signal.SIGKILL)
        rest = painter.stdout.read().split()
    return int(rest[-1]) if rest else step


def numbers(tiles: Mapping[Place, Packed]) -> dict[Place, int]:
    return {place: number_of(packed() if callable(packed) else packed) for place, packed in tiles.items()}


def content_at(step: int) -> Content:
    return Content(
        state=state_at(step), tiles={place: tile(number) for place, number in picture_at(step).items()}
    )


def step_of(content: Content) -> int:
    """The step a document is at; fails unless it is exactly that step's picture."""
    step = int(content.state.layers[0].name)
    assert content.state == state_at(step) and numbers(content.tiles) == picture_at(step)
    return step


@pytest.mark.parametrize("mode", ["journal", "compact", "save"])
def test_killed_at_any_moment(folders: Folders, tmp_path: Path, mode: str) -> None:
    source = random.Random(mode)
    path = tmp_path / "drawing.atelier"
    recovered = 0
    for round_ in range(KILLS):
        at = path if mode == "save" or round_ % 2 else None
        if at:
            save_document(at, content_at(4))
        safe = paint_and_kill(folders, at, mode, source)
        if at and mode != "save" and round_ % 4 == 1:
            at.unlink()  # the journal must not need it
        steps = [step_of(open_document(at).content)] if at and at.exists() else []
        for lost in lost_documents(folders.data):
            back = recover(lost.folder)
            assert back.whole and back.path == at and lost.changed
            steps.append(step_of(back.content))
            back.journal.close(discard=True)
            recovered += 1
        assert max(steps) >= safe
        assert lost_documents(folders.data) == []
        left = [one for one in (folders.data / "documents").rglob("*") if one.is_file()]
        assert not left, "something was left behind"
    assert recovered > KILLS // 2


def test_each_moment_of_saving_and_compacting_can_be_the_last(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is copied around every step that touches the disk, as a kill there would leave it."""
    monkeypatch.setattr(document_journal, "SLACK_BYTES", -(10**12))
    path = tmp_path / "drawing.atelier"
    save_document(path, content_at(4))
    journal = Journal.begin(folders.data, open_document(path))
    moments: dict[Path, int] = {}
    safe = 4

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if threading.current_thread() is threading.main_thread():
                return real(*arguments, **named)
            moments[shutil.copytree(journal.folder, folders.data / "documents" / f"at-{len(moments)}")] = safe
            try:
                return real(*arguments, **named)
            finally:
                copy = folders.data / "documents" / f"at-{len(moments)}"
                moments[shutil.copytree(journal.folder, copy)] = safe

        return call

    with monkeypatch.context() as patch:
        for place, name in ((os, "replace"), (os, "fsync"), (os, "link"), (Path, "unlink")):
            patch.setattr(place, name, watched(getattr(place, name)))
        for step in range(5, 13):
            changes = {spot: tile(number) if number else None for spot, number in change_at(step).items()}
            mark = journal.append(state_at(step), changes)
            if step in (7, 10):
                stamp = save_document(path, content_at(step))
                assert stamp
                journal.saved(path, stamp, mark)
            assert journal.flush()
            safe = step
    journal.close(discard=True)
    path.unlink()
    assert len(moments) > 50
    for folder, least in moments.items():
        back = recover(folder)
        assert back.whole and step_of(back.content) >= least
        back.journal.close(discard=True)


def test_killed_while_recovering_again_and_again(folders: Folders) -> None:
    """Each process goes on with what the one before left; nothing is lost over all kills."""
    source = random.Random(1)
    safe = paint_and_kill(folders, None, "journal", source)
    (lost,) = lost_documents(folders.data)
    for round_ in range(6):
        back = recover(lost.folder)
        step = step_of(back.content)
        assert step >= safe
        back.journal.append(state_at(step + 1), {})
        assert back.journal.flush()
        back.journal.close(discard=False)
        with open(lost.folder / "journal", "ab") as stream:
            stream.write(source.randbytes(round_ * 40))  # a torn tail
        back = recover(lost.folder)
        assert int(back.content.state.layers[0].name) == step + 1
        back.journal.append(state_at(step), {})
        back.journal.close(discard=False)
    (lost,) = lost_documents(folders.data)
