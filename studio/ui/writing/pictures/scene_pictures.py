"""The pictures beside scenes: attached, moved, put first, taken away, put into the text; with ways back."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.writing.outline import changed, find
from studio.storage.manuscripts import names
from studio.ui.writing.pictures.small_pictures import SmallPictures

if TYPE_CHECKING:
    from studio.storage.manuscripts.project import Project
    from studio.ui.writing.page import WritePage
    from studio.ui.writing.pictures.illustration import Illustration


class ScenePictures(QObject):
    """What the side panel and the storyboard show and change."""

    changed = Signal()
    message = Signal(str, object)  # sentence, callable for Undo or None
    problem = Signal(object)  # ErrorReport
    canvas_wanted = Signal(object)  # Path
    describe_wanted = Signal(object)  # Path

    def __init__(
        self, page: "WritePage", illustration: "Illustration", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page, self._illustration = page, illustration
        self.queue = illustration.parts.queue
        self.small = SmallPictures(self)
        page.project_opened.connect(self._project_opened)
        page.item_opened.connect(lambda _: self.changed.emit())
        page.outline_changed.connect(self.changed)
        illustration.attached.connect(lambda _: page.outline_changed.emit())
        illustration.awaited.connect(self.changed)

    def _project_opened(self, _project: object) -> None:
        self.small.forget()
        self.changed.emit()

    # What there is

    def open_item(self) -> str:
        return self._page.editor.item if self._page.project else ""

    def has_scene(self) -> bool:
        return bool(self.open_item())

    def of(self, item: str) -> tuple[str, ...]:
        """Pictures of an item, relative to the project."""
        project = self._page.project
        found = find(project.outline, item) if project and item else None
        return found.pictures if found else ()

    def of_open_scene(self) -> tuple[str, ...]:
        return self.of(self.open_item())

    def waiting(self) -> int:
        return self._illustration.waiting_for(self.open_item())

    def jobs(self) -> list[str]:
        """What draws for the open scene, or waits to."""
        return [wish.job for wish in self._illustration.awaited_by(self.open_item())]

    def path_of(self, picture: str) -> Path | None:
        """The file, unless its name leads out of the project."""
        project = self._page.project
        if project is None:
            return None
        path = project.folder / picture
        return None if names.leads_out(project.folder, path) else path.resolve()

    # What is done

    def illustrate(self) -> None:
        self._illustration.illustrate()

    def attach(self, paths: list[Path], item: str = "") -> None:
        """Copies of files beside a scene (the open one); those that are none are told."""
        project, item = self._page.project, item or self.open_item()
        if project is None or not item:
            self.message.emit(self.tr("Open a scene first; its picture will stand beside it."), None)
            return
        for path in paths:
            try:
                project.attach_picture(item, path)
            except StudioError as error:
                self.problem.emit(error.report())
        self._page.outline_changed.emit()

    def do(self, what: str, picture: str, item: str = "") -> None:
        """One of the actions of a picture: insert, canvas, describe, first, remove."""
        item = item or self.open_item()
        path = self.path_of(picture)
        if path is None:
            return
        if what == "insert":
            self.insert(picture)
        elif what == "canvas":
            self.canvas_wanted.emit(path)
        elif what == "describe":
            self.describe_wanted.emit(path)
        elif what == "first":
            self._set(item, (picture, *(one for one in self.of(item) if one != picture)))
        elif what == "remove":
            self.remove(item, picture)

    def remove(self, item: str, picture: str) -> None:
        """Take a picture away from a scene; its file stays in the project."""
        before = self.of(item)
        if self._set(item, tuple(one for one in before if one != picture)):
            self.message.emit(
                self.tr("The picture is taken away; its file stays in the project."),
                lambda: self._set(item, before),
            )

    def move(self, picture: str, source: str, target: str) -> None:
        """From one scene to another, as one step with a way back."""
        if source == target:
            return
        before = {source: self.of(source), target: self.of(target)}
        if picture not in before[source]:
            return
        after = {
            source: tuple(one for one in before[source] if one != picture),
            target: (*(one for one in before[target] if one != picture), picture),
        }
        if self._set_all(after):
            self.message.emit(
                self.tr("The picture stands beside another scene now."), lambda: self._set_all(before)
            )

    def insert(self, picture: str) -> None:
        """The picture as Markdown at the caret, in a paragraph of its own."""
        project, editor = self._page.project, self._page.editor
        if project is None or not editor.item:
            return
        item = find(project.outline, editor.item)
        target = self._from_text(project, editor.item, picture)
        alt = re.sub(r"[\[\]\n]", " ", item.title if item else "").strip()
        start, end = editor.selection()
        text = editor.text()
        before = (
            ""
            if not text[:end] or text[:end].endswith("\n\n")
            else "\n"
            if text[:end].endswith("\n")
            else "\n\n"
        )
        after = "" if text[end:].startswith("\n\n") else "\n" if text[end:].startswith("\n") else "\n\n"
        del start  # a selection is kept; the picture goes behind it
        editor.insert_text(end, f"{before}![{alt}]({target}){after}", self.tr("Insert the picture"))

    def _from_text(self, project: "Project", item: str, picture: str) -> str:
        """The picture's address as seen from the scene's own file, as Markdown has it."""
        file = find(project.outline, item)
        folder = Path(file.file).parent if file and file.file else Path()
        address = os.path.relpath(picture, folder).replace(os.sep, "/")
        return f"<{address}>" if re.search(r"[\s()]", address) else address

    def _set(self, item: str, pictures: tuple[str, ...]) -> bool:
        return self._set_all({item: pictures})

    def _set_all(self, pictures: dict[str, tuple[str, ...]]) -> bool:
        project = self._page.project
        if project is None:
            return False
        outline = project.outline
        for item, held in pictures.items():
            outline = changed(outline, item, pictures=held)
        try:
            project.set_outline(outline)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        self._page.outline_changed.emit()
        return True
