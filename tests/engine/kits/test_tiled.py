"""Denoising in tiles: they cover everything, leave no seam, count as progress, and can be cancelled."""

import itertools
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image

from studio.core.errors import StudioError
from studio.core.messages import Progress
from studio.core.requests import FileRef, check_request
from studio.engine.context import Cancelled
from studio.engine.kits.tiled import OVERLAP, count_tiles, in_tiles, places
from studio.storage.files import sha256_of


@pytest.mark.parametrize(("length", "side"), [(8, 8), (5, 8), (9, 8), (64, 32), (131, 17), (3, 1)])
def test_tiles_cover_the_length_and_overlap(length: int, side: int) -> None:
    begins = places(length, side)
    assert begins[0] == 0 and begins[-1] == max(0, length - side)
    for one, following in itertools.pairwise(begins):
        assert 0 < following - one <= max(1, side - int(side * OVERLAP))


class Offset(torch.nn.Module):
    """Answers with its input plus a number that grows with every call, as disagreeing tiles would."""

    def __init__(self, growth: float) -> None:
        super().__init__()
        self.growth, self.sides = growth, []

    def forward(self, sample: torch.Tensor, return_dict: bool = True) -> tuple[torch.Tensor]:
        self.sides.append(tuple(sample.shape[-2:]))
        return (sample + self.growth * len(self.sides),)


def test_agreeing_tiles_give_the_whole_and_disagreeing_ones_no_step() -> None:
    sample, told = torch.randn(2, 4, 40, 56), []
    agreeing, disagreeing = Offset(0.0), Offset(1.0)
    with in_tiles(agreeing, 16, lambda: told.append(1)):
        assert torch.allclose(agreeing(sample)[0], sample, atol=1e-6)
    assert set(agreeing.sides) == {(16, 16)} and len(told) == count_tiles(40, 56, 16)
    assert "forward" not in vars(agreeing)
    with in_tiles(disagreeing, 16, lambda: None):
        offsets = disagreeing(torch.zeros(1, 1, 16, 56))[0][0, 0, 8]
    steps = offsets.diff().abs()
    assert offsets[-1] - offsets[0] == pytest.approx(count_tiles(16, 56, 16) - 1, abs=1e-4)
    assert steps.max() < 0.4, "a hard border would be a step of 1"


@pytest.fixture
def start(tmp_path: Path) -> FileRef:
    path = tmp_path / "start.png"
    Image.radial_gradient("L").convert("RGB").resize((100, 100)).save(path)
    return FileRef(path=str(path), sha256=sha256_of(path))


def test_a_picture_is_enlarged_and_every_tile_is_progress(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path, start: FileRef, heard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("studio.engine.context.PROGRESS_INTERVAL", 0.0)
    request = make_request(start=start, strength=0.5, steps=4, tile=64, width=160, height=128)
    heard.clear()
    seen: set[int] = set()
    handle = loaded.pipe.unet.conv_in.register_forward_pre_hook(lambda _, given: seen.add(given[0].shape[-1]))
    try:
        draw(request, staging=tmp_path / "s")
    finally:
        handle.remove()
    with Image.open(tmp_path / "s" / "picture-000.png") as picture:
        assert picture.size == (160, 128)
    assert seen == {8}
    total = 2 * count_tiles(16, 20, 8)
    told = heard.of(Progress)
    assert {event.total for event in told} == {total}
    assert sorted({event.done for event in told}) == list(range(1, total + 1))


def test_cancel_stops_amid_the_tiles(
    loaded, draw: Callable, make_request: Callable, tmp_path: Path, start: FileRef
) -> None:
    token, calls = threading.Event(), []
    handle = loaded.pipe.unet.conv_in.register_forward_hook(lambda *_: (calls.append(1), token.set())[:0])
    try:
        with pytest.raises(Cancelled):
            draw(
                make_request(start=start, tile=64, width=256, height=256), token=token, staging=tmp_path / "s"
            )
    finally:
        handle.remove()
    assert len(calls) == 1
    assert "forward" not in vars(loaded.pipe.unet)


def test_tiles_and_a_mask_together_are_refused(make_request: Callable, start: FileRef) -> None:
    with pytest.raises(StudioError, match="leave the mask out"):
        check_request(make_request(start=start, mask=start, tile=64))
