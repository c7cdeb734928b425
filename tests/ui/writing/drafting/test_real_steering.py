"""LoRAs, the order of the steps and rules, from the panel to the real engine and back, with toy models."""

from collections.abc import Iterator

import pytest

from studio.core.paths import Folders
from studio.core.text_requests import SAMPLERS
from studio.jobs.link import engine_command
from studio.jobs.queue import JobQueue
from studio.storage.models import Models
from studio.ui.writing.drafting.drafting import Drafting
from tests.fakes.bench import Bench
from tests.fakes.toy_gguf import STORY, Shape, write_toy_gguf, write_toy_lora


@pytest.fixture
def models(folders: Folders) -> Models:
    """A toy with two LoRAs for it, and one that was made for a wider model."""
    write_toy_gguf(folders.models / "toy.gguf")
    write_toy_lora(folders.models / "sea.gguf")
    write_toy_lora(folders.models / "noir.gguf", seed=8)
    write_toy_lora(folders.models / "wide.gguf", Shape(width=128))
    made = Models(folders, [], {})
    made.scan()
    return made


@pytest.fixture
def bench(folders: Folders, qapp: object, models: Models) -> Iterator[Bench]:
    made = Bench(folders, text_command=engine_command("text"), known=models)
    yield made
    made.close()


@pytest.fixture
def drafting(desk, folders: Folders, bench: Bench, models: Models) -> Drafting:
    queue: JobQueue = bench.queue
    made = Drafting(desk.page, queue, models, queue.writings, folders)
    made.problems = []  # type: ignore[attr-defined]
    made.problem.connect(made.problems.append)  # type: ignore[attr-defined]
    made.panel.models.choose("toy")
    desk.page.open_item(desk.one)
    desk.page.editor.buffer.set_text(STORY, "set")
    desk.page.editor.select(len(STORY), len(STORY))
    panel = made.samplers.panel
    panel.set_length(16)
    panel.seed.set_seed(5, keep=True)
    panel._turned("temperature", 0.0)
    return made


@pytest.fixture
def written(qtbot, desk, drafting: Drafting):
    """A press of Continue with the panel as it is; what it wrote."""

    def press() -> str:
        run = drafting.press("continue")
        assert run, drafting.problems  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: not run.writing, timeout=60_000)
        if desk.page.editor.buffer.draft:
            desk.page.editor.buffer.draft.discard()
        return run.current.text

    return press


def test_loras_of_the_panel_change_what_is_written_each_with_its_weight(drafting, written):
    adapters = drafting.samplers.panel.adapters
    assert sorted(name for name, _ in drafting._adapters()) == ["noir", "sea"]
    bare = written()
    adapters._added("sea")
    sea = written()
    adapters._added("noir")
    adapters._weighed("sea", 0.0)
    noir = written()
    assert len({bare, sea, noir}) == 3
    adapters._weighed("noir", 0.0)
    assert written() == bare
    adapters._removed("noir")
    adapters._weighed("sea", 1.0)
    assert written() == sea
    assert not drafting.problems


def test_a_lora_of_another_model_is_refused_before_anything_is_loaded(desk, bench, drafting):
    loaded: list = []
    bench.queue.text_engine_changed.connect(loaded.append)
    drafting.samplers.panel.adapters._added("wide")
    assert drafting.press("continue") is None
    assert "“wide” was not made for the model “Toy”" in drafting.problems[-1].sentence
    assert drafting.problems[-1].advice and not loaded
    assert desk.page.editor.buffer.draft is None and desk.page.editor.text() == STORY


def test_the_order_of_the_steps_reaches_the_engine(drafting, written):
    """Without the temperature among the steps 0 is no longer the likeliest, so seeds matter."""
    panel = drafting.samplers.panel
    likeliest = written()
    panel.seed.set_seed(6, keep=True)
    assert written() == likeliest
    panel._turned("order", tuple(step for step in SAMPLERS if step != "temperature"))
    first = written()
    panel.seed.set_seed(7, keep=True)
    assert len({first, written(), likeliest}) > 1


def test_an_answer_obeys_the_grammar_and_a_refusal_of_the_engine_reaches_the_writer(drafting, written, desk):
    panel = drafting.samplers.panel
    panel.grammar.edit.setPlainText('root ::= " yes" | " no"')
    assert written().strip() in ("yes", "no")
    panel.grammar.edit.setPlainText('root ::= "a"? root "b" | "c"')  # a circle that only the engine sees
    assert panel.grammar.check() == ""
    assert written() == ""
    assert "grammar" in drafting.problems[-1].sentence and drafting.problems[-1].advice
    panel.grammar.edit.setPlainText("")
    assert written() != "" and desk.page.editor.text() == STORY
