"""Which language model is this: GGUF files and folders, what they can, and what they are instead."""

import json
from pathlib import Path

import pytest
from gguf import GGUFWriter

from studio.core.architectures import DENOISERS, EMBEDDERS, OTHERS, PICTURES, WRITERS
from studio.core.text_models import identify_text, lora_fits
from tests.fakes.toy_gguf import (
    Shape,
    write_toy_folder,
    write_toy_gguf,
    write_toy_lora,
    write_toy_lora_folder,
)

PROSE = Path(__file__).parents[2] / "resources" / "starter" / "prose" / "starter-prose.gguf"


def headed(path: Path, architecture: str, **texts: str) -> Path:
    """A file that holds a header alone."""
    writer = GGUFWriter(path, architecture)
    for name, value in texts.items():
        writer.add_string(name.replace("__", "."), value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    return path


def test_the_bundled_model_is_known() -> None:
    found = identify_text(PROSE)
    assert (found.kind, found.family, found.problem) == ("text", "gguf", "")
    assert (found.context, found.layers, found.quantisation, found.chat) == (512, 6, "Q8_0", True)
    assert found.licence == "apache-2.0"
    assert found.parameters == 12_865_600 and found.bytes == PROSE.stat().st_size


def test_what_a_toy_can_is_read_from_its_header(tmp_path: Path) -> None:
    plain = identify_text(Path(write_toy_gguf(tmp_path / "plain.gguf").path))
    able = identify_text(Path(write_toy_gguf(tmp_path / "able.gguf", chat=True, infill=True).path))
    assert (plain.chat, plain.infill, able.chat, able.infill) == (False, False, True, True)
    assert plain.memory_per_token == 2 * 2 * 2 * 32, (
        "two layers, two heads kept, keys and values of 16 at 16 bits"
    )


def test_embedding_models_and_loras_are_told_apart(tmp_path: Path) -> None:
    assert identify_text(Path(write_toy_gguf(tmp_path / "e.gguf", embedding=True).path)).kind == "embedding"
    lora = identify_text(Path(write_toy_lora(tmp_path / "l.gguf").path))
    assert (lora.kind, lora.architecture, lora.width, lora.problem) == ("text_lora", "llama", 64, "")
    folder = identify_text(Path(write_toy_lora_folder(tmp_path / "lora").path))
    assert (folder.kind, folder.family, folder.width, folder.problem) == (
        "text_lora",
        "transformers",
        64,
        "",
    )


def test_a_lora_fits_models_of_its_kind_and_width(tmp_path: Path) -> None:
    lora = identify_text(Path(write_toy_lora(tmp_path / "l.gguf").path))
    model = identify_text(Path(write_toy_gguf(tmp_path / "m.gguf").path))
    wide = identify_text(Path(write_toy_gguf(tmp_path / "w.gguf", Shape(width=128)).path))
    folder = identify_text(Path(write_toy_folder(tmp_path / "folder").path))
    assert lora_fits(lora, model)
    assert not lora_fits(lora, wide) and not lora_fits(lora, folder) and not lora_fits(model, model)


def test_a_projector_is_one(tmp_path: Path) -> None:
    assert identify_text(headed(tmp_path / "mmproj-x.gguf", "clip")).kind == "projector"


@pytest.mark.parametrize(
    ("architecture", "words"),
    [
        ("flux", "picture model"), ("sdxl", "picture model"), ("llada", "fills in whole texts"),
        ("wavtokenizer-dec", "speaks"), ("zebra9", "“zebra9”, which this Atelier does not know"),
    ],
)  # fmt: skip
def test_what_is_no_writer_is_called_by_its_name(tmp_path: Path, architecture: str, words: str) -> None:
    found = identify_text(headed(tmp_path / "other.gguf", architecture))
    assert words in found.problem and found.kind == "" and found.advice


def test_a_model_without_words_or_weights_is_damaged(tmp_path: Path) -> None:
    found = identify_text(headed(tmp_path / "empty.gguf", "llama"))
    assert found.kind == "text" and "vocabulary" in found.problem


def test_of_a_model_in_parts_all_must_be_there(tmp_path: Path) -> None:
    def part(number: int) -> Path:
        path = tmp_path / f"big-0000{number}-of-00003.gguf"
        writer = GGUFWriter(path, "llama")
        writer.add_uint16("split.count", 3)
        writer.add_uint16("split.no", number - 1)
        writer.add_tokenizer_model("gpt2")
        writer.add_token_list(["a"])
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.close()
        return path

    first, second = part(1), part(2)
    assert "“big-00003-of-00003.gguf” is missing" in identify_text(first).problem
    assert "choose part 1" in identify_text(second).problem
    part(3)
    assert identify_text(first).problem == ""
    assert identify_text(first).bytes == sum(file.stat().st_size for file in tmp_path.iterdir())


def test_a_missing_file_and_folder_say_so(tmp_path: Path) -> None:
    assert "not there any more" in identify_text(tmp_path / "gone.gguf").problem
    assert "not there any more" in identify_text(tmp_path / "gone").problem
    (tmp_path / "empty").mkdir()
    assert "config.json" in identify_text(tmp_path / "empty").problem


def test_a_sidecar_names_the_model(tmp_path: Path) -> None:
    path = Path(write_toy_gguf(tmp_path / "toy.gguf").path)
    (tmp_path / "toy.studio.json").write_text(json.dumps({"name": "My pen", "licence": "MIT", "about": "x"}))
    found = identify_text(path)
    assert (found.name, found.licence, found.card["about"]) == ("My pen", "MIT", "x")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "model.safetensors").write_bytes(b"x"), "damaged"),
        (lambda folder: (folder / "model.safetensors").unlink(), "no safetensors"),
        (lambda folder: (folder / "model.safetensors").rename(folder / "pytorch_model.bin"), "pickles"),
        (lambda folder: (folder / "tokenizer.json").unlink(), "vocabulary"),
        (lambda folder: (folder / "config.json").write_text("[" * 100_000), "config.json"),
        (lambda folder: (folder / "config.json").write_text('{"architectures": ["UNetX"]}'), "cannot write"),
    ],
)  # fmt: skip
def test_a_spoilt_folder_says_what_is_wrong(tmp_path: Path, spoil, words: str) -> None:
    folder = Path(write_toy_folder(tmp_path / "toy").path)
    assert identify_text(folder).problem == ""
    spoil(folder)
    found = identify_text(folder)
    assert words in found.problem and found.advice


def test_an_index_may_not_point_out_of_the_folder(tmp_path: Path) -> None:
    folder = Path(write_toy_folder(tmp_path / "toy").path)
    index = {"weight_map": {"a": "../../other.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    assert "points out of the folder" in identify_text(folder).problem


def test_the_tables_of_architectures_do_not_overlap() -> None:
    tables = [WRITERS, EMBEDDERS, DENOISERS, PICTURES, frozenset(OTHERS)]
    assert sum(map(len, tables)) == len(frozenset().union(*tables))
