"""The product's own engine child with a tiny model: residency, seeds, cancelling, memory."""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import psutil
import pytest
from PIL import Image

from studio.core.messages import (
    Cancel,
    Cancelled,
    Failed,
    Finished,
    ModelFile,
    Phase,
    Preview,
    Produced,
    Resident,
    Unload,
)
from studio.core.requests import PlacementWish
from studio.storage.picture_metadata import read_manifest
from tests.fakes.child import REAL, Child


def pixels(path: Path) -> bytes:
    with Image.open(path) as picture:
        return picture.tobytes()


def until_resident(child: Child) -> Resident:
    while True:
        event = child.next()[1]
        if isinstance(event, Resident):
            return event


def test_a_picture_and_then_another_without_loading_again(
    torch_child: Child, tiny: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    torch_child.start(make_request(), tiny, tmp_path / "1")
    ending, seen = torch_child.until_end()
    assert isinstance(ending, Finished), ending
    assert next(event.name for _, event, _ in seen if isinstance(event, Phase)) == "loading"
    previews = [data for _, event, data in seen if isinstance(event, Preview)]
    with Image.open(BytesIO(previews[0])) as preview:
        assert max(preview.size) <= 512
    resident = until_resident(torch_child)
    assert resident.models == ("Tiny",) and resident.process_bytes > 0
    torch_child.start(make_request(seed=9, prompt="another"), tiny, tmp_path / "2")
    ending, seen = torch_child.until_end()
    assert isinstance(ending, Finished)
    assert "loading" not in [event.name for _, event, _ in seen if isinstance(event, Phase)]
    staged = next(event.staged for _, event, _ in seen if isinstance(event, Produced))
    assert read_manifest(Path(staged.path)) == staged.manifest
    assert {"torch", "diffusers", "transformers"} <= set(staged.manifest.versions)
    assert staged.manifest.device_name and len(staged.manifest.placement.reasons) == 3


def test_a_seed_gives_the_same_pixels_in_another_process(
    torch_child: Child, tiny: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    request = make_request(sampler="dpmpp_2m_sde", count=2, steps=4)
    torch_child.start(request, tiny, tmp_path / "here")
    torch_child.until_end()
    other = Child(REAL, tmp_path / "other")
    try:
        other.ready()
        other.start(request, tiny, tmp_path / "there")
        ending, _ = other.until_end()
        assert isinstance(ending, Finished)
    finally:
        other.close()
    for name in ("picture-000.png", "picture-001.png"):
        assert pixels(tmp_path / "here" / name) == pixels(tmp_path / "there" / name)


@pytest.mark.parametrize("phase", ["loading", "encoding", "denoising", "decoding"])
def test_cancel_is_quick_in_every_phase_and_the_engine_goes_on(
    torch_child: Child, tiny: ModelFile, make_request: Callable, tmp_path: Path, phase: str
) -> None:
    if phase == "loading":
        torch_child.send(Unload())
    prompt = f"cancelled in {phase} " + "x" * 3000
    request = make_request(width=1024, height=1024, steps=200 if phase == "denoising" else 1, prompt=prompt)
    job = torch_child.start(request, tiny, tmp_path / "s")
    torch_child.until_phase(phase)
    asked = time.monotonic()
    torch_child.send(Cancel(job=job))
    ending, seen = torch_child.until_end()
    assert ending == Cancelled(job=job)
    # Far below a step or a decode of this size; a busy machine gets some room.
    assert seen[-1][0] - asked < 1.0
    torch_child.start(make_request(steps=1), tiny, tmp_path / "s2")
    assert isinstance(torch_child.until_end()[0], Finished)


def test_a_job_that_fails_leaves_the_engine_working(
    torch_child: Child, tiny: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    wish = PlacementWish(device="cuda:7")
    torch_child.start(make_request(placement=wish), tiny, tmp_path / "s")
    ending, _ = torch_child.until_end()
    assert isinstance(ending, Failed) and "cuda:7" in ending.error.sentence
    torch_child.start(make_request(sampler="euler_a", schedule="karras"), tiny, tmp_path / "s")
    ending, _ = torch_child.until_end()
    assert isinstance(ending, Failed) and "cannot follow" in ending.error.sentence
    torch_child.start(make_request(), tiny, tmp_path / "s")
    assert isinstance(torch_child.until_end()[0], Finished)


def test_many_jobs_and_reloads_do_not_grow_the_engine(
    torch_child: Child, tiny: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    process = psutil.Process(torch_child.process.pid)
    sizes = []
    for number in range(50):
        torch_child.start(
            make_request(prompt=f"n{number}", seed=number, steps=1), tiny, tmp_path / str(number)
        )
        assert isinstance(torch_child.until_end()[0], Finished)
        if number % 20 == 9:
            torch_child.send(Unload())
        sizes.append(process.memory_info().rss)
    assert sizes[-1] - sizes[19] < 24 * 2**20
