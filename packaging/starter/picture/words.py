"""The words people use for times of day, seasons, places and things."""

from __future__ import annotations


def _list(text: str) -> list[str]:
    """The phrases of a line, which commas part."""
    return text.split(", ")


#: The time of day as a noun.
TIME_NOUNS: dict[str, list[str]] = {
    "day": _list(
        "day, daytime, noon, midday, a sunny day, afternoon, a clear day, a bright day, daylight, sunshine"
    ),
    "dawn": _list(
        "dawn, sunrise, early morning, morning, daybreak, first light, a pale morning, morning light"
    ),
    "sunset": _list(
        "sunset, dusk, evening, golden hour, sundown, twilight, a glowing evening, evening light"
    ),
    "night": _list(
        "night, midnight, nighttime, a dark night, a quiet night, late at night, moonlight, darkness"
    ),
}
#: The time of day as it follows a place.
TIME_PHRASES: dict[str, list[str]] = {
    "day": _list(
        "in the daytime, on a sunny day, at noon, during the day, under a blue sky, in bright daylight, "
        "by day, in the afternoon, at midday, on a bright day, in full sunshine, in the middle of the day"
    ),
    "dawn": _list(
        "at dawn, at sunrise, in the early morning, in the morning, at daybreak, as the sun rises, at "
        "first light, in soft morning light, before the day begins, during sunrise"
    ),
    "sunset": _list(
        "at sunset, at dusk, in the evening, at golden hour, during sunset, as the sun sets, at sundown, "
        "at twilight, in the last light, under a red evening sky, with an orange sky"
    ),
    "night": _list(
        "at night, at midnight, under the night sky, by night, on a dark night, in the dark, late at "
        "night, in the moonlight, during the night, after dark, in the middle of the night"
    ),
}
#: Time words that also promise a sun or a moon.
LIT_WORDS = ("moonlight", "sunshine", "the sun rises", "the sun sets")
#: What follows "in".
SEASON_NOUNS: dict[str, list[str]] = {
    "spring": _list("spring, springtime, april, may, early spring"),
    "summer": _list("summer, summertime, july, midsummer"),
    "autumn": _list("autumn, fall, october, late autumn"),
    "winter": _list("winter, wintertime, the snow, december, january, deep winter"),
}
#: What stands before a place.
SEASON_ADJECTIVES: dict[str, list[str]] = {
    "spring": _list("spring, blooming, flowering, springtime"),
    "summer": _list("summer, green, lush green, summery"),
    "autumn": _list("autumn, autumnal, fall, golden autumn"),
    "winter": _list("winter, snowy, snow-covered, wintry, frozen, white winter"),
}
#: The kind of place.
PLACE_NOUNS: dict[str, list[str]] = {
    "lake": _list(
        "a lake, a calm lake, a lake landscape, a quiet lake, a lake with reflections, a lakeside, the "
        "lake, still water, a pond, the shore of a lake"
    ),
    "hills": _list(
        "rolling hills, hills, a meadow, the countryside, a hilly landscape, fields, gentle hills, a "
        "hill, meadows, farmland, a grassland"
    ),
    "sea": _list(
        "the sea, the ocean, a seascape, the open sea, a calm sea, ocean, sea, the ocean horizon, a wide "
        "sea, the coast"
    ),
    "desert": _list(
        "a desert, the desert, desert dunes, sand dunes, a desert landscape, dunes, a sandy desert, a dry "
        "desert, the sand"
    ),
    "forest": _list(
        "a forest, the woods, a wood, a dense forest, the forest, woodland, a misty forest, forest"
    ),
    "mountains": _list(
        "mountains, a mountain landscape, a mountain range, tall mountains, the mountains, high peaks, "
        "the alps, a mountain valley, mountain peaks, alpine scenery"
    ),
}
#: How things stand in a place.
JOINTS = {"lake": "by", "sea": "on", "desert": "in", "forest": "in", "mountains": "in", "hills": "in"}
#: How people begin.
OPENINGS = _list(
    "a flat illustration of, flat illustration of, an illustration of, a drawing of, a picture of, a "
    "painting of, vector art of, minimalist, a photo of, an image of, a view of, a scene with, a "
    "landscape with, a postcard of, please draw, show me, a poster of"
)
#: What people add without meaning much by it.
ENDINGS = _list(
    "flat design, vector illustration, flat colors, minimalist, beautiful, highly detailed, digital "
    "art, poster, wallpaper, calm, peaceful, 4k, masterpiece, simple shapes, concept art, quiet mood, "
    "wide view, trending, illustration, soft light, no people, lovely, scenery, art"
)
#: The sun by time of day.
LIGHTS: dict[str, list[str]] = {
    "day": _list("the sun, a bright sun, sun, a yellow sun, sunshine"),
    "dawn": _list("the rising sun, a pale sun, the sun, a morning sun, a low sun"),
    "sunset": _list("the setting sun, a big sun, the sun, a low sun, a huge setting sun, an orange sun"),
}
#: How many, up to three.
COUNTS: dict[int, list[str]] = {
    1: _list("a, one, a single, a lone"),
    2: _list("two, a pair of, 2, some"),
    3: _list("three, 3, some"),
}
#: One tree and several, by kind or season.
TREE_NAMES: dict[str, tuple[list[str], list[str]]] = {
    "pine": (
        _list("pine tree, fir tree, pine, fir"),
        _list("pine trees, pines, fir trees, evergreen trees, firs"),
    ),
    "spring": (
        _list("cherry tree, blossoming tree, pink tree, tree"),
        _list("cherry trees, blossoming trees, pink trees, cherry blossoms"),
    ),
    "autumn": (
        _list("orange tree, autumn tree, red tree, tree"),
        _list("orange trees, autumn trees, red trees, trees"),
    ),
    "winter": (_list("tree, snowy tree"), _list("trees, snowy trees")),
    "round": (_list("tree, round tree, leafy tree"), _list("trees, round trees, leafy trees")),
}
