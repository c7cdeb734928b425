"""Beside a model lie a preview, its card and notes of other programs; all of it is found, little is read."""

import json
from pathlib import Path

from studio.storage.model_sides import companions_of, look_around, parts_of, read_words
from tests.fakes.model_files import write_lora


def test_size_and_preview_of_files_and_folders(tmp_path: Path) -> None:
    ink = write_lora(tmp_path / "ink.safetensors")
    for name in ("ink.png", "ink.preview.png", "inky.jpg"):
        (tmp_path / name).write_bytes(b"picture")
    folder = tmp_path / "model"
    (folder / "unet").mkdir(parents=True)
    (folder / "unet" / "w.safetensors").write_bytes(bytes(70))
    (folder / "cover.webp").write_bytes(bytes(30))
    sides = look_around([str(ink), str(folder), str(tmp_path / "gone.gguf")])
    assert sides[str(ink)].bytes == ink.stat().st_size
    assert sides[str(ink)].preview == str(tmp_path / "ink.preview.png")
    assert (sides[str(folder)].bytes, sides[str(folder)].preview) == (100, str(folder / "cover.webp"))
    assert sides[str(tmp_path / "gone.gguf")].bytes == 0


def test_a_model_in_parts_is_counted_whole(tmp_path: Path) -> None:
    parts = [tmp_path / f"Story-0000{number}-of-00003.gguf" for number in (1, 2, 3)]
    for part in parts:
        part.write_bytes(bytes(10))
    assert parts_of(parts[0]) == parts
    assert look_around([str(parts[0])])[str(parts[0])].bytes == 30
    parts[1].unlink()
    assert parts_of(parts[0]) == [parts[0], parts[2]]


def test_words_of_the_file_and_of_other_programs_come_together(tmp_path: Path) -> None:
    ink = write_lora(tmp_path / "ink.safetensors", metadata={"modelspec.trigger_phrase": "inkwash"})
    (tmp_path / "ink.json").write_text(json.dumps({"activation text": "wet paper, inkwash"}))
    (tmp_path / "ink.civitai.info").write_text(json.dumps({"trainedWords": ["brush, fog", 3]}))
    assert read_words(ink).triggers == ("wet paper", "inkwash", "brush", "fog")
    (tmp_path / "ink.json").write_text("{")
    assert read_words(ink).triggers == ("brush", "fog", "inkwash")
    assert read_words(tmp_path / "gone.safetensors").triggers == ()


def test_the_cache_of_hugging_face_tells_the_checksum_by_the_name_of_the_blob(tmp_path: Path) -> None:
    blob = tmp_path / ("c0" * 32)
    blob.write_bytes(b"x")
    link = tmp_path / "model.safetensors"
    link.symlink_to(blob)
    assert read_words(link).sha256 == "c0" * 32


def test_only_files_of_the_same_name_belong_to_it(tmp_path: Path) -> None:
    ink = write_lora(tmp_path / "ink.safetensors")
    for name in ("ink.png", "ink.studio.json", "ink two.png", "other.json"):
        (tmp_path / name).write_text("{}")
    assert {path.name for path in companions_of(ink)} == {"ink.png", "ink.studio.json"}
