"""Which accepted words a model wrote, kept true while the writer edits around and in them."""

import pytest

from studio.core.writing.forced import containing
from studio.core.writing.spans import (
    after_edit,
    anchor_of,
    joined_with,
    lost_by,
    moved_to,
    sealed,
    span_of,
    true_spans,
    with_found,
)

TEXT = "Then she folded it. Rain."


def spans():
    return [span_of(TEXT, 5, 19, "job", 0, 3)]


@pytest.mark.parametrize(
    ("at", "removed", "added", "left"),
    [
        (0, 0, 4, [(9, 23, 3)]),
        (19, 0, 3, [(5, 19, 3)]),
        (9, 6, 4, [(5, 9, 3), (13, 17, 13)]),
        (5, 14, 0, []),
        (0, 25, 1, []),
        (0, 9, 0, [(0, 10, 7)]),
    ],
)
def test_an_edit_moves_a_span_and_takes_away_what_it_changed(at, removed, added, left):
    found = after_edit(spans(), at, removed, added)
    assert [(span.start, span.end, span.offset) for span in found] == left


def test_spans_whose_text_changed_outside_are_not_believed():
    assert true_spans(spans(), TEXT) == spans()
    assert true_spans(spans(), TEXT.replace("folded", "burned")) == []
    assert true_spans(spans(), "short") == []
    assert true_spans(sealed(spans(), TEXT), TEXT) == spans()


def test_what_was_taken_away_and_comes_again_is_the_models_again_and_one_piece():
    before = spans()
    lost = lost_by(before, 9, TEXT[9:15])
    left = after_edit(before, 9, 6, 0)
    assert [(span.start, span.end) for span in left] == [(5, 9), (9, 13)]
    again = with_found(after_edit(left, 9, 0, 6), lost, 9, TEXT[9:15])
    assert sealed(again, TEXT) == before


def test_words_that_are_put_elsewhere_stay_the_models():
    lost = lost_by(spans(), 0, TEXT)
    found = with_found([], lost, 100, f"And so: {TEXT}")
    assert [(span.start, span.end, span.offset) for span in found] == [(113, 127, 3)]
    assert with_found([], lost_by(spans(), 5, "she"), 40, "she") == []  # anybody may write that


def test_a_span_is_found_again_in_a_text_that_others_changed():
    (span,) = spans()
    moved = moved_to(span, TEXT[5:19], "Much later. " + TEXT)
    assert moved and (moved.start, moved.end) == (17, 31)
    assert moved_to(span, TEXT[5:19], TEXT * 2) is None
    assert moved_to(span, TEXT[5:19], "It burned.") is None


def test_words_taken_one_after_the_other_are_one_span():
    taken = joined_with([span_of(TEXT, 5, 9, "job", 0, 3)], span_of(TEXT, 9, 19, "job", 0, 7))
    assert sealed(taken, TEXT) == spans()
    apart = joined_with([span_of(TEXT, 5, 9, "job", 1, 3)], span_of(TEXT, 9, 19, "job", 0, 7))
    assert len(apart) == 2


def test_a_place_is_known_by_the_text_before_it():
    assert anchor_of(TEXT, 8) == "Then she"


def test_forced_words_are_quoted_in_their_grammar():
    grammar = containing(['say "no"', "灯", ""])
    assert '"say \\"no\\""' in grammar and 'any{0,48} "灯"' in grammar
    assert containing([]) == ""
