"""The storyboard: scenes and their pictures in order, missing ones drawn together, a sheet to hand on."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import ErrorReport, StudioError
from studio.core.jobs import Priority
from studio.core.paths import resources
from studio.core.presets import load_presets
from studio.core.writing.outline import Item
from studio.core.writing.picture_prompts import prompts_by_rules, prompts_in
from studio.jobs import offthread
from studio.ui.actions import Command, Commands
from studio.ui.icons import icon
from studio.ui.theme import GAP_2, GAP_3
from studio.ui.widgets import ElidedLabel, button, hairline, label, lead_focus
from studio.ui.writing.asking import Asking
from studio.ui.writing.pictures.illustration import Illustration
from studio.ui.writing.pictures.scene_pictures import ScenePictures
from studio.ui.writing.pictures.storyboard_delegate import StoryboardDelegate
from studio.ui.writing.pictures.storyboard_model import Row, StoryboardModel
from studio.ui.writing.pictures.wording import ILLUSTRATE, asked

if TYPE_CHECKING:
    from studio.storage.manuscripts.project import Project
    from studio.ui.writing.page import WritePage
    from studio.ui.writing.pictures.illustrate_dialog import Drawing
    from studio.ui.writing.pictures.missing_dialog import MissingDialog

VIEW = "storyboard"


class _Cards(QListView):
    """A grid; Enter opens the scene, Space shows the next picture, Delete takes the picture away."""

    opened = Signal(int)
    stepped = Signal(int)
    removed = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for, filling the width."""
        delegate = self.itemDelegate()
        if isinstance(delegate, StoryboardDelegate):
            bar = self.verticalScrollBar().sizeHint().width()
            delegate.fill(self.width() - bar - 4, self.spacing())
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and self.state() != QAbstractItemView.State.EditingState:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return self.opened.emit(row)
            if event.key() == Qt.Key.Key_Space:
                return self.stepped.emit(row)
            if event.key() == Qt.Key.Key_Delete:
                return self.removed.emit(row)
        return super().keyPressEvent(event)


