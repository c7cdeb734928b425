"""Copy and paste with alpha: the selected part of a layer or of the whole picture."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QColorSpace, QGuiApplication, QImage, QPainter

from studio.core.layers import SIDE_MOST, Layer, new_id
from studio.ui.canvas.colour_space import converted
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.files.formats import FOREIGN_READ, OWN
from studio.ui.canvas.files.interchange import png_bytes
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.tile import FORMAT

PNG = "image/png"


def copied(document: Document, *, merged: bool) -> QImage:
    """What Copy takes: the selected part of the active layer, or of the whole picture; may be null."""
    area = document.area
    if document.state.selected:
        area = area.intersected(document.plane(SELECTION).bounds())
    layer = document.active
    if not merged and layer and layer.kind != "group":
        if not document.state.selected:
            area = document.plane(layer.id).bounds()
        image = document.plane(layer.id).read(area) if not area.isEmpty() else QImage()
    else:
        image = flatten(document.state, document.planes, area) if not area.isEmpty() else QImage()
    if document.state.selected and not image.isNull():
        with QPainter(image) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            painter.drawImage(0, 0, document.plane(SELECTION).read(area))
    return trimmed(image)


def trimmed(image: QImage) -> QImage:
    """``image`` without the transparent rows and columns at its edges; null when nothing is left."""
    if image.isNull():
        return image
    import numpy as np

    alpha = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., 3]
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    if not len(rows):
        return QImage()
    left, top = int(columns[0]), int(rows[0])
    return image.copy(left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1)


def copy(document: Document, *, merged: bool) -> bool:
    """Put it on the clipboard, as PNG for programs that understand alpha; False when there was nothing."""
    image = converted(copied(document, merged=merged), document.profile, b"")  # as others expect it
    if image.isNull():
        return False
    data = QMimeData()
    data.setData(PNG, png_bytes(image))
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
    return True


def clipboard_image(profile: bytes = b"") -> QImage:
    """The picture on the clipboard with its alpha, its colours in ``profile``.

    Null when there is none; ``holds_picture`` tells that from one that is damaged or absurdly large.
    """
    data = QGuiApplication.clipboard().mimeData()
    image = QImage()
    if data is None:
        return image
    if data.hasFormat(PNG):
        image.loadFromData(bytes(data.data(PNG).data()))
    if image.isNull() and data.hasImage():
        image = QImage(data.imageData())
    if image.isNull() or max(image.width(), image.height()) > SIDE_MOST:
        return QImage()
    own = bytes(image.colorSpace().iccProfile().data()) if image.colorSpace().isValid() else b""
    image = converted(image.convertToFormat(FORMAT), own, profile)
    image.setColorSpace(QColorSpace())
    return image


def holds_picture() -> bool:
    """Whether something on the clipboard says that it is a picture."""
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and (data.hasFormat(PNG) or data.hasImage())


def picture_files(data: QMimeData) -> list[Path]:
    """Pictures and documents among the files that are dropped or pasted."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in (OWN, *FOREIGN_READ)]


def place(document: Document, image: QImage, name: str, step: str, middle: QPoint | None = None) -> Layer:
    """Lay ``image`` as a new layer above the active one, one undo step named ``step``.

    ``middle`` is where its middle goes, in document pixels; None is the document's middle.
    """
    at = (middle or document.area.center()) - QPoint(image.width() // 2, image.height() // 2)
    layer = Layer(id=new_id(), name=name)
    with document.edit(step) as edit:
        edit.add_layer(layer)
        edit.put_image(layer.id, image.convertToFormat(FORMAT), at.x(), at.y())
    return layer
