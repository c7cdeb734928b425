"""Wherever a pickle is met in the window, its conversion is offered, and the new file takes its place."""

import json
import struct
from pathlib import Path

import pytest

from studio.app import Studio
from studio.storage import pickled_entries
from studio.ui.models.desk import ModelsDesk
from tests.fakes import hostile_pickles

LONG = 30_000


@pytest.fixture
def pickle(folders) -> Path:
    """A pickle in the folder of models, there before the window."""
    path = folders.models / "old style.ckpt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(hostile_pickles.torch_zip())
    return path


def row_of(studio: Studio, text: str) -> int:
    return studio.window.panel.model.findText(text)


def test_a_large_one_stands_among_the_models_and_choosing_it_asks(
    pickle: Path, studio: Studio, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pickled_entries, "WHOLE_BYTES", 1)
    studio.shelf.look()
    qtbot.waitUntil(lambda: row_of(studio, "old style (convert first…)") >= 0)
    panel = studio.window.panel
    row, before = row_of(studio, "old style (convert first…)"), panel.model.currentIndex()
    panel.model.setCurrentIndex(row)
    panel.model.activated.emit(row)
    dialog = studio.shelf.conversions.dialog
    assert dialog and dialog.isVisible() and dialog.source == pickle
    assert panel.model.currentIndex() == before and panel.chosen_model().id == "starter"
    dialog.close_button.click()
    assert studio.shelf.conversions.dialog is None


def test_a_small_one_stands_below_the_adapters(pickle: Path, studio: Studio) -> None:
    adapters = studio.window.panel.extras.adapters
    assert adapters.isVisibleTo(studio.window.panel)
    menu = adapters.add.menu()
    menu.aboutToShow.emit()
    action = next(each for each in menu.actions() if each.text() == "old style (convert first…)")
    action.trigger()
    dialog = studio.shelf.conversions.dialog
    assert dialog and dialog.source == pickle
    dialog.reject()


def test_on_the_models_page_the_new_file_is_shown_when_it_is_there(
    pickle: Path, desk: ModelsDesk, studio: Studio, qtbot, choose
) -> None:
    choose("old style")
    detail = desk.page.detail
    assert detail.convert.isVisible() and "can run programs" in detail.problem.text()
    detail.convert.click()
    dialog = studio.shelf.conversions.dialog
    assert dialog
    with qtbot.waitSignal(dialog.converted, timeout=LONG):
        dialog.convert.click()
    new = str(pickle.with_suffix(".safetensors"))
    qtbot.waitUntil(lambda: desk.row_of(new) is not None, timeout=LONG)
    qtbot.waitUntil(lambda: detail.row is not None and detail.row.entry.path == new, timeout=LONG)
    dialog.close_button.click()


def test_one_dialog_at_a_time(pickle: Path, studio: Studio) -> None:
    conversions = studio.shelf.conversions
    conversions.offer(str(pickle))
    first = conversions.dialog
    conversions.offer(str(pickle))
    assert conversions.dialog is first and first
    first.reject()


def test_a_model_keeps_its_id_when_its_pickle_lies_beside_it(pickle: Path, studio: Studio) -> None:
    entry = {"dtype": "F16", "shape": [4, 128], "data_offsets": [0, 1024]}
    header = json.dumps({"lora_unet_mid_block_attn2_to_k.lora_down.weight": entry}).encode()
    pickle.with_suffix(".safetensors").write_bytes(struct.pack("<Q", len(header)) + header + bytes(1024))
    studio.models.scan()
    kept = studio.models.get("old style")
    assert kept and kept.path.endswith(".safetensors") and not kept.unsafe
