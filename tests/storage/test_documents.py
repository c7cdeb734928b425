"""Document files: what is saved is what is opened, bytes and all; damage and full disks end in sentences."""

import errno
import os
import random
import resource
import string
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import BLENDS, MASK_USES, ControlUse, Layer, Region, State, walk
from studio.core.requests import Adapter
from studio.storage import shared_files
from studio.storage.documents import (
    EXTRAS_MOST,
    SELECTION,
    Content,
    open_document,
    save_document,
    unpack_tile,
)
from studio.storage.packed_tiles import RAW_BYTES
from tests.fakes.painted import noise, number_of, tile

PLAIN = Content(
    state=State(width=600, height=400, layers=(Layer(id="a", name="Ink"), Layer(id="b", name="Paper"))),
    tiles={
        ("a", (0, 0)): tile(1), ("a", (-3, 2)): noise(1), ("b", (0, 0)): noise(2),
        (SELECTION, (1, 1)): tile(9),
    },
    profile=b"icc" * 200,
    thumbnail=b"\x89PNG",
    previews={"half": b"pixels", "quarter": b"px"},
    requests={"b": b'{"schema":1}'},
)  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
fractions = st.floats(0, 1)
leaves = st.builds(
    Layer,
    id=st.just(""),
    name=texts,
    kind=st.sampled_from(["paint", "result", "mask", "control"]),
    visible=st.booleans(),
    locked=st.booleans(),
    alpha_locked=st.booleans(),
    opacity=fractions,
    blend=st.sampled_from(BLENDS),
    folded=st.booleans(),
    mask_use=st.sampled_from(MASK_USES),
    tint=texts,
    region=st.builds(
        Region,
        prompt=texts,
        negative=texts,
        weight=st.floats(0, 2),
        adapters=st.lists(st.builds(Adapter, model=texts, weight=st.floats(-2, 2)), max_size=2).map(tuple),
    ),
    control=st.builds(ControlUse, model=texts, weight=fractions, begin=fractions, end=fractions),
    artifact=texts,
)
layers = st.recursive(
    leaves,
    lambda inner: st.builds(
        Layer,
        id=st.just(""),
        name=texts,
        kind=st.just("group"),
        visible=st.booleans(),
        opacity=fractions,
        blend=st.sampled_from(BLENDS),
        folded=st.booleans(),
        children=st.lists(inner, max_size=3).map(tuple),
    ),
    max_leaves=6,
)


def with_ids(found: tuple[Layer, ...], ids: Iterator[str]) -> tuple[Layer, ...]:
    return tuple(
        msgspec.structs.replace(layer, id=next(ids), children=with_ids(layer.children, ids))
        for layer in found
    )


@st.composite
def contents(draw: Callable[..., Any]) -> Content:
    named = with_ids(tuple(draw(st.lists(layers, max_size=4))), iter(f"l{number}" for number in range(1000)))
    ids = [layer.id for layer in walk(named)]
    keys = st.tuples(st.integers(-70, 70), st.integers(-70, 70))
    places = st.tuples(st.sampled_from([*ids, SELECTION]), keys)
    tiles = st.one_of(st.integers(0, 9).map(tile), st.integers(0, 3).map(noise))
    return Content(
        state=State(
            width=draw(st.integers(1, 16_384)),
            height=draw(st.integers(1, 16_384)),
            layers=named,
            key=draw(st.sampled_from(["", "k3y"])),
            origin=draw(st.tuples(*[st.integers(-9999, 9999)] * 2)),
            active=draw(st.sampled_from([*ids, ""])),
            selected=draw(st.booleans()),
            frame=draw(st.tuples(*[st.integers(-9999, 9999)] * 2, *[st.integers(1, 4096)] * 2)),
        ),
        tiles=draw(st.dictionaries(places, tiles, max_size=8)),
        dpi=draw(st.sampled_from([72.0, 299.99, 1.0])),
        profile=draw(st.binary(max_size=60)),
        thumbnail=draw(st.binary(max_size=60)),
        previews=draw(
            st.dictionaries(st.text(string.ascii_letters, min_size=1, max_size=5), st.binary(), max_size=3)
        ),
        requests=draw(st.dictionaries(st.sampled_from(ids), st.binary(min_size=1), max_size=2))
        if ids
        else {},
    )


