"""An answer as it grows: joined text, words with probabilities, and where one can go on otherwise."""

import pytest

from studio.core.text_requests import OtherToken, Token
from studio.core.writing.alternative import Alternative


def token(text: str, probability: float = 0.5, **others: float) -> Token:
    return Token(
        text=text,
        probability=probability,
        others=tuple(OtherToken(text=f" {word}", probability=share) for word, share in others.items()),
    )


def test_no_blank_is_doubled_and_no_first_token_lost_while_it_streams():
    answer = Alternative("She went ")
    assert answer.add([token(" ")]) == ""
    assert answer.add([token(" ho")]) == "ho"
    assert answer.add([token("me")]) == "me"
    assert answer.finish() == ""
    assert answer.text == "home"


def test_the_end_is_joined_to_the_text_after_it_once():
    answer = Alternative("She ", after="went.")
    answer.add([token(" slowly")])
    assert (answer.finish(), answer.finish(), answer.text) == (" ", "", "slowly ")


def test_a_word_has_the_probability_of_all_its_tokens():
    answer = Alternative("A")
    answer.add([token(" bell", 0.5), token(" har", 0.5), token("bour", 0.4), token(".", 0.9)])
    assert [(answer.text[w.start : w.end], round(w.probability, 2)) for w in answer.words()] == [
        ("bell", 0.5),
        ("harbour.", 0.18),
    ]


def test_words_of_scripts_without_blanks_are_told_apart_by_token():
    answer = Alternative("她")
    answer.add([token("走"), token("了。")])
    assert [answer.text[w.start : w.end] for w in answer.words()] == ["走", "了。"]


def test_the_choices_at_a_word_have_the_chosen_one_among_them():
    answer = Alternative("A bell began to")
    answer.add([token(" ring", 0.31, toll=0.28, sound=0.14)])
    word = answer.word_at(2)
    assert word is not None
    assert [(c.text, c.probability) for c in answer.choices(word.token)] == [
        (" ring", 0.31),
        (" toll", 0.28),
        (" sound", 0.14),
    ]


def test_what_repeats_the_writers_own_sentence_is_not_shown():
    answer = Alternative("Then she put", lead=len("Then she put"))
    answer.add([token("Then she put"), token(" it"), token(" down")])
    assert answer.text == " it down"


@pytest.mark.parametrize("thought", ["<think>Hm. Rain?</think>\n\n", "<think></think>"])
def test_what_a_model_thinks_aloud_is_not_part_of_the_text(thought):
    answer = Alternative("Rain fell.", fresh=True)
    for character in thought + "It stopped.":
        answer.add([token(character)])
    assert answer.text == " It stopped."


def test_an_unknown_probability_stays_unknown():
    answer = Alternative("A")
    answer.add([token(" b", -1.0)])
    assert [word.probability for word in answer.words()] == [-1.0]
