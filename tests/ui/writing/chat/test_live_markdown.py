"""Markdown while it streams shows no half marks."""

import pytest

from studio.ui.writing.chat.live_markdown import live


@pytest.mark.parametrize(
    ("streamed", "shown"),
    [
        ("plain", "plain"),
        ("It is **old", "It is **old**"),
        ("It is **old*", "It is **old**"),
        ("It is **", "It is"),
        ("It is *old", "It is *old*"),
        ("It is *", "It is"),
        ("- one\n* two", "- one\n* two"),
        ("Use `code", "Use `code`"),
        ("Use `", "Use"),
        ("See [the har", "See the har"),
        ("See [the harbour](http://x", "See the harbour"),
        ("Title\n-", "Title"),
        ("```py\nprint(", "```py\nprint(\n```"),
        ("A **b** and *c*", "A **b** and *c*"),
        ("closed **b**\n\nopen *c", "closed **b**\n\nopen *c*"),
    ],
)
def test_half_marks_are_closed_or_held_back(streamed: str, shown: str) -> None:
    assert live(streamed).strip() == shown
