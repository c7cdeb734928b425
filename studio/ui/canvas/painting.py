"""One frame of the canvas: only the exposed part, from the copy of the picture nearest to the zoom."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.canvas.backdrop import draw_checkerboard, draw_outline, draw_shadow
from studio.ui.canvas.compare import draw_label
from studio.ui.pictures import Pixels
from studio.ui.theme import scaled, tokens

NEAREST_ABOVE = 2.0
"""Beyond this zoom single pixels are shown as squares."""
LABEL_INSET = 12


@dataclass(frozen=True)
class Scene:
    """Everything a frame shows; areas in window pixels, ``zoom`` in device pixels per picture pixel."""

    picture: Pixels | None
    before: Pixels | None
    preview: QImage | None
    picture_area: QRectF
    frame_area: QRectF | None
    split: float
    zoom: float
    ratio: float
    message: str
    labels: tuple[str, str]


def draw(painter: QPainter, scene: Scene, exposed: QRectF) -> None:
    """Paint what lies in ``exposed``."""
    colours = tokens()
    painter.fillRect(exposed, QColor(colours.canvas))
    painter.setClipRect(exposed)
    over_frame = scene.preview is not None and scene.frame_area is not None
    area = scene.frame_area if over_frame and scene.frame_area else scene.picture_area
    if over_frame or scene.picture or scene.frame_area:
        if not area.contains(exposed):
            draw_shadow(painter, area, colours.dark)
        _draw_contents(painter, scene, area, exposed)
    if scene.frame_area:
        draw_outline(painter, scene.frame_area, colours.selection, scene.ratio)
    if scene.picture is None and scene.preview is None and scene.message:
        _draw_message(painter, scene)


def _draw_contents(painter: QPainter, scene: Scene, area: QRectF, exposed: QRectF) -> None:
    dark = tokens().dark
    if scene.preview is not None and scene.frame_area:
        _draw_image(painter, scene.preview, area, exposed, smooth=True)
        return
    if scene.picture is None:
        painter.fillRect(area.intersected(exposed), QColor(tokens().panel))
        return
    if scene.picture.image.hasAlphaChannel():
        draw_checkerboard(painter, area, dark)
    smooth = scene.zoom <= NEAREST_ABOVE and scene.zoom != 1.0
    _draw_image(painter, scene.picture.level(scene.zoom), area, exposed, smooth=smooth)
    if scene.before:
        _draw_before(painter, scene, area, exposed)


def _draw_image(painter: QPainter, image: QImage, area: QRectF, exposed: QRectF, *, smooth: bool) -> None:
    """``image`` stretched over ``area``, of which only ``exposed`` is computed.

    The whole is placed and then clipped, never a cut-out source: rounding then does not depend on
    what happens to be exposed, and no seams appear while panning.
    """
    visible = area.intersected(exposed)
    if visible.isEmpty() or image.isNull():
        return
    painter.save()
    painter.setClipRect(visible, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    across, down = area.width() / image.width(), area.height() / image.height()
    if across > 1 and not smooth:  # whole pixels can be cut out safely, and it is much quicker
        left, top = int((visible.x() - area.x()) / across), int((visible.y() - area.y()) / down)
        right = min(image.width(), int((visible.right() - area.x()) / across) + 1)
        bottom = min(image.height(), int((visible.bottom() - area.y()) / down) + 1)
        source = QRectF(left, top, right - left, bottom - top)
        place = QRectF(area.x() + left * across, area.y() + top * down, 0, 0)
        place.setSize(QSizeF(source.width() * across, source.height() * down))
        painter.drawImage(place, image, source)
    else:
        painter.translate(area.topLeft())
        painter.scale(across, down)
        painter.drawImage(QPointF(0, 0), image)
    painter.restore()


def _draw_before(painter: QPainter, scene: Scene, area: QRectF, exposed: QRectF) -> None:
    assert scene.before is not None
    left = QRectF(area.left(), area.top(), area.width() * scene.split, area.height())
    size = scene.before.image.size()
    factor = max(area.width() / size.width(), area.height() / size.height())
    cover = QRectF(0, 0, size.width() * factor, size.height() * factor)
    cover.moveCenter(area.center())
    painter.save()
    painter.setClipRect(left, Qt.ClipOperation.IntersectClip)
    if scene.before.image.hasAlphaChannel():
        draw_checkerboard(painter, area, tokens().dark)
    zoom = factor * scene.ratio
    smooth = zoom <= NEAREST_ABOVE
    _draw_image(painter, scene.before.level(zoom), cover, exposed.intersected(left), smooth=smooth)
    painter.restore()
    inset = scaled(LABEL_INSET)
    before, after = scene.labels
    draw_label(painter, before, area.topLeft() + QPointF(inset, inset), from_right=False)
    draw_label(painter, after, area.topRight() + QPointF(-inset, inset), from_right=True)


def _draw_message(painter: QPainter, scene: Scene) -> None:
    area = scene.picture_area
    font = painter.font()
    font.setPixelSize(scaled(14))
    painter.setFont(font)
    painter.setPen(QColor(tokens().muted))
    room = QRectF(0, 0, max(scaled(160), min(area.width() - 32, scaled(380))), area.height())
    room.moveCenter(area.center())
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, scene.message)
