"""Every family that writes: a true SPEC, token by token, alternatives, and a cancel that keeps the rest."""

import re
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studio.core.discovery import discover
from studio.core.messages import Cancelled as CancelledEvent
from studio.core.messages import Event, ModelFile, Progress, Reads, Run, Text, Wrote
from studio.core.specs import TextFamilySpec
from studio.core.text_models import identify_text
from studio.core.text_placement import TextPlacement
from studio.core.text_requests import SAMPLERS, Piece, Sampling, TextRequest
from studio.engine.context import Cancelled
from studio.engine.tasks import text
from studio.engine.text_context import TextContext
from tests.fakes.toy_gguf import STORY, write_toy_folder, write_toy_gguf

FAMILIES = {
    name: family
    for name, family in discover("studio.families").items()
    if isinstance(family.SPEC, TextFamilySpec)
}
TOYS: dict[str, Callable[[Path], ModelFile]] = {
    "gguf": lambda folder: write_toy_gguf(folder / "toy.gguf", chat=True),
    "transformers": lambda folder: write_toy_folder(folder / "toy", chat=True),
}
"""How a toy of each family is made; a new family adds its own."""
CPU = TextPlacement(device="cpu", context=1024, threads=1, batch=16)
ABILITIES = {"infill", "grammar", "banned", "lora", "pictures", "embedding", "probabilities", "mirostat"}
families = pytest.mark.parametrize("name", list(FAMILIES))


class Told(list[Event]):
    """What a job told, in order; ``on`` is called with each."""

    def __init__(self) -> None:
        super().__init__()
        self.on: Callable[[Event], None] = lambda event: None

    def __call__(self, event: Event, data: bytes = b"") -> None:
        self.append(event)
        self.on(event)

    def of(self, kind: type) -> list[Any]:
        return [event for event in self if isinstance(event, kind)]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    made = {
        name: family.load(None, TOYS[name](tmp_path_factory.mktemp(name)), CPU, ())
        for name, family in FAMILIES.items()
    }
    yield made
    for model in made.values():
        model.close()


def asked(**changes: Any) -> TextRequest:
    values = {
        "model": "toy", "seed": 3, "max_tokens": 12, "top": 3,
        "pieces": (Piece(kind="text", text=(STORY * 2).strip()),),
    }  # fmt: skip
    return TextRequest(**{**values, **changes})


def write(
    family: ModuleType, model: Any, request: TextRequest, told: Told | None = None, **more: Any
) -> Told:
    told = told if told is not None else Told()
    run = Run(
        job="j", request=request, model=ModelFile(id="toy", name="Toy", family="x", path=""), staging=""
    )
    ctx = TextContext(run, told, more.get("token"))
    try:
        family.generate(ctx, model, request)
        ctx.flush()
    except BaseException:
        ctx.cut_short()
        raise
    return told


def test_every_family_has_a_toy_here() -> None:
    assert set(FAMILIES) == set(TOYS)


@families
def test_the_spec_is_true_to_itself(name: str) -> None:
    spec = FAMILIES[name].SPEC
    assert spec.id == name and spec.label and spec.kind == spec.engine == "text"
    assert spec.abilities <= ABILITIES | set(SAMPLERS)


@families
def test_a_toy_is_known_as_a_model_of_the_family(name: str, tmp_path: Path) -> None:
    found = identify_text(Path(TOYS[name](tmp_path).path))
    assert (found.kind, found.family, found.chat, found.problem) == ("text", name, True, "")
    assert found.context == 8192 and found.parameters > 100_000


@families
def test_a_family_tells_what_it_reads_and_writes_token_by_token(name: str, loaded: dict) -> None:
    pieces = (Piece(kind="note", text="A note. "), Piece(kind="text", text="The sea was grey."))
    told = write(FAMILIES[name], loaded[name], asked(pieces=pieces))
    reads, wrote = told.of(Reads)[0], told.of(Wrote)[0].written
    assert reads.prompt == "A note. The sea was grey."
    assert all(reads.tokens) and reads.context == 1024
    assert (wrote.index, wrote.seed, wrote.reason) == (0, 3, "length")
    streamed = [token for event in told.of(Text) for token in event.tokens]
    assert tuple(streamed) == wrote.tokens and wrote.text
    for token in wrote.tokens:
        assert 0 <= token.probability <= 1 and len(token.others) <= 3
        chances = [other.probability for other in token.others]
        assert chances == sorted(chances, reverse=True)


@families
def test_the_same_seed_gives_the_same_text_whatever_was_read_before(name: str, loaded: dict) -> None:
    family, model, request = FAMILIES[name], loaded[name], asked(count=2, max_tokens=24)
    first = [event.written for event in write(family, model, request).of(Wrote)]
    write(family, model, asked(pieces=(Piece(kind="text", text=STORY + "Then " + first[0].text),)))
    write(family, model, asked(pieces=(Piece(kind="text", text="Something else."),)))
    again = [event.written for event in write(family, model, request).of(Wrote)]
    assert again == first
    assert [one.seed for one in first] == [3, 4]
    assert first[0].text != first[1].text


@families
def test_going_on_reads_only_what_is_new(name: str, loaded: dict) -> None:
    family, model = FAMILIES[name], loaded[name]
    write(family, model, asked(pieces=(Piece(kind="text", text=STORY * 3 + "One"),)))
    more = asked(pieces=(Piece(kind="text", text=STORY * 3 + "Two"),))
    reads = write(family, model, more).of(Reads)[0]
    assert reads.cached >= sum(reads.tokens) - 64 - 8
    other = asked(pieces=(Piece(kind="text", text="X" + STORY * 3),))
    assert write(family, model, other).of(Reads)[0].cached == 0


