"""The prompts of the evaluation: wordings that the caption grammar cannot produce, with what they ask for."""

from __future__ import annotations

import random
from dataclasses import dataclass

from scenes import PLACES, SEASONAL_PLACES, SEASONS, TIMES

WORDINGS = (
    "I would love to see {place} {time}",
    "{place}, drawn while it is {noun}",
    "my favourite {noun} view: {place}",
    "could you paint {place} for me? It should be {noun}",
    "{noun} has come to {place}",
    "looking out at {place} {time}, cosy and simple",
    "book cover showing {place} {time}",
    "the {noun} hour at {place}",
    "somewhere far away there is {place} {time}",
    "a children's book page: {place} {time}",
)
TIMES_OF_DAY = {
    "day": (("daytime", "noon", "midday"), ("at noon", "on a bright sunny day", "during the daytime")),
    "dawn": (("dawn", "sunrise", "daybreak"), ("at dawn", "just at sunrise", "very early in the morning")),
    "sunset": (("sunset", "dusk", "evening"), ("at sunset", "around dusk", "on a warm evening")),
    "night": (("night", "midnight", "nighttime"), ("at night", "around midnight", "deep in the night")),
}
PLACES_ASKED = {
    "lake": ("a lake", "a quiet lake"),
    "hills": ("rolling hills", "a meadow"),
    "sea": ("the sea", "the ocean"),
    "desert": ("a desert", "some sand dunes"),
    "forest": ("a forest", "the woods"),
    "mountains": ("mountains", "a mountain range"),
}
SEASONS_ASKED = {
    "spring": ("in spring", "when spring arrives"),
    "summer": ("in summer", "in the middle of summer"),
    "autumn": ("in autumn", "when autumn arrives"),
    "winter": ("in winter", "in the middle of winter"),
}
#: Pairs that differ in one thing: (with it, without it, question, answers that count as having it).
PAIRS = (
    ("the sea {time} with one sailboat", "the sea {time}", "boats", (1, 2, 3)),
    ("the ocean {time}, two sailing boats", "the ocean {time}", "boats", (1, 2, 3)),
    ("a desert {time} with three cacti", "a desert {time}", "cacti", (1, 2, 3)),
    ("dunes {time}, one tall cactus", "dunes {time}", "cacti", (1, 2, 3)),
    ("rolling hills {time} and a small house", "rolling hills {time}", "house", (1,)),
    ("a meadow in summer {time} with pine trees", "a meadow in summer {time}", "tree", (1,)),
    ("hills {time}, snowy peaks", "hills {time}", "mountains", (2,)),
    ("the sea {time}, fluffy clouds", "the sea {time}, a clear sky", "clouds", (1, 2)),
    ("a desert {time} and the sun", "a desert {time}", "light", (1,)),
    ("a lake at night, a full moon", "a lake at night", "light", (1, 2)),
    ("the sea at night, a starry sky", "the sea at night", "stars", (1,)),
)


@dataclass(frozen=True)
class Asked:
    """A prompt and the time, place and season it asks for."""

    prompt: str
    time: str
    place: str
    season: str | None


def unseen_prompts(count: int = 100, seed: int = 7) -> list[Asked]:
    """Prompts over all times, places and seasons as evenly as `count` allows."""
    rng, asked = random.Random(seed), []
    combinations = [
        (time, place, season)
        for time in TIMES
        for place in PLACES
        for season in ([None, *SEASONS] if place in SEASONAL_PLACES else [None])
    ]
    rng.shuffle(combinations)
    while len(asked) < count:
        time, place, season = combinations[len(asked) % len(combinations)]
        where = rng.choice(PLACES_ASKED[place])
        if season:
            where += " " + rng.choice(SEASONS_ASKED[season])
        nouns, phrases = TIMES_OF_DAY[time]
        wording = WORDINGS[len(asked) % len(WORDINGS)]
        prompt = wording.format(place=where, time=rng.choice(phrases), noun=rng.choice(nouns))
        asked.append(Asked(prompt, time, place, season))
    return asked


def pair_prompts() -> list[tuple[str, str, str, tuple[int, ...]]]:
    """The pairs, those with an open time of day at noon, at dawn and at sunset."""
    pairs = []
    for present, absent, question, answers in PAIRS:
        times = ("at noon", "at dawn", "at sunset") if "{time}" in present else ("",)
        pairs += [(present.format(time=t), absent.format(time=t), question, answers) for t in times]
    return pairs