class Storyboard(QWidget):
    """A centre view of the Write page."""

    message = Signal(str, object)  # sentence, callable for Undo or None
    problem = Signal(object)  # ErrorReport
    scene_wanted = Signal(str)
    """Open a scene in the editor."""

    def __init__(self, page: "WritePage", illustration: Illustration, pictures: ScenePictures) -> None:
        super().__init__()
        self._page, self._illustration, self._pictures = page, illustration, pictures
        self.model = StoryboardModel(page, pictures, illustration.waiting_for)
        self.asking = Asking(illustration.parts.queue, self)
        self.dialog: MissingDialog | None = None
        self._to_write: list[tuple[str, str]] = []
        """Scenes a model still writes prompts for, with their texts."""
        self._texts: dict[str, str] = {}
        self.count = ElidedLabel("", "muted")
        self.missing = button(self.tr("Draw the missing ones…"))
        self.export = button(self.tr("Export…"))
        self.empty = label(
            self.tr("Scenes of the manuscript appear here with their pictures."), "muted", wrap=True
        )
        self.cards = _Cards()
        self._lay_out()
        self._connect()
        page.add_centre_view(VIEW, self.tr("Storyboard"), self)

    def _lay_out(self) -> None:
        cards = self.cards
        cards.setModel(self.model)
        delegate = StoryboardDelegate(self._pictures, cards)
        delegate.closeEditor.connect(lambda: QTimer.singleShot(0, self, self.refresh))
        cards.setItemDelegate(delegate)
        cards.setViewMode(QListView.ViewMode.IconMode)
        cards.setMovement(QListView.Movement.Snap)
        cards.setResizeMode(QListView.ResizeMode.Adjust)
        cards.setUniformItemSizes(True)
        cards.setSpacing(4)
        cards.setMouseTracking(True)
        cards.setFrameShape(QFrame.Shape.NoFrame)
        cards.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        cards.setDragEnabled(True)
        cards.setAcceptDrops(True)
        cards.setDropIndicatorShown(True)
        cards.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        cards.setDefaultDropAction(Qt.DropAction.MoveAction)
        cards.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        cards.setAccessibleName(self.tr("Storyboard"))
        head = QHBoxLayout()
        head.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        head.setSpacing(GAP_2)
        head.addWidget(self.count, 1)
        head.addWidget(self.missing)
        head.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(cards, 1)
        lead_focus(self, cards)

    def _connect(self) -> None:
        self._pictures.changed.connect(self.refresh)
        self._pictures.small.ready.connect(self.cards.viewport().update)
        self.model.problem.connect(self.problem)
        self.cards.opened.connect(lambda row: self.scene_wanted.emit(self.model.rows[row].item.id))
        self.cards.doubleClicked.connect(lambda at: self.scene_wanted.emit(self.model.rows[at.row()].item.id))
        self.cards.stepped.connect(self.model.step)
        self.cards.removed.connect(self._remove)
        self.cards.customContextMenuRequested.connect(self._show_menu)
        self.missing.clicked.connect(self.draw_missing)
        self.export.clicked.connect(self.ask_export)
        self.asking.done.connect(self._prompt_came)
        self.asking.failed.connect(self._prompt_failed)
        self._page.project_opened.connect(self._project_opened)
        self._page.view_changed.connect(lambda view: self.refresh() if view == VIEW else None)
        self.refresh()

    def join(self, commands: Commands) -> None:
        group = self.tr("Words and pictures")
        for command, slot in (
            (Command("storyboard", self.tr("Storyboard"), group, "", "squares-four"), self.show_view),
            (
                Command("storyboard_missing", self.tr("Draw the missing pictures…"), group, "", "image"),
                self.draw_missing,
            ),
            (
                Command("storyboard_export", self.tr("Export the storyboard…"), group, "", "export"),
                self.ask_export,
            ),
        ):
            commands.add(command, slot, only_in="writing")

    def show_view(self) -> None:
        self._page.show_centre_view(VIEW)
        self.refresh()
        self.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(600, 500)

    # Showing

    @Slot(object)
    def _project_opened(self, _project: "Project | None") -> None:
        self._to_write = []
        if self.dialog:
            self.dialog.close()
        self._show()

    @Slot()
    def refresh(self) -> None:
        """The outline may have changed."""
        if self.cards.state() != QAbstractItemView.State.EditingState:
            self._show()  # else what is being written would be taken away

    def _show(self) -> None:
        self.model.refresh()
        rows = self.model.rows
        drawn = sum(bool(row.picture) for row in rows)
        text = self.tr("%1 of %2 illustrated").replace("%1", str(drawn)).replace("%2", str(len(rows)))
        self.count.set_whole(text if rows else "")
        self.cards.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.missing.setEnabled(any(not row.picture and not row.waiting for row in rows))
        self.export.setEnabled(bool(rows))

    def _show_menu(self, point: QPoint) -> None:
        index = self.cards.indexAt(point)
        if not index.isValid():
            return
        row = self.model.rows[index.row()]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def add(text: str, symbol: str, call: object, possible: bool = True) -> None:
            action = menu.addAction(icon(symbol, "muted"), text)
            action.triggered.connect(call)
            action.setEnabled(possible)

        there, item, picture = bool(row.picture), row.item.id, row.picture
        do = self._pictures.do
        add(self.tr("Open the scene"), "book-open", lambda: self.scene_wanted.emit(item))
        add(self.tr("Write the caption"), "pencil-simple", lambda: self.cards.edit(index))
        add(self.tr("Illustrate this scene…"), "image", lambda: self._illustrate(row))
        menu.addSeparator()
        several = row.place[1] > 1
        add(self.tr("Next picture"), "caret-right", lambda: self.model.step(index.row()), several)
        add(
            self.tr("Make it the first picture"),
            "arrow-line-left",
            lambda: do("first", picture, item),
            several,
        )
        add(self.tr("Open on the canvas"), "frame-corners", lambda: do("canvas", picture, item), there)
        add(self.tr("Describe in words…"), "text-aa", lambda: do("describe", picture, item), there)
        add(self.tr("Take the picture away"), "x", lambda: do("remove", picture, item), there)
        menu.popup(self.cards.viewport().mapToGlobal(point))

    def _remove(self, row: int) -> None:
        shown = self.model.rows[row]
        if shown.picture:
            self._pictures.remove(shown.item.id, shown.picture)

    def _illustrate(self, row: Row) -> None:
        text = self._text_of(row.item)
        self._illustration.open(row.item, "\n\n".join(filter(None, (row.caption, text))) or row.item.title)

    def _text_of(self, item: Item) -> str:
        try:
            return self._page.buffers.text(item.id) if self._page.buffers else ""
        except StudioError:
            return ""

    # Drawing what is missing

    def draw_missing(self) -> None:
        """A prompt for every scene without a picture; their texts are read off the window thread."""
        project, buffers = self._page.project, self._page.buffers
        wanted = [row.item for row in self.model.rows if not row.picture and not row.waiting]
        if project is None or buffers is None or not wanted:
            self.message.emit(self.tr("Every scene has a picture."), None)
            return
        offthread.run(
            _prompts, project, wanted, buffers.texts(), self._illustration.places(),
            done=partial(self._open_missing, project),
        )  # fmt: skip

    def _open_missing(self, project: "Project", found: list[tuple[str, str, str, str]]) -> None:
        from studio.ui.writing.pictures.missing_dialog import MissingDialog

        if self._page.project is not project:
            return
        if self.dialog:
            self.dialog.close()
        self._texts = {identity: text for identity, _title, _prompt, text in found}
        self._illustration.presets = load_presets(resources() / "presets")
        scenes = [(identity, title, prompt) for identity, title, prompt, _text in found]
        panel = self._illustration.parts.panel
        dialog = MissingDialog(scenes, panel.chosen_model(), self._illustration.presets, self.window())
        self.dialog = dialog
        if model := self._illustration.talker():
            dialog.offer_model(model.name)
        dialog.write_wanted.connect(self._write_all)
        dialog.draw_wanted.connect(self._draw_all)
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    def _write_all(self) -> None:
        self._to_write = list(self._texts.items())
        self._write_next()

    def _write_next(self) -> None:
        model = self._illustration.talker()
        if self.dialog is None or model is None:
            self._to_write = []
            return
        left = len(self._to_write)
        self.dialog.write.setEnabled(not left)
        if not left:
            self.dialog.note.setText(
                self.tr("Written by %1. Change them as you like.").replace("%1", model.name)
            )
            return
        self.dialog.note.setText(
            self.tr("%1 is reading; %n scene(s) to go…", "", left).replace("%1", model.name)
        )
        _identity, text = self._to_write[0]
        pieces = asked(ILLUSTRATE, text, self._illustration.parts.folders.config)
        self.asking.ask(model, pieces, ILLUSTRATE)

    @Slot(str)
    def _prompt_came(self, answer: str) -> None:
        if self.dialog and self._to_write:
            identity, _text = self._to_write.pop(0)
            for prompt in prompts_in(answer, 1):
                self.dialog.show_prompt(identity, prompt)
            self._write_next()

    @Slot(object)
    def _prompt_failed(self, report: ErrorReport | None) -> None:
        self._to_write = []
        if self.dialog:
            self.dialog.note.setText(
                self.tr("The model could not write them all; the others are made by rules.")
            )
            self.dialog.write.setEnabled(True)
        if report:
            self.problem.emit(report)

    @Slot(object, object)
    def _draw_all(self, chosen: Sequence[tuple[str, str]], how: "Drawing") -> None:
        project = self._page.project
        if project is None:
            return
        for item, prompt in chosen:
            if self._illustration.submit(project, item, prompt, how, priority=Priority.BATCH) is None:
                return  # refused and told; the dialog stays
        if self.dialog:
            self.dialog.accept()
        self.message.emit(
            self.tr(
                "%n picture(s) wait in the queue; each comes to its scene when it is done.", "", len(chosen)
            ),
            None,
        )

    def _dialog_closed(self) -> None:
        self._to_write = []
        self.asking.cancel()
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None

    # The sheet

    def ask_export(self) -> None:
        project = self._page.project
        if project is None:
            return
        dialog = QFileDialog(self, self.tr("Export the storyboard"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("PDF (*.pdf)"), self.tr("Web page (*.html)")])
        dialog.selectFile("storyboard.pdf")
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write the sheet off the window thread."""
        from studio.ui.writing.pictures.storyboard_sheet import Frame, export_sheet

        project = self._page.project
        if project is None:
            return
        frames = [
            Frame(
                row.number,
                row.item.title,
                row.caption,
                self._pictures.path_of(row.picture) if row.picture else None,
            )
            for row in self.model.rows
        ]
        target = Path(path)
        offthread.run(
            export_sheet,
            target,
            project.outline.title,
            frames,
            done=self._exported,
            failed=self._not_exported,
        )

    def _exported(self, broken: list[str]) -> None:
        if broken:
            text = self.tr("The storyboard is written; without %1, which cannot be read.")
            self.message.emit(text.replace("%1", ", ".join(broken[:5])), None)
        else:
            self.message.emit(self.tr("The storyboard is written."), None)

    def _not_exported(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self.problem.emit(error.report())


def _prompts(
    project: "Project", items: Sequence[Item], typed: Mapping[str, str], places: Sequence[str]
) -> list[tuple[str, str, str, str]]:
    """Id, title, prompt and text of each scene; ``typed`` are texts as they stand in the window."""
    found = []
    for item in items:
        try:
            text = typed[item.id] if item.id in typed else project.read(item.id).text
        except StudioError:
            text = ""
        text = "\n\n".join(filter(None, (item.synopsis, text))) or item.title
        prompts = prompts_by_rules(text, places, 1)
        found.append((item.id, item.title, prompts[0] if prompts else item.title, text))
    return found
