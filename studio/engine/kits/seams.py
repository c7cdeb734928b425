"""Set what was drawn into its start: sizes, colours at the seam, the mix by the mask."""

from typing import TYPE_CHECKING, Any

from studio.engine.kits.prefill import spread_out

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
EDGE = 0.012
"""How far from the mask's edge both sides are compared, as a share of the longer side."""
EDGE_LEAST = 0.1
"""As much of each side must lie that near."""
JOIN_TRUST = 32.0
"""Differences across the edge beyond this are content."""


def set_in(drawn: "Image", given: "MaskedStart", match_colours: bool) -> "Image":
    """``drawn`` (RGB, any size) in the masked part of the start, whose size and unmasked pixels stay.

    RGBA where the start has transparency: what is drawn becomes opaque by the mask.
    """
    from PIL import Image

    mask, start = given.mask, given.picture
    drawn = drawn.resize(start.size, Image.Resampling.LANCZOS)
    if match_colours:
        drawn = matched(drawn, given.flat, mask)
        drawn = joined(drawn, given.flat, mask)
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
    import numpy as np

    scale = min(1.0, MATCH_SIDE / max(mask.size))
    size = (max(1, round(mask.width * scale)), max(1, round(mask.height * scale)))
    known = 1.0 - _small(mask.point(lambda grey: 255 if grey else 0), size) / 255
    known = np.where(known > 0.99, known, 0.0).astype(np.float32)
    if not known.any():
        return drawn
    off = _small(start, size) - _small(drawn, size)
    weight = known / (1 + (np.abs(off).max(axis=2) / TRUST) ** 2)
    return _moved(drawn, _spread(off, weight, REACH * max(size)))


def joined(drawn: "Image", start: "Image", mask: "Image") -> "Image":
    """``drawn`` with its colours moved so that both sides of the mask's edge meet in the same ones.

    Small differences are colour and are carried from the edge over all that is drawn; large ones are
    content and stay. Unchanged when the mask has no edge. All three have one size.
    """
    import numpy as np

    scale = min(1.0, MATCH_SIDE / max(mask.size))
    size = (max(1, round(mask.width * scale)), max(1, round(mask.height * scale)))
    new = _small(mask, size) / 255
    outside, known = _near(_small(start, size), 1 - new)
    inside, unknown = _near(_small(drawn, size), new)
    edge = np.minimum(known, unknown)
    edge = np.where(edge > EDGE_LEAST, edge, 0.0).astype(np.float32)
    if not edge.any():
        return drawn
    off = outside - inside
    off /= (1 + (np.abs(off).max(axis=2) / JOIN_TRUST) ** 4)[..., None]
    return _moved(drawn, spread_out(off, edge))


def _moved(drawn: "Image", off: Any) -> "Image":
    """``drawn`` with the levels of ``off``, which may be smaller, added; never more than LEVELS_MAX."""
    import cv2
    import numpy as np
    from PIL import Image, ImageChops

    off = off.clip(-LEVELS_MAX, LEVELS_MAX).astype(np.float32)
    off = cv2.resize(off, drawn.size, interpolation=cv2.INTER_LINEAR)
    more = Image.fromarray(off.clip(0, 255).round().astype(np.uint8))
    less = Image.fromarray((-off).clip(0, 255).round().astype(np.uint8))
    return ImageChops.subtract(ImageChops.add(drawn, more), less)


def _near(values: Any, weight: Any) -> tuple[Any, Any]:
    """The weighted mean of ``values`` close around each place, and how much weighs there."""
    import cv2
    import numpy as np

    reach = max(1.5, EDGE * max(weight.shape))
    total = cv2.GaussianBlur(values * weight[..., None], (0, 0), reach)
    share = cv2.GaussianBlur(weight, (0, 0), reach)
    return total / np.maximum(share, 1e-6)[..., None], share


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
