"""LoRAs and ControlNets by their content: what a file or folder is, and whether it fits a model."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from studio.core.identify import count_weights, read_json_object, read_safetensors_header

KINDS = ("lora", "controlnet")
_DOWN = re.compile(r"[._]lora(?:_down|_A|\.down|_linear_layer\.down)(?:\.default)?\.weight$")
_UP = re.compile(r"[._]lora(?:_up|_B|\.up|_linear_layer\.up)(?:\.default)?\.weight$")
_ROOT = re.compile(r"^(?:base_model\.model\.)?(?:lora_unet_|unet\.|diffusion_model\.)")
_SINGLE_FILE = "_blocks_"
"""Parts of a LoRA named after a single-file checkpoint are called input_blocks_4_1_… and the like."""
CONTROL_MARK = "controlnet_cond_embedding.conv_in.weight"
_CHECKPOINT = "model.diffusion_model."

Header = Mapping[str, dict]
Layers = dict[str, tuple[int, int]]
"""Width in and out of a layer, by its name with underscores alone."""


class Addon(Struct, frozen=True, kw_only=True):
    """What was found: ``kind`` is lora, controlnet, checkpoint (a whole model in one file) or empty.

    ``reads`` is how wide a token of the text is to it, 0 when it does not say.
    """

    kind: str = ""
    reads: int = 0
    weights: int = 0
    problem: str = ""
    advice: str = ""
    damaged: bool = False


def identify_addon(path: Path, header: Header | None = None) -> Addon:
    """Look at a safetensors file, or at the folder of a ControlNet. Never raises for bad content.

    ``header`` is the file's, where it was read before.
    """
    try:
        if path.is_dir():
            return _control_folder(path)
        header = read_safetensors_header(path) if header is None else header
    except (OSError, ValueError) as error:
        return damaged_file(path, error)
    weights = count_weights(header)
    if any("lora" in key and _DOWN.search(key) for key in header):
        return Addon(kind="lora", reads=_lora_reads(header), weights=weights)
    if CONTROL_MARK in header:
        return Addon(kind="controlnet", reads=_reads(header), weights=weights)
    if any(key.startswith(_CHECKPOINT) for key in header):
        return Addon(kind="checkpoint", reads=_reads(header), weights=weights)
    return Addon(
        problem=f"“{path.name}” is neither a LoRA nor a ControlNet in a layout that Atelier knows.",
        advice="Choose another file.",
    )


def damaged_file(path: Path, error: OSError | ValueError) -> Addon:
    """What is told of a file or folder that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return Addon(
            damaged=True,
            problem=f"“{path.name}” is not there any more, or is a link to something that is not.",
            advice="Put it back, or take it out of the folder.",
        )
    if isinstance(error, OSError):
        return Addon(
            damaged=True,
            problem=f"“{path.name}” cannot be read: {error.strerror or error}.",
            advice="Check the file's permissions and the disk.",
        )
    return Addon(
        damaged=True, problem=f"“{path.name}” is damaged: {error}", advice="Copy or download it again."
    )


def _control_folder(folder: Path) -> Addon:
    config = read_json_object(folder / "config.json")
    kind = config.get("_class_name")
    if kind != "ControlNetModel":
        return Addon(
            problem=f"“{folder.name}” holds a {kind}, which is not a ControlNet that Atelier knows.",
            advice="Choose the folder of a ControlNet.",
        )
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise ValueError("its folder holds no safetensors weights.")
    reads = config.get("cross_attention_dim")
    weights = sum(count_weights(read_safetensors_header(file)) for file in files[:1])
    return Addon(kind="controlnet", reads=reads if isinstance(reads, int) else 0, weights=weights)


def is_control_folder(folder: Path) -> bool:
    """Whether a folder says of itself that it is a ControlNet."""
    try:
        return str(read_json_object(folder / "config.json").get("_class_name")).startswith("ControlNet")
    except (OSError, ValueError):
        return False


def _reads(header: Header) -> int:
    for key, entry in header.items():
        if key.endswith("attn2.to_k.weight"):
            return _width_in(entry)
    return 0


