"""What a new project begins with: a novel, stories, a screenplay, or next to nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.storage.manuscripts.project import Project


@dataclass(frozen=True)
class Template:
    """``fill`` puts the first items into a new project and answers the id of the scene to begin with."""

    id: str
    title: str
    about: str
    icon: str
    fill: Callable[[Project], str]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProjectTemplates", text)


def _novel(project: Project) -> str:
    first = ""
    for part_title, numbers in ((_tr("Part one"), (1, 2)), (_tr("Part two"), (3,))):
        part = project.add("part", part_title)
        for number in numbers:
            title = _tr("Chapter {number}").format(number=number)
            chapter = project.add("chapter", title, parent=part.id)
            scene = project.add("scene", _tr("Scene {number}").format(number=1), parent=chapter.id)
            first = first or scene.id
    for title, kind, name in (
        (_tr("Characters"), "character", _tr("Main character")),
        (_tr("Places"), "place", _tr("First place")),
    ):
        folder = project.add("folder", title, parent="notes")
        project.add("note", name, parent=folder.id, note_kind=kind)
    project.add("folder", _tr("Research"), parent="notes")
    return first


def _stories(project: Project) -> str:
    first = ""
    for title in (_tr("First story"), _tr("Second story")):
        chapter = project.add("chapter", title)
        scene = project.add("scene", title, parent=chapter.id)
        first = first or scene.id
    project.add("note", _tr("Ideas"), parent="notes", note_kind="research")
    return first


def _screenplay(project: Project) -> str:
    first = ""
    heading = _tr("INT. PLACE – DAY")
    for number in (1, 2, 3):
        act = project.add("part", _tr("Act {number}").format(number=number))
        text = _tr("{heading}\n\nWhat we see.\n\nNAME\nWhat is said.\n").format(heading=heading)
        scene = project.add("scene", heading, parent=act.id, text=text if number == 1 else f"{heading}\n\n")
        first = first or scene.id
    project.add("folder", _tr("Characters"), parent="notes")
    return first


def _empty(project: Project) -> str:
    return project.add("scene", _tr("First scene")).id


def templates() -> list[Template]:
    """In the language of now."""
    return [
        Template(
            "novel",
            _tr("Novel"),
            _tr("Parts and chapters, notes on characters and places"),
            "book-open",
            _novel,
        ),
        Template("stories", _tr("Short stories"), _tr("One chapter for each story"), "books", _stories),
        Template(
            "screenplay",
            _tr("Screenplay"),
            _tr("Three acts, scenes with headings"),
            "film-strip",
            _screenplay,
        ),
        Template("empty", _tr("Empty"), _tr("One scene and nothing else"), "file", _empty),
    ]
