"""A prompt for each part of a picture: by masks in cross attention, or by mixing whole predictions."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from studio.core.requests import ImageRequest, Region
from studio.engine.context import Context
from studio.engine.kits.loading import Loaded
from studio.engine.kits.prompts import Text, encode_negative, encode_text, reads_summary
from studio.engine.kits.redraw import Plan
from studio.engine.kits.tiled import answering
from studio.engine.media import load_grey

PAIRED_MAX = 4096
"""Places of the finest grid on which each pair of places is weighed: 64 by 64."""
GLANCE = 0.02
"""How far a place still sees one of another region; without any, the parts would not fit together."""


@dataclass(frozen=True)
class Area:
    """A region ready to be drawn: its mask on the grid of the latents, 0 to 1, and its texts."""

    region: Region
    mask: Any
    positive: Text
    negative: Text


def plan_regions(ctx: Context, loaded: Loaded, request: ImageRequest, plan: Plan) -> None:
    """Add the regions of a request to the call of a pipeline. Raises StudioError(FILE_BROKEN)."""
    areas = [area for region in request.regions if (area := _area(ctx, loaded, request, region))]
    if not areas:
        return
    shares = shares_of(
        [area.mask for area in areas], [area.region.weight for area in areas], request.region_base
    )
    denoiser = getattr(loaded.pipe, loaded.denoiser)
    if loaded.spec.regions == "attention" and not any(area.region.adapters for area in areas):
        rows = _rows([area.negative.embeds for area in areas], [area.positive.embeds for area in areas])
        plan.around.append(attending(denoiser, shares, rows))
    else:
        parts = [Part(nullcontext)] + [_part(loaded, request, area) for area in areas]
        plan.around.append(mixing(denoiser, shares, parts))


def _area(ctx: Context, loaded: Loaded, request: ImageRequest, region: Region) -> Area | None:
    """None for a region that covers nothing."""
    import numpy as np
    import torch
    from PIL import Image

    grey = load_grey(region.mask, "mask of a region")
    if not region.weight or not grey.getbbox():
        ctx.note(f"The region “{_short(region.prompt)}” covers nothing and had no effect.")
        return None
    scale = loaded.pipe.vae_scale_factor
    size = (request.width // scale, request.height // scale)
    mask = np.array(grey.resize(size, Image.Resampling.BOX), dtype=np.float32) / 255
    # What says nothing about itself is drawn by the prompt of the whole.
    negative = ", ".join(text for text in (request.negative, region.negative) if text)
    with loaded.adapters.using((*request.adapters, *region.adapters)):
        return Area(
            region,
            torch.from_numpy(mask).to(loaded.pipe._execution_device),
            encode_text(ctx, loaded, region.prompt or request.prompt, "prompt of a region"),
            encode_negative(ctx, loaded, negative),
        )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def shares_of(masks: Sequence[Any], weights: Sequence[float], base: float) -> Any:
    """What each prompt weighs at each latent, the whole's first: (1 + regions, height, width).

    Outside all regions only the whole's weighs; inside, ``base`` of it is left. Each column sums to 1.
    """
    import torch

    raw = torch.stack([mask * weight for mask, weight in zip(masks, weights, strict=True)])
    covered = raw.sum(dim=0).clamp(max=1)
    whole = 1 - covered * (1 - base)
    shares = torch.cat([whole[None], raw * (1 - base)])
    return shares / shares.sum(dim=0)


def _rows(negative: list[Any], positive: list[Any]) -> Any:
    """Texts side by side, as two rows in the order of guidance."""
    import torch

    return torch.cat([torch.cat(negative, dim=1), torch.cat(positive, dim=1)])


# By attention


class RegionAttention:
    """Attention in which a place looks only as far as ``bias`` lets it.

    ``bias`` answers logarithms, (1, 1, places, tokens), for the query and its number of places.
    """

    def __init__(self, bias: Callable[[Any, int], Any]) -> None:
        self.bias = bias

    def __call__(
        self,
        attn: Any,
        hidden_states: Any,
        encoder_hidden_states: Any = None,
        attention_mask: Any = None,
        temb: Any = None,
    ) -> Any:
        """As diffusers' own processor for a transformer block, with the bias added."""
        import torch

        def heads(values: Any) -> Any:
            return values.unflatten(-1, (attn.heads, -1)).transpose(1, 2)

        seen = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        if encoder_hidden_states is not None and attn.norm_cross:
            seen = attn.norm_encoder_hidden_states(seen)
        query, key, value = heads(attn.to_q(hidden_states)), heads(attn.to_k(seen)), heads(attn.to_v(seen))
        if attn.norm_q is not None:
            query = attn.norm_q(query)
        if attn.norm_k is not None:
            key = attn.norm_k(key)
        bias = self.bias(query, hidden_states.shape[1])
        answer = torch.nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        answer = answer.transpose(1, 2).flatten(-2).to(query.dtype)
        answer = attn.to_out[1](attn.to_out[0](answer))
        return answer / attn.rescale_output_factor


