"""Files of every kind with bytes changed by accident or intent: a sentence or a document, nothing else."""

import random
import resource
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import Layer, State
from studio.core.paths import Folders
from studio.storage.document_journal import Journal
from studio.storage.document_recovery import lost_documents, recover
from studio.storage.documents import Content, open_document, save_document, unpack_tile
from studio.ui.canvas.files.formats import read_foreign, write_foreign
from studio.ui.canvas.files.interchange import from_pillow, plane_of
from tests.fakes.painted import PLANE, noise, state_at, tile

pytestmark = pytest.mark.usefixtures("qapp")

CASES = 120
NUMBERS = (0, 1, 2, 127, 128, 255, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
MEGABYTES_MOST = 300
"""How much the most memory ever held may grow over all cases of one kind."""


def mutated(whole: bytes, seed: str) -> Iterator[bytes]:
    """Bits flipped, numbers put in, pieces cut, doubled and moved; mostly where a file has its records."""
    dice = random.Random(seed)
    for _ in range(CASES):
        data = bytearray(whole)
        for _ in range(dice.choice((1, 1, 2, 5, 50))):
            at = dice.choice(
                (
                    dice.randrange(len(data)),
                    min(len(data) - 1, int(dice.expovariate(1 / 200))),
                    max(0, len(data) - 1 - int(dice.expovariate(1 / 400))),
                )
            )
            match dice.randrange(7):
                case 0:
                    data[at] ^= 1 << dice.randrange(8)
                case 1:
                    data[at] = dice.randrange(256)
                case 2:
                    del data[at : at + dice.randrange(1, 30)]
                case 3:
                    data[at:at] = dice.randbytes(dice.randrange(1, 20))
                case 4:
                    width = dice.choice((1, 2, 4))
                    number = dice.choice(NUMBERS) & ((1 << 8 * width) - 1)
                    data[at : at + width] = number.to_bytes(width, dice.choice(("little", "big")))
                case 5 if dice.random() < 0.2:
                    del data[at:]
                case _:
                    start, length = dice.randrange(len(data)), dice.randrange(1, 60)
                    data[at : at + length] = data[start : start + length]
            data = data or bytearray(b"\0")
        yield bytes(data)


@pytest.fixture(autouse=True)
def memory_stays_bounded() -> Iterator[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 < MEGABYTES_MOST


def test_atelier_documents(tmp_path: Path) -> None:
    layers = (Layer(id="a", name="Ink"), Layer(id="g", name="Group", kind="group"))
    tiles = {("a", (0, 0)): tile(1), ("a", (1, 0)): noise(1), ("selection", (0, 0)): tile(2)}
    path = tmp_path / "p.atelier"
    save_document(
        path, Content(state=State(width=600, height=400, layers=layers), tiles=tiles, profile=ICC,
                      requests={"a": b"{}"}, previews={"flattened": b"p" * 300}),
    )  # fmt: skip
    refused = 0
    for data in mutated(path.read_bytes(), "atelier"):
        path.write_bytes(data)
        try:
            for packed in open_document(path).content.tiles.values():
                assert callable(packed)
                unpack_tile(packed())
        except StudioError as error:
            assert error.kind in (ErrorKind.FILE_BROKEN, ErrorKind.DOCUMENT_NEWER) and error.advice
            refused += 1
    assert CASES // 2 < refused < CASES


def test_journals(folders: Folders, tmp_path: Path) -> None:
    path = tmp_path / "p.atelier"
    save_document(path, Content(state=state_at(0), tiles={(PLANE, (0, 0)): noise(1)}))
    journal = Journal.begin(folders.data, open_document(path))
    for step in range(6):
        journal.append(
            state_at(step), {(PLANE, (step, 0)): tile(step)}, profile=ICC, dpi=100.0, requests={PLANE: b"{}"}
        )
        assert journal.flush()
    journal.close(discard=False)
    whole = (journal.folder / "journal").read_bytes()
    base = next(journal.folder.glob("base-*")).read_bytes()
    recovered = 0
    for data in mutated(whole, "journal"):
        lost_documents(folders.data)  # looks at it first, as every start does
        journal.folder.mkdir(exist_ok=True)
        (journal.folder / "base-1.atelier").write_bytes(base)
        (journal.folder / "journal").write_bytes(data)
        try:
            back = recover(journal.folder)
        except StudioError as error:
            assert error.kind is ErrorKind.FILE_BROKEN and error.advice
            continue
        back.journal.close(discard=False)
        for packed in back.content.tiles.values():
            unpack_tile(packed() if callable(packed) else packed)  # what is left is whole
        recovered += 1
    assert recovered > CASES // 5


@pytest.mark.parametrize("ending", [".ora", ".psd", ".png", ".jpg", ".webp", ".avif", ".tif", ".gif", ".bmp"])
def test_files_of_other_programs(tmp_path: Path, ending: str) -> None:
    numbers = np.random.default_rng(1).integers(0, 256, (60, 80, 4), np.uint8)
    picture = Image.fromarray(numbers, "RGBA")
    path = tmp_path / f"p{ending}"
    if ending in (".gif", ".bmp"):
        frames = [picture.convert("P").rotate(turn) for turn in (0, 90)] if ending == ".gif" else []
        picture.convert("RGB" if ending == ".bmp" else "P").save(
            path, **({"save_all": True, "append_images": frames} if frames else {})
        )
    else:
        leaves = (Layer(id="a", name="Ink", blend="multiply"), Layer(id="b", name="Mask", kind="mask"))
        group = Layer(id="g", name="Group", kind="group", children=leaves)
        plane = plane_of(from_pillow(picture))
        write_foreign(path, State(width=80, height=60, layers=(group,)), {"a": plane, "b": plane}, ICC)
    whole = path.read_bytes()
    refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # Pillow remarks on damaged tags
        for data in mutated(whole, ending):
            path.write_bytes(data)
            try:
                assert read_foreign(path).state.width >= 1
            except StudioError as error:
                assert error.kind is ErrorKind.FILE_BROKEN and path.name in error.sentence and error.advice
                refused += 1
    assert refused > CASES // 5
