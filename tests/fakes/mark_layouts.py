# ruff: noqa: E501 - one case a line, so that they can be compared
"""Names and shapes of tensors as the makers of models write them: enough of each file to tell what it is.

One case a line: what the file must be told to be, and ``name side side …`` for each tensor. The names were taken
from published files and from the code that reads them, not from the table of marks.
"""

import json
import struct
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

from studio.core.identify import BITS


class Case(NamedTuple):
    """``row`` is the row of the table that must tell it."""

    row: str
    tensors: str
    kind: str
    family: str
    label: str
    variant: str = ""
    name: str = "model"
    metadata: dict[str, str] = {}


def shapes_of(tensors: str) -> dict[str, list[int]]:
    """``name side side …`` a line, as shapes by name."""
    found = {}
    for line in tensors.strip().splitlines():
        name, *sides = line.split()
        found[name] = [int(side) for side in sides]
    return found


def header_of(
    shapes: dict[str, list[int]], metadata: dict[str, str] | None = None, dtype: str = "F16"
) -> dict[str, object]:
    """A header with a place for each tensor, one behind the other."""
    header: dict[str, object] = {"__metadata__": metadata} if metadata else {}
    end = 0
    for key, shape in shapes.items():
        begin, end = end, end + prod(shape) * BITS[dtype] // 8
        header[key] = {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}
    return header


