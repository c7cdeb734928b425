"""The storyboard on paper: scenes with their pictures and captions as one HTML file or as PDF pages."""

import base64
import html
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from studio.core.errors import StudioError
from studio.core.request_parts import clean_text
from studio.storage import files
from studio.storage.chats import explain
from studio.ui.pictures import drawable, read_image

SIDE = 900
COLUMNS, ROWS = 3, 2
POINT = 300 / 72
"""Device pixels a point, at the 300 dots an inch that are written."""


class Frame(NamedTuple):
    """One scene of the sheet; ``picture`` None leaves its place empty."""

    number: int
    title: str
    caption: str
    picture: Path | None


def export_sheet(path: Path, title: str, frames: Sequence[Frame]) -> list[str]:
    """Write ``path`` (.html, else PDF) whole; blocks. Answers names of pictures that could not be read.

    Raises StudioError.
    """
    broken: list[str] = []
    images = [_image(frame.picture, broken) for frame in frames]
    page = path.suffix.lower() in (".html", ".htm")
    data = _html(title, frames, images) if page else _pdf(title, frames, images)
    try:
        with files.whole_file(path) as stream:
            stream.write(data)
    except OSError as error:
        raise explain(error, path) from error
    return broken


def _image(path: Path | None, broken: list[str]) -> QImage | None:
    if path is None:
        return None
    try:
        image = drawable(read_image(path, within=SIDE))
    except StudioError:
        broken.append(path.name)
        return None
    return (
        image
        if max(image.width(), image.height()) <= SIDE
        else image.scaled(
            SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    )


_STYLE = """body{font:15px/1.45 Georgia,serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#1d1f23}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:24px}
figure{margin:0;break-inside:avoid}img,.none{width:100%;aspect-ratio:3/2;object-fit:cover;border-radius:6px}
.none{border:1px dashed #bbb;box-sizing:border-box}figcaption b{display:block;margin-top:6px}"""


def _html(title: str, frames: Sequence[Frame], images: Sequence[QImage | None]) -> bytes:
    parts = [
        "<!doctype html><html><head><meta charset='utf-8'>",
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{html.escape(title)}</h1><main>",
    ]
    for frame, image in zip(frames, images, strict=True):
        shown = "<div class='none'></div>"
        if image is not None:
            data = base64.b64encode(_jpeg(image)).decode("ascii")
            shown = f"<img alt='{html.escape(frame.title, quote=True)}' src='data:image/jpeg;base64,{data}'>"
        words = f"<b>{frame.number} · {html.escape(frame.title)}</b>{html.escape(frame.caption)}"
        parts.append(f"<figure>{shown}<figcaption>{words}</figcaption></figure>")
    parts.append("</main></body></html>")
    return clean_text("\n".join(parts)).encode("utf-8")


def _jpeg(image: QImage) -> bytes:
    stored = QByteArray()
    buffer = QBuffer(stored)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB32).save(buffer, "JPEG", 88)  # type: ignore[call-overload]
    return bytes(stored.data())


def _pdf(title: str, frames: Sequence[Frame], images: Sequence[QImage | None]) -> bytes:
    stored = QByteArray()
    buffer = QBuffer(stored)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setTitle(title)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(14, 12, 14, 12),
            QPageLayout.Unit.Millimeter,
        )
    )
    painter = QPainter(writer)
    page = QRectF(0, 0, writer.width(), writer.height())
    head = 22 * POINT
    for number, (frame, image) in enumerate(zip(frames, images, strict=True)):
        place = number % (COLUMNS * ROWS)
        if place == 0:
            if number:
                writer.newPage()
            painter.setFont(_font(13, bold=True))
            painter.drawText(QRectF(0, 0, page.width(), head), int(Qt.AlignmentFlag.AlignLeft), title)
        gap = 14 * POINT
        width = (page.width() - gap * (COLUMNS - 1)) / COLUMNS
        height = (page.height() - head - gap * (ROWS - 1)) / ROWS
        left = (place % COLUMNS) * (width + gap)
        top = head + (place // COLUMNS) * (height + gap)
        _draw_frame(painter, QRectF(left, top, width, height), frame, image)
    painter.end()
    return bytes(stored.data())


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont("Georgia")
    font.setFamilies(["Georgia", "Noto Serif", "DejaVu Serif", "Noto Serif CJK SC", "Noto Sans CJK SC"])
    font.setPixelSize(round(points * POINT))
    font.setBold(bold)
    return font


def _draw_frame(painter: QPainter, area: QRectF, frame: Frame, image: QImage | None) -> None:
    picture = QRectF(area.topLeft(), QSizeF(area.width(), area.width() * 2 / 3))
    picture.setHeight(min(picture.height(), area.height() - 60 * POINT))
    if image is None:
        painter.setPen(QPen(Qt.GlobalColor.lightGray, POINT, Qt.PenStyle.DashLine))
        painter.drawRect(picture)
    else:
        size = QSizeF(image.size()).scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        shown = QSizeF(
            picture.width() * image.width() / size.width(), picture.height() * image.height() / size.height()
        )
        source = QRectF(
            (image.width() - shown.width()) / 2,
            (image.height() - shown.height()) / 2,
            shown.width(),
            shown.height(),
        )
        painter.drawImage(picture, image, source)
    painter.setPen(Qt.GlobalColor.black)
    line = QRectF(area.left(), picture.bottom() + 5 * POINT, area.width(), 14 * POINT)
    font = _font(10, bold=True)
    painter.setFont(font)
    title = QFontMetricsF(font).elidedText(
        f"{frame.number} · {frame.title}", Qt.TextElideMode.ElideRight, area.width()
    )
    painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), title)
    words = QRectF(
        area.left(), line.bottom() + 2 * POINT, area.width(), area.bottom() - line.bottom() - 2 * POINT
    )
    painter.setFont(_font(9))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), frame.caption)
