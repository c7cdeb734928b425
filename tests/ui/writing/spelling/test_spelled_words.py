"""Which words of a line of Markdown are looked up."""

import pytest

from studio.ui.writing.spelling.spelled_words import words_of


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("The cat’s nap, *isn't* it?", ["The", "cat’s", "nap", "isn't", "it"]),
        ("code `knwo cod` stays", ["code", "stays"]),
        ("a [shown text](http://xzy.com/qwe) here", ["shown", "text", "here"]),
        ("![a picure](pictures/p.png)", []),
        ("see http://xzy.com/qwe and me@xzy.org", ["see", "and"]),
        ("note[^abc] &nbsp; <i>tag</i>", ["note", "tag"]),
        ("B2B 3rd NASA x_y I", []),
        ("他说你好 mixed", ["mixed"]),
        ("    indented code", []),
        ("cafe\u0301 soft\u00adly", ["cafe\u0301", "soft\u00adly"]),
        ("\u0939\u093f\u0928\u094d\u0926\u0940 \u0967\u0968", ["\u0939\u093f\u0928\u094d\u0926\u0940"]),
        ("\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd", ["\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd"]),
    ],
)
def test_only_words_that_are_text(line: str, words: list[str]) -> None:
    found = words_of(line)
    assert [word.text for word in found] == words
    assert all(line[word.start : word.end] == word.text for word in found)
