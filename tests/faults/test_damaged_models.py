"""Hundreds of damaged model files: each is listed with a sentence that names it; nothing raises or hangs."""

import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.core.discovery import image_families
from studio.core.identify import BITS
from studio.core.paths import Folders
from studio.storage.models import ModelEntry, Models
from tests.core.test_checkpoint import MODELS
from tests.fakes.gguf_headers import write_gguf
from tests.fakes.mark_layouts import header_of

LAYER = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k"
HEADER: dict[str, Any] = {
    f"{LAYER}.lora_down.weight": {"dtype": "F16", "shape": [4, 768], "data_offsets": [0, 6144]},
    f"{LAYER}.lora_up.weight": {"dtype": "F16", "shape": [320, 4], "data_offsets": [6144, 8704]},
    "__metadata__": {"ss_network_dim": "4"},
}
SIZE = 8704


def packed(header: object, size: int = SIZE, length: int | None = None) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + bytes(size)


GOOD = packed(HEADER)
FRONT = len(GOOD) - SIZE


def changed(key: str, **fields: object) -> bytes:
    name = f"{LAYER}.{key}.weight"
    return packed(HEADER | {name: HEADER[name] | fields})


def without(key: str, field: str) -> bytes:
    name = f"{LAYER}.{key}.weight"
    return packed(HEADER | {name: {one: value for one, value in HEADER[name].items() if one != field}})


def cut_files() -> Iterator[tuple[str, bytes]]:
    """Cut at every byte of the header, and around the bounds of the tensors."""
    for end in range(FRONT):
        yield f"cut at {end}", GOOD[:end]
    for bound in (0, 1, 6143, 6144, 6145, 8700, 8703):
        yield f"cut in weights {bound}", GOOD[: FRONT + bound]


def lying_lengths() -> Iterator[tuple[str, bytes]]:
    text = json.dumps(HEADER).encode()
    for length in (
        0,
        1,
        2,
        7,
        len(text) - 1,
        len(text) + 1,
        len(text) + SIZE,
        2**31,
        2**32,
        2**63,
        2**64 - 1,
    ):
        yield f"length {length}", packed(HEADER, length=length)


def odd_tensors() -> Iterator[tuple[str, bytes]]:
    for dtype in (*sorted(set(BITS) - {"F16", "BF16", "I16", "U16"}), "f16", "", "F17", "weight"):
        yield f"type {dtype}", changed("lora_up", dtype=dtype)
    for dtype in (None, 7, ["F16"], {}):
        yield f"type as {type(dtype).__name__}", changed("lora_up", dtype=dtype)
    shapes: list[Any] = [
        None, 7, "x", [4], [4, 320, 2], [320], [-320, -4], [-320, 4], [320.0, 4], ["320", 4], [[320], [4]],
        [None, 4], {}, [2**62, 2**62], [0, 4], [10**15] * 5,
    ]  # fmt: skip
    for number, shape in enumerate(shapes):
        yield f"shape {number}", changed("lora_up", shape=shape)
    places: list[Any] = [
        None, 7, [], [6144], [6144, 8704, 1], [8704, 6144], [-1, 8704], [6144, -1], [6144, 8702],
        [6144, 99_999], [6146, 8704], ["6144", "8704"], [6144.0, 8704.0], [2**62, 2**63], {"a": 1},
        [6144, 2**80],
    ]  # fmt: skip
    for number, place in enumerate(places):
        yield f"place {number}", changed("lora_up", data_offsets=place)
    name = f"{LAYER}.lora_up.weight"
    yield "hole", packed(HEADER | {name: HEADER[name] | {"data_offsets": [6200, 8760]}}, 8760)
    yield "places of three", packed({name: HEADER[name] | {"data_offsets": [0, 1, 2560]}})
    for field in ("dtype", "shape", "data_offsets"):
        yield f"no {field}", without("lora_up", field)
    for number, entry in enumerate((None, 7, "text", [], [1], True)):
        yield f"entry {number}", packed(HEADER | {"x": entry})


def odd_json() -> Iterator[tuple[str, bytes]]:
    text = json.dumps(HEADER)
    first = text.index('"lora_unet')
    one = text[first : text.index("}", first) + 1]
    yield "twice", packed(text.replace(one, f"{one}, {one}").encode())
    deep = b'{"__metadata__": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    yield "deep", packed(deep)
    yield "deep objects", packed(b'{"a":' * 100_000)
    yield "NaN", packed(text.replace("320, 4", "NaN, 4").encode())
    yield "infinity", packed(text.replace("320, 4", "Infinity, 4").encode())
    yield "long number", packed(text.replace("320, 4", "9" * 5000 + ", 4").encode())
    yield "tail", packed(text.encode() + b"}")
    yield "list", packed([HEADER])
    yield "text", packed("header")
    yield "number", packed(7)
    yield "nothing", packed(b"null")
    yield "not UTF-8", packed(text.replace("lora_up", "\xff\xfe").encode("latin-1"))
    yield "zeros", packed(bytes(400))
    yield "noise", bytes(range(256)) * 40
    yield "empty object", packed({}, 0)
    yield "metadata alone", packed({"__metadata__": {"a": "b"}}, 0)


def other_formats() -> Iterator[tuple[str, bytes]]:
    yield "picture", b"\x89PNG\r\n\x1a\n" + bytes(400)
    yield "page", b"<!doctype html><title>404</title>" * 20
    yield "pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123\n"
    yield "GGUF", b"GGUF" + struct.pack("<IQQ", 3, 0, 0) + bytes(64)
    yield "pickle", b"\x80\x02}q\x00."
    yield "archive", b"PK\x03\x04" + bytes(200)
    yield "half download", bytes(4000)


