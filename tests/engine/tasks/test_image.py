"""The task: refuses what cannot be drawn, and climbs down when memory runs out amid a job."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile, Produced
from studio.core.placement import Device, Hardware
from studio.engine.residency import Residency
from studio.engine.tasks import image
from studio.families import sd1

CPU = Device(id="cpu", kind="cpu", name="P", memory_total=2**34, memory_free=2**33, precisions=("fp32",))


@pytest.fixture
def residency() -> Residency:
    return Residency(Hardware(devices=(CPU,), cores=1))


@pytest.mark.parametrize(
    ("changes", "options", "words"),
    [
        ({"width": 65}, {}, "multiple of 8"),
        ({"height": 0}, {}, "choose between"),
        ({"steps": 0}, {}, "number of steps"),
        ({"sampler": "magic"}, {}, "no sampler “magic”"),
        ({"sampler": "ddim", "schedule": "karras"}, {}, "cannot follow"),
        ({}, {"picture_format": "exe"}, "cannot be saved as “exe”"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    tiny: ModelFile, make_context: Callable, make_request: Callable, residency: Residency,
    changes: dict, options: dict, words: str,
) -> None:  # fmt: skip
    request = make_request(**changes)
    with pytest.raises(StudioError, match=words) as caught:
        image.run(make_context(request, tiny, **options), residency, {"sd1": sd1}, request, tiny)
    assert caught.value.kind is ErrorKind.INVALID_REQUEST


def test_memory_running_out_at_the_second_picture_does_not_redraw_the_first(
    tiny: ModelFile, make_context: Callable, make_request: Callable, residency: Residency,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, heard,
) -> None:  # fmt: skip
    from studio.engine.kits import diffusers_kit

    request = make_request(count=3, steps=2)
    sample, failed = diffusers_kit.sample, []

    def tight(ctx, loaded, asked, pipeline, given, index, estimate):
        if index == 1 and not failed:
            failed.append(True)
            raise torch.OutOfMemoryError("CUDA out of memory")
        return sample(ctx, loaded, asked, pipeline, given, index, estimate)

    monkeypatch.setattr(diffusers_kit, "sample", tight)
    image.run(make_context(request, tiny), residency, {"sd1": sd1}, request, tiny)
    produced = heard.of(Produced)
    assert [event.staged.manifest.index for event in produced] == [0, 1, 2]
    assert [event.staged.manifest.placement.vae_tiling for event in produced] == [False, True, True]
    assert produced[0].staged.manifest.notes == ()
    assert "decoded in tiles" in produced[1].staged.manifest.notes[0]


def test_a_full_disk_is_told_and_nothing_half_written_is_left(
    tiny: ModelFile, make_context: Callable, make_request: Callable, residency: Residency,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    import errno

    from studio.engine import staging

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    request = make_request()
    monkeypatch.setattr(staging, "write_picture", full)
    with pytest.raises(StudioError) as caught:
        image.run(make_context(request, tiny), residency, {"sd1": sd1}, request, tiny)
    assert caught.value.kind is ErrorKind.DISK_FULL
    names = {entry.name for entry in (tmp_path / "staging").iterdir()}
    assert names == {"latents-000.safetensors", "latents-000.json"}