def write_header(path: Path, header: dict[str, Any]) -> Path:
    """A file of that header. Its weights are a hole, so that it takes no room."""
    text = json.dumps(header).encode()
    end = max((entry["data_offsets"][1] for key, entry in header.items() if key != "__metadata__"), default=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as stream:
        stream.write(struct.pack("<Q", len(text)) + text)
        stream.truncate(stream.tell() + end)
    return path


def _lora(*layers: str) -> str:
    """``name in out`` of each layer, as LoRAs of kohya-ss are written."""
    lines = []
    for layer in layers:
        name, wide, out = layer.split()
        lines += [f"{name}.lora_down.weight 16 {wide}", f"{name}.lora_up.weight {out} 16", f"{name}.alpha"]
    return "\n".join(lines)


def _peft(*layers: str) -> str:
    """The same as diffusers writes it."""
    lines = []
    for layer in layers:
        name, wide, out = layer.split()
        lines += [f"{name}.lora_A.weight 16 {wide}", f"{name}.lora_B.weight {out} 16"]
    return "\n".join(lines)


_XL_DOWN = "down_blocks.1.attentions.0.transformer_blocks.0"
_SD = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0"
_TEXT = "text_model_encoder_layers_0_mlp_fc1"

LORAS = [
    Case("lora-sdxl", _lora(f"{_SD}_attn2_to_k 2048 640"), "lora", "sdxl", "Stable Diffusion XL"),
    Case("lora-sdxl", _peft(f"unet.{_XL_DOWN}.attn2.to_k 2048 640"), "lora", "sdxl", "Stable Diffusion XL"),
    Case("lora-sd1", _lora(f"{_SD}_attn2_to_k 768 320"), "lora", "sd1", "Stable Diffusion 1"),
    Case("lora-sd2", _lora(f"{_SD}_attn2_to_k 1024 320"), "lora", "sd2", "Stable Diffusion 2"),
    Case("lora-sdxl-refiner", _lora(f"{_SD}_attn2_to_k 1280 768"), "lora", "sdxl_refiner", "Stable Diffusion XL Refiner"),
    Case("lora-sdxl-deep", _lora("lora_unet_input_blocks_7_1_transformer_blocks_1_attn1_to_q 1280 1280"), "lora", "sdxl", "Stable Diffusion XL"),
    Case("lora-sdxl-two-texts", _lora(f"lora_te2_{_TEXT} 1280 5120"), "lora", "sdxl", "Stable Diffusion XL"),
    Case("lora-sd1-text", _lora(f"lora_te_{_TEXT} 768 3072"), "lora", "sd1", "Stable Diffusion 1"),
    Case("lora-sd2-text", _lora(f"lora_te_{_TEXT} 1024 4096"), "lora", "sd2", "Stable Diffusion 2"),
    Case("lora-sdxl-told", _lora("lora_unet_mid_block_resnets_0_conv1 1280 1280"), "lora", "sdxl", "Stable Diffusion XL", metadata={"ss_base_model_version": "sdxl_base_v1-0"}),
    Case("lora-sdxl-spec", _lora("lora_unet_mid_block_resnets_0_conv1 1280 1280"), "lora", "sdxl", "Stable Diffusion XL", metadata={"modelspec.architecture": "stable-diffusion-xl-v1-base/lora"}),
    Case("lora-sd1-told", _lora("lora_unet_mid_block_resnets_0_conv1 1280 1280"), "lora", "sd1", "Stable Diffusion 1", metadata={"ss_base_model_version": "sd_v1"}),
    Case("lora-sd1-spec", _lora("lora_unet_mid_block_resnets_0_conv1 1280 1280"), "lora", "sd1", "Stable Diffusion 1", metadata={"modelspec.architecture": "stable-diffusion-v1/lora"}),
    Case("lora-sd2-told", _lora("lora_unet_mid_block_resnets_0_conv1 1280 1280"), "lora", "sd2", "Stable Diffusion 2", metadata={"ss_base_model_version": "sd_v2_v"}),
    Case("lora-flux1-told", _lora("lora_te1_pooler 9 9"), "lora", "flux1", "FLUX.1", metadata={"modelspec.architecture": "flux-1-dev/lora"}),
    Case("lora-other", _lora("lora_unet_mid_block_resnets_0_conv1 1280 1280"), "lora", "", ""),
    Case("lora-flux1", _lora("lora_unet_double_blocks_0_img_attn_proj 3072 3072", "lora_unet_double_blocks_0_img_mlp_0 3072 12288"), "lora", "flux1", "FLUX.1"),
    Case("lora-flux1", _peft("diffusion_model.double_blocks.0.img_attn.qkv 3072 9216"), "lora", "flux1", "FLUX.1"),
    Case("lora-flux1", "double_blocks.0.processor.qkv_lora1.down.weight 16 3072\ndouble_blocks.0.processor.qkv_lora1.up.weight 9216 16", "lora", "flux1", "FLUX.1"),
    Case("lora-flux1-single", _lora("lora_unet_single_blocks_7_linear1 3072 21504"), "lora", "flux1", "FLUX.1"),
    Case("lora-flux1-diffusers", _peft("transformer.single_transformer_blocks.0.attn.to_q 3072 3072", "transformer.transformer_blocks.0.attn.to_q 3072 3072"), "lora", "flux1", "FLUX.1"),
    Case("lora-flux2-fused", _peft("transformer.single_transformer_blocks.0.attn.to_qkv_mlp_proj 6144 55296"), "lora", "flux2", "FLUX.2"),
    Case("lora-flux2-klein-9b", _peft("diffusion_model.double_blocks.0.img_attn.proj 4096 4096"), "lora", "flux2", "FLUX.2", "klein 9B"),
    Case("lora-flux2-dev", _peft("diffusion_model.double_blocks.0.img_attn.proj 6144 6144"), "lora", "flux2", "FLUX.2", "dev"),
    Case("lora-flux2-klein-4b", _peft("diffusion_model.double_blocks.0.img_attn.proj 3072 3072", "diffusion_model.double_blocks.0.img_mlp.0 3072 18432"), "lora", "flux2", "FLUX.2", "klein 4B"),
    Case("lora-chroma", _lora("lora_unet_distilled_guidance_layer_layers_0_in_layer 5120 5120"), "lora", "chroma", "Chroma"),
    Case("lora-chroma-told", _lora("lora_unet_double_blocks_0_img_attn_proj 3072 3072"), "lora", "chroma", "Chroma", metadata={"modelspec.architecture": "chroma/lora"}),
    Case("lora-hunyuan-video-told", _lora("lora_unet_double_blocks_0_img_attn_proj 3072 3072"), "lora", "hunyuan_video", "HunyuanVideo", metadata={"modelspec.architecture": "hunyuan-video/lora"}),
    Case("lora-hunyuan-video", _peft("transformer.txt_in.individual_token_refiner.blocks.0.mlp.fc1 3072 12288"), "lora", "hunyuan_video", "HunyuanVideo"),
    Case("lora-wan", _peft("diffusion_model.blocks.0.cross_attn.k 5120 5120", "diffusion_model.blocks.0.self_attn.o 5120 5120"), "lora", "wan", "Wan"),
    Case("lora-wan", _lora("lora_unet_blocks_0_cross_attn_k 1536 1536"), "lora", "wan", "Wan"),
    Case("lora-wan-diffusers", _peft("transformer.blocks.0.ffn.net.0.proj 5120 13824"), "lora", "wan", "Wan"),
    Case("lora-cosmos", _peft("diffusion_model.blocks.0.cross_attn.q_proj 2048 2048"), "lora", "cosmos", "Cosmos Predict 2"),
    Case("lora-language-model", _peft("base_model.model.model.layers.0.self_attn.o_proj 4096 4096"), "unknown", "", "LoRA of a language model"),
    Case("lora-hidream", _peft("diffusion_model.double_stream_blocks.0.block.attn1.to_q 2560 2560"), "lora", "hidream", "HiDream I1"),
    Case("lora-kandinsky5", _peft("visual_transformer_blocks.0.self_attention.to_query 2048 2048"), "lora", "kandinsky5", "Kandinsky 5"),
    Case("lora-aura", _peft("transformer.joint_transformer_blocks.0.attn.to_q 3072 3072"), "lora", "aura", "AuraFlow"),
    Case("lora-krea2", _peft("diffusion_model.blocks.0.attn.wq 6144 6144"), "lora", "krea2", "Krea 2"),
    Case("lora-z-image", _peft("diffusion_model.layers.0.attention.to_q 3840 3840"), "lora", "z_image", "Z-Image"),
    Case("lora-z-image", _lora("lora_unet_layers_0_attention_qkv 3840 11520"), "lora", "z_image", "Z-Image"),
    Case("lora-lumina2", _lora("lora_unet_layers_0_attention_qkv 2304 3840"), "lora", "lumina2", "Lumina 2"),
    Case("lora-qwen-image", _peft("transformer_blocks.0.img_mlp.net.2 12288 3072"), "lora", "qwen_image", "Qwen-Image"),
    Case("lora-qwen-image-attention", _peft("transformer.transformer_blocks.0.attn.add_q_proj 3072 3072"), "lora", "qwen_image", "Qwen-Image"),
    Case("lora-sd3", _lora("lora_unet_joint_blocks_0_x_block_attn_qkv 1536 4608"), "lora", "sd3", "Stable Diffusion 3"),
    Case("lora-sd3-diffusers", _peft("transformer.transformer_blocks.0.attn.to_q 2432 2432"), "lora", "sd3", "Stable Diffusion 3"),
    Case("lora-ltx2", _peft("diffusion_model.transformer_blocks.0.audio_attn1.to_q 2048 2048"), "lora", "ltx2", "LTX-2"),
    Case("lora-sana", _peft("transformer.transformer_blocks.0.attn1.to_q 1152 1152", "transformer.transformer_blocks.0.ff.conv_inverted 1152 5760"), "lora", "sana", "Sana"),
    Case("lora-sana-wide", _peft("transformer.transformer_blocks.0.attn1.to_q 2240 2240"), "lora", "sana", "Sana"),
    Case("lora-pixart", _peft("transformer.transformer_blocks.0.attn1.to_q 1152 1152"), "lora", "pixart", "PixArt"),
    Case("lora-ltx", _peft("diffusion_model.transformer_blocks.0.attn1.to_q 2048 2048", "diffusion_model.transformer_blocks.0.attn2.to_k 2048 2048"), "lora", "ltx", "LTX-Video"),
    Case("lora-control", "lora_controlnet 0\ninput_blocks.1.1.transformer_blocks.0.attn2.to_k.down 128 2048\ninput_hint_block.0.weight 16 3 3 3\nlora_unet_x.alpha", "controlnet", "", "Control-LoRA"),
    # The other ways of changing layers
    Case("lora-sdxl", f"{_SD}_attn2_to_k.hada_w1_a 640 8\n{_SD}_attn2_to_k.hada_w1_b 8 2048\n{_SD}_attn2_to_k.hada_w2_a 640 8", "lora", "sdxl", "Stable Diffusion XL", "LoHa"),
    Case("lora-sdxl", f"{_SD}_attn2_to_k.lokr_w1 8 16\n{_SD}_attn2_to_k.lokr_w2_a 80 8\n{_SD}_attn2_to_k.lokr_w2_b 8 128", "lora", "sdxl", "Stable Diffusion XL", "LoKr"),
    Case("lora-flux1", "lycoris_double_blocks_0_img_attn_proj.lokr_w1 8 8\nlycoris_double_blocks_0_img_attn_proj.lokr_w2 384 384", "lora", "flux1", "FLUX.1", "LoKr"),
    Case("lora-other", "lora_unet_mid_block_attentions_0_proj_in.oft_blocks 4 320 320", "lora", "", "", "OFT"),
    Case("lora-sd1", _lora(f"{_SD}_attn2_to_k 768 320") + f"\n{_SD}_attn2_to_k.dora_scale 320 1", "lora", "sd1", "Stable Diffusion 1", "DoRA"),
    Case("lora-sd1", _lora(f"{_SD}_attn2_to_k 768 320") + "\nlora_unet_mid_block_resnets_0_conv1.lora_mid.weight 4 4 3 3", "lora", "sd1", "Stable Diffusion 1", "LoCon"),
    Case("lora-other", "lora_unet_x.a1.weight 4 4\nlora_unet_x.a2.weight 4 4\nlora_unet_x.b1.weight 4 4", "lora", "", "", "GLoRA"),
    Case("lora-sd1", _lora(f"{_SD}_attn2_to_k 768 320"), "lora", "sd1", "Stable Diffusion 1", "LCM", name="lcm-lora-sdv1-5"),
]  # fmt: skip

_CONTROL = """
controlnet_cond_embedding.conv_in.weight 16 3 3 3
controlnet_down_blocks.0.weight 320 320 1 1
conv_in.weight 320 4 3 3
down_blocks.0.resnets.0.conv1.weight 320 320 3 3
"""
_ZERO = """
control_model.zero_convs.0.0.weight 320 320 1 1
control_model.input_hint_block.0.weight 16 3 3 3
control_model.input_blocks.0.0.weight 320 4 3 3
"""

CONTROLS = [
    Case("controlnet-sd1", _CONTROL + "down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight 320 768", "controlnet", "sd1", "Stable Diffusion 1"),
    Case("controlnet-sd2", _CONTROL + "down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight 320 1024", "controlnet", "sd2", "Stable Diffusion 2"),
    Case("controlnet-sdxl", _CONTROL + "add_embedding.linear_1.weight 1280 2816", "controlnet", "sdxl", "Stable Diffusion XL"),
    Case("controlnet-union-sdxl", _CONTROL + "add_embedding.linear_1.weight 1280 2816\ncontrol_add_embedding.linear_1.weight 1280 2048\ntask_embedding 8 320", "controlnet", "sdxl", "Stable Diffusion XL", "union"),
    Case("controlnet-other", _CONTROL, "controlnet", "", ""),
    Case("controlnet-sparse", _CONTROL + "down_blocks.0.motion_modules.0.temporal_transformer.norm.weight 320", "controlnet", "sd1", "Stable Diffusion 1", "SparseCtrl"),
    Case("controlnet-original-sd1", _ZERO + "control_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight 320 768", "controlnet", "sd1", "Stable Diffusion 1", "original layout"),
    Case("controlnet-original-sd1", _ZERO.replace("control_model.", "") + "input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight 320 768", "controlnet", "sd1", "Stable Diffusion 1", "original layout"),
    Case("controlnet-original-sd2", _ZERO + "control_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight 320 1024", "controlnet", "sd2", "Stable Diffusion 2", "original layout"),
    Case("controlnet-original-sdxl", _ZERO + "control_model.label_emb.0.0.weight 1280 2816", "controlnet", "sdxl", "Stable Diffusion XL", "original layout"),
    Case("controlnet-original-union-sdxl", _ZERO + "control_model.label_emb.0.0.weight 1280 2816\ncontrol_model.task_embedding 8 320", "controlnet", "sdxl", "Stable Diffusion XL", "union, original layout"),
    Case("controlnet-original-other", _ZERO + "control_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight 320 999", "controlnet", "", "", "original layout"),
    Case("controlnet-lllite", "lllite_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q.down.0.weight 64 640", "controlnet", "sdxl", "Stable Diffusion XL", "LLLite"),
    Case("controlnet-hunyuan-dit", "after_proj_list.18.bias 1408\nafter_proj_list.0.weight 1408 1408", "controlnet", "hunyuan_dit", "Hunyuan-DiT"),
    Case("controlnet-z-image-union", "control_all_x_embedder.2-1.weight 3840 132\ncontrol_layers.0.attention.to_q.weight 3840 3840", "controlnet", "z_image", "Z-Image", "union"),
    Case("controlnet-flux1-xlabs", "controlnet_blocks.0.weight 3072 3072\ndouble_blocks.0.img_attn.norm.key_norm.scale 128\ndouble_blocks.0.img_attn.proj.weight 3072 3072\nimg_in.weight 3072 64", "controlnet", "flux1", "FLUX.1", "XLabs"),
    Case("controlnet-flux1-mistoline", "controlnet_blocks.0.linear.weight 3072 3072\ndouble_blocks.0.img_attn.proj.weight 3072 3072", "controlnet", "flux1", "FLUX.1", "MistoLine"),
    Case("controlnet-flux1", "controlnet_x_embedder.weight 3072 64\ncontrolnet_blocks.0.weight 3072 3072\ntransformer_blocks.0.norm1_context.linear.weight 18432 3072", "controlnet", "flux1", "FLUX.1"),
    Case("controlnet-flux1-union", "controlnet_x_embedder.weight 3072 64\ncontrolnet_mode_embedder.weight 10 3072\ncontrolnet_blocks.0.weight 3072 3072", "controlnet", "flux1", "FLUX.1", "union"),
    Case("controlnet-sd3", "controlnet_blocks.0.weight 1536 1536\npos_embed_input.proj.weight 1536 16 2 2\ntransformer_blocks.0.attn.add_q_proj.weight 1536 1536\npos_embed.proj.weight 1536 16 2 2", "controlnet", "sd3", "Stable Diffusion 3"),
    Case("controlnet-qwen-image", "controlnet_blocks.0.weight 3072 3072\ncontrolnet_x_embedder.weight 3072 64\ntransformer_blocks.0.img_mlp.net.0.proj.weight 12288 3072\ntransformer_blocks.0.img_mod.1.weight 18432 3072\ntxt_norm.weight 3584", "controlnet", "qwen_image", "Qwen-Image"),
    Case("controlnet-sana", "controlnet_blocks.0.weight 2240 2240\ntransformer_blocks.0.ff.conv_inverted.weight 11200 2240 1 1\ncaption_norm.weight 2240", "controlnet", "sana", "Sana"),
    Case("t2i-adapter-light", "body.0.in_conv.weight 320 192 1 1\nbody.0.body.0.block1.weight 160 160 3 3", "t2i_adapter", "sd1", "Stable Diffusion 1", "light"),
    Case("t2i-adapter-light-diffusers", "adapter.body.0.in_conv.weight 320 192 1 1\nadapter.body.0.resnets.0.block1.weight 80 80 3 3", "t2i_adapter", "sd1", "Stable Diffusion 1", "light"),
    Case("t2i-adapter-sd1", "conv_in.weight 320 192 3 3\nbody.0.block1.weight 320 320 3 3\nbody.0.block2.weight 320 320 1 1", "t2i_adapter", "sd1", "Stable Diffusion 1"),
    Case("t2i-adapter-sdxl", "conv_in.weight 320 768 3 3\nbody.0.block1.weight 320 320 3 3", "t2i_adapter", "sdxl", "Stable Diffusion XL"),
    Case("t2i-adapter-sdxl-grey", "conv_in.weight 320 256 3 3\nbody.0.block1.weight 320 320 3 3", "t2i_adapter", "sdxl", "Stable Diffusion XL"),
    Case("t2i-adapter-sd1-diffusers", "adapter.conv_in.weight 320 192 3 3\nadapter.body.0.resnets.0.block1.weight 320 320 3 3", "t2i_adapter", "sd1", "Stable Diffusion 1"),
    Case("t2i-adapter-sdxl-diffusers", "adapter.conv_in.weight 320 768 3 3\nadapter.body.0.resnets.0.block1.weight 320 320 3 3", "t2i_adapter", "sdxl", "Stable Diffusion XL"),
    Case("t2i-adapter-sdxl-grey-diffusers", "adapter.conv_in.weight 320 256 3 3\nadapter.body.0.resnets.0.block1.weight 320 320 3 3", "t2i_adapter", "sdxl", "Stable Diffusion XL"),
    Case("ip-adapter-sd1", "image_proj.proj.weight 3072 1024\nimage_proj.norm.weight 768\nip_adapter.1.to_k_ip.weight 320 768\nip_adapter.1.to_v_ip.weight 320 768", "ip_adapter", "sd1", "Stable Diffusion 1"),
    Case("ip-adapter-sd2", "image_proj.proj.weight 4096 1024\nip_adapter.1.to_k_ip.weight 320 1024", "ip_adapter", "sd2", "Stable Diffusion 2"),
    Case("ip-adapter-sdxl", "image_proj.latents 1 16 1280\nip_adapter.1.to_k_ip.weight 640 2048", "ip_adapter", "sdxl", "Stable Diffusion XL", "Plus"),
    Case("ip-adapter-sd1", "image_proj.proj.0.weight 1024 512\nimage_proj.proj.2.weight 3072 1024\nip_adapter.1.to_k_ip.weight 320 768", "ip_adapter", "sd1", "Stable Diffusion 1", "FaceID"),
    Case("ip-adapter-sd1", "image_proj.perceiver_resampler.proj_in.weight 768 1280\nip_adapter.1.to_k_ip.weight 320 768", "ip_adapter", "sd1", "Stable Diffusion 1", "FaceID Plus"),
    Case("ip-adapter-sd3", "ip_adapter.0.to_k_ip.weight 2432 2432\nip_adapter.0.norm_ip_q.weight 64\nimage_proj.latents 1 64 1280", "ip_adapter", "sd3", "Stable Diffusion 3", "Plus"),
    Case("ip-adapter-flux1", "ip_adapter.0.to_k_ip.weight 3072 4096\nimage_proj.norm.weight 4096", "ip_adapter", "flux1", "FLUX.1"),
    Case("ip-adapter-flux1-xlabs", "ip_adapter_proj_model.norm.weight 4096\nip_adapter_proj_model.proj.weight 16384 768\ndouble_blocks.0.processor.ip_adapter_double_stream_k_proj.weight 3072 4096", "ip_adapter", "flux1", "FLUX.1", "XLabs"),
    Case("ip-adapter-flux1-redux", "redux_up.weight 12288 1152\nredux_down.weight 4096 12288", "ip_adapter", "flux1", "FLUX.1", "Redux"),
    Case("ip-adapter-other", "image_proj.norm.weight 768\nip_adapter.1.to_k_ip.weight 320 999", "ip_adapter", "", ""),
    Case("ip-adapter-other", "image_proj.weight 9 9\nip_adapter.7.x.weight 9 9", "ip_adapter", "", ""),
]  # fmt: skip

UPSCALERS = [
    Case("upscaler-esrgan-old", "model.0.weight 64 3 3 3\nmodel.1.sub.0.RDB1.conv1.0.weight 32 64 3 3", "upscaler", "", "ESRGAN", "4×", name="4x-UltraSharp"),
    Case("upscaler-esrgan-trunk", "conv_first.weight 64 3 3 3\nRRDB_trunk.0.RDB1.conv1.weight 32 64 3 3", "upscaler", "", "ESRGAN"),
    Case("upscaler-real-esrgan", "conv_first.weight 64 3 3 3\nbody.0.rdb1.conv1.weight 32 64 3 3", "upscaler", "", "Real-ESRGAN", "2×", name="RealESRGAN_x2plus"),
    Case("upscaler-real-esrgan", "params_ema.conv_first.weight 64 3 3 3\nparams_ema.body.0.rdb1.conv1.weight 32 64 3 3", "upscaler", "", "Real-ESRGAN", "8×", name="8x_NMKD"),
    Case("upscaler-compact", "body.0.weight 64 3 3 3\nbody.1.weight 64\nbody.2.weight 64 64 3 3", "upscaler", "", "Real-ESRGAN Compact"),
    Case("upscaler-swinir", "conv_first.weight 180 3 3 3\nlayers.0.residual_group.blocks.0.norm1.weight 180", "upscaler", "", "SwinIR"),
    Case("upscaler-swin2sr", "patch_embed.proj.weight 180 180 1 1\nlayers.0.residual_group.blocks.0.norm1.weight 180", "upscaler", "", "Swin2SR"),
    Case("upscaler-hat", "layers.0.residual_group.blocks.0.conv_block.cab.0.weight 60 180 3 3\nlayers.0.residual_group.blocks.0.norm1.weight 180", "upscaler", "", "HAT"),
    Case("upscaler-dat", "before_RG.1.weight 180\nlayers.0.blocks.0.norm1.weight 180", "upscaler", "", "DAT"),
    Case("upscaler-drct", "conv_first.weight 180 3 3 3\nlayers.0.swin1.norm1.weight 180", "upscaler", "", "DRCT"),
    Case("upscaler-atd", "conv_first.weight 210 3 3 3\nrelative_position_index_SA 256 256", "upscaler", "", "ATD"),
    Case("upscaler-span", "block_1.c1_r.sk.weight 48 48 1 1\nconv_1.sk.weight 48 3 1 1", "upscaler", "", "SPAN"),
    Case("upscaler-omnisr", "residual_layer.0.residual_layer.0.layer.0.fn.0.weight 64 64 1 1\ninput.weight 64 3 3 3", "upscaler", "", "OmniSR"),
    Case("upscaler-plksr", "feats.0.weight 64 3 3 3\nfeats.1.lk.conv.weight 16 16 17 17", "upscaler", "", "PLKSR"),
    Case("upscaler-plksr-channel", "feats.0.weight 64 3 3 3\nfeats.1.channel_mixer.0.weight 128 64 3 3", "upscaler", "", "PLKSR"),
    Case("upscaler-scunet", "m_head.0.weight 64 3 3 3\nm_down1.0.trans_block.ln1.weight 32\nm_tail.0.weight 3 64 3 3", "upscaler", "", "SCUNet"),
    Case("upscaler-realcugan", "unet1.conv1.conv.0.weight 32 3 3 3", "upscaler", "", "Real-CUGAN"),
    Case("face-gfpgan", "toRGB.0.weight 3 256 1 1\nfinal_linear.weight 8192 4096\nstylegan_decoder.style_conv1.bias 1 512 1 1", "unknown", "", "Face restorer GFPGAN"),
    Case("face-codeformer", "position_emb 256 512\nquantize.embedding.weight 1024 256", "unknown", "", "Face restorer CodeFormer"),
]  # fmt: skip

_UNET = """
input_blocks.0.0.weight 320 4 3 3
input_blocks.1.0.in_layers.2.weight 320 320 3 3
out.2.weight 4 320 3 3
time_embed.0.weight 1280 320
"""
_UNET_DIFFUSERS = """
conv_in.weight 320 4 3 3
conv_out.weight 4 320 3 3
down_blocks.0.resnets.0.conv1.weight 320 320 3 3
time_embedding.linear_1.weight 1280 320
"""
_READS = "input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight 320 "
_READS_DIFFUSERS = "down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight 320 "
_SD1, _SD2 = _UNET + _READS + "768", _UNET + _READS + "1024"
_SDXL = (
    _UNET + "label_emb.0.0.weight 1280 2816\ninput_blocks.4.1.transformer_blocks.0.attn2.to_k.weight 640 2048"
)
_SDXL_DIFFUSERS = _UNET_DIFFUSERS + "add_embedding.linear_1.weight 1280 2816"
_JOINT = """
joint_blocks.0.context_block.attn.qkv.weight 4608 1536
joint_blocks.0.x_block.attn.qkv.weight 4608 1536
pos_embed 1 36864 1536
"""
_SD3_DIFFUSERS = """
transformer_blocks.0.attn.add_q_proj.weight 1536 1536
transformer_blocks.0.norm1_context.linear.weight 9216 1536
pos_embed.pos_embed 1 36864 1536
"""
_FLUX1 = """
double_blocks.0.img_attn.norm.key_norm.scale 128
double_blocks.0.img_attn.proj.weight 3072 3072
double_blocks.0.img_attn.qkv.weight 9216 3072
single_blocks.0.linear1.weight 21504 3072
txt_in.weight 3072 4096
vector_in.in_layer.weight 3072 768
"""
_FLUX1_DIFFUSERS = """
transformer_blocks.0.norm1_context.linear.weight 18432 3072
transformer_blocks.0.attn.add_q_proj.weight 3072 3072
single_transformer_blocks.0.proj_mlp.weight 12288 3072
context_embedder.weight 3072 4096
"""
_GUIDED, _GUIDED_DIFFUSERS = (
    "guidance_in.in_layer.weight 3072 256\n",
    "time_text_embed.guidance_embedder.linear_1.weight 3072 256\n",
)
_FLUX2 = """
double_blocks.0.img_attn.proj.weight 3072 3072
double_stream_modulation_img.lin.weight 18432 3072
single_stream_modulation.lin.weight 9216 3072
img_in.weight 3072 128
"""
_FLUX2_DIFFUSERS = """
single_stream_modulation.linear.weight 18432 6144
x_embedder.weight 6144 128
transformer_blocks.0.ff.linear_in.weight 36864 6144
"""
_QWEN = """
img_in.weight 3072 64
txt_norm.weight 3584
transformer_blocks.0.img_mod.1.weight 18432 3072
transformer_blocks.0.attn.add_q_proj.weight 3072 3072
"""
_WAN = """
head.modulation 1 2 5120
blocks.0.cross_attn.k.weight 5120 5120
text_embedding.0.weight 5120 4096
"""

DENOISERS = [
    Case("sd1", _SD1, "denoiser", "sd1", "Stable Diffusion 1"),
    Case("sd1", _SD1.replace("320 4 3 3", "320 9 3 3"), "denoiser", "sd1", "Stable Diffusion 1", "inpainting"),
    Case("sd1", _SD1.replace("320 4 3 3", "320 8 3 3"), "denoiser", "sd1", "Stable Diffusion 1", "instruct-pix2pix"),
    Case("sd1", _SD1 + "\ntime_embed.cond_proj.weight 320 256", "denoiser", "sd1", "Stable Diffusion 1", "LCM"),
    Case("sd1", _SD1, "denoiser", "sd1", "Stable Diffusion 1", "Hyper", name="Hyper-SD15"),
    Case("sd1-zero123", _SD1 + "\ncc_projection.weight 768 772", "denoiser", "sd1", "Stable Diffusion 1", "Zero123"),
    Case("sd2", _SD2, "denoiser", "sd2", "Stable Diffusion 2"),
    Case("sd2", _SD2 + "\nv_pred 0", "denoiser", "sd2", "Stable Diffusion 2", "v-prediction"),
    Case("sd2", _SD2, "denoiser", "sd2", "Stable Diffusion 2", "v-prediction", metadata={"modelspec.prediction_type": "v"}),
    Case("sd2", _SD2.replace("320 4 3 3", "320 5 3 3"), "denoiser", "sd2", "Stable Diffusion 2", "depth"),
    Case("sd-upscaler", _SD2.replace("320 4 3 3", "256 7 3 3"), "denoiser", "sd2", "Stable Diffusion 2", "4× enlarger"),
    Case("sdxl", _SDXL, "denoiser", "sdxl", "Stable Diffusion XL"),
    Case("sdxl", _SDXL + "\nv_pred 0\nztsnr 0", "denoiser", "sdxl", "Stable Diffusion XL", "v-prediction, zero terminal SNR"),
    Case("sdxl", _SDXL + "\nedm_vpred.sigma_max 1", "denoiser", "sdxl", "Stable Diffusion XL", "v-prediction"),
    Case("sdxl", _SDXL + "\nedm_mean 4", "denoiser", "sdxl", "Stable Diffusion XL", "Playground 2.5"),
    Case("sdxl", _SDXL, "denoiser", "sdxl", "Stable Diffusion XL", "Turbo", name="sd_xl_turbo_1.0_fp16"),
    Case("sdxl", _SDXL, "denoiser", "sdxl", "Stable Diffusion XL", "Lightning", name="sdxl_lightning_4step"),
    Case("sdxl", _SDXL, "denoiser", "sdxl", "Stable Diffusion XL", "DMD2", name="dmd2_sdxl_4step"),
    Case("sdxl", _SDXL, "denoiser", "sdxl", "Stable Diffusion XL", "Pony", name="ponyDiffusionV6XL"),
    Case("sdxl", _SDXL, "denoiser", "sdxl", "Stable Diffusion XL", "Illustrious", name="Illustrious-XL-v2.0"),
    Case("sdxl", _SDXL.replace("320 4 3 3", "320 9 3 3"), "denoiser", "sdxl", "Stable Diffusion XL", "inpainting"),
    Case("sdxl", _SDXL + "\ninput_blocks.7.1.transformer_blocks.3.attn2.to_k.weight 1280 2048", "denoiser", "sdxl", "Stable Diffusion XL", "SSD-1B"),
    Case("sdxl-refiner", _UNET.replace("320", "384") + "label_emb.0.0.weight 1536 2560", "denoiser", "sdxl_refiner", "Stable Diffusion XL Refiner"),
    Case("svd", _SD2 + "\ninput_blocks.1.1.time_stack.0.attn1.to_q.weight 320 320", "denoiser", "svd", "Stable Video Diffusion"),
    Case("sd1-diffusers", _UNET_DIFFUSERS + _READS_DIFFUSERS + "768", "denoiser", "sd1", "Stable Diffusion 1"),
    Case("sd1-diffusers", _UNET_DIFFUSERS.replace(" 4 3 3", " 9 3 3") + _READS_DIFFUSERS + "768", "denoiser", "sd1", "Stable Diffusion 1", "inpainting"),
    Case("sd1-diffusers", _UNET_DIFFUSERS.replace(" 4 3 3", " 8 3 3") + _READS_DIFFUSERS + "768", "denoiser", "sd1", "Stable Diffusion 1", "instruct-pix2pix"),
    Case("sd1-diffusers", _UNET_DIFFUSERS + _READS_DIFFUSERS + "768\ntime_embedding.cond_proj.weight 320 256", "denoiser", "sd1", "Stable Diffusion 1", "LCM"),
    Case("sd2-diffusers", _UNET_DIFFUSERS + _READS_DIFFUSERS + "1024", "denoiser", "sd2", "Stable Diffusion 2"),
    Case("sdxl-diffusers", _SDXL_DIFFUSERS, "denoiser", "sdxl", "Stable Diffusion XL"),
    Case("sdxl-refiner-diffusers", _UNET_DIFFUSERS + "add_embedding.linear_1.weight 1536 2560", "denoiser", "sdxl_refiner", "Stable Diffusion XL Refiner"),
    Case("sd3-medium", _JOINT + "x_embedder.proj.weight 1536 16 2 2", "denoiser", "sd3", "Stable Diffusion 3 Medium"),
    Case("sd35-medium", _JOINT + "x_embedder.proj.weight 1536 16 2 2\njoint_blocks.0.x_block.attn2.qkv.weight 4608 1536", "denoiser", "sd3", "Stable Diffusion 3.5 Medium"),
    Case("sd35-large", _JOINT + "x_embedder.proj.weight 2432 16 2 2\njoint_blocks.37.x_block.attn.qkv.weight 7296 2432", "denoiser", "sd3", "Stable Diffusion 3.5 Large", "Turbo", name="sd3.5_large_turbo"),
    Case("sd3", _JOINT + "x_embedder.proj.weight 64 16 2 2", "denoiser", "sd3", "Stable Diffusion 3"),
    Case("sd3-medium-diffusers", _SD3_DIFFUSERS + "pos_embed.proj.weight 1536 16 2 2", "denoiser", "sd3", "Stable Diffusion 3 Medium"),
    Case("sd35-medium-diffusers", _SD3_DIFFUSERS + "pos_embed.proj.weight 1536 16 2 2\ntransformer_blocks.0.attn2.to_q.weight 1536 1536", "denoiser", "sd3", "Stable Diffusion 3.5 Medium"),
    Case("sd35-large-diffusers", _SD3_DIFFUSERS + "pos_embed.proj.weight 2432 16 2 2", "denoiser", "sd3", "Stable Diffusion 3.5 Large"),
    Case("flux1-dev", _FLUX1 + _GUIDED + "img_in.weight 3072 64", "denoiser", "flux1", "FLUX.1 dev"),
    Case("flux1-dev", _FLUX1 + _GUIDED + "img_in.weight 3072 64", "denoiser", "flux1", "FLUX.1 dev", "Kontext", name="flux1-dev-kontext_fp8"),
    Case("flux1-dev", _FLUX1 + _GUIDED + "img_in.weight 3072 64", "denoiser", "flux1", "FLUX.1 dev", "Krea", name="flux1-krea-dev"),
    Case("flux1-schnell", _FLUX1 + "img_in.weight 3072 64", "denoiser", "flux1", "FLUX.1 schnell"),
    Case("flux1-fill", _FLUX1 + _GUIDED + "img_in.weight 3072 384", "denoiser", "flux1", "FLUX.1 dev", "Fill"),
    Case("flux1-control", _FLUX1 + _GUIDED + "img_in.weight 3072 128", "denoiser", "flux1", "FLUX.1 dev", "Canny or Depth"),
    Case("flux1-dev-diffusers", _FLUX1_DIFFUSERS + _GUIDED_DIFFUSERS + "x_embedder.weight 3072 64", "denoiser", "flux1", "FLUX.1 dev"),
    Case("flux1-schnell-diffusers", _FLUX1_DIFFUSERS + "x_embedder.weight 3072 64", "denoiser", "flux1", "FLUX.1 schnell"),
    Case("flux1-fill-diffusers", _FLUX1_DIFFUSERS + _GUIDED_DIFFUSERS + "x_embedder.weight 3072 384", "denoiser", "flux1", "FLUX.1 dev", "Fill"),
    Case("flux1-control-diffusers", _FLUX1_DIFFUSERS + _GUIDED_DIFFUSERS + "x_embedder.weight 3072 128", "denoiser", "flux1", "FLUX.1 dev", "Canny or Depth"),
    Case("ovis-image-diffusers", _FLUX1_DIFFUSERS + "x_embedder.weight 3072 64\ncontext_embedder_norm.weight 2048", "denoiser", "ovis_image", "Ovis-Image"),
    Case("flux2-dev", _FLUX2 + "txt_in.weight 6144 15360", "denoiser", "flux2", "FLUX.2 dev"),
    Case("flux2-klein-4b", _FLUX2 + "txt_in.weight 3072 7680", "denoiser", "flux2", "FLUX.2 klein", "4B"),
    Case("flux2-klein-4b", _FLUX2 + "txt_in.weight 3072 7680", "denoiser", "flux2", "FLUX.2 klein", "4B, base", name="flux-2-klein-base-4b"),
    Case("flux2-klein-9b", _FLUX2 + "txt_in.weight 4096 12288", "denoiser", "flux2", "FLUX.2 klein", "9B"),
    Case("flux2-dev-diffusers", _FLUX2_DIFFUSERS + "context_embedder.weight 6144 15360", "denoiser", "flux2", "FLUX.2 dev"),
    Case("flux2-klein-4b-diffusers", _FLUX2_DIFFUSERS + "context_embedder.weight 3072 7680", "denoiser", "flux2", "FLUX.2 klein", "4B"),
    Case("flux2-klein-9b-diffusers", _FLUX2_DIFFUSERS + "context_embedder.weight 4096 12288", "denoiser", "flux2", "FLUX.2 klein", "9B"),
    Case("flux3", "early_stream_modulations.image.lin.weight 9216 3072\nsingle_stream_modulations.image.lin.weight 9216 3072", "denoiser", "flux3", "FLUX.3"),
    Case("chroma", _FLUX1 + "distilled_guidance_layer.norms.0.scale 5120\nimg_in.weight 3072 64", "denoiser", "chroma", "Chroma"),
    Case("chroma", _FLUX1 + "distilled_guidance_layer.norms.0.scale 5120\nimg_in.weight 3072 64", "denoiser", "chroma", "Chroma", "Flash", name="Chroma1-HD-Flash"),
    Case("chroma", _FLUX1_DIFFUSERS + "distilled_guidance_layer.norms.0.weight 5120\nx_embedder.weight 3072 64", "denoiser", "chroma", "Chroma"),
    Case("chroma-radiance", _FLUX1 + "distilled_guidance_layer.norms.0.scale 5120\nnerf_blocks.0.norm.scale 64", "denoiser", "chroma", "Chroma", "Radiance"),
    Case("z-image", "cap_embedder.0.weight 2560\ncap_embedder.1.weight 3840 2560\ncontext_refiner.0.attention.qkv.weight 11520 3840\nnoise_refiner.0.attention.qkv.weight 11520 3840\nx_embedder.weight 3840 64", "denoiser", "z_image", "Z-Image", "Turbo", name="z_image_turbo_bf16"),
    Case("z-image-diffusers", "all_x_embedder.2-1.weight 3840 64\ncap_embedder.0.weight 2560\nlayers.0.attention.to_q.weight 3840 3840", "denoiser", "z_image", "Z-Image"),
    Case("lumina2", "cap_embedder.0.weight 2304\ncap_embedder.1.weight 2304 2304\ncontext_refiner.0.attention.qkv.weight 3840 2304\nnoise_refiner.0.attention.qkv.weight 3840 2304", "denoiser", "lumina2", "Lumina 2"),
    Case("lumina2-diffusers", "time_caption_embed.caption_embedder.0.weight 2304\nnoise_refiner.0.attn.to_q.weight 2304 2304", "denoiser", "lumina2", "Lumina 2"),
    Case("qwen-image", _QWEN, "denoiser", "qwen_image", "Qwen-Image"),
    Case("qwen-image", _QWEN, "denoiser", "qwen_image", "Qwen-Image", "Edit", name="qwen_image_edit_2511_fp8_e4m3fn"),
    Case("qwen-image", _QWEN, "denoiser", "qwen_image", "Qwen-Image", "Lightning", name="Qwen-Image-Lightning-8steps"),
    Case("qwen-image", _QWEN + "time_text_embed.addition_t_embedding.weight 2 3072", "denoiser", "qwen_image", "Qwen-Image", "Layered"),
    Case("qwen-image-2-1", "txt_in.text_norm.weight 4096\ntransformer_blocks.0.img_mlp.gate_up.weight 24576 4096", "denoiser", "qwen_image", "Qwen-Image 2.1"),
    Case("hidream", "caption_projection.0.linear.weight 2560 4096\ndouble_stream_blocks.0.block.ff_i.shared_experts.w3.weight 3584 2560", "denoiser", "hidream", "HiDream I1", "Fast", name="hidream_i1_fast_fp8"),
    Case("hidream", "caption_projection.0.linear.weight 2560 4096\nx_embedder.proj.weight 2560 64", "denoiser", "hidream", "HiDream I1", "Edit", name="hidream_e1_full_bf16"),
    Case("kandinsky5", "visual_embeddings.in_layer.weight 2560 64\nvisual_transformer_blocks.0.cross_attention.to_query.weight 2560 2560\ntext_embeddings.in_layer.weight 2560 3584", "denoiser", "kandinsky5", "Kandinsky 5"),
    Case("krea2", "txtfusion.projector.weight 1 12\nfirst.weight 6144 64\nblocks.0.attn.wq.weight 6144 6144", "denoiser", "krea2", "Krea 2"),
    Case("wan", _WAN + "patch_embedding.weight 5120 16 1 2 2", "denoiser", "wan", "Wan", "14B"),
    Case("wan", _WAN + "patch_embedding.weight 5120 36 1 2 2", "denoiser", "wan", "Wan", "14B, from a picture"),
    Case("wan", _WAN + "patch_embedding.weight 1536 16 1 2 2", "denoiser", "wan", "Wan", "1.3B"),
    Case("wan", _WAN + "patch_embedding.weight 3072 48 1 2 2", "denoiser", "wan", "Wan", "2.2 5B"),
    Case("wan-vace", _WAN + "patch_embedding.weight 5120 16 1 2 2\nvace_patch_embedding.weight 5120 96 1 2 2", "denoiser", "wan", "Wan", "VACE, 14B"),
    Case("wan-animate", _WAN + "patch_embedding.weight 5120 36 1 2 2\nface_adapter.fuser_blocks.0.k_norm.weight 128", "denoiser", "wan", "Wan", "Animate, 14B, from a picture"),
    Case("wan-diffusers", "condition_embedder.text_embedder.linear_1.weight 1536 4096\npatch_embedding.weight 1536 16 1 2 2\nblocks.0.attn1.to_q.weight 1536 1536", "denoiser", "wan", "Wan", "1.3B"),
    Case("ltx", "adaln_single.emb.timestep_embedder.linear_1.weight 2048 256\npatchify_proj.weight 2048 128\ntransformer_blocks.27.scale_shift_table 6 2048", "denoiser", "ltx", "LTX-Video"),
    Case("ltx-diffusers", "time_embed.emb.timestep_embedder.linear_1.weight 2048 256\nproj_in.weight 2048 128\ncaption_projection.linear_1.weight 2048 4096", "denoiser", "ltx", "LTX-Video"),
    Case("ltx2", "av_ca_a2v_gate_adaln_single.emb.timestep_embedder.linear_1.weight 4096 256\nadaln_single.emb.timestep_embedder.linear_1.weight 4096 256\npatchify_proj.weight 4096 128", "denoiser", "ltx2", "LTX-2"),
    Case("hunyuan-video", "txt_in.individual_token_refiner.blocks.0.norm1.weight 3072\ndouble_blocks.0.img_attn.proj.weight 3072 3072\nimg_in.proj.weight 3072 16 1 2 2", "denoiser", "hunyuan_video", "HunyuanVideo"),
    Case("pixart", "t_block.1.weight 6912 1152\nblocks.0.cross_attn.kv_linear.weight 2304 1152\ny_embedder.y_embedding 300 4096\nx_embedder.proj.weight 1152 4 2 2", "denoiser", "pixart", "PixArt-Σ"),
    Case("pixart-alpha", "t_block.1.weight 6912 1152\nblocks.0.cross_attn.kv_linear.weight 2304 1152\ny_embedder.y_embedding 120 4096\nar_embedder.mlp.0.weight 384 256", "denoiser", "pixart", "PixArt-α"),
    Case("pixart-diffusers", "adaln_single.emb.timestep_embedder.linear_1.weight 1152 256\npos_embed.proj.weight 1152 4 2 2", "denoiser", "pixart", "PixArt-Σ"),
    Case("pixart-alpha-diffusers", "adaln_single.emb.timestep_embedder.linear_1.weight 1152 256\nadaln_single.emb.resolution_embedder.linear_1.weight 384 256\npos_embed.proj.weight 1152 4 2 2", "denoiser", "pixart", "PixArt-α"),
    Case("sana", "t_block.1.weight 13440 2240\nblocks.0.cross_attn.kv_linear.weight 4480 2240\nblocks.0.mlp.inverted_conv.conv.weight 11200 2240 1 1", "denoiser", "sana", "Sana"),
    Case("sana-diffusers", "transformer_blocks.0.ff.conv_inverted.weight 11200 2240 1 1\ncaption_norm.weight 2240", "denoiser", "sana", "Sana", "Sprint", name="Sana_Sprint_1.6B"),
    Case("aura", "double_layers.0.attn.w1q.weight 3072 3072\ncond_seq_linear.weight 3072 2048", "denoiser", "aura", "AuraFlow"),
    Case("cosmos-predict2", "blocks.0.mlp.layer1.weight 8192 2048\nblocks.0.adaln_modulation_cross_attn.1.weight 256 2048", "denoiser", "cosmos", "Cosmos Predict 2"),
    Case("cosmos", "blocks.block0.blocks.0.block.attn.to_q.0.weight 4096 4096", "denoiser", "cosmos", "Cosmos"),
    Case("hunyuan-dit", "mlp_t5.0.weight 8192 2048\nblocks.0.attn1.Wqkv.weight 4224 1408", "denoiser", "hunyuan_dit", "Hunyuan-DiT"),
    Case("mochi", "t5_yproj.weight 1536 4096\nblocks.0.attn.qkv_x.weight 9216 3072", "denoiser", "mochi", "Mochi 1"),
    Case("cascade-c", "clf.1.weight 64 2048 1 1\nclip_txt_mapper.weight 2048 1280", "denoiser", "cascade", "Stable Cascade", "stage C"),
    Case("cascade-b", "clf.1.weight 16 320 1 1\nclip_mapper.weight 5120 1280", "denoiser", "cascade", "Stable Cascade", "stage B"),
    Case("cogview4-diffusers", "time_condition_embed.timestep_embedder.linear_1.weight 512 2560\npatch_embed.text_proj.weight 2560 4096", "denoiser", "cogview4", "CogView 4"),
    Case("omnigen2", "time_caption_embed.timestep_embedder.linear_1.weight 1024 256\nref_image_refiner.0.attn.to_q.weight 2520 2520", "denoiser", "omnigen2", "OmniGen 2"),
    Case("ernie-image", "layers.0.adaLN_sa_ln.weight 3072\ntext_proj.weight 3072 2560", "denoiser", "ernie_image", "ERNIE-Image"),
    Case("motion-module", "down_blocks.0.motion_modules.0.temporal_transformer.norm.weight 320", "unknown", "sd1", "AnimateDiff motion module"),
]  # fmt: skip

_VAE = "decoder.mid.block_1.conv1.weight 512 512 3 3\nencoder.conv_in.weight 128 3 3 3\n"
_VAE_DIFFUSERS = "decoder.mid_block.resnets.0.conv1.weight 512 512 3 3\nencoder.conv_in.weight 128 3 3 3\n"

PARTS = [
    Case("vae-4-channels", _VAE + "decoder.conv_in.weight 512 4 3 3", "vae", "sd1", "Stable Diffusion 1, 2 and XL"),
    Case("vae-4-channels", "first_stage_model." + _VAE.replace("\nenc", "\nfirst_stage_model.enc") + "first_stage_model.decoder.conv_in.weight 512 4 3 3", "vae", "sd1", "Stable Diffusion 1, 2 and XL"),
    Case("vae-4-channels-told-sdxl", _VAE_DIFFUSERS + "decoder.conv_in.weight 512 4 3 3", "vae", "sdxl", "Stable Diffusion XL", name="sdxl_vae"),
    Case("vae-16-channels", _VAE + "decoder.conv_in.weight 512 16 3 3", "vae", "flux1", "FLUX.1, Z-Image and Stable Diffusion 3"),
    Case("vae-flux2", _VAE + "decoder.conv_in.weight 512 32 3 3\nbn.running_mean 128", "vae", "flux2", "FLUX.2"),
    Case("vae-wan", "decoder.middle.0.residual.0.gamma 384 1 1 1\ndecoder.conv1.weight 384 16 3 3 3", "vae", "wan", "Wan 2.1 and Qwen-Image"),
    Case("vae-wan", "decoder.mid_block.resnets.0.norm1.gamma 384 1 1 1\ndecoder.conv_in.weight 384 16 3 3 3\ndecoder.mid_block.resnets.0.conv1.weight 384 384 3 3 3", "vae", "wan", "Wan 2.1 and Qwen-Image"),
    Case("vae-wan22", "decoder.middle.0.residual.0.gamma 1024 1 1 1\ndecoder.upsamples.0.upsamples.0.residual.2.weight 1024 1024 3 3 3", "vae", "wan", "Wan 2.2"),
    Case("vae-ltx", "decoder.up_blocks.0.res_blocks.0.conv1.conv.weight 512 512 3 3 3\ndecoder.conv_in.conv.weight 512 128 3 3 3", "vae", "ltx", "LTX-Video"),
    Case("vae-hunyuan-video", "decoder.conv_in.conv.weight 512 16 3 3 3\npost_quant_conv.weight 16 16 1 1 1", "vae", "hunyuan_video", "HunyuanVideo"),
    Case("vae-sana", "decoder.up_blocks.0.0.conv1.weight 128 256 3 3\ndecoder.conv_in.weight 1024 32 3 3", "vae", "sana", "Sana (deep compression)"),
    Case("vae-mochi", "decoder.blocks.2.blocks.3.stack.5.weight 256 256 3 3 3", "vae", "mochi", "Mochi 1"),
    Case("vae-cascade", "vquantizer.codebook.weight 8192 4\nup_blocks.0.0.weight 384 4 1 1", "vae", "cascade", "Stable Cascade", "stage A"),
    Case("vae-tiny-both", "decoder.layers.2.conv.0.weight 64 64 3 3\nencoder.layers.0.weight 64 3 3 3", "vae", "", "Tiny autoencoder", "preview"),
    Case("vae-tiny-half", "1.weight 64 4 3 3\n3.conv.0.weight 64 64 3 3", "vae", "", "Tiny autoencoder", "preview"),
]  # fmt: skip

_T5 = "encoder.block.0.layer.0.SelfAttention.q.weight"
_LAYER = "model.layers.0.self_attn."
_VISION = "\nvisual.blocks.0.attn.qkv.weight 3840 1280"

TEXTS = [
    Case("clip-l", "text_model.encoder.layers.0.mlp.fc1.weight 3072 768\ntext_model.embeddings.position_embedding.weight 77 768", "text_encoder", "clip_l", "CLIP-L"),
    Case("clip-l", "text_encoders.clip_l.transformer.text_model.encoder.layers.0.mlp.fc1.weight 3072 768", "text_encoder", "clip_l", "CLIP-L"),
    Case("clip-l", "text_model.encoder.layers.0.mlp.fc1.weight 3072 768\ntext_model.embeddings.position_embedding.weight 248 768", "text_encoder", "clip_l", "CLIP-L", "long"),
    Case("clip-l", "text_model.encoder.layers.0.mlp.fc1.weight 3072 768\nvision_model.encoder.layers.0.mlp.fc1.weight 4096 1024", "text_encoder", "clip_l", "CLIP-L", "with image encoder"),
    Case("clip-g", "text_model.encoder.layers.0.mlp.fc1.weight 5120 1280", "text_encoder", "clip_g", "CLIP-G"),
    Case("clip-h", "text_model.encoder.layers.0.mlp.fc1.weight 4096 1024", "text_encoder", "clip_h", "CLIP-H"),
    Case("clip-l-open", "transformer.resblocks.0.mlp.c_fc.weight 3072 768\nvisual.transformer.resblocks.0.mlp.c_fc.weight 4096 1024", "text_encoder", "clip_l", "CLIP-L", "with image encoder"),
    Case("clip-g-open", "transformer.resblocks.0.mlp.c_fc.weight 5120 1280", "text_encoder", "clip_g", "CLIP-G"),
    Case("clip-h-open", "transformer.resblocks.0.mlp.c_fc.weight 4096 1024", "text_encoder", "clip_h", "CLIP-H"),
    Case("clip-vision-alone", "vision_model.encoder.layers.0.mlp.fc1.weight 5120 1280\nvisual_projection.weight 1024 1280", "unknown", "", "Image encoder (CLIP vision)"),
    Case("t5-xxl", f"{_T5} 4096 4096\nencoder.block.0.layer.1.DenseReluDense.wi_1.weight 10240 4096\nshared.weight 32128 4096", "text_encoder", "t5_xxl", "T5-XXL"),
    Case("t5-xxl", f"{_T5} 4096 4096\nencoder.block.23.layer.1.DenseReluDense.wi.weight 65536 1024", "text_encoder", "t5_xxl", "T5-XXL", "older"),
    Case("umt5-xxl", f"{_T5} 4096 4096\nencoder.block.1.layer.0.SelfAttention.relative_attention_bias.weight 32 64\nshared.weight 256384 4096", "text_encoder", "umt5_xxl", "umT5-XXL"),
    Case("umt5-xxl-original", "token_embedding.weight 256384 4096\nblocks.0.attn.q.weight 4096 4096\nblocks.0.pos_embedding.embedding.weight 32 64", "text_encoder", "umt5_xxl", "umT5-XXL"),
    Case("byt5-small", f"{_T5} 384 1472", "text_encoder", "byt5", "ByT5 small"),
    Case("t5-other", f"{_T5} 768 768", "text_encoder", "t5", "T5"),
    Case("gemma2-2b", f"{_LAYER}k_proj.weight 1024 2304\n{_LAYER}q_proj.weight 2048 2304\nmodel.layers.0.post_feedforward_layernorm.weight 2304\nmodel.embed_tokens.weight 256000 2304", "text_encoder", "gemma2_2b", "Gemma 2 2B"),
    Case("gemma3-4b", f"{_LAYER}k_proj.weight 1024 2560\n{_LAYER}q_norm.weight 256\nmodel.layers.0.post_feedforward_layernorm.weight 2560\nmodel.embed_tokens.weight 262208 2560", "text_encoder", "gemma3_4b", "Gemma 3 4B"),
    Case("gemma3", f"{_LAYER}k_proj.weight 2048 3840\n{_LAYER}q_norm.weight 256\nmodel.layers.0.post_feedforward_layernorm.weight 3840\nmodel.embed_tokens.weight 262208 3840", "text_encoder", "gemma3", "Gemma 3"),
    Case("qwen25-vl-7b", f"{_LAYER}k_proj.weight 512 3584\n{_LAYER}k_proj.bias 512{_VISION}", "text_encoder", "qwen25_vl_7b", "Qwen2.5-VL 7B"),
    Case("qwen25-vl-7b", "model.language_model.layers.0.self_attn.k_proj.weight 512 3584\nmodel.language_model.layers.0.self_attn.k_proj.bias 512\nmodel.visual.blocks.0.attn.qkv.weight 3840 1280", "text_encoder", "qwen25_vl_7b", "Qwen2.5-VL 7B"),
    Case("qwen25-vl-3b", f"{_LAYER}k_proj.weight 256 2048\n{_LAYER}k_proj.bias 256{_VISION}", "text_encoder", "qwen25_vl_3b", "Qwen2.5-VL 3B"),
    Case("qwen25-7b", f"{_LAYER}k_proj.weight 512 3584\n{_LAYER}k_proj.bias 512", "text_encoder", "qwen25_7b", "Qwen2.5 7B"),
    Case("qwen25", f"{_LAYER}k_proj.weight 128 896\n{_LAYER}k_proj.bias 128", "text_encoder", "qwen25", "Qwen2.5"),
    Case("qwen3-06b", f"{_LAYER}k_proj.weight 1024 1024\n{_LAYER}q_norm.weight 128", "text_encoder", "qwen3_06b", "Qwen3 0.6B"),
    Case("qwen3-4b", f"{_LAYER}k_proj.weight 1024 2560\n{_LAYER}q_norm.weight 128", "text_encoder", "qwen3_4b", "Qwen3 4B"),
    Case("qwen3-8b", f"{_LAYER}k_proj.weight 1024 4096\n{_LAYER}q_norm.weight 128", "text_encoder", "qwen3_8b", "Qwen3 8B"),
    Case("qwen3", f"{_LAYER}k_proj.weight 1024 5120\n{_LAYER}q_norm.weight 128", "text_encoder", "qwen3", "Qwen3"),
    Case("qwen3-vl", f"{_LAYER}k_proj.weight 1024 2560\n{_LAYER}q_norm.weight 128{_VISION}", "text_encoder", "qwen3_vl", "Qwen3-VL"),
    Case("mistral-small", f"{_LAYER}k_proj.weight 1024 5120\nmodel.layers.0.post_attention_layernorm.weight 5120\nmodel.embed_tokens.weight 131072 5120", "text_encoder", "mistral_small", "Mistral Small"),
    Case("llama3-8b", f"{_LAYER}k_proj.weight 1024 4096\nmodel.layers.0.post_attention_layernorm.weight 4096\nmodel.embed_tokens.weight 128256 4096", "text_encoder", "llama3_8b", "Llama 3 8B"),
    Case("llama3-8b-extended", f"{_LAYER}k_proj.weight 1024 4096\nmodel.layers.0.post_attention_layernorm.weight 4096\nmodel.embed_tokens.weight 128320 4096", "text_encoder", "llama3_8b", "Llama 3 8B"),
    Case("llama-like", f"{_LAYER}k_proj.weight 8 8\nmodel.layers.0.post_attention_layernorm.weight 8", "text_encoder", "llama", "Language model"),
]  # fmt: skip

EMBEDDINGS = [
    Case("embedding-sd1", "emb_params 8 768", "embedding_image", "sd1", "Stable Diffusion 1"),
    Case("embedding-sd1", "<cat-toy> 768", "embedding_image", "sd1", "Stable Diffusion 1"),
    Case("embedding-sd2", "emb_params 4 1024", "embedding_image", "sd2", "Stable Diffusion 2"),
    Case("embedding-sdxl", "clip_l 8 768\nclip_g 8 1280", "embedding_image", "sdxl", "Stable Diffusion XL"),
    Case("embedding-sdxl-second", "emb_params 8 1280", "embedding_image", "sdxl", "Stable Diffusion XL"),
    Case("embedding-t5", "emb_params 8 4096", "embedding_image", "flux1", "T5 (FLUX.1, Stable Diffusion 3)"),
]  # fmt: skip

_WHOLE_VAE = (
    "first_stage_model.decoder.conv_in.weight 512 4 3 3\nfirst_stage_model.encoder.conv_in.weight 128 3 3 3\n"
)


def under(prefix: str, tensors: str) -> str:
    """The same tensors with a beginning to their names."""
    return "\n".join(f"{prefix}{line}" for line in tensors.strip().splitlines())


_ROOT = "model.diffusion_model."
WHOLE = [
    Case("sd1-whole", under(_ROOT, _UNET) + f"\n{_WHOLE_VAE}cond_stage_model.transformer.text_model.final_layer_norm.weight 768", "checkpoint", "sd1", "Stable Diffusion 1"),
    Case("sd2-whole", under(_ROOT, _UNET) + f"\n{_WHOLE_VAE}cond_stage_model.model.ln_final.weight 1024", "checkpoint", "sd2", "Stable Diffusion 2"),
    Case("sd2-unclip-whole", under(_ROOT, _UNET) + f"\n{_WHOLE_VAE}{_ROOT}label_emb.0.0.weight 1280 2048\ncond_stage_model.model.ln_final.weight 1024", "checkpoint", "sd2", "Stable Diffusion 2", "unCLIP"),
    Case("sdxl-whole", under(_ROOT, _UNET) + f"\n{_WHOLE_VAE}conditioner.embedders.1.model.ln_final.weight 1280\nconditioner.embedders.0.transformer.text_model.final_layer_norm.weight 768", "checkpoint", "sdxl", "Stable Diffusion XL"),
    Case("sdxl-refiner-whole", under(_ROOT, _UNET) + f"\n{_WHOLE_VAE}conditioner.embedders.0.model.ln_final.weight 1280", "checkpoint", "sdxl_refiner", "Stable Diffusion XL Refiner"),
    Case("sd3-medium", under(_ROOT, _JOINT) + f"\n{_ROOT}x_embedder.proj.weight 1536 16 2 2\n{_WHOLE_VAE}text_encoders.clip_l.transformer.text_model.final_layer_norm.weight 768", "checkpoint", "sd3", "Stable Diffusion 3 Medium"),
    Case("flux1-schnell", under(_ROOT, _FLUX1) + f"\n{_ROOT}img_in.weight 3072 64\nvae.decoder.conv_in.weight 512 16 3 3\ntext_encoders.t5xxl.transformer.shared.weight 32128 4096", "checkpoint", "flux1", "FLUX.1 schnell"),
    # Alike, but of sizes that nobody publishes: nothing is claimed that is not known
    Case("", _UNET + _READS + "999", "unknown", "", ""),
    Case("denoiser-other", under(_ROOT, _UNET + _READS + "999"), "denoiser", "", ""),
    Case("", _UNET_DIFFUSERS + _READS_DIFFUSERS + "999", "unknown", "", ""),
    Case("", _VAE + "decoder.conv_in.weight 512 8 3 3", "unknown", "", ""),
    Case("", "text_model.encoder.layers.0.mlp.fc1.weight 2048 512", "unknown", "", ""),
    Case("", "body.0.weight 64 64\nbody.1.weight 64\nbody.2.weight 64 64", "unknown", "", ""),
    Case("", "emb_params 8 999", "unknown", "", ""),
    Case("t5-other", f"{_T5} 512 512\nencoder.block.1.layer.0.SelfAttention.relative_attention_bias.weight 32 6", "text_encoder", "t5", "T5"),
    Case("llama-like", f"{_LAYER}k_proj.weight 2048 3584\n{_LAYER}q_proj.weight 4096 3584\nmodel.layers.0.post_attention_layernorm.weight 3584\nmodel.layers.0.post_feedforward_layernorm.weight 3584", "text_encoder", "llama", "Language model"),
    Case("sdxl", _SDXL + "\ninput_blocks.7.1.transformer_blocks.3.attn2.to_k.weight 1280 2048\ninput_blocks.7.1.transformer_blocks.9.attn2.to_k.weight 1280 2048", "denoiser", "sdxl", "Stable Diffusion XL"),
    Case("denoiser-other", under(_ROOT, "something.weight 8 8"), "denoiser", "", ""),
    Case("", "weight 8 8\nbias 8", "unknown", "", ""),
    Case("", "", "unknown", "", ""),
]  # fmt: skip

CASES = [*LORAS, *CONTROLS, *UPSCALERS, *DENOISERS, *PARTS, *TEXTS, *EMBEDDINGS, *WHOLE]
