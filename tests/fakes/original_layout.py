"""Diffusers folders written as one file in the layout the models were trained in, for tests of single files.

The inverse of what ``engine/kits/single_file.py`` does, written here on its own from the modules of CompVis'
``ldm``, Stability's ``sgm`` and OpenCLIP, so that a wrong name on either side shows.
"""

import re
from pathlib import Path
from typing import Any

from studio.core.messages import ModelFile

RESNET = {
    "norm1": "in_layers.0", "conv1": "in_layers.2", "norm2": "out_layers.0", "conv2": "out_layers.3",
    "time_emb_proj": "emb_layers.1", "conv_shortcut": "skip_connection",
}  # fmt: skip
OUTER = {
    "time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2",
    "add_embedding.linear_1": "label_emb.0.0", "add_embedding.linear_2": "label_emb.0.2",
    "conv_in": "input_blocks.0.0", "conv_norm_out": "out.0", "conv_out": "out.2",
}  # fmt: skip
OPEN_CLIP = {
    "layer_norm1": "ln_1", "layer_norm2": "ln_2", "mlp.fc1": "mlp.c_fc", "mlp.fc2": "mlp.c_proj",
    "self_attn.out_proj": "attn.out_proj",
}  # fmt: skip


def denoiser_name(key: str, layers: int, attended: set[str]) -> str:
    """The name of a denoiser's weight; ``attended`` are blocks with attention, such as ``up_blocks.0``."""
    stem, _, kind = key.rpartition(".")
    if stem in OUTER:
        return f"{OUTER[stem]}.{kind}"
    mid = re.fullmatch(r"mid_block\.(resnets|attentions)\.(\d+)\.(.+)", key)
    if mid:
        place = 1 if mid[1] == "attentions" else 2 * int(mid[2])
        return f"middle_block.{place}.{_inner(mid[1], mid[3])}"
    found = re.fullmatch(r"(down|up)_blocks\.(\d+)\.(\w+)\.(\d+)\.(.+)", key)
    assert found, key
    way, block, what, layer, rest = found[1], int(found[2]), found[3], int(found[4]), found[5]
    if what == "downsamplers":
        return f"input_blocks.{(layers + 1) * (block + 1)}.0.{rest.replace('conv.', 'op.')}"
    if what == "upsamplers":
        place = 2 if f"up_blocks.{block}" in attended else 1
        return f"output_blocks.{(layers + 1) * block + layers}.{place}.{rest}"
    number = (layers + 1) * block + layer + (way == "down")
    side = {"down": "input_blocks", "up": "output_blocks"}[way]
    return f"{side}.{number}.{1 if what == 'attentions' else 0}.{_inner(what, rest)}"


def _inner(what: str, rest: str) -> str:
    if what == "attentions":
        return rest
    name, _, kind = rest.rpartition(".")
    return f"{RESNET[name]}.{kind}"


def autoencoder_name(key: str, blocks: int) -> str:
    """The name of an autoencoder's weight."""
    key = key.replace("conv_norm_out", "norm_out").replace("conv_shortcut", "nin_shortcut")
    key = re.sub(r"down_blocks\.(\d+)\.resnets\.", r"down.\1.block.", key)
    key = re.sub(r"down_blocks\.(\d+)\.downsamplers\.0", r"down.\1.downsample", key)
    key = re.sub(r"up_blocks\.(\d+)\.resnets\.", lambda m: f"up.{blocks - 1 - int(m[1])}.block.", key)
    key = re.sub(r"up_blocks\.(\d+)\.upsamplers\.0", lambda m: f"up.{blocks - 1 - int(m[1])}.upsample", key)
    key = re.sub(r"mid_block\.resnets\.(\d+)", lambda m: f"mid.block_{int(m[1]) + 1}", key)
    for ours, theirs in (("group_norm", "norm"), ("to_q", "q"), ("to_k", "k"), ("to_v", "v")):
        key = key.replace(f"mid_block.attentions.0.{ours}.", f"mid.attn_1.{theirs}.")
    return key.replace("mid_block.attentions.0.to_out.0.", "mid.attn_1.proj_out.")


