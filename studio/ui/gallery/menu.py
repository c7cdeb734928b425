"""The context menu of the gallery."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from studio.ui.actions import keys_text
from studio.ui.icons import icon

translate = QCoreApplication.translate


def gallery_menu(parent: QWidget, run: Callable[[str], object], *, several: bool, trashed: bool) -> QMenu:
    """A menu that calls ``run`` with the id of what was chosen."""
    menu = QMenu(parent)
    menu.triggered.connect(lambda action: run(action.data()))

    def add(identity: str, text: str, symbol: str, keys: str = "") -> None:
        action = menu.addAction(icon(symbol, "muted"), f"{text}\t{keys_text(keys)}" if keys else text)
        action.setData(identity)

    if not several:
        add("open", translate("GalleryMenu", "Open"), "image", "Return")
        add("use_settings", translate("GalleryMenu", "Use these settings"), "sliders-horizontal")
    if trashed:
        menu.addSeparator()
        add("restore", translate("GalleryMenu", "Restore"), "arrow-counter-clockwise")
        return menu
    if not several:
        add("use_as_start", translate("GalleryMenu", "Use as start image"), "image-square")
        add("show_on_canvas", translate("GalleryMenu", "Show on canvas"), "frame-corners")
        add("attach", translate("GalleryMenu", "Put beside the open scene"), "book-open")
        add("describe", translate("GalleryMenu", "Describe in words…"), "text-aa")
        menu.addSeparator()
    add("copy", translate("GalleryMenu", "Copy"), "copy", "Ctrl+C")
    if not several:
        add("copy_prompt", translate("GalleryMenu", "Copy prompt"), "text-t")
        add("copy_seed", translate("GalleryMenu", "Copy seed"), "hash")
        add("reveal", translate("GalleryMenu", "Show in folder"), "folder-open")
    menu.addSeparator()
    add("trash", translate("GalleryMenu", "Move to trash"), "trash", "Delete")
    return menu
