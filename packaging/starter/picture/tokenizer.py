"""Step 3: trains the prompt tokenizer: CLIP's format, about 1,600 tokens, every byte included."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from captions import caption
from render import load_scenes
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import CLIPTokenizer

VOCABULARY = 1600
START, END, WORD_END = "<|startoftext|>", "<|endoftext|>", "</w>"
#: How CLIP cuts text into words.
WORDS = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def learn_merges(lines: list[str], size: int = VOCABULARY) -> list[tuple[str, str]]:
    """The byte-pair merges of the lines, most useful first."""
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix=WORD_END, continuing_subword_prefix=""))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), "removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=20,
        # Equally frequent pairs are merged in the order of their numbers, and letters that end a word
        # would be numbered as a hash table happens to list them: naming them first fixes the order.
        special_tokens=[letter + WORD_END for letter in alphabet],
        initial_alphabet=alphabet,
        end_of_word_suffix=WORD_END,
        show_progress=False,
    )
    tokenizer.train_from_iterator(lines, trainer)
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return [(m.split(" ")[0], m.split(" ")[1]) if isinstance(m, str) else (m[0], m[1]) for m in merges]


def write_tokenizer(folder: Path, merges: list[tuple[str, str]]) -> CLIPTokenizer:
    """Writes vocab.json, merges.txt and all else transformers wants, and loads the result.

    The order is CLIP's: bytes, bytes that end a word, merges, two marks.
    """
    folder.mkdir(parents=True, exist_ok=True)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokens = [*alphabet, *(letter + WORD_END for letter in alphabet), *(a + b for a, b in merges), START, END]
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    lines = ["#version: 0.2", *(f"{a} {b}" for a, b in merges)]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    tokenizer = CLIPTokenizer(
        str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77, pad_token=END
    )
    tokenizer.save_pretrained(folder)
    return CLIPTokenizer.from_pretrained(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument("--captions", type=int, default=60_000)
    args = parser.parse_args()
    scenes, rng = load_scenes(args.work / "square.jsonl"), random.Random(0)
    lines = [caption(scenes[i % len(scenes)], rng).lower() for i in range(args.captions)]
    tokenizer = write_tokenizer(args.work / "tokenizer", learn_merges(lines))
    print(f"{len(tokenizer)} tokens", flush=True)


if __name__ == "__main__":
    main()
