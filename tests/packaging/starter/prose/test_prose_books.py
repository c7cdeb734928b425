"""Printed transcriptions become clean paragraphs, and whole books are held out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

RECIPE = Path(__file__).parents[4] / "packaging" / "starter" / "prose"

LONG = (
    "It was a long and windy evening when the carriage came at last to the inn, and nobody who saw\n"
    "the travellers get down could have said whether they were glad or sorry to be there, so tired\n"
    "they looked."
)
PRINTED = f"""\ufeffThe Project's licence text
*** START OF THE PROJECT GUTENBERG EBOOK A STORY ***

A STORY

by Jane Nobody

Contents

 CHAPTER I.   The Inn
 CHAPTER II.  The Road


CHAPTER I.
The Inn

[Illustration: a coach]

{LONG}

“_Well_,” said she -- “I don’t know . . .”[12]

                * * * * *

  The wind it blew,
  The rain it came,
  And all was grey.

He went to bed.

THE END

*** END OF THE PROJECT GUTENBERG EBOOK A STORY ***
and more licence
"""


def test_only_the_story_remains(recipe: SimpleNamespace) -> None:
    assert recipe.books.paragraphs(PRINTED) == [
        LONG.replace("\n", " "),
        '"Well," said she—"I don\'t know..."',
        "The wind it blew,\nThe rain it came,\nAnd all was grey.",
        "He went to bed.",
    ]


def test_windows_line_ends_read_the_same(recipe: SimpleNamespace) -> None:
    assert recipe.books.paragraphs(PRINTED.replace("\n", "\r\n")) == recipe.books.paragraphs(PRINTED)


def test_title_page_and_chapters_are_read(recipe: SimpleNamespace) -> None:
    book = recipe.books.read_book("a-story", PRINTED)
    assert (book.title, book.author, book.year) == ("A Story", "Jane Nobody", None)
    ((title, opening),) = recipe.books.chapter_openings(PRINTED)
    assert title == "The Inn"
    assert opening.startswith(LONG.replace("\n", " ") + "\n\n")


def test_a_known_file_is_credited_by_the_list(recipe: SimpleNamespace) -> None:
    book = recipe.books.read_book("time-machine", PRINTED)
    assert (book.title, book.author, book.year) == ("The Time Machine", "H. G. Wells", 1895)


@pytest.mark.parametrize(
    ("page", "year"),
    [
        ("Copyright 1872\n", 1872),
        ("This edition (c)2000\n", 2000),
        ("© A. Firm, 1931", 1931),
        ("A STORY", None),
    ],
)
def test_newer_editions_are_noticed(recipe: SimpleNamespace, page: str, year: int | None) -> None:
    assert recipe.books.claimed_year(page + PRINTED) == year


@pytest.mark.parametrize(
    "line",
    [
        "CHAPTER IV",
        "Chapter the Last. In which",
        "XII.",
        "* * *",
        "THE END",
        "[Note: a note.]",
        "65 (return) [ x]",
    ],
)
def test_furniture_goes(recipe: SimpleNamespace, line: str) -> None:
    assert recipe.books.is_furniture(line)


@pytest.mark.parametrize(
    "line", ["I.O.U. was all he wrote.", '"STOP!" he cried.', "Part of it was true.", "I ran."]
)
def test_prose_stays(recipe: SimpleNamespace, line: str) -> None:
    assert not recipe.books.is_furniture(line)


def test_long_books_are_shown_less(recipe: SimpleNamespace) -> None:
    share = recipe.books.share
    assert share(100) == share(recipe.books.LONG_BOOK) == 1
    assert 0.49 < share(4 * recipe.books.LONG_BOOK) < 0.51


def test_the_step_holds_out_whole_books(
    recipe: SimpleNamespace, books: dict[str, str], tmp_path: Path
) -> None:
    source, work = tmp_path / "source", tmp_path / "work"
    source.mkdir()
    for name, text in books.items():
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    (source / "owned.txt").write_text("Copyright 2001\n\n" + books["book-0"], encoding="utf-8")
    command = [sys.executable, RECIPE / "read.py", source, "--work", work, "--seed", "3"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "left out: owned" in run.stdout
    rows = json.loads((work / "books.json").read_text(encoding="utf-8"))
    assert sorted(row["part"] for row in rows) == ["test", "train", "watch"]
    held = recipe.read.choose_held_out([recipe.books.read_book(*item) for item in books.items()], 3)
    assert [row["name"] for row in rows if row["part"] != "train"] == sorted(held)
    assert recipe.read.load_texts(work, "train").keys() == books.keys() - set(held)
