"""The product's own text engine at the end of a pipe: bundled model, toys, counting, and no open door."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio.core.errors import ErrorKind
from studio.core.messages import (
    Cancel,
    Cancelled,
    Count,
    Counted,
    Embed,
    Embedded,
    Failed,
    Finished,
    ModelFile,
    Phase,
    Progress,
    Reads,
    Resident,
    Stop,
    Text,
    Unload,
    Wrote,
)
from studio.core.request_parts import Adapter, FileRef
from studio.core.text_requests import Piece, Sampling, TextRequest
from tests.fakes.child import Child
from tests.fakes.toy_gguf import (
    STORY,
    Shape,
    write_toy_folder,
    write_toy_gguf,
    write_toy_lora,
    write_toy_projector,
)

TEXT_ENGINE = [sys.executable, "-P", "-m", "studio", "--engine", "text"]
RESOURCES = Path(__file__).parents[2] / "resources"
PROSE = ModelFile(
    id="prose",
    name="Starter prose",
    family="gguf",
    path=str(RESOURCES / "starter" / "prose" / "starter-prose.gguf"),
    kind="text",
)
COLD = Sampling(temperature=0)


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    made = Child(TEXT_ENGINE, tmp_path_factory.mktemp("text-engine"))
    made.ready()
    yield made
    made.close()


@pytest.fixture(scope="module")
def toys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModelFile]:
    folder = tmp_path_factory.mktemp("toys")
    return {
        "toy": write_toy_gguf(folder / "toy.gguf"),
        "able": write_toy_gguf(folder / "able.gguf", chat=True, infill=True),
        "embedding": write_toy_gguf(folder / "meaning.gguf", embedding=True),
        "folder": write_toy_folder(folder / "folder"),
        "lora": write_toy_lora(folder / "lora.gguf"),
        "other lora": write_toy_lora(folder / "other.gguf", seed=8),
    }


def asked(**changes: Any) -> TextRequest:
    values = {
        "model": "toy", "seed": 3, "max_tokens": 12, "top": 2,
        "pieces": (Piece(kind="text", text=STORY.strip()),),
    }  # fmt: skip
    return TextRequest(**{**values, **changes})


def written(child: Child, model: ModelFile, request: TextRequest, **more: Any) -> list[str]:
    """The alternatives of a job that must end well."""
    child.start(request, model, Path(), **more)  # type: ignore[arg-type]
    ending, seen = child.until_end()
    assert isinstance(ending, Finished), ending
    return [event.written.text for _, event, _ in seen if isinstance(event, Wrote)]


def answer(child: Child, kind: type) -> Any:
    while True:
        event = child.next()[1]
        if isinstance(event, kind):
            return event


def test_the_bundled_model_writes_text_at_once(child: Child) -> None:
    request = TextRequest(
        model="prose", seed=1, max_tokens=40, count=2,
        pieces=(Piece(kind="text", text="The old house stood at the end of the street, and "),),
    )  # fmt: skip
    child.start(request, PROSE, Path())  # type: ignore[arg-type]
    ending, seen = child.until_end()
    assert isinstance(ending, Finished)
    events = [event for _, event, _ in seen]
    assert [event.name for event in events if isinstance(event, Phase)] == ["loading", "reading", "writing"]
    texts = [event.written.text for event in events if isinstance(event, Wrote)]
    assert len(set(texts)) == 2 and all(len(text.split()) > 15 for text in texts)
    assert not texts[0].startswith(" "), "the writer's own blank stands there"
    assert events[-2].tokens_per_second > 0  # type: ignore[union-attr]


def test_nothing_listens_and_nothing_is_connected(child: Child, toys: dict[str, ModelFile]) -> None:
    written(child, toys["toy"], asked())
    process = psutil.Process(child.process.pid)
    assert process.net_connections(kind="inet") == []
    if sys.platform != "win32":
        listening = [one.laddr for one in process.net_connections(kind="unix") if one.laddr]
        folders = {Path(str(place)).parent for place in listening if "atelier-text" in str(place)}
        assert folders and all(folder.stat().st_mode & 0o777 == 0o700 for folder in folders)


def test_a_gguf_file_needs_no_torch(tmp_path: Path, toys: dict[str, ModelFile]) -> None:
    fresh = Child(TEXT_ENGINE, tmp_path / "fresh")
    try:
        fresh.ready()
        written(fresh, toys["toy"], asked())
        maps = {Path(part.path).name for part in psutil.Process(fresh.process.pid).memory_maps()}
        assert not [name for name in maps if name.startswith("libtorch")]
        fresh.send(Stop())
        assert fresh.process.wait(10) == 0
    finally:
        fresh.close()


def test_texts_come_in_parts_and_progress_counts_them(child: Child, toys: dict[str, ModelFile]) -> None:
    child.start(asked(max_tokens=400), toys["toy"], Path())  # type: ignore[arg-type]
    _, seen = child.until_end()
    texts = [event for _, event, _ in seen if isinstance(event, Text)]
    assert 2 <= len(texts) < 200, "those of 30 ms together"
    progress = [event for _, event, _ in seen if isinstance(event, Progress)]
    assert progress[-1].total == 400
    assert progress[-1].done <= 400


def test_a_cancel_while_writing_acts_within_a_token(child: Child, toys: dict[str, ModelFile]) -> None:
    job = child.start(asked(max_tokens=8000), toys["toy"], Path())  # type: ignore[arg-type]
    answer(child, Text)
    child.send(Cancel(job=job))
    ending, seen = child.until_end()
    assert ending == Cancelled(job=job)
    wrote = [event for _, event, _ in seen if isinstance(event, Wrote)]
    assert [one.written.reason for one in wrote] == ["cancelled"]
    assert 0 < len(wrote[0].written.tokens) < 8000
    assert written(child, toys["toy"], asked(max_tokens=4))


def test_a_cancel_while_reading_stops_reading(child: Child, tmp_path: Path) -> None:
    """A model that is slow enough for reading to be seen, and a text of some 6,000 tokens."""
    slow = write_toy_gguf(tmp_path / "slow.gguf", Shape(layers=12, width=512, hidden=1024))
    child.drain()
    job = child.start(asked(pieces=(Piece(kind="text", text=STORY * 60),)), slow, Path())  # type: ignore[arg-type]
    while not (isinstance(event := child.next()[1], Progress) and event.done):
        pass
    asked_at = time.monotonic()
    child.send(Cancel(job=job))
    ending, seen = child.until_end()
    assert ending == Cancelled(job=job)
    print(f"reading stopped after {seen[-1][0] - asked_at:.2f} s")
    assert not [event for _, event, _ in seen if isinstance(event, Wrote)]
    read = [event for _, event, _ in seen if isinstance(event, Progress)]
    assert all(event.done < event.total for event in read)


def test_what_is_read_is_told_with_what_is_used_again(child: Child, toys: dict[str, ModelFile]) -> None:
    def reads(text: str) -> Reads:
        child.start(asked(pieces=(Piece(kind="text", text=text),)), toys["toy"], Path())  # type: ignore[arg-type]
        _, seen = child.until_end()
        return next(event for _, event, _ in seen if isinstance(event, Reads))

    first = reads(STORY * 4 + "It rang.")
    assert first.prompt.endswith("It rang.") and first.context == 8192
    again = reads(STORY * 4 + "It rang. And then")
    assert again.cached > 0.7 * sum(again.tokens)
    reads("A tool asks something else of the same model. " * 10)
    assert reads(STORY * 4 + "It rang. And then").cached >= again.cached, "a prompt in between costs nothing"


def test_fill_in_the_middle_and_its_honest_fallback(child: Child, toys: dict[str, ModelFile]) -> None:
    pieces = (Piece(kind="text", text="The bell"), Piece(kind="after", text=" and fell silent."))
    prompts = {}
    for name in ("able", "toy"):
        child.start(asked(form="infill", pieces=pieces), toys[name], Path())  # type: ignore[arg-type]
        _, seen = child.until_end()
        prompts[name] = next(event for _, event, _ in seen if isinstance(event, Reads))
    assert prompts["able"].prompt == "<|prefix|>The bell<|suffix|> and fell silent.<|middle|>"
    assert prompts["able"].note == "" and all(prompts["able"].tokens)
    assert prompts["toy"].prompt.endswith("The bell")
    assert "cannot fill a gap" in prompts["toy"].note


def test_a_base_model_reads_messages_under_headings(child: Child, toys: dict[str, ModelFile]) -> None:
    pieces = (Piece(kind="instruction", text="Be brief.", role="system"),)
    pieces += (Piece(kind="message", text="Who rang?", role="user"),)
    child.start(asked(form="chat", pieces=pieces), toys["toy"], Path())  # type: ignore[arg-type]
    _, seen = child.until_end()
    reads = next(event for _, event, _ in seen if isinstance(event, Reads))
    assert reads.prompt == "### Instruction\nBe brief.\n\n### Request\nWho rang?\n\n### Answer\n"
    assert "no chat template" in reads.note


def test_grammars_rule_the_answer(child: Child, toys: dict[str, ModelFile]) -> None:
    (text,) = written(child, toys["toy"], asked(grammar='root ::= "yes" | "no"'))
    assert text in ("yes", "no")
    (text,) = written(child, toys["toy"], asked(grammar="root ::= [日月]+", max_tokens=20))
    assert text and set(text) <= set("日月"), "characters of several tokens come whole"
    schema = '{"type": "object", "properties": {"a": {"type": "boolean"}}, "required": ["a"], '
    (text,) = written(
        child, toys["toy"], asked(json_schema=schema + '"additionalProperties": false}', max_tokens=60)
    )
    assert "".join(text.split()) in ('{"a":true}', '{"a":false}')


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"grammar": "root ::= (("}, "grammar cannot be understood"),
        ({"json_schema": "{"}, "not JSON"),
        ({"json_schema": '{"type": "text"}', "max_tokens": 8}, "JSON schema cannot be followed"),
        ({"grammar": "root ::= [a-z]", "banned": ("a",)}, "cannot be used together"),
        ({"pieces": (Piece(kind="text", text="word " * 9000),)}, "tokens long, and the model holds 8,192"),
        ({"adapters": (Adapter(model="gone"),)}, "“gone” is not there any more"),
    ],
)
def test_bad_requests_are_refused_with_a_sentence(
    child: Child, toys: dict[str, ModelFile], changes: dict, words: str
) -> None:
    child.start(asked(**changes), toys["toy"], Path())  # type: ignore[arg-type]
    ending, _ = child.until_end()
    assert isinstance(ending, Failed)
    assert words in ending.error.sentence and ending.error.advice


def test_a_folder_refuses_what_transformers_cannot(child: Child, toys: dict[str, ModelFile]) -> None:
    child.start(asked(grammar="root ::= [a-z]"), toys["folder"], Path())  # type: ignore[arg-type]
    ending, _ = child.until_end()
    assert isinstance(ending, Failed) and "Hugging Face cannot follow a grammar" in ending.error.sentence


def test_loras_are_told_in_full_every_time(child: Child, toys: dict[str, ModelFile]) -> None:
    """What one strength read is never answered from with another."""
    parts = (toys["lora"], toys["other lora"])

    def text(*weights: tuple[str, float]) -> str:
        adapters = tuple(Adapter(model=name, weight=weight) for name, weight in weights)
        request = asked(
            adapters=adapters, sampling=COLD, max_tokens=16, pieces=(Piece(kind="text", text=STORY * 3),)
        )
        return written(child, toys["toy"], request, parts=parts)[0]

    bare = text()
    one, other = text(("lora", 1.0)), text(("other", 1.0))
    assert len({bare, one, other}) == 3
    assert text() == bare
    assert text(("lora", 1.0)) == one
    assert text(("other", 1.0), ("lora", 0.0)) == other
    assert text(("lora", 0.0)) == bare


def test_counting_and_meaning(child: Child, toys: dict[str, ModelFile]) -> None:
    child.drain()
    child.send(Count(number=7, model=toys["toy"], texts=("", "The sea was grey", STORY)))
    counted = answer(child, Counted)
    assert counted.number == 7 and counted.tokens[0] == 0 < counted.tokens[1] < counted.tokens[2]
    child.send(
        Embed(number=8, model=toys["embedding"], texts=("the sea was grey", "The sea was grey", STORY))
    )
    embedded = answer(child, Embedded)
    assert embedded.number == 8 and [len(vector) for vector in embedded.vectors] == [64, 64, 64]
    for vector in embedded.vectors:
        assert sum(value * value for value in vector) == pytest.approx(1, abs=1e-4)
    assert answer(child, Resident).models == ("Toy", "Toy"), "the one that writes stays beside it"
    gone = ModelFile(id="g", name="G", family="gguf", path="/nowhere.gguf")
    child.send(Count(number=9, model=gone, texts=("a",)))
    assert "not there any more" in answer(child, Counted).problem
    child.send(Unload())
    while answer(child, Resident).models:
        pass


def test_hostile_and_foreign_files_fail_with_a_sentence_and_the_child_lives(
    child: Child, toys: dict[str, ModelFile], tmp_path: Path
) -> None:
    raw = Path(toys["toy"].path).read_bytes()
    cases = {
        "cut.gguf": (raw[: len(raw) // 2], ErrorKind.MODEL_BROKEN),
        "noise.gguf": (bytes(range(256)) * 64, ErrorKind.MODEL_UNKNOWN),
        "swapped.gguf": (raw.replace(b"blk.0.attn_q", b"blk.0.attn_z"), ErrorKind.MODEL_BROKEN),
    }
    for name, (content, _) in cases.items():
        (tmp_path / name).write_bytes(content)
        file = ModelFile(id=name, name=name, family="gguf", path=str(tmp_path / name))
        child.start(asked(), file, Path())  # type: ignore[arg-type]
        ending, _ = child.until_end()
        assert isinstance(ending, Failed), name
        assert ending.error.kind in (ErrorKind.MODEL_BROKEN, ErrorKind.MODEL_UNKNOWN)
        assert ending.error.sentence.endswith(".") and ending.error.advice
    assert written(child, toys["toy"], asked())


def test_strange_texts_are_read_and_written(child: Child, toys: dict[str, ModelFile]) -> None:
    for text in ("\r\nmixed\rends\n", "שלום עולם", "夜のうみ。", "a\u0301\U0001f30a", " ", "​"):
        assert written(child, toys["toy"], asked(pieces=(Piece(kind="text", text=text),)))


def test_a_model_sees_with_a_projector_beside_it(child: Child, tmp_path: Path) -> None:
    from PIL import Image

    model = write_toy_gguf(tmp_path / "eye.gguf", chat=True)
    pictures = []
    for name, colour in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
        Image.new("RGB", (28, 28), colour).save(tmp_path / f"{name}.png")
        pictures.append(FileRef(path=str(tmp_path / f"{name}.png"), sha256=""))
    pieces = (Piece(kind="message", text="What is this?", role="user"),)
    request = asked(form="chat", pieces=pieces, pictures=(pictures[0],), sampling=COLD)
    child.start(request, model, Path())  # type: ignore[arg-type]
    ending, _ = child.until_end()
    assert isinstance(ending, Failed) and "no projector file (mmproj)" in ending.error.sentence
    write_toy_projector(tmp_path / "mmproj-eye.gguf")
    red = written(child, model, request)
    assert red[0] and written(child, model, request) == red
    blue = asked(form="chat", pieces=pieces, pictures=(pictures[1],), sampling=COLD)
    assert written(child, model, blue) != red, "what it sees changes what it writes"
    gone = asked(form="chat", pieces=pieces, pictures=(FileRef(path="/gone.png", sha256=""),))
    child.start(gone, model, Path())  # type: ignore[arg-type]
    ending, _ = child.until_end()
    assert isinstance(ending, Failed) and "gone.png" in ending.error.sentence
