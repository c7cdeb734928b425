"""The Write page: outline, text and panels beside each other; the project and the scene that show."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.writing.outline import TEXT_KINDS, every, find, parents, scenes
from studio.storage.manuscripts.project import Project
from studio.ui.icons import icon
from studio.ui.theme import GAP_2, GAP_3, scaled
from studio.ui.widgets import hairline, icon_button
from studio.ui.window_state import WindowState
from studio.ui.writing.buffer import Buffer
from studio.ui.writing.buffers import Buffers
from studio.ui.writing.conflict_bar import ConflictBar
from studio.ui.writing.editor import SceneEditor
from studio.ui.writing.empty_page import EmptyPage
from studio.ui.writing.notice_bar import NoticeBar
from studio.ui.writing.outline.panel import OutlinePanel
from studio.ui.writing.side_tabs import SideTabs
from studio.ui.writing.status_line import StatusLine

WIDTHS = (272, 760, 300)


class WritePage(QWidget):
    """``set_project`` shows a project that is open already; ``ProjectsDesk`` opens and closes."""

    project_opened = Signal(object)
    """Project, or None when none is open any more."""
    item_opened = Signal(str)
    outline_changed = Signal()
    """Also to be emitted by others that changed the outline of the project."""
    view_changed = Signal(str)
    project_closing = Signal()
    """What comes into its texts in pieces has to come at once now."""
    second_opened = Signal(object)
    """The second editor, whenever one is made."""
    message = Signal(str)
    problem = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.project: Project | None = None
        self.buffers: Buffers | None = None
        self.editor = SceneEditor()
        self.second: SceneEditor | None = None
        self.outline = OutlinePanel()
        self.status = StatusLine(self.editor)
        self.conflict = ConflictBar()
        self.others, self.orphans, self.missing = NoticeBar(), NoticeBar(), NoticeBar()
        self.empty = EmptyPage()
        self.tool_bar = QHBoxLayout()
        self.bar_right = QHBoxLayout()
        self._views: dict[str, QWidget] = {}
        self._titles: dict[str, str] = {}
        self.view = ""
        self._quiet = False
        """Focus mode hides the columns."""
        self._side_wanted = True
        self._lay_out()
        self.add_centre_view("text", self.tr("Text"), self._texts())
        self.show_centre_view("text")
        self.outline.opened.connect(self.open_item)
        self.outline.menu_opened.connect(self._offer_second)
        self.outline.write_wanted.connect(self.editor.setFocus)
        self.outline.steps.changed.connect(self.outline_changed)
        self.outline_changed.connect(self._outline_changed)
        self.outline.steps.problem.connect(self.problem)
        self.setFocusProxy(self.editor)

    def _lay_out(self) -> None:
        self.side = SideTabs()
        self.side.setMinimumWidth(scaled(240))
        self.side.setAccessibleName(self.tr("Panels of the text"))
        self.side.hide()
        self.views = QStackedWidget()
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setHandleWidth(1)
        for place, column in enumerate((self.outline, self._centre(), self.side)):
            self.columns.addWidget(column)
            self.columns.setCollapsible(place, False)
            self.columns.setStretchFactor(place, 1 if place == 1 else 0)
        self.columns.setSizes(list(WIDTHS))
        self.stack = QStackedWidget()
        self.message_place = self.stack
        self.stack.setFocusProxy(self.editor)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.columns)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _centre(self) -> QWidget:
        centre = QWidget()
        centre.setMinimumWidth(scaled(320))
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = QWidget()
        self.bar.setProperty("kind", "bar")
        self.bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar.setFixedHeight(scaled(40))
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(GAP_3, 0, GAP_2, 0)
        row.setSpacing(GAP_2)
        row.addLayout(self.tool_bar)
        row.addStretch(1)
        self.view_button = QToolButton()
        self.view_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.view_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.view_button.setAccessibleName(self.tr("View"))
        self.view_button.setToolTip(self.tr("Show the text or another view of the project"))
        self.view_menu = QMenu(self.view_button)
        self.view_button.setMenu(self.view_menu)
        self.focus_button = icon_button("eye", self.tr("Focus mode"))
        self.focus_button.setCheckable(True)
        self.split_button = icon_button("rows", self.tr("Split view"))
        self.split_button.setCheckable(True)
        row.addWidget(self.view_button)
        row.addLayout(self.bar_right)
        row.addWidget(self.split_button)
        row.addWidget(self.focus_button)
        column.addWidget(self.bar)
        column.addWidget(hairline())
        for notice in (self.conflict, self.others, self.orphans, self.missing):
            column.addWidget(notice)
        column.addWidget(self.views, 1)
        return centre

    def _texts(self) -> QWidget:
        """The editor, later perhaps two, over the quiet line."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.texts = QSplitter(Qt.Orientation.Vertical)
        self.texts.setHandleWidth(1)
        self.texts.setChildrenCollapsible(False)
        self.texts.addWidget(self.editor)
        column.addWidget(self.texts, 1)
        column.addWidget(hairline())
        column.addWidget(self.status)
        return whole

    # Places for others

    def add_side_panel(self, title: str, widget: QWidget, sign: str = "") -> None:
        """A panel in the right column; ``sign`` is the name of its icon."""
        self.side.add(title, widget, sign)
        self._show_columns()

    def show_side_panel(self, widget: QWidget) -> None:
        """Bring a panel of the right column forward."""
        self._side_wanted = True
        self.side.setCurrentWidget(widget)
        self._show_columns()

    def add_centre_view(self, identity: str, title: str, widget: QWidget) -> None:
        """Another view in the place of the text; offered in the menu of views."""
        self._views[identity], self._titles[identity] = widget, title
        self.views.addWidget(widget)
        action = self.view_menu.addAction(title, lambda: self.show_centre_view(identity))
        action.setCheckable(True)
        action.setData(identity)
        self.view_button.setVisible(len(self._views) > 1)

    def show_centre_view(self, identity: str) -> None:
        """Show the text ("text") or a view that was added."""
        self.view = identity
        self.views.setCurrentWidget(self._views[identity])
        self.view_button.setText(f"{self._titles[identity]}  ▾")
        for action in self.view_menu.actions():
            action.setChecked(action.data() == identity)
        self.split_button.setEnabled(identity == "text")
        self.view_changed.emit(identity)

    # Project and scene

    def set_project(self, project: Project | None) -> None:
        """Show a project, or the ways to begin."""
        self.close_split()
        old = self.buffers
        self.project = project
        self.buffers = Buffers(project, self) if project else None
        self.editor.show_buffer(Buffer("", "", self.editor))
        if old:
            old.deleteLater()
        self.conflict.show_for("")
        self.outline.set_project(project, self.buffers)
        self.stack.setCurrentWidget(self.columns if project else self.empty)
        self.project_opened.emit(project)

    def open_item(self, identity: str) -> bool:
        """Show a scene or note in the editor; False when there is none or it cannot be read."""
        return self._open_in(self.editor, identity)

    def _open_in(self, editor: SceneEditor, identity: str) -> bool:
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
        if buffer is not editor.buffer:
            editor.show_buffer(buffer)
        if self.view != "text":
            self.show_centre_view("text")
        if editor is self.editor:
            self.outline.tree.choose([identity], identity)
            self._show_place()
            self.item_opened.emit(identity)
        return True

    def _outline_changed(self) -> None:
        self.outline.refresh()
        self._show_place()

    def _show_place(self) -> None:
        """Part, chapter and scene in the quiet line."""
        item = find(self.project.outline, self.editor.item) if self.project else None
        if self.project and item:
            above = [one.title for one in parents(self.project.outline, item.id)]
            self.status.show_place("  ›  ".join([*above, item.title]))
        else:
            self.status.show_place("")

    def step_item(self, way: int) -> None:
        """The next (1) or the last (-1) scene in reading order; among notes, the next note."""
        if self.project is None:
            return
        order = [item.id for item in scenes(self.project.outline)]
        if self.editor.item not in order:
            order = [item.id for item in every(self.project.outline) if item.kind in TEXT_KINDS]
        if self.editor.item in order:
            place = order.index(self.editor.item) + way
            if 0 <= place < len(order):
                self.open_item(order[place])
        elif order:
            self.open_item(order[0])

    # Columns, split and focus

    def toggle_outline(self) -> None:
        self.outline.setVisible(self.outline.isHidden())

    def toggle_side(self) -> None:
        self._side_wanted = self.side.isHidden()
        self._show_columns()

    def _show_columns(self) -> None:
        self.side.setVisible(self._side_wanted and self.side.count() > 0 and not self._quiet)

    def set_quiet(self, quiet: bool) -> None:
        """Only the text: both columns and the bar go, and come back as they were."""
        if quiet == self._quiet:
            return
        if quiet:
            self._outline_before = not self.outline.isHidden()
        self._quiet = quiet
        self.outline.setVisible(not quiet and self._outline_before)
        self._show_columns()

    _outline_before = True

    def toggle_split(self) -> None:
        """A second editor below the first, on the same text; others come into it by the outline's menu."""
        if self.second:
            self.close_split()
            self.editor.setFocus()
            return
        self.second = SceneEditor()
        self.second.setAccessibleName(self.tr("Second view of the text"))
        self.second.set_zoom(self.editor.zoom)
        self.texts.addWidget(self.second)
        self.second_opened.emit(self.second)
        self.editor.keep_place()  # the second begins at the caret of the first
        half = max(1, self.texts.height() // 2)
        QTimer.singleShot(0, self.texts, lambda: self.texts.setSizes([half, half]))  # once it is shown
        if self.editor.item:
            self._open_in(self.second, self.editor.item)
        self.split_button.setChecked(True)

    def close_split(self) -> None:
        self.split_button.setChecked(False)
        if self.second:
            self.second.show_buffer(Buffer("", "", self.second))
            self.second.hide()
            self.second.deleteLater()
            self.second = None

    def open_in_second(self, identity: str) -> None:
        """Show a text beside the one that is written."""
        if self.second is None:
            self.toggle_split()
        if self.second:
            self._open_in(self.second, identity)

    def _offer_second(self, menu: QMenu, chosen: list[str]) -> None:
        item = find(self.project.outline, chosen[0]) if self.project and len(chosen) == 1 else None
        if item and item.kind in TEXT_KINDS:
            menu.addSeparator()
            menu.addAction(
                icon("rows", "muted"), self.tr("Open in a second view"), lambda: self.open_in_second(item.id)
            )

    def editors(self) -> list[SceneEditor]:
        return [self.editor, self.second] if self.second else [self.editor]

    def active_editor(self) -> SceneEditor:
        """The one that is written in."""
        focus = QApplication.focusWidget()
        in_second = self.second and (focus is self.second or (focus and self.second.isAncestorOf(focus)))
        return self.second if self.second and in_second else self.editor

    def hand_to_first(self) -> SceneEditor:
        """The first editor, where models write, at the place of the one that is written in.

        A text that only the second shows changes places with the one of the first.
        """
        second = self.second
        if second and self.active_editor() is second and second.item:
            place, other = second.anchor_and_caret(), self.editor.item
            if second.item != other:
                self.open_item(second.item)
                self._open_in(second, other)
            self.editor.select(*place)
            self.editor.setFocus()
        return self.editor

    # State

    _was_shown = False

    def showEvent(self, event: QShowEvent) -> None:
        """The first time the caret is in the text, not in the first control of the page."""
        super().showEvent(event)
        if self.project and not self._was_shown and self.view == "text":
            QTimer.singleShot(0, self.editor, self.editor.setFocus)
        self._was_shown = True

    def restore(self, state: WindowState) -> None:
        sizes = state.numbers("writing_columns")
        if len(sizes) == 3 and all(sizes[:2]):
            self.columns.setSizes(sizes)
        self._side_wanted = not state.flag("writing_side_hidden")
        self.outline.setVisible(not state.flag("writing_outline_hidden"))
        self.side.setCurrentIndex(next(iter(state.numbers("writing_side_panel")), 0))
        self._show_columns()

    def save(self, state: WindowState) -> None:
        if not self._quiet:
            now, before = self.columns.sizes(), state.numbers("writing_columns") or list(WIDTHS)
            state.set("writing_columns", [size or old for size, old in zip(now, before, strict=False)])
            state.set("writing_outline_hidden", self.outline.isHidden())
        state.set("writing_side_hidden", not self._side_wanted)
        state.set("writing_side_panel", [self.side.currentIndex()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._quiet:
            self.focus_button.click()
        else:
            super().keyPressEvent(event)