class Biases:
    """The shares as biases of attention, remembered for each grid of a net."""

    def __init__(self, shares: Any, tokens: int) -> None:
        self.shares, self.tokens = shares, tokens
        self._texts: dict[int, Any] = {}
        self._places: dict[int, Any] = {}

    def to_texts(self, like: Any, places: int) -> Any:
        """A place reads a text as far as it has a share there."""
        if places not in self._texts:
            at = shares_at(self.shares, places).flatten(1).T.log()
            self._texts[places] = at.repeat_interleave(self.tokens, dim=1)[None, None].to(like)
        return self._texts[places]

    def to_places(self, like: Any, places: int) -> Any:
        """A place sees another as far as their shares are the same, or else one region colours the next.

        None where the grid is so fine that all pairs would fill the memory; it matters least there.
        """
        import torch

        if places > PAIRED_MAX:
            return None
        if places not in self._places:
            same = torch.full((places, places), 0.0, device=self.shares.device)
            for share in shares_at(self.shares, places).flatten(1):
                same += torch.minimum(share[:, None], share[None, :])
            self._places[places] = same.clamp(min=GLANCE).log()[None, None].to(like)
        return self._places[places]


@contextmanager
def attending(denoiser: Any, shares: Any, rows: Any) -> Iterator[None]:
    """While the block runs, ``denoiser`` reads the texts of ``rows`` after its own, each in its share.

    The processors it had are put back whatever happens.
    """
    import torch

    biases = Biases(shares, rows.shape[1] // (len(shares) - 1))

    def append(module: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        own = named["encoder_hidden_states"]
        # Without guidance there is only the second row.
        more = rows[-len(own) :].to(own.device, own.dtype)
        return arguments, named | {"encoder_hidden_states": torch.cat([own, more], dim=1)}

    readers = [reader for name, reader in denoiser.named_modules() if name.endswith((".attn1", ".attn2"))]
    before = [reader.processor for reader in readers]
    handle = denoiser.register_forward_pre_hook(append, with_kwargs=True)
    try:
        for reader in readers:
            crossing = reader.is_cross_attention
            reader.processor = RegionAttention(biases.to_texts if crossing else biases.to_places)
        yield
    finally:
        handle.remove()
        for reader, processor in zip(readers, before, strict=True):
            reader.processor = processor


def shares_at(shares: Any, places: int) -> Any:
    """``shares`` on the coarser grid that has so many places; of a net that halves sides, rounding up."""
    import torch

    height, width = shares.shape[-2:]
    while height * width > places:
        height, width = (height + 1) // 2, (width + 1) // 2
    if height * width != places:
        raise ValueError(f"no grid of {places} places under {tuple(shares.shape[-2:])}")
    return torch.nn.functional.interpolate(shares[None], (height, width), mode="area")[0]


# By mixing predictions


@dataclass(frozen=True)
class Part:
    """One of the predictions that are mixed: what acts meanwhile, and the texts, None for the whole's."""

    around: Callable[[], AbstractContextManager[None]]
    rows: Any = None
    pooled: Any = None


def _part(loaded: Loaded, request: ImageRequest, area: Area) -> Part:
    import torch

    negative, positive = area.negative, area.positive
    adapters = (*request.adapters, *area.region.adapters)
    return Part(
        lambda: loaded.adapters.using(adapters),
        torch.cat([negative.embeds, positive.embeds]),
        torch.cat([negative.pooled, positive.pooled]) if reads_summary(loaded) else None,
    )


@contextmanager
def mixing(denoiser: Any, shares: Any, parts: Sequence[Part]) -> Iterator[None]:
    """While the block runs, ``denoiser`` predicts once per part and answers their mix by ``shares``."""
    whole = denoiser.forward

    def forward(sample: Any, *arguments: Any, **named: Any) -> tuple[Any]:
        named["return_dict"] = False  # the pipelines of diffusers ask for tuples
        total: Any = None
        for share, part in zip(shares, parts, strict=True):
            if not bool(share.any()):
                continue
            with part.around():
                answer = whole(sample, *arguments, **_told(part, named))[0]
            weighed = answer.float() * _laid(share, answer)
            total = weighed if total is None else total + weighed
        return (total.to(sample.dtype),)

    with answering(denoiser, forward):
        yield


def _told(part: Part, named: dict[str, Any]) -> dict[str, Any]:
    """The arguments with the texts of a part."""
    if part.rows is None:
        return named
    own = named["encoder_hidden_states"]
    changed = {"encoder_hidden_states": part.rows[-len(own) :].to(own.device, own.dtype)}
    if part.pooled is not None:
        pooled = part.pooled[-len(own) :].to(own.device, own.dtype)
        changed["added_cond_kwargs"] = named["added_cond_kwargs"] | {"text_embeds": pooled}
    return named | changed


def _laid(share: Any, answer: Any) -> Any:
    """A share as it multiplies a prediction: (n, channels, height, width), or (n, places, channels)."""
    if answer.ndim == 4:
        return share[None, None].to(answer.device)
    return shares_at(share[None], answer.shape[1]).flatten()[None, :, None].to(answer.device)
