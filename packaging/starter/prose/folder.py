"""Converts the GGUF file into a folder that Hugging Face's transformers loads."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from gguf_file import CHAT_TEMPLATE, read_gguf
from safetensors.torch import save_file
from tokenizer import END, SPECIAL, pieces_of
from tokenizers import AddedToken, Tokenizer, decoders, models


def tokenizer_of(values: dict) -> Tokenizer:
    """The tokenizer, rebuilt from what a GGUF file keeps of it."""
    vocabulary = {token: i for i, token in enumerate(values["tokenizer.ggml.tokens"])}
    merges = [tuple(merge.split(" ")) for merge in values["tokenizer.ggml.merges"]]
    tokenizer = Tokenizer(models.BPE(vocabulary, merges, ignore_merges=True))
    tokenizer.pre_tokenizer = pieces_of()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    return tokenizer


def write_folder(source: Path, folder: Path) -> None:
    """Writes weights in float32, configuration and tokenizer."""
    model, values = read_gguf(source)
    shape, folder = model.shape, Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    weights = {
        name if name.startswith("lm_head") else f"model.{name}": value.contiguous()
        for name, value in model.state_dict().items()
    }
    metadata = {"format": "pt", "recipe": values["starter.recipe"], "figures": values["starter.figures"]}
    save_file(weights, folder / "model.safetensors", metadata=metadata)
    tokenizer = tokenizer_of(values)
    tokenizer.save(str(folder / "tokenizer.json"))
    end = tokenizer.token_to_id(END)
    config = {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": shape.vocabulary,
        "hidden_size": shape.width,
        "intermediate_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "num_key_value_heads": shape.heads,
        "max_position_embeddings": shape.context,
        "rms_norm_eps": shape.epsilon,
        "rope_theta": shape.theta,
        "rope_parameters": {"rope_type": "default", "rope_theta": shape.theta},
        "hidden_act": "silu",
        "tie_word_embeddings": False,
        "attention_bias": False,
        "mlp_bias": False,
        "bos_token_id": end,
        "eos_token_id": end,
        "pad_token_id": end,
        "dtype": "float32",
    }
    words = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": END,
        "eos_token": END,
        "pad_token": END,
        "model_max_length": shape.context,
        "clean_up_tokenization_spaces": False,
        "chat_template": CHAT_TEMPLATE,
    }
    for name, content in (("config.json", config), ("tokenizer_config.json", words)):
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=Path("resources/starter/prose/starter-prose.gguf"))
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    write_folder(args.source, args.folder)
    print(f"written to {args.folder}", flush=True)


if __name__ == "__main__":
    main()
