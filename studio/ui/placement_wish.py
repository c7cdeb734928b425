"""What the settings say about device, precision and memory, as a request carries it."""

from studio.core.requests import PlacementWish
from studio.core.settings import Settings


def wish_of(settings: Settings) -> PlacementWish:
    """The placement the user wishes for."""
    return PlacementWish(
        device=settings.device.device,
        precision=settings.device.precision,
        threads=settings.device.threads,
        offload=settings.memory.offload,
        vae_tiling=settings.memory.vae_tiling,
    )
