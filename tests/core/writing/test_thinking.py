"""What a reasoning model thinks never becomes text, however its marks are cut and whether they end."""

import pytest

from studio.core.text_requests import Token
from studio.core.writing.alternative import Alternative


def streamed(answer: str, size: int) -> tuple[Alternative, str]:
    """An alternative of tokens of so many characters, and what a draft shows that follows it."""
    made, shown = Alternative("Rain fell.", fresh=True), ""

    def follow(new: str) -> None:
        nonlocal shown
        shown = made.text if made.turned else shown + new
        made.turned = False

    for at in range(0, len(answer), size):
        follow(made.add([Token(text=answer[at : at + size], probability=0.5)]))
    follow(made.finish())
    return made, shown


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "answer",
    [
        "<think>Hm. Rain?</think>\n\nIt stopped.",
        "<thinking>Hm. Rain?</thinking>It stopped.",
        "[THINK]Hm.[/THINK] It stopped.",
        "\n<think>\n\n</think>\n\nIt stopped.",
        "The template began the thought.</think>It stopped.",
    ],
)
def test_only_the_answer_is_text(answer, size):
    made, shown = streamed(answer, size)
    assert made.text == shown == " It stopped."
    assert [made.text[word.start : word.end] for word in made.words()][-1] == "stopped."
    assert not made.only_thought


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_thought_that_does_not_end_leaves_no_text(size):
    made, shown = streamed("<think>and on and on", size)
    assert (made.text, shown, made.only_thought) == ("", "", True)


@pytest.mark.parametrize("answer", ["<thi", "<b>bold</b>", "He said <think> once."])
def test_what_only_looks_like_a_mark_is_text(answer):
    made, shown = streamed(answer, 1)
    assert made.text.strip() == shown.strip() == answer
