"""Stop texts and banned phrases in a text that grows: a table."""

import pytest

from studio.engine.kits.watching import Watch, fold


@pytest.mark.parametrize(
    ("phrase", "before", "text", "ended", "found"),
    [
        ("he", "", "the", True, False),
        ("he", "", "he went", False, True),
        ("he", "", "he", False, False),
        ("he", "", "he", True, True),
        ("he", "t", "he went", False, False),
        ("he", "", "held", False, False),
        ("a shiver", "", "A Shiver ran", False, True),
        ("…", "", "well…", False, True),
        ("他", "", "我他你", False, True),
        ("straße", "", "STRAßE!", False, True),
        ("don't", "", "I don't.", False, True),
    ],
)
def test_phrases_are_found_as_words(phrase: str, before: str, text: str, ended: bool, found: bool) -> None:
    assert bool(Watch((), (phrase,)).find(before, text, ended=ended)) is found


@pytest.mark.parametrize(
    ("stop", "banned", "text", "waiting"),
    [
        (("\n\n",), (), "end.\n", 1),
        (("\n\n",), (), "end.", 0),
        ((), ("a shiver",), "and a shi", 5),
        ((), ("a shiver",), "and a shiver", 8),
        (("###",), ("the sea",), "x##", 2),
        ((), ("ababc",), "xabab", 4),
    ],
)
def test_what_may_become_one_waits(stop, banned, text: str, waiting: int) -> None:
    assert Watch(stop, banned).waiting(text) == waiting


def test_the_first_of_several_counts_and_folding_keeps_places() -> None:
    found = Watch(("sea",), ("grey",)).find("", "the grey sea ", ended=False)
    assert found and found.banned and (found.start, found.end) == (4, 8)
    assert len(fold("İstanbul ß")) == len("İstanbul ß")