def plain(content: Content) -> Content:
    """With its tiles read."""
    tiles = {
        place: packed if isinstance(packed, bytes) else packed() for place, packed in content.tiles.items()
    }
    return Content(**{**vars(content), "tiles": tiles})


@given(contents())
@settings(max_examples=60, deadline=None)
def test_what_is_saved_is_opened_and_saving_it_again_gives_the_same_bytes(content: Content) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "one.atelier", Path(folder) / "two.atelier"
        assert save_document(first, content) == open_document(first).stamp
        opened = open_document(first)
        assert plain(opened.content) == content
        save_document(second, opened.content)
        assert second.read_bytes() == first.read_bytes()
        save_document(first, opened.content)  # onto the file that the tiles are read from
        assert second.read_bytes() == first.read_bytes()
        assert names(Path(folder)) == ["one.atelier", "two.atelier"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "drawing.atelier"
    save_document(path, PLAIN)
    return path


def test_any_zip_program_reads_it(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.read("thumbnail.png") == PLAIN.thumbnail
        assert archive.read("planes/a.tiles") == tile(1) + noise(1)


def test_tiles_of_an_opened_document_outlive_saving_and_deleting(path: Path) -> None:
    opened = open_document(path)
    save_document(path, Content(state=PLAIN.state, tiles={("a", (0, 0)): tile(5)}))
    assert plain(opened.content) == PLAIN
    path.unlink()
    assert plain(opened.content) == PLAIN


def test_a_file_that_was_only_touched_is_still_read(path: Path) -> None:
    """Backup programs and network folders set times; that is no other file."""
    opened = open_document(path)
    os.utime(path, ns=(1, 1))
    assert plain(opened.content) == PLAIN
    data = path.read_bytes()
    at = data.index(noise(2)) + 5000
    with open(path, "r+b") as stream:  # the same size, but another content
        stream.seek(at)
        stream.write(b"another")
        stream.seek(data.rindex(b"planes/b.tiles") - 46 + 16)
        stream.write(b"\1\2\3\4")  # and its checksum
    assert "changed by another program" in fault(lambda: plain(opened.content)).sentence


def test_keys_of_a_later_program_survive(path: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = msgspec.json.decode(parts["manifest.json"])
    manifest["palette"] = {"colours": [1, 2]}
    manifest["state"]["grid"] = 16
    manifest["state"]["layers"][1]["glow"] = 0.5
    manifest["state"]["layers"][1]["region"]["mood"] = "calm"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, msgspec.json.encode(manifest) if name == "manifest.json" else data)
    content = open_document(path).content
    turned = msgspec.structs.replace(content.state, layers=content.state.layers[::-1])
    save_document(tmp_path / "again", Content(**{**vars(content), "state": turned}))
    with zipfile.ZipFile(tmp_path / "again") as archive:
        kept = msgspec.json.decode(archive.read("manifest.json"))
    assert kept["palette"] == {"colours": [1, 2]} and kept["state"]["grid"] == 16
    assert (
        kept["state"]["layers"][0]["glow"] == 0.5 and kept["state"]["layers"][0]["region"]["mood"] == "calm"
    )
    assert "glow" not in kept["state"]["layers"][1]


def test_planes_without_a_layer_are_left_out(tmp_path: Path) -> None:
    save_document(tmp_path / "x", Content(state=PLAIN.state, tiles={("gone", (0, 0)): tile(1)}))
    assert not open_document(tmp_path / "x").content.tiles


def test_half_characters_in_names_are_replaced(tmp_path: Path) -> None:
    state = State(width=1, height=1, layers=(Layer(id="a", name="\ud83c"),))
    save_document(tmp_path / "x", Content(state=state))
    assert open_document(tmp_path / "x").content.state.layers[0].name == "?"


def test_saving_through_a_link_keeps_the_link_and_the_rights(path: Path, tmp_path: Path) -> None:
    path.chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(path)
    save_document(link, Content(state=PLAIN.state))
    assert link.is_symlink() and not open_document(path).content.tiles
    assert path.stat().st_mode & 0o777 == 0o600


def test_cancelling_leaves_everything_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    seen: list[tuple[int, int]] = []
    stamp = save_document(path, PLAIN, progress=lambda *at: seen.append(at), cancelled=lambda: len(seen) == 2)
    assert stamp is None and seen == [(1, 4), (2, 4)]
    assert path.read_bytes() == before and names(path.parent) == [path.name]


def fault(call: Callable[[], object]) -> StudioError:
    with pytest.raises(StudioError) as caught:
        call()
    assert caught.value.sentence.endswith(".")
    return caught.value


# Full and forbidden disks


def test_a_full_disk_at_any_point_harms_nothing(path: Path) -> None:
    """A real error: the system refuses to let a file grow beyond a limit, wherever that falls."""
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = len(before)
    for most in (*range(0, 1000, 97), size // 3, size // 2, *range(size - 900, size, 97), size - 1):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
        try:
            error = fault(lambda: save_document(path, PLAIN))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert error.kind is ErrorKind.DISK_FULL and path.name in error.sentence
        assert path.read_bytes() == before and names(path.parent) == [path.name]


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, ErrorKind.DISK_FULL), (errno.EROFS, ErrorKind.NOT_WRITABLE)]
)
def test_any_step_may_fail(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, kind: ErrorKind
) -> None:
    before = path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        assert fault(lambda: save_document(path, Content(state=PLAIN.state))).kind is kind
    assert path.read_bytes() == before and names(path.parent) == [path.name]


