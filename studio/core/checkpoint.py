"""Whole models in one file, in the layout they were trained in: which build, and the shape of its parts.

Reads the header alone. Builds are told by the names of their weights, as Stability's and OpenAI's own code
names them; sizes are read off the shapes, so a tiny model of the same build is understood as well.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.core.identify import (
    Identity,
    count_weights,
    identify_folder,
    read_json_object,
    read_safetensors_header,
)
from studio.core.paths import resources
from studio.core.specs import FamilySpec

UNET = "model.diffusion_model."
VAE = "first_stage_model."
HEAD_WIDTH = 64
"""Channels of one attention head in the builds that say heads by width (SD 2, SDXL) and in CLIP."""
V_MARK, ZERO_SNR_MARK = "v_pred", "ztsnr"
"""Empty tensors that trainers leave in files of models that predict velocity, or begin at pure noise."""
_TEXTS = {
    "sd1": {"text_encoder": "cond_stage_model.transformer."},
    "sd2": {"text_encoder": "cond_stage_model.model."},
    "sdxl": {
        "text_encoder": "conditioner.embedders.0.transformer.",
        "text_encoder_2": "conditioner.embedders.1.model.",
    },
}
"""Where the text encoders of a build lie in the file, by the name of the part."""
_REFINER = "conditioner.embedders.0.model."
_SCALED = ("scaled_fp8", ".scale_weight", ".weight_scale")

_INTEGERS = frozenset((int,))

Header = Mapping[str, dict]
Shapes = Mapping[str, tuple[int, ...]]


class Checkpoint(Struct, frozen=True, kw_only=True):
    """A whole model in one file. ``build`` names the folder of ``resources/configs`` that completes it."""

    build: str
    prefixes: dict[str, str]
    """Where each part's weights lie in the file, by the name of the part."""
    weights: dict[str, int]
    """Number of weights by the name of the part."""
    header: dict[str, dict]

    def config(self, part: str) -> dict[str, Any]:
        """The part's config as diffusers or transformers reads it: ours, with the sizes of this file.

        Raises ValueError when the shapes make no sense for the build.
        """
        config = read_json_object(build_folder(self.build) / part / "config.json")
        shapes = _shapes(self.header, self.prefixes[part])
        try:
            if part == "unet":
                return config | _unet_sizes(shapes, config) | self._summary_sizes(shapes)
            return config | (_vae_sizes(shapes) if part == "vae" else _text_sizes(shapes, self.build))
        except (KeyError, IndexError, StopIteration, ZeroDivisionError, ValueError) as error:
            raise ValueError("its weights have a layout that Atelier does not know") from error

    def scheduler(self) -> dict[str, Any]:
        """The scheduler's config, with what the file says of its training."""
        config = read_json_object(build_folder(self.build) / "scheduler" / "scheduler_config.json")
        told = _metadata(self.header).get("modelspec.prediction_type", "")
        channels = _shapes(self.header, UNET).get("input_blocks.0.0.weight", (0, 4))[1]
        if V_MARK in self.header or told in ("v", "v_prediction"):
            config["prediction_type"] = "v_prediction"
        elif told == "epsilon" or channels != 4:  # the inpainting models of SD 2 predict noise
            config["prediction_type"] = "epsilon"
        if ZERO_SNR_MARK in self.header:
            config["rescale_betas_zero_snr"] = True
        return config

    def _summary_sizes(self, shapes: Shapes) -> dict[str, Any]:
        if "label_emb.0.0.weight" not in shapes:
            return {}
        takes = shapes["label_emb.0.0.weight"][1]
        summary = self.config("text_encoder_2")["projection_dim"]
        return {
            "projection_class_embeddings_input_dim": takes,
            "addition_time_embed_dim": (takes - summary) // 6,
        }


def build_folder(build: str) -> Path:
    """Our own configs for what a file of this build lacks."""
    return resources() / "configs" / build


