"""What is written into the prompt is on disk a moment later, so that a kill costs no sentence."""

import json
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from studio.storage.models import ModelEntry
from studio.ui.prompt_panel import PromptPanel
from studio.ui.unsent import SOON_MS, Unsent
from studio.ui.window_state import WindowState


def kept(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))["panel"] if path.exists() else {}


def test_a_sentence_is_kept_while_it_is_written(
    qtbot: QtBot, tmp_path: Path, models: list[ModelEntry]
) -> None:
    path = tmp_path / "window.json"
    panel = PromptPanel()
    qtbot.addWidget(panel)
    unsent = Unsent(panel, WindowState(path), panel)
    panel.set_models(models)
    unsent.bring_back()
    panel.prompt.setPlainText("a harbour in the rain")
    panel.count.set_value(3)
    qtbot.waitUntil(lambda: kept(path).get("prompt") == "a harbour in the rain", timeout=SOON_MS + 3000)
    assert kept(path)["count"] == 3
    again = PromptPanel()
    qtbot.addWidget(again)
    other = Unsent(again, WindowState(path), again)
    again.set_models(models)
    other.bring_back()
    assert again.prompt.text() == "a harbour in the rain"
    again.prompt.setPlainText("")
    other.bring_back()
    assert again.prompt.text() == "", "only the first call brings anything back"


def test_what_is_typed_before_the_models_are_known_stays(
    qtbot: QtBot, tmp_path: Path, models: list[ModelEntry]
) -> None:
    before = PromptPanel()
    qtbot.addWidget(before)
    before.set_models(models)
    state = WindowState(tmp_path / "window.json")
    state.set("panel", before.state() | {"prompt": "of last time", "negative": "fog", "steps": 7})
    panel = PromptPanel()
    qtbot.addWidget(panel)
    unsent = Unsent(panel, state, panel)
    panel.prompt.selectAll()
    qtbot.keyClicks(panel.prompt, "quick hands")
    panel.set_models(models)
    unsent.bring_back()
    assert (panel.prompt.text(), panel.negative.text(), panel.steps.value()) == ("quick hands", "fog", 7)


def test_what_has_not_come_back_yet_is_not_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    state = WindowState(path)
    state.set("panel", {"prompt": "kept"})
    panel = PromptPanel()
    qtbot.addWidget(panel)
    unsent = Unsent(panel, state, panel)
    panel.prompt.setPlainText("typed before the models were known")
    unsent.keep()
    assert state.mapping("panel") == {"prompt": "kept"}
