"""Between the canvas document and what storage saves: tiles, thumbnail, previews."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from studio.core.layers import State
from studio.storage.documents import Content
from studio.ui.canvas.document import Document
from studio.ui.canvas.files.interchange import Opened as Foreign
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import FORMAT, SIDE, Tile

THUMBNAIL_SIDE = 256
PREVIEW_SIDE = 1024
"""Longest side of the flattened picture that is stored to be shown at once when opening."""
PREVIEW = "flattened"


def document_of(content: Content) -> Document:
    """The document of a file; its tiles are read when they are first looked at."""
    document = Document(content.state)
    for (identity, key), tile in content.tiles.items():
        made = Tile(packed=tile) if isinstance(tile, bytes) else Tile(source=tile)
        document.planes.setdefault(identity, Plane()).tiles[key] = made
    document.profile, document.dpi = content.profile, content.dpi
    document.requests, document.unknown = dict(content.requests), dict(content.unknown)
    return document


def foreign_document(opened: Foreign) -> Document:
    """The document of another program's file: all of it is unsaved."""
    document = Document(opened.state)
    document.planes, document.profile = opened.planes, opened.profile
    document.mark_unsaved((identity, key) for identity, plane in opened.planes.items() for key in plane.tiles)
    return document


def snapshot(document: Document) -> Content:
    """Everything that is saved, but for thumbnail and preview; quick, because tiles are shared."""
    tiles = {
        (identity, key): tile.packed
        for identity, plane in document.planes.items()
        for key, tile in plane.tiles.items()
    }
    return Content(
        state=document.state,
        tiles=tiles,
        dpi=document.dpi,
        profile=document.profile,
        requests=dict(document.requests),
        unknown=dict(document.unknown),
    )


def planes_now(document: Document) -> dict[str, Plane]:
    """The planes as they are, not changing with the document; for work off the window thread."""
    return {identity: Plane(plane.tiles) for identity, plane in document.planes.items()}


def reduced(state: State, planes: dict[str, Plane], side: int) -> QImage:
    """The flattened picture with no side longer than ``side``; tile by tile, so memory stays small."""
    whole = QRect(0, 0, state.width, state.height)
    size = QSize(state.width, state.height)
    if max(state.width, state.height) > side:
        size.scale(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    size = size.expandedTo(QSize(1, 1))
    image = QImage(size, FORMAT)
    image.fill(0)
    across, down = size.width() / state.width, size.height() / state.height
    step = SIDE * 4
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(across, down)
        for y in range(0, state.height, step):
            for x in range(0, state.width, step):
                area = QRect(x, y, step, step).intersected(whole)
                part = flatten(state, planes, area)
                small = part.scaled(
                    max(1, round(area.width() * across)),
                    max(1, round(area.height() * down)),
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                painter.drawImage(area, small)
    return image
