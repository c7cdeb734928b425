"""Image, layer and frame among the commands of the window: sizes, crops, turns, mirrors, alignment."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QDialog, QProgressDialog

from studio.ui.actions import Command, Commands
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.shaping import geometry
from studio.ui.canvas.shaping.floating import Piece, centred_way, lift, quarter_way_of, settled
from studio.ui.canvas.shaping.frame_fit import fitted_frame
from studio.ui.canvas.shaping.geometry_dialogs import CanvasDialog, RotateDialog, ScaleDialog
from studio.ui.canvas.shaping.movable import movable
from studio.ui.canvas.shaping.remaking import Made, Patch, Remaker, Work
from studio.ui.canvas.shaping.remapping import Pace
from studio.ui.canvas.strokes.landing import Snapshot
from studio.ui.canvas.tools.move import Move

SCALE, CANVAS = "Ctrl+Alt+I", "Ctrl+Alt+C"
"""As in Krita; they work while the canvas has the focus."""
OPTIONS = "geometry"
"""Under this name the desk keeps what was last chosen in the dialogs."""
SOON = 500
"""Milliseconds until a change that takes long says so."""
_Row = tuple[str, str, str, str, Callable[[], object]]


class GeometryCommands(QObject):
    """Adds the commands for ``page``; those that mean nothing now are disabled."""

    def __init__(self, commands: Commands, page: CanvasPage) -> None:
        super().__init__(page)
        self._commands, self._page = commands, page
        self.remaker = Remaker(page.desk, self)
        self.remaker.problem.connect(page.results.problem)
        self.remaker.started.connect(self._started)
        self.remaker.progress.connect(self._progress)
        self.remaker.ended.connect(self._ended)
        self.dialog: QDialog | None = None
        """The question that is open."""
        self._waiting: QProgressDialog | None = None
        for group, rows in (
            (self.tr("Image"), self._image_rows()),
            (self.tr("Layer"), self._layer_rows()),
            (self.tr("Generation frame"), self._frame_rows()),
        ):
            for identity, text, keys, icon, slot in rows:
                commands.add(Command(identity, text, group, keys, icon), slot, only_in="canvas")
        page.document_told.connect(self._show_possible)
        self._show_possible()

    def _image_rows(self) -> list[_Row]:
        turn, mirror = geometry.rotate_quarters, geometry.flip
        image = self.change_image
        right, left = self.tr("Rotate the image right"), self.tr("Rotate the image left")
        half = self.tr("Rotate the image by 180°")
        across, down = self.tr("Mirror the image left and right"), self.tr("Mirror the image top and bottom")
        crop, trim = self.tr("Crop to the selection"), self.tr("Trim transparent edges")
        return [
            ("image_scale", self.tr("Scale the image…"), SCALE, "arrows-out", self.ask_scale),
            ("image_canvas", self.tr("Size of the canvas…"), CANVAS, "bounding-box", self.ask_canvas),
            ("image_crop", crop, "", "crop", partial(image, crop, geometry.crop_to_selection())),
            ("image_trim", trim, "", "corners-in", partial(image, trim, geometry.trim())),
            ("image_right", right, "", "arrow-clockwise", partial(image, right, turn(1))),
            ("image_left", left, "", "arrow-counter-clockwise", partial(image, left, turn(3))),
            ("image_half", half, "", "arrows-clockwise", partial(image, half, turn(2))),
            ("image_turn", self.tr("Rotate the image by an angle…"), "", "arrow-clockwise", self.ask_angle),
            ("image_across", across, "", "arrows-left-right", partial(image, across, mirror(across=True))),
            ("image_down", down, "", "arrows-down-up", partial(image, down, mirror(across=False))),
        ]

    def _layer_rows(self) -> list[_Row]:
        layer = self.change_layer
        right, left = self.tr("Rotate the layer right"), self.tr("Rotate the layer left")
        half, centre = self.tr("Rotate the layer by 180°"), self.tr("Put the layer in the middle")
        across, down = self.tr("Put it in the middle, sideways"), self.tr("Put it in the middle, up and down")
        return [
            (
                "layer_across",
                self.tr("Mirror the layer left and right"),
                "",
                "arrows-left-right",
                partial(self.flip_layer, across=True),
            ),
            (
                "layer_down",
                self.tr("Mirror the layer top and bottom"),
                "",
                "arrows-down-up",
                partial(self.flip_layer, across=False),
            ),
            ("layer_right", right, "", "arrow-clockwise", partial(layer, right, _quarters(1))),
            ("layer_left", left, "", "arrow-counter-clockwise", partial(layer, left, _quarters(3))),
            ("layer_half", half, "", "arrows-clockwise", partial(layer, half, _quarters(2))),
            (
                "layer_centre",
                centre,
                "",
                "align-center-horizontal",
                partial(layer, centre, _centre(True, True)),
            ),
            (
                "layer_centre_across",
                across,
                "",
                "align-center-horizontal",
                partial(layer, across, _centre(True, False)),
            ),
            (
                "layer_centre_down",
                down,
                "",
                "align-center-vertical",
                partial(layer, down, _centre(False, True)),
            ),
        ]

    def _frame_rows(self) -> list[_Row]:
        return [
            (
                "frame_document",
                self.tr("Fit the frame to the document"),
                "",
                "frame-corners",
                partial(self._fit_frame, whole=True),
            ),
            (
                "frame_selection",
                self.tr("Fit the frame to the selection"),
                "",
                "selection",
                partial(self._fit_frame, whole=False),
            ),
        ]

    def _show_possible(self) -> None:
        state = self._page.document.state
        for identity in ("image_crop", "frame_selection"):
            self._commands.action(identity).setEnabled(state.selected)
        for identity, *_ in self._layer_rows():
            self._commands.action(identity).setEnabled(bool(state.active))

    # Doing it

    def change_image(self, name: str, make: geometry.Remaking) -> None:
        """Remake the whole document, as the step ``name``."""

        def work(shot: Snapshot, pace: Pace) -> Made:
            return make(shot.state, shot.planes, pace)

        self._start(name, work)

    def change_layer(self, name: str, way_of: Callable[[Piece], QTransform]) -> None:
        """Carry the active layer or group (or what is selected of it) elsewhere, as the step ``name``."""
        identity = movable(self._page.desk)
        if not identity:
            return

        def work(shot: Snapshot, pace: Pace) -> Made:
            piece = lift(shot.state, shot.planes, identity, pace)
            return Patch(settled(piece, way_of(piece), "smooth", pace))

        self._start(name, work)

    def flip_layer(self, *, across: bool) -> None:
        """Mirror the layer, or what the move tool has in hand."""
        tool = self._page.tools.tool
        if isinstance(tool, Move) and tool.pending:
            tool.flip(across=across)
            return
        name = (
            self.tr("Mirror the layer left and right")
            if across
            else self.tr("Mirror the layer top and bottom")
        )
        self.change_layer(name, lambda piece: geometry.flip_way(QRectF(piece.box), across=across))

    def _start(self, name: str, work: Work) -> None:
        """Begin, after what the move tool has in hand is laid down."""
        tool = self._page.tools.tool
        if isinstance(tool, Move) and (tool.pending or tool.remaker.busy):
            tool.apply()
            QTimer.singleShot(20, self, partial(self._start, name, work))
        else:
            self.remaker.start(name, work)

    def _fit_frame(self, *, whole: bool) -> None:
        document = self._page.document
        document.set_frame(fitted_frame(document, whole=whole))

    # What takes long

    def _started(self) -> None:
        self._ended()
        waiting = self._waiting = QProgressDialog(self._page.window())
        waiting.setLabelText(self.tr("The picture is being changed…"))
        waiting.setCancelButtonText(self.tr("Cancel"))
        waiting.setWindowTitle(self.tr("Image"))
        waiting.setRange(0, 100)
        waiting.setMinimumDuration(SOON)
        waiting.setAutoClose(False)
        waiting.setAutoReset(False)
        waiting.canceled.connect(self.remaker.cancel)
        waiting.setValue(0)

    def _progress(self, share: float) -> None:
        if self._waiting:
            self._waiting.setValue(round(share * 100))

    def _ended(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting:
            waiting.canceled.disconnect(self.remaker.cancel)
            waiting.hide()
            waiting.deleteLater()

    # Asking

    def ask_scale(self) -> None:
        """Ask how large the picture shall be, and scale it."""
        dialog = ScaleDialog(self._page.document, self._kept(), self._page)
        dialog.chosen.connect(self._scale)
        self._show(dialog)

    def _scale(self, width: int, height: int, how: str) -> None:
        self.change_image(self.tr("Scale the image"), geometry.scale_to(width, height, how))

    def ask_canvas(self) -> None:
        """Ask how large the canvas shall be, and resize it."""
        dialog = CanvasDialog(self._page.document, self._kept(), self._page)
        dialog.chosen.connect(self._resize)
        self._show(dialog)

    def _resize(self, width: int, height: int, across: float, down: float) -> None:
        area = geometry.canvas_area(self._page.document.state, width, height, (across, down))
        self.change_image(self.tr("Size of the canvas"), geometry.crop_to(area))

    def ask_angle(self) -> None:
        """Ask for an angle, and turn the picture by it."""
        dialog = RotateDialog(self._page.document, self._kept(), self._page)
        dialog.chosen.connect(self._turn)
        self._show(dialog)

    def _turn(self, degrees: float) -> None:
        self.change_image(self.tr("Rotate the image"), geometry.rotate_by(degrees))

    def _kept(self) -> dict:
        return self._page.desk.options.setdefault(OPTIONS, {})

    def _show(self, dialog: QDialog) -> None:
        if self.dialog:
            self.dialog.reject()
        self.dialog = dialog
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()

    def _closed(self, dialog: QDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()


def _quarters(number: int) -> Callable[[Piece], QTransform]:
    return lambda piece: quarter_way_of(piece.box, number)


def _centre(across: bool, down: bool) -> Callable[[Piece], QTransform]:
    return lambda piece: centred_way(piece.state, piece.box, across=across, down=down)
