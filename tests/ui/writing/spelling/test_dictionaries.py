"""Dictionaries are found where they lie, and the one of a project's language is chosen."""

from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.paths import resources
from studio.ui.writing.spelling.dictionaries import OURS, choose, find_dictionaries, user_folder
from studio.ui.writing.spelling.speller import Speller


def pair(folder: Path, name: str, words: str = "1\nHaus\n", rules: str = "SET UTF-8\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.aff").write_text(rules)
    (folder / f"{name}.dic").write_text(words)
    return folder / f"{name}.dic"


def test_ours_come_with_their_licences() -> None:
    for name in OURS:
        assert "SCOWL" in (resources() / "spelling" / f"{name}.license.txt").read_text(encoding="utf-8")


def test_the_users_come_first_and_those_of_libreoffice_are_found(tmp_path: Path) -> None:
    own = pair(user_folder(tmp_path), "en_US")
    office = pair(tmp_path / "extensions" / "dict-de" / "de", "de_DE")
    (tmp_path / "extensions" / "alone.dic").write_text("1\nx\n")
    found = find_dictionaries(tmp_path, [tmp_path / "extensions"])
    assert found["en_US"] == own and found["de_DE"] == office
    assert set(found) == {"en_US", "en_GB", "de_DE"}


def test_a_language_takes_the_dictionary_nearest_to_it() -> None:
    found = ["de_AT", "de_DE", "en_GB", "en_US", "fr"]
    assert [choose(name, found) for name in ("en", "en-GB", "de", "fr-CA", "ja", "")] == [
        "en_US",
        "en_GB",
        "de_DE",
        "fr",
        "",
        "",
    ]


def test_the_systems_country_decides_where_the_project_says_none() -> None:
    found = ["en_GB", "en_US"]
    assert choose("en", found, "en_GB") == "en_GB" and choose("en-US", found, "en_GB") == "en_US"
    assert choose("en", found, "de_DE") == "en_US"


def test_words_are_known_with_any_apostrophe_and_suggested_for() -> None:
    speller = Speller(resources() / "spelling" / "en_US.dic")
    assert speller.known(["don’t", "don't", "Helo", "colour", "well-known"]) == {
        "don’t": True,
        "don't": True,
        "Helo": False,
        "colour": False,
        "well-known": True,
    }
    assert "don’t" in speller.suggestions("dont’t") and "hello" in [
        word.lower() for word in speller.suggestions("helo")
    ]
    assert Speller(resources() / "spelling" / "en_GB.dic").known(["colour"]) == {"colour": True}


def test_accents_as_signs_of_their_own_and_soft_hyphens_are_the_same_word(tmp_path: Path) -> None:
    """As texts from a Mac, or from a web page, have them."""
    speller = Speller(pair(tmp_path, "fr_FR", words="1\ncaf\u00e9\n"))
    words = ["cafe\u0301", "ca\u00adf\u00e9", "cafe"]
    assert speller.known(words) == {words[0]: True, words[1]: True, words[2]: False}
    assert speller.suggestions("caffe\u0301") == ["caf\u00e9"]


def test_a_menu_does_not_wait_for_a_dictionary_that_is_being_read(tmp_path: Path) -> None:
    speller = Speller(pair(tmp_path, "de_DE"))
    with speller._turn:
        assert speller.suggestions("Hsus") == []
    assert speller.suggestions("Hsus") == ["Haus"]


def test_letters_the_dictionary_cannot_say_are_unknown_and_no_fault(tmp_path: Path) -> None:
    speller = Speller(pair(tmp_path, "de_DE", rules="SET ISO8859-1\n"))
    assert speller.known(["Haus", "Łódź"]) == {"Haus": True, "Łódź": False}
    assert speller.suggestions("Łódź") == []


def test_a_word_at_the_beginning_of_a_sentence_is_mended_like_any_other() -> None:
    speller = Speller(resources() / "spelling" / "en_GB.dic")
    assert speller.suggestions("Teh")[0] == "The" and "Their" in speller.suggestions("Thier")[:2]
    assert "The" not in speller.suggestions("teh"), "the case of the word stays"


def test_a_dictionary_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"xx_XX\.dic cannot be read"):
        Speller(tmp_path / "xx_XX.dic").known(["a"])
