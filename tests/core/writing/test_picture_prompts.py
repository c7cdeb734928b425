"""Prompts for pictures by rules, and those a model wrote, freed from the talk around them."""

from hypothesis import given
from hypothesis import strategies as st

from studio.core.writing.picture_prompts import PROMPT_LENGTH, prompts_by_rules, prompts_in


def test_place_things_hour_and_season_of_the_whole_passage_come_first() -> None:
    passage = "The black harbour lay under snow. A ferry waited by the quay. It was midnight."
    first, *others = prompts_by_rules(passage)
    assert first == "a black harbour with a ferry and a quay, in winter, at night"
    assert "a ferry with a quay, in winter, at night" in others


def test_speech_shows_nothing() -> None:
    assert prompts_by_rules("“The castle burns!” she said by the old mill at dawn.") == (
        "an old mill, at dawn",
    )


def test_what_the_passage_does_not_tell_comes_from_the_scene_around_it() -> None:
    around = "The harbour was quiet at dusk."
    assert prompts_by_rules("She held the lamp higher.", around=around) == ("a harbour with a lamp, at dusk",)


def test_without_known_words_the_first_sentence_stands_for_the_passage() -> None:
    assert prompts_by_rules("Er ging nach Hause. Nichts.") == ("Er ging nach Hause",)
    assert prompts_by_rules("海港的钟声响了。她没有回答。") == ("海港的钟声响了",)
    assert prompts_by_rules("   ") == ()


@given(st.text(max_size=400))
def test_any_text_gives_short_prompts_or_none(text: str) -> None:
    for prompt in (*prompts_by_rules(text, ["x"], around=text), *prompts_in(text, 3)):
        assert 0 < len(prompt) <= PROMPT_LENGTH + 200


def test_prompts_of_a_model_lose_numbers_marks_and_remarks() -> None:
    answer = """Here are 3 prompts:

1. **A black harbour** at night, lamps
2) "A woman at a window"
Prompt 3: a letter burning in a lamp
- a letter burning in a lamp
"""
    assert prompts_in(answer, 5) == (
        "A black harbour at night, lamps",
        "A woman at a window",
        "a letter burning in a lamp",
    )
