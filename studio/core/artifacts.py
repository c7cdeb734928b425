"""Produced files and the manifest, the birth record each of them carries."""

from msgspec import Struct

from studio.core.placement import Placement
from studio.core.requests import ImageRequest

MANIFEST_KEY = "atelier"
"""PNG text keyword (and XMP property) under which the manifest JSON is embedded."""


class ModelUsed(Struct, frozen=True, kw_only=True):
    """The model behind a result; ``sha256`` covers the denoiser's weights file."""

    id: str
    name: str
    family: str
    sha256: str = ""
    licence: str = ""


class Manifest(Struct, frozen=True, kw_only=True):
    """Everything needed to understand and repeat one picture.

    ``index`` is the picture's place in the request, ``seed`` its own seed (``requests.seed_of``),
    ``seconds`` the time per phase, ``versions`` the libraries that drew it.
    """

    schema: int = 1
    program: str
    request: ImageRequest
    index: int
    seed: int
    model: ModelUsed
    placement: Placement
    device_name: str
    versions: dict[str, str]
    seconds: dict[str, float]
    notes: tuple[str, ...] = ()
    """Honest remarks for the user, such as a prompt cut at the encoder's limit."""
    created: str


class Staged(Struct, frozen=True, kw_only=True):
    """A finished file in the staging folder, waiting to be adopted by the library."""

    path: str
    width: int
    height: int
    manifest: Manifest


class Artifact(Struct, frozen=True, kw_only=True):
    """A file in the library. ``path`` is relative to the library folder, with forward slashes."""

    id: str
    job: str
    kind: str = "image"
    path: str
    sha256: str
    bytes: int
    width: int
    height: int
    created: str
    trashed: str = ""
    """UTC time it went to the trash, empty while it is in the library."""
    manifest: Manifest
