"""Requests of the desk are well formed, and the measures tell good text from bad."""

from __future__ import annotations

import random
from types import SimpleNamespace

PARAGRAPH = (
    "The house stood at the end of the street, which was long and narrow, and looked over the harbour. "
    "Nobody had lived in the house since the winter, and its windows were dark. "
    "A cat slept upon the wall. The harbour was quiet, and the boats lay still in the evening light. "
    "Somewhere a door was shut."
)
TALK = '"Where is it?" said Anna.\n\n"Over there," replied Mr. Brown.\n\n"I see nothing."\n\n"Look again."'
TEXT = f"{PARAGRAPH}\n\n{TALK}\n\nThey went down to the water together and said no more until it was dark.\n"


def by_kind(recipe: SimpleNamespace) -> dict[str, list]:
    found: dict[str, list] = {kind: [] for kind in recipe.pairs.KINDS}
    openings = {"book": [["The Dark House", PARAGRAPH]]}
    for pair in recipe.pairs.all_pairs({"book": TEXT}, openings, seed=0):
        found[pair.kind].append(pair)
    return found


def test_a_book_gives_requests_of_every_kind(recipe: SimpleNamespace) -> None:
    found = by_kind(recipe)
    assert all(found.values())
    assert found["describe"][0].ask.rstrip(".?").endswith("the house")
    assert found["dialogue"][0].answer == TALK
    assert "Anna and Mr. Brown" in found["dialogue"][0].ask
    assert found["title"][0].answer == "The Dark House"
    assert found["continue"][0].ask.endswith(PARAGRAPH)
    assert found["continue"][0].answer.startswith('"Where is it?"')


def test_the_shorter_version_is_shorter_and_made_of_the_same_sentences(recipe: SimpleNamespace) -> None:
    short = recipe.pairs.shorter(PARAGRAPH)
    assert short is not None
    assert len(short.split()) <= 0.65 * len(PARAGRAPH.split())
    assert short.startswith("The house stood at the end of the street and looked over the harbour.")
    assert recipe.pairs.shorter("One. Two.") is None


def test_the_same_seed_gives_the_same_requests(recipe: SimpleNamespace, books: dict[str, str]) -> None:
    first, second = (recipe.pairs.all_pairs(books, {}, seed=4, most=10) for _ in range(2))
    assert first == second
    assert first != recipe.pairs.all_pairs(books, {}, seed=5, most=10)


def test_right_answers_have_the_right_form(recipe: SimpleNamespace) -> None:
    for pairs in by_kind(recipe).values():
        for pair in pairs:
            assert recipe.answers.fits(pair, pair.answer, True) or pair.kind == "continue"
            assert not recipe.answers.fits(pair, "Hm.\n\nHm.", True)


def test_measures_tell_prose_from_shuffled_words(recipe: SimpleNamespace, books: dict[str, str]) -> None:
    measures, text = recipe.measures, [PARAGRAPH, *books.values()]
    mixed = measures.shuffled(text)
    assert measures.slips([PARAGRAPH]) == 0
    assert measures.slips(["He have a apple and the the cat of, he said."]) > 200
    odd = measures.OddPairs(books.values(), frequent=30)
    assert odd.share(books.values()) < 1 < odd.share(mixed)


def test_repetition_counts_runs_that_came_before(recipe: SimpleNamespace) -> None:
    assert recipe.measures.repetition(["one two three four five six"]) == 0
    assert recipe.measures.repetition(["a b c d a b c d"]) == 20


def test_the_longest_copied_run_is_found(recipe: SimpleNamespace) -> None:
    rng = random.Random(0)
    words = [f"word{chr(97 + rng.randrange(26))}{chr(97 + rng.randrange(26))}" for _ in range(400)]
    words = [word.replace("word", "w") for word in words]
    book = " ".join(words)
    sample = "quite new " + " ".join(words[100:117]) + " and new again"
    assert recipe.measures.copied_runs([sample, "zz yy xx", "new"], [book, "and that is new"]) == [17, 0, 1]