def read_checkpoint(path: Path, header: dict[str, dict] | None = None) -> Checkpoint | None:
    """What a safetensors file holds as a whole model; None when it is none of the builds known here.

    ``header`` is the file's, where it was read before.
    Raises OSError; ValueError with the end of a sentence when it is a model that cannot be run.
    """
    header = read_safetensors_header(path) if header is None else header
    if not any(key.startswith(UNET) for key in header):
        return None
    if any(key.startswith(_REFINER) for key in header):
        raise ValueError("it is the refiner of Stable Diffusion XL, which draws nothing on its own")
    if any(key.endswith(_SCALED) for key in header):
        raise ValueError("its weights are scaled fp8 numbers, which this Atelier does not read")
    build = _build(header)
    if build is None:
        raise ValueError("it holds no text encoder that Atelier knows")
    prefixes = {"unet": UNET, "vae": VAE, **_TEXTS[build]}
    weights = {part: _count(header, prefix) for part, prefix in prefixes.items()}
    for part, count in weights.items():
        if not count:
            raise ValueError("it holds no autoencoder" if part == "vae" else "it holds no text encoder")
    return Checkpoint(build=build, prefixes=prefixes, weights=weights, header=header)


def identify_model(path: Path, families: Sequence[FamilySpec]) -> Identity:
    """Look at a diffusers folder or a single file. Never raises for bad content: the answer says it."""
    if not path.is_file():
        return identify_folder(path, families)
    return identify_checkpoint(path, families) or Identity(
        name=path.stem,
        problem=f"“{path.name}” holds no whole model in a layout that Atelier knows.",
        advice="Choose another model.",
    )


def identify_checkpoint(
    path: Path, families: Iterable[FamilySpec], header: dict[str, dict] | None = None
) -> Identity | None:
    """Look at a file; None when it holds no whole model. Never raises for bad content."""
    card = card_values(path)
    name = str(card.get("name") or path.stem)
    try:
        found = read_checkpoint(path, header)
        if found is None:
            return None
        spec = next(spec for spec in families if found.build in spec.checkpoints)
        for part in found.prefixes:
            found.config(part)
    except (OSError, ValueError) as error:
        return Identity(
            name=name,
            card=card,
            problem=f"The model “{name}” cannot be run: {error}.",
            advice="Choose another model, or a complete copy of this one.",
        )
    except StopIteration:
        return Identity(name=name, card=card, problem=f"“{name}” is of a family this Atelier cannot run yet.")
    return Identity(
        family=spec.id,
        name=name,
        weights=sum(found.weights.values()),
        largest_part=max(found.weights.values()),
        card=_liked(found) | card,
    )


def _build(header: Header) -> str | None:
    for build, texts in _TEXTS.items():
        if all(any(key.startswith(prefix) for key in header) for prefix in texts.values()):
            return build
    return None


def _liked(found: Checkpoint) -> dict[str, object]:
    """What the file and its build say of the settings it likes, in the manner of a card."""
    liked: dict[str, object] = {}
    if licence := _metadata(found.header).get("modelspec.license"):
        liked["licence"] = licence
    if found.build == "sd2":
        side = 768 if found.scheduler()["prediction_type"] == "v_prediction" else 512
        liked["default_size"] = [side, side]
    return liked


def card_of(path: Path) -> Path:
    """Where the card of a single file would lie: ``model.studio.json`` beside ``model.safetensors``."""
    return path.with_suffix(".studio.json")


def card_values(path: Path) -> dict[str, object]:
    """What the card of a single file says; nothing for none, and for one that makes no sense."""
    try:
        return read_json_object(card_of(path))
    except (OSError, ValueError):
        return {}


def _metadata(header: Header) -> dict[str, str]:
    found = header.get("__metadata__")
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str)}


def _count(header: Header, prefix: str) -> int:
    return count_weights({key: entry for key, entry in header.items() if key.startswith(prefix)})


def _shapes(header: Header, prefix: str) -> dict[str, tuple[int, ...]]:
    """Shapes by name without the prefix. Raises ValueError for shapes that are none."""
    shapes = {}
    for key, entry in header.items():
        if key.startswith(prefix):
            shape = entry.get("shape")
            if not isinstance(shape, list) or not _INTEGERS.issuperset(map(type, shape)):
                raise ValueError("the shapes of its weights are unreadable")
            shapes[key.removeprefix(prefix)] = tuple(shape)
    return shapes


