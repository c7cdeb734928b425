"""Layers and pictures to other programs and back, and what damaged files do: a sentence each."""

import os
import random
import resource
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import BLENDS, Layer, State, walk
from studio.ui.canvas.files.formats import FOREIGN_WRITE, read_foreign, write_foreign
from studio.ui.canvas.files.interchange import Opened, from_pillow, plane_of, to_pillow
from studio.ui.canvas.flatten import flatten

pytestmark = pytest.mark.usefixtures("qapp")

ICC = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def painted(width: int, height: int, seed: int = 1) -> QImage:
    """Something with soft alpha and many colours."""
    numbers = np.random.default_rng(seed).integers(0, 256, (height, width, 4), np.uint8)
    numbers[: height // 3, :, 3] = 255
    numbers[-height // 4 :, :, 3] = 0
    return from_pillow(Image.fromarray(numbers, "RGBA"))


def layered() -> Opened:
    """Groups in groups, every blend mode, off-canvas pixels, awkward names, an empty layer, a mask."""
    leaves = tuple(
        Layer(id=f"leaf{number}", name=f"{blend} · 层 <&\"'>", blend=blend, opacity=0.25 + 0.05 * number)
        for number, blend in enumerate(BLENDS)
    )
    inner = Layer(id="inner", name="inner", kind="group", children=leaves[4:], opacity=0.5)
    outer = Layer(id="outer", name="", kind="group", children=(*leaves[:4], inner), visible=False)
    ground = Layer(id="ground", name="Ground", locked=True)
    empty = Layer(id="empty", name="Empty")
    mask = Layer(id="mask", name="Mask", kind="mask")
    state = State(width=500, height=300, layers=(ground, outer, empty, mask), active="ground")
    planes = {leaf.id: plane_of(painted(90, 70, n), -30 + 40 * n, 5 * n) for n, leaf in enumerate(leaves)}
    planes["ground"] = plane_of(painted(500, 300, 77))
    planes["mask"] = plane_of(painted(40, 40, 78), 10, 10)
    return Opened(state, planes, ICC)


def look(opened: Opened) -> QImage:
    state = opened.state
    return flatten(state, opened.planes, QRect(0, 0, state.width, state.height))


def difference(one: QImage, other: QImage) -> int:
    """The largest difference of any premultiplied channel."""
    assert one.size() == other.size()
    first, second = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (one, other))
    return int(np.abs(first - second).max())


@pytest.mark.parametrize("ending", [".ora", ".psd"])
def test_layers_survive_the_way_there_and_back(tmp_path: Path, ending: str) -> None:
    before = layered()
    path = tmp_path / f"a picture{ending}"
    write_foreign(path, before.state, before.planes, before.profile)
    after = read_foreign(path)
    was, now = list(walk(before.state.layers)), list(walk(after.state.layers))
    assert [layer.name for layer in now] == [layer.name for layer in was]
    assert [layer.blend for layer in now] == [layer.blend for layer in was]
    assert [layer.kind == "group" for layer in now] == [layer.kind == "group" for layer in was]
    assert [layer.visible for layer in now] == [layer.visible and layer.kind != "mask" for layer in was]
    assert [layer.opacity for layer in now] == pytest.approx([layer.opacity for layer in was], abs=0.003)
    assert (after.state.width, after.state.height) == (500, 300)
    # Straight alpha in the file, premultiplied here: one step of rounding per channel and layer.
    assert difference(look(before), look(after)) <= 2
    assert not list(tmp_path.glob("*.part"))


def test_openraster_is_what_other_programs_expect(tmp_path: Path) -> None:
    opened = layered()
    path = tmp_path / "p.ora"
    write_foreign(path, opened.state, opened.planes)
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read(first)) == (
            "mimetype",
            0,
            b"image/openraster",
        )
        merged = Image.open(BytesIO(archive.read("mergedimage.png")))
        assert merged.size == (500, 300)
        assert max(Image.open(BytesIO(archive.read("Thumbnails/thumbnail.png"))).size) == 256


def test_photoshop_file_shows_the_flattened_picture(tmp_path: Path) -> None:
    opened = layered()
    path = tmp_path / "p.psd"
    write_foreign(path, opened.state, opened.planes, ICC)
    with Image.open(path) as seen:
        assert seen.size == (500, 300) and seen.info["icc_profile"] == ICC
    assert read_foreign(path).profile == ICC


@pytest.mark.parametrize("ending", [".png", ".webp", ".tif", ".tiff", ".avif", ".jpg"])
def test_flat_pictures_keep_profile_and_look(tmp_path: Path, ending: str) -> None:
    image = QImage(200, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(200, 90, 30))
    opened = Opened(State(width=200, height=120, layers=(Layer(id="a", name="a"),)), {"a": plane_of(image)})
    path = tmp_path / f"p{ending}"
    write_foreign(path, opened.state, opened.planes, ICC, quality=100)
    after = read_foreign(path)
    assert after.profile == ICC
    assert difference(look(opened), look(after)) <= (0 if ending in (".png", ".webp", ".tif", ".tiff") else 4)


