"""Which accepted words a model wrote, kept true while the writer edits around and in them."""

import pytest

from studio.core.writing.forced import containing
from studio.core.writing.spans import after_edit, anchor_of, sealed, span_of, true_spans

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


def test_a_place_is_known_by_the_text_before_it():
    assert anchor_of(TEXT, 8) == "Then she"


def test_forced_words_are_quoted_in_their_grammar():
    grammar = containing(['say "no"', "灯", ""])
    assert '"say \\"no\\""' in grammar and 'any{0,48} "灯"' in grammar
    assert containing([]) == ""
