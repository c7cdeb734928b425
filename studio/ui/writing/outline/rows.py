"""The rows of the outline: what stands in them, and how they are drawn."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.core.writing.outline import NOTE_KINDS, Item, Outline, walk
from studio.ui.theme import scaled, tokens

translate = QCoreApplication.translate

IDENTITY = Qt.ItemDataRole.UserRole
KIND = Qt.ItemDataRole.UserRole + 1
WORDS = Qt.ItemDataRole.UserRole + 2
STATUS = Qt.ItemDataRole.UserRole + 3
NUMBER = Qt.ItemDataRole.UserRole + 4
ROW = 27
STATUS_COLOURS = {"idea": "muted", "draft": "accent", "revised": "selection", "done": "good"}


class Group(NamedTuple):
    """A row that is no item: a kind of notes, or the trash. ``id`` begins with ":"."""

    id: str
    title: str
    items: tuple[Item, ...]


def note_title(kind: str) -> str:
    """Of the group of notes of one kind."""
    titles = {
        "character": translate("OutlinePanel", "Characters"),
        "place": translate("OutlinePanel", "Places"),
        "lore": translate("OutlinePanel", "Lore"),
        "research": translate("OutlinePanel", "Research"),
    }
    return titles.get(kind, translate("OutlinePanel", "Notes"))


def groups(outline: Outline) -> list[Group]:
    """Notes by their kind, what has none below "Notes", the trash last; empty ones left out."""
    made = []
    for kind in NOTE_KINDS:
        items = tuple(item for item in outline.notes if item.kind == "note" and item.note_kind == kind)
        made.append(Group(f":{kind}", note_title(kind), items))
    rest = tuple(item for item in outline.notes if item.kind != "note" or item.note_kind not in NOTE_KINDS)
    made.append(Group(":notes", note_title(""), rest))
    made.append(Group(":trash", translate("OutlinePanel", "Trash"), outline.trash))
    return [group for group in made if group.items]


def numbers(outline: Outline) -> dict[str, int]:
    """Chapters are counted through the book; a book without chapters has its scenes counted."""
    kind = "chapter" if any(item.kind == "chapter" for item in walk(outline.manuscript)) else "scene"
    counted = [item.id for item in walk(outline.manuscript) if item.kind == kind]
    return {identity: place for place, identity in enumerate(counted, 1)}


def status_title(status: str) -> str:
    titles = {
        "": translate("OutlinePanel", "No state"),
        "idea": translate("OutlinePanel", "Idea"),
        "draft": translate("OutlinePanel", "Draft"),
    }
    titles |= {"revised": translate("OutlinePanel", "Revised"), "done": translate("OutlinePanel", "Done")}
    return titles.get(status, status)


def words_text(count: int) -> str:
    return QLocale().toString(count)


class RowPainter(QStyledItemDelegate):
    """Number, title, words and the dot of the state; groups in the full colour, scenes quieter."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, scaled(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = tokens()
        area = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        font = option.font  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            back = QColor(colours.raised)
            if not chosen:
                back.setAlpha(120)
            painter.setPen(
                QColor(colours.selection) if chosen and state & QStyle.StateFlag.State_HasFocus else back
            )
            painter.setBrush(back)
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        kind = index.data(KIND)
        strong = kind in ("part", "chapter", "folder", "group")
        right = area.right() - scaled(8)
        right = self._status(painter, index, right, area.center().y())
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        if number := index.data(NUMBER):
            text = f"{number} · {text}"
        left = area.left() + scaled(6)
        painter.setFont(font)
        words = index.data(WORDS)
        small = painter.font()
        small.setPixelSize(max(10, font.pixelSize() - 2))
        metrics = painter.fontMetrics()
        shown = words_text(words) if words else ""
        painter.setFont(small)
        room = painter.fontMetrics().horizontalAdvance(shown) if shown else 0
        painter.setFont(font)
        width = right - left - (room + scaled(8) if shown else 0)
        fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))
        painter.setPen(QColor(colours.text if strong or chosen else colours.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(scaled(6), 0, 0, 0), middle, fitted)
        if shown:
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                area.adjusted(0, 0, right - area.right(), 0), middle | Qt.AlignmentFlag.AlignRight, shown
            )
        painter.restore()

    @staticmethod
    def _status(
        painter: QPainter, index: QModelIndex | QPersistentModelIndex, right: int, middle: int
    ) -> int:
        name = STATUS_COLOURS.get(index.data(STATUS) or "")
        if not name:
            return right
        size = scaled(6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(tokens(), name)))
        painter.drawEllipse(right - size, middle - size // 2, size, size)
        return right - size - scaled(7)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        edit = QLineEdit(parent)
        edit.setFrame(False)
        edit.setTextMargins(0, 0, 0, 0)
        edit.setPalette(QPalette(parent.palette()))
        edit.setStyleSheet(
            "QLineEdit { min-height: 0; max-height: none; padding: 0 4px; border-radius: 4px; }"
        )
        return edit
