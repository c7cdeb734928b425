"""A writing project of any length, made up from a seed: parts, chapters, scenes, notes with names in them."""

import random
from pathlib import Path

from msgspec.structs import replace

from studio.core.writing.outline import Item, new_item
from studio.storage.manuscripts.project import Project

NAMES = ("Anna", "Ørsted", "Mirela", "Tomasz", "Lighthouse", "Harbour", "Blackwater", "Ingrid")
PER_SCENE = 1000
PER_CHAPTER = 5
_SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "sta",
    "ver",
    "tin",
    "do",
    "sel",
    "ar",
    "eth",
    "un",
    "pra",
    "gle",
    "ow",
)


def vocabulary(source: random.Random, size: int = 12_000) -> list[str]:
    """Made-up words, so that nothing depends on a text of somebody's."""
    return ["".join(source.choices(_SYLLABLES, k=source.randint(1, 4))) for _ in range(size)]


def prose(source: random.Random, words: list[str], count: int) -> str:
    """Paragraphs of about 60 words, common words much more often than rare ones."""
    paragraphs: list[str] = []
    left = count
    while left > 0:
        length = min(left, source.randint(20, 100))
        chosen = [words[int(len(words) * source.random() ** 4)] for _ in range(length)]
        if source.random() < 0.3:
            chosen[source.randrange(length)] = source.choice(NAMES)
        paragraphs.append(" ".join(chosen).capitalize() + ".")
        left -= length
    return "\n\n".join(paragraphs) + "\n"


def make_project(folder: Path, words: int = 200_000, seed: int = 1) -> Project:
    """A project with so many words in its scenes, open."""
    source = random.Random(seed)
    known = vocabulary(source)
    project = Project.create(folder, "A long book", author="Nobody")
    texts: dict[str, str] = {}

    def scene(number: int) -> Item:
        item = new_item("scene", f"Scene {number}", synopsis="What happens", status="draft")
        name = f"manuscript/scene-{number}-{item.id}.md"
        texts[name] = prose(source, known, PER_SCENE)
        return new_item("scene", item.title, file=name, synopsis=item.synopsis)

    count = max(1, words // PER_SCENE)
    chapters = tuple(
        new_item(
            "chapter",
            f"Chapter {first // PER_CHAPTER + 1}",
            children=tuple(scene(number) for number in range(first, min(first + PER_CHAPTER, count))),
        )
        for first in range(0, count, PER_CHAPTER)
    )
    notes = []
    for name in NAMES:
        item = new_item("note", name, note_kind="character", file=f"notes/{name.lower()}.md")
        texts[item.file] = f"{name} is known to all. " + prose(source, known, 100)
        notes.append(item)
    for relative, text in texts.items():
        (folder / relative).write_text(text, encoding="utf-8")
    project.set_outline(replace(project.outline, manuscript=chapters, notes=tuple(notes)))
    return project
