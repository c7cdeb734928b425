"""Select subject: GrabCut on a small copy finds what stands out, its edge then follows the large picture."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.core.errors import ErrorKind, StudioError
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.generating.soft_mask import from_image, selected_bounds
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.selecting.selection import Selection
from studio.ui.canvas.selecting.selection_shape import Shape, of_plane, present
from studio.ui.canvas.selecting.selection_work import Work
from studio.ui.canvas.strokes.landing import Snapshot
from studio.ui.canvas.tile import FORMAT

if TYPE_CHECKING:
    from numpy import ndarray

SMALL = 512
"""Longest side of the picture that GrabCut looks at."""
ROUNDS = 6
AROUND = 0.2
"""How much around a selection is looked at, in parts of its sides: what the background is like."""
EDGE = 0.03
"""The rim that is background when nothing is selected, in parts of the shorter side."""
SPECK = 0.02
"""Parts smaller than this share of the largest one are no subject."""
_SKETCHED_FROM = 4096
"""Longer sides are read from shrunken tiles."""
_SLOPE = 3.0
"""How steeply the refined edge is brought from soft to decided."""


def select_subject(selection: Selection, document: Document) -> Work:
    """Select what stands out within the selection, or in the frame; one step, off the window thread."""
    frame = document.frame
    return selection.combine(
        QCoreApplication.translate("SelectSubject", "Select subject"),
        lambda shot: subject(shot, frame),
        empty=QCoreApplication.translate(
            "SelectSubject", "No subject was found. Select roughly around it, then try again."
        ),
    )


def subject(shot: Snapshot, frame: QRect) -> Shape:
    """The subject as a shape. Raises StoppedError, and StudioError where there is no picture at all."""
    import cv2
    import numpy as np

    hint = selected_bounds_of(shot)
    region = _region(shot, frame, hint)
    if region.width() < 4 or region.height() < 4:
        return of_plane(Plane())
    small, alpha, ground = _small(shot, region)
    if not alpha.any():
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            QCoreApplication.translate("SelectSubject", "There is no picture to find a subject in."),
            "",
        )
    shot.check()
    mask = _first_guess(shot, region, hint, alpha)
    found = _grab_cut(shot, small, mask)
    found = _without_specks(found)
    soft = cv2.GaussianBlur(found.astype(np.float32), (0, 0), 0.8)
    if not found.any():
        return of_plane(Plane())
    return Shape(region, _Refined(shot, region, soft, ground).levels)


def selected_bounds_of(shot: Snapshot) -> QRect:
    """The rectangle of what is selected; empty without a selection."""
    if not shot.state.selected:
        return QRect()
    plane = shot.planes.get(SELECTION)
    return selected_bounds(plane, shot.area) if plane else QRect()


def _region(shot: Snapshot, frame: QRect, hint: QRect) -> QRect:
    if hint.isEmpty():
        inside = frame.intersected(shot.area)
        return inside if not inside.isEmpty() else shot.area
    across, down = (max(8, round(side * AROUND)) for side in (hint.width(), hint.height()))
    return hint.adjusted(-across, -down, across, down).intersected(shot.area)


def _small(shot: Snapshot, region: QRect) -> "tuple[ndarray, ndarray, QColor]":
    """The picture in colour (three channels), its alpha and the ground it was laid on, at most SMALL wide."""

    longest = max(region.width(), region.height())
    if longest > _SKETCHED_FROM:
        left, top = region.left() // 8 * 8, region.top() // 8 * 8
        right, bottom = -(-(region.right() + 1) // 8) * 8, -(-(region.bottom() + 1) // 8) * 8
        image = flatten(shot.state, shot.planes, QRect(left, top, right - left, bottom - top), small=True)
    else:
        image = flatten(shot.state, shot.planes, region)
    image = image.scaled(
        _small_size(region), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(FORMAT)
    alpha = from_image(image.convertToFormat(QImage.Format.Format_Alpha8))
    ground = _ground(_colours(image, QColor("white")), alpha)
    return _colours(image, ground), alpha, ground


def _colours(image: QImage, ground: QColor) -> "ndarray":
    """Blue, green and red of a picture laid on ``ground``."""
    import numpy as np

    flat = _laid_on(image, ground).convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    return rows[:, : flat.width() * 3].reshape(flat.height(), flat.width(), 3).copy()


def _ground(colours: "ndarray", alpha: "ndarray") -> QColor:
    """A colour far from those of the opaque pixels, so that what is transparent is seen as surroundings."""
    opaque = colours[alpha >= 128]
    if not len(opaque):
        return QColor("black")
    blue, green, red = (0 if mean >= 128 else 255 for mean in opaque.mean(0))
    return QColor(red, green, blue)


def _small_size(region: QRect) -> QSize:
    factor = min(1.0, SMALL / max(region.width(), region.height()))
    return QSize(max(2, round(region.width() * factor)), max(2, round(region.height() * factor)))


def _laid_on(image: QImage, colour: QColor) -> QImage:
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(colour)
    with QPainter(ground) as painter:
        painter.drawImage(0, 0, image)
    return ground


def _first_guess(shot: Snapshot, region: QRect, hint: QRect, alpha: "ndarray") -> "ndarray":
    """Where it may be: inside of the selection, or everywhere but at the rim."""
    import cv2
    import numpy as np

    height, width = alpha.shape
    mask = np.full((height, width), cv2.GC_BGD, np.uint8)
    if hint.isEmpty():
        rim = max(1, round(min(width, height) * EDGE))
        mask[rim : height - rim, rim : width - rim] = cv2.GC_PR_FGD
    else:
        inside = hint.translated(-region.topLeft())
        x, y = width / region.width(), height / region.height()
        part = (
            slice(int(inside.top() * y), max(1, round((inside.bottom() + 1) * y))),
            slice(int(inside.left() * x), max(1, round((inside.right() + 1) * x))),
        )
        if max(hint.width(), hint.height()) <= _SKETCHED_FROM:
            chosen = cv2.resize(present(shot).levels(region), (width, height), interpolation=cv2.INTER_AREA)
            mask[chosen >= 128] = cv2.GC_PR_FGD
        else:
            mask[part] = cv2.GC_PR_FGD
        if not (mask == cv2.GC_BGD).any():  # a selection of everything has no surroundings
            mask[[0, -1], :] = mask[:, [0, -1]] = cv2.GC_BGD
    mask[alpha < 16] = cv2.GC_BGD
    return mask


def _grab_cut(shot: Snapshot, picture: "ndarray", mask: "ndarray") -> "ndarray":
    """Which pixels belong to the subject; round by round, so that it can be stopped."""
    import cv2
    import numpy as np

    likely = mask == cv2.GC_PR_FGD
    if likely.sum() < 16 or (~likely).sum() < 16:
        return likely  # nothing to tell apart
    cv2.setRNGSeed(7)  # the same picture gives the same subject
    ground, figure = np.zeros((1, 65)), np.zeros((1, 65))
    mode = cv2.GC_INIT_WITH_MASK
    for _ in range(ROUNDS):
        shot.check()
        before = mask.copy()
        cv2.grabCut(picture, mask, (0, 0, 1, 1), ground, figure, 1, mode)
        if np.array_equal(before, mask) or not (mask == cv2.GC_PR_FGD).any():
            break
        mode = cv2.GC_EVAL
    return (mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)


def _without_specks(found: "ndarray") -> "ndarray":
    import cv2
    import numpy as np

    number, names, sizes, _ = cv2.connectedComponentsWithStats(found.astype(np.uint8), connectivity=8)
    if number < 2:
        return found
    areas = sizes[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    return (areas >= max(4, areas.max() * SPECK))[np.asarray(names, np.intp)] & found


class _Refined:
    """The small mask at full size; its edge is drawn to edges of the picture by a guided filter."""

    def __init__(self, shot: Snapshot, region: QRect, soft: "ndarray", ground: QColor) -> None:
        self._shot, self._region, self._soft, self._ground = shot, region, soft, ground
        self._factor = region.width() / soft.shape[1], region.height() / soft.shape[0]
        self._radius = max(2, round(2 * max(self._factor)))

    def levels(self, area: QRect) -> "ndarray":
        import numpy as np

        result = np.zeros((area.height(), area.width()), np.uint8)
        part = area.intersected(self._region)
        if part.isEmpty():
            return result
        reach = 2 * self._radius + 1
        wide = part.adjusted(-reach, -reach, reach, reach).intersected(self._region)
        guess = self._enlarged(wide)
        if guess.min() > 0.999:
            fine = guess
        elif guess.max() < 0.001:
            return result
        else:
            fine = self._guided(wide, guess) if max(self._factor) > 1.0 else guess
            fine = np.clip((fine - 0.5) * _SLOPE + 0.5, 0, 1)
        inner, outer = part.translated(-wide.topLeft()), part.translated(-QPoint(area.topLeft()))
        result[outer.top() : outer.bottom() + 1, outer.left() : outer.right() + 1] = np.round(
            fine[inner.top() : inner.bottom() + 1, inner.left() : inner.right() + 1] * 255
        ).astype(np.uint8)
        return result

    def _enlarged(self, area: QRect) -> "ndarray":
        import cv2
        import numpy as np

        across, down = self._factor
        x = (np.arange(area.width(), dtype=np.float32) + (area.left() - self._region.left() + 0.5)) / across
        y = (np.arange(area.height(), dtype=np.float32) + (area.top() - self._region.top() + 0.5)) / down
        columns, rows = np.meshgrid(x - 0.5, y - 0.5)
        return cv2.remap(self._soft, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def _guided(self, area: QRect, guess: "ndarray") -> "ndarray":
        """He, Sun and Tang, "Guided image filtering" (2010), with the grey picture as guide."""
        import cv2
        import numpy as np

        image = flatten(self._shot.state, self._shot.planes, area)
        grey = from_image(_laid_on(image, self._ground).convertToFormat(QImage.Format.Format_Grayscale8))
        guide = grey.astype(np.float32) / 255
        box = (2 * self._radius + 1, 2 * self._radius + 1)

        def mean(values: "ndarray") -> "ndarray":
            return cv2.blur(values, box)

        centre, level = mean(guide), mean(guess)
        slope = (mean(guide * guess) - centre * level) / (mean(guide * guide) - centre * centre + 1e-4)
        offset = level - slope * centre
        return mean(slope) * guide + mean(offset)
