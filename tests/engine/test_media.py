"""Files a picture lies in: settings inside, whole or not there, start pictures read with care."""

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from studio.core.a1111 import read_parameters
from studio.core.artifacts import Manifest, ModelUsed
from studio.core.errors import ErrorKind, StudioError
from studio.core.placement import Placement
from studio.core.requests import FileRef
from studio.engine import media
from studio.storage.picture_metadata import read_any_parameters, read_manifest, read_size

HARD = "雪の湖 “quotes” <x a='1'>&amp; 🏔️\n\x01\ufffe\uffff end"


@pytest.fixture
def make_manifest(make_request: Callable) -> Callable[..., Manifest]:
    def make(prompt: str) -> Manifest:
        return Manifest(
            program="Atelier test", request=make_request(prompt=prompt), index=0, seed=5,
            model=ModelUsed(id="m", name="M", family="sd1", sha256="ab" * 32),
            placement=Placement(device="cpu", precision="fp32"), device_name="P",
            versions={"torch": "2"}, seconds={"denoising": 1.0}, created="2026-01-01T00:00:00.000000+00:00",
        )  # fmt: skip

    return make


@pytest.fixture
def picture() -> Image.Image:
    return Image.radial_gradient("L").convert("RGB").resize((64, 48))


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
@pytest.mark.parametrize(
    "prompt", ["", "a lake", HARD, "湖" * 20_000], ids=["empty", "plain", "hard", "long"]
)
def test_the_manifest_comes_back_from_every_format(
    tmp_path: Path, picture: Image.Image, make_manifest: Callable, kind: str, prompt: str
) -> None:
    path = tmp_path / f"p{media.ENDINGS[kind]}"
    manifest = make_manifest(prompt)
    media.write_picture(picture, path, manifest, kind, 90)
    assert read_manifest(path) == manifest
    assert read_size(path) == (64, 48)
    assert read_any_parameters(path)["prompt"][:1000] == read_parameters(prompt)["prompt"][:1000]
    with Image.open(path) as again:
        again.load()
        assert again.format == kind.upper()


def test_settings_text_is_where_other_programs_look(
    tmp_path: Path, picture: Image.Image, make_manifest: Callable
) -> None:
    media.write_picture(picture, tmp_path / "p.png", make_manifest("a lake"))
    with Image.open(tmp_path / "p.png") as png:
        assert png.text["parameters"].startswith("a lake\nSteps: 3, Sampler: DPM++ 2M")
    media.write_picture(picture, tmp_path / "p.jpg", make_manifest("a lake"), "jpeg")
    with Image.open(tmp_path / "p.jpg") as jpeg:
        comment = jpeg.getexif().get_ifd(0x8769)[0x9286]
    assert comment[:8] == b"UNICODE\x00"
    assert comment[8:].decode("utf-16-be").startswith("a lake\n")


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_nothing_is_embedded_when_the_user_says_so(tmp_path: Path, picture: Image.Image, kind: str) -> None:
    path = tmp_path / f"p{media.ENDINGS[kind]}"
    media.write_picture(picture, path, None, kind)
    assert read_manifest(path) is None
    assert b"arameters" not in path.read_bytes()


def test_png_and_webp_at_100_keep_every_pixel(tmp_path: Path, picture: Image.Image) -> None:
    for name, kind, quality in (("p.png", "png", 1), ("p.webp", "webp", 100)):
        media.write_picture(picture, tmp_path / name, None, kind, quality)
        with Image.open(tmp_path / name) as again:
            assert again.convert("RGB").tobytes() == picture.tobytes()


def test_a_failed_write_leaves_the_old_file_and_no_half_one(
    tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.png"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        media.write_picture(picture, path, None)
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.png"]
    assert path.read_bytes() == b"old"


def _reference(path: Path) -> FileRef:
    return FileRef(path=str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_start_picture_is_turned_flattened_and_cropped(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (40, 20), (255, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right by 90 degrees
    picture.save(tmp_path / "s.png", exif=exif)
    start = media.load_start(_reference(tmp_path / "s.png"), 64, 128)
    assert (start.mode, start.size) == ("RGB", (64, 128))
    assert start.getpixel((32, 10)) == (0, 0, 255)
    assert start.getpixel((32, 120)) == (255, 255, 255), "transparency is white, not black"


def test_bad_start_pictures_are_refused_with_a_sentence(
    tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.png"
    picture.save(path)
    changed = FileRef(path=str(path), sha256="0" * 64)
    gone = FileRef(path=str(tmp_path / "gone.png"), sha256="0" * 64)
    text = tmp_path / "t.png"
    text.write_text("no picture")
    cut = tmp_path / "c.png"
    cut.write_bytes(path.read_bytes()[:100])
    endless = FileRef(path="/dev/zero" if Path("/dev/zero").exists() else str(tmp_path), sha256="0" * 64)
    for reference in (changed, gone, endless, _reference(text), _reference(cut)):
        with pytest.raises(StudioError) as caught:
            media.load_start(reference, 64, 64)
        assert caught.value.kind is ErrorKind.FILE_BROKEN
    monkeypatch.setattr(media, "START_PIXELS_MAX", 1000)
    with pytest.raises(StudioError, match="more than 1,000 pixels"):
        media.load_start(_reference(path), 64, 64)
