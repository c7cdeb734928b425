"""A replacement takes over capitals."""

import pytest

from studio.core.writing.letter_case import in_case_of


@pytest.mark.parametrize(
    ("found", "new", "expected"),
    [
        ("anna", "Maria", "maria"),
        ("Anna", "maria", "Maria"),
        ("ANNA", "maria", "MARIA"),
        ("A", "eine", "Eine"),
        ("McDonald", "smith", "smith"),
        ("123", "Maria", "Maria"),
        ("Anna", "", ""),
        ("渡船", "Boat", "Boat"),
    ],
)
def test_capitals_are_taken_over(found: str, new: str, expected: str) -> None:
    assert in_case_of(found, new) == expected
