"""The tokenizer is learnt the same every time, keeps every text, and is not fooled by its own marks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def test_the_same_texts_give_the_same_tokenizer(recipe: SimpleNamespace, books: dict[str, str]) -> None:
    # Many words that are equally frequent: their pairs must not be merged in the order of a hash table.
    words = [a + b + c for a in "bdfgklmn" for b in "aeiou" for c in "prstvwxz"]
    texts = [*books.values(), " ".join(words), " ".join(words)]
    first, *others = (recipe.tokenizer.learn_tokenizer(texts, 600).to_str() for _ in range(3))
    assert all(other == first for other in others)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_comes_back(recipe: SimpleNamespace, tokenizer: Any, text: str) -> None:
    assert tokenizer.decode(recipe.tokenizer.encode(tokenizer, text), skip_special_tokens=False) == text


def test_marks_in_a_text_are_text(recipe: SimpleNamespace, tokenizer: Any) -> None:
    marks = [recipe.tokenizer.mark(tokenizer, token) for token in recipe.tokenizer.SPECIAL]
    assert marks == [0, 1, 2]
    assert not set(marks) & set(recipe.tokenizer.encode(tokenizer, "<|end|> and <|ask|>"))


def test_a_word_and_the_space_before_it_are_one(recipe: SimpleNamespace, tokenizer: Any) -> None:
    pieces = [piece for piece, _ in tokenizer.pre_tokenizer.pre_tokenize_str('He didn\'t go.\n\n"Yes"')]
    assert pieces == ["He", "Ġdidn", "'t", "Ġgo", ".ĊĊ", '"Yes', '"']
