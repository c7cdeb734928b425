"""One file is checked, hidden, thrown away, found again or named by hand; its content is never changed."""

import json
import time
from pathlib import Path

import pytest

from studio.app import Studio
from studio.storage.model_check import StoppedError
from studio.ui.models import caring
from studio.ui.models.desk import ModelsDesk
from tests.fakes.model_files import write_header


def names(desk: ModelsDesk) -> list[str]:
    return [row.entry.name for row in desk.page.rows.all if not row.state]


def test_a_check_remembers_the_content_and_notices_a_change(qtbot, desk: ModelsDesk, choose) -> None:
    row = choose("ink")
    box = desk.page.detail.check
    box.start.click()
    qtbot.waitUntil(lambda: "Complete. Later" in box.result.text())
    assert len(desk.book.of(row.entry.path).sha256) == 64
    box.start.click()
    qtbot.waitUntil(lambda: "as it was recorded" in box.result.text())
    path = Path(row.entry.path)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"\1")
    box.start.click()
    qtbot.waitUntil(lambda: "changed or damaged" in box.result.text())
    path.write_bytes(content[:-2] + b"\x00\x7e")
    box.start.click()
    qtbot.waitUntil(lambda: "no numbers): 1." in box.result.text())


def test_a_file_that_is_cut_short_is_named(qtbot, desk: ModelsDesk, studio: Studio, choose) -> None:
    path = Path(choose("ink").entry.path)
    path.write_bytes(path.read_bytes()[:-9])
    desk.page.detail.check.start.click()
    qtbot.waitUntil(lambda: bool(studio.window.messages.cards))
    assert "cut short" in studio.window.messages.cards[0].report.sentence
    assert desk.page.detail.check.start.isVisible(), "it can be checked again"


def test_taken_off_the_list_nothing_offers_it_and_it_can_come_back(
    qtbot, desk: ModelsDesk, studio: Studio, choose
) -> None:
    row = choose("ink")
    desk.caring.do("remove", row)
    qtbot.waitUntil(lambda: "ink" not in names(desk))
    assert desk.models.get("ink") is None and Path(row.entry.path).exists()
    desk.page.facets.choose("removed")
    qtbot.waitUntil(desk.page.detail.restore.isVisible)
    desk.page.detail.restore.click()
    qtbot.waitUntil(lambda: "ink" in names(desk))
    assert desk.models.get("ink")


def test_the_trash_is_asked_for_and_takes_what_belongs_to_the_file(
    qtbot, desk: ModelsDesk, monkeypatch: pytest.MonkeyPatch, choose
) -> None:
    thrown: list[str] = []

    def throw(path: str) -> bool:
        thrown.append(Path(path).name)
        Path(path).unlink()
        return True

    monkeypatch.setattr(caring.QFile, "moveToTrash", throw)
    row = choose("ink")
    desk.caring.do("trash", row)
    question = desk.caring.question
    assert question and "ink.preview.png" in question.informativeText()
    question.button(question.StandardButton.Cancel).click()
    assert not thrown and Path(row.entry.path).exists()
    desk.caring.do("trash", row)
    question = desk.caring.question
    assert question
    next(one for one in question.buttons() if "trash" in one.text()).click()
    qtbot.waitUntil(lambda: "ink" not in names(desk), timeout=10_000)
    assert thrown == ["ink.safetensors", "ink.preview.png"]


def test_a_refused_trash_is_said(qtbot, desk: ModelsDesk, studio: Studio, monkeypatch, choose) -> None:
    monkeypatch.setattr(caring.QFile, "moveToTrash", lambda _path: False)
    desk.caring.trash(choose("ink"))
    qtbot.waitUntil(lambda: bool(studio.window.messages.cards))
    assert "could not be moved" in studio.window.messages.cards[0].report.sentence


def test_the_bundled_models_can_neither_be_hidden_nor_thrown_away(desk: ModelsDesk, choose) -> None:
    choose("Starter landscapes")
    possible = {action.objectName() for action in desk.page.detail.menu().actions()}
    assert not {"trash", "remove", "set_kind"} & possible and "check" in possible
    choose("ink")
    assert {"trash", "remove"} <= {action.objectName() for action in desk.page.detail.menu().actions()}


