"""What an exit code means to a person, and when trying again stops."""

import pytest

from studio.core.errors import ErrorKind
from studio.jobs.losses import LOSSES_SECONDS, LossCount, explain


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (-9, "out of memory"),
        (-11, "crashed"),
        (-6, "gave up"),
        (-4, "does not know"),
        (3, "exit code 3"),
        (0, "without saying why"),
        (-1073741819, "crashed"),
    ],
)
def test_the_sentence_names_the_likely_reason(code: int, words: str) -> None:
    report = explain(code, "the tail")
    assert report.kind is ErrorKind.ENGINE_LOST
    assert words in report.sentence
    assert report.advice
    assert report.detail == "the tail"


def test_three_losses_within_five_minutes_are_too_many() -> None:
    count = LossCount()
    for now in (0.0, 100.0):
        count.add(now)
        assert not count.too_many(now)
    count.add(200.0)
    assert count.too_many(200.0)
    assert not count.too_many(LOSSES_SECONDS + 1)
    count.forget()
    count.add(201.0)
    assert not count.too_many(201.0)
