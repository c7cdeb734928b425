"""What the metadata of a file says: trigger words, author, checksums; nonsense is left out."""

import json

import pytest

from studio.core.file_words import TRIGGERS_MOST, FileWords, trigger_words, words_of


def test_the_phrase_of_the_maker_comes_first_then_tags_by_how_often_they_stand() -> None:
    tags = {"10_a": {"brush": 30, "ink": 40}, "5_b": {"ink": 10, "seldom": 1}}
    found = trigger_words(
        {"modelspec.trigger_phrase": "inkwash, wet paper", "ss_tag_frequency": json.dumps(tags)}
    )
    assert found == ("inkwash", "wet paper", "ink", "brush"), "a tag at one picture of fifty says little"


@pytest.mark.parametrize(
    "value", ["", "{", "[1]", '{"a": 3}', '{"a": {"b": "many"}}', "[" * 100_000, 7, None]
)
def test_tags_that_make_no_sense_are_left_out(value: object) -> None:
    assert trigger_words({"ss_tag_frequency": value}) == ()


def test_there_are_never_too_many_words() -> None:
    tags = {"all": {f"tag {number}": 5 for number in range(500)}}
    assert len(trigger_words({"ss_tag_frequency": json.dumps(tags)})) == TRIGGERS_MOST


def test_texts_and_the_checksum_of_the_weights() -> None:
    words = words_of(
        {
            "modelspec.title": "Ink",
            "modelspec.author": " A. Painter ",
            "modelspec.license": "None",
            "ss_sd_model_name": "v1-5.safetensors",
            "modelspec.hash_sha256": "0x" + "AB" * 32,
            "modelspec.description": 12,
        }
    )
    assert words == FileWords(
        title="Ink", author="A. Painter", base="v1-5.safetensors", data_sha256="ab" * 32
    )
    assert words_of({"sshs_model_hash": "short"}).data_sha256 == ""
