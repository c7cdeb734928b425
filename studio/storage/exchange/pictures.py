"""Pictures that come along: what is one, what it is called, and where it may be read from."""

import base64
import binascii
import hashlib
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from studio.storage.exchange.format import Reading
from studio.storage.exchange.packed import PICTURE_MOST

OUTSIDE = "Pictures that lie on the web were left out: Atelier does not fetch anything."
UNKNOWN = "Pictures of a kind that cannot be shown (such as SVG or EMF) were left out."
MISSING = "Pictures that were not found beside the file were left out."
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}


def suffix_of(data: bytes) -> str:
    """The suffix of a picture by its first bytes; empty for what is none."""
    for magic, suffix in _MAGIC:
        if data.startswith(magic):
            return suffix
    return ".webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def is_picture(path: Path) -> bool:
    """Whether a file is a picture of a kind that is exported, with a header that can be read."""
    with open(path, "rb") as stream:
        if not suffix_of(stream.read(16)):
            return False
    from PIL import Image

    try:
        with Image.open(path) as picture:
            return all(picture.size)
    except Exception:  # damaged headers find many ways out of it, and bombs are refused
        return False


def keep(reading: Reading, data: bytes, name: str) -> str:
    """Take a picture into ``reading``: its key, or "" with a remark when it cannot be used."""
    suffix = suffix_of(data)
    if not suffix or len(data) > PICTURE_MOST:
        reading.remark(UNKNOWN)
        return ""
    stem = re.sub(r"[^\w-]+", "-", PurePosixPath(name.replace("\\", "/")).stem).strip("-")[:40] or "picture"
    digest = hashlib.sha256(data).hexdigest()[:8]
    stem = stem.removesuffix(f"-{digest}") or "picture"
    key = f"{stem}-{digest}{suffix}"
    reading.pictures[key] = data
    return key


def keep_address(reading: Reading, address: str, folder: Path) -> str:
    """Take the picture at ``address``: within it (``data:``) or in a file below ``folder``; else "".

    Nothing is fetched, and no file outside of the folder is read.
    """
    address = address.strip()
    if address[:5].lower() == "data:":
        return _keep_inside(reading, address)
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+:", address) or address.startswith("//"):
        reading.remark(OUTSIDE)
        return ""
    try:
        root = folder.resolve()
        path = (root / unquote(urlsplit(address).path)).resolve()
        if path.is_relative_to(root) and path.is_file() and path.stat().st_size <= PICTURE_MOST:
            return keep(reading, path.read_bytes(), path.name)
    except (OSError, ValueError):
        pass
    reading.remark(MISSING)
    return ""


def _keep_inside(reading: Reading, address: str) -> str:
    head, comma, body = address.partition(",")
    try:
        data = (
            base64.b64decode(re.sub(r"\s|%0A", "", body))
            if ";base64" in head.lower()
            else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError):
        data = b""
    return keep(reading, data if comma else b"", "picture")