def test_a_vanished_file_keeps_its_row_and_is_found_again_elsewhere(
    qtbot, desk: ModelsDesk, studio: Studio, files: Path, choose
) -> None:
    row = choose("ink")
    qtbot.keyClicks(desk.page.detail.note.edit, "soft")
    desk.page.detail.note.write_down()
    old = Path(row.entry.path)
    new = files / "other" / "ink two.safetensors"
    new.parent.mkdir()
    old.rename(new)
    desk.shelf.look()
    qtbot.waitUntil(lambda: any(one.state == "missing" for one in desk.page.rows.all), timeout=10_000)
    (missing,) = [one for one in desk.page.rows.all if one.state == "missing"]
    desk.page.choose(missing.entry.path)
    qtbot.waitUntil(desk.page.detail.relink.isVisible)
    desk.page.detail.relink.click()
    qtbot.waitUntil(lambda: desk.book.of(str(new)).note == "soft", timeout=10_000)
    qtbot.waitUntil(lambda: not any(one.state for one in desk.page.rows.all), timeout=10_000)
    moved = desk.models.get("ink")
    assert moved and moved.path == str(new), "pictures made with it still know it"


def test_what_is_unknown_can_be_named_by_hand(qtbot, desk: ModelsDesk, files: Path, choose) -> None:
    path = write_header(files / "odd.safetensors", {"foo.bar": [3, 3]})
    desk.shelf.look()
    qtbot.waitUntil(lambda: "odd" in names(desk), timeout=10_000)
    assert choose("odd").entry.kind == "unknown"
    qtbot.waitUntil(desk.page.detail.set_kind.isVisible)
    desk.page.detail.set_kind.click()
    dialog = desk.caring.kind_dialog
    dialog.kind.setCurrentIndex(dialog.kind.findData("upscaler"))
    dialog.accept()
    qtbot.waitUntil(lambda: desk.models.get("odd").kind == "upscaler", timeout=10_000)
    assert json.loads((files / "odd.studio.json").read_text()) == {"kind": "upscaler"}
    qtbot.waitUntil(lambda: choose("odd").entry.kind == "upscaler", timeout=10_000)
    desk.caring.ask_kind(choose("odd"))
    again = desk.caring.kind_dialog
    assert again.kind.currentData() == "upscaler" and again.family.currentData() == ""
    again.kind.setCurrentIndex(0)
    again.accept()
    qtbot.waitUntil(lambda: desk.models.get("odd").kind == "unknown", timeout=10_000)
    assert not (files / "odd.studio.json").exists() and path.exists()


def test_a_card_that_cannot_be_written_is_said(
    qtbot, desk: ModelsDesk, studio: Studio, files: Path, choose
) -> None:
    (files / "styles" / "ink.studio.json").mkdir()
    desk.caring.ask_kind(choose("ink"))
    desk.caring.kind_dialog.kind.setCurrentIndex(2)
    desk.caring.kind_dialog.accept()
    qtbot.waitUntil(lambda: bool(studio.window.messages.cards))
    assert "ink.studio.json" in studio.window.messages.cards[0].report.sentence


def slow_check(path, progress, stopped, **_options):
    """A check that goes on until it is stopped."""
    while not stopped():
        progress(1, 4)
        time.sleep(0.01)
    raise StoppedError


def test_a_check_shows_how_far_it_is_and_can_be_stopped(
    qtbot, desk: ModelsDesk, monkeypatch: pytest.MonkeyPatch, studio: Studio, choose
) -> None:
    monkeypatch.setattr(caring, "check_file", slow_check)
    row = choose("ink")
    box = desk.page.detail.check
    box.start.click()
    qtbot.waitUntil(lambda: box.bar.isVisible() and box.bar.value() == 250)
    choose("xl moss")
    assert not box.bar.isVisible(), "that is another file"
    box.start.click()
    assert "Another file" in studio.window.messages.cards[-1].sentence.text()
    choose("ink")
    qtbot.waitUntil(box.stop.isVisible)
    box.stop.click()
    qtbot.waitUntil(lambda: box.start.isVisible() and not desk.caring._work.busy)
    assert desk.book.of(row.entry.path).sha256 == ""


def test_closing_ends_a_check(
    qtbot, desk: ModelsDesk, monkeypatch: pytest.MonkeyPatch, studio, choose
) -> None:
    monkeypatch.setattr(caring, "check_file", slow_check)
    desk.caring.check(choose("ink"))
    qtbot.waitUntil(lambda: desk.page.detail.check.bar.value() == 250)
    studio.window.close()
    studio.close()
    assert not desk.caring._work.busy
