"""The questions how large the picture or its canvas shall be, and by which angle it is turned."""

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.ui.canvas.document import Document
from studio.ui.canvas.shaping.geometry import ANCHORS, check_size, turned_size
from studio.ui.icons import icon
from studio.ui.param_form import make_combo
from studio.ui.sentences import translate_sentence
from studio.ui.theme import scaled
from studio.ui.widgets import icon_button, label

ASKED_MOST = 99_999
"""Larger numbers cannot be typed; what no document can be is refused in a sentence."""
MIB, GIB = 1024**2, 1024**3


def memory_text(size: int) -> str:
    """Bytes as people read them."""
    return f"{size / GIB:.1f} GiB" if size >= GIB else f"{max(1, round(size / MIB))} MiB"


class GeometryDialog(QDialog):
    """Fields, a line on what comes out of them, and a button that is enabled while that can be.

    ``kept`` holds what was chosen last time, by name.
    """

    def __init__(self, document: Document, kept: dict[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self.kept = document, kept
        self._controls: list[QWidget] = []
        self.outcome = label("", "muted", wrap=True)
        self.refusal = label("", "danger", wrap=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.done_button = QPushButton()
        self.done_button.setProperty("kind", "primary")
        buttons.addButton(self.done_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.done_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addLayout(self.grid)
        column.addWidget(self.outcome)
        column.addWidget(self.refusal)
        column.addWidget(buttons)
        self.setMinimumWidth(scaled(340))
        self.accepted.connect(self.keep)

    def new_size(self) -> QSize:
        """The size that the document would have."""
        raise AssertionError("each kind of dialog knows its size")

    def keep(self) -> None:
        """It was confirmed: remember and tell what was chosen."""

    def add_row(self, row: int, text: str, control: QWidget) -> None:
        words = label(text)
        words.setBuddy(control)
        control.setAccessibleName(text)
        control.setToolTip(text)
        self._controls.append(control)
        self.grid.addWidget(words, row, 0)
        self.grid.addWidget(control, row, 1)

    def ready(self) -> None:
        """All fields are there: Tab goes through them in order, then to the buttons."""
        order = [*self._controls, self.done_button]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._controls[0].setFocus()
        self.say()

    def side_box(self, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(0, ASKED_MOST)
        box.setValue(value)
        box.setSuffix(" px")
        box.lineEdit().setTextMargins(5, 0, 2, 0)
        return box

    def say(self) -> None:
        """What comes out of the fields, or why it cannot be."""
        now, new = self._document.area.size(), self.new_size()
        pixels = new.width() * new.height()
        share = pixels / (now.width() * now.height())
        tiles = sum(len(plane.tiles) for plane in self._document.planes.values())
        memory = max(4 * pixels, round(tiles * 256 * 256 * 4 * share))
        text = self.tr("%1 × %2 pixels, up to %3 of memory for its layers")
        for number, value in enumerate((str(new.width()), str(new.height()), memory_text(memory)), 1):
            text = text.replace(f"%{number}", value)
        self.outcome.setText(text)
        try:
            check_size(new.width(), new.height())
            self.refusal.setText("")
        except StudioError as error:
            self.refusal.setText(translate_sentence(error.sentence))
        self.refusal.setVisible(bool(self.refusal.text()))
        self.outcome.setVisible(not self.refusal.text())
        self.done_button.setEnabled(not self.refusal.text())


class _SizeDialog(GeometryDialog):
    """Width and height, which may be locked in their ratio."""

    def __init__(self, document: Document, kept: dict[str, Any], parent: QWidget) -> None:
        super().__init__(document, kept, parent)
        area = document.area
        self.width_box, self.height_box = self.side_box(area.width()), self.side_box(area.height())
        self.percent_box = QDoubleSpinBox()
        self.percent_box.setRange(0.01, 10_000.0)
        self.percent_box.setValue(100.0)
        self.percent_box.setSuffix(" %")
        self.percent_box.lineEdit().setTextMargins(5, 0, 2, 0)
        self.lock = icon_button("link-simple", self.tr("Keep the ratio of width and height"))
        self.lock.setCheckable(True)
        self.add_row(0, self.tr("Width"), self.width_box)
        self.add_row(1, self.tr("Height"), self.height_box)
        self._controls.append(self.lock)
        self.add_row(2, self.tr("Of the size now"), self.percent_box)
        self.grid.addWidget(self.lock, 0, 2, 2, 1)
        self.width_box.valueChanged.connect(lambda value: self._led(value, by_width=True))
        self.height_box.valueChanged.connect(lambda value: self._led(value, by_width=False))
        self.percent_box.valueChanged.connect(self._by_percent)

    def new_size(self) -> QSize:
        return QSize(self.width_box.value(), self.height_box.value())

    def _led(self, value: int, *, by_width: bool) -> None:
        area = self._document.area
        if self.lock.isChecked():
            if by_width:
                self._set(
                    self.height_box, max(1, round(value * area.height() / area.width())) if value else 0
                )
            else:
                self._set(self.width_box, max(1, round(value * area.width() / area.height())) if value else 0)
        self.percent_box.blockSignals(True)
        self.percent_box.setValue(100.0 * self.width_box.value() / area.width())
        self.percent_box.blockSignals(False)
        self.say()

    def _by_percent(self, percent: float) -> None:
        area = self._document.area
        self._set(self.width_box, max(1, round(area.width() * percent / 100)))
        self._set(self.height_box, max(1, round(area.height() * percent / 100)))
        self.say()

    @staticmethod
    def _set(box: QSpinBox, value: int) -> None:
        box.blockSignals(True)
        box.setValue(value)
        box.blockSignals(False)


class ScaleDialog(_SizeDialog):
    """How large the picture becomes, with all that is on it."""

    chosen = Signal(int, int, str)
    """Width, height, filter."""

    def __init__(self, document: Document, kept: dict[str, Any], parent: QWidget) -> None:
        super().__init__(document, kept, parent)
        self.setWindowTitle(self.tr("Scale the image"))
        self.done_button.setText(self.tr("Scale"))
        self.filter = make_combo()
        for text, name in (
            (self.tr("Smooth"), "smooth"),
            (self.tr("Sharper (Lanczos)"), "lanczos"),
            (self.tr("None (pixel art)"), "nearest"),
        ):
            self.filter.addItem(text, name)
        self.filter.setCurrentIndex(max(0, self.filter.findData(kept.get("filter", "smooth"))))
        self.add_row(3, self.tr("Filter"), self.filter)
        self.lock.setChecked(bool(kept.get("scale_locked", True)))
        self.ready()

    def keep(self) -> None:
        self.kept["filter"], self.kept["scale_locked"] = self.filter.currentData(), self.lock.isChecked()
        self.chosen.emit(self.width_box.value(), self.height_box.value(), self.filter.currentData())


class CanvasDialog(_SizeDialog):
    """How large the canvas becomes, and where the picture lies on it."""

    chosen = Signal(int, int, float, float)
    """Width, height, and the share of the new room on the left and on the top."""

    def __init__(self, document: Document, kept: dict[str, Any], parent: QWidget) -> None:
        super().__init__(document, kept, parent)
        self.setWindowTitle(self.tr("Size of the canvas"))
        self.done_button.setText(self.tr("Resize"))
        self.anchors = QButtonGroup(self)
        field = QWidget()
        places = QGridLayout(field)
        places.setContentsMargins(0, 0, 0, 0)
        places.setSpacing(4)
        names = (
            (self.tr("Top left"), self.tr("Top"), self.tr("Top right")),
            (self.tr("Left"), self.tr("Middle"), self.tr("Right")),
            (self.tr("Bottom left"), self.tr("Bottom"), self.tr("Bottom right")),
        )
        for row, line in enumerate(names):
            for column, name in enumerate(line):
                place = QToolButton()
                place.setCheckable(True)
                place.setFixedSize(scaled(30), scaled(30))
                place.setIconSize(QSize(scaled(18), scaled(18)))
                place.setToolTip(self.tr("Where the picture stays: %1").replace("%1", name))
                place.setAccessibleName(name)
                place.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                self.anchors.addButton(place, row * 3 + column)
                places.addWidget(place, row, column)
        places.setColumnStretch(3, 1)
        number = int(kept.get("anchor", 4))
        self.anchors.button(number if 0 <= number < 9 else 4).setChecked(True)
        self.anchors.idToggled.connect(self._show_anchor)
        self._show_anchor()
        self.add_row(3, self.tr("Picture stays"), field)
        self.lock.setChecked(bool(kept.get("canvas_locked", False)))
        self.ready()

    def _show_anchor(self) -> None:
        """A picture where it stays, empty squares where it could be."""
        for place in self.anchors.buttons():
            chosen = place.isChecked()
            place.setIcon(icon("image-square", "accent") if chosen else icon("square", "muted"))

    def anchor(self) -> tuple[float, float]:
        number = self.anchors.checkedId()
        return ANCHORS[number % 3], ANCHORS[number // 3]

    def keep(self) -> None:
        self.kept["anchor"], self.kept["canvas_locked"] = self.anchors.checkedId(), self.lock.isChecked()
        self.chosen.emit(self.width_box.value(), self.height_box.value(), *self.anchor())


class RotateDialog(GeometryDialog):
    """By how many degrees the picture is turned clockwise."""

    chosen = Signal(float)

    def __init__(self, document: Document, kept: dict[str, Any], parent: QWidget) -> None:
        super().__init__(document, kept, parent)
        self.setWindowTitle(self.tr("Rotate the image"))
        self.done_button.setText(self.tr("Rotate"))
        self.angle = QDoubleSpinBox()
        self.angle.setRange(-360.0, 360.0)
        self.angle.setDecimals(2)
        self.angle.setSuffix("°")
        self.angle.setValue(float(kept.get("angle", 5.0)))
        self.angle.lineEdit().setTextMargins(5, 0, 2, 0)
        self.add_row(0, self.tr("Clockwise by"), self.angle)
        self.angle.valueChanged.connect(self.say)
        self.ready()

    def new_size(self) -> QSize:
        area = self._document.area
        return turned_size(area.width(), area.height(), self.angle.value())

    def keep(self) -> None:
        self.kept["angle"] = self.angle.value()
        self.chosen.emit(self.angle.value())
