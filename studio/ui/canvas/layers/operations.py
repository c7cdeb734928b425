"""Everything that can be done with layers, by id: for buttons, menus, keys and the command palette."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal

from studio.core import layer_tree
from studio.core.layers import Layer, find
from studio.ui.canvas.document import Document
from studio.ui.canvas.layers import edits, merging
from studio.ui.canvas.layers.background import Background
from studio.ui.canvas.layers.edits import RefusedError
from studio.ui.canvas.tool import Desk

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Operation:
    """One thing to do. ``text`` is translated; ``needs`` says when it can be done.

    ``focused``: its keys work only in the list of layers and on the canvas.
    """

    id: str
    text: str
    icon: str
    run: Callable[[], object]
    keys: str = ""
    needs: str = "layer"
    focused: bool = False


class Operations(QObject):
    """Does them to the chosen layers of the open document, and says why when it cannot be done."""

    changed = Signal()
    """What can be done may have changed."""
    rename_wanted = Signal(str)
    """Layer id."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.background = Background(desk, self)
        self._selected: tuple[str, ...] = ()
        self.all = {operation.id: operation for operation in (*self._adding(), *self._changing())}

    @property
    def document(self) -> Document:
        return self._desk.document

    def select(self, identities: tuple[str, ...]) -> None:
        """These are chosen in the list."""
        self._selected = identities
        self.changed.emit()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the layers that are worked on: those chosen with the active one, else that alone."""
        state = self.document.state
        known = tuple(identity for identity in self._selected if find(state.layers, identity))
        if state.active in known:
            return known
        return (state.active,) if self.document.active else ()

    def run(self, identity: str) -> None:
        """Do one; why it cannot be done is said as a message of the desk."""
        try:
            self.all[identity].run()
        except RefusedError as refused:
            self._desk.message.emit(str(refused))

    def attempt(self, call: Callable[[], object]) -> None:
        """Do something of one's own, refusals said likewise."""
        try:
            call()
        except RefusedError as refused:
            self._desk.message.emit(str(refused))

    def can(self, identity: str) -> bool:
        """Whether it means something now."""
        state, needs = self.document.state, self.all[identity].needs
        if needs in ("", "any", "selection"):
            return {"": True, "any": bool(state.layers), "selection": state.selected}[needs]
        layers = [layer for name in self.chosen if (layer := find(state.layers, name))]
        if needs in ("layer", "group", "pixels"):
            kinds = {layer.kind for layer in layers}
            return {"layer": bool(kinds), "group": "group" in kinds, "pixels": bool(kinds - {"group"})}[needs]
        if len(layers) != 1:
            return needs == "below" and len(layers) > 1
        if needs == "below":
            return self._has_below(layers[0])
        return needs == "one" or (state.selected and layers[0].kind != "group")

    def _has_below(self, layer: Layer) -> bool:
        return layer.kind == "group" or layer_tree.place_of(self.document.state.layers, layer.id)[1] > 0

    # The table

    def _adding(self) -> tuple[Operation, ...]:
        def add(make: Callable[[Document], object]) -> Callable[[], object]:
            return lambda: make(self.document)

        return (
            Operation(
                "layer_paint", self.tr("New paint layer"), "paint-brush", add(edits.add_paint),
                "Ctrl+Shift+N", needs="",
            ),
            Operation("layer_mask", self.tr("New mask"), "circle-half", add(edits.add_mask), needs=""),
            Operation(
                "layer_region", self.tr("New region with its own prompt"), "selection-plus",
                add(edits.add_region), needs="",
            ),
            Operation(
                "layer_control", self.tr("New control layer"), "sliders", add(edits.add_control), needs=""
            ),
            Operation("layer_group_new", self.tr("New group"), "folder-plus", add(edits.add_group), needs=""),
            Operation(
                "layer_mask_selection", self.tr("Mask from the selection"), "selection",
                add(edits.mask_from_selection), needs="selection",
            ),
            Operation(
                "layer_copy_selection", self.tr("Copy the selection to a new layer"), "copy",
                lambda: self._of_selection(cut=False), needs="selected pixels",
            ),
            Operation(
                "layer_cut_selection", self.tr("Cut the selection to a new layer"), "scissors",
                lambda: self._of_selection(cut=True), needs="selected pixels",
            ),
        )  # fmt: skip

    def _changing(self) -> tuple[Operation, ...]:
        tr, chosen = self.tr, self._on_chosen
        return (
            Operation("layer_duplicate", tr("Duplicate layer"), "copy-simple", chosen(edits.duplicate),
                      "Ctrl+Shift+J"),
            Operation("layer_rename", tr("Rename layer"), "pencil-simple", self._rename, "F2", "one", True),
            Operation("layer_delete", tr("Delete layer"), "trash", chosen(edits.delete), "Shift+Delete",
                      focused=True),
            Operation("layer_clear", tr("Clear layer"), "eraser", chosen(edits.clear), needs="layer"),
            Operation("layer_group", tr("Group layers"), "folder-simple-plus", chosen(edits.group), "Ctrl+G"),
            Operation("layer_ungroup", tr("Ungroup"), "folder-simple-minus", chosen(edits.ungroup),
                      "Ctrl+Shift+G", "group"),
            Operation("layer_merge", tr("Merge down"), "arrow-line-down", self._merge, "Ctrl+E", "below"),
            Operation("layer_merge_visible", tr("Merge visible layers"), "stack-simple",
                      lambda: self._start(merging.merge_visible(self.document.state)), needs="any"),
            Operation("layer_flatten", tr("Flatten the picture"), "stack",
                      lambda: self._start(merging.flatten_all(self.document.state)), needs="any"),
            Operation("layer_raise", tr("Raise layer"), "caret-up", self._step(1), "Ctrl+]"),
            Operation("layer_lower", tr("Lower layer"), "caret-down", self._step(-1), "Ctrl+["),
            Operation("layer_top", tr("Layer to the top"), "arrow-line-up", self._end(True), "Ctrl+Shift+]"),
            Operation("layer_bottom", tr("Layer to the bottom"), "arrow-line-down", self._end(False),
                      "Ctrl+Shift+["),
            Operation("layer_above", tr("Choose the layer above"), "arrow-up", lambda: self._walk(1),
                      "PgUp", "any", True),
            Operation("layer_below", tr("Choose the layer below"), "arrow-down", lambda: self._walk(-1),
                      "PgDown", "any", True),
            Operation("layer_visible", tr("Show or hide layer"), "eye", self._toggle("visible")),
            Operation("layer_alone", tr("Show this layer alone"), "eye-closed", self._alone, needs="one"),
            Operation("layer_lock", tr("Lock or unlock layer"), "lock-simple", self._toggle("locked")),
            Operation("layer_alpha_lock", tr("Lock or unlock transparency"), "drop-half",
                      self._toggle("alpha_locked"), needs="pixels"),
        )  # fmt: skip

    # What they do

    def _on_chosen(self, edit: Callable[[Document, tuple[str, ...]], object]) -> Callable[[], object]:
        return lambda: edit(self.document, self.chosen)

    def _step(self, by: int) -> Callable[[], object]:
        return lambda: edits.raise_layers(self.document, self.chosen, by)

    def _end(self, top: bool) -> Callable[[], object]:
        return lambda: edits.to_end(self.document, self.chosen, top=top)

    def _toggle(self, attribute: str) -> Callable[[], None]:
        def toggle() -> None:
            active = self.document.active
            if active:
                setter = {
                    "visible": edits.set_visible,
                    "locked": edits.set_locked,
                    "alpha_locked": edits.set_alpha_locked,
                }[attribute]
                setter(self.document, self.chosen, not getattr(active, attribute))

        return toggle

    def _rename(self) -> None:
        if self.chosen:
            self.rename_wanted.emit(self.chosen[0])

    def _alone(self) -> None:
        if self.chosen:
            edits.show_alone(self.document, self.chosen[0])

    def _merge(self) -> None:
        active = self.document.active
        if len(self.chosen) > 1:
            self._start(merging.merge_chosen(self.document.state, self.chosen))
        elif active and active.kind == "group":
            self._start(merging.merge_group(self.document.state, active.id))
        elif active:
            self._start(merging.merge_down(self.document.state, active.id))

    def _of_selection(self, *, cut: bool) -> None:
        self._start(merging.layer_from_selection(self.document, cut=cut))

    def _start(self, change: merging.Change) -> None:
        self.background.start(change)

    def _walk(self, by: int) -> None:
        """Choose the next layer as the list shows them, closed groups skipped over."""
        order = [layer.id for layer in _listed(self.document.state.layers)]
        if not order:
            return
        active = self.document.state.active
        place = order.index(active) + by if active in order else 0
        self.document.activate(order[max(0, min(len(order) - 1, place))])


def _listed(layers: tuple[Layer, ...]) -> list[Layer]:
    """What the list shows, lowest first; a group comes after what is in it."""
    found: list[Layer] = []
    for layer in layers:
        found += [] if layer.folded else _listed(layer.children)
        found.append(layer)
    return found
