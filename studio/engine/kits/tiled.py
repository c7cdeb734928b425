"""Denoise large latents in overlapping tiles whose predictions are averaged at every step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

OVERLAP = 0.25
"""The least share of a tile that lies over its neighbour."""


def places(length: int, side: int) -> list[int]:
    """Where tiles of ``side`` begin so that they cover ``length`` evenly and overlap."""
    if length <= side:
        return [0]
    step = max(1, side - max(1, round(side * OVERLAP)))
    last = length - side
    count = -(-last // step)
    return [round(number * last / count) for number in range(count + 1)]


def count_tiles(height: int, width: int, side: int) -> int:
    """How many tiles cover latents of that size."""
    return len(places(height, side)) * len(places(width, side))


@contextmanager
def in_tiles(denoiser: Any, side: int, on_tile: Callable[[], None]) -> Iterator[None]:
    """While the block runs, ``denoiser`` sees tiles of ``side`` latents and answers for the whole.

    The predictions are averaged with weights that fall towards a tile's border, so no seam is left.
    """
    import torch

    whole = denoiser.forward

    def forward(sample: Any, *arguments: Any, **named: Any) -> tuple[Any]:
        named["return_dict"] = False  # the pipelines of diffusers ask for tuples
        height, width = sample.shape[-2:]
        total: Any = None
        share: Any = None
        for top in places(height, side):
            for left in places(width, side):
                tile = (..., slice(top, top + side), slice(left, left + side))
                answer = whole(sample[tile], *arguments, **named)[0]
                if total is None:
                    total = torch.zeros(
                        (*answer.shape[:2], height, width), dtype=torch.float32, device=answer.device
                    )
                    share = torch.zeros((1, 1, height, width), dtype=torch.float32, device=answer.device)
                weight = _feather(answer.shape[-2:], answer.device)
                total[tile] += answer.float() * weight
                share[tile] += weight
                on_tile()
        return ((total / share).to(sample.dtype),)

    with answering(denoiser, forward):
        yield


@contextmanager
def answering(denoiser: Any, forward: Callable[..., Any]) -> Iterator[None]:
    """While the block runs, ``forward`` answers in the denoiser's place."""
    whole = denoiser.forward
    own = "forward" in vars(denoiser)  # offloading patches it in the same way
    denoiser.forward = forward
    try:
        yield
    finally:
        if own:
            denoiser.forward = whole
        else:
            del denoiser.forward


def _feather(shape: tuple[int, int], device: Any) -> Any:
    """Weights of ``shape``, height and width, from little at the border to 1 in the middle."""
    import torch

    def ramp(length: int) -> Any:
        at = torch.arange(length, dtype=torch.float32, device=device)
        near = torch.minimum(at + 0.5, length - 0.5 - at) / max(1.0, length * OVERLAP)
        return near.clamp(max=1.0)

    return ramp(shape[0])[:, None] * ramp(shape[1])[None, :]
