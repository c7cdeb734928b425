"""The desk's requests and what a good answer looks like, made from the books by rules."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from books import PARAGRAPH

KINDS = ("continue", "shorten", "describe", "dialogue", "title")
#: Several ways to say each request; `{it}` is the thing or the people asked for.
ASKS: dict[str, tuple[str, ...]] = {
    "continue": ("Continue.", "Continue the story.", "Write on.", "What happens next?", "Go on from here."),
    "shorten": ("Rewrite shorter.", "Shorten this.", "Make it shorter.", "Say it in fewer words."),
    "describe": ("Describe {it}.", "Write a description of {it}.", "What does one see of {it}?"),
    "dialogue": ("Write a dialogue between {it}.", "Let {it} talk.", "Dialogue: {it}."),
    "title": ("Give this a title.", "Find a title.", "What could this chapter be called?"),
}
#: What a writer may want described; only things that books describe at length.
THINGS = (
    "house|room|garden|street|town|village|city|castle|church|inn|shop|ship|boat|island|forest|wood|"
    "river|sea|lake|mountain|valley|hill|road|field|park|bridge|tower|hall|kitchen|parlour|library|"
    "window|door|staircase|fire|night|morning|evening|sky|storm|snow|rain|moon|man|woman|boy|girl|"
    "child|horse|dog|face|hand|dress|table|bed|chair|letter|picture|crowd|market|station|harbour|"
    "shore|beach|cave|desert|palace|cottage|farm|mill"
)
THING = re.compile(rf"\b(?:the|a|an|this|that) ((?:\w+ )?(?:{THINGS}))\b")
SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)[\"')]*\s+(?=[\"'A-Z])")
#: Parts of a sentence that can go without harm to the rest.
ASIDE = re.compile(
    r"—[^—.!?\"]{5,80}—|, (?:which|who|whom|where|as if|as though)\b[^,.;!?\"]{5,90}(?:,|(?=[.;!?]))"
)
NAMED = re.compile(
    r"\b(?:said|asked|cried|replied|answered|returned|exclaimed) "
    r"((?:Mr\. |Mrs\. |Miss |Madame |Lady |Sir |M\. )?(?!Madame|Miss|Lady|Sir)[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b"
)


@dataclass(frozen=True)
class Pair:
    """One request of a kind, complete, and its answer."""

    kind: str
    ask: str
    answer: str


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph."""
    found, last = list[str](), 0
    for match in SENTENCE_END.finditer(paragraph):
        close = match.end() - len(match.group().lstrip("\"')"))
        found.append(paragraph[last:close].strip())
        last = match.end()
    return [*found, paragraph[last:].strip()]


def request(kind: str, rng: random.Random, it: str = "", passage: str = "") -> str:
    """The request in one of its wordings; a passage follows after an empty line."""
    asked = rng.choice(ASKS[kind]).format(it=it)
    return f"{asked}{PARAGRAPH}{passage}" if passage else asked


def shorter(paragraph: str) -> str | None:
    """The paragraph without asides and without its least telling sentences; None if little can go."""
    parts = sentences(paragraph)
    if len(parts) < 3 or '"' in paragraph:
        return None
    counts = Counter(re.findall(r"[a-z]{5,}", paragraph.lower()))

    def weight(part: str) -> float:
        words = re.findall(r"[a-z]{5,}", part.lower())
        return sum(counts[word] for word in words) / (len(part.split()) + 4)

    kept = {0, *sorted(range(1, len(parts)), key=lambda i: -weight(parts[i]))[: max(1, len(parts) // 3)]}
    short = " ".join(ASIDE.sub("", parts[i]) for i in sorted(kept))
    return short if len(short.split()) <= 0.65 * len(paragraph.split()) else None


def speakers(paragraphs: Sequence[str]) -> list[str]:
    """Who speaks, in the order of appearance."""
    return list(dict.fromkeys(NAMED.findall(" ".join(paragraphs))))


def _within(paragraphs: Sequence[str], start: int, most: int) -> list[str]:
    """Paragraphs from `start` on that hold no more than `most` words together."""
    taken, words = list[str](), 0
    for paragraph in paragraphs[start:]:
        words += len(paragraph.split())
        if words > most:
            break
        taken.append(paragraph)
    return taken


def pairs_of_text(text: str, rng: random.Random) -> Iterator[Pair]:
    """All pairs that one cleaned book gives, but for titles."""
    paragraphs = text.strip().split(PARAGRAPH)
    for i, paragraph in enumerate(paragraphs):
        length = len(paragraph.split())
        # A paragraph that begins small is the rest of one that verse or a picture broke off.
        whole = paragraph[0].isupper() or paragraph[0] == '"'
        told = whole and '"' not in paragraph and "\n" not in paragraph
        if 40 <= length <= 170 and told and (short := shorter(paragraph)):
            yield Pair("shorten", request("shorten", rng, passage=paragraph), short)
        thing = THING.search(paragraph[:60].lower()) if told and 30 <= length <= 140 else None
        if thing and re.search(r"\b(?:was|were|stood|lay|looked|seemed)\b", paragraph):
            yield Pair("describe", request("describe", rng, "the " + thing[1]), paragraph)
        talk = _within(paragraphs, i, 170)
        talk = talk[: next((n for n, part in enumerate(talk) if not part.startswith('"')), len(talk))]
        names = speakers(talk)[:2]
        if len(talk) >= 4 and len(names) == 2:
            yield Pair("dialogue", request("dialogue", rng, " and ".join(names)), PARAGRAPH.join(talk))
        if i % 3 == 0 and whole and 25 <= length <= 150 and (following := _within(paragraphs, i + 1, 150)):
            yield Pair("continue", request("continue", rng, passage=paragraph), PARAGRAPH.join(following))


def title_pairs(openings: Sequence[Sequence[str]], rng: random.Random) -> Iterator[Pair]:
    """Titles of chapters, asked for with the chapter's first paragraphs."""
    for title, opening in openings:
        passage = PARAGRAPH.join(_within(opening.split(PARAGRAPH), 0, 170))
        if passage:
            yield Pair("title", request("title", rng, passage=passage), title)


def all_pairs(
    texts: dict[str, str], openings: dict[str, list[list[str]]], seed: int, most: int = 4000
) -> list[Pair]:
    """The pairs of these books, no kind with more than `most`, shuffled."""
    rng, by_kind = random.Random(seed), {kind: list[Pair]() for kind in KINDS}
    for name, text in texts.items():
        for pair in [*pairs_of_text(text, rng), *title_pairs(openings.get(name, []), rng)]:
            by_kind[pair.kind].append(pair)
    chosen = [pair for kind in KINDS for pair in rng.sample(by_kind[kind], min(most, len(by_kind[kind])))]
    rng.shuffle(chosen)
    return chosen
