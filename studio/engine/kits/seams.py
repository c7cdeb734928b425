"""Set what was drawn into its start: sizes, colours at the seam, the mix by the mask."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

    from studio.engine.media import MaskedStart

MATCH_SIDE = 256
"""Colour differences are smooth, so they are found on a picture at most this large."""
LEVELS_MAX = 32.0
"""The most a colour is moved, of 255."""
TRUST = 24.0
"""Differences beyond this are content, not colour, and count less."""
REACH = 0.12
"""How far a difference is carried in one go, as a share of the longer side."""


def set_in(drawn: "Image", given: "MaskedStart", match_colours: bool) -> "Image":
    """``drawn`` (RGB, any size) in the masked part of the start, whose size and unmasked pixels stay.

    RGBA where the start has transparency: what is drawn becomes opaque by the mask.
    """
    from PIL import Image

    mask, start = given.mask, given.picture
    drawn = drawn.resize(start.size, Image.Resampling.LANCZOS)
    if match_colours:
        drawn = matched(drawn, given.flat, mask)
    result = Image.composite(drawn, given.flat, mask)
    if start.mode != "RGBA":
        return result
    alpha = start.getchannel("A")
    result.putalpha(Image.composite(Image.new("L", start.size, 255), alpha, mask))
    return Image.composite(result, start, mask.point(lambda grey: 255 if grey else 0))


def matched(drawn: "Image", start: "Image", mask: "Image") -> "Image":
    """``drawn`` with its colours moved as far as they are off where both are known, near the mask most.

    Unchanged when no pixel is known. All three have one size.
    """
    import cv2
    import numpy as np
    from PIL import Image, ImageChops

    scale = min(1.0, MATCH_SIDE / max(mask.size))
    size = (max(1, round(mask.width * scale)), max(1, round(mask.height * scale)))
    known = 1.0 - _small(mask.point(lambda grey: 255 if grey else 0), size) / 255
    known = np.where(known > 0.99, known, 0.0).astype(np.float32)
    if not known.any():
        return drawn
    off = _small(start, size) - _small(drawn, size)
    weight = known / (1 + (np.abs(off).max(axis=2) / TRUST) ** 2)
    spread = _spread(off, weight, REACH * max(size)).clip(-LEVELS_MAX, LEVELS_MAX)
    spread = cv2.resize(spread.astype(np.float32), mask.size, interpolation=cv2.INTER_LINEAR)
    more = Image.fromarray(spread.clip(0, 255).round().astype(np.uint8))
    less = Image.fromarray((-spread).clip(0, 255).round().astype(np.uint8))
    return ImageChops.subtract(ImageChops.add(drawn, more), less)


def _small(picture: "Image", size: tuple[int, int]) -> Any:
    import numpy as np
    from PIL import Image

    return np.array(picture.resize(size, Image.Resampling.BOX), dtype=np.float32)


def _spread(values: Any, weight: Any, reach: float) -> Any:
    """``values`` as weighted means of their surroundings, of all where nothing weighs near by."""
    import cv2

    mean = (values * weight[..., None]).sum(axis=(0, 1)) / max(float(weight.sum()), 1e-6)
    total = cv2.GaussianBlur(values * weight[..., None], (0, 0), max(reach, 1.0))
    share = cv2.GaussianBlur(weight, (0, 0), max(reach, 1.0))[..., None]
    floor = 0.02
    return (total + floor * mean) / (share + floor)
