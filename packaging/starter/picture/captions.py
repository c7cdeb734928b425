"""What people may write about a scene: a small grammar that says only what the scene holds."""

from __future__ import annotations

import random

from scenes import MANY, Scene
from words import (
    COUNTS,
    ENDINGS,
    JOINTS,
    LIGHTS,
    LIT_WORDS,
    OPENINGS,
    PLACE_NOUNS,
    SEASON_ADJECTIVES,
    SEASON_NOUNS,
    TIME_NOUNS,
    TIME_PHRASES,
    TREE_NAMES,
)

#: Every eleventh caption or so is empty; the model needs that for classifier-free guidance.
EMPTY_SHARE = 0.09


def time_words(scene: Scene, rng: random.Random) -> tuple[str, str]:
    """A noun ('midnight') and a phrase ('at night') for the time of day."""
    nouns, phrases = TIME_NOUNS[scene.time], TIME_PHRASES[scene.time]
    if not scene.sun_or_moon:
        nouns = [words for words in nouns if not words.endswith(LIT_WORDS)]
        phrases = [words for words in phrases if not words.endswith(LIT_WORDS)]
    return rng.choice(nouns), rng.choice(phrases)


def count_words(rng: random.Random, count: int, names: tuple[list[str], list[str]]) -> str:
    """'two sailboats', 'many pines': the number in words with a fitting name."""
    single, plural = names
    if count == 1:
        return f"{rng.choice(COUNTS[1])} {rng.choice(single)}"
    words = COUNTS.get(count, ["many", "a lot of", "several", "lots of", ""])
    return f"{rng.choice(words)} {rng.choice(plural)}".strip()


def sky_words(scene: Scene, rng: random.Random) -> list[str]:
    """One phrase for each thing in the sky."""
    words = []
    if scene.sun_or_moon and scene.time == "night":
        kind = (
            ["a crescent moon", "a crescent"]
            if scene.crescent
            else ["a full moon", "a round moon", "a big moon"]
        )
        words.append(rng.choice([*kind, *kind, "the moon", "a moon", "a bright moon"]))
    elif scene.sun_or_moon:
        words.append(rng.choice(LIGHTS[scene.time]))
    if scene.stars:
        words.append(
            rng.choice(["stars", "a starry sky", "twinkling stars", "many stars", "a sky full of stars"])
        )
    if scene.clouds == 1:
        words.append(rng.choice(["a cloud", "one cloud", "a single cloud"]))
    elif scene.clouds:
        words.append(rng.choice(["clouds", "some clouds", "fluffy clouds", "a cloudy sky", "small clouds"]))
    elif rng.random() < 0.12:
        words.append(rng.choice(["a clear sky", "no clouds", "a cloudless sky"]))
    if scene.birds:
        words.append(rng.choice(["birds", "flying birds", "a flock of birds", "birds in the sky"]))
    return words


def land_words(scene: Scene, rng: random.Random) -> list[str]:
    """One phrase for each thing on land or water."""
    words = []
    if scene.snowy_peaks:
        peaks = ["snowy peaks", "snow-capped peaks", "snow on the peaks", "white peaks"]
        if scene.place != "mountains":
            peaks += ["snowy mountains", "snow-capped mountains", "mountains with snow"]
        words.append(rng.choice(peaks))
    elif scene.mountains and scene.place != "mountains":
        words.append(
            rng.choice(["mountains", "distant mountains", "mountains in the background", "peaks far away"])
        )
    if scene.tree and scene.place != "forest":
        kind = "pine" if scene.tree == "pine" else scene.season
        words.append(count_words(rng, scene.trees, TREE_NAMES.get(kind or "round", TREE_NAMES["round"])))
    if scene.place == "forest":
        forest = {"spring": "round", "autumn": "round"}.get(scene.season or "", "pine")
        words.append(
            count_words(rng, MANY, TREE_NAMES[forest if forest == "pine" else scene.season or "round"])
        )
    if scene.house:
        lit = (
            [" with lit windows", " with glowing windows", "", ""]
            if scene.time in ("sunset", "night")
            else [""]
        )
        words.append(
            rng.choice(["a house", "a cottage", "a cabin", "a small house", "a little hut"]) + rng.choice(lit)
        )
    if scene.boats:
        names = (
            ["sailboat", "boat", "sailing boat", "ship"],
            ["sailboats", "boats", "sailing boats", "ships"],
        )
        words.append(count_words(rng, scene.boats, names))
    if scene.cacti:
        words.append(count_words(rng, scene.cacti, (["cactus", "tall cactus"], ["cacti", "cactuses"])))
    if scene.mesas:
        words.append(rng.choice(["red rocks", "mesas", "rock formations", "flat rocks", "cliffs"]))
    if scene.season == "spring" and rng.random() < 0.4:
        words.append(rng.choice(["flowers", "wildflowers", "blossoms", "flowers in the grass"]))
    if scene.season == "winter" and rng.random() < 0.3:
        words.append(rng.choice(["snow", "deep snow", "snow on the ground", "fresh snow"]))
    if scene.season == "autumn" and rng.random() < 0.2:
        words.append(rng.choice(["autumn colours", "orange leaves", "fall colors"]))
    return words


