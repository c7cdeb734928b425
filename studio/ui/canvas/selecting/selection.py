"""The selection of the document on a desk: everything that is done to it, each one undo step."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QPainterPath

from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.generating.soft_mask import selected_bounds
from studio.ui.canvas.layers.edits import mask_from_selection
from studio.ui.canvas.selecting import selection_edges, selection_shape
from studio.ui.canvas.selecting.selection_edges import Change
from studio.ui.canvas.selecting.selection_shape import Make, Shape
from studio.ui.canvas.selecting.selection_work import SelectionWork, Work, put
from studio.ui.canvas.strokes.landing import Snapshot
from studio.ui.canvas.tile import Key, Tile
from studio.ui.canvas.tool import Desk


def selection_of(desk: Desk) -> "Selection":
    """The selection of a desk; made when it is first asked for."""
    return desk.findChild(Selection) or Selection(desk)


class Selection(QObject):
    """What tools and commands do to the selection. Lengths are document pixels, modes those of MODES.

    All of it is computed off the window thread by ``work``, in the order it was asked for. What comes
    to nothing says so by ``desk.message`` and leaves nothing selected.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.work = SelectionWork(desk, self)
        self._last: tuple[str, QRect, dict[Key, Tile]] | None = None

    @property
    def exists(self) -> bool:
        return self._desk.document.state.selected

    def bounds(self) -> QRect:
        """The smallest rectangle that holds everything selected; empty when nothing is."""
        document = self._desk.document
        if not document.state.selected:
            return QRect()
        return selected_bounds(document.plane(SELECTION), document.area)

    def strength_at(self, at: QPoint) -> int:
        """How strongly a pixel is selected, 0 to 255."""
        document = self._desk.document
        if not document.state.selected or not document.area.contains(at):
            return 0
        return document.plane(SELECTION).read(QRect(at, at)).pixelColor(0, 0).alpha()

    # Shapes

    def combine(
        self, name: str, make: Make, mode: str = "replace", *, feather: float = 0.0, empty: str = ""
    ) -> Work:
        """Join a shape with the selection as the step ``name`` (translated).

        ``empty`` is said instead of the usual sentence when nothing is selected then.
        """

        def feathered(shot: Snapshot) -> Shape:
            shape = make(shot)
            if feather <= 0:
                return shape
            return selection_shape.changed(shape, selection_edges.feather(round(feather)), shot.area)

        sentence = empty or (
            self.tr("That encloses no pixels, so nothing is selected.")
            if mode in ("replace", "add")
            else self.tr("Nothing is left of the selection.")
        )
        return self.work.add(Work(name, feathered, mode, sentence))

    def combine_path(
        self,
        path: QPainterPath,
        mode: str = "replace",
        *,
        antialias: bool = True,
        feather: float = 0.0,
        name: str = "",
    ) -> Work:
        """What a closed path in document pixels encloses."""
        own = QPainterPath(path)
        return self.combine(
            name or self.tr("Select"),
            lambda _: selection_shape.of_path(own, antialias),
            mode,
            feather=feather,
        )

    def combine_image(
        self, image: QImage, corner: QPoint, mode: str = "replace", *, feather: float = 0.0, name: str = ""
    ) -> Work:
        """The alpha of a picture (or a grey one) whose first pixel lies at ``corner``."""
        own = QImage(image)
        return self.combine(
            name or self.tr("Select"),
            lambda _: selection_shape.of_image(own, corner),
            mode,
            feather=feather,
        )

    def combine_rectangle(self, area: QRect, mode: str = "replace") -> Work:
        """Whole pixels."""
        path = QPainterPath()
        path.addRect(QRectF(area))
        return self.combine_path(path, mode, antialias=False)

    def from_layer(self, identity: str, mode: str = "replace") -> Work:
        """Where a layer (also a mask or a group) is opaque."""
        return self.combine(
            self.tr("Select from layer"),
            lambda shot: selection_shape.of_layer(shot, identity),
            mode,
            empty=self.tr("The layer is transparent everywhere, so nothing is selected."),
        )

    # All of it

    def select_all(self) -> Work:
        return self.combine(self.tr("Select all"), selection_shape.whole)

    def select_none(self) -> None:
        """Drop the selection, and what is still being computed for it."""
        self.work.drop_all()
        document = self._desk.document
        if document.state.selected:
            if document.editing:
                document.editing.commit()
            self._last = (document.key, document.area, dict(document.plane(SELECTION).tiles))
            put(document, self.tr("Deselect"), {})

    def reselect(self) -> None:
        """Bring back the selection that was dropped last."""
        self.work.after(self._reselect)

    def _reselect(self) -> None:
        document, last = self._desk.document, self._last
        if last is None or last[0] != document.key or last[1] != document.area or not last[2]:
            self._desk.message.emit(self.tr("There is no earlier selection to bring back."))
        else:
            put(document, self.tr("Reselect"), last[2])

    def invert(self) -> None:
        """Select what is not, within the document."""
        self._if_any(
            lambda: self.combine(
                self.tr("Invert selection"),
                selection_shape.inverse,
                empty=self.tr("Everything was selected, so nothing is now."),
            )
        )

    def move(self, by: QPoint) -> Work:
        """Move the selection, not the pixels in it."""
        return self.combine(
            self.tr("Move selection"),
            lambda shot: selection_shape.moved(shot, by),
            empty=self.tr("The selection was moved out of the document, so nothing is selected."),
        )

    # Edges

    def grow(self, by: int) -> None:
        self._change(self.tr("Grow selection"), selection_edges.grow(_held(by)))

    def shrink(self, by: int) -> None:
        self._change(self.tr("Shrink selection"), selection_edges.shrink(_held(by)))

    def feather(self, by: int) -> None:
        self._change(self.tr("Feather selection"), selection_edges.feather(_held(by)))

    def border(self, by: int) -> None:
        self._change(self.tr("Border of selection"), selection_edges.border(_held(by)))

    def smooth(self, by: int) -> None:
        self._change(self.tr("Smooth selection"), selection_edges.smooth(_held(by)))

    def _change(self, name: str, change: Change) -> None:
        self._if_any(
            lambda: self.combine(
                name,
                lambda shot: selection_shape.changed(selection_shape.present(shot), change, shot.area),
                empty=self.tr("Nothing is left of the selection."),
            )
        )

    def _if_any(self, call: Callable[[], object]) -> None:
        """Call it once everything asked for earlier has landed, if something is selected then."""

        def look() -> None:
            if self.exists:
                call()
            else:
                self._desk.message.emit(self.tr("Nothing is selected."))

        self.work.after(look)

    # Masks

    def to_mask_layer(self, use: str = "none") -> None:
        """A new mask layer with the selection's strength; ``use`` is one of layers.MASK_USES."""
        self._if_any(lambda: mask_from_selection(self._desk.document, use))


def _held(by: int) -> int:
    return max(1, min(selection_edges.PIXELS_MOST, int(by)))
