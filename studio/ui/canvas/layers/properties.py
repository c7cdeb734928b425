"""Below the list: what the active mask, region or control layer means to the picture and to the engine."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.core.layers import MASK_USES, ControlUse, Layer, Region
from studio.ui.adapter_list import AdapterList
from studio.ui.canvas.document import Document
from studio.ui.canvas.layers import edits
from studio.ui.canvas.layers.coverage import Coverage
from studio.ui.canvas.layers.fields import ColourDot, NumberSlider, TextBox
from studio.ui.canvas.layers.operations import Operations
from studio.ui.param_form import RoomyCombo, WheelGuard, make_combo
from studio.ui.theme import scaled
from studio.ui.widgets import hairline, label

Choices = Callable[[], list[tuple[str, str]]]
WEIGHT_MOST = 2.0
HEIGHT_LEAST, HEIGHT_MOST = 96, 420
SPAN_LEAST = 0.05
"""Share of the steps that a control acts at least."""


class LayerProperties(QWidget):
    """Hidden for layers that have none."""

    def __init__(
        self, operations: Operations, controls: Choices | None = None, adapters: Choices | None = None
    ) -> None:
        super().__init__()
        self._operations = operations
        self.masks = MaskProperties(operations, adapters)
        self.control = ControlProperties(operations, controls)
        self._page = QWidget()
        self._page.setProperty("kind", "page")
        inside = QVBoxLayout(self._page)
        inside.setContentsMargins(0, 0, 0, 0)
        for part in (self.masks, self.control):
            inside.addWidget(part)
        self._area = _Area(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        column.addWidget(self._area)
        WheelGuard(self).guard(self)
        self.hide()

    def show_document(self, document: Document) -> None:
        """Another document is open."""
        self.masks.coverage.show_document(document)

    def follow(self) -> None:
        """Show the active layer as it is now."""
        layer = self._operations.document.active
        part = {"mask": self.masks, "control": self.control}.get(layer.kind if layer else "")
        self.masks.show_layer(layer if part is self.masks else None)
        self.control.show_layer(layer if part is self.control else None)
        for other in (self.masks, self.control):
            other.setVisible(other is part)
        self.setVisible(part is not None)
        self._area.updateGeometry()


class _Area(QScrollArea):
    """As high as what is shown, less when there is no room."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # rows came or went
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), min(self._page.sizeHint().height(), scaled(HEIGHT_MOST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), scaled(HEIGHT_LEAST)))


