"""The dialog that converts a pickle: what it says, its progress, its ends, and that it leaves nothing."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from studio.core.conversion import Converting
from studio.core.identify import read_safetensors_header
from studio.jobs import converting, offthread
from studio.ui.models.convert_dialog import ConvertDialog
from tests.fakes import hostile_pickles

LONG = 30_000
SLOW = """
import time
print('{"type": "converting", "phase": "writing", "done": 1, "total": 4}', flush=True)
time.sleep(600)
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "models" / "old.ckpt"
    path.parent.mkdir()
    path.write_bytes(hostile_pickles.torch_zip())
    return path


@pytest.fixture
def dialog(qtbot: QtBot, theme, source: Path) -> Iterator[ConvertDialog]:
    made = ConvertDialog(source)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitExposed(made)
    yield made
    made.reject()
    offthread.finish()


def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "conversion_command", lambda *_: [sys.executable, "-c", SLOW])


def is_whole(part: QLabel) -> bool:
    """Whether nothing of its text is cut off."""
    return part.height() >= part.heightForWidth(part.width())


def names(source: Path) -> list[str]:
    return sorted(each.name for each in source.parent.iterdir())


def test_it_says_what_it_is_about_and_where_the_file_will_be(dialog: ConvertDialog, source: Path) -> None:
    assert dialog.name.text() == "old.ckpt" and "can run programs" in dialog.about.text()
    assert dialog.where.toolTip() == str(source.with_suffix(".safetensors"))
    assert dialog.where.text().endswith(".safetensors")
    assert dialog.convert.isDefault() and not dialog.bar.isVisible() and not dialog.trash.isVisible()
    assert names(source) == ["old.ckpt"], "nothing happens before it is asked for"


def test_the_new_file_is_there_and_told(dialog: ConvertDialog, source: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.converted, timeout=LONG) as done:
        dialog.convert.click()
    assert done.args == [source.with_suffix(".safetensors")]
    assert read_safetensors_header(source.with_suffix(".safetensors"))["weight"]
    assert all(is_whole(part) for part in (dialog.about, dialog.outcome))
    assert dialog.outcome.isVisible() and "“old.safetensors” is ready." in dialog.outcome.text()
    assert dialog.close_button.text() == "Close" and not dialog.convert.isVisible()
    dialog.close_button.click()
    assert not dialog.isVisible() and names(source) == ["old.ckpt", "old.safetensors"]


def test_what_was_left_out_is_said(dialog: ConvertDialog, source: Path, qtbot: QtBot) -> None:
    content = hostile_pickles.table(weight=hostile_pickles.tensor(), step=b"K\x07")
    source.write_bytes(hostile_pickles.torch_zip(b"\x80\x02" + content + b"."))
    with qtbot.waitSignal(dialog.converted, timeout=LONG):
        dialog.convert.click()
    assert "Left out, being no tensors: step." in dialog.outcome.text()


def test_progress_is_shown_while_it_works_and_it_can_be_cancelled(
    dialog: ConvertDialog, source: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow(monkeypatch)
    dialog.convert.click()
    qtbot.waitUntil(lambda: dialog.bar.value() > 0, timeout=LONG)
    assert dialog.bar.isVisible() and "Writing the new file" in dialog.said.text()
    assert not dialog.convert.isEnabled()
    dialog.close_button.click()
    qtbot.waitUntil(lambda: not dialog.working, timeout=LONG)
    assert dialog.isVisible() and dialog.convert.isEnabled() and not dialog.bar.isVisible()
    assert names(source) == ["old.ckpt"]


def test_closing_it_ends_the_work(
    dialog: ConvertDialog, source: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow(monkeypatch)
    dialog.convert.click()
    qtbot.waitUntil(lambda: dialog.bar.value() > 0, timeout=LONG)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and not dialog.working
    assert names(source) == ["old.ckpt"]


def test_the_time_left_is_said_once_it_is_known(dialog: ConvertDialog) -> None:
    dialog._begin = time.monotonic() - 30
    dialog._progressed(Converting(phase="checking", done=2, total=5))
    assert dialog.said.text().startswith("Reading the pickle · ") and "min left" in dialog.said.text()
    dialog._progressed(Converting(phase="writing", done=4, total=5))
    assert dialog.said.text().startswith("Writing the new file · ") and "s left" in dialog.said.text()


def test_a_harmful_file_is_named_and_the_dialog_stays(
    dialog: ConvertDialog, source: Path, qtbot: QtBot
) -> None:
    harmful = b"\x80\x02" + hostile_pickles.name("os", "system") + b"(S'touch canary'\ntR."
    source.write_bytes(hostile_pickles.torch_zip(harmful))
    dialog.convert.click()
    qtbot.waitUntil(dialog.problem.isVisible, timeout=LONG)
    assert "“old.ckpt” is dangerous. It asks for os.system" in dialog.problem.text()
    assert "source you trust" in dialog.advice.text()
    assert all(is_whole(part) for part in (dialog.about, dialog.problem, dialog.advice))
    assert dialog.convert.isEnabled() and names(source) == ["old.ckpt"]


def test_a_name_that_is_taken_is_passed_over(qtbot: QtBot, theme, source: Path) -> None:
    source.with_suffix(".safetensors").write_text("mine")
    made = ConvertDialog(source)
    qtbot.addWidget(made)
    assert made.target.name == "old-2.safetensors"
    with qtbot.waitSignal(made.converted, timeout=LONG):
        made.start()
    assert source.with_suffix(".safetensors").read_text() == "mine"


def test_another_place_can_be_chosen(
    dialog: ConvertDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    chosen = str(tmp_path / "elsewhere")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    dialog.choose.click()
    assert dialog.where.toolTip() == chosen + ".safetensors"
    with qtbot.waitSignal(dialog.converted, timeout=LONG):
        dialog.convert.click()
    assert (tmp_path / "elsewhere.safetensors").is_file()


def test_the_pickle_goes_to_the_trash_only_when_that_is_pressed(
    dialog: ConvertDialog, source: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    thrown: list[str] = []
    monkeypatch.setattr(QFile, "moveToTrash", lambda path: thrown.append(path) or len(thrown) > 1)
    with qtbot.waitSignal(dialog.converted, timeout=LONG):
        dialog.convert.click()
    assert thrown == [] and dialog.trash.isVisible()
    dialog.trash.click()
    qtbot.waitUntil(dialog.problem.isVisible, timeout=LONG)
    assert "could not be moved" in dialog.problem.text() and dialog.trash.isEnabled()
    with qtbot.waitSignal(dialog.trashed, timeout=LONG):
        dialog.trash.click()
    assert thrown == [str(source)] * 2 and "in the trash" in dialog.outcome.text()
