"""What a project remembers beside its texts is garbage of every shape: it opens and works all the same."""

from copy import deepcopy
from pathlib import Path

import pytest

from studio.app import Studio
from studio.core.writing.outline import find
from studio.storage.manuscripts.project import Project
from studio.storage.manuscripts.remembered import Remembered

TEXT = "Maren read the letter twice."
SHAPES: dict[str, object] = {
    "null": None,
    "yes": True,
    "negative": -1,
    "fraction": 1e300,
    "huge": 10**40,
    "text": "garbage",
    "list": [],
    "mapping": {},
    "nested": [[[[]]], {"a": [None]}, "b", 3],
    "spans": [[0, 5, "job", 0, 0, 1], [-5, 99, "../../etc", -1, -7, 0], [0, 2**62, "", 2**62, 0, 0], ["a"]],
    "branches": [["anchor", "../../x", "no tool", "never"], ["", "", "", ""], [None] * 4],
    "words": {"banned": ["", " ", 3, None, "x" * 5000], "forced": [[], "\n", ""]},
    "places": {"item": ["x"], "ITEM": [10**30, -(10**30), 10**30], "day": [], "goal": {}},
    "days": {"not a day": {"written": 5, "removed": 1, "total": 9}, "2026-13-45": {"written": -5}},
    "numbers": {"ITEM": 5, "2026-01-01": {"written": "many"}, "item": 7, "banned": 5, "forced": {}},
}
"""``ITEM`` stands for the id of the first scene."""


def garbled(value: object, item: str) -> object:
    if isinstance(value, dict):
        return {item if key == "ITEM" else key: deepcopy(one) for key, one in value.items()}
    return deepcopy(value)


def begun(folder: Path) -> tuple[str, str]:
    project = Project.create(folder, "Book")
    one = project.add("scene", "One", text=TEXT).id
    two = project.add("scene", "Two", text="It rang.").id
    project.close()
    return one, two


def use(qtbot, studio: Studio, folder: Path, one: str, two: str) -> None:
    """Open it, and do what looks at what is remembered."""
    writing = studio.writing
    assert writing and writing.open_project(folder)
    page, drafting = writing.page, writing.drafting
    assert page.open_item(two) and page.open_item(one) and page.editor.text() == TEXT
    with qtbot.waitSignal(writing.desk.care.looked, timeout=20_000):
        writing.desk.care.look()
    drafting.bar.certainty.setChecked(True)
    page.editor.select(len(TEXT), len(TEXT))
    drafting._at_caret()
    writing.figures.watch.look()
    page.show_centre_view("statistics")
    page.show_centre_view("text")
    writing.spelling.add_word("Maren")
    assert writing.exchange._remembered().format, "an export can be asked for"
    run = drafting.press("continue")
    assert run, "and a draft"
    studio.queue.cancel(run.job)
    qtbot.keyClicks(page.editor, " More.")
    writing.desk.save()
    project = page.project
    assert project
    project.trash(two)
    project.restore(two)
    assert find(project.outline, two) and not project.outline.trash
    project.day_log()
    assert project.read(one).text == TEXT + " More."
    assert writing.desk.close_project()


def test_a_project_with_garbage_in_its_memory_opens_and_is_written_in(
    qtbot, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.window.pages.show_page("writing")
    for number, (shape, value) in enumerate(SHAPES.items()):
        one, two = begun(tmp_path / f"book {number}")
        with monkeypatch.context() as patch, qtbot.captureExceptions() as raised:
            patch.setattr(
                Remembered, "recall", lambda self, name, default=None, v=value, i=one: garbled(v, i)
            )
            use(qtbot, studio, tmp_path / f"book {number}", one, two)
            qtbot.wait(0)
        assert not raised, f"{shape}: {raised}"