def open_clip_weights(weights: dict[str, Any]) -> dict[str, Any]:
    """A text encoder's weights as OpenCLIP names and joins them; keys begin with ``encoder.`` or the like."""
    import torch

    named: dict[str, Any] = {
        "token_embedding.weight": weights["embeddings.token_embedding.weight"],
        "positional_embedding": weights["embeddings.position_embedding.weight"],
        "ln_final.weight": weights["final_layer_norm.weight"],
        "ln_final.bias": weights["final_layer_norm.bias"],
    }
    for key, value in weights.items():
        found = re.fullmatch(r"encoder\.layers\.(\d+)\.(.+)\.(weight|bias)", key)
        if not found:
            continue
        place, name, kind = f"transformer.resblocks.{found[1]}", found[2], found[3]
        if name in OPEN_CLIP:
            named[f"{place}.{OPEN_CLIP[name]}.{kind}"] = value
        elif name == "self_attn.q_proj":
            three = [weights[key.replace("q_proj", f"{letter}_proj")] for letter in "qkv"]
            named[f"{place}.attn.in_proj_{kind}"] = torch.cat(three)
    return named


def write_single_file(model: ModelFile, file: Path, build: str, **metadata: str) -> ModelFile:
    """The diffusers folder of ``model`` as one file of a build: sd1, sd2 or sdxl."""
    import torch
    from safetensors.torch import load_file, save_file

    folder = Path(model.path)

    def part(name: str) -> dict[str, Any]:
        (found,) = (folder / name).glob("*.safetensors")
        return {key.removeprefix("text_model."): value for key, value in load_file(found).items()}

    unet, vae = part("unet"), part("vae")
    layers = 1 + max(
        int(found[1]) for key in unet if (found := re.match(r"down_blocks\.0\.resnets\.(\d)", key))
    )
    attended = {".".join(key.split(".")[:2]) for key in unet if ".attentions." in key}
    whole = {
        f"model.diffusion_model.{denoiser_name(key, layers, attended)}": value for key, value in unet.items()
    }
    blocks = 1 + max(int(key.split(".")[2]) for key in vae if key.startswith("encoder.down_blocks."))
    for key, value in vae.items():
        name = autoencoder_name(key, blocks)
        if ".attn_1." in name and value.ndim == 2:
            value = value[:, :, None, None]  # the old attention was made of convolutions
        whole[f"first_stage_model.{name}"] = value
    text = part("text_encoder")
    positions = torch.arange(77)[None]
    if build == "sd2":
        last = 1 + max(int(found[1]) for key in text if (found := re.match(r"encoder\.layers\.(\d+)", key)))
        unused = {
            key.replace(f"layers.{last - 1}.", f"layers.{last}."): value + 1
            for key, value in text.items()
            if f"layers.{last - 1}." in key
        }
        whole |= {
            f"cond_stage_model.model.{key}": value for key, value in open_clip_weights(text | unused).items()
        }
    else:
        place = "cond_stage_model" if build == "sd1" else "conditioner.embedders.0"
        whole |= {f"{place}.transformer.text_model.{key}": value for key, value in text.items()}
        whole[f"{place}.transformer.text_model.embeddings.position_ids"] = positions
    if build == "sdxl":
        second = part("text_encoder_2")
        named = open_clip_weights(second)
        named["text_projection"] = second["text_projection.weight"].T
        named["logit_scale"] = torch.tensor(4.6)
        whole |= {f"conditioner.embedders.1.model.{key}": value for key, value in named.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({key: value.clone().contiguous() for key, value in whole.items()}, file, metadata or None)
    return ModelFile(id=file.stem, name=file.stem, family=model.family, path=str(file))
