"""Files from a file browser dropped on the outline: they are imported where they are let go."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTreeWidget

from studio.core.writing.outline import GROUP_KINDS, Outline, find, parents, walk
from studio.ui.writing.outline.tree import IDENTITY


class OutlineDrop(QObject):
    """Watches the tree; its own drags of items go their way."""

    def __init__(self, tree: QTreeWidget, take: Callable[[list[Path], str], object]) -> None:
        """``take`` gets the files and the row they were let go on (its id, or empty)."""
        super().__init__(tree)
        self._tree, self._take = tree, take
        tree.setAcceptDrops(True)
        tree.viewport().setAcceptDrops(True)
        tree.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or not isinstance(event, QDropEvent) or not event.mimeData().hasUrls():
            return False
        paths = importable(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            row = self._tree.itemAt(event.position().toPoint())
            self._take(paths, str(row.data(0, IDENTITY)) if row else "")
        return True


def importable(data: QMimeData | None) -> list[Path]:
    """The files and folders of a drag that can be imported."""
    from studio.storage.exchange.catalogue import readable_suffixes

    urls = data.urls() if data else []
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    suffixes = readable_suffixes()
    return [path for path in paths if path.is_dir() or path.suffix.lower() in suffixes]


def place_for(outline: Outline, row: str) -> str:
    """The group that a drop on ``row`` means: itself, the one around it, "notes", or "" (manuscript)."""
    item = find(outline, row)
    if item is None:
        return "notes" if row.startswith(":") and row != ":trash" else ""
    if any(trashed.id == row for trashed in walk(outline.trash)):
        return ""
    if item.kind in GROUP_KINDS:
        return row
    above = parents(outline, row)
    if above:
        return above[-1].id
    return "notes" if any(note.id == row for note in outline.notes) else ""
