"""A small project: one chapter with two scenes, and one note."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.storage.manuscripts.project import Project

FIRST = "It was a dark night. The lighthouse stood alone.\n\nNobody came.\n"
SECOND = "In the morning Anna went down to the harbour.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "book"


@pytest.fixture
def project(folder: Path) -> Iterator[Project]:
    made = Project.create(folder, "My Book", author="Me")
    chapter = made.add("chapter", "One")
    made.add("scene", "The Lighthouse", parent=chapter.id, text=FIRST)
    made.add("scene", "The Harbour", parent=chapter.id, text=SECOND)
    made.add("note", "Anna", text="Anna keeps the light.\n", note_kind="character")
    yield made
    made.close()


@pytest.fixture
def ids(project: Project) -> dict[str, str]:
    """Ids of the items by title."""
    from studio.core.writing.outline import every

    return {item.title: item.id for item in every(project.outline)}


@pytest.fixture
def again(project: Project, folder: Path) -> Iterator[Callable[..., Project]]:
    """Close the project and open it anew."""
    opened: list[Project] = []

    def reopen(**how: bool) -> Project:
        for other in (project, *opened):
            other.close()
        opened.append(Project.open(folder, **how))
        return opened[-1]

    yield reopen
    for other in opened:
        other.close()
