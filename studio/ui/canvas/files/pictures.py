"""Flat pictures: PNG, JPEG, WebP, AVIF and TIFF in and out, with their colour profiles."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import Layer, State, new_id
from studio.storage.files import whole_file
from studio.ui.canvas.files.interchange import Opened, broken, check_size, flat_pillow
from studio.ui.canvas.plane import Plane

if TYPE_CHECKING:
    from PIL.Image import Image

    from studio.ui.canvas.files.interchange import Change

READABLE = ("PNG", "JPEG", "WEBP", "AVIF", "TIFF", "BMP", "GIF", "MPO")
"""Pillow's names of the formats that are opened; others run programs or hold no pixels."""
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF", ".tif": "TIFF",
           ".tiff": "TIFF"}  # fmt: skip
"""Formats that are written, by file name ending."""
WITHOUT_ALPHA = ("JPEG",)
FILE_BYTES_MOST = 2 * 1024**3
_SIDE_MOST = {"WEBP": 16_383, "JPEG": 65_500, "AVIF": 16_384}
_DEEP = ("I;16", "I;16B", "I;16L", "I", "F")

translate = QCoreApplication.translate


def read_picture(path: Path) -> Opened:
    """Open a picture as a document of one layer, upright; any thread.

    RGB keeps its profile; grey, CMYK and others are converted to sRGB. Raises
    StudioError(FILE_BROKEN) for what is missing, damaged, too large or no picture.
    """
    from PIL import Image, ImageOps

    Image.init()  # else a file of an unknown kind trips over the formats that are not loaded
    Image.MAX_IMAGE_PIXELS = None  # check_size is stricter and says it in a sentence
    try:
        if path.stat().st_size > FILE_BYTES_MOST:
            raise broken(path, "it is larger than 2 GiB")
        with Image.open(path, formats=READABLE) as picture:
            check_size(path, *picture.size)
            frames = getattr(picture, "n_frames", 1)
            deep = picture.mode in _DEEP or any(";16" in str(tile) for tile in picture.tile)
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            change, profile, note = _to_rgb(picture)
            width, height = picture.size
            layer = Layer(id=new_id(), name=path.stem)
            state = State(
                width=width, height=height, layers=(layer,), active=layer.id, frame=(0, 0, width, height)
            )
            opened = Opened(state, {}, profile)
            opened.add_plane(path, layer.id, picture, change=change)
    except StudioError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError) as error:
        raise broken(path, "it is damaged or no picture that can be read here", str(error)) from error
    except Exception as error:  # Pillow's decoders raise what their formats' libraries raise
        raise broken(path, "it is damaged", f"{type(error).__name__}: {error}") from error
    if note:
        opened.note(note)
    if frames > 1:
        opened.note(
            translate(
                "CanvasFiles", "The picture is animated or has several pages; the first one was opened."
            )
        )
    if deep:
        opened.note(
            translate("CanvasFiles", "The picture has more than 8 bits per channel; it was rounded to 8.")
        )
    return opened


def _to_rgb(picture: "Image") -> "tuple[Change, bytes, str]":
    """What makes strips of the picture RGB(A), the profile these then belong to (empty: sRGB), a remark."""
    profile = picture.info.get("icc_profile") or b""
    deep = _eight_bits(picture) if picture.mode in _DEEP else None
    if not isinstance(profile, bytes) or not profile:
        return deep or plain, b"", ""
    if picture.mode in ("RGB", "RGBA", "P", "PA", "RGBX") and is_rgb_profile(profile):
        return plain, profile, ""
    own = None if picture.mode in ("RGB", "RGBA", "P", "PA", "RGBX") else _own_profile(picture, profile, deep)
    if own is None:
        said = translate(
            "CanvasFiles", "The picture's colour profile is damaged or does not fit; it was left out."
        )
        return deep or plain, b"", said
    said = translate("CanvasFiles", "The picture was converted from %1 to sRGB.")
    return own, b"", said.replace("%1", picture.mode)


def plain(picture: "Image") -> "Image":
    """The numbers as they are, as RGB or RGBA."""
    return picture.convert("RGBA" if picture.has_transparency_data or picture.mode == "PA" else "RGB")


def _eight_bits(picture: "Image") -> "Change":
    """Makes deep grey 8 bits: 16 bits and floats within 0..1 by their range, others by what they hold."""
    import numpy as np
    from PIL import Image

    ends: tuple[float, float] = picture.getextrema()  # type: ignore[assignment]  # these have one channel
    low, high = (float(np.nan_to_num(end)) for end in ends)
    if picture.mode != "F" and low >= 0 and high <= 65_535:
        low, high = 0.0, 65_535.0
    elif picture.mode == "F" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    scale = 255 / (high - low) if high > low else 1.0

    def change(strip: "Image") -> "Image":
        values = np.nan_to_num(np.asarray(strip, np.float32))
        return Image.fromarray(np.rint((values - low) * scale).clip(0, 255).astype(np.uint8))

    return change


def is_rgb_profile(profile: bytes) -> bool:
    """Whether it is an ICC profile of red, green and blue."""
    from PIL import ImageCms

    try:
        told: Any = ImageCms.ImageCmsProfile(BytesIO(profile)).profile
        return told.xcolor_space.strip() == "RGB"
    except (OSError, ImageCms.PyCMSError):
        return False


def _own_profile(picture: "Image", profile: bytes, deep: "Change | None") -> "Change | None":
    """CMYK, Lab or grey through its own profile to sRGB; None when that does not fit."""
    from PIL import ImageCms

    mode = "L" if deep or picture.mode in ("1", "LA") else picture.mode
    try:
        way = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), mode, "RGB"
        )
    except (OSError, ValueError, ImageCms.PyCMSError):
        return None

    def change(strip: "Image") -> "Image":
        own = deep(strip) if deep else strip.convert(mode)
        result = ImageCms.applyTransform(own, way)
        assert result is not None, "it is not done in place"
        if strip.has_transparency_data:
            result.putalpha(strip.convert("RGBA").getchannel("A"))
        return result

    return change


def write_picture(
    path: Path, state: State, planes: dict[str, Plane], profile: bytes = b"", quality: int = 95
) -> None:
    """Write the flattened picture whole or not at all: temp file, fsync, rename. Any thread.

    The ending of ``path`` says the format; ``quality`` 1 to 100 counts for JPEG, WebP and AVIF (100 is
    lossless WebP). JPEG has no transparency and is laid over white. Raises
    StudioError(INVALID_REQUEST) for unknown endings and sizes the format cannot hold, OSError.
    """
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"Pictures cannot be saved as “{path.suffix}”.",
            f"Choose one of {', '.join(FORMATS)}.",
        )
    most = _SIDE_MOST.get(kind, 65_535)
    if max(state.width, state.height) > most:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"A {kind} picture cannot be longer than {most:,} pixels a side.",
            "Choose PNG or TIFF, or make the picture smaller.",
        )
    picture = flat_pillow(state, planes, alpha=kind not in WITHOUT_ALPHA)
    options = _options(kind, quality)
    if profile:
        options["icc_profile"] = profile
    with whole_file(path) as stream:
        picture.save(stream, format=kind, **options)


def _options(kind: str, quality: int) -> dict[str, Any]:
    if kind == "PNG":
        return {"compress_level": 4}
    if kind == "TIFF":
        return {"compression": "tiff_deflate"}
    options: dict[str, Any] = {"quality": max(1, min(100, quality))}
    if kind == "JPEG":
        options |= {"subsampling": 0, "optimize": True}
    if kind == "WEBP":
        options |= {"lossless": quality >= 100, "exact": True, "method": 4}
    return options
