"""Pictures as they come in the wild: deep, grey, indexed, misnamed, mislabelled, enormous."""

import os
import struct
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import Layer, State
from studio.ui.canvas.files import interchange
from studio.ui.canvas.files.formats import read_foreign, write_foreign
from studio.ui.canvas.files.interchange import Opened, flat_pillow, from_pillow, plane_of, to_pillow
from studio.ui.canvas.flatten import flatten

pytestmark = pytest.mark.usefixtures("qapp")

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def grey_profile(gamma: float) -> bytes:
    """A small ICC profile of one grey channel, written by hand (ICC.1:2001-04)."""
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63_190, 65_536, 54_061)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = b"text\0\0\0\0grey\0\0\0\0"
    describing = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"grey\0" + bytes(78) + b"\0"
    parts = {b"wtpt": white, b"kTRC": curve, b"cprt": text, b"desc": describing}
    at = 128 + 4 + 12 * len(parts)
    table, body = struct.pack(">I", len(parts)), b""
    for name, data in parts.items():
        table += struct.pack(">4sII", name, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4sI4s4s4s12s4s", at + len(body), b"none", 0x02100000, b"mntr", b"GRAY", b"XYZ ", bytes(12), b"acsp"
    )
    head += bytes(28) + struct.pack(">3i", 63_190, 65_536, 54_061)
    return head + bytes(128 - len(head)) + table + body


