"""Bytes and text of a file: whatever a file holds comes back, and what is not touched stays byte for byte."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.storage.manuscripts.contents import decoded, encoded, storable, storable_data

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)
FRAGMENTS = (
    b"\r\n", b"\n", b"\r", b"\0", b"\xff", b"\xe9", "é".encode(), "世".encode(), b"\xef\xbb\xbf", b"\xff\xfe",
    b"a", b"caf\xe9", b"\xfe\xff", b"\xed\xa0\x80", b"\x81", b" word ",
)  # fmt: skip
FILES = st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(b"".join))


@given(FILES)
@example(b"\xff\xfea\x00\r\x00")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
def test_a_text_that_was_not_changed_is_written_as_it_was_found(data: bytes) -> None:
    found = decoded(data)
    if found.exact:
        assert encoded(found.text, data) == data


@given(FILES, ANY_TEXT)
@example(b"\xe9", "Ã©")
@example(b"", "\ufeffx")
def test_what_was_saved_is_what_is_read_again(old: bytes, text: str) -> None:
    assert decoded(encoded(text, old)).text == storable(text)


@given(ANY_TEXT)
def test_any_text_becomes_storable_once_and_for_all(text: str) -> None:
    clean = storable(text)
    assert clean == storable(clean) and "\0" not in clean and "\r" not in clean
    clean.encode("utf-8")


def test_surrogate_halves_that_belong_together_become_their_character() -> None:
    assert storable("\ud83d\ude00 \ud83d") == "😀 \ufffd"
    assert storable_data({"a": ["\ud800", 1, None]}) == {"a": ["\ufffd", 1, None]}


@pytest.mark.parametrize(
    "data",
    [
        b"one\r\ntwo\r\n",
        b"one\rtwo\r",
        b"\xef\xbb\xbfone\ntwo",
        "one\r\ntwo €".encode("utf-16"),
        b"caf\xe9 \x81 one\r\ntwo\r\n",
    ],
)
def test_line_ends_mark_and_encoding_of_a_file_stay(data: bytes) -> None:
    found = decoded(data)
    assert "\r" not in found.text and found.exact
    saved = encoded(found.text.replace("two", "three\nfour"), data)
    assert decoded(saved).encoding == found.encoding and decoded(saved).bom == found.bom
    kinds = [b"\r\n", b"\r", b"\n"]
    raw = saved if "16" not in found.encoding else saved.decode("utf-16").encode()
    before = data if "16" not in found.encoding else data.decode("utf-16").encode()
    used = [next(kind for kind in kinds if kind in text) for text in (raw, before)]
    assert used[0] == used[1] and raw.count(used[0]) > before.count(used[1])


def test_with_mixed_line_ends_only_changed_lines_get_the_common_one() -> None:
    old = b"one\r\ntwo\nthree\r\nfour\rfive"
    assert encoded("one\ntwo\nTHREE\nnew\nfour\nfive", old) == b"one\r\ntwo\nTHREE\r\nnew\r\nfour\rfive"


def test_broken_bytes_in_lines_that_were_not_touched_stay() -> None:
    old = "é1\n".encode() + b"b\xffad\nlast\n"
    found = decoded(old)
    assert not found.exact and "1 places" in found.note and "b\ufffdad" in found.text
    assert encoded(found.text.replace("last", "end"), old) == "é1\n".encode() + b"b\xffad\nend\n"


def test_an_old_western_file_stays_that_until_a_character_needs_more() -> None:
    old = b"Caf\xe9 \x97 ouvert\n"
    found = decoded(old)
    assert found.text == "Café — ouvert\n" and "Windows-1252" in found.note
    assert encoded("Café — fermé\n", old) == b"Caf\xe9 \x97 ferm\xe9\n"
    assert encoded("Café — 世界\n", old) == "Café — 世界\n".encode()