class _Part(QWidget):
    """Fields of one kind of layer; ``_edit`` changes the layer that is shown."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._layer: Layer | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 8, 12, 8)
        self.column.setSpacing(8)

    def _edit(self, step: str, field: str, gesture: str, **fields: object) -> None:
        if self._layer:
            merge = f"{field} {self._layer.id} {gesture}" if gesture else ""
            edits.set_fields(self._operations.document, step, (self._layer.id,), merge, **fields)


class MaskProperties(_Part):
    """Use and tint; for regions the prompts, the weight, what they cover, and adapters."""

    def __init__(self, operations: Operations, adapters: Choices | None) -> None:
        super().__init__(operations)
        self.coverage = Coverage(self)
        self.use = make_combo()
        names = {
            "transparency": self.tr("Hides what lies below"),
            "region": self.tr("Region with its own prompt"),
            "none": self.tr("Only marks"),
        }
        for use in MASK_USES:
            self.use.addItem(names[use], use)
        self.use.setAccessibleName(self.tr("Use of the mask"))
        self.use.setToolTip(self.tr("What the mask does"))
        self.tint = ColourDot(self.tr("Colour in which the mask is shown"))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.use, 1)
        row.addWidget(self.tint)
        self.column.addLayout(row)
        self._region = QWidget()
        self._build_region(adapters)
        self.column.addWidget(self._region)
        self.column.addStretch(1)
        self._connect()

    def _build_region(self, adapters: Choices | None) -> None:
        self.prompt = TextBox(self.tr("Prompt of the region"), self.tr("What this part should show"))
        self.negative = TextBox(
            self.tr("Negative prompt of the region"), self.tr("What it should not show"), lines=1
        )
        self.weight = NumberSlider(self.tr("Weight"), 0.0, WEIGHT_MOST)
        self.covers = label("", "muted", wrap=True)
        self.adapters = AdapterList(self.tr("Adapters in this region"), adapters)
        column = QVBoxLayout(self._region)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for field in (self.prompt, self.negative, self.weight, self.covers, self.adapters):
            column.addWidget(field)
        self.adapters.setVisible(adapters is not None)

    def _connect(self) -> None:
        self.use.activated.connect(
            lambda place: self._edit(self.tr("Use of mask"), "use", "", mask_use=self.use.itemData(place))
        )
        self.tint.chosen.connect(
            lambda colour: self._edit(self.tr("Colour of mask"), "tint", "", tint=colour)
        )
        self.prompt.edited.connect(
            lambda text, key: self._change(self.tr("Prompt of region"), "prompt", key, prompt=text)
        )
        self.negative.edited.connect(
            lambda text, key: self._change(
                self.tr("Negative prompt of region"), "negative", key, negative=text
            )
        )
        self.weight.edited.connect(
            lambda value, key: self._change(self.tr("Weight of region"), "weight", key, weight=value)
        )
        self.adapters.edited.connect(
            lambda chosen, key: self._change(self.tr("Adapters of region"), "adapters", key, adapters=chosen)
        )
        self.coverage.measured.connect(self._covered)

    def _change(self, step: str, field: str, gesture: str, **fields: object) -> None:
        if self._layer:
            region: Region = msgspec.structs.replace(self._layer.region, **fields)
            self._edit(step, field, gesture, region=region)

    def show_layer(self, layer: Layer | None) -> None:
        self._layer = layer
        region = layer is not None and layer.mask_use == "region"
        self.coverage.watch(layer.id if layer and region else "")
        if layer is None:
            return
        self.use.setCurrentIndex(self.use.findData(layer.mask_use))
        self.tint.show_colour(layer.tint)
        self._region.setVisible(region)
        self.prompt.show_text(layer.region.prompt)
        self.negative.show_text(layer.region.negative)
        self.weight.show_value(layer.region.weight)
        self.adapters.show_adapters(layer.region.adapters)

    def _covered(self, share: float | None) -> None:
        if share is None:
            self.covers.setText(self.tr("Measuring how much of the frame it covers…"))
        elif share <= 0:
            self.covers.setText(self.tr("Covers nothing of the frame; paint where it should hold."))
        else:
            percent = "< 1" if share < 0.01 else str(round(share * 100))
            self.covers.setText(self.tr("Covers %1 % of the frame").replace("%1", percent))


class ControlProperties(_Part):
    """ControlNet, weight, and from where to where of the steps it acts."""

    def __init__(self, operations: Operations, controls: Choices | None) -> None:
        super().__init__(operations)
        self._choices = controls
        self.model = _AskingCombo(self._fill)
        self.model.setAccessibleName(self.tr("ControlNet"))
        self.weight = NumberSlider(self.tr("Weight"), 0.0, WEIGHT_MOST)
        self.begin = NumberSlider(self.tr("Begin"), 0.0, 1.0)
        self.end = NumberSlider(self.tr("End"), 0.0, 1.0)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.begin)
        row.addWidget(self.end)
        model = QVBoxLayout()
        model.setSpacing(4)
        model.addWidget(label(self.tr("ControlNet")))
        model.addWidget(self.model)
        self.column.addLayout(model)
        self.column.addWidget(self.weight)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.model.activated.connect(
            lambda place: self._change(
                self.tr("ControlNet of layer"), "model", "", model=self.model.itemData(place)
            )
        )
        self.weight.edited.connect(
            lambda value, key: self._change(self.tr("Weight of control"), "weight", key, weight=value)
        )
        self.begin.edited.connect(self._begin_moved)
        self.end.edited.connect(self._end_moved)

    def _begin_moved(self, value: float, key: str) -> None:
        if self._layer:
            begin = min(value, 1.0 - SPAN_LEAST)
            end = max(self._layer.control.end, round(begin + SPAN_LEAST, 4))
            self._change(self.tr("Span of control"), "begin", key, begin=begin, end=end)

    def _end_moved(self, value: float, key: str) -> None:
        if self._layer:
            end = max(value, SPAN_LEAST)
            begin = min(self._layer.control.begin, round(end - SPAN_LEAST, 4))
            self._change(self.tr("Span of control"), "end", key, begin=begin, end=end)

    def _change(self, step: str, field: str, gesture: str, **fields: object) -> None:
        if self._layer:
            control: ControlUse = msgspec.structs.replace(self._layer.control, **fields)
            self._edit(step, field, gesture, control=control)
            self.show_layer(self._operations.document.active)  # also where nothing has changed

    def _fill(self) -> None:
        """Offer the models there are now; one that is gone stays to be seen."""
        chosen = self._layer.control.model if self._layer else ""
        offered = [("", self.tr("None: the layer is only shown"))]
        offered += self._choices() if self._choices else []
        if chosen and chosen not in [identity for identity, _ in offered]:
            offered.append((chosen, self.tr("%1 (missing)").replace("%1", chosen)))
        self.model.clear()
        for identity, name in offered:
            self.model.addItem(name, identity)
        self.model.setCurrentIndex(self.model.findData(chosen))

    def show_layer(self, layer: Layer | None) -> None:
        before, self._layer = self._layer, layer
        if layer is None:
            return
        if before is None or before.control.model != layer.control.model or before.id != layer.id:
            self._fill()
        self.weight.show_value(layer.control.weight)
        self.begin.show_value(layer.control.begin)
        self.end.show_value(layer.control.end)


class _AskingCombo(RoomyCombo):
    """Asks what it should offer each time it is opened."""

    def __init__(self, fill: Callable[[], None]) -> None:
        super().__init__()
        self._fill = fill
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def showPopup(self) -> None:
        self._fill()
        super().showPopup()
