"""Tiny Llama models with random weights, made on the spot: a GGUF file and its Hugging Face twin.

The same seed gives the same weights in both, so that what two engines write can be compared token by
token. Variants: with a chat template, with tokens for filling a gap, for embeddings, and LoRAs.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, PoolingType, TokenType
from gguf.quants import quantize
from msgspec import Struct
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from studio.core.messages import ModelFile

END, USER, ANSWER = "<|end|>", "<|user|>", "<|answer|>"
PREFIX, SUFFIX, MIDDLE = "<|prefix|>", "<|suffix|>", "<|middle|>"
SPECIAL = (END, USER, ANSWER, PREFIX, SUFFIX, MIDDLE)
TEMPLATE = (
    "{% for message in messages %}{% if message['role'] == 'assistant' %}"
    + f"{ANSWER}{{{{ message['content'] }}}}{END}"
    + "{% elif message['role'] == 'system' %}{{ raise_exception('no system here') }}{% else %}"
    + f"{USER}{{{{ message['content'] | trim }}}}"
    + "{% endif %}{% endfor %}{% if add_generation_prompt %}"
    + ANSWER
    + "{% endif %}"
)
"""Knows no system, as several published ones do."""
STORY = (
    "The lighthouse keeper counted the ships that passed in the night. None of them answered his lamp. "
    "In the morning the sea was grey, and the wind had gone round to the north; he wrote it down in the "
    "book, as he had done every day for eleven years. “Nothing to report,” he wrote. Then he heard the bell. "
)
"""Text for prompts, and what the vocabulary was trained on."""


class Shape(Struct, frozen=True, kw_only=True):
    layers: int = 2
    width: int = 64
    heads: int = 4
    kept_heads: int = 2
    hidden: int = 128
    context: int = 8192
    seed: int = 1
    sharpness: float = 6.0
    """How decided the model is: with small random weights all tokens are equally likely."""


@cache
def tokenizer() -> Tokenizer:
    """Byte-level, 400 tokens, in the manner of GPT-2."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=list(SPECIAL),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    made.train_from_iterator([STORY], trainer)
    made.add_special_tokens([AddedToken(text, special=True, normalized=False) for text in SPECIAL])
    return made


def _vocabulary() -> tuple[list[str], list[str]]:
    described = json.loads(tokenizer().to_str())["model"]
    tokens = sorted(described["vocab"], key=described["vocab"].__getitem__)
    return tokens, [each if isinstance(each, str) else " ".join(each) for each in described["merges"]]


def weights(shape: Shape) -> dict[str, np.ndarray]:
    """All weights by the names that transformers gives them."""
    dice, width = np.random.default_rng(shape.seed), shape.width
    side, count = width // shape.heads, len(_vocabulary()[0])

    def matrix(rows: int, columns: int, scale: float = 1.0) -> np.ndarray:
        return (dice.standard_normal((rows, columns)) * scale / np.sqrt(columns)).astype(np.float32)

    found = {"model.embed_tokens.weight": matrix(count, width, np.sqrt(width))}
    for layer in range(shape.layers):
        at = f"model.layers.{layer}."
        found[at + "input_layernorm.weight"] = np.ones(width, np.float32)
        found[at + "self_attn.q_proj.weight"] = matrix(width, width, 2.0)
        found[at + "self_attn.k_proj.weight"] = matrix(shape.kept_heads * side, width, 2.0)
        found[at + "self_attn.v_proj.weight"] = matrix(shape.kept_heads * side, width)
        found[at + "self_attn.o_proj.weight"] = matrix(width, width)
        found[at + "post_attention_layernorm.weight"] = np.ones(width, np.float32)
        found[at + "mlp.gate_proj.weight"] = matrix(shape.hidden, width)
        found[at + "mlp.up_proj.weight"] = matrix(shape.hidden, width)
        found[at + "mlp.down_proj.weight"] = matrix(width, shape.hidden)
    found["model.norm.weight"] = np.ones(width, np.float32)
    found["lm_head.weight"] = matrix(count, width, shape.sharpness)
    for number in range(count):
        if not _is_text(number):  # marks and parts of characters stay unlikely, so that what comes is text
            found["lm_head.weight"][number] = 0.0
    return found


