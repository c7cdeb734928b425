"""What extension files declare about themselves: parameters and model families."""

from msgspec import Struct


class Choice(Struct, frozen=True, kw_only=True):
    id: str
    label: str


class Param(Struct, frozen=True, kw_only=True):
    """One setting a person can turn; drives prompt panel, settings dialog and command line alike.

    ``kind`` is text, font (a family name), int, float, bool, choice or folder. Labels and help
    are English source texts, translated where they are shown (context "Param").
    """

    id: str
    label: str
    kind: str
    default: str | int | float | bool
    minimum: float = 0.0
    maximum: float = 0.0
    step: float = 1.0
    choices: tuple[Choice, ...] = ()
    help: str = ""
    least: str = ""
    """What the minimum means, shown in its place."""
    advanced: bool = False


class LatentPreview(Struct, frozen=True, kw_only=True):
    """A fitted linear map from scaled latents to RGB in 0..1: one (r, g, b) row per latent channel."""

    factors: tuple[tuple[float, float, float], ...]
    bias: tuple[float, float, float]


class FamilySpec(Struct, frozen=True, kw_only=True):
    """A kind of model, told without importing its library.

    ``pipelines`` are the diffusers class names in ``model_index.json`` that mark the family;
    ``components`` the folders that must hold weights; ``token_limit`` the text encoder's limit
    without start and end marks; ``activation_per_pixel`` bytes at 16 bits at the decoder's peak.
    """

    id: str
    label: str
    kind: str
    pipelines: tuple[str, ...]
    components: tuple[str, ...]
    default_size: tuple[int, int]
    preview: LatentPreview
    token_limit: int = 75
    activation_per_pixel: int = 3000
    regions: str = ""
    """How prompts for parts of a picture are drawn: attention, latent, or not at all."""
    adapters: bool = False
    """Whether LoRAs can be used."""
    controls: bool = False
    """Whether ControlNets can be used."""
    checkpoints: tuple[str, ...] = ()
    """Builds of ``core.checkpoint`` that it runs from a single file."""
    text_width: int = 0
    """How wide a token the denoiser of the published models reads; tells whose a LoRA is."""
    engine: str = "torch"


class TextFamilySpec(Struct, frozen=True, kw_only=True):
    """A kind of language model, told without importing its library.

    ``abilities`` name what its engine can do beside plain and chat: infill, grammar, banned, lora, pictures,
    embedding, probabilities and each step of ``text_requests.SAMPLERS`` and ``mirostat``.
    """

    id: str
    label: str
    kind: str = "text"
    abilities: frozenset[str] = frozenset()
    engine: str = "text"
