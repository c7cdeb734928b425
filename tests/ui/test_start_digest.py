"""The start image is read off the window thread, once for each state of the file."""

import hashlib
import os
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from studio.ui import digests
from studio.ui.digests import Digests


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "start.png"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(path))
    return path


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_known_file_is_not_read_again_until_it_changes(qtbot, picture: Path, monkeypatch) -> None:
    known = Digests()
    known.prepare(str(picture))
    qtbot.waitUntil(lambda: bool(known._known))
    read = []
    digest = digests._digest
    monkeypatch.setattr(digests, "_digest", lambda path: read.append(path) or digest(path))
    assert known.now(str(picture)) == sha(picture) and read == []
    with picture.open("ab") as stream:
        stream.write(b"more")
    assert known.now(str(picture)) == sha(picture) and read == [str(picture)]
    os.utime(picture, ns=(1, 1))
    known.now(str(picture))
    assert len(read) == 2


def test_generate_waits_for_a_large_start_image(qtbot, window, queue, picture: Path, monkeypatch) -> None:
    monkeypatch.setattr(digests, "AT_ONCE_BYTES", 10)
    window.panel.start.set_path(str(picture))
    assert not window.panel.start.is_ready()
    window.panel.submit()
    assert queue.pending() == [], "it is being read"
    qtbot.waitUntil(lambda: len(queue.pending()) == 1)
    start = queue.pending()[0].request.start
    assert start.path == str(picture) and start.sha256 == sha(picture)
    window.panel.submit()
    assert len(queue.pending()) == 2, "known now"
    qtbot.wait(50)
    assert len(queue.pending()) == 2


def test_another_start_image_ends_the_waiting(qtbot, window, queue, picture: Path, monkeypatch) -> None:
    monkeypatch.setattr(digests, "AT_ONCE_BYTES", 10)
    window.panel.start.set_path(str(picture))
    window.panel.submit()
    window.panel.start.clear()
    qtbot.wait(100)
    assert queue.pending() == []
    window.panel.submit()
    assert len(queue.pending()) == 1


def test_a_start_image_that_is_gone_is_refused_once(qtbot, window, queue, picture: Path) -> None:
    window.panel.start.set_path(str(picture))
    qtbot.waitUntil(window.panel.start.is_ready)
    picture.unlink()
    window.panel.submit()
    assert queue.pending() == []
    assert "start.png" in window.messages.cards[-1].report.sentence
