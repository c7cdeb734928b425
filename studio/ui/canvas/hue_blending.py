"""The blend modes colour and luminosity, which Qt does not know: they mix all channels of a pixel."""

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

AT_ONCE = 32768
"""Pixels computed at a time: few enough that all their channels stay in the processor's cache."""
_TINY = 1e-6


def mixed(under: QImage, over: QImage, opacity: float, mode: str) -> QImage:
    """W3C Compositing and Blending Level 1, section 10.2, on premultiplied pixels of one size.

    Only pixels where ``over`` has something are computed; the others stay as they are, bit for bit.
    """
    import numpy as np

    result = under.copy()
    pixels: Array = np.frombuffer(result.bits(), np.int32)
    above: Array = np.frombuffer(over.constBits(), np.int32)
    there = np.flatnonzero(above)
    everywhere = len(there) == len(above)
    for begin in range(0, len(there), AT_ONCE):
        part = slice(begin, begin + AT_ONCE) if everywhere else there[begin : begin + AT_ONCE]
        few = pixels[part]
        pixels[part] = _room(len(few)).mix(few, above[part], opacity, mode)
    return result


_rooms = threading.local()


def _room(count: int) -> "_Room":
    """Memory to compute in, the same again and again: fetching it anew would take longer than computing."""
    room: _Room | None = getattr(_rooms, "room", None)
    if room is None:
        room = _rooms.room = _Room()
    room.take(count)
    return room


class _Room:
    """The channels of some pixels, 0 to 1, each a row: blue, green, red and alpha."""

    def __init__(self) -> None:
        import numpy as np

        self._floats = np.empty((15, AT_ONCE), np.float32)
        self._ints = np.empty((2, AT_ONCE), np.int32)

    def take(self, count: int) -> None:
        floats = self._floats[:, :count]
        self.below, self.above, self.colour, self.lines = floats[:4], floats[4:8], floats[8:11], floats[11:]
        self.whole, self.spare = self._ints[:, :count]

    def mix(self, under: "Array", over: "Array", opacity: float, mode: str) -> "Array":
        """Pixels (int32) of ``over`` on ``under``. The answer is valid until the next call."""
        import numpy as np

        below, above, colour, lines = self.below, self.above, self.colour, self.lines
        self._split(under, below)
        self._split(over, above)
        if opacity < 1.0:
            above *= np.float32(opacity)
        opaque = bool(below[3].min() >= 1.0)
        own, other = (above, below) if mode == "colour" else (below, above)
        self._plain(other, colour)
        wanted = self._luminosity(colour, lines[0])
        self._plain(own, colour)
        self._shine(colour, wanted)
        # What both cover is mixed, what only one covers is its own.
        rest = np.subtract(1, above[3], out=lines[1])
        if opaque:
            colour *= above[3]
            below[:3] *= rest
            below[:3] += colour
            return self._joined(below[:3])
        both = np.multiply(above[3], below[3], out=lines[2])
        colour *= both
        alpha = np.add(above[3], below[3], out=lines[3])
        alpha -= both
        above[:3] *= np.subtract(1, below[3], out=lines[2])
        below[:3] *= rest
        below[:3] += above[:3]
        below[:3] += colour
        below[3] = alpha
        return self._joined(below)

    def _split(self, pixels: "Array", rows: "Array") -> None:
        import numpy as np

        for place in range(4):
            np.right_shift(pixels, 8 * place, out=self.spare)
            self.spare &= 255
            rows[place] = self.spare
        rows /= 255

    def _joined(self, rows: "Array") -> "Array":
        """The rows as pixels; no colour is stronger than its alpha. Without a row of alpha it is full."""
        import numpy as np

        whole, spare = self.whole, self.spare
        rows *= 255
        np.rint(rows, out=rows)
        if len(rows) == 4:
            np.minimum(rows[:3], rows[3], out=rows[:3])
            whole[:] = rows[3]
        else:
            whole[:] = 255
        for place in (2, 1, 0):
            whole <<= 8
            spare[:] = rows[place]
            whole |= spare
        return whole

    def _plain(self, rows: "Array", colour: "Array") -> None:
        """Colours without the alpha they were multiplied with."""
        import numpy as np

        if rows[3].min() >= 1.0:
            colour[:] = rows[:3]
            return
        factor = np.maximum(rows[3], _TINY, out=self.lines[3])
        np.divide(1, factor, out=factor)
        np.multiply(rows[:3], factor, out=colour)

    def _luminosity(self, colour: "Array", out: "Array") -> "Array":
        import numpy as np

        blue, green, red = colour
        np.multiply(blue, 0.11, out=out)
        out += np.multiply(green, 0.59, out=self.lines[3])
        out += np.multiply(red, 0.30, out=self.lines[3])
        return out

    def _shine(self, colour: "Array", wanted: "Array") -> None:
        """SetLum and ClipColor of the specification: the same hue and saturation as far as they fit."""
        import numpy as np

        line, squeeze = self.lines[1], self.lines[2]
        shift = self._luminosity(colour, line)
        np.subtract(wanted, shift, out=shift)
        colour += shift
        blue, green, red = colour
        squeezed = False
        least = np.minimum(np.minimum(blue, green, out=line), red, out=line)
        if least.min() < 0:  # where nothing is below 0, the factor is 1
            np.minimum(least, 0, out=line)
            np.subtract(wanted, line, out=line)
            np.maximum(line, _TINY, out=line)
            np.divide(wanted, line, out=squeeze)
            squeezed = True
        most = np.maximum(np.maximum(blue, green, out=line), red, out=line)
        if most.max() > 1:
            np.maximum(most, 1, out=line)
            np.subtract(line, wanted, out=line)
            np.maximum(line, _TINY, out=line)
            high = np.subtract(1, wanted, out=self.lines[3])
            high /= line
            if squeezed:
                squeeze *= high
            else:
                squeeze[:] = high
            squeezed = True
        if squeezed:
            colour -= wanted
            colour *= squeeze
            colour += wanted