def place_words(scene: Scene, rng: random.Random, say_season: bool) -> str:
    """The place, often with its season: 'a lake in winter', 'an autumnal mountain range'."""
    nouns = list(PLACE_NOUNS[scene.place])
    if scene.place == "lake" and scene.mountains:
        nouns += ["a mountain lake"] * 3
    if scene.place == "forest" and scene.tree == "pine":
        nouns += ["a pine forest", "an evergreen forest", "a fir forest"]
    if scene.season == "summer" and scene.time == "day":
        nouns += {"hills": ["green hills", "green fields"], "forest": ["a green forest"]}.get(scene.place, [])
    subject = rng.choice(nouns)
    if not (scene.season and say_season):
        return subject
    if rng.random() < 0.5:
        return f"{subject} {rng.choice(['in', 'in', 'during'])} {rng.choice(SEASON_NOUNS[scene.season])}"
    adjective, words = rng.choice(SEASON_ADJECTIVES[scene.season]), subject.split(" ")
    if words[0] in ("a", "an"):
        return " ".join(["an" if adjective[0] in "aeiou" else "a", adjective, *words[1:]])
    if words[0] == "the":
        return " ".join(["the", adjective, *words[1:]])
    return f"{adjective} {subject}"


def join_words(words: list[str], rng: random.Random) -> str:
    """'a, b and c', or with commas only."""
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + rng.choice([" and ", ", "]) + words[-1]


def _sentence(scene: Scene, rng: random.Random, extras: list[str], say_time: bool, say_season: bool) -> str:
    """One of five ways to put time, season, place and extras together."""
    time_noun, time_phrase = time_words(scene, rng)
    place = place_words(scene, rng, say_season)
    opening = rng.choice(OPENINGS) + " " if rng.random() < 0.4 else ""
    when = f" {time_phrase}" if say_time else ""
    tail = f"{rng.choice([' with ', ', ', ' and '])}{join_words(extras, rng)}" if extras else ""
    form = rng.random()
    if form < 0.35:
        if rng.random() < 0.3:
            return f"{opening}{place}{tail}{when}"
        return f"{opening}{place}{when}{tail}"
    if form < 0.5 and extras:
        words = join_words(extras, rng)
        joint = rng.choice([JOINTS[scene.place], "and", "near"])
        return f"{opening}{words} {joint} {place}{when}"
    if form < 0.65:
        return (
            f"{time_noun}{rng.choice([' over ', ' at ', ', ', ' in '])}{place}{tail}"
            if say_time
            else opening + place + tail
        )
    if form < 0.85:
        tags = [place_words(scene, rng, False), *extras]
        if say_time:
            tags.append(time_noun)
        if say_season and scene.season:
            tags.append(rng.choice(SEASON_NOUNS[scene.season]))
        rng.shuffle(tags)
        return ", ".join(tags)
    if rng.random() < 0.5 and scene.season and say_season:
        adjective = rng.choice(SEASON_ADJECTIVES[scene.season])
        return (
            f"{adjective} {rng.choice(['landscape', 'scene', 'view'])}{when}"
            if say_time
            else f"{adjective} landscape"
        )
    if say_time and rng.random() < 0.7:
        return rng.choice([f"{time_noun} {place}", time_noun, f"{place} {time_noun}"])
    return join_words(extras, rng) if extras else place


def caption(scene: Scene, rng: random.Random) -> str:
    """A caption of the scene: often partial, sometimes only a few words, sometimes empty."""
    if rng.random() < EMPTY_SHARE:
        return ""
    extras = sky_words(scene, rng) + land_words(scene, rng)
    rng.shuffle(extras)
    dropped = rng.choice([0, 0.15, 0.4, 0.7, 0.95])
    extras = [words for words in extras if rng.random() >= dropped]
    text = _sentence(scene, rng, extras, say_time=rng.random() < 0.92, say_season=rng.random() < 0.85)
    if scene.pastel and rng.random() < 0.8:
        text += ", " + rng.choice(["pastel colors", "pastel", "soft pastel palette", "pale colours"])
    for _ in range(rng.choices([0, 1, 2], [0.75, 0.17, 0.08])[0]):
        text += ", " + rng.choice(ENDINGS)
    if rng.random() < 0.15:
        text = text.capitalize()
    return text + "." if rng.random() < 0.1 else text
