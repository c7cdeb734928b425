"""Colour profiles: pixels from one profile to another."""

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColorSpace, QImage


def space_of(profile: bytes) -> QColorSpace:
    """The colour space of an ICC profile; sRGB when it is empty or unreadable."""
    if profile:
        space = QColorSpace.fromIccProfile(QByteArray(profile))
        if space.isValid():
            return space
    return QColorSpace(QColorSpace.NamedColorSpace.SRgb)


def is_srgb(profile: bytes) -> bool:
    """Whether pixels of this profile can be shown as they are."""
    return space_of(profile) == QColorSpace(QColorSpace.NamedColorSpace.SRgb)


def converted(image: QImage, source: bytes, target: bytes) -> QImage:
    """``image`` from profile ``source`` to ``target``; the same object when they are equal. Any thread."""
    before, after = space_of(source), space_of(target)
    if before == after:
        return image
    tagged = QImage(image)
    tagged.setColorSpace(before)
    result = tagged.convertedToColorSpace(after)
    result.setColorSpace(QColorSpace())
    return result.convertToFormat(image.format())
