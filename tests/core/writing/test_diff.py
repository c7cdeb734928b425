"""Differences between two texts: they lead from one to the other, and stay small for small changes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.core.writing.diff import Change, diff

TEXTS = st.one_of(st.text(), st.text(alphabet="ab \n", max_size=60))


def shown(old: str, new: str) -> list[tuple[str, str, str]]:
    return [
        (change.kind, old[change.old_start : change.old_end], new[change.new_start : change.new_end])
        for change in diff(old, new)
    ]


@given(TEXTS, TEXTS)
def test_the_changes_lead_from_the_old_text_to_the_new_one(old: str, new: str) -> None:
    old_at = new_at = 0
    kinds: list[str] = []
    for change in diff(old, new):
        assert (change.old_start, change.new_start) == (old_at, new_at), "no gap and no overlap"
        old_at, new_at = change.old_end, change.new_end
        kinds.append(change.kind)
        before, after = old[change.old_start : change.old_end], new[change.new_start : change.new_end]
        assert (before == after) == (change.kind == "equal")
        assert bool(before) == (change.kind != "insert") and bool(after) == (change.kind != "delete")
    assert (old_at, new_at) == (len(old), len(new))
    assert all(first != second for first, second in pairwise(kinds))


def test_one_other_word_is_one_small_change() -> None:
    assert shown("The old mill stood still.", "The red mill stood still.") == [
        ("equal", "The ", "The "),
        ("replace", "old ", "red "),
        ("equal", "mill stood still.", "mill stood still."),
    ]


def test_a_new_paragraph_is_one_insertion() -> None:
    old, new = "First.\n\nLast.\n", "First.\n\nBetween them.\n\nLast.\n"
    assert [change for change in shown(old, new) if change[0] != "equal"] in (
        [("insert", "", "Between them.\n\n")],
        [("insert", "", "\nBetween them.\n")],
    )


def test_chinese_is_compared_by_characters() -> None:
    assert ("replace", "好", "们") in shown("你好世界", "你们世界")


def test_nothing_changed_is_one_equal_stretch() -> None:
    assert diff("same", "same") == [Change(kind="equal", old_start=0, old_end=4, new_start=0, new_end=4)]
    assert diff("", "") == []


def test_a_long_text_rewritten_throughout_is_answered_as_well() -> None:
    """Twenty thousand words with everything changed must not take difflib's worst case."""
    old = " ".join(f"word{number % 97}" for number in range(20_000))
    new = " ".join(f"term{number % 89}" for number in range(30_000))
    assert shown(old, new) == [("replace", old, new)]
