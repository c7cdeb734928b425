"""Write pictures whole or not at all, with the settings inside, where every program looks for them."""

import hashlib
import os
import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from studio.core.a1111 import write_parameters
from studio.core.artifacts import MANIFEST_KEY, Manifest
from studio.core.codec import to_json
from studio.core.errors import ErrorKind, StudioError
from studio.core.requests import FileRef

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
"""File name ending by ``Run.picture_format``."""
LOSSLESS_WEBP = 100
"""At this quality WebP is written without loss."""
_USER_COMMENT = 0x9286
_EXIF_BLOCK = 0x8769
_EXIF_TEXT_MAX = 60_000
"""Bytes of settings text in EXIF; a JPEG segment ends at 64 KiB."""
_XMP_MAX = 65_000
"""Bytes of an XMP packet, or of a piece of one, that still fit one JPEG segment."""
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file atomically. Raises OSError; nothing half-written is left.

    It outlives this process, not a power failure: what is written so can be made again.
    """
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as stream:
            stream.write(data)
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def xmp_packet(manifest: Manifest) -> bytes:
    """An XMP packet that holds the manifest as one property."""
    # XML has no place for these two, JSON has.
    text = to_json(manifest).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
    return _packet(f'xmlns:atelier="https://atelier.example/ns/1.0/" atelier:manifest={quoteattr(text)}')


def _packet(properties: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f"<rdf:Description {properties}/>"
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def _jpeg_xmp(packet: bytes) -> dict[str, bytes]:
    """How a packet goes into a JPEG: in one segment, or pointed to from one and spread over more."""
    if len(packet) <= _XMP_MAX:
        return {"xmp": packet}
    mark = hashlib.md5(packet, usedforsecurity=False).hexdigest().upper()
    pieces = b""
    for offset in range(0, len(packet), _XMP_MAX):
        body = _XMP_MORE + mark.encode() + struct.pack(">II", len(packet), offset)
        body += packet[offset : offset + _XMP_MAX]
        pieces += b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    pointer = f'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{mark}"'
    return {"xmp": _packet(pointer), "extra": pieces}


def _exif(text: str) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    data = text.encode("utf-16-be")[:_EXIF_TEXT_MAX].decode("utf-16-be", "ignore").encode("utf-16-be")
    exif.get_ifd(_EXIF_BLOCK)[_USER_COMMENT] = b"UNICODE\x00" + data
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
        options |= {"xmp": packet} if picture_format == "webp" else _jpeg_xmp(packet)
    return options


def write_picture(
    image: "Image", path: Path, manifest: Manifest | None, picture_format: str = "png", quality: int = 95
) -> None:
    """Write an RGB picture (RGBA only as png or webp) as png, jpeg or webp: temp file, fsync, rename.

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
    stream = BytesIO()
    image.save(stream, format="JPEG", quality=quality)
    return stream.getvalue()


# Reading


START_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF")
"""Formats a start picture may have; the others of Pillow run programs or hold no pixels."""
START_BYTES_MAX = 256 * 1024 * 1024
START_PIXELS_MAX = 100_000_000


@dataclass(frozen=True)
class MaskedStart:
    """A start picture (RGB, or RGBA with transparency), the same flat on white, and its grey mask."""

    picture: "Image"
    flat: "Image"
    mask: "Image"


def load_start(reference: FileRef, width: int, height: int, what: str = "start picture") -> "Image":
    """A start picture, or ``what`` else: upright, RGB over white, cropped to fill ``width`` x ``height``.

    Raises StudioError(FILE_BROKEN) when it is gone, changed, too large or no picture.
    """
    from PIL import Image, ImageOps

    picture = flattened(_load(reference, what))
    return ImageOps.fit(picture, (width, height), Image.Resampling.LANCZOS)


def load_masked(start: FileRef, mask: FileRef) -> MaskedStart:
    """A start picture in its own size with its mask; transparent parts of a mask are black.

    Raises StudioError(FILE_BROKEN) like ``load_start``, (INVALID_REQUEST) for a mask of another size
    or without any white.
    """
    picture, grey = _load(start, "start picture"), load_grey(mask, "mask")
    if grey.size != picture.size:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The mask is {grey.width} × {grey.height} pixels and the start picture "
            f"{picture.width} × {picture.height}.",
            "Choose a mask of the size of the picture.",
        )
    if not grey.getbbox():
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            "The mask is black everywhere, so nothing would be redrawn.",
            "Paint white over what is to be redrawn.",
        )
    return MaskedStart(picture, flattened(picture), grey)


def load_grey(reference: FileRef, what: str) -> "Image":
    """A mask in its own size, grey; what is transparent is black. Raises StudioError(FILE_BROKEN)."""
    from PIL import Image

    grey = _load(reference, what)
    if grey.mode == "RGBA":
        grey = Image.alpha_composite(Image.new("RGBA", grey.size, "black"), grey)
    return grey.convert("L")


def flattened(picture: "Image") -> "Image":
    """RGB over white."""
    from PIL import Image

    if picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return picture.convert("RGB")


def _load(reference: FileRef, what: str) -> "Image":
    """A picture, upright: RGBA when it has transparency, else RGB."""
    from PIL import Image, ImageOps

    name = Path(reference.path).name
    data = _start_bytes(reference, what, name)
    try:
        with Image.open(BytesIO(data), formats=START_FORMATS) as picture:
            if picture.width * picture.height > START_PIXELS_MAX:
                raise _bad_start(what, f"The {what} “{name}” has more than {START_PIXELS_MAX:,} pixels.")
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _bad_start(what, f"The {what} “{name}” cannot be read as a picture.", str(error)) from error


def _start_bytes(reference: FileRef, what: str, name: str) -> bytes:
    try:
        path = Path(reference.path)
        if not path.is_file():  # a pipe or a device could be read without end
            raise _bad_start(what, f"The {what} “{name}” cannot be opened.")
        if path.stat().st_size > START_BYTES_MAX:
            raise _bad_start(what, f"The {what} “{name}” is larger than {START_BYTES_MAX // 2**20} MiB.")
        data = path.read_bytes()
    except OSError as error:
        raise _bad_start(what, f"The {what} “{name}” cannot be opened.", str(error)) from error
    if hashlib.sha256(data).hexdigest() != reference.sha256:
        raise _bad_start(what, f"The {what} “{name}” has changed since it was chosen.")
    return data


def _bad_start(what: str, sentence: str, detail: str = "") -> StudioError:
    return StudioError(ErrorKind.FILE_BROKEN, sentence, f"Choose the {what} again.", detail)
