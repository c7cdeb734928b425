"""Writes with the packaged model through llama.cpp, in this process and without a network socket."""

from __future__ import annotations

import importlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Waiting threads that spin take the processor from those that work; it must be said before the library loads.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@dataclass
class Written:
    """What came of one request."""

    text: str
    tokens: list[int] = field(default_factory=list)
    #: For every token, the most likely ones by number with their log-probabilities.
    likely: list[dict[int, float]] = field(default_factory=list)
    ended: bool = False
    tokens_per_second: float = 0.0


class Writer:
    """A loaded model that completes prompts, several at a time."""

    def __init__(self, server: Any, together: int) -> None:
        self._server, self._together = server, together

    def complete(
        self,
        prompt: str | list[int],
        most: int,
        *,
        temperature: float = 0.8,
        top_p: float = 0.95,
        repeat_penalty: float = 1.0,
        seed: int = 0,
        likely: int = 0,
        chat: bool = False,
    ) -> Written:
        """Writes on from a prompt (text or token numbers), or answers it when `chat` is set."""
        request: dict[str, Any] = {
            "max_tokens": most,
            "temperature": temperature,
            "top_p": top_p,
            "min_p": 0.0,
            "top_k": 0,
            "repeat_penalty": repeat_penalty,
            "seed": seed,
            "stream": True,
        }
        if likely:
            request["logprobs"] = True if chat else likely
        if chat:
            request["messages"] = [{"role": "user", "content": prompt}]
        else:
            request["prompt"] = prompt
        written, problems = Written(""), list[str]()

        def take(chunk: Any) -> None:
            values = json.loads(chunk) if isinstance(chunk, (str, bytes)) else chunk
            for part in values if isinstance(values, list) else [values]:
                if "error" in part:
                    problems.append(str(part["error"].get("message", part["error"])))
                    continue
                for choice in part.get("choices", ()):
                    text = choice.get("delta", {}).get("content") if chat else choice.get("text")
                    written.text += text or ""
                    for token in (choice.get("logprobs") or {}).get("content") or ():
                        written.tokens.append(token["id"])
                        written.likely.append({t["id"]: t["logprob"] for t in token["top_logprobs"]})
                    written.ended = written.ended or choice.get("finish_reason") == "stop"
                if "timings" in part:
                    written.tokens_per_second = part["timings"].get("predicted_per_second", 0.0)

        call = self._server.handle_chat_completions if chat else self._server.handle_completions
        answer = call(request, take)
        if isinstance(answer, dict) and "error" in answer:
            problems.append(str(answer["error"]))
        if problems:
            raise RuntimeError(f"the model could not write: {problems[0]}")
        return written

    def complete_all(self, prompts: Sequence[str], most: int, **settings: Any) -> list[Written]:
        """Completes many prompts, as many at a time as the model was loaded for; seeds count up."""
        seed = settings.pop("seed", 0)
        with ThreadPoolExecutor(self._together) as pool:
            return list(
                pool.map(
                    lambda numbered: self.complete(numbered[1], most, seed=seed + numbered[0], **settings),
                    enumerate(prompts),
                )
            )


@contextmanager
def open_writer(path: Path, *, context: int = 512, threads: int = 2, together: int = 1) -> Iterator[Writer]:
    """Loads a GGUF file; the server inside listens on nothing but a socket file of its own."""
    # The binding's compiled names are unknown to the type checker.
    xllamacpp: Any = importlib.import_module("xllamacpp")

    with tempfile.TemporaryDirectory() as private:
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.n_ctx, params.n_parallel, params.n_gpu_layers = context * together, together, 0
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
        params.hostnames, params.api_keys = [f"{private}/socket.sock"], [secrets.token_hex(16)]
        params.ui, params.endpoint_slots, params.warmup = False, False, False
        params.verbosity = -1
        server = xllamacpp.Server(params)
        try:
            yield Writer(server, together)
        finally:
            del server


def speed(writer: Writer, prompt: str, most: int = 200, repeats: int = 3) -> float:
    """Tokens a second of the fastest of a few runs, reading the prompt not counted."""
    best = 0.0
    for repeat in range(repeats):
        begin = time.monotonic()
        written = writer.complete(prompt, most, seed=repeat)
        elapsed = time.monotonic() - begin
        best = max(best, written.tokens_per_second or most / elapsed)
    return round(best, 1)
