"""The model at the caret on a page with a small project and a scripted queue."""

from collections.abc import Iterator

import pytest

from studio.core.paths import Folders
from studio.storage.models import ModelEntry
from studio.storage.text_results import TextResults
from studio.ui.writing.drafting.drafting import Drafting

TALKER = ModelEntry(
    id="talker", name="Talker", family="gguf", path="/t", kind="text", chat=True, context=4096
)
PROSE = ModelEntry(id="prose", name="Prose", family="gguf", path="/p", kind="text", context=512, chat=True)


class TextModels:
    """The bundled model, and one that talks."""

    def __init__(self) -> None:
        self.entries = [PROSE, TALKER]
        self.embedders: list[ModelEntry] = []
        self.loras: list[ModelEntry] = []

    def of_kind(self, kind: str) -> list[ModelEntry]:
        return {"text": self.entries, "embedding": self.embedders, "text_lora": self.loras}.get(kind, [])

    def writer(self, wished: str = "") -> ModelEntry | None:
        return next((entry for entry in self.entries if entry.id == wished), self.entries[0])


class Bench:
    """Drafting with everything around it; ``problems`` and ``messages`` are what it told."""

    def __init__(self, desk, queue, folders: Folders) -> None:
        self.desk, self.queue, self.page = desk, queue, desk.page
        self.results = TextResults(folders.data / "writings")
        self.models = TextModels()
        self.drafting = Drafting(desk.page, queue, self.models, self.results, folders)
        self.drafter = self.drafting.drafter
        self.problems: list = []
        self.messages: list[str] = []
        self.drafting.problem.connect(self.problems.append)
        self.drafting.message.connect(self.messages.append)

    @property
    def editor(self):
        return self.page.editor

    @property
    def panel(self):
        return self.drafting.panel.alternatives

    def open(self, text: str) -> None:
        """Scene one with this text, the caret at its end."""
        self.page.open_item(self.desk.one)
        self.editor.buffer.set_text(text, "set")
        self.editor.select(len(text), len(text))

    def press(self, tool: str = "continue", values: dict | None = None):
        """Press a tool and start its job."""
        run = self.drafting.press(tool, values or {})
        if run:
            self.queue.start_next()
        return run


@pytest.fixture
def bench(desk, queue, folders: Folders) -> Iterator[Bench]:
    made = Bench(desk, queue, folders)
    yield made
    made.results.close()
