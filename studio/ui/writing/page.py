"""The Write page: outline, text and panels beside each other; the project that is open and the scene shown."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.writing.outline import TEXT_KINDS, find
from studio.storage.manuscripts.project import Project
from studio.ui.theme import GAP_2, GAP_3, scaled
from studio.ui.widgets import hairline
from studio.ui.writing.buffer import Buffer
from studio.ui.writing.buffers import Buffers
from studio.ui.writing.editor import SceneEditor


class WritePage(QWidget):
    """``set_project`` shows a project that is open already; who opens and closes it is ``writing.Writing``."""

    project_opened = Signal(object)
    """Project, or None when none is open any more."""
    item_opened = Signal(str)
    outline_changed = Signal()
    message = Signal(str)
    problem = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.project: Project | None = None
        self.buffers: Buffers | None = None
        self.editor = SceneEditor()
        self.tool_bar = QHBoxLayout()
        self._views: dict[str, QWidget] = {}
        self.views = QStackedWidget()
        self.side = QTabWidget()
        self.side.setDocumentMode(True)
        self.side.hide()
        self._lay_out()
        self.add_centre_view("text", self.tr("Text"), self.editor)

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QWidget()
        row.setProperty("kind", "bar")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setFixedHeight(scaled(40))
        inner = QHBoxLayout(row)
        inner.setContentsMargins(GAP_3, 0, GAP_3, 0)
        inner.setSpacing(GAP_2)
        inner.addLayout(self.tool_bar)
        inner.addStretch(1)
        column.addWidget(row)
        column.addWidget(hairline())
        column.addWidget(self.views, 1)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setHandleWidth(1)
        self.columns.addWidget(centre)
        self.columns.addWidget(self.side)
        self.columns.setStretchFactor(0, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.columns)

    # Places for others

    def add_side_panel(self, title: str, widget: QWidget) -> None:
        """A panel in the right column."""
        self.side.addTab(widget, title)
        self.side.show()

    def show_side_panel(self, widget: QWidget) -> None:
        self.side.show()
        self.side.setCurrentWidget(widget)

    def add_centre_view(self, identity: str, title: str, widget: QWidget) -> None:
        """Another view in the place of the text."""
        self._views[identity] = widget
        self.views.addWidget(widget)

    def show_centre_view(self, identity: str) -> None:
        self.views.setCurrentWidget(self._views[identity])

    # Project and scene

    def set_project(self, project: Project | None) -> None:
        self.project = project
        self.buffers = Buffers(project, self) if project else None
        self.editor.show_buffer(Buffer("", "", self.editor))
        self.project_opened.emit(project)

    def open_item(self, identity: str) -> bool:
        """Show a scene or note in the editor; False when there is none or it cannot be read."""
        if self.project is None or self.buffers is None:
            return False
        item = find(self.project.outline, identity)
        if item is None or item.kind not in TEXT_KINDS:
            return False
        try:
            buffer = self.buffers.get(identity)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        if buffer is not self.editor.buffer:
            self.editor.show_buffer(buffer)
        self.show_centre_view("text")
        self.item_opened.emit(identity)
        return True
