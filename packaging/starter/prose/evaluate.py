"""Step 7: measures the packaged model: perplexity, grammar, repetition, copying, requests, speed."""

from __future__ import annotations

import argparse
import json
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from answers import fits
from books import PARAGRAPH
from desk import encode_pair, load_pairs
from folder import tokenizer_of
from gguf_file import read_gguf
from llama import Llama
from measures import OddPairs, copied_runs, repetition, shuffled, slips
from pairs import KINDS, Pair
from read import load_texts
from surprise import answer_nats, books_nats
from tokenizers import Tokenizer
from writing import Writer, open_writer, speed

SAMPLES, SAMPLE_TOKENS = 500, 100
#: Sampling that suits a model of this size.
SETTINGS: dict[str, Any] = {"temperature": 0.8, "top_p": 0.92, "repeat_penalty": 1.05}
#: Shown in the card as they come, with seed 1: nothing is chosen.
SHOWN = (
    "The old house stood at the end of the street, and",
    '"I have something to tell you," said',
    "When the storm was over, the captain",
)


def beginnings(texts: Mapping[str, str], count: int, seed: int, words: int = 12) -> list[tuple[str, str]]:
    """The first words of paragraphs of unseen books, and how the books go on; drawn by the seed."""
    found = [p for text in texts.values() for p in text.split(PARAGRAPH) if len(p.split()) >= 60]
    chosen = random.Random(seed).choices(sorted(set(found)), k=count)
    cut = [p.split() for p in chosen]
    return [(" ".join(p[:words]), " ".join(p[words : words + 75])) for p in cut]


def judge_samples(
    samples: Sequence[str], real: Sequence[str], train: Mapping[str, str]
) -> dict[str, float | int]:
    """All measures of text on the samples, on real prose of the same length, and on shuffled words."""
    odd, mixed = OddPairs(train.values()), shuffled(real)
    runs, real_runs = copied_runs(samples, train.values()), copied_runs(real, train.values())
    return {
        "slips": round(slips(samples), 1),
        "slips_real": round(slips(real), 1),
        "slips_shuffled": round(slips(mixed), 1),
        "odd_pairs": round(odd.share(samples), 2),
        "odd_pairs_real": round(odd.share(real), 2),
        "odd_pairs_shuffled": round(odd.share(mixed), 2),
        "repetition": round(repetition(samples), 2),
        "repetition_real": round(repetition(real), 2),
        "copied_longest": max(runs),
        "copied_mean": round(sum(runs) / len(runs), 1),
        "copied_longest_real": max(real_runs),
        "copied_mean_real": round(sum(real_runs) / len(real_runs), 1),
    }


def judge_desk(
    model: Llama, tokenizer: Tokenizer, writer: Writer, pairs: Sequence[Pair], each: int
) -> dict[str, float]:
    """For every kind of request: whether answers have its form, by chance as well, and use what was asked.

    "Use" is how much less surprising the right answer is after its own request than after another one.
    """
    figures = dict[str, float]()
    for kind in KINDS:
        chosen = [pair for pair in pairs if pair.kind == kind][:each]
        chosen = [pair for pair in chosen if len(encode_pair(tokenizer, pair)[0]) <= model.shape.context - 8]
        if len(chosen) < 2:
            continue
        others = chosen[1:] + chosen[:1]
        gains = list[float]()
        for pair, other in zip(chosen, others, strict=True):
            own = encode_pair(tokenizer, pair)
            wrong = encode_pair(tokenizer, Pair(kind, other.ask, pair.answer))
            if len(wrong[0]) <= model.shape.context:
                gains.append(answer_nats(model, *wrong) - answer_nats(model, *own))
        most = 24 if kind == "title" else 120
        written = writer.complete_all([p.ask for p in chosen], most, chat=True, **SETTINGS)
        right = [fits(pair, w.text, w.ended) for pair, w in zip(chosen, written, strict=True)]
        chance = [fits(pair, w.text, w.ended) for pair, w in zip(others, written, strict=True)]
        figures |= {
            f"{kind}_form": round(100 * sum(right) / len(right)),
            f"{kind}_chance": round(100 * sum(chance) / len(chance)),
            f"{kind}_gain": round(sum(gains) / max(1, len(gains)), 3),
        }
    return figures


def judge_perplexity(model: Llama, tokenizer: Tokenizer, work: Path) -> dict[str, Any]:
    """Perplexity per word on the test books, beside that of the 5-gram models."""
    figures = json.loads((work / "yardstick.json").read_text(encoding="utf-8"))
    texts = load_texts(work, "test")
    words = sum(len(text.split()) for text in texts.values())
    perplexity = math.exp(books_nats(model, tokenizer, texts) / words)
    best = min(figures["ngram_tokens_perplexity"], figures["ngram_words_perplexity"])
    return {
        **figures,
        "test_words": words,
        "perplexity": round(perplexity, 1),
        "against_ngram_percent": round(100 * (perplexity / best - 1), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-prose"))
    parser.add_argument("--model", type=Path, default=Path("resources/starter/prose/starter-prose.gguf"))
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--requests", type=int, default=40, help="of every kind")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, values = read_gguf(args.model)
    tokenizer = tokenizer_of(values)
    summary = judge_perplexity(model, tokenizer, args.work)
    print(summary, flush=True)
    train, test = load_texts(args.work, "train"), load_texts(args.work, "test")
    prompts = beginnings(test, args.samples, seed=0)
    with open_writer(args.model, threads=args.threads) as writer:
        summary["tokens_per_second"] = speed(writer, SHOWN[0])
        shown = [writer.complete(prompt, 70, seed=1, **SETTINGS).text for prompt in SHOWN]
    with open_writer(args.model, threads=args.threads, together=8) as writer:
        samples = [w.text for w in writer.complete_all([p for p, _ in prompts], SAMPLE_TOKENS, **SETTINGS)]
        print(f"{len(samples)} samples written", flush=True)
        summary |= judge_desk(model, tokenizer, writer, load_pairs(args.work, "test", seed=0), args.requests)
    summary |= judge_samples(samples, [real for _, real in prompts], train)
    summary["samples"] = len(samples)
    report = {
        "summary": summary,
        "shown": [[prompt, text] for prompt, text in zip(SHOWN, shown, strict=True)],
        "samples": [[prompt, text] for (prompt, _), text in zip(prompts, samples, strict=True)],
    }
    text = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    (args.work / "evaluation.json").write_text(text, encoding="utf-8")
    print(json.dumps(summary, indent=1), flush=True)


if __name__ == "__main__":
    main()
