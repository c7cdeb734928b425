"""One request for a tool and a place: form, task, join, and honest refusals."""

import pytest

from studio.core.errors import StudioError
from studio.core.paths import resources
from studio.core.writing.lore import Lore
from studio.core.writing.outline import Memory
from studio.core.writing.request_builder import ModelFacts, Place, Wishes, build, unfinished_sentence
from studio.core.writing.tools import load_tools

TOOLS = load_tools(resources() / "writing")
BASE = ModelFacts(id="base", context=4096)
CHAT = ModelFacts(id="chat", chat=True, context=8192)
BUNDLED = ModelFacts(id="prose", chat=True, context=512, continues_only=True)
PLACE = Place(before="Maren read the letter. ", selection="She folded it.", after=" Then she left.")


def told(built) -> str:
    return "".join(piece.text for piece in built.request.pieces)


def test_a_base_model_reads_the_text_and_nothing_after_it():
    built = build(TOOLS["continue"], PLACE, BASE, Wishes())
    assert (built.request.form, told(built)) == ("plain", "Maren read the letter.")
    assert not built.fresh


def test_the_bundled_model_continues_plainly_and_gets_the_short_form_of_a_task():
    assert build(TOOLS["continue"], PLACE, BUNDLED, Wishes()).request.form == "plain"
    built = build(TOOLS["shorten"], PLACE, BUNDLED, Wishes())
    assert built.request.form == "chat"
    assert told(built).strip().endswith("Rewrite shorter.\n\nShe folded it.")
    assert "very small" in built.notice


def test_what_happens_next_stands_in_brackets_for_a_base_model_and_in_the_task_for_a_chat_model():
    wishes = Wishes(instruction="the lamp goes out")
    assert "[What happens next: the lamp goes out]" in told(build(TOOLS["continue"], PLACE, BASE, wishes))
    last = build(TOOLS["continue"], PLACE, CHAT, wishes).request.pieces[-1]
    assert "What happens next: the lamp goes out" in last.text


def test_a_chat_model_goes_on_in_the_middle_of_a_sentence():
    place = Place(before="Maren read the letter. Then she put ")
    built = build(TOOLS["continue"], place, CHAT, Wishes())
    assert built.request.begin == "Then she put"
    assert built.lead == len("Then she put") and not built.fresh
    assert "Then she put" not in told(built)
    from_word = build(TOOLS["continue"], place, CHAT, Wishes(begin=" it"))
    assert from_word.request.begin == "Then she put it" and from_word.lead == len("Then she put")


@pytest.mark.parametrize(
    ("text", "open_part"),
    [
        ("It rained. She", "She"),
        ("It rained.", ""),
        ("It rained.\n\n", ""),
        ("“No.” Then he", "Then he"),
        ("", ""),
    ],
)
def test_the_open_sentence_at_the_end(text, open_part):
    assert unfinished_sentence(text) == open_part


@pytest.mark.parametrize("tool", ["critique", "describe_picture"])
def test_a_model_that_only_continues_is_told_to_be_one(tool):
    with pytest.raises(StudioError, match="only continues"):
        build(TOOLS[tool], PLACE, BASE, Wishes())


def test_a_tool_for_a_passage_wants_one():
    with pytest.raises(StudioError, match="needs a passage"):
        build(TOOLS["rewrite"], Place(before="x"), CHAT, Wishes())


def test_a_passage_longer_than_the_context_is_refused_where_it_would_be_replaced():
    place = Place(before="", selection="many words " * 4000)
    with pytest.raises(StudioError, match="has room for"):
        build(TOOLS["rewrite"], place, CHAT, Wishes())
    built = build(TOOLS["summarise"], place, CHAT, Wishes())
    assert any(left.label == "Passage" for left in built.composed.left_out)


def test_the_request_says_everything_that_the_panel_says():
    wishes = Wishes(seed=7, count=3, stop=("END",), banned=("suddenly",), max_tokens=50)
    request = build(TOOLS["continue"], PLACE, BASE, wishes).request
    assert (request.seed, request.count, request.stop, request.banned) == (7, 3, ("END",), ("suddenly",))
    assert (request.max_tokens, request.tool) == (50, "continue")


def test_lore_and_memory_are_read():
    lore = (Lore(id="m", title="Maren", text="A sailor.", triggers=("Maren",)),)
    built = build(TOOLS["continue"], PLACE, BASE, Wishes(), Memory(always="A sea tale."), lore=lore)
    assert "A sea tale." in told(built) and "[Maren: A sailor.]" in told(built)
    assert [fired.word for fired in built.composed.fired] == ["Maren"]


def test_a_gap_is_filled_by_a_model_that_can_and_asked_of_others():
    filler = ModelFacts(id="fim", infill=True, context=4096)
    built = build(TOOLS["bridge"], PLACE, filler, Wishes())
    assert built.request.form == "infill" and built.request.pieces[-1].kind == "after"
    assert "[Later: Then she left.]" in told(build(TOOLS["bridge"], PLACE, BASE, Wishes()))


def test_nul_and_lone_surrogates_do_not_reach_a_model():
    request = build(TOOLS["continue"], Place(before="a\x00b\ud800"), BASE, Wishes()).request
    assert "\x00" not in request.pieces[-1].text
    request.pieces[-1].text.encode("utf-8")
