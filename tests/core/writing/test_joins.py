"""Joins: no double blank, no lost one, no lost first letter."""

import pytest

from studio.core.writing.joins import Join, closing, opening, without_blanks


def joined(before: str, answer: str, *, fresh: bool = False) -> str:
    join = opening(before, answer, fresh=fresh)
    assert join is not None
    return before + join.add + answer[join.strip :]


@pytest.mark.parametrize(
    ("before", "answer", "fresh", "whole"),
    [
        ("She went", " home", False, "She went home"),
        ("She went ", " home", False, "She went home"),
        ("She went  ", " home", False, "She went  home"),
        ("She went ", "home", False, "She went home"),
        ("Inter", "esting", False, "Interesting"),
        ("She left.", "He stayed", False, "She left. He stayed"),
        ("3.", "14", False, "3.14"),
        ("She left", ", then", False, "She left, then"),
        ("She left.\n\n", " He stayed", False, "She left.\n\nHe stayed"),
        ("She left.", "\n\nHe stayed", False, "She left.\n\nHe stayed"),
        ("She left.", " \n\nHe stayed", False, "She left.\n\nHe stayed"),
        ("她走了。", "他留下", False, "她走了。他留下"),
        ("她走了", " 他留下", False, "她走了他留下"),
        ("She went", "home", True, "She went home"),
        ("She went.", "\n\nHome", True, "She went. Home"),
        ("She went ", "  home", True, "She went home"),
        ("她走了。", "他留下", True, "她走了。他留下"),
        ("She said", "“No”", True, "She said “No”"),
        ("", " Once", False, "Once"),
    ],
)
def test_an_answer_is_joined_to_the_text_before_it(before, answer, fresh, whole):
    assert joined(before, answer, fresh=fresh) == whole


def test_blanks_alone_do_not_tell_yet_how_an_answer_begins():
    assert opening("She went", "  ") is None
    assert opening("She went", "  home") == Join(strip=2, add=" ")


@pytest.mark.parametrize(
    ("answer", "after", "between"),
    [
        ("slowly", "home", " "),
        ("slowly", " home", ""),
        ("slowly", ".", ""),
        ("it.", "Then", " "),
        ("走", "路", ""),
    ],
)
def test_an_answer_is_joined_to_the_text_after_it(answer, after, between):
    assert closing(answer, after) == between


def test_a_model_reads_no_blank_at_the_end_but_the_empty_lines():
    assert without_blanks("He said. \t ") == "He said."
    assert without_blanks("He said.\n\n") == "He said.\n\n"
