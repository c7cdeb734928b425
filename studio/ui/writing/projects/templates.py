"""What a new project begins with: a novel, stories, a screenplay, or next to nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.storage.manuscripts.project import Project

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Template:
    """``fill`` puts the first items into a new project and answers the id of the scene to begin with."""

    id: str
    title: str
    about: str
    icon: str
    fill: Callable[[Project], str]


def _novel(project: Project) -> str:
    first = ""
    for part_title, numbers in (
        (translate("ProjectTemplates", "Part one"), (1, 2)),
        (translate("ProjectTemplates", "Part two"), (3,)),
    ):
        part = project.add("part", part_title)
        for number in numbers:
            title = translate("ProjectTemplates", "Chapter {number}").format(number=number)
            chapter = project.add("chapter", title, parent=part.id)
            scene = project.add(
                "scene", translate("ProjectTemplates", "Scene {number}").format(number=1), parent=chapter.id
            )
            first = first or scene.id
    for title, kind, name in (
        (
            translate("ProjectTemplates", "Characters"),
            "character",
            translate("ProjectTemplates", "Main character"),
        ),
        (translate("ProjectTemplates", "Places"), "place", translate("ProjectTemplates", "First place")),
    ):
        folder = project.add("folder", title, parent="notes")
        project.add("note", name, parent=folder.id, note_kind=kind)
    project.add("folder", translate("ProjectTemplates", "Research"), parent="notes")
    return first


def _stories(project: Project) -> str:
    first = ""
    for title in (
        translate("ProjectTemplates", "First story"),
        translate("ProjectTemplates", "Second story"),
    ):
        chapter = project.add("chapter", title)
        scene = project.add("scene", title, parent=chapter.id)
        first = first or scene.id
    project.add("note", translate("ProjectTemplates", "Ideas"), parent="notes", note_kind="research")
    return first


def _screenplay(project: Project) -> str:
    first = ""
    heading = translate("ProjectTemplates", "INT. PLACE – DAY")
    for number in (1, 2, 3):
        act = project.add("part", translate("ProjectTemplates", "Act {number}").format(number=number))
        text = translate("ProjectTemplates", "{heading}\n\nWhat we see.\n\nNAME\nWhat is said.\n").format(
            heading=heading
        )
        scene = project.add("scene", heading, parent=act.id, text=text if number == 1 else f"{heading}\n\n")
        first = first or scene.id
    project.add("folder", translate("ProjectTemplates", "Characters"), parent="notes")
    return first


def _empty(project: Project) -> str:
    return project.add("scene", translate("ProjectTemplates", "First scene")).id


def templates() -> list[Template]:
    """In the language of now."""
    return [
        Template(
            "novel",
            translate("ProjectTemplates", "Novel"),
            translate("ProjectTemplates", "Parts and chapters, notes on characters and places"),
            "book-open",
            _novel,
        ),
        Template(
            "stories",
            translate("ProjectTemplates", "Short stories"),
            translate("ProjectTemplates", "One chapter for each story"),
            "books",
            _stories,
        ),
        Template(
            "screenplay",
            translate("ProjectTemplates", "Screenplay"),
            translate("ProjectTemplates", "Three acts, scenes with headings"),
            "film-strip",
            _screenplay,
        ),
        Template(
            "empty",
            translate("ProjectTemplates", "Empty"),
            translate("ProjectTemplates", "One scene and nothing else"),
            "file",
            _empty,
        ),
    ]