def test_places_that_cannot_be_written(path: Path, tmp_path: Path) -> None:
    for place in (path / "below.atelier", tmp_path / "none" / "x.atelier", Path("/proc/x.atelier"), tmp_path):
        error = fault(lambda place=place: save_document(place, PLAIN))
        assert error.kind is ErrorKind.NOT_WRITABLE and place.name in error.sentence
    assert names(tmp_path) == [path.name]


def test_a_write_protected_file_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(
        os, "access", lambda place, mode: False
    )  # the tests may run as root, whom all is allowed
    assert "write-protected" in fault(lambda: save_document(path, Content(state=PLAIN.state))).sentence
    assert path.read_bytes() == before


def test_a_source_that_fails_leaves_the_old_file(path: Path) -> None:
    opened = open_document(path)
    before = path.read_bytes()
    with open(path, "ab") as stream:
        stream.write(b"another program was here")
    error = fault(lambda: save_document(path, opened.content))
    assert error.kind is ErrorKind.FILE_BROKEN and "changed by another program" in error.sentence
    assert path.read_bytes().startswith(before) and names(path.parent) == [path.name]


@pytest.mark.parametrize(
    "content",
    [
        Content(state=State(width=0, height=5)),
        Content(state=State(width=5, height=16_385)),
        Content(state=State(width=5, height=5, layers=(Layer(id="../x", name=""),))),
        Content(state=State(width=5, height=5, layers=(Layer(id="selection", name=""),))),
        Content(state=State(width=5, height=5, layers=(Layer(id="a", name="", opacity=float("nan")),))),
        Content(state=PLAIN.state, tiles={("a", (5000, 0)): tile(1)}),
        Content(state=PLAIN.state, previews={"x": bytes(EXTRAS_MOST + 1)}),
    ],
)  # fmt: skip
def test_what_could_not_be_opened_is_not_saved(path: Path, content: Content) -> None:
    before = path.read_bytes()
    assert fault(lambda: save_document(path, content)).kind is ErrorKind.INVALID_REQUEST
    assert path.read_bytes() == before


# Damage


