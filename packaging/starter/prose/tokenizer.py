"""Step 2: trains the tokenizer, byte-level pairs with the word pattern that llama.cpp calls `llama-bpe`."""

from __future__ import annotations

import argparse
from pathlib import Path

from read import load_texts
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

VOCABULARY = 8192
#: Ends a book, an answer and a document; starts a request; starts the answer to it.
END, ASK, ANSWER = "<|end|>", "<|ask|>", "<|answer|>"
SPECIAL = [END, ASK, ANSWER]
#: How text is cut into words before pairs are merged. llama.cpp holds the same pattern under PATTERN_NAME.
PATTERN_NAME = "llama-bpe"
PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def pieces_of() -> pre_tokenizers.PreTokenizer:
    """Cuts text into words; each piece is written in the byte alphabet."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


def learn_tokenizer(texts: list[str], size: int = VOCABULARY) -> Tokenizer:
    """Learns the merges of the texts; the same texts give the same tokenizer.

    Equally frequent pairs are merged in the order of their numbers, and the whole byte alphabet is named
    first and sorted, so that no number depends on the order of a hash table.
    """
    tokenizer = Tokenizer(models.BPE(ignore_merges=True))
    tokenizer.pre_tokenizer = pieces_of()
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=2,
        special_tokens=SPECIAL,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def encode(tokenizer: Tokenizer, text: str) -> list[int]:
    """The numbers of a plain text; marks such as END are read as text and never as themselves."""
    tokenizer.encode_special_tokens = True
    return tokenizer.encode(text, add_special_tokens=False).ids


def mark(tokenizer: Tokenizer, token: str) -> int:
    """The number of one of the SPECIAL marks."""
    number = tokenizer.token_to_id(token)
    if number is None:
        raise ValueError(f"the tokenizer lacks {token}; train it again with step 2")
    return number


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-prose"))
    parser.add_argument("--size", type=int, default=VOCABULARY)
    args = parser.parse_args()
    texts = list(load_texts(args.work, "train").values())
    tokenizer = learn_tokenizer(texts, args.size)
    tokenizer.save(str(args.work / "tokenizer.json"))
    sample = texts[0][:200_000]
    rate = len(encode(tokenizer, sample)) / len(sample.split())
    print(f"{tokenizer.get_vocab_size()} tokens, {rate:.3f} a word")


if __name__ == "__main__":
    main()
