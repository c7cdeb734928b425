"""What a model reads beside a task: parts of a project in the order that a prompt cache likes. Pure.

Stable parts stand first, what changes from press to press stands a few paragraphs before the end. Text is
left out from its beginning in whole blocks that do not move while the writer writes on: the kept beginning
stays the same for many presses, and only what is new has to be read.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from studio.core.text_requests import Piece
from studio.core.writing.joins import without_blanks
from studio.core.writing.lore import Fired, within

Count = Callable[[str], int]
BLOCKS = 6
"""Into how many blocks the room for text is divided; one of them is left out at a time."""
CHARACTERS_PER_TOKEN = 3.0
BETWEEN_SCENES = "\n\n* * *\n\n"
NOTE_SHARE = 0.1
_FOREIGN = re.compile("[^\x00-\x7f\u2010-\u2040]")
"""Neither ASCII nor a quote or dash of English print."""
_PARAGRAPH = re.compile(r"\n\s*\n|\n")


class Passage(Struct, frozen=True, kw_only=True):
    """A labelled text: an earlier scene, its summary, or a place that was found."""

    label: str
    text: str
    summary: str = ""
    """Of a scene: what is read in its place when it has no room."""


class ContextParts(Struct, frozen=True, kw_only=True):
    """Everything a model could read. ``earlier`` are scenes before this one, oldest first.

    ``text`` ends at the caret. ``task`` is what is asked of a chat model, ``tail`` what a model that only
    continues finds at the end, ``aside`` what it finds in brackets beside the author's note.
    ``volatile``: the project has lore, notes or places to find, so that room is kept for them even when none
    is called for now.
    """

    instruction: str = ""
    always: str = ""
    earlier: tuple[Passage, ...] = ()
    text: str = ""
    after: str = ""
    fired: tuple[Fired, ...] = ()
    found: tuple[Passage, ...] = ()
    note: str = ""
    note_depth: int = 3
    aside: str = ""
    task: str = ""
    tail: str = ""
    always_share: float = 0.15
    summary_share: float = 0.15
    lore_share: float = 0.2
    found_share: float = 0.1
    volatile: bool = False


class LeftOut(Struct, frozen=True, kw_only=True):
    """What the model does not read, and why (a sentence)."""

    label: str
    why: str


class Composed(Struct, frozen=True, kw_only=True):
    """What the model reads. ``shares`` has the tokens of each kind of piece, by the count that was given."""

    pieces: tuple[Piece, ...]
    shares: dict[str, int]
    left_out: tuple[LeftOut, ...] = ()
    fired: tuple[Fired, ...] = ()
    budget: int = 0

    @property
    def used(self) -> int:
        return sum(self.shares.values())


def estimate(text: str) -> int:
    """About how many tokens a text is, without a model: letters by four, other scripts by themselves."""
    if text.isascii():
        return (len(text) + 3) // 4
    wide = sum(1 for character in text if ord(character) > 0x2E7F)
    return (len(text) - wide + 3) // 4 + wide


def estimate_by_bytes(text: str) -> int:
    """The same for a model whose vocabulary is English: of any other script every byte is a token."""
    if text.isascii():
        return (len(text) + 3) // 4
    plain = _FOREIGN.sub("", text)
    size, of_plain = len(text.encode("utf-8", "replace")), len(plain.encode("utf-8", "replace"))
    return (len(plain) + 3) // 4 + size - of_plain


def compose(parts: ContextParts, budget: int, count: Count = estimate, form: str = "plain") -> Composed:
    """The pieces of a request that fit in ``budget`` tokens; every part has its share at most."""
    work = _Work(form, count)
    budget = max(budget, 16)
    tail = parts.task if form == "chat" else parts.tail
    instruction = work.shortened(parts.instruction, budget // 4, "Instruction") if form == "chat" else ""
    after_room = budget // 4 if parts.after else 0
    after = work.shortened(parts.after, after_room, "What follows") if parts.after else ""
    always = work.shortened(parts.always.strip(), int(budget * parts.always_share), "Always read")
    note = work.shortened(parts.note.strip(), int(budget * NOTE_SHARE), "Author’s note")
    fired, cut = within(list(parts.fired), int(budget * parts.lore_share), count)
    for each in cut:
        work.leave(each.lore.title, "There is no room left in the share of lore.")
    found = work.fitting(parts.found, int(budget * parts.found_share))
    fixed = sum(map(count, (instruction, always, note, after, tail, parts.aside)))
    lore_used = sum(count(each.lore.text) for each in fired) + sum(count(each.text) for each in found)
    reserve = int(budget * (parts.lore_share + parts.found_share)) if parts.volatile else lore_used
    has_summaries = any(scene.summary for scene in parts.earlier)
    summary_room = int(budget * parts.summary_share) if has_summaries else 0
    room = budget - fixed - max(reserve, lore_used)
    kept, text, whole = work.texts(parts, max(room - summary_room, budget // 4), room)
    summaries = work.summaries(parts.earlier[: len(parts.earlier) - whole], summary_room)
    pieces = work.lay(parts, instruction, always, summaries, kept, text, fired, found, note, after, tail)
    shares: dict[str, int] = {}
    for piece in pieces:
        shares[piece.kind] = shares.get(piece.kind, 0) + count(piece.text)
    return Composed(
        pieces=tuple(pieces),
        shares=shares,
        left_out=tuple(work.left_out),
        fired=tuple(fired),
        budget=budget,
    )


class _Work:
    """One composition: its form, its count, and what it had to leave out."""

    def __init__(self, form: str, count: Count) -> None:
        self.form = form
        self.count = count
        self.left_out: list[LeftOut] = []

    def leave(self, label: str, why: str) -> None:
        self.left_out.append(LeftOut(label=label, why=why))

    def shortened(self, text: str, room: int, label: str) -> str:
        """A text cut at its end, at a word, to the room it has."""
        if not text or self.count(text) <= room:
            return text
        self.leave(label, "It is longer than its share; the end is left out.")
        low, high = 0, len(text)
        while low < high:  # the longest beginning that fits
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.count(text[:middle]) <= room else (low, middle - 1)
        cut = text[:low]
        return cut[: cut.rfind(" ")] if " " in cut else cut

    def fitting(self, passages: tuple[Passage, ...], room: int) -> list[Passage]:
        """The passages that have room, best first."""
        kept, used = [], 0
        for passage in passages:
            size = self.count(passage.text)
            if used + size <= room:
                kept.append(passage)
                used += size
        if passages and not kept:
            self.leave("Found passages", "None is short enough for their share.")
        return kept

    def texts(self, parts: ContextParts, room: int, limit: int) -> tuple[list[Passage], str, int]:
        """Earlier scenes and this one's text as far as they have room, and how many scenes are whole."""
        step = max(64, int(room / BLOCKS * CHARACTERS_PER_TOKEN))
        own = blocks(without_blanks(parts.text), step)
        kept, used = [], 0
        for block in reversed(own):
            size = self.count(block)
            if used + size > room and (kept or size > limit):
                break
            kept.insert(0, block)
            used += size
        if len(kept) < len(own):
            text = "".join(kept) or self._end_of(own[-1], room)
            words = len("".join(own).split()) - len(text.split())
            self.leave("This scene", f"Its beginning has no room ({words:,} words).")
            for scene in parts.earlier:
                if not scene.summary:
                    self.leave(scene.label, "There is no room left for earlier text.")
            return [], text, 0
        scenes: list[Passage] = []
        whole = 0
        for scene in reversed(parts.earlier):
            inside, cut = blocks(scene.text, step), False
            taken: list[str] = []
            for block in reversed(inside):
                size = self.count(block)
                if used + size > room:
                    cut = True
                    break
                taken.insert(0, block)
                used += size
            if taken:
                scenes.insert(0, Passage(label=scene.label, text="".join(taken)))
            if cut:
                rest = parts.earlier[: len(parts.earlier) - whole]
                for left in rest if not taken else rest[:-1]:
                    if not left.summary:
                        self.leave(left.label, "There is no room left for earlier text.")
                if taken:
                    self.leave(scene.label, "Its beginning has no room.")
                break
            whole += 1
        return scenes, "".join(kept), whole

    def _end_of(self, text: str, room: int) -> str:
        """The end of a block that alone is too long."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.count(text[middle:]) <= room else (middle + 1, high)
        return text[low:]

    def summaries(self, scenes: tuple[Passage, ...], room: int) -> list[Passage]:
        """Summaries of the scenes that are not whole, the nearest first when not all have room."""
        kept, used = [], 0
        for scene in reversed(scenes):
            if not scene.summary.strip():
                continue
            size = self.count(scene.summary)
            if used + size > room:
                self.leave(scene.label, "There is no room left in the share of summaries.")
                continue
            kept.insert(0, Passage(label=scene.label, text=scene.summary.strip()))
            used += size
        return kept

    def lay(
        self,
        parts: ContextParts,
        instruction: str,
        always: str,
        summaries: list[Passage],
        earlier: list[Passage],
        text: str,
        fired: list[Fired],
        found: list[Passage],
        note: str,
        after: str,
        tail: str,
    ) -> list[Piece]:
        """The pieces in their order, with what marks them for a reader of this form."""
        chat = self.form == "chat"
        pieces: list[Piece] = []

        def put(kind: str, said: str, label: str = "", role: str = "user") -> None:
            if said:
                pieces.append(Piece(kind=kind, text=said, label=label, role=role if chat else ""))

        put("instruction", instruction, "Instruction", "system")
        if always:
            put("memory", f"About the text:\n{always}\n\n" if chat else f"{always}\n\n", "Always read")
        for each in summaries:
            line = (
                f"Earlier, in “{each.label}”: {each.text}\n\n" if chat else f"[{each.label}: {each.text}]\n\n"
            )
            put("summary", line, each.label)
        if chat and (earlier or text):
            put("instruction", "The text so far:\n\n", "Instruction")
        for each in earlier:
            put("earlier", each.text.rstrip() + BETWEEN_SCENES, each.label)
        before, last = split_before(text, parts.note_depth)
        aside = [
            *(("lore", f"[{f.lore.title}: {f.lore.text}]", f.lore.title) for f in fired),
            *(("found", f"[From “{each.label}”: {each.text}]", each.label) for each in found),
        ]
        if note:
            aside.append(("note", f"[{note}]", "Author’s note"))
        if parts.aside and not chat:
            aside.append(("note", f"[{parts.aside}]", "What happens next"))
        put("text", before, "Text")
        for kind, said, label in aside:
            put(kind, f"{said}\n\n" if not before or before.endswith("\n") else f"\n\n{said}\n\n", label)
        put("text", last, "Text")
        if chat:
            if after:
                put("after", f"\n\nWhat follows later:\n\n{after}\n\n", "What follows")
            if tail:
                put("message", f"\n\n{tail}" if pieces and pieces[-1].role == "user" else tail, "Task")
        elif tail:
            put("message", tail, "Task")
        if after and self.form == "infill":
            put("after", after, "What follows")
        return pieces


def blocks(text: str, step: int) -> list[str]:
    """The text in blocks of at least ``step`` characters that begin at paragraphs, counted from its start.

    Where a paragraph is longer than three steps it is cut at a word. Writing on changes the last alone.
    """
    found: list[str] = []
    begin = 0
    for match in _PARAGRAPH.finditer(text):
        if match.end() - begin >= step:
            found.append(text[begin : match.end()])
            begin = match.end()
    if begin < len(text):
        found.append(text[begin:])
    cut: list[str] = []
    for block in found:
        while len(block) > 3 * step:
            at = block.rfind(" ", step, 2 * step) + 1 or 2 * step
            cut.append(block[:at])
            block = block[at:]
        cut.append(block)
    return cut


def split_before(text: str, depth: int) -> tuple[str, str]:
    """A text cut before its last ``depth`` paragraphs; 0 cuts before the paragraph of the caret as 1 does."""
    places = [match.end() for match in _PARAGRAPH.finditer(text) if match.end() < len(text)]
    starts = [0, *places]
    depth = max(1, depth)
    at = starts[-depth] if depth <= len(starts) else 0
    return text[:at], text[at:]
