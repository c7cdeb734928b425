"""The right column: the history gallery above the panels of the document, divided by a splitter."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from studio.ui.theme import scaled
from studio.ui.window_state import WindowState

HEIGHTS = (520, 280)
PANELS_LEAST = 120


class SideColumn(QSplitter):
    """``panels`` are pairs of a translated title and a widget; they share the lower part as tabs."""

    def __init__(self, gallery: QWidget, panels: list[tuple[str, QWidget]]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setHandleWidth(1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(self.tr("Panels of the document"))
        self.tabs.tabBar().setDrawBase(False)
        for title, panel in panels:
            self.tabs.addTab(panel, title)
        self.tabs.setMinimumHeight(scaled(PANELS_LEAST))
        self.addWidget(gallery)
        self.addWidget(self.tabs)
        for place in range(2):
            self.setCollapsible(place, False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)

    def restore(self, state: WindowState) -> None:
        """As it was when ``save`` was called."""
        heights = state.numbers("side_heights")
        self.setSizes(heights if len(heights) == 2 else list(HEIGHTS))
        self.tabs.setVisible(not state.flag("panels_hidden"))
        tab = state.numbers("side_tab")
        if len(tab) == 1 and 0 <= tab[0] < self.tabs.count():
            self.tabs.setCurrentIndex(tab[0])

    def save(self, state: WindowState) -> None:
        if not self.tabs.isHidden():
            state.set("side_heights", self.sizes())
        state.set("panels_hidden", self.tabs.isHidden())
        state.set("side_tab", [self.tabs.currentIndex()])

    def toggle_panels(self) -> None:
        """Show or hide the panels of the document."""
        self.tabs.setVisible(self.tabs.isHidden())
