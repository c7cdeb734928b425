"""Prompts for pictures out of prose: by rules from the passage's own words, or asked of a model. Pure."""

import re
from collections.abc import Iterable, Sequence

PASSAGE_MAX = 6000
"""Characters of a passage that are read; a picture shows one moment."""
PROMPT_LENGTH = 400


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLACES = _words(
    """
    alley attic bay barn beach boat bridge cabin canyon castle cathedral cave chapel church city cliff
    cliffs coast cottage courtyard desert dock dunes farm ferry field fields fjord forest garden glacier
    harbour harbor hill hills house hut inn island jungle kitchen lake library lighthouse market marsh
    meadow mill moor mountain mountains ocean orchard palace park path pier plain pond port prairie quay
    railway river road roof ruins sea ship shore square station stream street swamp tavern temple tent
    tower town valley village volcano wall waterfall well wharf wood woods yard
    """
)
_THINGS = _words(
    """
    anchor bell bird birds book boots candle carriage cat cattle chair clock clouds coat cow crow dog
    door fire flag flowers fog gate grass gull gulls hat horse horses hull ice key ladder lamp lantern
    leaves letter light mast mirror mist moon pine pines rain rope sail sails sand sheep shadow sky
    smoke snow stairs star stars storm sun table tar thunder train tree trees water wave waves wind
    window wolf woman man girl boy child children soldier sailor king queen
    """
)
_TIMES = {
    "dawn": ("dawn", "daybreak", "sunrise", "first light"),
    "morning": ("morning",),
    "noon": ("noon", "midday"),
    "sunset": ("sunset", "sundown"),
    "dusk": ("dusk", "twilight", "evening"),
    "night": ("night", "midnight", "moonlight", "starlight"),
}
_SEASONS = {
    "winter": ("winter", "snow", "snowy", "frost", "ice"),
    "autumn": ("autumn", "fallen leaves"),
    "spring": ("spring morning", "in spring", "blossom"),
    "summer": ("summer", "midsummer"),
}
_WEATHER = {
    "fog": ("fog", "mist", "haze"),
    "rain": ("rain", "drizzle", "downpour"),
    "storm": ("storm", "thunder", "gale"),
}
_LOOKS = _words(
    """
    ancient bare black blue bright broken brown burning calm cold crooked dark deep dusty empty flat
    foggy frozen gold golden green grey gray high huge icy lonely long low misty narrow old orange pale
    purple quiet red ruined silver small snowy steep stone tall tarred thick tiny vast warm wet white
    wide wild wooden yellow
    """
)
_MASS = _words("fire fog grass ice light mist rain sand sheep smoke snow tar thunder water wind cattle")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"[^.!?…。！？\n]+")
_SPEECH = re.compile(r"[“\"«„][^”\"»“]*[”\"»“]|‘[^’]*’(?!\w)")
_NUMBER = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.):])\s*")
_LABEL = re.compile(r"^(?:image|picture|illustration)?\s*prompt(?:\s*\d+)?\s*[:：]\s*", re.IGNORECASE)


def prompts_by_rules(
    passage: str, places: Iterable[str] = (), most: int = 3, around: str = ""
) -> tuple[str, ...]:
    """Up to ``most`` prompts: the whole passage's place and hour first, then its most visible sentences.

    ``places`` are names of places of the project; they count as places without being drawn by name.
    Speech is left out. Place and hour that the passage does not tell come from ``around``, the rest of
    the scene. With hardly any known word the first sentence stands for the passage.
    """
    text = passage[:PASSAGE_MAX]
    seen = _SPEECH.sub(" ", text)
    words = [word.casefold() for word in _WORD.findall(seen)]
    outside = _SPEECH.sub(" ", around[:PASSAGE_MAX]).casefold()
    mood = _mood(seen.casefold()) or _mood(outside)
    found = _visible(words)
    if found and not any(word in _PLACES for word in words):
        where = [word for word in _WORD.findall(outside) if word in _PLACES][:1]
        found = [*_visible(where), *found]
    made: list[str] = []
    if len(found) > 1 or (found and mood):
        made.append(_joined(found[:3], mood))
    named = {name.casefold() for name in places}
    sentences = [part.strip() for part in _SENTENCE.findall(seen) if part.strip()]
    ranked = sorted(sentences, key=lambda sentence: -_weight(sentence, named))
    for sentence in ranked:
        things = _visible([word.casefold() for word in _WORD.findall(sentence)])
        if len(things) > 1:  # one thing alone is no picture
            made.append(_joined(things[:3], _mood(sentence.casefold()) or mood))
    if not made:
        first = next(iter(sentences), " ".join(text.split()))
        made.append(" ".join(first.split())[:PROMPT_LENGTH].strip(" ,;:—-"))
    return tuple(dict.fromkeys(prompt for prompt in made if prompt))[:most]


def _weight(sentence: str, named: set[str]) -> int:
    words = [word.casefold() for word in _WORD.findall(sentence)]
    return 2 * sum(w in _PLACES or w in named for w in words) + sum(
        w in _THINGS or w in _LOOKS for w in words
    )


def _visible(words: Sequence[str]) -> list[str]:
    """Places and things with the look that stands before them, places first, each once."""
    places: dict[str, str] = {}
    things: dict[str, str] = {}
    for number, word in enumerate(words):
        kind = places if word in _PLACES else things if word in _THINGS else None
        if kind is not None and word not in kind:
            before = words[number - 1] if number else ""
            phrase = f"{before} {word}" if before in _LOOKS else word
            bare = word.endswith("s") or word in _MASS or word in ("children", "sky")
            kind[word] = phrase if bare else f"{_article(phrase)} {phrase}"
    return [*places.values(), *things.values()]


def _article(phrase: str) -> str:
    return "an" if phrase[:1] in "aeiou" else "a"


def _mood(text: str) -> str:
    """Season, hour and weather, in the words picture models know."""
    parts = []
    for table, form in ((_SEASONS, "in {}"), (_TIMES, "at {}"), (_WEATHER, "{}")):
        for word, signs in table.items():
            if any(re.search(rf"\b{re.escape(sign)}\b", text) for sign in signs):
                parts.append(form.format(word))
                break
    return ", ".join(parts)


def _joined(things: Sequence[str], mood: str) -> str:
    told = {word for part in mood.replace(",", "").split() for word in (part,)}
    kept = [thing for thing in things if thing.split()[-1] not in told]
    first = f"{kept[0]} with {' and '.join(kept[1:])}" if len(kept) > 1 else "".join(kept)
    return ", ".join(part for part in (first, mood) if part)


def prompts_in(answer: str, most: int) -> tuple[str, ...]:
    """The prompts of a model's answer, without numbers, marks and talk around them."""
    found = []
    for line in answer.splitlines():
        line = _NUMBER.sub("", line).strip()
        line = _LABEL.sub("", line.replace("**", "")).strip().strip("\"“”'`").strip()
        if len(line) < 8 or line.endswith(":"):
            continue
        found.append(line[:PROMPT_LENGTH])
    return tuple(dict.fromkeys(found))[:most]
