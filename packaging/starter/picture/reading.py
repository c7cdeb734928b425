"""Step 5: teaches the text encoder to read: from a caption it must tell what the scene holds.

The denoiser is the slow part of this model; an encoder that already separates night from day and one boat
from three lets it learn from the first step what a prompt asks for.
"""

# The annotations of transformers do not fit what it takes and returns.
# pyright: reportArgumentType=false, reportAttributeAccessIssue=false
from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections.abc import Callable
from pathlib import Path

import torch
from captions import caption
from scenes import MANY, PLACES, SEASONS, TIMES, Scene, random_scene
from torch.nn import functional
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

sys.path.append(str(Path(__file__).parents[1]))  # What the recipes share lies in the folder above.

from training import Budget, ThreadTuner

LENGTH, WIDTH, BATCH, LEARNING_RATE = 77, 128, 64, 1e-3

#: What is asked about a scene: the number of answers and the right one.
QUESTIONS: dict[str, tuple[int, Callable[[Scene], int]]] = {
    "time": (len(TIMES), lambda s: TIMES.index(s.time)),
    "place": (len(PLACES), lambda s: PLACES.index(s.place)),
    "season": (len(SEASONS) + 1, lambda s: SEASONS.index(s.season) + 1 if s.season else 0),
    "light": (3, lambda s: (1 + (s.crescent and s.time == "night")) if s.sun_or_moon else 0),
    "mountains": (3, lambda s: s.mountains + s.snowy_peaks),
    "clouds": (3, lambda s: min(s.clouds, 2)),
    "stars": (2, lambda s: int(s.stars)),
    "birds": (2, lambda s: int(s.birds > 0)),
    "house": (2, lambda s: int(s.house)),
    "tree": (3, lambda s: {None: 0, "pine": 1, "round": 2}[s.tree]),
    "trees": (5, lambda s: 4 if s.trees == MANY else s.trees),
    "boats": (4, lambda s: s.boats),
    "cacti": (4, lambda s: s.cacti),
    "mesas": (2, lambda s: int(s.mesas)),
    "pastel": (2, lambda s: int(s.pastel)),
}


def build_text_encoder(tokenizer: CLIPTokenizer) -> CLIPTextModel:
    """An untrained CLIP text model, 128 wide with 3 layers."""
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=4 * WIDTH,
        num_hidden_layers=3,
        num_attention_heads=4,
        max_position_embeddings=LENGTH,
        projection_dim=WIDTH,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return CLIPTextModel(config)


def tokenize(tokenizer: CLIPTokenizer, texts: list[str]) -> torch.Tensor:
    """Token ids (n, 77), padded with the end mark as the pipeline does it."""
    batch = tokenizer(texts, padding="max_length", max_length=LENGTH, truncation=True, return_tensors="pt")
    return batch.input_ids


def with_strange_words(text: str, rng: random.Random) -> str:
    """The text with up to three made-up words put in, so that unknown words do not confuse the encoder."""
    words = text.split(" ")
    for _ in range(rng.randint(1, 3)):
        word = "".join(rng.choice("abcdefghijklmnopqrstuvwxyzäéñ") for _ in range(rng.randint(2, 9)))
        words.insert(rng.randint(0, len(words)), word)
    return " ".join(words)


def reading_batch(rng: random.Random, size: int) -> tuple[list[str], dict[str, torch.Tensor]]:
    """Fresh captions and the right answers (size,) to every question."""
    scenes = [random_scene(rng) for _ in range(size)]
    texts = [caption(scene, rng) for scene in scenes]
    texts = [with_strange_words(text, rng) if text and rng.random() < 0.15 else text for text in texts]
    answers = {name: torch.tensor([int(ask(s)) for s in scenes]) for name, (_, ask) in QUESTIONS.items()}
    return texts, answers


def train_text_encoder(
    tokenizer: CLIPTokenizer, budget: Budget, *, seed: int = 0, batch: int = BATCH
) -> CLIPTextModel:
    """Trains the encoder with one linear reader per question on the end mark and on the padding after it."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    encoder = build_text_encoder(tokenizer)
    sizes = [count for count, _ in QUESTIONS.values()]
    readers = torch.nn.Linear(WIDTH, sum(sizes))
    parameters = [*encoder.parameters(), *readers.parameters()]
    optimizer = torch.optim.AdamW(parameters, LEARNING_RATE, betas=(0.9, 0.98), weight_decay=0.02)
    tuner, step, recent = (
        ThreadTuner(every_seconds=60, most=1 if budget.steps is not None else None),
        0,
        list[float](),
    )

    def one_step() -> None:
        texts, answers = reading_batch(rng, batch)
        ids = tokenize(tokenizer, texts)
        done = budget.progress(step)
        for group in optimizer.param_groups:
            group["lr"] = (
                LEARNING_RATE * min(1, (step + 1) / 60) * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))
            )
        with torch.autocast("cpu", torch.bfloat16):
            hidden = encoder(ids).last_hidden_state
        ends = (ids == tokenizer.eos_token_id).int().argmax(1)
        rows = torch.arange(len(texts))
        spots = [ends, (ends + torch.randint(1, LENGTH, ends.shape)).clamp(max=LENGTH - 1)]
        loss = torch.zeros(())
        for spot in spots:
            parts = readers(hidden[rows, spot].float()).split(sizes, 1)
            for part, right in zip(parts, answers.values(), strict=True):
                loss = loss + functional.cross_entropy(part, right)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        recent.append(float(loss.detach()) / len(spots))

    while budget.progress(step) < 1:
        tuner.run(one_step)
        step += 1
        if step % 100 == 0:
            print(f"{budget.seconds():5.0f} s  step {step}  loss {sum(recent[-100:]) / 100:.3f}", flush=True)
    return encoder.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-picture"))
    parser.add_argument("--minutes", type=float, default=6)
    args = parser.parse_args()
    tokenizer = CLIPTokenizer.from_pretrained(args.work / "tokenizer")
    budget = Budget(minutes=args.minutes)
    train_text_encoder(tokenizer, budget).save_pretrained(args.work / "text_encoder")
    figures = {"minutes": round(budget.seconds() / 60, 1)}
    (args.work / "text_encoder" / "figures.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