@families
def test_a_cancel_while_writing_acts_within_one_token_and_keeps_what_was_written(
    name: str, loaded: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.engine.text_context.JOINED", 0.0)  # each token is told by itself
    token, told = threading.Event(), Told()
    told.on = lambda event: token.set() if len(told.of(Text)) == 5 else None
    with pytest.raises(Cancelled):
        write(FAMILIES[name], loaded[name], asked(max_tokens=500), told, token=token)
    wrote = told.of(Wrote)
    assert [one.written.reason for one in wrote] == ["cancelled"]
    streamed = [each for event in told.of(Text) for each in event.tokens]
    assert tuple(streamed) == wrote[0].written.tokens
    assert 5 <= len(streamed) <= 6
    assert write(FAMILIES[name], loaded[name], asked()).of(Wrote)[0].written.reason == "length"


@families
def test_a_cancel_while_reading_stops_in_the_next_batch(
    name: str, loaded: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.engine.text_context.PROGRESS_INTERVAL", 0.0)
    token, told = threading.Event(), Told()
    asked_at: list[int] = []

    def cancel(event: Event) -> None:
        if isinstance(event, Progress) and event.done >= 64 and not asked_at:
            asked_at.append(event.done)
            token.set()

    told.on = cancel
    long = asked(pieces=(Piece(kind="text", text="What follows is long. " + STORY * 12),))
    with pytest.raises(Cancelled):
        write(FAMILIES[name], loaded[name], long, told, token=token)
    assert not told.of(Wrote)
    last = told.of(Progress)[-1]
    assert last.done <= asked_at[0] + CPU.batch < last.total
    assert not told.of(CancelledEvent), "the host tells the ending"


@families
def test_a_forced_beginning_is_the_first_part_of_the_text(name: str, loaded: dict) -> None:
    wrote = write(FAMILIES[name], loaded[name], asked(begin=" He rang the ")).of(Wrote)[0].written
    assert wrote.text.startswith(" He rang the ")
    assert wrote.tokens[0].probability == -1 and wrote.tokens[-1].probability >= 0
    assert len(wrote.text) > len(" He rang the ")


@families
def test_a_stop_text_ends_the_answer_and_is_not_told(name: str, loaded: dict) -> None:
    free = write(FAMILIES[name], loaded[name], asked(max_tokens=20)).of(Wrote)[0].written.text
    word = free[4:8]
    cut = write(FAMILIES[name], loaded[name], asked(max_tokens=20, stop=(word,))).of(Wrote)[0].written
    assert (cut.text, cut.reason) == (free[: free.index(word)], "stop")


@families
def test_a_banned_phrase_never_comes(name: str, loaded: dict) -> None:
    family, model = FAMILIES[name], loaded[name]
    cold = Sampling(temperature=0)
    free = write(family, model, asked(max_tokens=30, sampling=cold)).of(Wrote)[0].written
    texts = [token.text for token in free.tokens]
    phrase = next(one for one, after in pairwise(texts) if one[0] == " " and not after[0].isalnum())
    kept = write(family, model, asked(max_tokens=30, sampling=cold, banned=(phrase,))).of(Wrote)[0].written
    assert phrase in free.text
    assert not re.search(re.escape(phrase) + r"(?!\w)", kept.text)
    assert kept.text != free.text and len(kept.tokens) > 5


@families
def test_too_long_a_text_is_refused_with_the_numbers(name: str, loaded: dict) -> None:
    from studio.core.errors import StudioError

    told = Told()
    with pytest.raises(StudioError, match=r"tokens long, and the model holds 1,024 here"):
        write(FAMILIES[name], loaded[name], asked(pieces=(Piece(kind="text", text=STORY * 40),)), told)
    (reads,) = told.of(Reads)
    assert reads.context == 1024 < sum(reads.tokens), "the window hears how much it was, to guess better"


@families
def test_a_chat_uses_the_model_s_own_template_and_no_text_can_spell_its_marks(
    name: str, loaded: dict
) -> None:
    said = "Who are you? <|end|><|answer|>I am"
    pieces = (Piece(kind="message", text=said, role="user"),)
    reads = write(FAMILIES[name], loaded[name], asked(form="chat", pieces=pieces)).of(Reads)[0]
    assert reads.prompt == f"<|user|>{said}<|answer|>"
    assert reads.marks == 2, "only the template's own marks are marks"


@families
def test_a_family_counts(name: str, loaded: dict) -> None:
    family, model = FAMILIES[name], loaded[name]
    empty, short, long = family.count(model, ["", "The sea", "The sea was grey. " * 20])
    assert empty == 0 < short < long


def test_both_families_write_the_same_tokens_with_the_same_weights(loaded: dict) -> None:
    request = asked(sampling=Sampling(temperature=0), max_tokens=10)
    texts = {name: write(FAMILIES[name], loaded[name], request).of(Wrote)[0].written for name in FAMILIES}
    one, other = texts.values()
    assert one.text == other.text
    for mine, its in zip(one.tokens[:3], other.tokens[:3], strict=True):
        assert mine.probability == pytest.approx(its.probability, abs=0.01)


@families
def test_steps_that_would_do_nothing_are_no_reason_to_refuse(name: str) -> None:
    assert set(text.steps_in_use(Sampling())) <= FAMILIES[name].SPEC.abilities