def read_all(path: Path) -> Content | None:
    """The document with unpacked tiles; None when it is refused with a sentence. Anything else fails."""
    try:
        content = plain(open_document(path).content)
        for packed in content.tiles.values():
            assert isinstance(packed, bytes)
            unpack_tile(packed)
    except StudioError as error:
        assert error.kind in (ErrorKind.FILE_BROKEN, ErrorKind.DOCUMENT_NEWER) and error.sentence
        return None
    return content


def damaged_copies(whole: bytes, seed: int) -> Iterator[bytes]:
    """Cut, flipped, doubled and zeroed; mostly where the zip's own records are."""
    source = random.Random(seed)
    tail = len(whole) - 1800
    for round_ in range(250):
        at = source.randrange(len(whole)) if round_ % 3 else source.randrange(tail, len(whole))
        data = bytearray(whole)
        match round_ % 5:
            case 0 | 1:
                data[at] ^= 1 << source.randrange(8)
            case 2:
                del data[at:]
            case 3:
                data[at : at + source.randrange(1, 40)] = bytes(source.randrange(40))
            case _:
                data[at:at] = data[at : at + source.randrange(1, 40)]
        yield bytes(data)


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_file_is_refused_or_right(path: Path, seed: int) -> None:
    whole = path.read_bytes()
    refused = 0
    for data in damaged_copies(whole, seed):
        path.write_bytes(data)
        content = read_all(path)
        if content is None:
            refused += 1
        else:
            assert content.tiles == PLAIN.tiles or all(
                unpack_tile(bytes(content.tiles[place])) == unpack_tile(bytes(PLAIN.tiles[place]))  # type: ignore[arg-type]
                for place in PLAIN.tiles
            )
            assert content.state == PLAIN.state and content.profile == PLAIN.profile
    assert refused > 150


def test_every_cut_of_the_end_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in (0, 1, 2, 21, 22, 23, 100, len(whole) // 2, *range(len(whole) - 1500, len(whole), 7)):
        path.write_bytes(whole[:length])
        assert read_all(path) is None


def test_places_that_cannot_be_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "empty").touch()
    (tmp_path / "picture").write_bytes(b"\x89PNG" * 100)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    for name in ("pipe", "loop", "empty", "picture", "other.zip", "missing", "."):
        error = fault(lambda name=name: open_document(tmp_path / name))
        assert error.kind is ErrorKind.FILE_BROKEN and "The document" in error.sentence
    assert "no Atelier document" in fault(lambda: open_document(tmp_path / "other.zip")).sentence
    assert fault(lambda: open_document(Path("a\0b"))).kind is ErrorKind.FILE_BROKEN


def test_a_file_without_read_permission(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> int:  # the tests may run as root, whom all is allowed
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(shared_files, "_open", refuse)
    assert "Permission denied" in fault(lambda: open_document(path)).sentence


def test_a_link_to_a_document_opens(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(path)
    assert open_document(tmp_path / "link").path == path


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"junk",
        zlib.compress(bytes(RAW_BYTES - 1)),
        zlib.compress(bytes(RAW_BYTES + 1)),
        zlib.compress(bytes(1000 * RAW_BYTES)),
        zlib.compress(bytes(RAW_BYTES))[:-1],
        tile(1)[:-4] + b"0000",
        tile(1) + noise(1),
    ],
)
def test_only_whole_tiles_are_unpacked(packed: bytes) -> None:
    assert fault(lambda: unpack_tile(packed)).kind is ErrorKind.FILE_BROKEN


def test_a_damaged_tile_does_not_hide_the_others(path: Path) -> None:
    data = bytearray(path.read_bytes())
    at = data.index(noise(2)) + 5000
    data[at] ^= 0x40
    path.write_bytes(data)
    content = open_document(path).content
    assert number_of(content.tiles[("a", (0, 0))]()) == 1  # type: ignore[operator]
    assert fault(lambda: unpack_tile(content.tiles[("b", (0, 0))]())).kind is ErrorKind.FILE_BROKEN  # type: ignore[operator]
