"""The composite of a whole document, kept in tiles and smaller levels, recomputed only where it changed."""

import logging
import time
from collections import OrderedDict

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColorSpace, QColorTransform, QImage, QPainter

from studio.core.errors import StudioError
from studio.ui.canvas import colour_space
from studio.ui.canvas.document import Document
from studio.ui.canvas.flatten import flatten, is_opaque
from studio.ui.canvas.tile import FORMAT, SIDE, SMALL_LEVEL, Key, area_of, corner_of, keys_in
from studio.ui.canvas.viewing.ground import Grounds
from studio.ui.canvas.viewing.looks import changed_look
from studio.ui.canvas.viewing.spare_memory import SpareMemory
from studio.ui.canvas.viewing.unpacking import unpack
from studio.ui.canvas.viewing.warm_tiles import WarmTiles

SLICE = 0.006
"""Seconds of compositing per turn of the event loop."""
SLICE_PAINTING = 0.002
"""The same during a stroke, whose next segment may come at any moment."""
CACHE_BYTES = 160 * 1024 * 1024
"""For composites at full and half size; those smaller are all kept (a twelfth of the picture)."""
WHOLE_FROM = 2
"""From this level on a level is one image of the whole document."""
TILED = range(WHOLE_FROM)
SMALLEST = 256
"""Levels are made until no side is longer."""
SKETCHED_FROM = 12
"""With more tiles than this to compute, a rough picture of all of them is shown first."""

log = logging.getLogger(__name__)


