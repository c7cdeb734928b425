"""A model as the window knows it, and the settings it likes."""

from msgspec import Struct

from studio.core.messages import ModelFile


class ModelEntry(Struct, frozen=True, kw_only=True):
    """A model and the settings it likes. ``problem`` is a sentence, empty when it can be used.

    Sizes are (width, height) in pixels; ``weights`` and ``largest_part`` count scalars.
    """

    id: str
    name: str
    family: str
    path: str
    licence: str = ""
    about: str = ""
    problem: str = ""
    advice: str = ""
    default_size: tuple[int, int] = (512, 512)
    sizes: tuple[tuple[int, int], ...] = ()
    steps: int = 20
    guidance_scale: float = 5.0
    sampler: str = "dpmpp_2m"
    schedule: str = "normal"
    weights: int = 0
    largest_part: int = 0
    kind: str = "image"
    """image (a model that draws), lora or controlnet; text, text_lora or embedding. Parts and others:
    denoiser, vae, text_encoder, embedding_image (textual inversion), ip_adapter, t2i_adapter, upscaler,
    gguf_image, unknown.
    """
    family_label: str = ""
    """The family as people call it, such as “FLUX.1 dev”; empty when it is unknown."""
    variant: str = ""
    """What sets it apart in its family, such as “inpainting”; empty for the plain one."""
    precision: str = ""
    """How its weights are kept: fp32, fp16, bf16, fp8 e4m3, fp8 e5m2, fp8 scaled, mixed, Q4_K_M …"""
    runs: bool = True
    """False for what is known but cannot be run yet: ``problem`` and ``advice`` say so."""
    unsafe: bool = False
    """A pickle, which could run code and is never loaded as it is."""
    reads: int = 0
    """How wide a token of a text is to it, 0 if unknown; an add-on fits models that read the same."""
    bytes: int = 0
    """Of a language model: the size of its file or files."""
    context: int = 0
    """How many tokens it can hold, 0 if unknown."""
    layers: int = 0
    memory_per_token: int = 0
    """Bytes that a token of the context takes, 0 if unknown."""
    architecture: str = ""
    quantisation: str = ""
    chat: bool = False
    """It knows a template for messages, so that instructions can be given to it."""
    sees: bool = False
    """A projector for pictures lies beside it."""
    infill: bool = False
    """It can fill a gap between two texts."""

    def fits(self, model: "ModelEntry") -> bool:
        """Whether this LoRA or ControlNet may be used with that model, as far as headers tell."""
        if self.kind == "text_lora" and not (
            self.family == model.family and self.architecture in ("", model.architecture)
        ):
            return False
        return not self.problem and (self.reads == model.reads or 0 in (self.reads, model.reads))

    def file(self) -> ModelFile:
        """The model as the engine needs it."""
        return ModelFile(
            id=self.id,
            name=self.name,
            family=self.family,
            path=self.path,
            licence=self.licence,
            kind=self.kind,
        )