def png(width: int, height: int, depth: int, kind: int, pixel: bytes) -> bytes:
    """A PNG of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    rows = zlib.compress((b"\0" + pixel * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def opened_as(path: Path, picture: Image.Image, **options: object) -> tuple[Opened, QColor]:
    """What a picture is opened as, and its first pixel."""
    picture.save(path, **options)
    return first_pixel(path)


def first_pixel(path: Path) -> tuple[Opened, QColor]:
    opened = read_foreign(path)
    return opened, flatten(opened.state, opened.planes, QRect(0, 0, 1, 1)).pixelColor(0, 0)


@pytest.mark.parametrize(
    ("kind", "pixel", "expected"),
    [
        (2, struct.pack(">3H", 0x8080, 0xFFFF, 0), (128, 255, 0, 255)),
        (4, struct.pack(">2H", 0x8080, 0xFFFF), (128, 128, 128, 255)),
        (6, struct.pack(">4H", 0xFFFF, 0, 0, 0x8080), (255, 0, 0, 128)),
    ],
)
def test_16_bits_in_colour_are_rounded_and_it_is_said(
    tmp_path: Path, kind: int, pixel: bytes, expected: tuple[int, ...]
) -> None:
    path = tmp_path / "deep.png"
    path.write_bytes(png(8, 8, 16, kind, pixel))
    opened, colour = first_pixel(path)
    assert colour.getRgb() == expected and any("8 bits" in note for note in opened.notes)


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_grey_goes_through_its_own_profile_with_its_alpha(tmp_path: Path, mode: str) -> None:
    numbers: tuple[int, ...] = (100, 128) if mode == "LA" else (100,)
    picture = Image.new(mode, (8, 8), numbers if mode == "LA" else 100)
    opened, colour = opened_as(tmp_path / "g.png", picture, icc_profile=grey_profile(1.0))
    # Linear 100/255 is 0.39 of the light; sRGB writes that as about 168.
    assert 160 < colour.red() < 176 and colour.alpha() == (128 if mode == "LA" else 255)
    assert opened.profile == b"" and "converted" in opened.notes[0]


def test_deep_grey_goes_through_its_own_profile(tmp_path: Path) -> None:
    picture = Image.fromarray(np.full((8, 8), 100 * 257, np.uint16))
    opened, colour = opened_as(tmp_path / "g.png", picture, icc_profile=grey_profile(1.0))
    assert 160 < colour.red() < 176 and len(opened.notes) == 2


@pytest.mark.parametrize("mode", ["L", "LA", "CMYK", "RGB"])
def test_a_profile_of_another_kind_is_left_out_with_a_remark(tmp_path: Path, mode: str) -> None:
    profile = grey_profile(2.2) if mode in ("RGB", "CMYK") else SRGB
    ending = "tif" if mode == "CMYK" else "png"
    opened, colour = opened_as(tmp_path / f"p.{ending}", Image.new(mode, (8, 8)), icc_profile=profile)
    assert opened.profile == b"" and "does not fit" in opened.notes[0] and colour.isValid()


@pytest.mark.parametrize("ending", ["png", "gif"])
def test_an_indexed_picture_keeps_its_clear_colour(tmp_path: Path, ending: str) -> None:
    picture = Image.new("P", (8, 8))
    picture.putpalette([255, 0, 0, 0, 255, 0])
    picture.putpixel((1, 0), 1)
    opened, colour = opened_as(tmp_path / f"p.{ending}", picture, transparency=0)
    assert colour.alpha() == 0
    second = flatten(opened.state, opened.planes, QRect(1, 0, 1, 1)).pixelColor(0, 0)
    assert second == QColor(0, 255, 0)


def test_an_indexed_picture_keeps_half_clear_colours_and_its_profile(tmp_path: Path) -> None:
    picture = Image.new("P", (8, 8), 1)
    picture.putpalette([255, 0, 0, 0, 255, 0])
    opened, colour = opened_as(tmp_path / "p.png", picture, transparency=bytes([0, 128]), icc_profile=SRGB)
    assert colour.getRgb() == (0, 255, 0, 128) and opened.profile == SRGB


@pytest.mark.parametrize("name", ["p.psd", "p.ora", "p.jpg", "p.tif", "p"])
def test_the_content_says_what_a_misnamed_file_is(tmp_path: Path, name: str) -> None:
    _, colour = opened_as(tmp_path / name, Image.new("RGB", (8, 8), "red"), format="PNG")
    assert colour == QColor("red")


@pytest.mark.parametrize("ending", [".ora", ".psd"])
def test_layers_under_the_name_of_a_picture_are_opened(tmp_path: Path, ending: str) -> None:
    image = from_pillow(Image.new("RGBA", (30, 20), "teal"))
    state = State(width=30, height=20, layers=(Layer(id="a", name="Sea"), Layer(id="b", name="Sky")))
    write_foreign(tmp_path / f"p{ending}", state, {"a": plane_of(image)})
    (tmp_path / f"p{ending}").rename(tmp_path / "p.png")
    opened, colour = first_pixel(tmp_path / "p.png")
    assert [layer.name for layer in opened.state.layers] == ["Sea", "Sky"] and colour == QColor("teal")


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "P", "LA"])
def test_large_pictures_come_and_go_in_strips_without_a_seam(tmp_path: Path, mode: str) -> None:
    """Larger than a strip, and no multiple of one."""
    numbers = np.random.default_rng(1).integers(0, 256, (2 * interchange.STRIP + 77, 300, 4), np.uint8)
    numbers[..., 3] |= 1
    picture = Image.fromarray(numbers).convert(mode)
    picture.save(tmp_path / "p.png")
    opened = read_foreign(tmp_path / "p.png")
    assert np.array_equal(
        np.asarray(flat_pillow(opened.state, opened.planes)),
        np.asarray(to_pillow(from_pillow(picture.convert("RGBA")))),
    )


# Hostile


def refused(path: Path) -> StudioError:
    with pytest.raises(StudioError) as caught:
        read_foreign(path)
    assert caught.value.kind is ErrorKind.FILE_BROKEN and path.name in caught.value.sentence
    assert caught.value.advice
    return caught.value


def ora(path: Path, layers: str, size: int, data: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "image/openraster")
        archive.writestr("stack.xml", f'<image w="{size}" h="{size}"><stack>{layers}</stack></image>')
        archive.writestr("data/a.png", data)
    return path


def test_layers_that_are_absurd_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interchange, "ALL_PIXELS_MOST", 5 * 100 * 100)
    data = png(100, 100, 8, 2, b"abc")
    five = ora(tmp_path / "five.ora", '<layer src="data/a.png"/>' * 5, 100, data)
    assert len(read_foreign(five).state.layers) == 5
    assert (
        "together" in refused(ora(tmp_path / "six.ora", '<layer src="data/a.png"/>' * 6, 100, data)).sentence
    )


@pytest.mark.parametrize("place", [2_000_000, -2_000_000, 2**31 - 20, -(2**31), 10**9, 10**30])
def test_a_layer_out_of_reach_is_left_out_or_refused(tmp_path: Path, place: int) -> None:
    """What lies where no document reaches could neither be saved nor kept by autosave."""
    path = ora(
        tmp_path / "far.ora",
        "".join(f'<layer src="data/a.png" {where}/>' for where in ("", f'x="{place}"', f'y="{place}"')),
        100,
        png(100, 100, 8, 2, b"abc"),
    )
    try:
        opened = read_foreign(path)
    except StudioError as error:
        assert error.kind is ErrorKind.FILE_BROKEN
        return
    assert len(opened.planes) == 1 and any("outside" in note for note in opened.notes)


READ_AND_WEIGH = """
import os, resource, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from studio.core.errors import StudioError
from studio.ui.canvas.files.formats import read_foreign
from studio.ui.canvas.files import openraster, photoshop, pictures
import PIL.ImageCms, PIL.PngImagePlugin, numpy, psd_tools
application = QGuiApplication([])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_foreign(Path(sys.argv[1]))
    print("opened")
