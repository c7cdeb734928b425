"""What is staged over a document is there again at the next start."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact
from studio.core.layers import State
from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating.stage import Target, target_at
from studio.ui.canvas.generating.stage_memory import StageMemory
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.tile import FORMAT
from studio.ui.window_state import WindowState

Session = Callable[[], tuple[CanvasPage, StageMemory]]


class Shelf:
    """A library of pictures by id."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[Artifact, Path, Target | None]] = {}

    def __call__(self, identity: str) -> tuple[Artifact, Path, Target | None] | None:
        return self.found.get(identity)


@pytest.fixture
def shelf(make_artifact: Callable[..., Artifact], make_picture: Callable[..., Path]) -> Shelf:
    shelf = Shelf()
    for name in ("red", "green", "blue"):
        shelf.found[name] = (make_artifact(name), make_picture(name, name), None)
    return shelf


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, shelf: Shelf) -> Iterator[Session]:
    """Each call is one more start of the program, on the same folders."""
    pages: list[CanvasPage] = []

    def start() -> tuple[CanvasPage, StageMemory]:
        page = CanvasPage()
        qtbot.addWidget(page)
        pages.append(page)
        return page, StageMemory(page.results, WindowState(tmp_path / "window.json"), shelf)

    yield start
    offthread.finish()
    for page in pages:
        page.close()
        shiboken6.delete(page)


def painted(key: str = "") -> Document:
    document = Document(State(width=64, height=64, key=key)) if key else Document.new(64, 64, "x")
    if not key:
        image = QImage(8, 8, FORMAT)
        image.fill(QColor("red"))
        with document.edit("dab") as edit:
            edit.put_image(document.state.active, image, 0, 0)
    return document


def ids(page: CanvasPage) -> list[str]:
    return [placed.identity for placed in page.results.stage.staged]


def test_staged_results_come_back_with_their_document_and_place(session: Session, shelf: Shelf) -> None:
    page, _ = session()
    document = painted()
    page.desk.set_document(document)
    target = target_at(document.state, document.key, QRect(8, 8, 16, 16))
    for name in ("red", "green", "blue"):
        artifact, path, _ = shelf.found[name]
        shelf.found[name] = (artifact, path, target)
        page.results.add(artifact, path, target)
    page.results.step(1)
    page.results.discard()
    assert ids(page) == ["red", "blue"] and page.results.stage.index == 1

    again, _ = session()
    assert ids(again) == [], "its document is not open"
    again.desk.set_document(painted(document.key))
    assert ids(again) == ["red", "blue"] and again.results.stage.index == 1
    current = again.results.stage.current
    assert current and current.target == target


def test_over_a_blank_canvas_they_come_back_too(session: Session, shelf: Shelf) -> None:
    page, _ = session()
    page.results.add(*shelf.found["red"])
    again, memory = session()
    memory.look()
    assert ids(again) == ["red"]


def test_what_was_accepted_is_not_staged_again(session: Session, shelf: Shelf, qtbot: QtBot) -> None:
    page, _ = session()
    page.results.add(*shelf.found["red"])
    with qtbot.waitSignal(page.results.accepted):
        page.results.accept()
    again, memory = session()
    memory.look()
    assert ids(again) == []
    page.undo()
    third, memory = session()
    memory.look()
    assert ids(third) == ["red"], "undo brought it back before the end"


def test_what_went_to_the_trash_meanwhile_stays_away(session: Session, shelf: Shelf) -> None:
    page, _ = session()
    for name in ("red", "green"):
        page.results.add(*shelf.found[name])
    del shelf.found["red"]
    again, memory = session()
    memory.look()
    assert ids(again) == ["green"]


def test_a_stage_brought_back_once_is_the_users(session: Session, shelf: Shelf) -> None:
    page, _ = session()
    page.results.add(*shelf.found["red"])
    again, memory = session()
    memory.look()
    again.results.discard()
    memory.look()
    assert ids(again) == []


@pytest.mark.parametrize("nonsense", [[], {"blank": 3}, {"blank": {"results": [3, None], "index": "x"}}])
def test_nonsense_in_the_file_is_passed_over(session: Session, tmp_path: Path, nonsense: object) -> None:
    state = WindowState(tmp_path / "window.json")
    state.set("stages", nonsense)
    state.save()
    page, memory = session()
    memory.look()
    assert ids(page) == []
