"""The whole way with the bundled model in its real engine: Continue, draft, accept, file, undo."""

from collections.abc import Iterator

import pytest

from studio.core.paths import Folders
from studio.jobs.link import engine_command
from studio.ui.writing.drafting.drafting import Drafting
from tests.fakes.bench import Bench

TEXT = "Maren read the letter twice by the lamp, and then she"


@pytest.fixture
def bench(folders: Folders, qapp: object) -> Iterator[Bench]:
    made = Bench(folders, text_command=engine_command("text"))
    yield made
    made.close()


def test_continue_accept_save_undo(qtbot, desk, folders, bench):
    from studio.storage.models import Models

    queue = bench.queue
    models = Models(folders, [], {})
    drafting = Drafting(desk.page, queue, models, queue.writings, folders)
    problems: list = []
    drafting.problem.connect(problems.append)
    assert drafting.model() and drafting.model().id == "prose"
    desk.page.open_item(desk.one)
    editor = desk.page.editor
    editor.buffer.set_text(TEXT, "set")
    editor.select(len(TEXT), len(TEXT))
    drafting.samplers.panel.set_length(24)
    run = drafting.press("continue")
    assert run and not problems
    qtbot.waitUntil(lambda: not run.writing, timeout=60_000)
    assert not problems
    draft = editor.buffer.draft
    assert draft and len(draft.text.split()) > 5
    assert draft.text[0] == " " and "  " not in draft.text
    assert any(word.probability > 0 for word in run.current.words())
    assert run.current.choices(run.current.words()[2].token)
    written = draft.text
    drafting.drafter.accept()
    assert editor.text() == TEXT + written
    qtbot.waitUntil(lambda: desk.on_disk(desk.one) == TEXT + written, timeout=10_000)
    editor.undo()
    assert editor.text() == TEXT
    qtbot.waitUntil(lambda: desk.on_disk(desk.one) == TEXT, timeout=10_000)


def test_the_same_seed_writes_the_same_and_a_second_press_reads_little_again(qtbot, desk, folders, bench):
    from studio.storage.models import Models

    queue = bench.queue
    drafting = Drafting(desk.page, queue, Models(folders, [], {}), queue.writings, folders)
    reads: list = []
    queue.reads_told.connect(reads.append)
    desk.page.open_item(desk.two)
    editor = desk.page.editor
    text = "It rained on the harbour all that night. " * 6 + TEXT
    editor.buffer.set_text(text, "set")
    editor.select(len(text), len(text))
    panel = drafting.samplers.panel
    panel.set_length(16)
    panel.seed.set_seed(7, keep=True)
    first = drafting.press("continue")
    qtbot.waitUntil(lambda: not first.writing, timeout=60_000)
    written = first.current.text
    editor.buffer.draft.discard()
    second = drafting.press("continue")
    qtbot.waitUntil(lambda: not second.writing, timeout=60_000)
    assert second.current.text == written
    assert reads[1].cached > 0.5 * sum(reads[1].tokens)


def test_a_banned_word_never_comes_and_a_forced_one_does(qtbot, desk, folders, bench):
    from studio.storage.models import Models

    queue = bench.queue
    drafting = Drafting(desk.page, queue, Models(folders, [], {}), queue.writings, folders)
    desk.page.open_item(desk.one)
    desk.page.editor.select(12, 12)
    problems: list = []
    drafting.problem.connect(problems.append)
    drafting.samplers.panel.set_length(80)
    drafting.samplers.panel.seed.set_seed(7, keep=True)

    def written() -> str:
        run = drafting.press("continue")
        assert run
        qtbot.waitUntil(lambda: not run.writing, timeout=60_000)
        assert not problems
        desk.page.editor.buffer.draft.discard()
        return run.current.text

    word = next(word for word in written().split()[2:] if len(word) > 3 and word.isalpha())
    drafting.memory.ban(word)
    assert word not in written()
    drafting.memory._keep_words([], ["lantern"])
    assert "lantern" in written()


@pytest.mark.parametrize(
    "sentence",
    [
        "It rained on the harbour all that night. ",
        "夜のうみは静かだった。",
        "כל הלילה ירד גשם על הנמל. ",
        "🌊🌊🌊 ",
    ],
    ids=["latin", "cjk", "hebrew", "emoji"],
)
def test_of_a_text_that_is_too_long_the_end_is_read_and_what_was_left_out_is_said(
    qtbot, desk, folders, bench, sentence
):
    from studio.storage.models import Models

    queue = bench.queue
    drafting = Drafting(desk.page, queue, Models(folders, [], {}), queue.writings, folders)
    problems: list = []
    reads: list = []
    drafting.problem.connect(problems.append)
    queue.reads_told.connect(reads.append)
    desk.page.open_item(desk.one)
    editor = desk.page.editor
    text = sentence * 4000
    editor.buffer.set_text(text, "set")
    editor.select(len(text), len(text))
    drafting.samplers.panel.set_length(16)
    run = drafting.press("continue")
    assert run and "This scene" in drafting.panel.context.left.text()
    qtbot.waitUntil(lambda: not run.writing, timeout=60_000)
    assert not problems and reads
    assert sum(reads[0].tokens) + reads[0].marks <= reads[0].context
    assert reads[0].prompt.rstrip().endswith(sentence.strip()), "the end is what it goes on from"
    assert "no room" in drafting.panel.context.left.text() and editor.text() == text
