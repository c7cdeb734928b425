"""The small window where strokes are told to repeat: mirrored, turned around a centre, wrapped."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from studio.ui.canvas.bars.popup_place import open_popup
from studio.ui.canvas.tool import Desk, Symmetry
from studio.ui.widgets import button, label

TURNS_OFFERED = 12


class SymmetryPopup(QFrame):
    """Changes the symmetry of a desk at once; a press beside it or Esc closes it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._desk = desk
        self.setProperty("kind", "menu")
        self.setAccessibleName(self.tr("Symmetry"))
        self.across = QCheckBox(self.tr("Mirror left and right"))
        self.down = QCheckBox(self.tr("Mirror top and bottom"))
        self.wrap = QCheckBox(self.tr("Wrap around at the edges"))
        self.wrap.setToolTip(self.tr("What leaves on one side comes in on the other, for tiling textures"))
        self.turns = QSpinBox()
        self.turns.setRange(1, TURNS_OFFERED)
        self.turns.setSpecialValueText(self.tr("None"))
        self.turns.setAccessibleName(self.tr("Copies around the centre"))
        self.turns.lineEdit().setTextMargins(6, 0, 6, 0)
        self.middle = button(self.tr("Middle of the picture"))
        self.frame_middle = button(self.tr("Middle of the frame"))
        self.off = button(self.tr("No symmetry"), "quiet")
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Symmetry"), "strong"))
        column.addWidget(self.across)
        column.addWidget(self.down)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Copies around the centre"), "text"), 1)
        row.addWidget(self.turns)
        column.addLayout(row)
        column.addWidget(self.wrap)
        column.addSpacing(4)
        column.addWidget(label(self.tr("Centre")))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.middle)
        row.addWidget(self.frame_middle)
        column.addLayout(row)
        column.addWidget(self.off)

    def _connect(self) -> None:
        self.across.toggled.connect(lambda on: self._set(across=on))
        self.down.toggled.connect(lambda on: self._set(down=on))
        self.wrap.toggled.connect(lambda on: self._set(wrap=on))
        self.turns.valueChanged.connect(lambda turns: self._set(turns=turns))
        self.middle.clicked.connect(lambda: self._set(centre=None))
        self.frame_middle.clicked.connect(self._to_frame)
        self.off.clicked.connect(self._none)
        self._desk.symmetry_changed.connect(self._show)

    def _set(self, **fields: object) -> None:
        self._desk.symmetry = replace(self._desk.symmetry, **fields)  # pyright: ignore[reportArgumentType]
        self._desk.symmetry_changed.emit()

    def _to_frame(self) -> None:
        self._set(centre=QPointF(QRectF(self._desk.document.frame).center()))

    def _none(self) -> None:
        self._desk.symmetry = Symmetry()
        self._desk.symmetry_changed.emit()

    def _show(self) -> None:
        symmetry = self._desk.symmetry
        for part, on in (
            (self.across, symmetry.across),
            (self.down, symmetry.down),
            (self.wrap, symmetry.wrap),
        ):
            part.blockSignals(True)
            part.setChecked(on)
            part.blockSignals(False)
        self.turns.blockSignals(True)
        self.turns.setValue(symmetry.turns)
        self.turns.blockSignals(False)
        self.off.setEnabled(is_on(symmetry))

    def open_at(self, corner: QPoint) -> None:
        """Open with its upper left corner at ``corner`` (global)."""
        self.adjustSize()
        open_popup(self, corner)
        self.across.setFocus(Qt.FocusReason.PopupFocusReason)


def is_on(symmetry: Symmetry) -> bool:
    """Whether strokes repeat in any way."""
    return symmetry.across or symmetry.down or symmetry.wrap or symmetry.turns > 1
