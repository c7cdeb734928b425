"""Pictures fitted to their place: scaled to the target, cut by its mask, named, kept in bounded memory."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorKind, StudioError
from studio.core.requests import FileRef
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating import placing
from studio.ui.canvas.generating.placing import FittedPictures, add_result, fitted, fitted_area
from studio.ui.canvas.generating.stage import Placed, Target, target_at

Make = Callable[..., Path]


def target(document: Document, area: QRect, **fields: object) -> Target:
    return msgspec.structs.replace(target_at(document.state, document.key, area), **fields)


@pytest.mark.parametrize(
    ("size", "at"),
    [
        ((100, 100), (0, 0, 100, 100)),
        ((50, 50), (0, 0, 100, 100)),
        ((200, 50), (0, 38, 100, 25)),
        ((1, 5000), (50, 0, 1, 100)),
    ],
)
def test_a_picture_is_as_large_as_fits_in_the_middle(
    size: tuple[int, int], at: tuple[int, int, int, int]
) -> None:
    found = fitted_area(QSize(*size), QRect(0, 0, 100, 100))
    assert found.size() == QSize(at[2], at[3]) and abs(found.y() - at[1]) <= 1 and abs(found.x() - at[0]) <= 1


def test_a_result_is_scaled_back_to_its_place(document: Document, make_picture: Make) -> None:
    path = make_picture("red", "red", 256, 256)
    image = fitted(path, target(document, QRect(10, 10, 77, 33)), b"")
    assert image.size() == QSize(77, 33) and image.pixelColor(30, 20) == QColor("red")
    assert fitted(path, target(document, QRect(0, 0, 64, 64), scale=2), b"").size() == QSize(128, 128)


def test_black_of_the_mask_is_nothing_and_grey_a_share(
    document: Document, make_picture: Make, tmp_path: Path
) -> None:
    mask = QImage(64, 64, QImage.Format.Format_Grayscale8)
    for x in range(64):
        for y in range(64):
            mask.setPixelColor(x, y, QColor(0, 0, 0) if x < 32 else QColor(128, 128, 128))
    mask.save(str(tmp_path / "m.png"))
    masked = target(document, QRect(0, 0, 64, 64), mask=FileRef(path=str(tmp_path / "m.png"), sha256=""))
    image = fitted(make_picture("red", "red", 128, 128), masked, b"")
    assert image.pixelColor(10, 10).alpha() == 0 and image.pixelColor(50, 10).alpha() == 128


def test_a_mask_that_is_gone_is_a_sentence(document: Document, make_picture: Make) -> None:
    masked = target(document, QRect(0, 0, 64, 64), mask=FileRef(path="/gone/m.png", sha256=""))
    with pytest.raises(StudioError, match=r"m\.png") as caught:
        fitted(make_picture("red"), masked, b"")
    assert caught.value.kind is ErrorKind.FILE_BROKEN


def test_a_result_is_one_layer_with_its_manifest_and_a_name(
    document: Document, make_artifact: Callable[..., Artifact]
) -> None:
    artifact = make_artifact("tree")
    image = QImage(64, 64, placing.FORMAT)
    image.fill(QColor("red"))
    with document.edit("accept") as edit:
        identity = add_result(edit, Placed(Path("x.png"), artifact), image, QRect(5, 6, 64, 64))
    layer = document.layer(identity)
    assert layer and (layer.name, layer.kind, layer.artifact) == ("a tree", "result", "tree")
    assert msgspec.json.decode(document.requests[identity])["request"]["prompt"] == "a tree"
    assert document.plane(identity).read(QRect(5, 6, 1, 1)).pixelColor(0, 0) == QColor("red")


def test_without_a_prompt_the_layer_says_what_was_done(
    document: Document, make_artifact: Callable[..., Artifact]
) -> None:
    artifact = make_artifact("tree")
    request = msgspec.structs.replace(artifact.manifest.request, prompt=" ", intent="remove")
    manifest = msgspec.structs.replace(artifact.manifest, request=request)
    image = QImage(8, 8, placing.FORMAT)

    def name(**fields: object) -> str:
        placed = Placed(Path("x.png"), msgspec.structs.replace(artifact, **fields))
        with document.edit("accept") as edit:
            layer = document.layer(add_result(edit, placed, image, QRect(0, 0, 8, 8)))
        return layer.name if layer else ""

    assert name(manifest=manifest) == "Remove"
    unknown = msgspec.structs.replace(request, intent="of a newer program")
    assert name(manifest=msgspec.structs.replace(manifest, request=unknown)) == "x"


def test_read_pictures_are_kept_while_they_fit(
    make_picture: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = FittedPictures()
    monkeypatch.setattr(placing, "KEPT_BYTES", 3 * 64 * 64 * 4)
    keys = [(make_picture(name), None) for name in ("a", "b", "c", "d")]
    for key in keys:
        with qtbot.waitSignal(pictures.loaded):
            assert pictures.want(key, b"") is None
    assert pictures.want(keys[3], b"") is not None and pictures.want(keys[1], b"") is not None
    with qtbot.waitSignal(pictures.loaded):
        assert pictures.want(keys[0], b"") is None, "the one used longest ago was given up"
    pictures.forget()
    with qtbot.waitSignal(pictures.loaded):
        assert pictures.want(keys[3], b"") is None
