"""Histories, manifests, staged pictures and tiny files written by hand, for the storage tests."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from studio.core import codec
from studio.core.artifacts import Artifact, Manifest, ModelUsed, Staged
from studio.core.jobs import new_id, utc_now
from studio.core.paths import Folders
from studio.core.placement import Placement
from studio.core.requests import ImageRequest


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def tiny_png(texts: dict[str, str], width: int = 8, height: int = 8) -> bytes:
    """A real greyscale PNG with iTXt texts."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\x00" + bytes(width)) * height)
    notes = b"".join(
        png_chunk(b"iTXt", key.encode() + b"\x00\x00\x00\x00\x00" + text.encode())
        for key, text in texts.items()
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + notes
        + png_chunk(b"IDAT", pixels)
        + png_chunk(b"IEND", b"")
    )


def a_manifest(
    prompt: str = "a lake", seed: int = 1, index: int = 0, created: str = "", **more: object
) -> Manifest:
    request = ImageRequest(prompt=prompt, model="starter", width=64, height=64, seed=seed)
    return Manifest(
        program="Atelier 0.1.0",
        request=msgspec.structs.replace(request, **more),
        index=index,
        seed=seed + index,
        model=ModelUsed(id="starter", name="Flat landscapes", family="sd1", sha256="ab" * 32),
        placement=Placement(device="cpu", precision="fp32"),
        device_name="a processor",
        versions={"torch": "2"},
        seconds={"denoising": 1.0},
        created=created or utc_now(),
    )


@pytest.fixture
def make_manifest() -> Callable[..., Manifest]:
    return a_manifest


@pytest.fixture
def make_png() -> Callable[..., bytes]:
    return tiny_png


@pytest.fixture
def make_artifact() -> Callable[..., Artifact]:
    def make(prompt: str = "a lake", **more: object) -> Artifact:
        identity = new_id()
        manifest = a_manifest(prompt)
        artifact = Artifact(
            id=identity, job="job", path=f"2026/01/{identity}.png", sha256="00", bytes=1, width=64, height=64,
            created=manifest.created, manifest=manifest,
        )  # fmt: skip
        return msgspec.structs.replace(artifact, **more)

    return make


@pytest.fixture
def stage(folders: Folders) -> Callable[..., Staged]:
    """Leave a picture in staging as the engine does: the file, and its record beside it."""

    def make(
        job: str, index: int = 0, *, embed: bool = True, record: bool = True, prompt: str = "a lake"
    ) -> Staged:
        manifest = a_manifest(prompt, index=index)
        folder = folders.staging / job
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"picture-{index}.png"
        path.write_bytes(tiny_png({"atelier": codec.to_json(manifest)} if embed else {}))
        staged = Staged(path=str(path), width=8, height=8, manifest=manifest)
        if record:
            Path(path.with_suffix(".json")).write_text(codec.to_json(staged), encoding="utf-8")
        return staged

    return make
