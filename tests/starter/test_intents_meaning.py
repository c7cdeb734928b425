"""Every named intent with the bundled model, from the document to the accepted layer.

What is outside the mask stays to the byte, in the file of the engine and in the document.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.core.messages import Finished, Produced
from studio.core.paths import resources
from studio.core.requests import ImageRequest
from studio.jobs import offthread
from studio.storage.models import ModelEntry
from studio.storage.sources import Sources
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.generating.intent import Intents
from studio.ui.canvas.generating.redraw import Order, Ready, prepare, snapshot
from studio.ui.canvas.generating.results import Results
from studio.ui.canvas.generating.stage import Placed
from studio.ui.canvas.tile import FORMAT
from studio.ui.canvas.tool import Desk
from tests.fakes.child import REAL, Child
from tests.starter.test_meaning import BASE, STARTER

ENTRY = ModelEntry(
    id="starter", name="Starter landscapes", family="sd1", path=str(resources() / "starter" / "picture"),
    default_size=(256, 256), sizes=((256, 256), (320, 192), (192, 320)),
)  # fmt: skip
DAY, DUSK = "the sea on a sunny day", "the sea at sunset"
Draw = Callable[[ImageRequest], Path]


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Draw]:
    folder = tmp_path_factory.mktemp("intents")
    child = Child(REAL, folder)
    child.ready()

    def one(request: ImageRequest) -> Path:
        child.start(request, STARTER, folder / f"job{child.jobs}")
        ending, seen = child.until_end()
        assert isinstance(ending, Finished), ending
        (path,) = [event.staged.path for _, event, _ in seen if isinstance(event, Produced)]
        return Path(path)

    yield one
    child.close()


@pytest.fixture(scope="module")
def day(draw: Draw) -> Image.Image:
    with Image.open(draw(msgspec.structs.replace(BASE, prompt=DAY, count=1))) as picture:
        return picture.convert("RGB")


@pytest.fixture(scope="module")
def dusk(draw: Draw) -> Image.Image:
    with Image.open(draw(msgspec.structs.replace(BASE, prompt=DUSK, count=1, steps=20, seed=2))) as picture:
        return picture.convert("RGB")


def to_qt(picture: Image.Image) -> QImage:
    rgba = picture.convert("RGBA")
    image = QImage(rgba.tobytes(), rgba.width, rgba.height, 4 * rgba.width, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(FORMAT)


def pixels(document: Document, area: QRect | None = None) -> np.ndarray:
    image = flatten(document.state, document.planes, area or document.area)
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def document_of(picture: Image.Image, selected: tuple[int, int, int, int] | None = None) -> Document:
    document = Document.new(picture.width, picture.height, "ground")
    with document.edit("picture") as edit:
        edit.put_image(document.state.active, to_qt(picture), 0, 0)
    if selected:
        mask = Image.new("RGBA", picture.size)
        ImageDraw.Draw(mask).ellipse(selected, fill=(0, 0, 0, 255))
        with document.edit("select") as edit:
            edit.put_image(SELECTION, to_qt(mask), 0, 0)
            edit.set_selected(True)
    return document


def ready_for(document: Document, intent: str, prompt: str, tmp_path: Path, **panel: object) -> Ready:
    request = msgspec.structs.replace(BASE, prompt=prompt, count=1, steps=10, **panel)
    return prepare(
        Order(
            spec=Intents().spec(intent),
            request=request,
            model=ENTRY,
            state=document.state,
            planes=snapshot(document),
            profile=b"",
            key=document.key,
            sources=Sources(tmp_path / "sources"),
        )
    )


def accepted(qtbot: QtBot, document: Document, ready: Ready, path: Path) -> None:
    """Staged over the document and accepted, as the bar does it."""
    desk = Desk(document)
    results = Results(desk)
    results._stages[document.key] = results.stage.with_staged(Placed(path, None, ready.target))
    with qtbot.waitSignal(results.accepted, timeout=20_000):
        results.accept()
    offthread.finish()


@pytest.mark.parametrize("strength", [1.0, 0.6])
@pytest.mark.parametrize("intent", ["fill", "add", "remove", "replace_background"])
def test_what_is_outside_the_mask_stays_to_the_byte(
    qtbot: QtBot, draw: Draw, day: Image.Image, tmp_path: Path, intent: str, strength: float
) -> None:
    document = document_of(day, (60, 40, 180, 130))
    before = pixels(document)
    ready = ready_for(document, intent, "the sea at night", tmp_path, strength=strength)
    path = draw(ready.request)
    assert ready.request.mask and ready.request.start
    with Image.open(path) as file, Image.open(ready.request.start.path) as start:
        drawn, given = np.array(file.convert("RGB")), np.array(start.convert("RGB"))
    with Image.open(ready.request.mask.path) as file:
        mask = np.array(file.convert("L"))
    assert drawn.shape == given.shape and (drawn[mask == 0] == given[mask == 0]).all()
    accepted(qtbot, document, ready, path)
    x, y, width, height = ready.target.area
    whole = np.zeros(before.shape[:2], np.uint8)
    whole[y : y + height, x : x + width] = mask
    after = pixels(document)
    assert (after[whole == 0] == before[whole == 0]).all()
    assert np.abs(after - before)[whole == 255].mean() > 1
    document.undo()
    assert (pixels(document) == before).all()


def test_remove_takes_a_thing_out_and_leaves_no_edge(
    qtbot: QtBot, draw: Draw, day: Image.Image, tmp_path: Path
) -> None:
    spoilt = day.copy()
    ImageDraw.Draw(spoilt).rectangle((170, 30, 210, 70), fill=(200, 20, 60))
    document = document_of(spoilt, (160, 20, 220, 80))
    ready = ready_for(document, "remove", "a red kite", tmp_path)
    accepted(qtbot, document, ready, draw(ready.request))
    after = pixels(document)
    assert (after[30:70, 170:210, 0] - after[30:70, 170:210, 2]).max() < 60, "nothing red is left"
    sky = np.array(day).astype(int)[20:80, 160:220]
    assert np.abs(after[20:80, 160:220] - sky).mean() < 16, "it looks like the sky that was there"


def test_expand_goes_on_with_the_colours_of_the_edge(
    qtbot: QtBot, draw: Draw, dusk: Image.Image, tmp_path: Path
) -> None:
    document = document_of(dusk)
    document.set_frame(QRect(128, 0, 256, 256))
    before = pixels(document)
    ready = ready_for(document, "expand", DUSK, tmp_path, seed=11)
    accepted(qtbot, document, ready, draw(ready.request))
    assert (document.state.width, document.state.height) == (384, 256)
    after = pixels(document)
    assert (after[:, :220] == before[:, :220]).all()
    near, beyond = after[:, 236:252], after[:, 260:276]
    rows = np.abs(near.mean(axis=1) - beyond.mean(axis=1)).max(axis=1)
    assert np.median(rows) < 12, "no step at the old edge"
    assert after[:, 300:].std(axis=(0, 1)).min() > 5, "something is drawn there"
    document.undo()
    assert document.state.width == 256 and (pixels(document) == before).all()


def test_refine_follows_a_sketch(qtbot: QtBot, draw: Draw, tmp_path: Path) -> None:
    sketch = Image.new("RGB", (256, 256), (120, 180, 235))
    ImageDraw.Draw(sketch).rectangle((0, 150, 256, 256), fill=(40, 110, 50))
    document = document_of(sketch)
    ready = ready_for(document, "refine", "a green meadow on a sunny day", tmp_path)
    accepted(qtbot, document, ready, draw(ready.request))
    after = pixels(document)
    assert after[:80, :, 2].mean() > after[:80, :, 0].mean() + 20, "the sky is blue still"
    assert after[200:, :, 1].mean() > after[200:, :, 2].mean() + 10, "the ground is green still"
    assert np.abs(after - np.array(sketch)).mean() > 3


def test_upscale_doubles_everything_and_keeps_the_picture(
    qtbot: QtBot, draw: Draw, day: Image.Image, tmp_path: Path
) -> None:
    document = document_of(day)
    ready = ready_for(document, "upscale_detail", DAY, tmp_path)
    accepted(qtbot, document, ready, draw(ready.request))
    assert (document.state.width, document.state.height) == (512, 512)
    large = np.array(day.resize((512, 512), Image.Resampling.LANCZOS)).astype(int)
    assert np.abs(pixels(document) - large).mean() < 14


def test_generate_beside_the_picture_makes_room_for_a_new_one(
    qtbot: QtBot, draw: Draw, day: Image.Image, tmp_path: Path
) -> None:
    document = document_of(day)
    document.set_frame(QRect(300, 0, 256, 256))
    ready = ready_for(document, "expand", DAY, tmp_path)
    accepted(qtbot, document, ready, draw(ready.request))
    assert document.state.width == 556
    assert pixels(document, QRect(300, 0, 256, 256)).std() > 10
