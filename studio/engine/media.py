"""Write pictures whole or not at all, with the settings inside, where every program looks for them."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from studio.core.a1111 import write_parameters
from studio.core.artifacts import MANIFEST_KEY, Manifest
from studio.core.codec import to_json

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
"""File name ending by ``Run.picture_format``."""
LOSSLESS_WEBP = 100
"""At this quality WebP is written without loss."""
_USER_COMMENT = 0x9286
_EXIF_BLOCK = 0x8769
_EXIF_TEXT_MAX = 30_000
"""Characters of settings text in EXIF; a JPEG segment ends at 64 KiB."""
_XMP_MAX = 65_000
"""Bytes of an XMP packet that still fit one JPEG segment."""


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file atomically and durably. Raises OSError; nothing half-written is left."""
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def xmp_packet(manifest: Manifest) -> bytes:
    """An XMP packet that holds the manifest as one property."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:atelier="https://atelier.example/ns/1.0/" '
        f"atelier:manifest={quoteattr(to_json(manifest))}/>"
        "</rdf:RDF></x:xmpmeta>"
    ).encode("utf-8", "xmlcharrefreplace")


def _exif(text: str) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif.get_ifd(_EXIF_BLOCK)[_USER_COMMENT] = b"UNICODE\x00" + text[:_EXIF_TEXT_MAX].encode("utf-16-be")
    return exif.tobytes()


def _options(picture_format: str, quality: int, manifest: Manifest | None) -> dict[str, Any]:
    from PIL.PngImagePlugin import PngInfo

    options: dict[str, Any] = {}
    if picture_format == "png":
        options["compress_level"] = 4
        if manifest:
            texts = PngInfo()
            texts.add_text("parameters", write_parameters(manifest))
            texts.add_text(MANIFEST_KEY, to_json(manifest))
            options["pnginfo"] = texts
        return options
    options["quality"] = max(1, min(quality, 100))
    if picture_format == "webp":
        options["lossless"] = quality >= LOSSLESS_WEBP
        options["method"] = 4
    else:
        options |= {"subsampling": 0, "optimize": True}
    if manifest:
        options["exif"] = _exif(write_parameters(manifest))
        packet = xmp_packet(manifest)
        if picture_format == "webp" or len(packet) <= _XMP_MAX:
            options["xmp"] = packet
    return options


def write_picture(
    image: "Image", path: Path, manifest: Manifest | None, picture_format: str = "png", quality: int = 95
) -> None:
    """Write an RGB picture as png, jpeg or webp: temp file, fsync, rename.

    PNG carries the text chunks ``parameters`` (A1111) and ``atelier`` (manifest JSON); JPEG and WebP
    carry EXIF UserComment and XMP. ``manifest`` None embeds nothing. Raises OSError.
    """
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as stream:
            image.save(stream, format=picture_format.upper(), **_options(picture_format, quality, manifest))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def jpeg_of(image: "Image", quality: int = 80) -> bytes:
    """A small JPEG in memory, for previews."""
    from io import BytesIO

    stream = BytesIO()
    image.save(stream, format="JPEG", quality=quality)
    return stream.getvalue()
