"""A project whose folder was moved while it was open goes on at its new place, with all that is unsaved."""

from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import StudioError
from studio.storage.manuscripts.project import Project

if TYPE_CHECKING:
    from studio.ui.writing.projects_desk import ProjectsDesk


def follow(desk: "ProjectsDesk", folder: Path, name: str) -> bool:
    """Whether the open project is in ``folder`` now; it is then shown from there.

    Closing it as usual would need its old place. ``name`` is what the step of undo is called.
    """
    page = desk.page
    project, buffers = page.project, page.buffers
    if project is None or buffers is None or project.folder.is_dir() or not project.is_at(folder):
        return False
    shown = page.editor.item
    unsaved = [
        (item, buffer.text, buffers.digests[item])
        for item in buffers.unsaved()
        if (buffer := buffers.known(item))
    ]
    project.close()  # its own lock would say that the project is open already
    try:
        moved = Project.open(folder)
    except StudioError as error:
        desk.problem.emit(error.report())
        return True  # the texts stay in the window
    desk.autosave.set_project(None, None)
    if not desk.take(moved, shown) or page.buffers is None:
        return True
    for item, text, base in unsaved:
        try:
            buffer = page.buffers.get(item)
        except StudioError as error:
            desk.problem.emit(error.report())
            continue
        page.buffers.digests[item] = base
        buffer.set_text(text, name)
    return True
