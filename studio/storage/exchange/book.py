"""A manuscript ready to be written in any format: a book as blocks, and the choices how it shall look."""

from pathlib import Path

from msgspec import Struct

from studio.storage.exchange.blocks import Block, Notes

SHUNN_SEPARATOR = "#"


class Page(Struct, frozen=True, kw_only=True):
    """How pages look, in the formats that have any."""

    size: str = "A4"
    """A key of SIZES."""
    margin_mm: float = 25.0
    font: str = "serif"
    """A family's name; "serif" for what the system has."""
    points: float = 11.5
    spacing: float = 1.35
    """Of lines: 1 is the font's own."""
    numbers: bool = True
    chapter_pages: bool = True
    """Parts and chapters begin on a new page."""


SIZES = {
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "Letter": (215.9, 279.4),
    "6 × 9 in": (152.4, 228.6),
    "5 × 8 in": (127.0, 203.2),
}
"""Width and height in millimetres."""


class ExportOptions(Struct, frozen=True, kw_only=True):
    """Everything the writer chooses about an export; remembered per project."""

    format: str = "docx"
    items: tuple[str, ...] = ()
    """Ids of what to export; empty for all that is marked for export."""
    title_page: bool = True
    scenes: str = "separator"
    """What stands between the scenes of a chapter: titles, separator or nothing."""
    separator: str = "* * *"
    pictures: bool = True
    notes: bool = False
    """Characters, places and lore are appended."""
    notes_title: str = "Notes"
    """The heading above them."""
    line_ends: bool = False
    """A single line end in the text starts a new line."""
    manuscript: bool = False
    """The standard format of submissions: typewriter or Times, double spaced, header with name and title."""
    cover: str = ""
    """A picture's path, relative to the project or absolute."""
    page: Page = Page()


def as_manuscript(options: ExportOptions, *, font: str = "Courier New") -> ExportOptions:
    """The standard manuscript format: 12 points, double spaced, 25.4 mm margins, # between scenes."""
    from msgspec.structs import replace

    page = replace(options.page, font=font, points=12.0, spacing=2.0, margin_mm=25.4, numbers=True)
    return replace(options, manuscript=True, title_page=True, separator=SHUNN_SEPARATOR, page=page)


class Book(Struct, frozen=True, kw_only=True):
    """What is written. ``blocks`` are in reading order; headings of the outline have a role."""

    title: str
    author: str = ""
    language: str = "en"
    identity: str = ""
    words: int = 0
    blocks: tuple[Block, ...] = ()
    notes: Notes = {}
    """Footnotes; labels are numbers in reading order."""
    pictures: dict[str, Path] = {}
    """Files of the pictures by the key in spans; all of them exist."""
    cover: Path | None = None
    separator: str = "* * *"
    remarks: tuple[str, ...] = ()


def chapters(book: Book) -> list[tuple[Block | None, list[Block]]]:
    """The book cut where a part or chapter begins: each heading with the blocks below it."""
    made: list[tuple[Block | None, list[Block]]] = []
    for block in book.blocks:
        if block.kind == "heading" and block.role in ("part", "chapter"):
            made.append((block, []))
        else:
            if not made:
                made.append((None, []))
            made[-1][1].append(block)
    return made
