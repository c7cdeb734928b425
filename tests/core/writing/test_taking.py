"""How much a press of Tab takes, and how chosen words meet what is kept of a draft."""

import pytest

from studio.core.writing.taking import next_sentence, next_word, with_chosen


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        (" She went. Then rain.", " She ", " She went. "),
        ("“No.” He left.", "“No.” ", "“No.” "),
        ("她走了。雨停了。", "她", "她走了。"),
        ("one", "one", "one"),
        ("", "", ""),
    ],
)
def test_a_word_and_a_sentence_are_taken_with_the_blank_behind_them(text, word, sentence):
    assert (text[: next_word(text)], text[: next_sentence(text)]) == (word, sentence)


@pytest.mark.parametrize(
    ("offset", "words", "whole"),
    [
        (4, " sang", " She sang"),
        (5, " sang", " She sang"),
        (5, "sang", " She sang"),
        (4, "sang", " She sang"),
        (7, "an", " She wean"),
        (4, ", who", " She, who"),
        (0, " He", " He"),
    ],
)
def test_no_blank_is_lost_or_doubled_before_chosen_words(offset, words, whole):
    assert with_chosen(" She went", offset, words, after_blank=False) == whole


def test_after_a_blank_of_the_writers_the_words_bring_none():
    assert with_chosen("She went", 0, " He", after_blank=True) == "He"
