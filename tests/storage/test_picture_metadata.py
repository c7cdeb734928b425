"""Reading what pictures say about themselves: every format, and everything that may be wrong."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from studio.core import codec
from studio.core.artifacts import Manifest
from studio.engine.media import write_picture
from studio.storage import picture_metadata
from studio.storage.picture_metadata import look_at, read_any_parameters, read_manifest, read_size

LONG = "a lake, " * 2_000
A1111 = (
    "a cat, sitting\nNegative prompt: dog\n"
    "Steps: 12, Sampler: Euler a, CFG scale: 6.5, Seed: 99, Size: 320x240, Model: m"
)


def xmp(text: str) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        f'xmlns:atelier="https://atelier.example/ns/1.0/" atelier:manifest={quoteattr(text)}/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def picture(path: Path, kind: str, *, packet: bytes = b"", comment: bytes = b"", **more: Any) -> Path:
    """A picture written by Pillow, the way other programs write theirs."""
    if comment:
        exif = Image.Exif()
        exif.get_ifd(0x8769)[0x9286] = comment
        more["exif"] = exif.tobytes()
    if packet:
        more["xmp"] = packet
    Image.new("RGB", (40, 24), "navy").save(path, kind, **more)
    return path


def png_with(
    path: Path, key: str, text: str, *, compressed: bool = False, international: bool = True
) -> Path:
    notes = PngImagePlugin.PngInfo()
    if international:
        notes.add_itxt(key, text, zip=compressed)
    else:
        notes.add_text(key, text, zip=compressed)
    return picture(path, "PNG", pnginfo=notes)


@pytest.mark.parametrize("prompt", ["a lake", "湖 ☃ \U0001f3a8 \"quoted\" <b> & 'x'\n\nlines", LONG])
@pytest.mark.parametrize("compressed", [False, True])
def test_png(tmp_path: Path, make_manifest: Callable[..., Manifest], prompt: str, compressed: bool) -> None:
    manifest = make_manifest(prompt)
    path = png_with(tmp_path / "p.png", "atelier", codec.to_json(manifest), compressed=compressed)
    assert read_manifest(path) == manifest and read_size(path) == (40, 24)


@pytest.mark.parametrize("compressed", [False, True])
def test_plain_png_texts(tmp_path: Path, make_manifest: Callable[..., Manifest], compressed: bool) -> None:
    manifest = make_manifest()
    path = png_with(
        tmp_path / "p.png", "atelier", codec.to_json(manifest), compressed=compressed, international=False
    )
    assert read_manifest(path) == manifest


@pytest.mark.parametrize(("kind", "more"), [("JPEG", {}), ("WEBP", {}), ("WEBP", {"lossless": True})])
@pytest.mark.parametrize("prompt", ["a lake", "湖 \"quoted\" <b> & 'x'\nlines", LONG])
def test_jpeg_and_webp(
    tmp_path: Path, make_manifest: Callable[..., Manifest], kind: str, more: dict[str, Any], prompt: str
) -> None:
    manifest = make_manifest(prompt)
    path = picture(tmp_path / "p", kind, packet=xmp(codec.to_json(manifest)), **more)
    assert read_manifest(path) == manifest and read_size(path) == (40, 24)
    assert read_any_parameters(path)["prompt"] == prompt.strip()


@pytest.mark.parametrize("more", [{}, {"lossless": True}])
def test_the_size_of_a_webp_without_metadata(tmp_path: Path, more: dict[str, Any]) -> None:
    assert read_size(picture(tmp_path / "p", "WEBP", **more)) == (40, 24)


def test_an_xmp_packet_spread_over_segments(tmp_path: Path, make_manifest: Callable[..., Manifest]) -> None:
    manifest = make_manifest("a lake", negative='"' * 19_000)  # each quote becomes six characters
    packet = xmp(codec.to_json(manifest))
    content, mark = b"", b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 32
    for offset in range(0, len(packet), 60_000):
        part = mark + struct.pack(">II", len(packet), offset) + packet[offset : offset + 60_000]
        content += b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part
    whole = picture(tmp_path / "p.jpg", "JPEG").read_bytes()
    (tmp_path / "p.jpg").write_bytes(whole[:2] + content + whole[2:])
    assert read_manifest(tmp_path / "p.jpg") == manifest


@pytest.mark.parametrize(
    "comment",
    [b"UNICODE\x00" + A1111.encode("utf-16-le"), b"UNICODE\x00" + A1111.encode("utf-16-be"),
     b"ASCII\x00\x00\x00" + A1111.encode(), b"\x00" * 8 + A1111.encode()],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_settings_of_other_programs(tmp_path: Path, kind: str, comment: bytes) -> None:
    found = read_any_parameters(picture(tmp_path / "p", kind, comment=comment))
    assert found["prompt"] == "a cat, sitting" and found["negative"] == "dog"
    assert (found["steps"], found["sampler"], found["seed"]) == (12, "euler_a", 99)
    assert (found["width"], found["height"], found["guidance_scale"]) == (320, 240, 6.5)


def test_png_parameters_of_other_programs(tmp_path: Path) -> None:
    path = png_with(tmp_path / "p.png", "parameters", A1111, international=False)
    assert read_any_parameters(path)["seed"] == 99 and read_manifest(path) is None


def test_files_without_any(tmp_path: Path) -> None:
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        path = picture(tmp_path / "p", kind)
        assert read_manifest(path) is None and read_any_parameters(path) == {}
    assert read_manifest(tmp_path / "missing") is None and read_size(tmp_path) == (0, 0)


def test_a_decompression_bomb_is_not_blown_up(tmp_path: Path, make_png: Callable[..., bytes]) -> None:
    bomb = zlib.compress(b" " * (picture_metadata.TEXT_MAX * 20))
    assert len(bomb) < picture_metadata.TEXT_MAX
    data = b"atelier\x00\x01\x00\x00\x00" + bomb
    chunk = struct.pack(">I", len(data)) + b"iTXt" + data + struct.pack(">I", zlib.crc32(b"iTXt" + data))
    plain = make_png({"parameters": A1111})
    path = tmp_path / "bomb.png"
    path.write_bytes(plain[:33] + chunk + plain[33:])
    assert read_manifest(path) is None
    assert read_any_parameters(path)["seed"] == 99  # the rest is still read


def test_dimensions_beyond_reason_are_not_believed(tmp_path: Path, make_png: Callable[..., bytes]) -> None:
    data = bytearray(make_png({"parameters": A1111}))
    data[16:24] = struct.pack(">II", 2**31 - 1, 2**31 - 1)
    (tmp_path / "huge.png").write_bytes(data)
    assert read_size(tmp_path / "huge.png") == (0, 0)
    assert read_any_parameters(tmp_path / "huge.png")["steps"] == 12


@pytest.mark.parametrize(
    "packet",
    [b"not xml https://atelier.example/ns/1.0/",
     b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
     b'<x xmlns:atelier="https://atelier.example/ns/1.0/" atelier:manifest="&a;"/>',
     xmp("not json"), xmp('{"schema": 99}'), xmp("[]"), xmp("{}")],
)  # fmt: skip
def test_hostile_and_foreign_packets_are_no_manifest(tmp_path: Path, packet: bytes) -> None:
    assert read_manifest(picture(tmp_path / "p", "JPEG", packet=packet)) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_every_truncation_is_survived(
    tmp_path: Path, make_manifest: Callable[..., Manifest], kind: str
) -> None:
    text = codec.to_json(make_manifest())
    if kind == "PNG":
        path = png_with(tmp_path / "p", "atelier", text)
    else:
        path = picture(
            tmp_path / "p", kind, packet=xmp(text), comment=b"UNICODE\x00" + A1111.encode("utf-16-be")
        )
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        look_at(path)
        found = read_manifest(path)
        assert found is None or codec.to_json(found) == text


def _samples() -> list[bytes]:
    found = []
    for kind in ("PNG", "JPEG", "WEBP"):
        stream, exif = BytesIO(), Image.Exif()
        exif.get_ifd(0x8769)[0x9286] = b"UNICODE\x00" + A1111.encode("utf-16-le")
        Image.new("RGB", (8, 8)).save(stream, kind, exif=exif.tobytes())
        found.append(stream.getvalue())
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(_samples()), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_changed_bytes_never_raise(tmp_path: Path, sample: bytes, where: int, noise: bytes) -> None:
    path = tmp_path / "noise"
    path.write_bytes(sample[:where] + noise + sample[where + len(noise) :])
    read_manifest(path)
    read_any_parameters(path)
    read_size(path)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("prompt", ["a lake", "湖 ☃ \"<&>' \n\t x", "é" * 3000, "\x01\x0b odd"])
def test_what_the_engine_writes_is_read_back(
    tmp_path: Path, make_manifest: Callable[..., Manifest], kind: str, prompt: str
) -> None:
    manifest = make_manifest(prompt, negative="people, text")
    write_picture(Image.new("RGB", (40, 24)), tmp_path / "p", manifest, kind)
    assert read_manifest(tmp_path / "p") == manifest
    found = read_any_parameters(tmp_path / "p")
    assert found["prompt"] == prompt.strip() and found["negative"] == "people, text"


def test_many_texts_are_not_many_bombs(tmp_path: Path, make_png: Callable[..., bytes]) -> None:
    packed = zlib.compress(bytes(1_000_000))
    chunks = b""
    for number in range(100):
        data = f"key{number}".encode() + b"\x00\x00" + packed
        chunks += struct.pack(">I", len(data)) + b"zTXt" + data + bytes(4)
    plain = make_png({"parameters": "a lake"})
    (tmp_path / "p.png").write_bytes(plain[:33] + chunks + plain[33:])
    assert look_at(tmp_path / "p.png").texts == {"parameters": "a lake"}
