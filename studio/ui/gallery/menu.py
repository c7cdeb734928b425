"""The context menu of the gallery."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from studio.ui.actions import keys_text
from studio.ui.icons import icon


def _tr(text: str) -> str:
    return QCoreApplication.translate("GalleryMenu", text)


def gallery_menu(parent: QWidget, run: Callable[[str], object], *, several: bool, trashed: bool) -> QMenu:
    """A menu that calls ``run`` with the id of what was chosen."""
    menu = QMenu(parent)
    menu.triggered.connect(lambda action: run(action.data()))

    def add(identity: str, text: str, symbol: str, keys: str = "") -> None:
        action = menu.addAction(icon(symbol, "muted"), f"{text}\t{keys_text(keys)}" if keys else text)
        action.setData(identity)

    if not several:
        add("open", _tr("Open"), "image", "Return")
        add("use_settings", _tr("Use these settings"), "sliders-horizontal")
    if trashed:
        menu.addSeparator()
        add("restore", _tr("Restore"), "arrow-counter-clockwise")
        return menu
    if not several:
        add("use_as_start", _tr("Use as start image"), "image-square")
        add("show_on_canvas", _tr("Show on canvas"), "frame-corners")
        menu.addSeparator()
    add("copy", _tr("Copy"), "copy", "Ctrl+C")
    if not several:
        add("copy_prompt", _tr("Copy prompt"), "text-t")
        add("copy_seed", _tr("Copy seed"), "hash")
        add("reveal", _tr("Show in folder"), "folder-open")
    menu.addSeparator()
    add("trash", _tr("Move to trash"), "trash", "Delete")
    return menu