@pytest.mark.parametrize("ending", [".png", ".webp", ".tif"])
def test_alpha_survives_bit_for_bit(tmp_path: Path, ending: str) -> None:
    image = painted(130, 90)
    opened = Opened(State(width=130, height=90, layers=(Layer(id="a", name="a"),)), {"a": plane_of(image)})
    path = tmp_path / f"p{ending}"
    write_foreign(path, opened.state, opened.planes, quality=100)
    assert difference(image, look(read_foreign(path))) == 0


# Unusual pictures


def save(picture: Image.Image, path: Path, **options: object) -> Path:
    picture.save(path, **options)
    return path


def test_cmyk_is_converted(tmp_path: Path) -> None:
    path = save(Image.new("CMYK", (30, 20), (0, 255, 255, 0)), tmp_path / "c.tif")
    colour = look(read_foreign(path)).pixelColor(5, 5)
    assert colour.red() > 200 and colour.green() < 60


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (32_896, 128), (65_535, 255)])
def test_16_bit_grey_is_scaled(tmp_path: Path, value: int, expected: int) -> None:
    numbers = np.full((10, 10), value, np.uint16)
    opened = read_foreign(save(Image.fromarray(numbers), tmp_path / "deep.png"))
    assert look(opened).pixelColor(3, 3).red() == expected and "8 bits" in opened.notes[0]


