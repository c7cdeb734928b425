"""The stage over real documents: its own colours, its own document, room that is made, broken files."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorReport
from studio.core.layers import Layer, Region
from studio.ui.canvas.document import Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.generating.stage import target_at
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.tile import FORMAT

MakePicture = Callable[..., Path]
MakeArtifact = Callable[..., Artifact]


def pixel(document: Document, x: int, y: int) -> str:
    return flatten(document.state, document.planes, QRect(x, y, 1, 1)).pixelColor(0, 0).name()


def staged(page: CanvasPage) -> list[str]:
    return [placed.identity for placed in page.results.stage.staged]


def test_a_result_is_seen_in_its_own_colours_over_the_tint_of_a_region(
    page: CanvasPage, make_picture: MakePicture, make_artifact: MakeArtifact, qtbot: QtBot
) -> None:
    document = page.document
    layer = Layer(id="m", name="m", kind="mask", mask_use="region", region=Region(prompt="a moon"))
    white = QImage(512, 384, FORMAT)
    white.fill(QColor("white"))
    with document.edit("region") as edit:
        edit.add_layer(layer)
        edit.put_image("m", white, 0, 0)
    target = target_at(document.state, document.key, QRect(0, 0, 256, 256))
    page.results.add(make_artifact("red"), make_picture("red", "red", 256, 256), target)
    inside, beside = (page.view.on_screen(QRectF(x, 128, 1, 1)).center().toPoint() for x in (128, 400))

    def seen(at: QPoint) -> str:
        return page.view.grab().toImage().pixelColor(at * page.view.devicePixelRatio()).name()

    qtbot.waitUntil(lambda: seen(inside) == QColor("red").name())
    assert seen(beside) not in (QColor("blue").name(), QColor("red").name()), "the tint is there"


def test_a_result_waits_for_its_own_document(
    page: CanvasPage, make_picture: MakePicture, make_artifact: MakeArtifact
) -> None:
    first = page.document
    target = target_at(first.state, first.key, QRect(8, 8, 64, 64))
    page.desk.set_document(Document.new(64, 64, "other"))
    page.results.add(make_artifact("red"), make_picture("red"), target)
    assert staged(page) == [] and not page.bar.isVisible()
    page.desk.set_document(first)
    assert staged(page) == ["red"]
    current = page.results.stage.current
    assert current and current.target == target


def test_one_whose_document_is_gone_is_fitted_into_the_frame(
    page: CanvasPage, make_picture: MakePicture, make_artifact: MakeArtifact, qtbot: QtBot
) -> None:
    target = target_at(page.document.state, "gone", QRect(300, 300, 64, 64))
    page.results.add(make_artifact("red"), make_picture("red"), target)
    qtbot.waitUntil(lambda: page.results.shown().image is not None)
    assert page.results.shown().area == page.document.frame


def test_all_of_several_results_are_kept_in_their_places_in_one_step(
    page: CanvasPage, make_picture: MakePicture, make_artifact: MakeArtifact, qtbot: QtBot
) -> None:
    document = page.document
    before = len(document.history.steps)
    for number, name in enumerate(("red", "yellow", "black")):
        target = target_at(document.state, document.key, QRect(100 * number, 0, 64, 64))
        page.results.add(make_artifact(name, job=name), make_picture(name, name), target)
    with qtbot.waitSignals([page.results.accepted] * 3):
        page.results.keep_all()
    assert len(document.history.steps) == before + 1 and staged(page) == []
    layers = document.state.layers[1:]
    assert [layer.visible for layer in layers] == [False, False, True] and layers[-1].artifact == "black"
    assert (
        pixel(document, 210, 5) == QColor("black").name() and pixel(document, 5, 5) == QColor("blue").name()
    )
    page.undo()
    assert staged(page) == ["red", "yellow", "black"] and len(document.state.layers) == 1


def test_twice_the_size_is_one_step_of_undo(
    page: CanvasPage, make_picture: MakePicture, make_artifact: MakeArtifact, qtbot: QtBot
) -> None:
    document = page.document
    target = msgspec.structs.replace(target_at(document.state, document.key, QRect(0, 0, 256, 256)), scale=2)
    page.results.add(make_artifact("red"), make_picture("red", "red", 512, 512), target)
    with qtbot.waitSignal(page.results.accepted):
        page.results.accept()
    assert (document.state.width, document.state.height) == (1024, 768)
    assert pixel(document, 500, 500) == QColor("red").name()
    assert pixel(document, 1000, 100) == QColor("blue").name()
    page.undo()
    assert (document.state.width, document.state.height) == (512, 384) and staged(page) == ["red"]


def test_what_would_make_the_document_too_large_is_refused(
    page: CanvasPage, make_picture: MakePicture, make_artifact: MakeArtifact, qtbot: QtBot
) -> None:
    told: list[ErrorReport] = []
    page.results.problem.connect(told.append)
    document = page.document
    far = msgspec.structs.replace(
        target_at(document.state, document.key, QRect(20_000, 0, 64, 64)), grow=True
    )
    page.results.add(make_artifact("red"), make_picture("red"), far)
    page.results.accept()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].sentence and staged(page) == ["red"] and len(document.state.layers) == 1


@pytest.mark.parametrize("way", ["accept", "keep_all"])
def test_a_file_that_is_gone_is_told_and_the_others_are_kept(
    page: CanvasPage, make_picture: MakePicture, make_artifact: MakeArtifact, qtbot: QtBot, way: str
) -> None:
    told: list[ErrorReport] = []
    page.results.problem.connect(told.append)
    page.results.add(make_artifact("red"), make_picture("red"))
    page.results.add(make_artifact("gone"), make_picture("gone").with_name("nowhere.png"))
    if way == "accept":
        page.results.step(1)
        page.results.accept()
        qtbot.waitUntil(lambda: bool(told))
        assert "nowhere.png" in told[0].sentence and staged(page) == ["red", "gone"]
        assert page.results.shown().broken
        page.results.discard()
        assert staged(page) == ["red"]
    else:
        with qtbot.waitSignal(page.results.accepted):
            page.results.keep_all()
        assert [layer.artifact for layer in page.document.state.layers[1:]] == ["red"]
