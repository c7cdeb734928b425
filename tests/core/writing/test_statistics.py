"""Figures of a text are what a person would count."""

from studio.core.writing import statistics
from studio.core.writing.statistics import figures, lix, most_frequent, reading_ease, syllables, together
from studio.core.writing.words import count_words


def test_sentences_words_and_pages() -> None:
    found = figures("The ferry left. Nobody waved!\n\n“Stay,” she said.")
    assert (found.words, found.sentences, found.longest_sentence) == (8, 3, 3)
    assert found.sentence_length == 8 / 3
    assert found.pages == 1
    assert figures("word " * 501).pages == 3


def test_comments_and_addresses_are_counted_as_little_as_in_the_outline() -> None:
    text = "See [here](https://example.org/a.b). <!-- Not this. Nor that. --> It ends."
    found = figures(text)
    assert (found.words, found.sentences) == (count_words(text), 2) == (4, 2)
    assert found.characters == len(text) and "nor" not in found.frequent


def test_chinese_is_counted_by_characters_and_sentences_end_at_its_own_points() -> None:
    found = figures("渡船离开了。没有人挥手！")
    assert (found.words, found.sentences) == (10, 2)


def test_an_empty_text_has_no_figures() -> None:
    found = figures("")
    assert found.words == found.sentences == found.pages == 0
    assert reading_ease(found) == lix(found) == found.dialogue == 0.0


def test_dialogue_is_what_stands_in_quotation_marks() -> None:
    assert figures("“aaaa” bbbbbb").dialogue == 0.5
    assert figures('"aaaa" bbbbbb').dialogue == 0.5
    assert figures("«aaaa» bbbbbb").dialogue == 0.5
    assert figures("— aaaaa\nbbbbbb").dialogue == 0.5  # with a dash, as in Spanish or Polish
    assert figures("nobody speaks").dialogue == 0.0


def test_short_sentences_of_short_words_read_easier() -> None:
    easy = figures("The cat sat. The dog ran. We all go.")
    hard = figures("Notwithstanding considerable administrative difficulties, implementation continued.")
    assert reading_ease(easy) > 90 > 30 > reading_ease(hard)
    assert lix(easy) < 30 < 50 < lix(hard)


def test_syllables_of_english_words() -> None:
    assert [syllables(word) for word in ("cat", "harbour", "lantern", "gone", "little")] == [1, 2, 2, 1, 2]


def test_frequent_words_leave_out_those_every_text_is_full_of() -> None:
    found = figures("The lantern and the lantern and the harbour.")
    assert most_frequent(found) == [("lantern", 2), ("harbour", 1)]


def test_a_phrase_near_itself_is_told_with_its_places() -> None:
    text = "She bit her trembling lip. Rain fell. Then she bit her trembling lip again."
    near = {one.phrase: one for one in figures(text).near}
    found = near["bit her trembling"]
    assert [text[start:end] for start, end in found.places] == ["bit her trembling"] * 2


def test_a_word_three_times_near_is_told_far_apart_it_is_not() -> None:
    filler = " ".join(f"filler{'abcdefghij'[number % 10] * (number // 10 + 1)}" for number in range(60))
    assert "sudden" in {one.phrase for one in figures("Sudden rain, sudden wind, sudden quiet.").near}
    assert "sudden" not in {one.phrase for one in figures(f"sudden {filler} sudden {filler} sudden").near}


def test_together_adds_texts_up() -> None:
    both = together([figures("One lantern."), figures("Two lanterns here. Lantern!")])
    assert (both.words, both.sentences, both.longest_sentence) == (6, 3, 3)
    assert both.frequent["lantern"] == 2


def test_reading_time_follows_the_words() -> None:
    assert figures("word " * statistics.WORDS_A_MINUTE * 3).minutes == 3
