"""A copy of the text that is written, in any file: also when the project itself cannot be saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from studio.core.errors import StudioError
from studio.core.writing.outline import find
from studio.storage.exchange.exporting import save_text
from studio.storage.manuscripts.names import slug

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage


class TextCopies(QObject):
    """Writes what stands in the window, saved or not."""

    message = Signal(str)
    problem = Signal(object)

    def __init__(self, page: "WritePage") -> None:
        super().__init__(page)
        self._page = page

    def ask(self) -> QFileDialog | None:
        """Ask where to; the text is the one at the time of the answer."""
        project, buffer = self._page.project, self._page.active_editor().buffer
        item = find(project.outline, buffer.item) if project else None
        if item is None:
            return None
        dialog = QFileDialog(self._page, self.tr("Save a copy of this text"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        dialog.setDirectory(str(Path.home()))
        dialog.selectFile(f"{slug(item.title) or self.tr('Untitled')}.md")
        dialog.fileSelected.connect(lambda path: self.save(buffer.text, Path(path)))
        dialog.open()
        return dialog

    def save(self, text: str, path: Path) -> bool:
        """Write it; False after a problem was told."""
        try:
            save_text(text, path)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        self.message.emit(self.tr("A copy was saved: {path}").format(path=path))
        return True
