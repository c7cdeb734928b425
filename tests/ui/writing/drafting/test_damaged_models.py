"""Damaged language models all the way from the folder to the engine: it is said why, and it goes on."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.core.jobs import JobState
from studio.core.paths import Folders
from studio.jobs import lane
from studio.jobs.link import engine_command
from studio.storage.models import PROSE, Models
from studio.ui.writing.drafting.drafting import Drafting
from tests.fakes import bench as benches
from tests.fakes.toy_gguf import STORY, TEMPLATE, write_toy_gguf

TEXT = STORY.strip()
PATIENCE = 60_000


def with_number(raw: bytes, key: str, value: int) -> bytes:
    """The file with another 32-bit number under a key."""
    name = struct.pack("<Q", len(key)) + key.encode()
    at = raw.index(name) + len(name) + 4
    return raw[:at] + struct.pack("<I", value) + raw[at + 4 :]


def with_text_size(raw: bytes, key: str, size: int) -> bytes:
    """The file with a text that claims to be of another size."""
    name = struct.pack("<Q", len(key)) + key.encode()
    at = raw.index(name) + len(name) + 4
    return raw[:at] + struct.pack("<Q", size) + raw[at + 8 :]


def tail_of(byte: bytes) -> Callable[[bytes], bytes]:
    """The weights at the end of the file made all alike."""
    return lambda raw: raw[: len(raw) // 2] + byte * (len(raw) - len(raw) // 2)


Damage = Callable[[bytes], bytes]
SEEN_AT_ONCE: dict[str, Damage] = {
    "empty": lambda raw: b"",
    "zeros": lambda raw: bytes(len(raw)),
    "text": lambda raw: b"This is a shopping list.\n" * 400,
    "page": lambda raw: b"<!DOCTYPE html><html><body>404 Not found</body></html>",
    "cut tensors": lambda raw: raw[: len(raw) * 2 // 3],
    "cut header": lambda raw: raw[:300],
    "tensor count": lambda raw: raw[:8] + struct.pack("<Q", 2**62) + raw[16:],
    "value count": lambda raw: raw[:16] + struct.pack("<Q", 2**62) + raw[24:],
    "huge text": lambda raw: with_text_size(raw, "general.name", 2**60),
    "newer": lambda raw: raw[:4] + struct.pack("<I", 99) + raw[8:],
    "no vocabulary": lambda raw: raw.replace(b"tokenizer.ggml.tokens", b"tokenizer.ggml.tokenz"),
    "strange kind": lambda raw: raw.replace(b"general.architecture", b"general.architecturf"),
}
"""Known by their headers when the folders are looked through."""
SEEN_BY_THE_ENGINE: dict[str, Damage] = {
    "head count": lambda raw: with_number(raw, "llama.attention.head_count", 7),
    "no heads": lambda raw: with_number(raw, "llama.attention.head_count", 0),
    "many layers": lambda raw: with_number(raw, "llama.block_count", 9000),
    "few layers": lambda raw: with_number(raw, "llama.block_count", 1),
    "width": lambda raw: with_number(raw, "llama.embedding_length", 128),
    "tensor name": lambda raw: raw.replace(b"blk.0.attn_q", b"blk.0.attn_z"),
    "end token": lambda raw: with_number(raw, "tokenizer.ggml.eos_token_id", 2**31),
    "rotary": lambda raw: with_number(raw, "llama.rope.dimension_count", 4096),
    "merges": lambda raw: raw.replace(b"tokenizer.ggml.merges", b"tokenizer.ggml.mergez"),
    "weights not a number": tail_of(b"\xff"),
    "weights zero": tail_of(b"\0"),
}
"""Only found out when they are loaded or run, or never: such a model may even write."""


class Desk:
    """The Write page over a folder of damaged models."""

    def __init__(self, desk, folders: Folders, bench: benches.Bench, qtbot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.queue, self.ear, self.models = bench.queue, bench.ear, Models(folders, [], {})
        self.drafting = Drafting(desk.page, bench.queue, self.models, bench.queue.writings, folders)
        self.problems: list = []
        self.drafting.problem.connect(self.problems.append)
        self.drafting.samplers.panel.set_length(12)
        desk.page.open_item(desk.one)
        self.editor = desk.page.editor
        self.editor.buffer.set_text(TEXT, "set")
        self.editor.select(len(TEXT), len(TEXT))

    def press(self, model: str):
        """*Continue* with a model; the run when it began and ended."""
        chooser = self.drafting.panel.models
        chooser.choose(model)
        assert chooser.model() and chooser.model().id == model, "it is offered, whatever it is"
        self.problems.clear()
        run = self.drafting.press("continue")
        if run:
            self.qtbot.waitUntil(lambda: not run.writing, timeout=PATIENCE)
        return run

    def bundled_writes(self) -> None:
        run = self.press(PROSE)
        assert run and not run.failed and not self.problems
        assert self.editor.buffer.draft and self.editor.buffer.draft.text.strip()
        self.editor.buffer.draft.discard()
        assert self.editor.text() == TEXT


def endless(raw: bytes) -> bytes:
    """Its chat template counts to a number that nobody lives to see."""
    loops = "".join(f"{{% for {name} in range(9999) %}}" for name in "abcd") + "{% endfor %}" * 4
    return raw.replace(TEMPLATE.encode(), loops.ljust(len(TEMPLATE.encode())).encode())


@pytest.fixture
def damaged(request: pytest.FixtureRequest, desk, folders: Folders, tmp_path: Path, qtbot) -> Iterator[Desk]:
    write_toy_gguf(tmp_path / "whole.gguf", chat=True)
    raw = (tmp_path / "whole.gguf").read_bytes()
    folders.models.mkdir(parents=True)
    for name, damage in request.param.items():
        content = damage(raw)
        assert content != raw, name
        (folders.models / f"{name}.gguf").write_bytes(content)
    bench = benches.Bench(folders, text_command=engine_command("text"))
    yield Desk(desk, folders, bench, qtbot)
    bench.close()


@pytest.mark.parametrize("damaged", [SEEN_AT_ONCE], indirect=True, ids=["headers"])
def test_what_the_header_gives_away_is_said_before_anything_is_begun(damaged: Desk) -> None:
    for name in SEEN_AT_ONCE:
        assert damaged.press(name) is None, name
        (problem,) = damaged.problems
        assert problem.sentence.endswith(".") and problem.advice, name
        assert name in problem.sentence or "Toy" in problem.sentence, "it is said which"
        assert damaged.drafting.panel.models.about.text(), "the chooser says it as well"
        assert damaged.editor.buffer.draft is None and damaged.editor.text() == TEXT
    assert not damaged.ear.states, "nothing was queued"
    damaged.bundled_writes()


@pytest.mark.parametrize("damaged", [SEEN_BY_THE_ENGINE], indirect=True, ids=["engine"])
def test_what_only_the_engine_finds_out_costs_at_most_the_engine(damaged: Desk) -> None:
    told: dict[str, str] = {}
    for name in SEEN_BY_THE_ENGINE:
        run = damaged.press(name)
        if run is None:
            told[name] = damaged.problems[0].sentence
            continue
        job = next(job for job in damaged.ear.ended if job.id == run.job)
        if job.state is JobState.DONE:
            told[name] = "wrote"
            assert not damaged.problems
        else:
            assert job.state in (JobState.FAILED, JobState.LOST) and job.error
            told[name] = damaged.problems[0].sentence
            assert damaged.problems[0].sentence.endswith(".") and damaged.problems[0].advice
            assert "fault of its own" not in told[name], "a damaged file is no fault of the program"
        if draft := damaged.editor.buffer.draft:
            draft.discard()
        assert damaged.editor.text() == TEXT
        damaged.queue.set_paused(False)  # after three losses the writer is asked to go on
    print(told)
    assert sum(said != "wrote" for said in told.values()) >= 5
    damaged.bundled_writes()


@pytest.mark.parametrize("damaged", [{"endless": endless}], indirect=True, ids=["template"])
def test_a_model_that_never_comes_to_an_end_is_stopped(
    damaged: Desk, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "STUCK_MS", 500)
    damaged.drafting.panel.models.choose("endless")
    run = damaged.drafting.press("continue")
    assert run
    qtbot.waitUntil(lambda: "loading" in damaged.ear.phases, timeout=PATIENCE)
    damaged.drafting.drafter.stop()
    qtbot.waitUntil(lambda: not run.writing, timeout=PATIENCE)
    assert damaged.ear.ended[0].state is JobState.CANCELLED and damaged.editor.buffer.draft is None
    damaged.bundled_writes()
