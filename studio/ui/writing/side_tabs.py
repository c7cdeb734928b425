"""The panels of the right column: tabs with names, or with icons where there is no room for all names."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from studio.ui.icons import icon
from studio.ui.theme import is_theme_change, scaled
from studio.ui.widgets import set_look

_AROUND = 26
"""Pixels that a tab takes beside its name."""


class SideTabs(QTabWidget):
    """The tab in front always shows its name; names of the others are tooltips while they show icons."""

    def __init__(self) -> None:
        super().__init__()
        self._names: list[tuple[str, str]] = []
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setElideMode(Qt.TextElideMode.ElideNone)
        self.tabBar().setExpanding(False)
        self.setIconSize(QSize(scaled(16), scaled(16)))
        self.currentChanged.connect(lambda _place: self._fit())

    def add(self, title: str, widget: QWidget, sign: str) -> None:
        """A panel; ``sign`` is the name of its icon."""
        self._names.append((title, sign))
        place = self.addTab(widget, title)
        self.setTabToolTip(place, title)
        self.tabBar().setAccessibleTabName(place, title)
        self._fit()

    def _fit(self) -> None:
        metrics = self.tabBar().fontMetrics()
        wide = sum(metrics.horizontalAdvance(title) + scaled(_AROUND) for title, _ in self._names)
        short = wide > self.width()
        if self.tabBar().property("tight") != short:
            set_look(self.tabBar(), "tight", short)
        for place, (title, sign) in enumerate(self._names):
            front = place == self.currentIndex()
            named = front or not short or not sign
            self.setTabText(place, title if named else "")
            self.setTabIcon(place, icon(sign, "muted") if short and sign and not named else QIcon())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and hasattr(self, "_names"):
            self.setIconSize(QSize(scaled(16), scaled(16)))
            self._fit()
