"""Stored JSON: what we wrote comes back, older is upgraded, newer and garbage are refused."""

import json

import pytest

from studio.core import codec
from studio.core.artifacts import Manifest, ModelUsed
from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import utc_now
from studio.core.placement import Placement
from studio.core.requests import FileRef, ImageRequest, PlacementWish
from studio.core.text_requests import Piece, TextRequest

REQUEST = ImageRequest(
    prompt='湖 "x" \\ \n☃', negative="a", model="m", width=64, height=72, steps=3, guidance_scale=1.5,
    sampler="euler", schedule="karras", seed=2**32 - 1, count=2, preset="p", strength=0.5,
    start=FileRef(path="a.png", sha256="00"), placement=PlacementWish(device="cpu", threads=2),
)  # fmt: skip
MANIFEST = Manifest(
    program="Atelier", request=REQUEST, index=1, seed=0, device_name="d", versions={"torch": "2"},
    model=ModelUsed(id="m", name="M", family="sd1"), placement=Placement(device="cpu", precision="bf16"),
    seconds={"denoising": 1.5}, notes=("cut",), created=utc_now(),
)  # fmt: skip


def test_round_trip() -> None:
    assert codec.request_from_json(codec.to_json(REQUEST)) == REQUEST
    assert codec.manifest_from_json(codec.to_json(MANIFEST).encode()) == MANIFEST


def test_an_older_schema_is_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "REQUEST_SCHEMA", 3)

    def rename(raw: dict) -> dict:
        return {("prompt" if key == "text" else key): value for key, value in raw.items()}

    def halve(raw: dict) -> dict:
        return raw | {"steps": raw["steps"] // 2}

    monkeypatch.setattr(codec, "REQUEST_UPGRADES", {1: rename, 2: halve})
    old = {"type": "image", "text": "a lake", "model": "m", "width": 64, "height": 64, "seed": 1, "steps": 40}
    request = codec.request_from_json(json.dumps(old))
    assert (request.prompt, request.steps, request.schema) == ("a lake", 20, 3)


@pytest.mark.parametrize("schema", [codec.REQUEST_SCHEMA + 1, 99, "1", None, 1.5, []])
def test_the_future_is_refused(schema: object) -> None:
    raw = json.loads(codec.to_json(REQUEST)) | {"schema": schema}
    with pytest.raises(StudioError) as caught:
        codec.request_from_json(json.dumps(raw))
    assert caught.value.kind is ErrorKind.FILE_BROKEN
    assert "newer Atelier" in caught.value.sentence and "Update" in caught.value.advice


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "7",
        '"x"',
        "{}",
        '{"type": "audio"}',
        "{" * 10_000,
        '{"a":' * 100_000,
        '{"schema": 0}',
        '{"schema": -1}',
        "\x00",
        b"\xff\xfe",
        b"\x80abc",
    ],
)
def test_garbage_is_refused_with_a_sentence(text: str | bytes) -> None:
    for read in (codec.request_from_json, codec.manifest_from_json):
        with pytest.raises(StudioError) as caught:
            read(text)
        assert caught.value.kind is ErrorKind.FILE_BROKEN


def test_a_wrong_type_is_refused_and_an_unknown_key_is_not() -> None:
    raw = json.loads(codec.to_json(REQUEST))
    assert codec.request_from_json(json.dumps(raw | {"later": 1})) == REQUEST
    with pytest.raises(StudioError):
        codec.request_from_json(json.dumps(raw | {"width": "wide"}))


def test_a_text_request_has_schemas_of_its_own() -> None:
    request = TextRequest(model="m", pieces=(Piece(kind="text", text="Once"),), seed=3)
    assert codec.request_from_json(codec.to_json(request)) == request
    newer = codec.to_json(request).replace('"schema":1', '"schema":2')
    with pytest.raises(StudioError, match="newer Atelier"):
        codec.request_from_json(newer)
