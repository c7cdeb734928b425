"""Show a file in the file manager of this platform, selected where the platform can."""

import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

_BUS = "org.freedesktop.FileManager1"
_SECONDS = 2


def _select_over_bus(path: Path) -> bool:
    """Ask a Linux file manager over the session bus; False when none answers."""
    sender = shutil.which("dbus-send")
    if sender is None:
        return False
    address = QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    command = [sender, "--session", "--print-reply", f"--dest={_BUS}", "/org/freedesktop/FileManager1"]
    command += [f"{_BUS}.ShowItems", f"array:string:{address}", "string:"]
    try:
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def reveal(path: Path) -> bool:
    """Open the folder of ``path`` with the file selected. May take seconds: meant for a worker.

    False when no file manager could be started.
    """
    if not path.exists():
        return False
    if sys.platform == "win32":
        return QProcess.startDetached("explorer", [f"/select,{path}"])[0]
    if sys.platform == "darwin":
        return QProcess.startDetached("open", ["-R", str(path)])[0]
    return _select_over_bus(path)


def open_folder(path: Path) -> bool:
    """Open the folder of ``path`` without selecting the file. In the window thread."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
