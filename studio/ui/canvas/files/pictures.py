"""Flat pictures: PNG, JPEG, WebP, AVIF and TIFF in and out, with their colour profiles."""

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from studio.core.errors import ErrorKind, StudioError
from studio.ui.canvas.files.interchange import Opened, broken, check_size, from_pillow, one_layer, to_pillow

if TYPE_CHECKING:
    from PIL.Image import Image

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

    if not path.is_file():
        raise broken(path, "it is not there")
    Image.MAX_IMAGE_PIXELS = None  # check_size is stricter and says it in a sentence
    try:
        if path.stat().st_size > FILE_BYTES_MOST:
            raise broken(path, "it is larger than 2 GiB")
        with Image.open(path, formats=READABLE) as picture:
            check_size(path, *picture.size)
            frames = getattr(picture, "n_frames", 1)
            deep = picture.mode in _DEEP
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            flat, profile, note = _in_rgb(upright)
            opened = one_layer(from_pillow(flat), path.stem)
    except StudioError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError) as error:
        raise broken(path, "it is damaged or no picture", str(error)) from error
    except Exception as error:  # Pillow's decoders raise what their formats' libraries raise
        raise broken(path, "it is damaged", f"{type(error).__name__}: {error}") from error
    opened.profile = profile
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


def _in_rgb(picture: "Image") -> tuple["Image", bytes, str]:
    """The picture in RGB(A), the profile its numbers now belong to (empty: sRGB), and a remark."""
    profile = picture.info.get("icc_profile") or b""
    mode = picture.mode
    if mode in _DEEP:
        return _eight_bits(picture), b"", ""
    if not isinstance(profile, bytes) or not profile:
        return _plain(picture), b"", ""
    if mode in ("RGB", "RGBA", "P", "PA", "RGBX"):
        if _is_rgb_profile(profile):
            return _plain(picture), profile, ""
        return (
            _plain(picture),
            b"",
            translate("CanvasFiles", "The picture's colour profile is damaged; it was left out."),
        )
    return _converted(picture, profile)


def _plain(picture: "Image") -> "Image":
    return picture.convert("RGBA" if picture.has_transparency_data or picture.mode == "PA" else "RGB")


def _eight_bits(picture: "Image") -> "Image":
    """Deep grey scaled to its range: 16 bits, floats within 0..1, anything else by what it holds."""
    import numpy as np
    from PIL import Image

    values = np.nan_to_num(np.asarray(picture, np.float32))
    low, high = float(values.min()), float(values.max())
    if picture.mode != "F" and low >= 0 and high <= 65_535:
        low, high = 0.0, 65_535.0
    elif picture.mode == "F" and low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    grey = (values - low) * (255 / (high - low) if high > low else 1.0)
    return Image.fromarray(np.rint(grey).clip(0, 255).astype(np.uint8)).convert("RGB")


def _is_rgb_profile(profile: bytes) -> bool:
    from PIL import ImageCms

    try:
        told: Any = ImageCms.ImageCmsProfile(BytesIO(profile)).profile
        return told.xcolor_space.strip() == "RGB"
    except (OSError, ImageCms.PyCMSError):
        return False


def _converted(picture: "Image", profile: bytes) -> tuple["Image", bytes, str]:
    """CMYK, Lab or grey through its own profile to sRGB."""
    from PIL import ImageCms

    try:
        result = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (OSError, ValueError, ImageCms.PyCMSError):
        result = None
    if result is None:
        return (
            _plain(picture),
            b"",
            translate("CanvasFiles", "The picture's colour profile is damaged; it was left out."),
        )
    return (
        result,
        b"",
        translate("CanvasFiles", "The picture was converted from %1 to sRGB.").replace("%1", picture.mode),
    )


def write_picture(image: QImage, path: Path, profile: bytes = b"", quality: int = 95) -> None:
    """Write a picture whole or not at all: temp file, fsync, rename. Any thread.

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
    if max(image.width(), image.height()) > most:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"A {kind} picture cannot be longer than {most:,} pixels a side.",
            "Choose PNG or TIFF, or make the picture smaller.",
        )
    picture = to_pillow(image, alpha=kind not in WITHOUT_ALPHA)
    options = _options(kind, quality)
    if profile:
        options["icc_profile"] = profile
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as stream:
            picture.save(stream, format=kind, **options)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


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
