"""How a token is chosen from logits in torch, step by step as llama.cpp does it (src/llama-sampler.cpp)."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from studio.core.text_requests import Sampling

BREAKERS = ("\n", ":", '"', "*")
"""Texts at which DRY sees no repetition across."""
_MIROSTAT_RANKS = 100


class Sampler:
    """Chooses the tokens of one alternative. ``breaks`` tells whether DRY must not look across a token."""

    def __init__(self, sampling: Sampling, seed: int, breaks: Callable[[int], bool] = lambda token: False):
        import torch

        self._sampling, self._breaks = sampling, breaks
        self._dice = torch.Generator().manual_seed(seed)
        self._surprise = 2 * sampling.mirostat_tau
        """What Mirostat holds the surprise at (mu)."""

    def choose(self, logits: Any, history: Sequence[int]) -> int:
        """The next token after ``history``. ``logits`` is a vector of float32 on the processor."""
        if self._sampling.temperature <= 0:
            return int(self.left(logits, history).argmax())
        if self._sampling.mirostat:
            return self._mirostat(logits)
        return self._draw(self.left(logits, history))

    def left(self, logits: Any, history: Sequence[int]) -> Any:
        """The logits after all steps; what must not come is at minus infinity."""
        logits = logits.clone()
        steps = {
            "penalties": lambda: penalise(logits, history, self._sampling),
            "dry": lambda: against_repetition(logits, history, self._sampling, self._breaks),
            "top_k": lambda: top_k(logits, self._sampling.top_k),
            "typical_p": lambda: typical(logits, self._sampling.typical_p),
            "top_p": lambda: top_p(logits, self._sampling.top_p),
            "min_p": lambda: min_p(logits, self._sampling.min_p),
            "xtc": lambda: self._exclude_top(logits),
            "temperature": lambda: warm(logits, self._sampling.temperature),
        }
        for step in self._sampling.order:
            logits = steps[step]()
        return logits

    def _draw(self, logits: Any) -> int:
        import torch

        return int(torch.multinomial(logits.softmax(-1), 1, generator=self._dice))

    def _exclude_top(self, logits: Any) -> Any:
        """XTC: now and then, all likely tokens but the least likely of them go."""
        import torch

        if self._sampling.xtc_probability <= 0 or self._sampling.xtc_threshold > 0.5:
            return logits
        if float(torch.rand(1, generator=self._dice)) > self._sampling.xtc_probability:
            return logits
        probabilities = logits.softmax(-1)
        likely = (probabilities >= self._sampling.xtc_threshold).nonzero().flatten()
        if len(likely) < 2:
            return logits
        keep = likely[probabilities[likely].argmin()]
        gone = likely[likely != keep]
        return logits.index_fill(0, gone, -math.inf)

    def _mirostat(self, logits: Any) -> int:
        """Hold the surprise of the text near tau (versions 1 and 2)."""
        logits = warm(logits, self._sampling.temperature)
        values, order = logits.sort(descending=True)
        probabilities = values.softmax(-1)
        if self._sampling.mirostat == 1:
            keep = self._ranks(probabilities, len(values))
        else:
            keep = max(1, int((-probabilities.log2() <= self._surprise).sum()))
        left = probabilities[:keep] / probabilities[:keep].sum()
        place = self._draw(left.log())
        surprise = -math.log2(float(left[place]))
        self._surprise -= self._sampling.mirostat_eta * (surprise - self._sampling.mirostat_tau)
        return int(order[place])

    def _ranks(self, probabilities: Any, count: int) -> int:
        """How many tokens version 1 keeps, by Zipf's law fitted to the likeliest."""
        above = below = 0.0
        for rank in range(min(_MIROSTAT_RANKS, count) - 1):
            if float(probabilities[rank + 1]) <= 0:
                break
            step = math.log((rank + 2) / (rank + 1))
            fall = math.log(float(probabilities[rank]) / float(probabilities[rank + 1]))
            above, below = above + step * fall, below + step * step
        slope = above / below if below else 1.0
        epsilon = slope - 1
        spread = 1 - count ** (-epsilon) if epsilon else math.log(count)
        grown = self._surprise * math.log(2)
        if epsilon * spread > 0:
            grown = (grown + math.log(epsilon / spread)) / slope
        return max(1, min(count, int(math.exp(min(grown, math.log(count))))))