class Projection(QObject):
    """What a document looks like, at level 0 (full size), 1 (half), 2 (a quarter) and so on.

    The view says what it sees with ``want``, asks for ``image(level, key)`` or ``whole(level)`` and
    paints again what ``updated`` names. Work is done in slices between events, what is seen first.
    """

    updated = Signal(QRect)
    """This area, in document pixels, has new pixels."""
    troubled = Signal(object)  # StudioError
    """A sentence: a part of the document cannot be read and is shown empty."""

    def __init__(
        self, document: Document, parent: QObject | None = None, cache_bytes: int = CACHE_BYTES
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.warm = WarmTiles(document)
        self._grounds = Grounds(document)
        self._limit = cache_bytes
        self._tiled: tuple[OrderedDict[Key, QImage], ...] = tuple(OrderedDict() for _ in TILED)
        self._whole: list[QImage] = []
        self._stale: dict[Key, QRect] = {}
        """Part of each tile whose pixels are not up to date at any level."""
        self._sketchy: dict[Key, None] = {}
        """Stale tiles that show neither what they were nor a sketch of what they are."""
        self._opaque: set[Key] = set()
        self._level = 0
        self._seen = QRect()
        """Columns and rows of the tiles in sight."""
        self._due: dict[Key, None] = {}
        """Those of them that are not up to date, in the order in which they are computed."""
        self._held = 0
        self._transform: QColorTransform | None = None
        self._profile = b""
        self._troubled = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)
        self._spare = SpareMemory(document, self)
        self._start_over()
        document.pixels_changed.connect(self._pixels_changed)
        document.state_changed.connect(self._state_changed)

    # Looking

    @property
    def levels(self) -> int:
        """How many levels there are, the full size included."""
        return WHOLE_FROM + len(self._whole)

    def level_for(self, zoom: float) -> int:
        """The smallest level that still has a pixel for every device pixel at ``zoom``."""
        level = 0
        while level < self.levels - 1 and zoom * 2 <= 1.0:
            zoom *= 2
            level += 1
        return level

    def image(self, level: int, key: Key) -> QImage | None:
        """A tile at level 0 or 1 (SIDE or SIDE/2 a side), perhaps not up to date yet; None if not there."""
        image = self._tiled[level].get(key)
        if image is not None:
            self._tiled[level].move_to_end(key)
        return image

    def whole(self, level: int) -> QImage:
        """The whole document at level 2 or above, rounded up to whole tiles."""
        return self._whole[level - WHOLE_FROM]

    def coarsest(self) -> int:
        """The least level that is one image, to show where a tile is not there yet."""
        return WHOLE_FROM

    def is_opaque(self, key: Key) -> bool:
        """Whether no pixel of the tile is transparent."""
        return key in self._opaque

    def want(self, level: int, area: QRect) -> None:
        """The view sees ``area`` (document pixels) at ``level``: that is computed first."""
        keys = keys_in(area.intersected(self.document.area))
        seen = QRect(QPoint(*keys[0]), QPoint(*keys[-1])) if keys else QRect()
        if (level, seen) != (self._level, self._seen):
            self._level, self._seen = level, seen
            self._due = {key: None for key in keys if key in self._stale or self._missing(key)}
            if self._due:
                self._timer.start()

    @property
    def settled(self) -> bool:
        """Whether everything in sight is up to date."""
        return not self._due

    def seed(self, level_images: list[QImage]) -> None:
        """Show these (the whole document, any sizes) where nothing is computed yet, as from a file."""
        usable = [image for image in level_images if not image.isNull()]
        for number, level in enumerate(self._whole):
            size = self._size(number + WHOLE_FROM)
            best = min(usable, key=lambda image: abs(image.width() - size.width()), default=None)
            if best is not None:
                with QPainter(level) as painter:
                    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                    painter.drawImage(QRect(0, 0, size.width(), size.height()), self._displayed(best))
        if usable:
            self._sketchy.clear()
            self.updated.emit(self.document.area)

    @property
    def bytes(self) -> int:
        """Memory that the composites hold."""
        return self._held + sum(image.sizeInBytes() for image in self._whole)

    def close(self) -> None:
        """The document is shown no more."""
        self._timer.stop()
        self.document.pixels_changed.disconnect(self._pixels_changed)
        self.document.state_changed.disconnect(self._state_changed)
        self.deleteLater()

    # What is not up to date

    def _start_over(self) -> None:
        """Another size: forget everything."""
        self._area = self.document.area
        self._look = self.document.state.layers
        self._opaque.clear()
        for level in TILED:
            self._tiled[level].clear()
        self._held = 0
        self._seen = QRect()
        self._due.clear()
        keys = keys_in(self._area)
        self._stale = {key: area_of(key) for key in keys}
        self._sketchy = dict.fromkeys(keys)
        self._whole = []
        columns, rows = keys[-1][0] + 1, keys[-1][1] + 1
        self._room = QRect(0, 0, columns * SIDE, rows * SIDE)
        side, level = SIDE >> WHOLE_FROM, WHOLE_FROM
        while side >= 1 and (not self._whole or max(columns, rows) * side * 2 > SMALLEST):
            image = QImage(QSize(columns * side, rows * side), FORMAT)
            image.fill(0)
            self._whole.append(image)
            side, level = side // 2, level + 1
        self._grain = 1 << (level - 1)
        self._read_profile()

    def _size(self, level: int) -> QSize:
        """The document at a level, in pixels."""
        return QSize(max(1, self._area.width() >> level), max(1, self._area.height() >> level))

    def _state_changed(self) -> None:
        if self.document.area != self._area:
            self._start_over()
            self.updated.emit(self._area)
            self._timer.start()

    def _pixels_changed(self, area: QRect) -> None:
        if area.isEmpty():
            self._look_changed()
        else:
            self._mark(area)

    def _look_changed(self) -> None:
        """Layers are other ones: only tiles that the changed ones have need to be blended again."""
        before, self._look = self._look, self.document.state.layers
        self._read_profile()
        planes = changed_look(before, self._look)
        if planes is None:
            keys = keys_in(self._area)
        else:
            inside = (key for plane in planes for key in self.document.plane(plane).tiles)
            keys = [key for key in inside if area_of(key).intersects(self._area)]
        for key in keys:
            self._sketchy[key] = None
            self._set_stale(key, area_of(key))
        if keys:
            self.updated.emit(QRect())
            self._timer.start()

    def _mark(self, area: QRect) -> None:
        grain = self._grain
        left, top = area.left() // grain * grain, area.top() // grain * grain
        right, bottom = -(-(area.right() + 1) // grain) * grain, -(-(area.bottom() + 1) // grain) * grain
        aligned = QRect(left, top, right - left, bottom - top).intersected(self._room)
        for key in keys_in(aligned):
            self._set_stale(key, area_of(key).intersected(aligned))
        if not aligned.isEmpty():
            self.updated.emit(area)
            self._timer.start()

    def _set_stale(self, key: Key, part: QRect) -> None:
        self._stale[key] = self._stale.get(key, QRect()).united(part)
        if self._seen.contains(*key):
            self._due[key] = None

    # Computing

    def work(self, seconds: float) -> None:
        """Compute what is in sight, about this long; called before painting. It always gets a bit further."""
        end = time.perf_counter() + seconds
        self.sketch(seconds)
        while self._due:
            key = next(iter(self._due))
            if not unpack(self.document, key, end):
                break
            self._refresh(key)
            if time.perf_counter() >= end:
                break

    def _work(self) -> None:
        """One slice: what is in sight, then everything else, so that smaller levels are complete."""
        self._spare.work()
        length = SLICE_PAINTING if self.document.editing else SLICE
        end = time.perf_counter() + length
        self.sketch(length)
        while time.perf_counter() < end:
            key = next(iter(self._due), None) or next(iter(self._stale), None)
            if key is None:
                self._timer.stop()
                self._spare.rest()
                break
            if unpack(self.document, key, end):
                self._refresh(key)

    def _missing(self, key: Key) -> bool:
        return self._level < WHOLE_FROM and key not in self._tiled[self._level]

    def _refresh(self, key: Key) -> None:
        """Blend the stale part of one tile, or all of it, and hand it to every level."""
        whole = area_of(key)
        part = self._stale.pop(key, QRect())
        if part.isEmpty() or (key in self._due and self._missing(key)):
            part = whole
        self._due.pop(key, None)
        self._sketchy.pop(key, None)
        document = self.document
        try:
            image = self._grounds.flatten(key, part)
            opaque = is_opaque(document.state, document.shown, whole)
        except StudioError as error:
            image, opaque = self._empty(part.size(), error), False
        self.warm.used(key)
        self._opaque.add(key) if opaque else self._opaque.discard(key)
        self._lay(key, part, self._displayed(image))
        self.updated.emit(part)

    def _empty(self, size: QSize, error: StudioError) -> QImage:
        if not self._troubled:
            self._troubled = True
            log.warning("The canvas shows a part as empty: %s", error)
            self.troubled.emit(error)
        image = QImage(size, FORMAT)
        image.fill(0)
        return image

    def _lay(self, key: Key, part: QRect, image: QImage) -> None:
        """Put a blended part into every level that can hold it."""
        inside = part.translated(-corner_of(key))
        for level in TILED:
            if level:
                image = halved(image)
            if part.width() == SIDE and part.height() == SIDE:
                self._keep(level, key, image)
            elif key in self._tiled[level]:
                _put(self._tiled[level][key], inside.x() >> level, inside.y() >> level, image)
        for number, level_image in enumerate(self._whole):
            level = number + WHOLE_FROM
            image = halved(image)
            _put(level_image, part.x() >> level, part.y() >> level, image)

    def _keep(self, level: int, key: Key, image: QImage) -> None:
        """Remember a tile if it is in sight, was known, or there is room."""
        cache, size = self._tiled[level], image.sizeInBytes()
        known = key in cache
        wanted = level == self._level and self._seen.contains(*key)
        if known or wanted or self._held + size <= self._limit:
            cache[key] = image
            cache.move_to_end(key)
            self._held += 0 if known else size
        if self._held > self._limit:
            self._trim()

    def _trim(self) -> None:
        """Forget composites that were not looked at for the longest time, but none in sight."""
        for level in (self._level ^ 1, self._level) if self._level < WHOLE_FROM else TILED:
            cache = self._tiled[level]
            for key in list(cache):
                if self._held <= self._limit:
                    return
                if level != self._level or not self._seen.contains(*key):
                    self._held -= cache.pop(key).sizeInBytes()

    # Sketches

    def sketch(self, seconds: float) -> None:
        """Where much in sight is to be computed, show a rough picture of it first."""
        end = time.perf_counter() + seconds
        if self._level == 0 or not self._sketchy:
            return
        due = [key for key in self._due if key in self._sketchy]
        if len(due) <= SKETCHED_FROM:
            return
        document = self.document
        for key in due:
            del self._sketchy[key]
            if self._can_sketch(key):
                image = flatten(document.state, document.shown, area_of(key), small=True)
                self._lay_sketch(key, self._displayed(image))
                self.updated.emit(area_of(key))
            if time.perf_counter() >= end:
                break

    def _can_sketch(self, key: Key) -> bool:
        tiles = (plane.tiles.get(key) for plane in self.document.shown.values())
        return all(tile.has_small for tile in tiles if tile)

    def _lay_sketch(self, key: Key, small: QImage) -> None:
        """Stretch it over the tile at all levels that are there."""
        self._opaque.discard(key)
        side = SIDE >> 1
        if self._level == 1:
            half = small.scaled(
                side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._keep(1, key, half)
        for number, level_image in enumerate(self._whole):
            level = number + WHOLE_FROM
            if level > SMALL_LEVEL:
                small = halved(small)
            side = SIDE >> level
            with QPainter(level_image) as painter:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRect(key[0] * side, key[1] * side, side, side), small)

    # Colour

    def _read_profile(self) -> None:
        profile = self.document.profile
        if profile == self._profile:
            return
        self._profile = profile
        self._transform = None
        if not colour_space.is_srgb(profile):
            target = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
            self._transform = colour_space.space_of(profile).transformationToColorSpace(target)

    def _displayed(self, image: QImage) -> QImage:
        """The pixels as the screen shows them (sRGB)."""
        if self._transform is None:
            return image
        return image.colorTransformed(self._transform).convertToFormat(FORMAT)


def halved(image: QImage) -> QImage:
    """Half as wide and high; each pixel the mean of four."""
    return image.scaled(
        max(1, image.width() // 2),
        max(1, image.height() // 2),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _put(target: QImage, x: int, y: int, image: QImage) -> None:
    with QPainter(target) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(x, y, image)
