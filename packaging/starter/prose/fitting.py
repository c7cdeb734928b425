"""The loop of both trainings: lanes of gradients, Muon and Adam, checkpoints that go on exactly."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from llama import Llama, Shape, next_token_loss

sys.path.append(str(Path(__file__).parents[1]))  # What the recipes share lies in the folder above.

from muon import Muon
from training import Budget, load_checkpoint, save_checkpoint


class Stream(Protocol):
    """Where batches come from."""

    def draw(self, progress: float) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Token numbers (n, length + 1), and which of them count, if not all do."""
        ...

    def state(self) -> Any: ...

    def restore(self, state: Any) -> None: ...


@dataclass
class Pace:
    """How fast to learn: a warm-up, a level stretch, a straight way down to `last` of it.

    Without a way down (`level` 1) a training can be lengthened at any time.
    """

    muon: float = 0.006
    adam: float = 0.0015
    warm_steps: int = 20
    level: float = 1.0
    last: float = 0.03
    weight_decay: float = 0.05

    def factor(self, step: int, progress: float) -> float:
        falling = 1 - (1 - self.last) * max(0.0, progress - self.level) / max(1e-9, 1 - self.level)
        return min(1.0, (step + 1) / self.warm_steps) * falling


@dataclass
class Outcome:
    """A trained model and what it took."""

    model: Llama
    step: int
    tokens: int
    seconds: float
    complete: bool


def make_optimizers(model: Llama, pace: Pace) -> tuple[torch.optim.Optimizer, torch.optim.Optimizer]:
    """Muon for the matrices of the layers, Adam for the two of the words and for the norms."""
    named = list(model.named_parameters())
    matrices = [p for name, p in named if p.ndim == 2 and name.startswith("layers.")]
    others = [p for name, p in named if p.ndim != 2 or not name.startswith("layers.")]
    adam = torch.optim.AdamW(others, pace.adam, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
    return adam, Muon(matrices, pace.muon, weight_decay=pace.weight_decay)


def gradients(
    model: Llama, parameters: list[torch.nn.Parameter], tokens: torch.Tensor, weights: torch.Tensor | None
) -> tuple[tuple[torch.Tensor, ...], float]:
    """The gradients of the summed loss of one lane, and that loss."""
    device = next(model.parameters()).device
    # The cache of cast weights is shared by all threads, so it stays off.
    with torch.autocast(device.type, torch.bfloat16, cache_enabled=False):
        loss = next_token_loss(model, tokens.to(device), None if weights is None else weights.to(device))
    return torch.autograd.grad(loss, parameters), float(loss.detach())


def fit(
    model: Llama,
    stream: Stream,
    budget: Budget,
    pace: Pace,
    *,
    checkpoint: Path | None = None,
    save_every: float = 120.0,
    chunk_seconds: float | None = None,
    chunk_steps: int | None = None,
    lanes: int = 2,
    threads: int = 2,
    watch: Callable[[Llama], float] | None = None,
    watch_every: int = 100,
) -> Outcome:
    """Trains until the budget is spent, or the chunk of it that this call may use.

    A checkpoint holds all that later steps depend on: with a budget of steps, a training that was interrupted
    ends with the same weights as one that was not.
    """
    parameters, optimizers = list(model.parameters()), make_optimizers(model, pace)
    step, tokens_seen, recent = 0, 0, list[float]()
    if state := load_checkpoint(checkpoint):
        model.load_state_dict(state["model"])
        for optimizer, values in zip(optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(values)
        stream.restore(state["stream"])
        step, tokens_seen, budget.spent_before = state["step"], state["tokens"], state["seconds"]
    began, saved_at, begin_step = time.monotonic(), time.monotonic(), step
    base = [pace.adam, pace.muon]
    pool = ThreadPoolExecutor(lanes, initializer=torch.set_num_threads, initargs=(1,))
    threads_before = torch.get_num_threads()
    torch.set_num_threads(threads)

    def save() -> None:
        if checkpoint is None:
            return
        values = {
            "shape": model.shape.values(),
            "model": model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in optimizers],
            "stream": stream.state(),
        }
        save_checkpoint(
            checkpoint, {**values, "step": step, "tokens": tokens_seen, "seconds": budget.seconds()}
        )

    while (progress := budget.progress(step)) < 1:
        if (chunk_seconds is not None and time.monotonic() - began > chunk_seconds) or (
            chunk_steps is not None and step - begin_step >= chunk_steps
        ):
            break
        factor = pace.factor(step, progress)
        for optimizer, rate in zip(optimizers, base, strict=True):
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        tokens, weights = stream.draw(progress)
        counted = tokens[:, 1:].numel() if weights is None else max(1.0, float(weights[:, 1:].sum()))

        def lane(i: int, tokens: torch.Tensor = tokens, weights: torch.Tensor | None = weights):
            part = None if weights is None else weights[i::lanes]
            return gradients(model, parameters, tokens[i::lanes], part)

        parts = list(pool.map(lane, range(min(lanes, len(tokens)))))
        for parameter, *found in zip(parameters, *(part[0] for part in parts), strict=True):
            parameter.grad = sum(found[1:], found[0]) / counted
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        for optimizer in optimizers:
            optimizer.step()
        recent.append(sum(part[1] for part in parts) / counted)
        step, tokens_seen = step + 1, tokens_seen + tokens[:, 1:].numel()
        if step % 10 == 0:
            mean, speed = sum(recent[-10:]) / len(recent[-10:]), tokens_seen / max(1e-9, budget.seconds())
            print(
                f"{budget.seconds():6.0f} s  step {step}  loss {mean:.4f}  rate {factor:.2f}"
                f"  {tokens_seen / 1e6:.2f} M tokens  {speed:.0f}/s",
                flush=True,
            )
        if watch is not None and step % watch_every == 0:
            print(f"{'':8}  watched book {watch(model):.4f}", flush=True)
        if time.monotonic() - saved_at > save_every:
            save()
            saved_at = time.monotonic()
    pool.shutdown()
    torch.set_num_threads(threads_before)
    complete = budget.progress(step) >= 1
    save()
    return Outcome(model, step, tokens_seen, budget.seconds(), complete)


def load_model(checkpoint: Path) -> tuple[Llama, dict[str, Any]]:
    """The model of a checkpoint, ready to read, and the checkpoint's other values."""
    state = load_checkpoint(checkpoint)
    if state is None:
        raise FileNotFoundError(f"{checkpoint} is missing; run the training step that writes it")
    model = Llama(Shape(**state["shape"]))
    model.load_state_dict(state["model"])
    return model.eval(), state
