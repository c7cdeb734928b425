"""What the user asked for: frozen requests that say everything which influences a result."""

from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.request_parts import SEED_MAX, Adapter, FileRef, PlacementWish, clean_text
from studio.core.text_requests import TextRequest, check_text_request, cleaned_text_request

SIZE_MULTIPLE = 8
"""Picture sides are multiples of this many pixels: every latent autoencoder divides by at least 8."""
SIDE_MIN, SIDE_MAX = 64, 4096
STEPS_MAX = 200
GUIDANCE_MAX = 30.0
COUNT_MAX = 64
REGIONS_MAX = 16
WEIGHT_MAX = 4.0
PREFILLS = ("none", "blur", "border", "noise", "inpaint")
"""What a masked part holds at first: itself, its blur, the border's colours, noise, OpenCV's filling."""
PROMPT_MAX = 20_000


class Region(Struct, frozen=True, kw_only=True):
    """A prompt for a part of the picture. White of ``mask`` is where it holds; grey is a share of it.

    The mask covers the whole picture and is scaled to it. ``adapters`` act inside the region only.
    """

    mask: FileRef
    prompt: str
    negative: str = ""
    weight: float = 1.0
    adapters: tuple[Adapter, ...] = ()


class Control(Struct, frozen=True, kw_only=True):
    """A picture that steers the structure through a ControlNet, from ``begin`` to ``end`` of the steps."""

    model: str
    picture: FileRef
    weight: float = 1.0
    begin: float = 0.0
    end: float = 1.0


class ImageRequest(Struct, frozen=True, kw_only=True, tag="image"):
    """One press of Generate: ``count`` pictures, picture *i* drawn from ``seed_of(request, i)``.

    ``width``/``height`` in pixels; ``guidance_scale`` is classifier-free guidance (1 switches it off);
    ``strength`` in (0, 1] is how much of ``start`` is redrawn and is ignored without ``start``.

    With a ``mask`` (a grey picture of the size of ``start``) only what is white is redrawn, grey
    softly: ``start`` is scaled to ``width`` x ``height``, drawn over, and the result is scaled back to
    the size of ``start``, its colours matched at the seam and mixed in by the mask, so that black stays
    exactly as it was. ``prefill`` says what the white part holds when drawing begins.

    ``tile`` > 0 redraws ``start``, enlarged to ``width`` x ``height``, in overlapping tiles of that side.
    """

    schema: int = 2
    prompt: str
    negative: str = ""
    model: str
    width: int
    height: int
    steps: int = 20
    guidance_scale: float = 5.0
    sampler: str = "dpmpp_2m"
    schedule: str = "normal"
    seed: int
    count: int = 1
    start: FileRef | None = None
    strength: float = 1.0
    intent: str = "generate"
    """The named intent that made the request; says what the button said, and nothing more."""
    mask: FileRef | None = None
    prefill: str = "none"
    soften: float = 0.0
    """How far inwards from its border the mask's strength rises, as a share of its greatest depth."""
    match_colours: bool = True
    regions: tuple[Region, ...] = ()
    region_base: float = 0.1
    """The share of ``prompt`` inside regions, 0 to 1; outside it holds alone."""
    adapters: tuple[Adapter, ...] = ()
    controls: tuple[Control, ...] = ()
    tile: int = 0
    preset: str = ""
    placement: PlacementWish = PlacementWish()


Request = ImageRequest | TextRequest
"""Union of all request kinds; further kinds join with their own tag."""
AnyRequest = TypeVar("AnyRequest", ImageRequest, TextRequest)


def seed_of(request: ImageRequest, index: int) -> int:
    """The seed of picture ``index`` (from 0): counted on from the request's, beginning again after SEED_MAX.

    So every picture's own seed is one that a request may have.
    """
    return (request.seed + index) % (SEED_MAX + 1)


def cleaned(request: AnyRequest) -> AnyRequest:
    """The request with all its texts made storable."""
    if isinstance(request, TextRequest):
        return cleaned_text_request(request)
    regions = tuple(
        replace(region, prompt=clean_text(region.prompt), negative=clean_text(region.negative))
        for region in request.regions
    )
    return replace(
        request, prompt=clean_text(request.prompt), negative=clean_text(request.negative), regions=regions
    )


