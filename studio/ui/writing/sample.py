"""Where projects lie unless the writer says otherwise, and the small one that shows how writing here is."""

import os
import tomllib
from pathlib import Path

import platformdirs
from msgspec.structs import replace

from studio.core.paths import HOME_VARIABLE, Folders, resources
from studio.core.writing.outline import every
from studio.storage.manuscripts.project import Project


def projects_folder(folders: Folders) -> Path:
    """Where new projects are put: with the writer's documents, or below a home of our own."""
    if os.environ.get(HOME_VARIABLE):
        return folders.data.parent / "writing"
    return Path(platformdirs.user_documents_dir()) / "Atelier"


def free_folder(parent: Path, name: str) -> Path:
    """A folder in ``parent`` that is not there yet."""
    wanted, number = parent / name, 2
    while wanted.exists():
        wanted, number = parent / f"{name} {number}", number + 1
    return wanted


def make_sample(parent: Path) -> tuple[Project, str]:
    """Make the sample below ``parent`` and open it; also the scene to go on with. Raises StudioError."""
    told = tomllib.loads((resources() / "sample_project" / "salt_road.toml").read_text(encoding="utf-8"))
    project = Project.create(free_folder(parent, told["title"]), told["title"])
    part, texts = "", {}
    for entry in told["items"]:
        values = {key: entry[key] for key in ("status", "synopsis", "note_kind") if key in entry}
        values["triggers"] = tuple(entry.get("triggers", ()))
        home = "notes" if entry["kind"] == "note" else part if entry["kind"] == "scene" else ""
        text = entry.get("text", "").removeprefix("\n")
        item = project.add(entry["kind"], entry["title"], parent=home, **values)
        if text:
            texts[project.path_of(item.id)] = text
        part = item.id if entry["kind"] == "part" else part
    memory = replace(project.outline.memory, always=told["always"], note=told["note"])
    project.set_outline(replace(project.outline, memory=memory, daily_goal=told["daily_goal"]))
    last = next(item.id for item in every(project.outline) if item.title == told["last"])
    project.close()
    for path, text in texts.items():  # not through the project: nobody wrote this today
        path.write_text(text, encoding="utf-8", newline="\n")
    return Project.open(project.folder), last
