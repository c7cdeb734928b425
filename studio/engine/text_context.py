"""What a running text job may tell: what is read, words as they come, alternatives that are whole."""

import time
from collections.abc import Sequence

from studio.core.messages import Progress, Reads, Run, Text, Wrote
from studio.core.text_requests import TextRequest, Token, Written, text_seed_of
from studio.engine.context import PROGRESS_INTERVAL, Context

JOINED = 0.03
"""Seconds for which tokens are gathered before they cross the pipe."""


class _Alternative:
    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.told = 0
        """How many of them the window has."""
        self.whole = False
        self.reasoning = ""


class TextContext(Context):
    """One text job on its way. Used by the thread that runs the job alone."""

    def __init__(self, run: Run, *others: object) -> None:
        super().__init__(run, *others)  # type: ignore[arg-type]
        assert isinstance(run.request, TextRequest)
        self.request: TextRequest = run.request
        self._alternatives: dict[int, _Alternative] = {}
        self._told_at = 0.0
        self._writing_since = 0.0
        self._written = 0
        self._bar_at = -1.0

    def reads(
        self,
        prompt: str,
        tokens: Sequence[int],
        *,
        marks: int = 0,
        cached: int = 0,
        context: int = 0,
        note: str = "",
    ) -> None:
        """Tell what the model gets, exactly."""
        self._send(
            Reads(
                job=self.job,
                prompt=prompt,
                tokens=tuple(tokens),
                marks=marks,
                cached=cached,
                context=context,
                note=note,
            )
        )

    def reading(self, done: int, total: int) -> None:
        """``done`` of ``total`` tokens of the prompt are read. Raises Cancelled."""
        self.check_cancel()
        self.phase("reading")
        self._bar(done, total)

    def write(self, index: int, token: Token) -> None:
        """A token of alternative ``index``; it waits for ``flush``."""
        self.phase("writing")
        now = time.monotonic()
        if not self._writing_since:
            self._writing_since, self._bar_at = now, -1.0  # from here on the bar counts what is written
        self._alternatives.setdefault(index, _Alternative()).tokens.append(token)
        self._written += 1
        total = self.request.max_tokens * self.request.count
        spent = now - self._writing_since
        left = (total - self._written) * spent / self._written if self._written > 1 else -1.0
        self._bar(min(self._written, total), total, max(left, -1.0))

    def think(self, index: int, text: str) -> None:
        """Reasoning that comes before the answer: kept, and told when the alternative is whole."""
        self.phase("writing")
        self._alternatives.setdefault(index, _Alternative()).reasoning += text

    def due(self) -> bool:
        """Whether it is time to tell what waits: neighbours of about 30 ms cross the pipe together."""
        return time.monotonic() - self._told_at >= JOINED

    def flush(self) -> None:
        """Tell all tokens that still wait."""
        self._told_at = time.monotonic()
        for index, alternative in self._alternatives.items():
            waiting = tuple(alternative.tokens[alternative.told :])
            if waiting:
                alternative.told = len(alternative.tokens)
                self._send(Text(job=self.job, index=index, tokens=waiting))

    def wrote(self, index: int, reason: str) -> None:
        """Alternative ``index`` is whole."""
        self.flush()
        alternative = self._alternatives.setdefault(index, _Alternative())
        if alternative.whole:
            return
        alternative.whole = True
        spent = time.monotonic() - self._writing_since if self._writing_since else 0.0
        written = Written(
            index=index,
            seed=text_seed_of(self.request, index),
            tokens=tuple(alternative.tokens),
            reason=reason,
            reasoning=alternative.reasoning,
        )
        speed = (self._written - 1) / spent if spent > 0 else 0.0
        self._send(Wrote(job=self.job, written=written, tokens_per_second=round(speed, 2)))

    def cut_short(self) -> None:
        """Keep what a cancel or a fault left of alternatives that were begun."""
        for index, alternative in list(self._alternatives.items()):
            if alternative.tokens and not alternative.whole:
                self.wrote(index, "cancelled")

    def is_cancelled(self) -> bool:
        """Whether the job's token is set; for callbacks that must not raise."""
        return self._cancelled.is_set()

    def _bar(self, done: int, total: int, seconds_left: float = -1.0) -> None:
        now = time.monotonic()
        if self._bar_at >= 0 and now - self._bar_at < PROGRESS_INTERVAL and done < total:
            return
        self._bar_at = now
        self._send(Progress(job=self.job, done=done, total=total, seconds_left=round(seconds_left, 3)))
