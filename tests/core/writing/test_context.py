"""What the model reads: order, shares, what is left out, and a beginning that stays while one writes on."""

import pytest

from studio.core.writing.context import (
    ContextParts,
    Passage,
    blocks,
    compose,
    estimate_by_bytes,
    split_before,
)
from studio.core.writing.lore import Lore, fire


def paragraphs(number: int, word: str = "word") -> str:
    return "\n\n".join(f"{word} {index} " + "of many " * 10 for index in range(number))


def read(composed) -> str:
    return "".join(piece.text for piece in composed.pieces)


def test_stable_parts_come_first_and_lore_stands_near_the_end():
    maren = Lore(id="m", title="Maren", text="A sailor.", triggers=("Maren",))
    text = "One.\n\nTwo.\n\nThree, Maren.\n\nFour."
    parts = ContextParts(
        always="A sea tale.",
        earlier=(Passage(label="Harbour", text="They left."),),
        text=text,
        fired=tuple(fire([maren], text)),
        note="Keep it short.",
        note_depth=2,
    )
    composed = compose(parts, 1000)
    assert [piece.kind for piece in composed.pieces] == ["memory", "earlier", "text", "lore", "note", "text"]
    assert read(composed).endswith("Two.\n\n[Maren: A sailor.]\n\n[Keep it short.]\n\nThree, Maren.\n\nFour.")


def test_in_a_chat_the_instruction_is_the_systems_and_the_task_comes_last():
    parts = ContextParts(instruction="You write.", text="One.", task="Go on.")
    pieces = compose(parts, 1000, form="chat").pieces
    assert (pieces[0].role, pieces[-1].text.strip(), pieces[-1].role) == ("system", "Go on.", "user")


def test_text_that_has_no_room_goes_in_whole_blocks_and_the_beginning_then_stays():
    """Pressing Continue again and again: the beginning changes seldom, so little is read again."""
    text = paragraphs(60)
    starts = []
    for press in range(40):
        text += f"\n\nand then {press} " + "came more " * 8
        composed = compose(ContextParts(text=text), 1200)
        starts.append(text.find(read(composed)[:60]))
        assert text.rstrip(" ").endswith(read(composed))
        assert composed.used <= 1200
    assert 2 <= len(set(starts)) <= 8
    assert starts == sorted(starts)


def test_lore_that_comes_and_goes_does_not_move_the_beginning():
    text = paragraphs(60) + "\n\nMaren came."
    maren = Lore(id="m", title="Maren", text="A sailor of the north. " * 6, triggers=("Maren",))
    with_lore = compose(ContextParts(text=text, fired=tuple(fire([maren], text)), volatile=True), 1200)
    without = compose(ContextParts(text=text, volatile=True), 1200)
    assert with_lore.fired and not without.fired
    assert read(with_lore)[:200] == read(without)[:200]


def test_summaries_stand_in_for_the_scenes_that_have_no_room():
    scenes = tuple(
        Passage(label=f"Scene {n}", text=paragraphs(20, f"s{n}"), summary=f"Sum of {n}.") for n in range(6)
    )
    composed = compose(ContextParts(earlier=scenes, text="Now."), 900)
    said = read(composed)
    assert "Sum of 0." in said and "s5 19" in said and "s0 0" not in said
    assert "Sum of 0." in said and said.index("Sum of 0.") < said.index("s5 19")


def test_what_is_left_out_is_named_with_its_reason():
    scenes = (Passage(label="Harbour", text=paragraphs(40)), Passage(label="Storm", text=paragraphs(2)))
    composed = compose(ContextParts(earlier=scenes, text="Now.", always="x " * 4000), 600)
    assert {left.label for left in composed.left_out} == {"Harbour", "Always read"}
    assert all(left.why.endswith(".") for left in composed.left_out)


@pytest.mark.parametrize("text", ["x" * 200_000, "猫" * 50_000, "a\r\n" * 40_000, "", "\n\n\n"])
def test_texts_without_end_still_fit(text):
    composed = compose(ContextParts(text=text), 500)
    assert composed.used <= 500


def test_blanks_at_the_end_are_not_read():
    assert read(compose(ContextParts(text="He said.  "), 500)) == "He said."


def test_blocks_are_counted_from_the_start_so_that_writing_on_changes_the_last_alone():
    text = paragraphs(30)
    assert "".join(blocks(text, 300)) == text
    assert blocks(text + "\n\nmore", 300)[:5] == blocks(text, 300)[:5]


def test_the_note_is_put_so_many_paragraphs_before_the_caret():
    assert split_before("a\n\nb\n\nc", 1) == ("a\n\nb\n\n", "c")
    assert split_before("a\n\nb\n\nc", 9) == ("", "a\n\nb\n\nc")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("The bell rang.", 4), ("“So,” she said — late.", 6), ("夜のうみ", 12), ("é", 2), ("🌊 a", 5), ("", 0)],
)
def test_for_an_english_vocabulary_other_scripts_are_guessed_by_their_bytes(text: str, tokens: int) -> None:
    assert estimate_by_bytes(text) == tokens
