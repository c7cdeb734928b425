"""Opens a folder in the desktop's file manager, or says why that cannot be done."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from studio.core.errors import ErrorKind, ErrorReport

translate = QCoreApplication.translate


def open_folder(folder: Path) -> ErrorReport | None:
    """Show ``folder``, made if need be; None when that was done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return ErrorReport(
            kind=ErrorKind.NOT_WRITABLE,
            sentence=translate("Folders", "The folder {path} cannot be opened ({reason}).").format(
                path=folder, reason=error.strerror or error
            ),
            advice=translate("Folders", "Connect its disk, or choose another folder in Settings, Folders."),
            detail=str(error),
        )
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return None
    return ErrorReport(
        kind=ErrorKind.BUG,
        sentence=translate("Folders", "No file manager could be opened."),
        advice=translate("Folders", "The folder is {path}").format(path=folder),
    )
