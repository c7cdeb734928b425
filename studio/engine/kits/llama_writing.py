"""The alternatives of a request, written by llama.cpp: together, or each by itself where it may go back."""

import json
import math
from typing import Any

from studio.core.errors import ErrorKind, StudioError
from studio.core.request_parts import SEED_MAX
from studio.core.text_requests import OtherToken, TextRequest, text_seed_of
from studio.engine.context import Cancelled
from studio.engine.kits.alternatives import Alternative, Choice
from studio.engine.kits.llama_sampling import fields
from studio.engine.kits.llama_server import LlamaServer
from studio.engine.kits.prompts_of_text import TEMPLATE_WISHES, Prompt
from studio.engine.kits.watching import Watch
from studio.engine.text_context import TextContext

TURNS_MAX = 60
"""How often an alternative goes back before a banned phrase."""
THOUGHT_MAX = 4096
"""Tokens that a model may think before it answers, beside those of the answer."""
_STRIDE = 2_654_435_761
"""Parts the seeds of later attempts; odd, so that none comes twice."""
_BEGINS_WITH_BLANK = "root ::= [ \\t\\n] any\nany ::= [^\\x00]*"
"""Where the writer left a blank, the model begins with one; it is left out again."""


class Writing:
    """Writes one request. ``room`` is how many tokens one alternative may have at most."""

    def __init__(
        self,
        ctx: TextContext,
        server: LlamaServer,
        prompt: Prompt,
        *,
        room: int,
        slot: int,
        lora: list[dict[str, Any]],
    ) -> None:
        self._ctx, self._server, self._prompt = ctx, server, prompt
        self._request, self._room, self._slot, self._lora = ctx.request, room, slot, lora
        self._watch = Watch((*self._request.stop, *prompt.stops), self._request.banned)
        self.read = 0
        """Tokens of the prompt that are read by now."""

    def together(self) -> None:
        """All alternatives at once from one reading of the prompt."""
        lines = [self._alternative(index) for index in range(self._request.count)]
        body = self._body(self._prompt.ids, min(self._request.max_tokens, self._room), self._request.seed)
        body |= {"n": len(lines)} | self._rule(first=True)
        self._run(body, lines)
        for line in lines:
            self._ctx.wrote(line.index, line.reason or "end")
        self._check_schema(lines)

    def one_by_one(self) -> None:
        """Each by itself, so that it can go back to an earlier token, or think for long."""
        for index in range(self._request.count):
            line = self._alternative(index)
            self._alone(line)
            self._ctx.wrote(line.index, line.reason or "end")
            self._check_schema([line])

    def _check_schema(self, lines: list[Alternative]) -> None:
        """The library writes freely, and says nothing, when it cannot follow a schema."""
        if self._request.json_schema and not all(is_json_so_far(line.written, line.reason) for line in lines):
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                "The JSON schema cannot be followed; the model wrote freely instead.",
                "Make the schema simpler: types, properties, required, enum and items are always understood.",
            )

    def _alone(self, line: Alternative) -> None:
        bans: dict[int, set[int]] = {}
        turns, spent = 0, 0
        while not line.reason:
            place = len(line.choices)
            left = min(self._room - place, self._request.max_tokens - place + spent)
            if left <= 0:
                line.end("length")
                if line.back_to < 0:
                    return
            else:
                there = bans.get(place)
                seed = (text_seed_of(self._request, line.index) + turns * _STRIDE) % (SEED_MAX + 1)
                body = self._body(self._so_far(line), left, seed)
                body |= self._rule(first=not place)
                if there:
                    body["logit_bias"] = [[each, False] for each in sorted(there)]
                self._run(body, [line], once=bool(there))
                if line.is_thinking and line.reason == "length" and spent < THOUGHT_MAX:
                    line.reason, spent = "", min(spent + self._request.max_tokens, THOUGHT_MAX)
            if line.back_to >= 0:
                turns += 1
                if turns > TURNS_MAX:
                    line.give_up()
                else:
                    number = line.back_to
                    bans.setdefault(number, set()).add(self._ids(line.go_back())[0])
                    bans = {where: those for where, those in bans.items() if where <= number}

    def _alternative(self, index: int) -> Alternative:
        prompt = self._prompt
        return Alternative(
            self._ctx,
            index,
            self._watch,
            begin=prompt.begin,
            blanks=prompt.blanks,
            thinking=prompt.thinking,
        )

    def _body(self, ids: tuple[int, ...], tokens: int, seed: int) -> dict[str, Any]:
        request = self._request
        body: dict[str, Any] = fields(request.sampling) | {
            **self._prompt_of(ids),
            "max_tokens": tokens,
            "seed": seed,
            "id_slot": self._slot,
            "cache_prompt": not self._prompt.seen,
            "return_progress": True,
            "lora": self._lora,
        }
        if request.top or request.banned:
            count = max(request.top + 1, 1)
            body |= {"logprobs": True, "top_logprobs": count} if self._prompt.seen else {"logprobs": count}
        return body

    def _prompt_of(self, ids: tuple[int, ...]) -> dict[str, Any]:
        if self._prompt.seen:
            return {"messages": list(self._prompt.seen), "chat_template_kwargs": TEMPLATE_WISHES}
        return {"prompt": list(ids)}

    def _rule(self, *, first: bool) -> dict[str, Any]:
        """The grammar of an answer, which can only rule it from its first token on."""
        request = self._request
        if request.grammar:
            return {"grammar": request.grammar}
        if request.json_schema:
            return {"json_schema": _schema(request.json_schema)}
        if self._prompt.blanks and first:
            return {"grammar": _BEGINS_WITH_BLANK}
        return {}

    def _run(self, body: dict[str, Any], lines: list[Alternative], *, once: bool = False) -> None:
        """One call. ``once`` means one token of the only line, whose rules hold for that one alone.

        Chunks wait until their text is due in the window anyway: beside a small model, work after each
        token would cost a tenth of the speed, since the computing threads wait for the one it interrupts.
        """
        waiting: list[dict[str, Any]] = []

        def told(chunk: dict[str, Any]) -> bool:
            progress = chunk.get("prompt_progress")
            if progress:
                self._has_read(progress["processed"], progress["total"])
                return self._ctx.is_cancelled()
            waiting.append(chunk)
            if self._ctx.is_cancelled():
                return True
            return (once or self._ctx.due()) and self._take(waiting, lines, once=once)

        try:
            self._server.complete(body, told, chat=bool(self._prompt.seen))
        finally:
            self._take(waiting, lines, once=once)
        if self._ctx.is_cancelled():
            raise Cancelled(self._ctx.job)

    def _take(self, waiting: list[dict[str, Any]], lines: list[Alternative], *, once: bool) -> bool:
        """Give the alternatives what waits, in order. Whether the call must end now."""
        chunks, waiting[:] = waiting[:], []
        for chunk in chunks:
            for choice in chunk.get("choices", ()):
                line = lines[choice["index"]]
                if line.reason or line.back_to >= 0:
                    continue
                for token in self._choices(choice):
                    if line.take(token):
                        break
                    if once:
                        return True
                ended = choice.get("finish_reason")
                if ended and not line.reason and line.back_to < 0:
                    line.end("length" if ended == "length" else "end")
        self._ctx.flush()
        return all(line.reason or line.back_to >= 0 for line in lines)

    def _has_read(self, done: int, total: int) -> None:
        prompt = len(self._prompt.ids)
        if self.read < prompt:
            self.read = min(done, prompt)
            self._ctx.reading(done, total)

    def _choices(self, told: dict[str, Any]) -> list[Choice]:
        """The tokens of a chunk, as a rule one. A character of several tokens comes with the last of them."""
        text = str(told.get("text") or told.get("delta", {}).get("content") or "")
        chances = (told.get("logprobs") or {}).get("content") or []
        if not chances:
            return [Choice(id=-1, data=text.encode())] if text else []
        last = chances[-1]
        own, top = last["id"], self._request.top
        likely = [each for each in last["top_logprobs"] if each["id"] != own][:top]
        others = tuple(OtherToken(text=each["token"], probability=_probability(each)) for each in likely)
        whole = bytes(last["bytes"]) == text.encode() or "\ufffd" in text  # what is no text stands for itself
        return [
            Choice(
                id=own if whole or not text else -1,
                data=text.encode(),
                probability=_probability(last),
                others=others,
            )
        ]

    def _so_far(self, line: Alternative) -> tuple[int, ...]:
        """Prompt and answer as tokens. Of characters made of several, the library tells only the last."""
        return (*self._prompt.ids, *(each for choice in line.choices for each in self._ids(choice)))

    def _ids(self, choice: Choice) -> list[int]:
        if choice.id >= 0:
            return [choice.id]
        body = {"content": choice.data.decode(), "add_special": False, "parse_special": False}
        return self._server.ask("/tokenize", body)["tokens"]


def _probability(told: dict[str, Any]) -> float:
    logarithm = told["logprob"]
    return 0.0 if logarithm is None else round(math.exp(logarithm) if logarithm < 0 else 1.0, 6)


def is_json_so_far(text: str, reason: str) -> bool:
    """Whether an answer is JSON, or may have become some where it was cut off."""
    if reason != "end" or not text.strip():
        return text.strip()[:1] in ("", *'{["-0123456789tfn')
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _schema(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            "The JSON schema is not JSON.",
            "Check the schema of the request.",
            str(error),
        ) from error


def check_rules(request: TextRequest) -> None:
    """Refuse what cannot be done together. Raises StudioError(INVALID_REQUEST)."""
    ruled = bool(request.grammar or request.json_schema)
    for asked, words in ((request.banned, "banned phrases"), (request.begin, "a forced beginning")):
        if asked and (ruled or request.pictures):
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"{'A grammar' if ruled else 'A picture'} and {words} cannot be used together.",
                "Leave one of them out.",
            )
