"""Above the list of layers: blend mode, opacity, and the two locks of the active layer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QSpinBox, QWidget

from studio.core.layers import BLENDS
from studio.ui.canvas.layers import edits
from studio.ui.canvas.layers.operations import Operations
from studio.ui.canvas.layers.spoken import blend_name
from studio.ui.param_form import WheelGuard, make_combo
from studio.ui.theme import scaled
from studio.ui.widgets import icon_button

SLIDER_SHOWN = 250
"""Width from which on there is room for the slider, in pixels at the base text size."""


class LayerHeader(QWidget):
    """Shows the active layer and changes all chosen ones."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._drag = 0
        self._build_fields()
        self.alpha_lock = icon_button("drop-half", self.tr("Lock transparency: paint only where paint is"))
        self.lock = icon_button("lock-simple", self.tr("Lock the layer"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(4)
        row.addWidget(self.blend, 5)
        row.addSpacing(4)
        row.addWidget(self.opacity, 4)
        row.addWidget(self.percent)
        for button in (self.alpha_lock, self.lock):
            button.setCheckable(True)
            row.addWidget(button)
        WheelGuard(self).guard(self)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where it is narrow the name of the blend mode matters more; the number can still be changed.
        self.opacity.setVisible(self.width() >= scaled(SLIDER_SHOWN))

    def _build_fields(self) -> None:
        self.blend = make_combo()
        self.blend.setAccessibleName(self.tr("Blend mode"))
        self.blend.setToolTip(self.tr("Blend mode: how the layer joins what lies below"))
        for blend in BLENDS:
            self.blend.addItem(blend_name(blend), blend)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setPageStep(10)
        self.opacity.setMinimumWidth(scaled(48))
        self.percent = QSpinBox()
        self.percent.setRange(0, 100)
        self.percent.setSuffix(" %")
        self.percent.setProperty("quiet", True)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.percent.setKeyboardTracking(False)
        self.percent.setFixedWidth(scaled(48))
        for field in (self.opacity, self.percent):
            field.setAccessibleName(self.tr("Opacity"))
            field.setToolTip(self.tr("Opacity"))

    def _connect(self) -> None:
        self.blend.activated.connect(self._blend_chosen)
        self.opacity.valueChanged.connect(self._opacity_moved)
        self.opacity.sliderPressed.connect(self._next_drag)
        self.opacity.sliderReleased.connect(self._next_drag)
        self.percent.valueChanged.connect(self._percent_set)
        self.alpha_lock.clicked.connect(lambda on: self._change(edits.set_alpha_locked, on))
        self.lock.clicked.connect(lambda on: self._change(edits.set_locked, on))

    def _change(self, edit, value: object) -> None:
        chosen = self._operations.chosen
        if chosen:
            edit(self._operations.document, chosen, value)

    def _blend_chosen(self, index: int) -> None:
        self._change(edits.set_blend, self.blend.itemData(index))

    def _opacity_moved(self, percent: int) -> None:
        chosen = self._operations.chosen
        if chosen:
            merge = f"opacity {self._drag} {' '.join(chosen)}"
            edits.set_opacity(self._operations.document, chosen, percent / 100, merge)

    def _next_drag(self) -> None:
        """What is dragged, or done with keys and wheel, from here on is a step of its own."""
        self._drag += 1

    def _percent_set(self, percent: int) -> None:
        self._change(edits.set_opacity, percent / 100)

    def follow(self) -> None:
        """Show the active layer as it is now."""
        layer = self._operations.document.active
        pictorial = layer is not None and layer.kind in ("paint", "result", "group")
        self.blend.setEnabled(pictorial)
        for field in (self.opacity, self.percent, self.lock):
            field.setEnabled(layer is not None)
        self.alpha_lock.setEnabled(layer is not None and layer.kind != "group")
        percent = round(layer.opacity * 100) if layer else 100
        for field in (self.opacity, self.percent):
            if field.value() != percent:
                field.blockSignals(True)
                field.setValue(percent)
                field.blockSignals(False)
        self.blend.setCurrentIndex(self.blend.findData(layer.blend if layer else "normal"))
        self.alpha_lock.setChecked(bool(layer and layer.alpha_locked))
        self.lock.setChecked(bool(layer and layer.locked))