def _unet_sizes(shapes: Shapes, config: Mapping[str, Any]) -> dict[str, Any]:
    """Channels, depth and attention of the denoiser, read off its input blocks."""
    inputs = _counted(shapes, r"input_blocks\.(\d+)\.")
    downs = [number for number in range(inputs) if f"input_blocks.{number}.0.op.weight" in shapes]
    layers = (downs[0] if downs else inputs) - 1
    firsts = [1 + block * (layers + 1) for block in range(len(downs) + 1)]
    channels = [shapes[f"input_blocks.{first}.0.out_layers.3.weight"][0] for first in firsts]
    depths = [_depth(shapes, f"input_blocks.{first}.1.") for first in firsts]
    middle = _depth(shapes, "middle_block.1.")
    read = next(shape for key, shape in shapes.items() if key.endswith("attn2.to_k.weight"))[1]
    sizes: dict[str, Any] = {
        "in_channels": shapes["input_blocks.0.0.weight"][1],
        "out_channels": shapes["out.2.weight"][0],
        "layers_per_block": layers,
        "block_out_channels": channels,
        "down_block_types": ["CrossAttnDownBlock2D" if depth else "DownBlock2D" for depth in depths],
        "up_block_types": ["CrossAttnUpBlock2D" if depth else "UpBlock2D" for depth in reversed(depths)],
        # A block without attention reads no depth, but the last one's is the middle's as well.
        "transformer_layers_per_block": [*(depth or 1 for depth in depths[:-1]), depths[-1] or middle],
        "cross_attention_dim": read,
    }
    if "attention_head_dim" not in config:
        sizes["attention_head_dim"] = [max(1, width // HEAD_WIDTH) for width in channels]
    return sizes


def _depth(shapes: Shapes, place: str) -> int:
    """How many transformer blocks stand at a place."""
    begin = f"{place}transformer_blocks."
    inside = {key: shape for key, shape in shapes.items() if key.startswith(begin)}
    return _counted(inside, re.escape(begin) + r"(\d+)\.") if inside else 0


def _counted(shapes: Shapes, pattern: str) -> int:
    """How many things are numbered so. Raises ValueError for none, IndexError for numbers without weights."""
    found = map(re.compile(pattern).match, shapes)
    count = 1 + max(int(match[1]) for match in found if match)
    if count > len(shapes):
        raise IndexError("a number that leads nowhere")
    return count


def _vae_sizes(shapes: Shapes) -> dict[str, Any]:
    blocks = _counted(shapes, r"encoder\.down\.(\d+)\.")
    return {
        "latent_channels": shapes["decoder.conv_in.weight"][1],
        "block_out_channels": [
            shapes[f"encoder.down.{block}.block.0.conv1.weight"][0] for block in range(blocks)
        ],
        "layers_per_block": _counted(shapes, r"encoder\.down\.0\.block\.(\d+)\.conv1\."),
        "down_block_types": ["DownEncoderBlock2D"] * blocks,
        "up_block_types": ["UpDecoderBlock2D"] * blocks,
        "mid_block_add_attention": "encoder.mid.attn_1.q.weight" in shapes,
    }


def _text_sizes(shapes: Shapes, build: str) -> dict[str, Any]:
    words = next(shape for key, shape in shapes.items() if key.endswith("token_embedding.weight"))
    positions = next(
        shape
        for key, shape in shapes.items()
        if key.endswith(("position_embedding.weight", "positional_embedding"))
    )
    inner = next(
        shape for key, shape in shapes.items() if key.endswith(("mlp.fc1.weight", "mlp.c_fc.weight"))
    )
    layers = _counted(shapes, r".*(?:layers|resblocks)\.(\d+)\.")
    width = words[1]
    return {
        "vocab_size": words[0],
        "hidden_size": width,
        "intermediate_size": inner[0],
        # SD 2 reads the last but one layer, and the last one is left out of the model.
        "num_hidden_layers": layers - 1 if build == "sd2" else layers,
        "num_attention_heads": max(1, width // HEAD_WIDTH),
        "max_position_embeddings": positions[0],
        "projection_dim": shapes["text_projection"][1] if "text_projection" in shapes else width,
    }
