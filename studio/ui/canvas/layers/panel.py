"""The panel of layers: header, list, properties of the active layer, and the buttons at the foot."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QToolButton, QVBoxLayout, QWidget

from studio.ui.actions import keys_text, with_keys
from studio.ui.canvas.document import Document
from studio.ui.canvas.layers.header import LayerHeader
from studio.ui.canvas.layers.model import LayerModel
from studio.ui.canvas.layers.operations import Operations
from studio.ui.canvas.layers.properties import LayerProperties
from studio.ui.canvas.layers.thumbnails import Thumbnails
from studio.ui.canvas.layers.tree import LayerTree
from studio.ui.canvas.tool import Desk
from studio.ui.icons import icon
from studio.ui.widgets import ElidedLabel, hairline, icon_button, lead_focus

Choices = Callable[[], list[tuple[str, str]]]
"""Ids and names of models to choose from, asked each time they are shown."""
ADD = ("layer_paint", "layer_mask", "layer_region", "layer_control", "layer_group_new", "",
       "layer_mask_selection", "layer_copy_selection", "layer_cut_selection")  # fmt: skip
FOOT = ("layer_duplicate", "layer_group", "layer_merge", "layer_raise", "layer_lower")
MENU = ("layer_rename", "layer_duplicate", "layer_clear", "", "layer_group", "layer_ungroup", "",
        "layer_merge", "layer_merge_visible", "layer_flatten", "", "layer_raise", "layer_lower",
        "layer_top", "layer_bottom", "", "layer_mask_selection", "layer_copy_selection",
        "layer_cut_selection", "", "layer_visible", "layer_alone", "layer_lock", "layer_alpha_lock", "",
        "layer_delete")  # fmt: skip


class LayersPanel(QWidget):
    """Shows the layers of the desk's document. ``controls`` and ``adapters`` offer models, if given."""

    document_told = Signal()
    """The document or something of its layers is another."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        controls: Choices | None = None,
        adapters: Choices | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.operations = Operations(desk, self)
        self.model = LayerModel(desk.document, self)
        self.thumbnails = Thumbnails(desk.document, self)
        self.tree = LayerTree(self.model, self.thumbnails, self.operations)
        self.header = LayerHeader(self.operations)
        self.properties = LayerProperties(self.operations, controls, adapters)
        self._shown: Document | None = None
        self._followed: tuple[object, object, object] = (None, None, None)
        self._build()
        self.tree.menu_wanted.connect(self._open_menu)
        self.operations.changed.connect(self._show_possible)
        self.operations.background.progressed.connect(self._show_progress)
        desk.document_changed.connect(self._document_changed)
        self._document_changed()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tree, 1)
        column.addWidget(self.properties)
        column.addWidget(self._make_progress())
        column.addWidget(hairline())
        column.addWidget(self._make_foot())
        lead_focus(self, self.tree)

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(2)
        self.add = icon_button("plus", self.tr("Add a layer"), colour="text")
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.add)
        menu.aboutToShow.connect(lambda: self._fill(menu, ADD))
        self.add.setMenu(menu)
        row.addWidget(self.add)
        self.buttons = {name: self._button(name) for name in (*FOOT, "layer_delete")}
        for name in FOOT:
            row.addWidget(self.buttons[name])
        row.addStretch(1)
        row.addWidget(self.buttons["layer_delete"])
        return foot

    def _button(self, name: str) -> QToolButton:
        operation = self.operations.all[name]
        made = icon_button(operation.icon, with_keys(operation.text, operation.keys))
        made.setAccessibleName(operation.text)
        made.clicked.connect(lambda: self.operations.run(name))
        return made

    def _make_progress(self) -> QWidget:
        """What a long merge shows, with a way to stop it."""
        self.progress = QWidget()
        self._step = ElidedLabel("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._bar.setAccessibleName(self.tr("Merging layers"))
        self.cancel = icon_button("x", self.tr("Cancel"), head=True)
        self.cancel.clicked.connect(self.operations.background.cancel)
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._step, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        self.progress.hide()
        return self.progress

    def _show_progress(self, step: str, share: float) -> None:
        self.progress.setVisible(bool(step))
        self._step.set_whole(step)
        self._bar.setValue(round(share * 100))

    # The document

    def _document_changed(self) -> None:
        document = self._desk.document
        if document is self._shown:
            return
        old, self._shown = self._shown, document
        self.thumbnails.show(document)
        self.model.show(document)
        self.properties.show_document(document)
        for told, join in ((old, False), (document, True)):  # after the model, whose rows are asked about
            for signal in (told.state_changed, told.selection_changed) if told else ():
                signal.connect(self._follow) if join else signal.disconnect(self._follow)
        self.tree.follow()
        self._followed = (None, None, None)
        self._follow()

    def _follow(self) -> None:
        state = self._desk.document.state
        now = (state.layers, state.active, state.selected)
        if all(one is other for one, other in zip(now, self._followed, strict=True)):
            return  # the frame moves, or a selection is drawn
        self._followed = now
        active = state.active
        if self.model.layer(self.tree.currentIndex()) != self._desk.document.active or not active:
            self.tree.follow()
        self.header.follow()
        self.properties.follow()
        self._show_possible()
        self.document_told.emit()

    def _show_possible(self) -> None:
        for name, button in self.buttons.items():
            button.setEnabled(self.operations.can(name))

    # Menus

    def _fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        menu.clear()
        for name in names:
            if not name:
                menu.addSeparator()
                continue
            operation = self.operations.all[name]
            keys = f"\t{keys_text(operation.keys)}" if operation.keys else ""
            action = menu.addAction(icon(operation.icon, "muted"), operation.text + keys)
            action.setEnabled(self.operations.can(name))
            action.triggered.connect(lambda _=False, name=name: self.operations.run(name))

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        self._fill(menu, MENU)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