def _lora_reads(header: Header) -> int:
    """How wide a token is to the denoiser a LoRA was made for: what its layers for keys of texts take in."""
    for key, entry in header.items():
        if "attn2" in key and "to_k" in key and _DOWN.search(key):
            return _width_in(entry)
    return 0


def _shape(entry: object) -> tuple[int, ...]:
    """The shape of a tensor, empty for what makes no sense."""
    shape = entry.get("shape") if isinstance(entry, dict) else None
    sides = shape if isinstance(shape, list) else []
    return tuple(sides) if all(isinstance(side, int) for side in sides) else ()


def _width_in(entry: object) -> int:
    return (*_shape(entry), 0, 0)[1]


def reads_of(model: Path) -> int:
    """How wide a token the denoiser of a diffusers folder or a single file reads; 0 when it does not say."""
    try:
        if model.is_file():
            return _reads(read_safetensors_header(model))
        reads = read_json_object(model / "unet" / "config.json").get("cross_attention_dim")
    except (OSError, ValueError):
        return 0
    return reads if isinstance(reads, int) else 0


def denoiser_layers(folder: Path) -> Layers:
    """The layers of the denoiser of a diffusers folder. Raises OSError, ValueError."""
    layers: Layers = {}
    for file in sorted((folder / "unet").glob("*.safetensors")):
        for key, entry in read_safetensors_header(file).items():
            shape = _shape(entry)
            if key.endswith(".weight") and len(shape) >= 2:
                wide_out, wide_in = shape[:2]
                layers[key.removesuffix(".weight").replace(".", "_")] = (wide_in, wide_out)
    return layers


def lora_layers(header: Header) -> Layers:
    """The layers of the denoiser that a LoRA changes; those of text encoders are left out."""
    ins: dict[str, int] = {}
    outs: dict[str, int] = {}
    for key, entry in header.items():
        root = _ROOT.match(key)
        shape = _shape(entry)
        if not root or len(shape) < 2:
            continue
        for pattern, widths, side in ((_DOWN, ins, 1), (_UP, outs, 0)):
            if pattern.search(key):
                name = pattern.sub("", key[root.end() :]).replace(".processor", "")
                widths[name.replace(".", "_")] = shape[side]
    return {name: (wide, outs[name]) for name, wide in ins.items() if name in outs}


def lora_misfit(lora: Path, model: Path) -> str:
    """Why a LoRA does not fit the model, as the end of a sentence; empty when it does.

    The layers of a model in one file have other names there, so only what it reads is compared.

    Raises OSError, ValueError when a header cannot be read.
    """
    header = read_safetensors_header(lora)
    wanted, known = lora_layers(header), denoiser_layers(model)
    reads, own = _widths(wanted), _widths(known) or {reads_of(model)} - {0}
    if reads and own and not reads & own:
        return f"it was made for a model that reads texts {min(reads)} wide, and this one reads {min(own)}"
    if not wanted:
        if any(key.startswith(("lora_te", "text_encoder")) for key in header):
            return ""
        return "it changes nothing that this kind of model has"
    if model.is_file():
        return ""
    shared = wanted.keys() & known.keys()
    if not shared and not any(_SINGLE_FILE in name and name[0] in "imo" for name in wanted):
        return "it changes parts that this model does not have"
    wrong = [name for name in shared if wanted[name] != known[name]]
    if wrong:
        return f"{len(wrong)} of its {len(wanted)} parts are of another size than the model's"
    return ""


def _widths(layers: Layers) -> set[int]:
    return {wide for name, (wide, _) in layers.items() if name.endswith("attn2_to_k")}


def control_misfit(control: Path, model: Path) -> str:
    """Why a ControlNet does not fit the model, as the end of a sentence; empty when it does."""
    found, own = identify_addon(control), reads_of(model)
    if found.reads and own and found.reads != own:
        return f"it was made for a model that reads texts {found.reads} wide, and this one reads {own}"
    if control.is_dir() and model.is_dir():
        mine = read_json_object(control / "config.json")
        theirs = read_json_object(model / "unet" / "config.json")
        for name in ("block_out_channels", "layers_per_block", "down_block_types"):
            if name in mine and name in theirs and mine[name] != theirs[name]:
                return "its blocks are of another size than the model's"
    return ""