def _is_text(number: int) -> bool:
    written = tokenizer().decode([number], skip_special_tokens=True)
    return bool(written) and written.isprintable() and "\ufffd" not in written


_NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}  # fmt: skip
_OUTER = {"model.embed_tokens": "token_embd", "lm_head": "output", "model.norm": "output_norm"}


def _gguf_name(name: str) -> str:
    part = name.removesuffix(".weight")
    if part in _OUTER:
        return f"{_OUTER[part]}.weight"
    _, _, layer, rest = part.split(".", 3)
    return f"blk.{layer}.{_NAMES[rest]}.weight"


def _turned(name: str, weight: np.ndarray, shape: Shape) -> np.ndarray:
    """Rows of queries and keys in llama.cpp's order of rotary positions."""
    if not name.endswith(("q_proj.weight", "k_proj.weight")):
        return weight
    heads = shape.heads if name.endswith("q_proj.weight") else shape.kept_heads
    half = weight.shape[0] // heads // 2
    return weight.reshape(heads, 2, half, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def write_toy_gguf(
    path: Path,
    shape: Shape = Shape(),  # noqa: B008 - frozen
    *,
    chat: bool = False,
    infill: bool = False,
    embedding: bool = False,
    kind: GGMLQuantizationType = GGMLQuantizationType.F32,
) -> ModelFile:
    """A model in one file, and how the engine is told of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = GGUFWriter(path, "llama")
    writer.add_name("Toy")
    writer.add_license("apache-2.0")
    _add_shape(writer, shape)
    if embedding:
        writer.add_pooling_type(PoolingType.MEAN)
    _add_words(writer, chat=chat, infill=infill)
    for name, weight in weights(shape).items():
        value = _turned(name, weight, shape)
        if value.ndim == 2 and kind is not GGMLQuantizationType.F32:
            writer.add_tensor(_gguf_name(name), quantize(value, kind), raw_dtype=kind)
        else:
            writer.add_tensor(_gguf_name(name), value)
    _write(writer)
    told = "embedding" if embedding else "text"
    return ModelFile(id=path.stem, name="Toy", family="gguf", path=str(path), kind=told)


def _add_shape(writer: GGUFWriter, shape: Shape) -> None:
    writer.add_vocab_size(len(_vocabulary()[0]))
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kept_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(10_000.0)


def _add_words(writer: GGUFWriter, *, chat: bool, infill: bool) -> None:
    tokens, merges = _vocabulary()
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([TokenType.CONTROL if each in SPECIAL else TokenType.NORMAL for each in tokens])
    writer.add_token_merges(merges)
    writer.add_eos_token_id(tokens.index(END))
    writer.add_bos_token_id(tokens.index(END))
    writer.add_add_bos_token(False)
    if infill:
        for name, text in (("fim_pre", PREFIX), ("fim_suf", SUFFIX), ("fim_mid", MIDDLE)):
            writer.add_uint32(f"tokenizer.ggml.{name}_token_id", tokens.index(text))
    if chat:
        writer.add_chat_template(TEMPLATE)


def _write(writer: GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_toy_projector(path: Path, shape: Shape = Shape()) -> Path:  # noqa: B008 - frozen
    """A projector (LLaVA's kind) that turns a picture of 28 x 28 into four tokens for the toy."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dice, width, hidden = np.random.default_rng(shape.seed + 1), 32, 64
    writer = GGUFWriter(path, "clip")
    writer.add_type("mmproj")
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", True)
    for name, value in (
        ("image_size", 28), ("patch_size", 14), ("embedding_length", width), ("feed_forward_length", hidden),
        ("projection_dim", shape.width), ("attention.head_count", 2), ("block_count", 2),
    ):  # fmt: skip
        writer.add_uint32(f"clip.vision.{name}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])

    def add(name: str, *sides: int) -> None:
        scale = 1 / np.sqrt(sides[-1]) if len(sides) > 1 else 0.1
        writer.add_tensor(name, (dice.standard_normal(sides) * scale).astype(np.float32))

    add("v.class_embd", width)
    add("v.patch_embd.weight", width, 3, 14, 14)
    add("v.position_embd.weight", 5, width)
    for part in ("v.pre_ln", "v.post_ln"):
        add(f"{part}.weight", width)
        add(f"{part}.bias", width)
    for layer in range(2):
        at = f"v.blk.{layer}."
        for part in ("attn_q", "attn_k", "attn_v", "attn_out"):
            add(f"{at}{part}.weight", width, width)
            add(f"{at}{part}.bias", width)
        for part in ("ln1", "ln2"):
            add(f"{at}{part}.weight", width)
            add(f"{at}{part}.bias", width)
        add(f"{at}ffn_up.weight", hidden, width)
        add(f"{at}ffn_up.bias", hidden)
        add(f"{at}ffn_down.weight", width, hidden)
        add(f"{at}ffn_down.bias", width)
    add("mm.0.weight", shape.width, width)
    add("mm.0.bias", shape.width)
    add("mm.2.weight", shape.width, shape.width)
    add("mm.2.bias", shape.width)
    _write(writer)
    return path


def write_toy_folder(folder: Path, shape: Shape = Shape(), *, chat: bool = False) -> ModelFile:  # noqa: B008
    """The same model as transformers keeps it."""
    folder.mkdir(parents=True, exist_ok=True)
    tokens, _ = _vocabulary()
    config: dict[str, Any] = {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": len(tokens),
        "hidden_size": shape.width, "intermediate_size": shape.hidden, "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads, "num_key_value_heads": shape.kept_heads, "hidden_act": "silu",
        "max_position_embeddings": shape.context, "rms_norm_eps": 1e-5, "rope_theta": 10_000.0,
        "bos_token_id": tokens.index(END), "eos_token_id": tokens.index(END), "tie_word_embeddings": False,
        "torch_dtype": "float32",
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    words: dict[str, Any] = {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": END, "bos_token": END}
    if chat:
        words["chat_template"] = TEMPLATE
    (folder / "tokenizer_config.json").write_text(json.dumps(words))
    tokenizer().save(str(folder / "tokenizer.json"))
    save_file(weights(shape), folder / "model.safetensors", metadata={"format": "pt"})
    return ModelFile(id=folder.name, name="Toy", family="transformers", path=str(folder), kind="text")


# LoRAs


def lora_pairs(shape: Shape, seed: int, rank: int = 4) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """A and B by the name of the weight they change."""
    dice, found = np.random.default_rng(seed), {}
    for layer in range(shape.layers):
        for part in ("self_attn.v_proj", "mlp.down_proj"):
            name = f"model.layers.{layer}.{part}.weight"
            rows, columns = weights(shape)[name].shape
            a = dice.standard_normal((rank, columns)).astype(np.float32) / np.sqrt(columns)
            b = dice.standard_normal((rows, rank)).astype(np.float32)
            found[name] = (a.astype(np.float32), b)
    return found


def write_toy_lora(path: Path, shape: Shape = Shape(), *, seed: int = 7, rank: int = 4) -> ModelFile:  # noqa: B008
    """A LoRA for the toy, as a GGUF file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(rank))
    for name, (a, b) in lora_pairs(shape, seed, rank).items():
        writer.add_tensor(_gguf_name(name) + ".lora_a", a)
        writer.add_tensor(_gguf_name(name) + ".lora_b", b)
    _write(writer)
    return ModelFile(id=path.stem, name=path.stem, family="gguf", path=str(path), kind="text_lora")


def write_toy_lora_folder(
    folder: Path,
    shape: Shape = Shape(),  # noqa: B008
    *,
    seed: int = 7,
    rank: int = 4,
) -> ModelFile:
    """The same LoRA as peft keeps it."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "peft_type": "LORA", "task_type": "CAUSAL_LM", "r": rank, "lora_alpha": rank, "lora_dropout": 0.0,
        "target_modules": ["v_proj", "down_proj"], "bias": "none", "base_model_name_or_path": "toy",
    }  # fmt: skip
    (folder / "adapter_config.json").write_text(json.dumps(config))
    tensors = {}
    for name, (a, b) in lora_pairs(shape, seed, rank).items():
        part = "base_model.model." + name.removesuffix(".weight")
        tensors[f"{part}.lora_A.weight"], tensors[f"{part}.lora_B.weight"] = a, b
    save_file(tensors, folder / "adapter_model.safetensors", metadata={"format": "pt"})
    return ModelFile(
        id=folder.name, name=folder.name, family="transformers", path=str(folder), kind="text_lora"
    )
