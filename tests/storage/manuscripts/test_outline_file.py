"""The index of a project: unknown keys survive, the future is refused, and a damaged one is made again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import changed, every
from studio.storage.manuscripts.project import Project
from tests.storage.manuscripts.conftest import FIRST, SECOND

Again = Callable[..., Project]


def edited(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "project.json"
    raw = msgspec.json.decode(path.read_bytes())
    change(raw)
    path.write_bytes(msgspec.json.encode(raw))


def test_keys_of_other_programs_survive(
    project: Project, folder: Path, ids: dict[str, str], again: Again
) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["x-colour"] = "blue"
        raw["memory"] = {"note": "Past tense.", "x-deep": [1]}
        raw["manuscript"][0]["children"][1]["x-mood"] = {"a": None}

    edited(folder, change)
    opened = again()
    assert opened.outline.memory.note == "Past tense."
    opened.set_outline(changed(opened.outline, ids["The Harbour"], title="Sea"))
    opened.trash(ids["The Harbour"])
    raw = msgspec.json.decode((folder / "project.json").read_bytes())
    assert raw["x-colour"] == "blue" and raw["memory"]["x-deep"] == [1]
    assert raw["trash"][0]["x-mood"] == {"a": None} and raw["trash"][0]["title"] == "Sea"


def test_a_newer_project_is_refused_and_left_alone(project: Project, folder: Path, again: Again) -> None:
    edited(folder, lambda raw: raw.update(schema=99))
    before = (folder / "project.json").read_bytes()
    with pytest.raises(StudioError) as caught:
        again()
    assert caught.value.kind == ErrorKind.DOCUMENT_NEWER
    assert (folder / "project.json").read_bytes() == before
    edited(folder, lambda raw: raw.update(schema=1))
    again()  # the lock was let go


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"null", b'{"manuscript": 3}', b"\xff\xfe\x00", b"[" * 100_000]
)
def test_a_damaged_index_comes_back_from_its_copy_and_is_kept(
    project: Project, folder: Path, again: Again, damage: bytes
) -> None:
    before = project.outline
    project.close()
    (folder / "project.json").write_bytes(damage)
    (folder / "manuscript" / "new.md").write_text("# Meanwhile\n")
    opened = again()
    assert "project.damaged-1.json" in opened.complaints[0]
    assert (folder / "project.damaged-1.json").read_bytes() == damage
    assert opened.outline.manuscript[:-1] == before.manuscript and opened.outline.notes == before.notes
    assert opened.outline.manuscript[-1].title == "Meanwhile"
    assert again().complaints == ()


@pytest.mark.parametrize("gone", [False, True])
def test_without_a_copy_the_outline_is_made_of_the_files(
    project: Project, folder: Path, ids: dict[str, str], again: Again, gone: bool
) -> None:
    project.keep_version(ids["The Harbour"], SECOND, "manual")
    project.close()
    (folder / ".atelier" / "outline.json").unlink()
    (folder / "project.json").write_bytes(b"broken")
    if gone:
        (folder / "project.json").unlink()
    opened = again()
    assert "made again from the files" in opened.complaints[0]
    assert {item.title for item in every(opened.outline)} == {"The lighthouse", "The harbour", "Anna"}
    assert opened.read(ids["The Lighthouse"]).text == FIRST
    assert opened.versions(ids["The Harbour"]), "the id in a file's name leads to its versions"


def test_what_is_wrong_in_an_index_is_left_out_and_the_rest_kept(
    project: Project, folder: Path, ids: dict[str, str], again: Again
) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["goal"] = "many"
        raw["manuscript"] += [
            17,
            {"id": ids["The Harbour"], "kind": "scene", "title": "Double"},
            {"id": "../../up", "kind": "scene", "title": "Climber", "file": "../../../etc/passwd"},
            {"id": "abs", "kind": "scene", "title": "Absolute", "file": "/etc/passwd"},
            {"id": "hid", "kind": "scene", "title": "Hidden", "file": ".atelier/index.db"},
            {"kind": "sonnet", "title": 3, "pictures": ["../../x.png", "pictures/y.png"]},
        ]

    edited(folder, change)
    opened = again()
    assert "were left out" in opened.complaints[0] and (folder / "project.damaged-1.json").exists()
    items = {item.title: item for item in every(opened.outline)}
    assert items["The Harbour"].id == ids["The Harbour"] != items["Double"].id
    for title in ("Climber", "Absolute", "Hidden"):
        assert items[title].file.startswith("manuscript/")
        assert "/" not in items[title].id
    assert items[""].kind == "folder" and items[""].pictures == ("pictures/y.png",)
    assert opened.outline.goal == 0


def test_groups_without_end_are_lifted(project: Project, folder: Path, again: Again) -> None:
    deep: dict[str, Any] = {"id": "bottom", "kind": "scene", "title": "Bottom"}
    for number in range(400):
        deep = {"id": f"g{number}", "kind": "folder", "title": "g", "children": [deep]}
    edited(folder, lambda raw: raw["manuscript"].append(deep))
    opened = again()
    assert opened.item("bottom").title == "Bottom"
    opened.trash("bottom")
