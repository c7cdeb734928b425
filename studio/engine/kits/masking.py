"""Soft masks among the latents: what is black stays, white is drawn anew, grey joins in late."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SHALLOW = 8
"""Latents. A mask that is less deep is softened less, or hardly anything of it would be drawn anew."""


def latent_mask(mask: Any, like: Any) -> Any:
    """A grey picture as a tensor (1, 1, height, width) of 0 to 1 on the grid of the latents ``like``.

    A latent takes the whitest pixel it covers, so that the smallest spot of a mask is redrawn.
    """
    import numpy as np
    import torch
    from PIL import Image

    height, width = like.shape[-2:]
    if mask.width < width or mask.height < height:
        size = (max(mask.width, width), max(mask.height, height))
        mask = mask.resize(size, Image.Resampling.BILINEAR)
    grey = torch.from_numpy(np.array(mask, dtype=np.uint8)).float()[None, None] / 255
    return torch.nn.functional.adaptive_max_pool2d(grey, (height, width)).to(like.device, like.dtype)


def softened(mask: Any, share: float) -> Any:
    """``mask``, of latents, rising from its border inwards over ``share`` of its greatest depth.

    What is near the border is so drawn from its prefill by the last steps alone, and joins what stays.
    """
    import cv2
    import numpy as np
    import torch

    new = (mask[0, 0] > 0).to("cpu", torch.uint8).numpy()
    if new.all() or not new.any():
        return mask
    depth = cv2.distanceTransform(new, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    deepest = float(depth.max())
    reach = share * deepest * min(1.0, deepest / SHALLOW)
    ramp = np.clip(depth / max(1.0, reach), 0.0, 1.0)
    return torch.minimum(mask, torch.from_numpy(ramp).to(mask)[None, None])


class SoftMask:
    """Differential diffusion (Levin and Fried, 2023): a latent of grey g takes the last g of the steps.

    Until then it is the start's own, as noisy as the step wants it. Works with any sampler, because only
    the state after a whole step is changed, never what the sampler remembers.
    """

    def __init__(self, start: Any, noise: Any, mask: Any) -> None:
        self.start, self.noise, self.mask = start, noise, mask

    def __call__(self, pipe: Any, number: int, latents: Any) -> Any:
        """The latents after step ``number`` (from 0), with what is still held put back."""
        scheduler, total = pipe.scheduler, pipe.num_timesteps
        left = total - number - 1
        if left and not getattr(scheduler, "state_in_first_order", True):
            return latents  # amid a step of second order the state is a guess that is thrown away
        if left:
            following = scheduler.timesteps[len(scheduler.timesteps) - left].reshape(1)
            start = scheduler.add_noise(self.start, self.noise, following).to(latents.dtype)
        else:
            start = self.start
        held = (self.mask <= 0) | (self.mask * total < left)
        return start.where(held, latents)


@contextmanager
def inpainting_input(denoiser: Any, mask: Any, masked: Any) -> Iterator[None]:
    """Give an inpainting denoiser the channels it was trained with: the mask and the picture without it."""
    import torch

    def append(module: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        sample = arguments[0]
        more = torch.cat([mask, masked], dim=1).to(sample.device, sample.dtype)
        return (torch.cat([sample, more.expand(len(sample), -1, -1, -1)], dim=1), *arguments[1:])

    handle = denoiser.register_forward_pre_hook(append)
    try:
        yield
    finally:
        handle.remove()
