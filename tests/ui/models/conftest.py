"""The Models page in the whole window, with real files in the folder of models."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from studio.app import Studio
from studio.ui.models.desk import ModelsDesk
from tests.fakes.model_files import write_lora

STARTER_READS = 128
"""How wide a token is to the starter model: a LoRA that reads the same fits it."""


@pytest.fixture
def files(folders) -> Path:
    """An adapter that fits the starter, one that does not, and a file that nobody knows."""
    tags = json.dumps({"set": {"brush": 9, "fog": 8}})
    words = {"modelspec.trigger_phrase": "inkwash", "ss_tag_frequency": tags}
    write_lora(folders.models / "styles" / "ink.safetensors", STARTER_READS, words)
    write_lora(folders.models / "styles" / "xl moss.safetensors", 2048)
    image = QImage(64, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(folders.models / "styles" / "ink.preview.png"))
    return folders.models


@pytest.fixture
def desk(qtbot, files: Path, studio: Studio) -> ModelsDesk:
    """The page, shown, with its rows."""
    studio.window.commands.run("page_models")
    assert studio.shelf.desk
    made = studio.shelf.desk
    qtbot.waitUntil(lambda: len(made.page.rows.all) >= 4, timeout=10_000)
    return made


@pytest.fixture
def choose(qtbot, desk: ModelsDesk):
    """Choose a row by its name, and wait until what its file says is shown."""

    def by_name(name: str):
        row = next(one for one in desk.page.rows.all if one.entry.name == name)
        desk.page.choose(row.entry.path)
        qtbot.waitUntil(lambda: desk.page.detail.row is not None and desk.page.detail.row.entry.name == name)
        return row

    return by_name