except StudioError as error:
    print(error.sentence)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def weighed(path: Path) -> tuple[str, int]:
    """What reading the file in a fresh process says, and the megabytes it took at most."""
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_WEIGH, str(path)],
        stdout=subprocess.PIPE, text=True, check=True, env=dict(os.environ), timeout=120,
    )  # fmt: skip
    said, megabytes = done.stdout.splitlines()
    return said, int(megabytes)


def test_many_large_layers_of_one_colour_do_not_fill_the_memory(tmp_path: Path) -> None:
    """A gigabyte of pixels out of a few kilobytes."""
    data = png(4096, 4096, 8, 6, b"abcd")
    path = ora(tmp_path / "bomb.ora", '<layer src="data/a.png"/>' * 16, 4096, data)
    assert path.stat().st_size < 200_000
    said, megabytes = weighed(path)
    assert said == "opened" and megabytes < 600


def test_a_large_picture_is_held_once(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(png(8192, 8192, 8, 0, b"g"))
    said, megabytes = weighed(path)
    assert said == "opened" and megabytes < 500  # 64 MB grey, 256 MB tiles


@pytest.mark.parametrize("kind", ["png", "gif", "bmp", "tif", "webp", "psd"])
def test_a_header_that_promises_more_than_there_is_costs_little(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"empty.{kind}"
    if kind == "psd":
        head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 4, 16_384, 16_384, 8, 3)
        path.write_bytes(head + bytes(12) + b"\0\0")
    else:
        stream = BytesIO()
        Image.new("L", (50, 50)).save(stream, kind.upper().replace("TIF", "TIFF"))
        data = bytearray(stream.getvalue())
        match kind:
            case "png":
                data[16:24] = struct.pack(">II", 16_384, 16_384)
                data[29:33] = struct.pack(">I", zlib.crc32(bytes(data[12:29])))
            case "gif":
                data[6:10] = struct.pack("<HH", 16_384, 16_384)
            case "bmp":
                data[18:26] = struct.pack("<ii", 16_384, 16_384)
            case "tif":
                data = data.replace(struct.pack("<HHI", 256, 4, 1) + struct.pack("<I", 50),
                                    struct.pack("<HHI", 256, 4, 1) + struct.pack("<I", 16_384))  # fmt: skip
            case "webp":
                at = data.index(b"\x9d\x01\x2a") + 3
                data[at : at + 4] = struct.pack("<HH", 16_383, 16_383)
        path.write_bytes(data)
    said, megabytes = weighed(path)
    assert (said == "opened" or path.name in said) and megabytes < 1_400
