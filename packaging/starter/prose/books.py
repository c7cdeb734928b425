"""What a printed transcription is turned into: clean paragraphs, with plain quotes and no furniture."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

PARAGRAPH = "\n\n"
#: By the names of files: title, author and translator, year. Title pages say it in too many ways.
CREDITS = Path(__file__).with_name("credits.json")
#: Editions that claim a copyright from this year on are left out.
FREE_BEFORE = 1930
#: A paragraph this long that ends like a sentence is taken for the first one of the story.
FIRST_PROSE = 160
#: A story longer than this many words is shown less often than its length would ask for.
LONG_BOOK = 120_000
#: Words that stand alone on a heading's line.
HEADING = re.compile(
    r"(?i)^\W*(the end|finis|end of (the )?(first |second |third )?(part|book|volume|vol).{0,20}"
    r"|(table of )?contents|illustrations?|cover|preface|introduction|epilogue|prologue|footnotes?:?"
    r"|(chapter|book|volume|vol\.?|part|stave|letter|section|canto|act|scene)\b[ .:—-]*"
    r"([ivxlcdm]+|\d+|(the )?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty)([ -]\w+)?)\b.{0,90}|[ivxlcdm]+\.?|\d+\.?|\d{4}m)\W*$"
)
#: Straight signs for the curly ones; the model is asked with what keyboards type.
PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "‘": "'",
        "’": "'",
        "‛": "'",
        "´": "'",
        "…": "...",
        "\u00a0": " ",
    }
)


@dataclass(frozen=True)
class Book:
    """One cleaned book: `name` is its file's, `text` paragraphs with empty lines between them."""

    name: str
    title: str
    author: str
    text: str
    year: int | None = None

    @property
    def words(self) -> int:
        return len(self.text.split())


def without_licence(text: str) -> str:
    """The part between the marks that distributors set around a book, or all of it."""
    start = re.search(r"(?im)^\W*start of th(is|e) project .*$", text)
    end = re.search(r"(?im)^\W*end of th(is|e) project .*$", text)
    return text[start.end() if start else 0 : end.start() if end else len(text)]


def plain(text: str) -> str:
    """Straight quotes, one kind of dash, three dots, no marks of emphasis, of footnotes or of pages."""
    text = unicodedata.normalize("NFC", text).translate(PLAIN)
    text = re.sub(r"(?<=\s)``|^``|''(?=\s|$)", '"', text)
    text = re.sub(r"\[(illustration|picture)[^\]]*\]|\[\d+\]|\{\d+\}", "", text, flags=re.IGNORECASE)
    text = text.replace("_", "").replace("=", "")
    text = re.sub(r" ?(--+|—|―)[-—]* ?", "—", text)
    text = re.sub(r" ?\.( ?\.){2,3}", "...", text)
    return re.sub(r"[ \t]+", " ", text).strip()


def is_furniture(block: str) -> bool:
    """Whether a paragraph belongs to the printed book and not to the story: headings, notes, ornaments."""
    if not re.search(r"[^\W\d_]", block) or (block[0] in "[{" and block[-1] in "]}"):
        return True
    if re.match(
        r"\d+ ?\(return\)|\[\d+\]|(?i:transcriber|redactor|preparer|copyright|printed in|produced by)", block
    ):
        return True
    letters = [letter for letter in block if letter.isalpha()]
    shouted = sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
    return bool(HEADING.match(block)) or (shouted and len(block) < 120 and not block.startswith('"'))


def is_verse(lines: list[str]) -> bool:
    """Whether line breaks mean something: several short lines, most of them set in."""
    return len(lines) > 1 and all(
        len(line.strip()) < 60 and line.startswith("  ") for line in lines if line.strip()
    )


def paragraphs(text: str) -> list[str]:
    """The story's paragraphs: line breaks joined (those of verse kept), furniture and front matter gone."""
    text = without_licence(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"\[(?i:illustration|picture|note|redactor)[^\]]*\]", "", text)
    kept = list[str]()
    for raw in re.split(r"\n(?:[ \t]*\n)+", text.strip("\n")):
        lines = raw.split("\n")
        joined = "\n".join(filter(None, map(plain, lines))) if is_verse(lines) else plain(" ".join(lines))
        if joined and not is_furniture(joined):
            kept.append(joined)
    for first, block in enumerate(kept):
        # The title page, the table of contents and the dedication come before the first real paragraph.
        if len(block) >= FIRST_PROSE and block.rstrip("\"')")[-1] in ".!?:;—":
            return kept[first:]
    return kept


def chapter_openings(text: str) -> list[tuple[str, str]]:
    """Titles of chapters and the first paragraphs of each, as far as the layout gives them away."""
    text, found = without_licence(text.lstrip("\ufeff").replace("\r\n", "\n")), list[tuple[str, str]]()
    blocks = [block for block in re.split(r"\n(?:[ \t]*\n)+", text) if block.strip()]
    for i, block in enumerate(blocks[:-2]):
        head = re.match(r"(?i)\s*(?:chapter|stave)\s+[\w-]+[.:—-]*\s*", block)
        # A block with several heads is a table of contents.
        if not head or len(block) > 160 or re.search(r"(?i)\n\s*(?:chapter|stave)\b", block[head.end() :]):
            continue
        title, rest = plain(" ".join(block[head.end() :].split("\n"))), i + 1
        if not title and len(blocks[i + 1]) < 80:
            title, rest = plain(" ".join(blocks[i + 1].split("\n"))), i + 2
        opening = PARAGRAPH.join(paragraphs("\n\n".join(blocks[rest : rest + 3])))
        title = re.sub(r"[.\s]+$", "", title)
        title = title.capitalize() if title.isupper() else title
        if 1 <= len(title.split()) <= 10 and '"' not in title and len(opening) >= FIRST_PROSE:
            found.append((title, opening))
    return found


def title_and_author(text: str, name: str) -> tuple[str, str]:
    """What the title page says; the file's name and an empty author when it says nothing."""
    page = re.sub(r"\[[^\]]*\]", "", text.lstrip("\ufeff")[:3000])
    lines = [plain(line).strip(" ;.,") for line in page.split("\n")]
    lines = [line for line in lines if line]
    title = name.replace("-", " ").title()
    for line, following in zip(lines[:25], [*lines[1:26], ""], strict=False):
        found = re.match(r"(?i)^(?:written )?by\b[ :]*(.*)$", line)
        if found and (author := found[1] or following):
            return title, re.sub(r"\s*[\[(].*$", "", author).title()
    return title, ""


def claimed_year(text: str) -> int | None:
    """The latest year for which the title pages claim a copyright; new editions may be owned."""
    claims = re.findall(r"(?i)(?:\(c\)|©|copyright)[^\n\d]{0,40}(\d{4})", text[:6000])
    return max(map(int, claims), default=None)


def read_book(name: str, text: str) -> Book:
    """One book of the folder, cleaned; title, author and year come from CREDITS if it is there."""
    listed = json.loads(CREDITS.read_text(encoding="utf-8")).get(name)
    title, author, year = listed or (*title_and_author(text, name), None)
    return Book(name, title, author, PARAGRAPH.join(paragraphs(text)) + "\n", year)


def share(words: int) -> float:
    """The part of a book that one pass over the data shows: all, or less for the longest books."""
    return min(1.0, (LONG_BOOK / max(1, words)) ** 0.5)
