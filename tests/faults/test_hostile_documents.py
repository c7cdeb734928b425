"""Document files made to harm: bombs, lies and absurd sizes are refused with a sentence, cheaply."""

import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import Layer, State
from studio.storage.documents import Content, open_document, save_document
from tests.fakes.painted import noise, tile

MEGABYTE = 1024 * 1024
CONTENT = Content(
    state=State(width=600, height=400, layers=(Layer(id="a", name="Ink"),)),
    tiles={("a", (0, 0)): tile(1), ("a", (1, 0)): noise(1)},
)
Parts = dict[str, bytes]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "hostile.atelier"
    save_document(path, CONTENT)
    return path


def rebuilt(path: Path, change: Callable[[Parts], object], method: int = zipfile.ZIP_STORED) -> None:
    """The document zipped anew after ``change``."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def refusal(path: Path, most: int = 100 * MEGABYTE) -> StudioError:
    """The sentence with which the document is refused, at a bounded cost of memory."""
    tracemalloc.start()
    try:
        with pytest.raises(StudioError) as caught:
            open_document(path)
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()
    assert path.name in caught.value.sentence and caught.value.sentence.endswith(".")
    return caught.value


def with_manifest(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    def edit(parts: Parts) -> None:
        manifest = msgspec.json.decode(parts["manifest.json"])
        change(manifest)
        parts["manifest.json"] = msgspec.json.encode(manifest)

    rebuilt(path, edit)


def test_a_newer_schema(path: Path) -> None:
    with_manifest(path, lambda manifest: manifest.update(schema=2, state="unheard of"))
    error = refusal(path)
    assert error.kind is ErrorKind.DOCUMENT_NEWER and "newer" in error.sentence


@pytest.mark.parametrize(
    "fields",
    [
        {"width": 10**9},
        {"width": 31_623, "height": 31_623},
        {"height": 0},
        {"width": -5},
        {"width": 10**40},
        {"width": "wide"},
        {"layers": [{"id": "a", "name": ""}, {"id": "a", "name": ""}]},
        {"layers": [{"id": "g", "name": "", "kind": "group", "children": [{"id": "g", "name": ""}]}]},
        {"layers": [{"id": "selection", "name": ""}]},
        {"layers": [{"id": "../../etc/passwd", "name": ""}]},
        {"layers": [{"id": "a", "name": "", "kind": "virus"}]},
        {"layers": [{"id": "a", "name": "", "children": [{"id": "b", "name": ""}]}]},
        {"layers": [{"id": "a", "name": "", "opacity": 1e300}]},
        {"layers": [{"id": "a", "name": ""}] * 100_000},
        {"layers": [{"id": f"a{number}", "name": ""} for number in range(5_000)]},
        {"layers": None},
    ],
)  # fmt: skip
def test_states_that_cannot_be(path: Path, fields: dict[str, Any]) -> None:
    with_manifest(path, lambda manifest: manifest["state"].update(fields))
    assert refusal(path).kind is ErrorKind.FILE_BROKEN


@pytest.mark.parametrize("depth", [65, 300, 900, 10_000])
def test_groups_without_end(path: Path, depth: int) -> None:
    layers = "".join(f'[{{"id":"g{level}","name":"","kind":"group","children":' for level in range(depth))
    text = f'{{"schema":1,"state":{{"width":5,"height":5,"layers":{layers}[]{"}]" * depth}}}}}'
    rebuilt(path, lambda parts: parts.update({"manifest.json": text.encode()}))
    assert refusal(path).kind is ErrorKind.FILE_BROKEN


def test_what_is_merely_off_is_mended(path: Path) -> None:
    with_manifest(path, lambda manifest: manifest.update(dpi=-3))
    with_manifest(
        path,
        lambda manifest: manifest["state"].update(
            active="gone", frame=[10**12, 0, 0, -5], key="../x", origin=[10**12, 0]
        ),
    )
    content = open_document(path).content
    assert content.dpi == 72.0 and content.state == State(
        width=600, height=400, layers=CONTENT.state.layers, frame=(0, 0, 600, 400)
    )


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{}", b"\xff\xfe", b'{"schema":true}', b'{"schema":0}', b"[" * 10**5]
)
def test_manifests_that_are_none(path: Path, text: bytes) -> None:
    rebuilt(path, lambda parts: parts.update({"manifest.json": text}))
    assert refusal(path).kind is ErrorKind.FILE_BROKEN


@pytest.mark.parametrize("name", ["manifest.json", "mimetype", "profile.icc", "preview/x", "planes/a.index"])
def test_a_bomb_is_not_unpacked(path: Path, name: str) -> None:
    rebuilt(path, lambda parts: parts.update({name: bytes(300 * MEGABYTE)}), zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < MEGABYTE
    refusal(path)


def test_a_bomb_that_says_it_is_small_is_not_unpacked(path: Path) -> None:
    rebuilt(path, lambda parts: parts.update({"profile.icc": bytes(300 * MEGABYTE)}), zipfile.ZIP_DEFLATED)
    data = path.read_bytes()
    size = struct.pack("<I", 300 * MEGABYTE)
    assert data.count(size) == 2
    path.write_bytes(data.replace(size, struct.pack("<I", 1000)))
    refusal(path, 10 * MEGABYTE)


def test_many_parts_that_are_large_together(path: Path) -> None:
    part = bytes(40 * MEGABYTE)
    rebuilt(path, lambda parts: parts.update({"preview/a": part, "preview/b": part}), zipfile.ZIP_DEFLATED)
    refusal(path, 200 * MEGABYTE)


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a\\b", "C:x", "planes/../x", "a//b", "folder/", "ä", "a\nb"]
)
def test_names_that_lead_elsewhere(path: Path, name: str) -> None:
    rebuilt(path, lambda parts: parts.update({name: b""}))
    assert "strange name" in refusal(path).sentence


def test_two_parts_of_one_name(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("manifest.json", b"{}")
    assert "two parts" in refusal(path).sentence


def test_a_list_of_far_too_many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(zipfile.ZipInfo(f"preview/{number:0200}"), b"")
    assert "absurdly long" in refusal(path).sentence


def test_an_encrypted_document(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in refusal(path).sentence


def test_pixels_compressed_by_another_program(path: Path) -> None:
    rebuilt(path, lambda parts: None, zipfile.ZIP_DEFLATED)
    assert "compressed" in refusal(path).sentence


def index(*records: tuple[int, int, int]) -> bytes:
    return b"".join(struct.pack("<iiI", *record) for record in records)


LENGTHS = len(tile(1)), len(noise(1))


@pytest.mark.parametrize(
    "lie",
    [
        b"",
        b"cut",
        index((0, 0, LENGTHS[0])),
        index((0, 0, LENGTHS[0]), (1, 0, LENGTHS[1] + 1)),
        index((0, 0, LENGTHS[0]), (1, 0, LENGTHS[1]), (2, 0, 500)),
        index((0, 0, LENGTHS[0]), (0, 0, LENGTHS[1])),
        index((1, 0, LENGTHS[0]), (0, 0, LENGTHS[1])),
        index((0, 0, sum(LENGTHS) - 10), (1, 0, 10)),
        index((2**31 - 1, 0, LENGTHS[0]), (0, 1, LENGTHS[1])),
        index((0, 0, 2**32 - 1), (1, 0, LENGTHS[1])),
    ],
)  # fmt: skip
def test_indexes_that_lie(path: Path, lie: bytes) -> None:
    rebuilt(path, lambda parts: parts.update({"planes/a.index": lie}))
    assert refusal(path).kind is ErrorKind.FILE_BROKEN


@pytest.mark.parametrize("name", ["planes/a.index", "planes/a.tiles", "mimetype", "manifest.json"])
def test_parts_that_are_missing(path: Path, name: str) -> None:
    rebuilt(path, lambda parts: parts.pop(name))
    assert refusal(path).kind is ErrorKind.FILE_BROKEN


def test_a_tile_that_is_a_bomb_opens_but_does_not_unpack(path: Path) -> None:
    from studio.storage.documents import unpack_tile

    bomb = zlib.compress(bytes(100 * MEGABYTE), 9)
    parts = {"planes/a.tiles": bomb, "planes/a.index": index((0, 0, len(bomb)))}
    rebuilt(path, lambda old: old.update(parts))
    packed = open_document(path).content.tiles[("a", (0, 0))]
    assert callable(packed)
    tracemalloc.start()
    with pytest.raises(StudioError):
        unpack_tile(packed())
    assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    tracemalloc.stop()


def central(data: bytes | bytearray, name: bytes) -> int:
    """Where the entry ``name`` begins in the list of parts."""
    return data.rindex(name) - 46


@pytest.mark.parametrize(
    ("offset", "number"),
    [
        (20, 2**32 - 1),  # packed size: look into an extra field that is not there
        (24, 2**32 - 1),
        (42, 2**32 - 1),
        (20, 2**31),
        (24, 2**31),
        (42, 2**31),
        (42, 0),  # lies on the first part
        (20, 10),
        (10, 99),  # method
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", [b"planes/a.tiles", b"manifest.json"])
def test_sizes_and_offsets_that_lie(path: Path, name: bytes, offset: int, number: int) -> None:
    data = bytearray(path.read_bytes())
    at = central(data, name) + offset
    size = 2 if offset == 10 else 4
    data[at : at + size] = number.to_bytes(4, "little")[:size]
    path.write_bytes(data)
    assert refusal(path).kind is ErrorKind.FILE_BROKEN


@pytest.mark.parametrize("start", [0, 2**40, 2**64 - 1])
@pytest.mark.parametrize("count", [0, 7, 2**63])
@pytest.mark.parametrize("size", [0, 2**62, 200])
def test_zip64_records_that_lie(path: Path, start: int, count: int, size: int) -> None:
    data = path.read_bytes()[:-22]
    at = len(data)
    data += struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    data += struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    data += struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2**16 - 1, 2**16 - 1, 2**32 - 1, 2**32 - 1, 0)
    path.write_bytes(data)
    assert refusal(path).kind is ErrorKind.FILE_BROKEN


def test_a_true_zip64_record_is_read(path: Path) -> None:
    data = path.read_bytes()
    *_, count, size, start, _ = struct.unpack("<4s4H2IH", data[-22:])
    at = len(data) - 22
    data = data[:-22] + struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    data += struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    data += struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2**16 - 1, 2**16 - 1, 2**32 - 1, 2**32 - 1, 0)
    path.write_bytes(data)
    assert len(open_document(path).content.tiles) == 2


def test_parts_that_share_their_bytes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    tiles = central(data, b"planes/a.tiles") + 42
    other = central(data, b"planes/a.index") + 42
    data[other : other + 4] = data[tiles : tiles + 4]
    path.write_bytes(data)
    assert "on top of each other" in refusal(path).sentence
