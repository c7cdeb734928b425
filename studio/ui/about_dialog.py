"""The about page: version, licence, libraries, folders, and diagnostics to copy."""

import importlib.metadata
import platform
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio import __version__
from studio.core.paths import Folders
from studio.core.placement import GIB
from studio.ui.theme import scaled
from studio.ui.widgets import button, hairline, label

if TYPE_CHECKING:
    from studio.jobs.keeper import EngineState

LIBRARIES = ("torch", "diffusers", "transformers", "safetensors", "PySide6-Essentials", "msgspec", "pillow")


def library_versions() -> dict[str, str]:
    """Installed versions, read from metadata so that nothing heavy is imported."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def diagnostics(folders: Folders, engine: "EngineState | None") -> str:
    """What someone who helps needs to know; holds no prompt and no picture."""
    lines = [
        f"Atelier {__version__}",
        f"{platform.platform()}, Python {platform.python_version()}, Qt {qVersion()}",
    ]
    lines += [f"{name} {version}" for name, version in library_versions().items()]
    if engine:
        lines.append(f"engine: {engine.name}")
        if engine.ready:
            hardware = engine.ready.hardware
            for device in hardware.devices:
                lines.append(
                    f"device {device.id}: {device.name}, {device.memory_free / GIB:.1f} of "
                    f"{device.memory_total / GIB:.1f} GiB free, {', '.join(device.precisions)}. {device.note}"
                )
            lines.append(f"{hardware.cores} cores, {', '.join(hardware.features) or 'no features of note'}")
    for name in ("config", "data", "cache", "library", "models"):
        lines.append(f"{name}: {getattr(folders, name)}")
    return "\n".join(lines)


class AboutDialog(QDialog):
    def __init__(self, folders: Folders, engine: "EngineState | None", parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Atelier"))
        self._folders, self._engine = folders, engine
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(f"Atelier {__version__}", "title"))
        column.addWidget(
            label(self.tr("Paint with local models in one window, wholly offline."), "text", wrap=True)
        )
        column.addWidget(
            label(
                self.tr("Free software under the Apache License 2.0. Qt is used under the LGPL 3."),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(hairline())
        column.addLayout(self._table([*library_versions().items()]))
        column.addWidget(hairline())
        column.addLayout(
            self._table(
                [
                    (self.tr("Pictures"), str(folders.library)),
                    (self.tr("Models"), str(folders.models)),
                    (self.tr("Database and logs"), str(folders.data)),
                    (self.tr("Settings"), str(folders.config)),
                ]
            )
        )
        column.addStretch(1)
        row = QHBoxLayout()
        self.copy_button = button(self.tr("Copy diagnostics"))
        self.copy_button.setToolTip(
            self.tr("Versions, devices and folders as text; no prompt and no picture")
        )
        self.copy_button.clicked.connect(self._copy)
        logs = button(self.tr("Open log folder"), "quiet")
        logs.clicked.connect(self._open_logs)
        close = button(self.tr("Close"))
        close.clicked.connect(self.accept)
        row.addWidget(self.copy_button)
        row.addWidget(logs)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(scaled(520), 0)

    @staticmethod
    def _table(rows: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(rows):
            grid.addWidget(label(name, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            text = label(value, "text", wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(text, place, 1)
        return grid

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(self._folders, self._engine))
        self.copy_button.setText(self.tr("Copied"))

    def _open_logs(self) -> None:
        self._folders.logs.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folders.logs)))
