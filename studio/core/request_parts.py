"""What requests of every kind are made of: files by content, wishes about the device, add-ons, clean text."""

from msgspec import Struct

SEED_MAX = 2**32 - 1


class FileRef(Struct, frozen=True, kw_only=True):
    """A file named by path and content, so that a request stays honest when the file changes."""

    path: str
    sha256: str


class PlacementWish(Struct, frozen=True, kw_only=True):
    """What the user set in the settings; ``auto`` leaves the choice to ``core.placement``."""

    device: str = "auto"
    precision: str = "auto"
    offload: str = "auto"
    vae_tiling: str = "auto"
    threads: int = 0
    """CPU threads; 0 means one per physical core."""


class Adapter(Struct, frozen=True, kw_only=True):
    """A LoRA (or a relative of it) by the id of its model entry. ``weight`` 1 is as it was trained."""

    model: str
    weight: float = 1.0


def clean_text(text: str) -> str:
    """Make any text storable and tokenisable: no NUL bytes, no lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
