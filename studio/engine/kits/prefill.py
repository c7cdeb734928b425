"""What the masked part of a picture holds when its drawing begins."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

BLUR_SHARE = 16
"""The blur reaches this share of the longer side."""
FILL_SIDE = 384
"""OpenCV's filling is computed at most this large: it takes seconds on a large hole and is soft anyway."""
FILL_REACH = 4


def prefill(picture: "Image", mask: "Image", kind: str, seed: int) -> "Image":
    """``picture`` (RGB) with its masked part prefilled; ``mask`` is grey and of the same size.

    ``kind`` is one of core.requests.PREFILLS. Where nothing is left to take colours from, a full mask,
    only blur and noise change anything.
    """
    import numpy as np
    from PIL import Image, ImageFilter

    if kind == "none":
        return picture
    if kind == "blur":
        filled = picture.filter(ImageFilter.GaussianBlur(max(picture.size) / BLUR_SHARE))
    elif kind == "noise":
        values = np.random.default_rng(seed).integers(0, 256, (picture.height, picture.width, 3), np.uint8)
        filled = Image.fromarray(values)
    else:
        known = np.array(mask) == 0
        if not known.any():
            return picture
        pixels = np.array(picture)
        filled = Image.fromarray(border(pixels, known) if kind == "border" else _inpaint(pixels, known))
    return Image.composite(filled, picture, mask)


def border(pixels: Any, known: Any) -> Any:
    """The known colours spread smoothly over the rest."""
    import numpy as np

    return spread_out(pixels, known.astype(np.float32)).round().clip(0, 255).astype(np.uint8)


def spread_out(values: Any, weight: Any) -> Any:
    """``values`` (height, width, 3) where they weigh, and smoothly from there over the rest.

    From the coarsest level of a pyramid to the finest; something must weigh. ``weight`` is 0 to 1.
    """
    import cv2
    import numpy as np

    height, width = weight.shape
    mean = (values * weight[..., None]).sum(axis=(0, 1)) / weight.sum()
    levels = [(values.astype(np.float32) * weight[..., None], weight)]
    while min(levels[-1][1].shape) > 1 and not levels[-1][1].all():
        size = tuple((side + 1) // 2 for side in levels[-1][1].shape[::-1])
        total, share = (cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in levels[-1])
        # One known pixel of four is enough to know the coarser one: what is near counts most.
        surer = np.minimum(1, 4 * share) / np.maximum(share, 1e-6)
        levels.append((total * surer[..., None], share * surer))
    spread = np.broadcast_to(mean, (*levels[-1][1].shape, values.shape[2])).astype(np.float32)
    for total, share in reversed(levels):
        if spread.shape[:2] != share.shape:
            spread = cv2.resize(spread, share.shape[::-1], interpolation=cv2.INTER_LINEAR)
        share = share[..., None]
        spread = total + (1 - share) * spread
    return spread[:height, :width]


def _inpaint(pixels: Any, known: Any) -> Any:
    """OpenCV's filling after Telea."""
    import cv2
    import numpy as np

    height, width = known.shape
    scale = min(1.0, FILL_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    hole = cv2.resize((~known).astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0
    if hole.all():
        return border(pixels, known)
    filled = cv2.inpaint(small, hole.astype(np.uint8), FILL_REACH, cv2.INPAINT_TELEA)
    return cv2.resize(filled, (width, height), interpolation=cv2.INTER_LINEAR)
