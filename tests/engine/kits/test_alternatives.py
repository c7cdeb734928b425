"""One alternative in the engine: reasoning is told apart from the text, however its marks are cut."""

import pytest

from studio.core.text_requests import Piece, TextRequest, Token
from studio.engine.kits.alternatives import Alternative, Choice
from studio.engine.kits.watching import Watch


class Heard:
    """What a text job would tell the window."""

    def __init__(self, **wishes: object) -> None:
        pieces = (Piece(kind="message", role="user", text="Rain?"),)
        self.request = TextRequest(model="m", pieces=pieces, form="chat", seed=1, **wishes)  # type: ignore[arg-type]
        self.text = self.thought = ""

    def write(self, index: int, token: Token) -> None:
        self.text += token.text

    def think(self, index: int, text: str) -> None:
        self.thought += text


def told(answer: str, size: int, *, thinking: str = "", stops: tuple[str, ...] = ()) -> Heard:
    heard = Heard(stop=stops)
    line = Alternative(heard, 0, Watch(stops, ()), thinking=thinking)  # type: ignore[arg-type]
    data = answer.encode()
    for number, at in enumerate(range(0, len(data), size)):
        if line.take(Choice(id=number, data=data[at : at + size])):
            return heard
    line.end("end")
    return heard


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize("mark", ["<think>%s</think>", "<thinking>%s</thinking>", "[THINK]%s[/THINK]"])
def test_a_thought_is_no_text(mark, size):
    heard = told(mark % "Hm — rain…" + "\n\nIt stopped.", size)
    assert (heard.text, heard.thought) == ("It stopped.", "Hm — rain…")


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_a_thought_that_the_template_began_is_no_text(size):
    heard = told("Hm.</think>\nIt stopped.", size, thinking="</think>")
    assert (heard.text, heard.thought) == ("It stopped.", "Hm.")


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize("thinking", ["", "</think>"])
def test_a_thought_that_does_not_end_is_a_thought_and_no_text(size, thinking):
    heard = told("<think>and on and on", size, thinking=thinking)
    assert (heard.text, heard.thought) == ("", "and on and on")


def test_a_stop_text_within_a_thought_does_not_end_the_answer():
    heard = told("<think>The End?</think>Yes. The End", 3, stops=("The End",))
    assert heard.text == "Yes. "


@pytest.mark.parametrize("answer", ["<thi", "<b>bold</b>", "He said <think> once."])
def test_what_only_looks_like_a_mark_is_text(answer):
    assert told(answer, 1).text == answer