def test_an_animation_opens_its_first_picture(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    path = save(frames[0], tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    opened = read_foreign(path)
    assert look(opened).pixelColor(4, 4) == QColor("red") and "first one" in opened.notes[0]


def test_a_broken_profile_is_left_out(tmp_path: Path) -> None:
    path = save(Image.new("RGB", (8, 8), "red"), tmp_path / "p.png", icc_profile=b"no profile at all")
    opened = read_foreign(path)
    assert opened.profile == b"" and "damaged" in opened.notes[0]
    assert look(opened).pixelColor(1, 1) == QColor("red")


def test_turned_pictures_stand_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    opened = read_foreign(save(Image.new("RGB", (30, 10)), tmp_path / "t.jpg", exif=exif))
    assert (opened.state.width, opened.state.height) == (10, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "F", "YCbCr", "LAB", "PA"])
def test_every_mode_opens_one_pixel(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "one.tif"
    try:
        Image.new(mode, (1, 1)).save(path)
    except (OSError, KeyError):
        path = save(Image.new(mode, (1, 1)).convert("RGBA"), tmp_path / "one.png")
    assert look(read_foreign(path)).size().width() == 1


def test_pillow_and_back_is_exact() -> None:
    image = painted(97, 61)
    assert difference(image, from_pillow(to_pillow(image))) == 0


# Damage


def refused(path: Path) -> StudioError:
    with pytest.raises(StudioError) as caught:
        read_foreign(path)
    assert caught.value.kind is ErrorKind.FILE_BROKEN and path.name in caught.value.sentence
    return caught.value


@pytest.mark.parametrize("ending", [".png", ".ora", ".psd", ".avif", ".gif", ".tif", ".jpg", ".webp"])
def test_garbage_missing_files_and_folders_are_refused(tmp_path: Path, ending: str) -> None:
    refused(tmp_path / f"missing{ending}")
    (tmp_path / f"folder{ending}").mkdir()
    refused(tmp_path / f"folder{ending}")
    for number, data in enumerate((b"", b"\x00", b"PK\x03\x04", b"8BPS\x00\x01", b"\x89PNG\r\n\x1a\n" * 99)):
        path = tmp_path / f"{number}{ending}"
        path.write_bytes(data)
        refused(path)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow remarks on damaged TIFF tags
@pytest.mark.parametrize("ending", [*FOREIGN_WRITE])
def test_damage_anywhere_gives_a_sentence_or_a_picture(tmp_path: Path, ending: str) -> None:
    opened = layered()
    whole = tmp_path / f"whole{ending}"
    write_foreign(whole, opened.state, opened.planes, ICC)
    data = whole.read_bytes()
    dice = random.Random(ending)
    path = tmp_path / f"damaged{ending}"
    for attempt in range(24):
        bad = bytearray(data)
        if attempt % 2:
            del bad[dice.randrange(len(bad)) :]
        else:
            for _ in range(dice.choice((1, 8, 200))):
                bad[dice.randrange(len(bad) if attempt % 4 else 2000)] = dice.randrange(256)
        path.write_bytes(bad)
        try:
            assert read_foreign(path).state.width >= 1
        except StudioError as error:
            assert error.kind is ErrorKind.FILE_BROKEN and path.name in error.sentence


def ora(path: Path, xml: bytes, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "image/openraster")
        archive.writestr("stack.xml", xml)
        for name, data in parts.items():
            archive.writestr(f"data/{name}.png", data)
    return path


def test_hostile_openraster_files(tmp_path: Path) -> None:
    head = b'<image w="64" h="64"><stack>'
    bomb = b'<!DOCTYPE z [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + head + b"&b;</stack></image>"
    assert "entities" in refused(ora(tmp_path / "bomb.ora", bomb)).sentence
    deep = head + b"<stack>" * 400 + b"</stack>" * 400 + b"</stack></image>"
    assert "deeply" in refused(ora(tmp_path / "deep.ora", deep)).sentence
    many = head + b'<layer src="data/a.png"/>' * 3000 + b"</stack></image>"
    tiny = BytesIO()
    Image.new("RGBA", (1, 1)).save(tiny, "PNG")
    assert "more than" in refused(ora(tmp_path / "many.ora", many, a=tiny.getvalue())).sentence
    huge = b'<image w="1000000000" h="1"><stack/></image>'
    assert "longest side" in refused(ora(tmp_path / "huge.ora", huge)).sentence
    large = BytesIO()
    Image.new("1", (20_000, 20_000)).save(large, "PNG")
    layer = head + b'<layer src="data/a.png"/></stack></image>'
    assert "longest side" in refused(ora(tmp_path / "large.ora", layer, a=large.getvalue())).sentence
    away = head + b'<layer src="../../etc/passwd"/></stack></image>'
    refused(ora(tmp_path / "away.ora", away))
    odd = b'<image w="64" h="64"><stack><layer src="data/a.png" x="nan" opacity="inf"/></stack></image>'
    refused(ora(tmp_path / "odd.ora", odd, a=tiny.getvalue()))


def test_a_header_of_a_billion_pixels_is_refused(tmp_path: Path) -> None:
    png = BytesIO()
    Image.new("L", (1, 1)).save(png, "PNG")
    data = bytearray(png.getvalue())
    data[16:24] = (31_623).to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    path = tmp_path / "billion.png"
    path.write_bytes(data)
    assert "longest side" in refused(path).sentence
    psd = tmp_path / "billion.psd"
    psd.write_bytes(
        b"8BPS\x00\x01" + b"\x00" * 6 + b"\x00\x03" + (300_000).to_bytes(4, "big") * 2 + b"\x00\x08\x00\x03"
    )
    assert "longest side" in refused(psd).sentence


def test_unknown_endings_are_not_written(tmp_path: Path) -> None:
    opened = layered()
    with pytest.raises(StudioError) as caught:
        write_foreign(tmp_path / "p.xyz", opened.state, opened.planes)
    assert ".xyz" in caught.value.sentence and not list(tmp_path.iterdir())


WRITES = [".png", ".ora", ".psd"]


@pytest.mark.parametrize("ending", WRITES)
def test_a_write_that_fails_anywhere_leaves_the_old_file(tmp_path: Path, ending: str) -> None:
    """A real error: the system refuses to let a file grow beyond a limit."""
    opened = layered()
    path = tmp_path / f"p{ending}"
    write_foreign(path, opened.state, opened.planes)
    size = path.stat().st_size
    path.write_bytes(b"the old one")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (0, 30, size // 2, size - 1):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
        try:
            with pytest.raises(OSError):
                write_foreign(path, opened.state, opened.planes)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert path.read_bytes() == b"the old one" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", WRITES)
def test_an_export_keeps_links_rights_and_what_others_named_alike(tmp_path: Path, ending: str) -> None:
    opened = layered()
    path, link, other = tmp_path / f"p{ending}", tmp_path / f"link{ending}", tmp_path / f"p{ending}.part"
    path.write_bytes(b"the old one")
    other.write_bytes(b"not ours")
    path.chmod(0o600)
    link.symlink_to(path)
    write_foreign(link, opened.state, opened.planes)
    assert link.is_symlink() and path.stat().st_mode & 0o777 == 0o600
    assert read_foreign(path).state.width == 500 and other.read_bytes() == b"not ours"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_write_protected_picture_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, path = layered(), tmp_path / "p.png"
    path.write_bytes(b"the old one")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, whom all is allowed
    with pytest.raises(PermissionError):
        write_foreign(path, opened.state, opened.planes)
    assert path.read_bytes() == b"the old one"


def test_openraster_keeps_the_profile(tmp_path: Path) -> None:
    opened, path = layered(), tmp_path / "p.ora"
    write_foreign(path, opened.state, opened.planes, ICC)
    with zipfile.ZipFile(path) as archive:
        pictures = [name for name in archive.namelist() if name.endswith(".png")]
        assert len(pictures) > 10
        for name in pictures:
            assert Image.open(BytesIO(archive.read(name))).info["icc_profile"] == ICC
    assert read_foreign(path).profile == ICC