def _refuse(sentence: str) -> StudioError:
    return StudioError(ErrorKind.INVALID_REQUEST, sentence)


def nearest_side(pixels: int) -> int:
    """The allowed side closest to ``pixels``."""
    rounded = round(pixels / SIZE_MULTIPLE) * SIZE_MULTIPLE
    return max(SIDE_MIN, min(SIDE_MAX, rounded))


def check_request(request: AnyRequest) -> AnyRequest:
    """Refuse what cannot be drawn or written, with a sentence that says what would work.

    Raises StudioError(INVALID_REQUEST).
    """
    if isinstance(request, TextRequest):
        return check_text_request(request)
    for name, side in (("width", request.width), ("height", request.height)):
        if not SIDE_MIN <= side <= SIDE_MAX:
            raise _refuse(f"The {name} is {side} pixels; choose between {SIDE_MIN} and {SIDE_MAX}.")
        if side % SIZE_MULTIPLE:
            raise _refuse(
                f"The {name} is {side} pixels; it must be a multiple of {SIZE_MULTIPLE}, "
                f"for example {nearest_side(side)}."
            )
    ranges = (
        ("number of steps", request.steps, 1, STEPS_MAX),
        ("guidance scale", request.guidance_scale, 0.0, GUIDANCE_MAX),
        ("number of pictures", request.count, 1, COUNT_MAX),
        ("seed", request.seed, 0, SEED_MAX),
    )
    for name, value, low, high in ranges:
        if not low <= value <= high:  # also refuses NaN
            raise _refuse(f"The {name} is {value}; choose between {low} and {high}.")
    if request.start and not 0.0 < request.strength <= 1.0:
        raise _refuse(f"The strength is {request.strength}; choose above 0 and up to 1.")
    _check_parts(request)
    texts = [("prompt", request.prompt), ("negative prompt", request.negative)]
    for region in request.regions:
        texts += [("prompt of a region", region.prompt), ("negative prompt of a region", region.negative)]
    for name, text in texts:
        if len(text) > PROMPT_MAX:
            raise _refuse(
                f"The {name} has {len(text):,} characters; {PROMPT_MAX:,} is the most Atelier keeps."
            )
    if not request.model:
        raise _refuse("No model is chosen. Choose one in the prompt panel.")
    return request


def _check_parts(request: ImageRequest) -> None:
    """Masks, regions, adapters and controls."""
    if request.mask and not request.start:
        raise _refuse("A mask needs a picture to redraw; choose a start picture as well.")
    if request.prefill not in PREFILLS:
        raise _refuse(f"There is no prefill “{request.prefill}”; choose one of {', '.join(PREFILLS)}.")
    if not 0.0 <= request.soften <= 1.0:  # also refuses NaN
        raise _refuse(f"The softness of the mask is {request.soften}; choose from 0 to 1.")
    if request.tile:
        if not request.start:
            raise _refuse("Redrawing in tiles needs a start picture.")
        if request.mask:
            raise _refuse("Redrawing in tiles works on a whole picture; leave the mask out.")
        if not SIDE_MIN <= request.tile <= SIDE_MAX or request.tile % SIZE_MULTIPLE:
            raise _refuse(f"The tiles are {request.tile} pixels; choose a multiple of {SIZE_MULTIPLE}.")
    if len(request.regions) > REGIONS_MAX:
        raise _refuse(f"There are {len(request.regions)} regions; {REGIONS_MAX} is the most.")
    parts = (*request.regions, *request.adapters, *request.controls)
    parts += tuple(adapter for region in request.regions for adapter in region.adapters)
    for part in parts:
        least = 0.0 if isinstance(part, Region) else -WEIGHT_MAX
        if not least <= part.weight <= WEIGHT_MAX:  # also refuses NaN
            raise _refuse(f"A weight is {part.weight}; choose between {least:g} and {WEIGHT_MAX:g}.")
    if not 0.0 <= request.region_base <= 1.0:
        raise _refuse(f"The share of the prompt in regions is {request.region_base}; choose from 0 to 1.")
    if request.tile and (request.regions or request.controls):
        raise _refuse("Redrawing in tiles works with one prompt; leave regions and controls out.")
    for control in request.controls:
        if not 0.0 <= control.begin < control.end <= 1.0:
            raise _refuse("A control must begin before it ends, both between 0 and 1 of the steps.")
