"""Adapters (LoRA) of a picture or a region: a short list with weights, to add to and take from."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.core.requests import Adapter
from studio.core.specs import Param
from studio.ui.param_form import make_spin
from studio.ui.theme import scaled
from studio.ui.widgets import ElidedLabel, icon_button, label

Choices = Callable[[], list[tuple[str, str]]]
WEIGHT_LEAST, WEIGHT_MOST = -2.0, 2.0


class AdapterList(QWidget):
    """``edited`` carries the tuple of adapters and a key by which edits are joined ('' for none)."""

    edited = Signal(object, str)
    convert_wanted = Signal(str)
    """Path of a pickle that was chosen; it has to be converted before it can be added."""

    def __init__(self, title: str, choices: Choices | None = None) -> None:
        super().__init__()
        self._choices = choices
        self._pickles: Choices | None = None
        self._adapters: tuple[Adapter, ...] = ()
        self.add = icon_button("plus", self.tr("Add an adapter"), head=True)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.add)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.add.setMenu(menu)
        head = QHBoxLayout()
        head.addWidget(label(title), 1)
        head.addWidget(self.add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._rows)

    def set_choices(self, choices: Choices | None) -> None:
        """What can be added: asked whenever the menu opens."""
        self._choices = choices
        self._make_rows()

    def set_pickles(self, pickles: Choices) -> None:
        """Paths and names of pickles, asked for whenever the menu opens: they are offered to be converted."""
        self._pickles = pickles

    def pickles(self) -> list[tuple[str, str]]:
        """Paths and names of pickles that may be adapters."""
        return self._pickles() if self._pickles else []

    @property
    def adapters(self) -> tuple[Adapter, ...]:
        """Those shown."""
        return self._adapters

    def show_adapters(self, adapters: tuple[Adapter, ...]) -> None:
        """Show these; rows are made anew only when others come or go."""
        before, self._adapters = self._adapters, adapters
        if [one.model for one in before] != [one.model for one in adapters]:
            self._make_rows()
            return
        for place, adapter in enumerate(adapters):
            spin = self._row(place).spin
            if spin.value() != adapter.weight:
                spin.blockSignals(True)
                spin.setValue(adapter.weight)  # pyright: ignore[reportArgumentType]
                spin.blockSignals(False)

    def _row(self, place: int) -> "_Row":
        item = self._rows.itemAt(place)
        row = item.widget() if item else None
        assert isinstance(row, _Row)
        return row

    def _make_rows(self) -> None:
        while item := self._rows.takeAt(0):
            row = item.widget()
            if row:
                row.hide()
                row.deleteLater()
        names = dict(self._choices() if self._choices else [])
        for adapter in self._adapters:
            row = _Row(names.get(adapter.model, adapter.model), adapter)
            row.weighed.connect(self._weighed)
            row.removed.connect(self._removed)
            self._rows.addWidget(row)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        have = {one.model for one in self._adapters}
        free = [pair for pair in (self._choices() if self._choices else []) if pair[0] not in have]
        for identity, name in free:
            menu.addAction(name).triggered.connect(lambda _=False, identity=identity: self._added(identity))
        if not free:
            menu.addAction(self.tr("No further adapters are installed")).setEnabled(False)
        pickles = self.pickles()
        if pickles:
            menu.addSeparator()
        for path, name in pickles:
            text = self.tr("%1 (convert first…)").replace("%1", name)
            menu.addAction(text).triggered.connect(lambda _=False, path=path: self.convert_wanted.emit(path))

    def _added(self, model: str) -> None:
        self.edited.emit((*self._adapters, Adapter(model=model)), "")

    def _removed(self, model: str) -> None:
        self.edited.emit(tuple(one for one in self._adapters if one.model != model), "")

    def _weighed(self, model: str, weight: float) -> None:
        adapters = tuple(
            Adapter(model=model, weight=weight) if one.model == model else one for one in self._adapters
        )
        self.edited.emit(adapters, model)


class _Row(QWidget):
    """One adapter: its name, its weight, and a button to take it away."""

    weighed = Signal(str, float)
    removed = Signal(str)

    def __init__(self, name: str, adapter: Adapter) -> None:
        super().__init__()
        self.spin = make_spin(
            Param(
                id="weight", label="", kind="float", default=adapter.weight,
                minimum=WEIGHT_LEAST, maximum=WEIGHT_MOST, step=0.05,
            )
        )  # fmt: skip
        self.spin.setAccessibleName(self.tr("Weight of %1").replace("%1", name))
        self.spin.setToolTip(self.tr("Weight"))
        self.spin.setFixedWidth(scaled(64))
        self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        remove = icon_button("x", self.tr("Remove %1").replace("%1", name), head=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(ElidedLabel(name), 1)
        row.addWidget(self.spin)
        row.addWidget(remove)
        self.spin.valueChanged.connect(lambda value: self.weighed.emit(adapter.model, value))
        remove.clicked.connect(lambda: self.removed.emit(adapter.model))
