"""A Write page as far as its neighbours need one: a project, an editor, places for views."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from studio.storage.manuscripts.project import Project
from studio.ui.writing.buffers import Buffers


class Editor(QObject):
    edited = Signal()
    caret_moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.item = ""
        self.content = ""
        self.span = (0, 0)
        self.steps: list[str] = []
        """Names of the undo steps."""

    def text(self) -> str:
        return self.content

    def caret(self) -> int:
        return self.span[1]

    def selection(self) -> tuple[int, int]:
        return self.span

    def insert_text(self, at: int, text: str, name: str, *, replacing: int = 0) -> None:
        self.content = self.content[:at] + text + self.content[at + replacing :]
        self.span = (at + len(text),) * 2
        self.steps.append(name)
        self.edited.emit()


class Page(QWidget):
    project_opened = Signal(object)
    item_opened = Signal(str)
    outline_changed = Signal()
    view_changed = Signal(str)
    message = Signal(str)
    problem = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.project: Project | None = None
        self.buffers: Buffers | None = None
        self.editor = Editor()
        self.views = QTabWidget()
        self.names: list[str] = []
        self.side: list[tuple[str, QWidget]] = []
        QVBoxLayout(self).addWidget(self.views)

    def add_centre_view(self, identity: str, title: str, widget: QWidget) -> None:
        self.names.append(identity)
        self.views.addTab(widget, title)

    def show_centre_view(self, identity: str) -> None:
        self.views.setCurrentIndex(self.names.index(identity))
        self.view_changed.emit(identity)

    def add_side_panel(self, title: str, widget: QWidget, _sign: str = "") -> None:
        self.side.append((title, widget))

    # What the test makes happen

    def open_project(self, project: Project | None) -> None:
        self.project = project
        self.buffers = Buffers(project, self) if project else None
        self.project_opened.emit(project)

    def open_item(self, identity: str) -> None:
        assert self.project
        self.editor.item, self.editor.content = identity, self.project.read(identity).text
        self.editor.span = (0, 0)
        self.item_opened.emit(identity)


def salt_road(folder: Path) -> tuple[Project, str, str]:
    """A small project with two scenes; answers it and their ids."""
    project = Project.create(folder, "The Salt Road")
    first = project.add("scene", "The harbour", text="The harbour lay flat and black at dusk.")
    second = project.add("scene", "A letter", text="Maren read it twice by the lamp.\n\nThe bell rang.")
    project.add("note", "Maren", parent="notes", text="A ferrywoman.")
    return project, first.id, second.id
