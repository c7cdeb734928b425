"""Focus, typewriter and split: how the page is looked at while writing; remembered for the next start."""

from PySide6.QtCore import QObject, Slot

from studio.ui.window_state import WindowState
from studio.ui.writing.page import WritePage


class Modes(QObject):
    """Keeps both editors and the buttons alike."""

    def __init__(self, page: WritePage, state: WindowState) -> None:
        super().__init__(page)
        self._page = page
        self.focus = ""
        """paragraph or sentence while focus mode is on."""
        self._kind = state.text("writing_focus_kind", "paragraph")
        self.typewriter = state.flag("writing_typewriter")
        self.zoom = (state.numbers("writing_zoom") or [100])[0]
        page.focus_button.clicked.connect(self.toggle_focus)
        page.split_button.clicked.connect(self.toggle_split)
        self._wear()

    def save(self, state: WindowState) -> None:
        state.set("writing_focus_kind", self._kind)
        state.set("writing_typewriter", self.typewriter)
        state.set("writing_zoom", [self.zoom])

    def _wear(self) -> None:
        page = self._page
        for editor in page.editors():
            editor.reading.set_focus(self.focus)
            if editor.reading.typewriter != self.typewriter:
                editor.reading.set_typewriter(self.typewriter)
            if editor.zoom != self.zoom:
                editor.set_zoom(self.zoom)
        page.focus_button.setChecked(bool(self.focus))

    @Slot()
    def toggle_focus(self) -> None:
        """Only the text, and of it only the paragraph or sentence of the caret clear."""
        self.focus = "" if self.focus else self._kind
        self._page.set_quiet(bool(self.focus))
        self._wear()
        self._page.active_editor().setFocus()

    def toggle_focus_kind(self) -> None:
        """Paragraph or sentence."""
        self._kind = "sentence" if self._kind == "paragraph" else "paragraph"
        if self.focus:
            self.focus = self._kind
            self._wear()
        else:
            self.toggle_focus()

    def toggle_typewriter(self) -> None:
        """The caret's line stays in the middle."""
        self.typewriter = not self.typewriter
        self._wear()

    @Slot()
    def toggle_split(self) -> None:
        self._page.toggle_split()
        self._wear()

    def zoom_by(self, percent: int) -> None:
        """Larger or smaller text; 0 as the settings have it."""
        self.zoom = max(60, min(300, self.zoom + percent)) if percent else 100
        self._wear()
