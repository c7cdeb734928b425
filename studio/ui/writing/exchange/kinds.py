"""Formats, kinds and icons of import and export in the words of the window."""

from types import ModuleType

from PySide6.QtCore import QCoreApplication

from studio.core.discovery import discover
from studio.storage.exchange import catalogue

ICONS = {"part": "books", "chapter": "book-open", "folder": "folder", "scene": "file-text", "note": "note"}


def writable_formats() -> dict[str, ModuleType]:
    """All formats that can be written, those that need Qt among them, by id."""
    found = {**catalogue.formats(), **discover("studio.ui.writing.exchange.formats")}
    order = ("docx", "odt", "pdf", "epub", "html", "markdown", "text")
    names = sorted(found, key=lambda name: order.index(name) if name in order else len(order))
    return {name: found[name] for name in names if found[name].SPEC.writes}


def format_name(module: ModuleType) -> str:
    """A format's name in the user's language."""
    translate = QCoreApplication.translate
    return {
        "docx": translate("Exchange", "Word document (.docx)"),
        "odt": translate("Exchange", "OpenDocument text (.odt)"),
        "pdf": translate("Exchange", "PDF"),
        "epub": translate("Exchange", "E-book (.epub)"),
        "html": translate("Exchange", "Web page (.html)"),
        "markdown": translate("Exchange", "Markdown (.md)"),
        "text": translate("Exchange", "Plain text (.txt)"),
    }.get(str(module.SPEC.id)) or str(module.SPEC.label)


def kind_name(kind: str) -> str:
    """What a heading becomes, in the user's language."""
    translate = QCoreApplication.translate
    return {
        "part": translate("Exchange", "Part"),
        "chapter": translate("Exchange", "Chapter"),
        "scene": translate("Exchange", "Scene"),
        "note": translate("Exchange", "Note"),
        "text": translate("Exchange", "Stays in the text"),
    }.get(kind, kind)
