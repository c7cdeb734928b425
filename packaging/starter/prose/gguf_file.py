"""Writes the model as one GGUF file that llama.cpp loads, and reads such a file back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter, LlamaFileType, TokenType
from gguf.quants import dequantize, quantize
from llama import Llama, Shape
from tokenizer import ANSWER, ASK, END, PATTERN_NAME, SPECIAL
from tokenizers import Tokenizer

#: Raised whenever the recipe changes what comes out.
RECIPE_VERSION = "1"
NAME = "Starter prose"
#: From the most exact to the smallest.
LADDER: dict[str, tuple[GGMLQuantizationType, LlamaFileType]] = {
    "f32": (GGMLQuantizationType.F32, LlamaFileType.ALL_F32),
    "f16": (GGMLQuantizationType.F16, LlamaFileType.MOSTLY_F16),
    "q8_0": (GGMLQuantizationType.Q8_0, LlamaFileType.MOSTLY_Q8_0),
    "q5_1": (GGMLQuantizationType.Q5_1, LlamaFileType.MOSTLY_Q5_1),
    "q5_0": (GGMLQuantizationType.Q5_0, LlamaFileType.MOSTLY_Q5_0),
    "q4_1": (GGMLQuantizationType.Q4_1, LlamaFileType.MOSTLY_Q4_1),
    "q4_0": (GGMLQuantizationType.Q4_0, LlamaFileType.MOSTLY_Q4_0),
}
#: A conversation as the desk stage has seen it: a request, its answer, the end.
CHAT_TEMPLATE = (
    "{% for message in messages %}{% if message['role'] == 'assistant' %}"
    + f"{ANSWER}{{{{ message['content'] }}}}{END}"
    + "{% else %}"
    + f"{ASK}{{{{ message['content'] }}}}"
    + "{% endif %}{% endfor %}{% if add_generation_prompt %}"
    + ANSWER
    + "{% endif %}"
)
#: What each weight is called in a GGUF file.
NAMES = {
    "embed_tokens": "token_embd",
    "lm_head": "output",
    "norm": "output_norm",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def gguf_name(name: str) -> str:
    """The name in the file of a weight of the model."""
    part = name.removesuffix(".weight")
    if part.startswith("layers."):
        _, layer, rest = part.split(".", 2)
        return f"blk.{layer}.{NAMES[rest]}.weight"
    return f"{NAMES[part]}.weight"


def turn_rows(weight: np.ndarray, heads: int, *, back: bool = False) -> np.ndarray:
    """Rows of queries and keys in llama.cpp's order, which turns neighbours where torch here turns halves."""
    half = weight.shape[0] // heads // 2
    inner = (half, 2) if back else (2, half)
    return weight.reshape(heads, *inner, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def is_turned(name: str) -> bool:
    return name.endswith(("q_proj.weight", "k_proj.weight"))


def as_stored(weight: np.ndarray, kind: str) -> np.ndarray:
    """What remains of a matrix that is written in a quantised kind."""
    chosen = LADDER[kind][0]
    return np.asarray(dequantize(quantize(weight, chosen), chosen), np.float32)


def quantised_copy(model: Llama, kind: str) -> Llama:
    """The model as it is after a way through the file; norms always stay exact."""
    copy = Llama(model.shape)
    copy.load_state_dict(
        {
            name: torch.from_numpy(as_stored(value.float().numpy(), kind)) if value.ndim == 2 else value
            for name, value in model.state_dict().items()
        }
    )
    return copy.eval()


def write_gguf(
    path: Path, model: Llama, tokenizer: Tokenizer, kind: str, about: str, figures: dict[str, Any]
) -> None:
    """Writes weights, tokenizer, chat template, the recipe's version and the figures."""
    shape, described = model.shape, json.loads(tokenizer.to_str())["model"]
    writer = GGUFWriter(path, "llama")
    writer.add_name(NAME)
    writer.add_description(about)
    writer.add_license("apache-2.0")
    writer.add_languages(["en"])
    writer.add_file_type(LADDER[kind][1])
    writer.add_quantization_version(2)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(shape.theta)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(PATTERN_NAME)
    tokens = sorted(described["vocab"], key=described["vocab"].__getitem__)
    if len(tokens) != shape.vocabulary:
        raise ValueError(f"the model knows {shape.vocabulary} tokens and the tokenizer {len(tokens)}")
    writer.add_token_list(tokens)
    writer.add_token_types([TokenType.CONTROL if t in SPECIAL else TokenType.NORMAL for t in tokens])
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in described["merges"]])
    end = tokens.index(END)
    writer.add_bos_token_id(end)
    writer.add_eos_token_id(end)
    writer.add_pad_token_id(end)
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)
    writer.add_string("starter.recipe", RECIPE_VERSION)
    writer.add_string("starter.figures", json.dumps(figures, sort_keys=True))
    for name, value in model.state_dict().items():
        weight = value.detach().float().cpu().numpy()
        if is_turned(name):
            weight = turn_rows(weight, shape.heads)
        if weight.ndim == 2:
            stored = LADDER[kind][0]
            writer.add_tensor(gguf_name(name), quantize(weight, stored), raw_dtype=stored)
        else:
            writer.add_tensor(gguf_name(name), weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def read_values(path: Path) -> dict[str, Any]:
    """All the values of a file's header by name."""
    return {name: field.contents() for name, field in GGUFReader(path).fields.items()}


def read_gguf(path: Path) -> tuple[Llama, dict[str, Any]]:
    """The model of a file of this recipe, dequantised, and the values of its header."""
    reader = GGUFReader(path)
    values = {name: field.contents() for name, field in reader.fields.items()}
    shape = Shape(
        vocabulary=values["llama.vocab_size"],
        width=values["llama.embedding_length"],
        layers=values["llama.block_count"],
        heads=values["llama.attention.head_count"],
        hidden=values["llama.feed_forward_length"],
        context=values["llama.context_length"],
        theta=values["llama.rope.freq_base"],
        epsilon=values["llama.attention.layer_norm_rms_epsilon"],
    )
    model, stored = Llama(shape), {tensor.name: tensor for tensor in reader.tensors}
    weights = dict[str, torch.Tensor]()
    for name in model.state_dict():
        tensor = stored[gguf_name(name)]
        weight = np.asarray(dequantize(tensor.data, tensor.tensor_type), np.float32)
        if is_turned(name):
            weight = turn_rows(weight, shape.heads, back=True)
        weights[name] = torch.from_numpy(weight.copy())
    model.load_state_dict(weights)
    return model.eval(), values
