"""What counts as a word, in plain prose, in Markdown and in several scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.writing.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n\n", 0),
        ("It was a dark night.", 5),
        ("It's a well-known fact.", 4),
        ("“Yes,” she said—but not to him.", 7),
        ("one word…two words", 4),
        ("*** --- ## _", 0),
        ("# The _very_ **first** chapter", 4),
        ("3.5 kilometres at 12:30", 4),
        ("![the old mill by the river](pictures/mill-1a2b3c4d.png)", 6),
        ("see [the map](https://example.org/a/b) here", 4),
        ("before <!-- a comment of three --> after", 2),
        ("你好，世界", 4),
        ("彼は Tokyo に行った。", 7),
        ("海 sea 海の sea, 海の", 7),
        ("안녕 세계", 2),
        ("שלום עולם", 2),
        ("une œuvre d'été naïve", 4),
        ("हिन्दी में लिखा।", 3),
        ("وَكَتَبَ كِتابًا", 2),
        ("e\u0301te\u0301 in two halves", 4),
    ],
)
def test_words_are_counted_as_a_writer_counts_them(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(), st.text())
def test_texts_with_a_gap_between_them_count_as_both(first: str, second: str) -> None:
    if "<!--" not in first + second and "](" not in first + second:
        assert count_words(f"{first}\n\n{second}") == count_words(first) + count_words(second)
