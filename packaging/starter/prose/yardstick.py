"""Step 5: measures 5-gram models on the test books, for the trained model to be held against."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
from ngrams import KneserNey, PieceModel
from read import load_texts
from windows import Library, load_library


def token_nats(library: Library, test: Library, vocabulary: int) -> float:
    """The surprise of the test books for a 5-gram over the model's own tokens."""
    model, total = KneserNey(library.tokens, vocabulary), 0.0
    end = library.tokens[-1]
    for first, last in test.spans:
        # The mark behind a book is not counted, the one before it is what the book begins after.
        tokens = np.concatenate([[end], test.tokens[first : last - 1]])
        total -= float(np.log(model.probabilities(tokens)).sum())
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-prose"))
    args = parser.parse_args()
    train, test = load_texts(args.work, "train"), load_texts(args.work, "test")
    words = sum(len(text.split()) for text in test.values())
    tokenizer, library = load_library(args.work)
    by_tokens = token_nats(library, Library.of(tokenizer, test), tokenizer.get_vocab_size())
    pieces = PieceModel(list(train.values()))
    by_pieces = sum(pieces.nats(text) for text in test.values())
    figures = {
        "test_words": words,
        "ngram_tokens_perplexity": round(math.exp(by_tokens / words), 1),
        "ngram_words_perplexity": round(math.exp(by_pieces / words), 1),
    }
    (args.work / "yardstick.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")
    print(figures, flush=True)


if __name__ == "__main__":
    main()
