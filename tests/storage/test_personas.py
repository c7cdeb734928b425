"""Personas and character cards: what others wrote is taken over, what is hostile is refused."""

import base64
import json
import struct
import zlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.persona import TEXT_MAX, Persona, told
from studio.storage.persona_cards import PNG, read_card
from studio.storage.personas import Personas

V1 = {
    "name": "Maren",
    "description": "A ferrywoman.",
    "first_mes": "Hello {{user}}.",
    "mes_example": "<START>",
}
V2 = {
    "spec": "chara_card_v2",
    "spec_version": "2.0",
    "data": {
        **V1,
        "personality": "patient",
        "scenario": "At the harbour with {{user}}.",
        "system_prompt": "You are {{char}}.",
        "alternate_greetings": ["Ahoy.", 7, ""],
        "creator": "someone",
        "creator_notes": "be kind",
    },
}


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def card(*texts: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
    return PNG + head + b"".join(texts) + pixels + chunk(b"IEND", b"")


def chara(content: object, key: bytes = b"chara") -> bytes:
    text = content if isinstance(content, bytes) else base64.b64encode(json.dumps(content).encode())
    return chunk(b"tEXt", key + b"\0" + text)


@pytest.fixture
def personas(tmp_path: Path) -> Personas:
    return Personas(tmp_path / "personas")


def written(tmp_path: Path, data: bytes, name: str = "card.png") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_card_of_the_first_version_becomes_a_persona_with_its_picture(
    personas: Personas, tmp_path: Path
) -> None:
    persona = personas.import_card(written(tmp_path, card(chara(V1))))
    assert (persona.name, persona.greeting) == ("Maren", "Hello {{user}}.")
    assert personas.all() == [persona]
    picture = personas.picture_of(persona)
    assert picture and picture.read_bytes() == card()


def test_a_card_of_the_second_version_brings_all_its_parts(tmp_path: Path) -> None:
    persona, _ = read_card(written(tmp_path, card(chara(V2))))
    assert persona.greetings == ("Ahoy.",) and persona.made_by == "someone" and persona.notes == "be kind"
    text = told(persona, "Ada")
    assert text.startswith("You are Maren.") and "patient" in text and "harbour with Ada" in text
    assert "<START>" not in text and "be kind" not in text


def test_a_card_as_json_and_the_newest_version_of_a_file_with_both(tmp_path: Path) -> None:
    persona, picture = read_card(written(tmp_path, json.dumps(V2).encode("utf-8-sig"), "card.json"))
    assert persona.name == "Maren" and not picture
    newer = {"spec": "chara_card_v3", "data": {"name": "Newer"}}
    persona, _ = read_card(written(tmp_path, card(chara(V1), chara(newer, b"ccv3"))))
    assert persona.name == "Newer"


def test_packed_texts_are_read_and_bombs_are_not(tmp_path: Path) -> None:
    text = base64.b64encode(json.dumps(V1).encode())
    for one in (
        chunk(b"zTXt", b"chara\0\0" + zlib.compress(text)),
        chunk(b"iTXt", b"chara\0\1\0\0\0" + zlib.compress(text)),
        chunk(b"iTXt", b"Chara\0\0\0\0\0" + text),
    ):
        assert read_card(written(tmp_path, card(one)))[0].name == "Maren"
    bomb = chunk(b"zTXt", b"chara\0\0" + zlib.compress(b"A" * 50_000_000))
    with pytest.raises(StudioError):
        read_card(written(tmp_path, card(bomb)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no card",
        PNG,
        card(),
        card(chara(b"!!!! not base64 ####")),
        card(chara(b"A")),
        card(chara(base64.b64encode(b"\xff\xfe\x00"))),
        card(chara(base64.b64encode(b"[" * 200_000))),
        card(chara([1, 2])),
        card(chara({"name": "  "})),
        card(chara({"name": ["x"]})),
        card(chara({"data": {"name": None}})),
        card(chara(V1))[:60],
        PNG + struct.pack(">I", 2**31) + b"tEXt",
        b"null",
        b"{",
    ],
)
def test_a_hostile_card_is_refused_with_a_sentence_and_leaves_nothing(
    personas: Personas, tmp_path: Path, data: bytes
) -> None:
    with pytest.raises(StudioError) as refused:
        personas.import_card(written(tmp_path, data))
    assert refused.value.kind is ErrorKind.FILE_BROKEN and refused.value.sentence.endswith(".")
    assert not personas.all() and not personas.folder.exists()


def test_odd_texts_are_cut_and_made_storable(personas: Personas, tmp_path: Path) -> None:
    odd = {"name": "A\nB" * 200, "description": "\ud800\0x" + "y" * (TEXT_MAX * 2), "first_mes": {"a": 1}}
    persona = personas.import_card(written(tmp_path, card(chara(odd))))
    assert "\n" not in persona.name and len(persona.name) <= 120
    assert len(persona.description) <= TEXT_MAX and "\ud800" not in persona.description
    assert personas.all() == [persona]


def test_a_broken_persona_file_is_told_and_the_others_are_there(personas: Personas) -> None:
    kept = personas.save(Persona(id="", name="Kept"))
    (personas.folder / "bad.json").write_bytes(b"{")
    (personas.folder / "new.json").write_bytes(b'{"schema": 9, "id": "x", "name": "New"}')
    assert personas.all() == [kept]
    assert len(personas.problems) == 2


def test_a_trashed_persona_comes_back_with_its_picture(personas: Personas, tmp_path: Path) -> None:
    persona = personas.import_card(written(tmp_path, card(chara(V1))))
    personas.trash(persona)
    assert not personas.all() and personas.get(persona.id).name == "Assistant"
    personas.restore(persona.id)
    assert personas.picture_of(personas.get(persona.id))


def test_a_nameless_persona_and_a_picture_that_is_none_are_refused(personas: Personas) -> None:
    with pytest.raises(StudioError):
        personas.save(Persona(id="", name=" "))
    with pytest.raises(StudioError):
        personas.save(Persona(id="", name="A"), b"MZ...")
    assert not personas.all()


def test_a_picture_name_never_leads_out_of_the_folder(personas: Personas) -> None:
    assert personas.picture_of(replace(Persona(id="a", name="A"), picture="../../etc/passwd")) is None