def damaged_files() -> dict[str, bytes]:
    made = [*cut_files(), *lying_lengths(), *odd_tensors(), *odd_json(), *other_formats()]
    assert len(dict(made)) == len(made)
    return dict(made)


def listed(folders: Folders) -> dict[str, ModelEntry]:
    models = Models(folders, [], image_families())
    return {Path(entry.path).name: entry for entry in models.all()}


def says_why(name: str, entry: ModelEntry) -> None:
    assert Path(name).stem in entry.problem, "the sentence names the file"
    assert entry.problem.endswith(".") and entry.advice.endswith(".") and not entry.runs, name
    assert "\n" not in entry.problem and "Error" not in entry.problem and "Errno" not in entry.problem, name


def test_every_damaged_file_is_listed_with_a_sentence(folders: Folders) -> None:
    files = damaged_files()
    assert len(files) >= 300
    folders.models.mkdir(parents=True)
    for name, content in files.items():
        (folders.models / f"{name}.safetensors").write_bytes(content)
    (folders.models / "good.safetensors").write_bytes(GOOD)
    found = listed(folders)
    assert {f"{name}.safetensors" for name in files} <= found.keys()
    for name in files:
        says_why(f"{name}.safetensors", found[f"{name}.safetensors"])
    assert found["good.safetensors"].problem == "" and found["good.safetensors"].kind == "lora"
    again = listed(folders)
    assert {name: entry.problem for name, entry in again.items()} == {
        name: entry.problem for name, entry in found.items()
    }, "remembered as they were told"


def test_whole_models_that_lack_something_say_so(folders: Folders) -> None:
    folders.models.mkdir(parents=True)
    names = []
    for build, shapes in MODELS.items():
        parts = sorted({key.split(".")[0] for key in shapes})
        needed = ["model.diffusion_model.input_blocks.0.0.weight", "model.diffusion_model.out.2.weight"]
        lacking = {f"{build} without {part}": f"{part}." for part in parts} | {
            f"{build} without {number}": key for number, key in enumerate(needed)
        }
        for name, start in lacking.items():
            kept = {key: [1] for key in shapes if not key.startswith(start)}
            data = packed(header_of(kept), 2 * len(kept))
            (folders.models / f"{name}.safetensors").write_bytes(data)
            names.append(f"{name}.safetensors")
    found = listed(folders)
    for name in names:
        says_why(name, found[name])


def test_gguf_files_cut_anywhere_say_so(folders: Folders) -> None:
    folders.models.mkdir(parents=True)
    whole = write_gguf(
        folders.models / "whole.gguf", {"double_blocks.0.img_attn.proj.weight": [32, 32]}, "flux"
    )
    data = whole.read_bytes()
    ends = [*range(0, len(data) - 4096, 5), len(data) - 4096, len(data) - 1]
    for end in ends:
        (folders.models / f"cut {end}.gguf").write_bytes(data[:end])
    found = listed(folders)
    for end in ends:
        says_why(f"cut {end}.gguf", found[f"cut {end}.gguf"])
    assert found["whole.gguf"].kind == "gguf_image" and found["whole.gguf"].family == "flux1"


def test_what_is_no_file_at_all_says_so(folders: Folders) -> None:
    place = folders.models / "deep" / "down"
    place.mkdir(parents=True)
    (place / "folder.safetensors").mkdir()
    (place / "filled.gguf").mkdir()
    (place / "filled.gguf" / "notes.txt").write_text("x")
    (place / "self.safetensors").symlink_to(place / "self.safetensors")
    (place / "one.safetensors").symlink_to(place / "two.safetensors")
    (place / "two.safetensors").symlink_to(place / "one.safetensors")
    (place / "lost.safetensors").symlink_to(place / "nowhere")
    (place / "lost.gguf").symlink_to(place / "nowhere")
    (place / "round").symlink_to(folders.models)
    for name in ("pipe.safetensors", "pipe.gguf", "pipe.ckpt"):
        os.mkfifo(place / name)
    found = listed(folders)
    for name in (
        "folder.safetensors", "filled.gguf", "self.safetensors", "one.safetensors", "two.safetensors",
        "lost.safetensors", "lost.gguf", "pipe.safetensors", "pipe.gguf", "pipe.ckpt",
    ):  # fmt: skip
        says_why(name, found[name])
    assert "folder with the ending of a file" in found["folder.safetensors"].problem
    assert "no ordinary file" in found["pipe.safetensors"].problem


def test_a_file_that_may_not_be_read_says_so(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    folders.models.mkdir(parents=True)
    names = ("locked.safetensors", "locked.gguf", "locked.ckpt")
    for name in names:
        (folders.models / name).write_bytes(GOOD)
    real = open

    def refuse(file: Any, *args: Any, **more: Any) -> Any:
        if Path(str(file)).name in names:  # the tests may run as somebody who may read everything
            raise PermissionError(13, "Permission denied", str(file))
        return real(file, *args, **more)

    monkeypatch.setattr("builtins.open", refuse)
    found = listed(folders)
    for name in names:
        says_why(name, found[name])
        assert "cannot be read: Permission denied" in found[name].problem


def test_a_header_of_a_hundred_megabytes_is_refused_at_once(folders: Folders) -> None:
    folders.models.mkdir(parents=True)
    for name, length in (("just", 100 * 1024**2), ("more", 100 * 1024**2 + 1), ("vast", 2**40)):
        with open(folders.models / f"{name}.safetensors", "wb") as stream:
            stream.write(struct.pack("<Q", length) + b'{"a":')
            stream.truncate(8 + length + 8 if length < 2**30 else 10**9)
    found = listed(folders)
    for name in ("just", "more", "vast"):
        says_why(f"{name}.safetensors", found[f"{name}.safetensors"])
