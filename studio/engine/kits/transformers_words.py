"""A request as tokens for transformers, with how many of them belong to each piece; and tokens as text."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from studio.core.text_requests import TextRequest
from studio.engine.kits.prompts_of_text import (
    TEMPLATE_WISHES,
    Laid,
    Prompt,
    find_pieces,
    folded_messages,
    free_places,
    lay_gap,
    lay_headings,
    lay_plain,
    messages_of,
    shares,
    template_refusal,
    with_begin,
)
from studio.engine.kits.torch_sampling import BREAKERS

GAPS = (
    ("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"),
    ("<fim_prefix>", "<fim_suffix>", "<fim_middle>"),
    ("<|prefix|>", "<|suffix|>", "<|middle|>"),
)
"""Marks of the models that can fill a gap: in front of what comes before, what follows, and the filling."""
_WINDOW = 8
"""Tokens that are decoded together: a blank or a character may depend on its neighbours."""
_UNFINISHED = "\ufffd"


class Words:
    """The vocabulary of a folder."""

    def __init__(self, tokenizer: Any, ends: set[int]) -> None:
        self.tokenizer = tokenizer
        self._backend: Any = getattr(tokenizer, "backend_tokenizer", None)
        self.template = str(getattr(tokenizer, "chat_template", None) or "")
        self.ends = ends
        """Tokens that end a text."""
        self.marks = {number: str(tokenizer.convert_ids_to_tokens(number)) for number in self._marks()}
        self._blanks: list[int] | None = None
        self._breaks: dict[int, bool] = {}

    def _marks(self) -> set[int]:
        added = getattr(self.tokenizer, "added_tokens_decoder", {})
        special = {number for number, token in added.items() if getattr(token, "special", True)}
        return special | set(self.tokenizer.all_special_ids)

    def count(self, text: str) -> int:
        """How many tokens the text is, marks in it read as plain text."""
        return len(self._split(text, special=False)[0])

    def text_after(self, ids: Sequence[int], token: int) -> str:
        """What ``token`` adds to the text of ``ids``; empty while a character is unfinished."""
        window = list(ids[-_WINDOW:])
        before = self._decode(window).rstrip(_UNFINISHED)
        after = self._decode([*window, token])
        return "" if after.endswith(_UNFINISHED) else after[len(before) :]

    def shown(self, token: int) -> str:
        """The token by itself, for a list of what could have come."""
        return self._decode([token])

    def _decode(self, ids: Sequence[int]) -> str:
        return self.tokenizer.decode(
            ids, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )  # the default takes blanks in front of commas away

    def blank_starts(self) -> list[int]:
        """Tokens that begin with white space."""
        if self._blanks is None:
            tokens = self.tokenizer.convert_ids_to_tokens(range(len(self.tokenizer)))
            starts = ("Ġ", "Ċ", "ĉ", "▁", " ", "\n", "<0x0A>")
            self._blanks = [
                n
                for n, token in enumerate(tokens)
                if token and n not in self.marks and token.startswith(starts)
            ]
        return self._blanks

    def breaks(self, token: int) -> bool:
        """Whether DRY sees no repetition across it."""
        if token not in self._breaks:
            text = self.shown(token)
            self._breaks[token] = any(breaker in text for breaker in BREAKERS)
        return self._breaks[token]

    # Prompts

    def prompt(self, request: TextRequest) -> Prompt:
        """The whole of what the model reads, ``begin`` included. Raises StudioError(INVALID_REQUEST)."""
        gap = self._gap() if request.form == "infill" and not request.begin else None
        if gap:
            return self._gap_prompt(request, gap)
        laid = self._lay(request)
        template = request.form == "chat" and bool(self.template)
        marked = any(mark and laid.text.endswith(mark) for mark in self.marks.values())
        whole = with_begin(laid, request, template=template, marked=marked)
        first = [] if template else self._first()
        ids, sizes = self._tokens(whole.read, free_places(laid, whole) if template else None)
        counts, none = shares(sizes, laid.places)
        ends, at = [], 0
        for size in sizes:
            at += size
            ends.append(at)
        return Prompt(
            text=whole.read,
            ids=(*first, *ids),
            counts=counts,
            marks=none + len(first),
            stops=laid.stops,
            begin=whole.begin(ends),
            blanks=whole.blanks,
            thinking=whole.thinking,
            note=laid.note,
        )

    def _first(self) -> list[int]:
        """The mark in front of every text, where the model has one."""
        ids = self.tokenizer("").input_ids
        return [ids[0]] if ids and ids[0] in self.marks and ids[0] not in self.ends else []

    def _lay(self, request: TextRequest) -> Laid:
        if request.form == "infill":
            return lay_gap(request.pieces)
        if request.form == "plain":
            return lay_plain(request.pieces)
        if not self.template:
            return lay_headings(request.pieces)
        text = self._filled(request)
        return Laid(text=text, places=find_pieces(text, request.pieces))

    def _filled(self, request: TextRequest) -> str:
        trouble = ""
        messages = messages_of(request.pieces)
        for attempt in (messages, folded_messages(messages)):
            told = [{"role": message.role, "content": message.text} for message in attempt]
            goes_on = told[-1]["role"] == "assistant"
            try:
                return self.tokenizer.apply_chat_template(
                    told,
                    tokenize=False,
                    add_generation_prompt=not goes_on,
                    continue_final_message=goes_on,
                    **TEMPLATE_WISHES,
                )
            except Exception as error:  # templates are programs of their own and raise what they like
                trouble = str(error)
        raise template_refusal(trouble)

    def _gap(self) -> tuple[int, int, int] | None:
        numbers = {text: number for number, text in self.marks.items()}
        for names in GAPS:
            if all(name in numbers for name in names):
                return numbers[names[0]], numbers[names[1]], numbers[names[2]]
        return None

    def _gap_prompt(self, request: TextRequest, gap: tuple[int, int, int]) -> Prompt:
        after = [piece.kind == "after" for piece in request.pieces]
        ids, counts, text = self._first(), [0] * len(after), ""
        for last, mark in ((False, gap[0]), (True, gap[1])):
            chosen = [number for number, follows in enumerate(after) if follows is last]
            laid = lay_plain([request.pieces[number] for number in chosen])
            more, sizes = self._tokens(laid.text, None)
            found, _ = shares(sizes, laid.places)
            for number, count in zip(chosen, found, strict=True):
                counts[number] = count
            ids += [mark, *more]
            text += self.marks[mark] + laid.text
        ids.append(gap[2])
        text += self.marks[gap[2]]
        return Prompt(text=text, ids=tuple(ids), counts=tuple(counts), marks=len(ids) - sum(counts))

    def _tokens(self, text: str, free: list[tuple[int, int]] | None) -> tuple[list[int], list[int]]:
        """Ids and sizes in characters; only outside of ``free`` may marks be spelt (None: nowhere)."""
        if free is None:
            return self._split(text, special=False)
        if not any(mark in text[start:end] for start, end in free for mark in self.marks.values() if mark):
            return self._split(text, special=True)
        ids: list[int] = []
        sizes: list[int] = []
        at = 0
        for start, end in [*free, (len(text), len(text))]:
            for part, special in ((text[at:start], True), (text[start:end], False)):
                if part:
                    more, lengths = self._split(part, special=special)
                    ids, sizes = ids + more, sizes + lengths
            at = end
        return ids, sizes

    def _split(self, text: str, *, special: bool) -> tuple[list[int], list[int]]:
        if not text:
            return [], []
        if self._backend is None:  # a tokenizer in Python cannot tell places
            ids = self.tokenizer(text, add_special_tokens=False, split_special_tokens=not special).input_ids
            share = len(text) / max(len(ids), 1)
            return ids, [round((n + 1) * share) - round(n * share) for n in range(len(ids))]
        with self._spelling(special):
            found = self._backend.encode(text, add_special_tokens=False)
        at, sizes = 0, []
        for _, end in found.offsets:
            sizes.append(max(0, end - at))
            at = max(at, end)
        return list(found.ids), sizes

    @contextmanager
    def _spelling(self, special: bool) -> Iterator[None]:
        before = self._backend.encode_special_tokens
        self._backend.encode_special_tokens = not special
        try:
            yield
        finally:
            self._backend.encode_special_tokens = before
