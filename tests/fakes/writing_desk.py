"""A page for the chat, pictures and storyboard: a project of two scenes, and two language models."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from studio.storage.models import ModelEntry
from studio.ui.theme import Theme

FAKES = Path(__file__).resolve().parent


class TextModels:
    """Two language models: one that talks, and one that goes on with a text."""

    def __init__(self) -> None:
        talker = ModelEntry(
            id="talker", name="Talker", family="gguf", path="/t", kind="text", chat=True, context=4096
        )
        prose = ModelEntry(id="prose", name="Prose", family="gguf", path="/p", kind="text", context=1024)
        self.entries = [prose, talker]

    def of_kind(self, kind: str) -> list[ModelEntry]:
        return self.entries if kind == "text" else []


@pytest.fixture(scope="session")
def writing_page() -> ModuleType:
    spec = importlib.util.spec_from_file_location("writing_page", FAKES / "writing_page.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def text_models() -> TextModels:
    return TextModels()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, writing_page: ModuleType, tmp_path: Path) -> Iterator:
    made = writing_page.Page()
    qtbot.addWidget(made)
    project, made.first, made.second = writing_page.salt_road(tmp_path / "salt")
    made.open_project(project)
    made.open_item(made.second)
    yield made
    project.close()