def warm(logits: Any, temperature: float) -> Any:
    """At 0 only the likeliest stays."""
    if temperature > 0:
        return logits / temperature
    return logits.masked_fill(logits < logits.max(), -math.inf)


def penalise(logits: Any, history: Sequence[int], sampling: Sampling) -> Any:
    """Tokens that came already are less likely: by a factor, by how often, and once for all."""
    import torch

    last = _last(history, sampling.repeat_last)
    if not last or (sampling.repeat_penalty, sampling.frequency_penalty, sampling.presence_penalty) == (
        1,
        0,
        0,
    ):
        return logits
    seen, counts = torch.tensor(last).unique(return_counts=True)
    values = logits[seen]
    values = torch.where(values <= 0, values * sampling.repeat_penalty, values / sampling.repeat_penalty)
    values -= counts * sampling.frequency_penalty + sampling.presence_penalty
    return logits.index_copy(0, seen, values)


def against_repetition(
    logits: Any, history: Sequence[int], sampling: Sampling, breaks: Callable[[int], bool]
) -> Any:
    """DRY: what would continue a repeated stretch is the less likely the longer the stretch."""
    if sampling.dry_multiplier <= 0 or sampling.dry_base < 1:
        return logits
    for token, length in repeats(_last(history, sampling.repeat_last), breaks).items():
        if length >= sampling.dry_allowed_length:
            power = min(length - sampling.dry_allowed_length, 200)
            logits[token] -= min(sampling.dry_multiplier * sampling.dry_base**power, 1e6)
    return logits


def repeats(history: Sequence[int], breaks: Callable[[int], bool]) -> dict[int, int]:
    """Which tokens would continue a repetition, and how long what is repeated is. Pure."""
    found: dict[int, int] = {}
    if len(history) < 2 or breaks(history[-1]):
        return found
    for place in range(len(history) - 1):
        if history[place] != history[-1]:
            continue
        length = 1
        while (
            length <= place
            and history[place - length] == history[-1 - length]
            and not breaks(history[-1 - length])
        ):
            length += 1
        follower = history[place + 1]
        found[follower] = max(found.get(follower, 0), length)
    return found


def top_k(logits: Any, count: int) -> Any:
    """Only so many of the likeliest stay."""
    if count <= 0 or count >= len(logits):
        return logits
    _, kept = logits.topk(count)
    return _only(logits, kept)


def top_p(logits: Any, share: float) -> Any:
    """The likeliest stay whose probabilities together reach the share."""
    if share >= 1:
        return logits
    values, order = logits.sort(descending=True, stable=True)
    before = values.softmax(-1).cumsum(-1)
    keep = int((before < share).sum()) + 1
    return _only(logits, order[: max(1, keep)])


def min_p(logits: Any, share: float) -> Any:
    """What has less than that share of the likeliest's probability goes."""
    if share <= 0:
        return logits
    return logits.masked_fill(logits < logits.max() + math.log(share), -math.inf)


def typical(logits: Any, share: float) -> Any:
    """Those stay whose surprise is nearest to the expected one."""
    if share >= 1:
        return logits
    probabilities = logits.softmax(-1)
    surprise = -logits.log_softmax(-1)
    expected = (probabilities * surprise.nan_to_num(posinf=0.0)).sum()
    order = (surprise - expected).abs().argsort(stable=True)
    together = probabilities[order].cumsum(-1)
    keep = int((together <= share).sum()) + 1
    return _only(logits, order[: max(1, keep)])


def _only(logits: Any, kept: Any) -> Any:
    import torch

    left = torch.full_like(logits, -math.inf)
    left[kept] = logits[kept]
    return left


def _last(history: Sequence[int], count: int) -> list[int]:
    if count < 0:
        return list(history)
    return list(history[-count:]) if count else []
