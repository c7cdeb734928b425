"""The corkboard of the Write page: which cards, how large, and what is done with them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageReader, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSlider, QStackedLayout, QVBoxLayout, QWidget

from studio.core.writing import outline_moves as moves
from studio.core.writing.boards import ANY, groups, scenes_of, sections
from studio.core.writing.outline import STATUSES, Item, find
from studio.jobs import offthread
from studio.storage.manuscripts import names
from studio.ui.theme import GAP_2, GAP_3, scaled
from studio.ui.widgets import hairline, label, lead_focus
from studio.ui.writing.corkboard.board import Board
from studio.ui.writing.outline.rows import status_title
from studio.ui.writing.page import WritePage

THUMBNAIL = QSize(200, 260)
ZOOM = (70, 180)
COUNTED, ZOOMED = 460, 400
"""Pixels from which the number of scenes, and the size of the cards, stand beside the lists."""


class Corkboard(QWidget):
    """A view of the page; its changes are steps of the outline's undo."""

    def __init__(self, page: WritePage) -> None:
        super().__init__()
        self._page = page
        self._pictures: dict[Path, QImage | None] = {}
        self.board = Board(self._picture)
        self.group = QComboBox()
        self.group.setAccessibleName(self.tr("Part or chapter"))
        self.group.setMinimumWidth(scaled(110))
        self.group.setMaximumWidth(scaled(220))
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.status = QComboBox()
        self.status.setAccessibleName(self.tr("State"))
        self.status.addItem(self.tr("Any state"), ANY)
        for status in STATUSES:
            self.status.addItem(status_title(status), status)
        self.zoom = QSlider(Qt.Orientation.Horizontal)
        self.zoom.setRange(*ZOOM)
        self.zoom.setValue(100)
        self.zoom.setFixedWidth(scaled(100))
        self.zoom.setAccessibleName(self.tr("Size of the cards"))
        self.zoom.setToolTip(self.tr("Size of the cards"))
        self.count = label("", "muted")
        self.none = label("", "muted", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        row.setSpacing(GAP_2)
        row.addWidget(self.group, 3)
        row.addWidget(self.status)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addWidget(self.zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(hairline())
        self._stack = QStackedLayout()
        self._stack.addWidget(self.board)
        self._stack.addWidget(self.none)
        column.addLayout(self._stack, 1)
        lead_focus(self, self.board)
        self.group.activated.connect(self.refresh)
        self.status.activated.connect(self.refresh)
        self.zoom.valueChanged.connect(self.board.set_zoom)
        board = self.board
        board.opened.connect(page.open_item)
        board.written.connect(self._written)
        board.dropped.connect(self._dropped)
        board.stepped.connect(self._stepped)
        board.menu_wanted.connect(self._menu)
        page.outline_changed.connect(self._changed)
        page.project_opened.connect(self._project_opened)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._refresh_at_rest)
        board.rested.connect(self._changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column the lists keep their room."""
        super().resizeEvent(event)
        self.count.setVisible(self.width() >= scaled(COUNTED))
        self.zoom.setVisible(self.width() >= scaled(ZOOMED))

    def _project_opened(self) -> None:
        self._pictures.clear()
        self.group.clear()
        self._changed()

    def _changed(self) -> None:
        if self.isVisible():
            self._later.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()
        if self._page.editor.item:
            self.board.choose(self._page.editor.item)

    def _refresh_at_rest(self) -> None:
        if not self.board.is_written_on:  # else what is being written would be taken away
            self.refresh()

    def refresh(self) -> None:
        """Show the cards as the outline has them now."""
        project, buffers = self._page.project, self._page.buffers
        if project is None or buffers is None:
            self.board.show_sections([], {})
            self.count.clear()
            return
        outline, chosen = project.outline, self.group.currentData() or ""
        self.group.clear()
        self.group.addItem(self.tr("Whole manuscript"), "")
        for item, depth in groups(outline):
            self.group.addItem("   " * depth + item.title, item.id)
        self.group.setCurrentIndex(max(0, self.group.findData(chosen)))
        status = self.status.currentData()
        shown = sections(outline, self.group.currentData(), status)
        self.board.show_sections(shown, buffers.counts())
        cards = sum(len(section.cards) for section in shown)
        self.count.setText(self.tr("%n scene(s)", "", cards))
        if cards or (shown and status == ANY and scenes_of(outline)):
            self._stack.setCurrentWidget(self.board)
            return
        self.none.setText(
            self.tr("There are no scenes yet. Press Ctrl+N to begin one.")
            if status == ANY
            else self.tr("No scene is in this state.")
        )
        self._stack.setCurrentWidget(self.none)

    # What is wished

    @property
    def _can_change(self) -> bool:
        return self._page.project is not None and not self._page.project.read_only

    def _written(self, identity: str, what: str, text: str) -> None:
        if self._can_change:
            name = self.tr("Rename") if what == "title" else self.tr("Synopsis")
            self._page.outline.steps.set_values([identity], name, **{what: text})

    def _dropped(self, identity: str, group: str, before: str) -> None:
        project = self._page.project
        if project is None or not self._can_change:
            return
        brothers = [item.id for item in moves.children_of(project.outline, group)]
        if before:
            index = brothers.index(before) if before in brothers else -1
        else:  # behind the last card, which may stand before groups
            cards = [
                at for at, one in enumerate(brothers) if (item := find(project.outline, one)) and item.file
            ]
            index = cards[-1] + 1 if cards else 0
        outline = moves.move_to(project.outline, [identity], group, index)
        self._page.outline.steps.rearrange(outline, self.tr("Move"))
        self._after(identity)

    def _stepped(self, identity: str, way: int) -> None:
        if self._page.project and self._can_change:
            step = moves.step_down if way > 0 else moves.step_up
            self._page.outline.steps.rearrange(step(self._page.project.outline, identity), self.tr("Move"))
            self._after(identity)

    def _after(self, identity: str) -> None:
        self.refresh()
        self.board.choose(identity)

    def _menu(self, identity: str, point: QPoint) -> None:
        project = self._page.project
        item = find(project.outline, identity) if project else None
        if item is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self._page.open_item(identity))
        menu.addSeparator()
        for text, slot in (
            (self.tr("Write the title"), partial(self.board.write, "title")),
            (self.tr("Write the synopsis"), partial(self.board.write, "synopsis")),
            (self.tr("Move before"), partial(self._stepped, identity, -1)),
            (self.tr("Move behind"), partial(self._stepped, identity, 1)),
        ):
            menu.addAction(text, slot).setEnabled(self._can_change)
        states = menu.addMenu(self.tr("State"))
        states.setEnabled(self._can_change)
        for status in STATUSES:
            action = states.addAction(status_title(status), partial(self._set_status, identity, status))
            action.setCheckable(True)
            action.setChecked(item.status == status)
        menu.popup(point)

    def _set_status(self, identity: str, status: str) -> None:
        self._page.outline.steps.set_values([identity], self.tr("State"), status=status)

    # Pictures, read on a worker

    def _picture(self, item: Item) -> QImage | None:
        project = self._page.project
        if project is None:
            return None
        path = project.folder / item.pictures[0]
        if path not in self._pictures:
            self._pictures[path] = None
            if names.leads_out(project.folder, path):
                return None
            offthread.run(_thumbnail, path, done=partial(self._arrived, path), failed=_unreadable)
        return self._pictures[path]

    def _arrived(self, path: Path, picture: QImage) -> None:
        self._pictures[path] = picture
        self.board.viewport().update()


def _thumbnail(path: Path) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        wanted = size.scaled(THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        if wanted.width() < size.width():
            reader.setScaledSize(wanted)
    return reader.read()


def _unreadable(_error: Exception) -> None:
    """The card stays without its picture."""
