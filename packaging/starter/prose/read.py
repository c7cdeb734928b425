"""Step 1: reads a folder of plain-text books, cleans them and holds out whole ones."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from books import FREE_BEFORE, Book, chapter_openings, claimed_year, read_book, share

#: The part of all words that is kept away from training.
HELD_OUT = 0.04


def choose_held_out(books: list[Book], seed: int, part: float = HELD_OUT) -> list[str]:
    """Names of books no longer than the median, drawn until they hold `part` of all words; at least two.

    The first one is watched during training, the others are only read by the evaluation.
    """
    by_length = sorted(book.words for book in books)
    median, wanted = by_length[len(by_length) // 2], part * sum(by_length)
    candidates = sorted((book for book in books if book.words <= median), key=lambda book: book.name)
    random.Random(seed).shuffle(candidates)
    chosen, words = list[str](), 0
    for book in candidates:
        if words >= wanted and len(chosen) >= 2:
            break
        chosen.append(book.name)
        words += book.words
    return chosen


def write_books(books: list[Book], held_out: list[str], work: Path) -> list[dict[str, object]]:
    """Writes every text and `books.json`, the list that the later steps and the model card go by."""
    rows: list[dict[str, object]] = []
    (work / "text").mkdir(parents=True, exist_ok=True)
    for book in books:
        (work / "text" / f"{book.name}.txt").write_text(book.text, encoding="utf-8")
        part = "train"
        if book.name in held_out:
            part = "watch" if book.name == held_out[0] else "test"
        rows.append(
            {
                "name": book.name,
                "title": book.title,
                "author": book.author,
                "year": book.year,
                "words": book.words,
                "part": part,
                "share": round(share(book.words), 3),
            }
        )
    (work / "books.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return rows


def load_texts(work: Path, part: str) -> dict[str, str]:
    """The cleaned texts of one part, `train`, `watch` or `test`, by name."""
    rows = json.loads((work / "books.json").read_text(encoding="utf-8"))
    names = [row["name"] for row in rows if row["part"] == part]
    return {name: (work / "text" / f"{name}.txt").read_text(encoding="utf-8") for name in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of books as .txt files in UTF-8")
    parser.add_argument("--work", type=Path, default=Path("build/starter-prose"))
    parser.add_argument("--seed", type=int, default=0, help="which books are held out")
    parser.add_argument("--held-out", nargs="+", metavar="NAME", help="hold out these books instead")
    args = parser.parse_args()
    paths = sorted(args.folder.glob("*.txt"))
    if len(paths) < 3:
        parser.error(f"{args.folder} holds fewer than three .txt files")
    texts = {path.stem: path.read_text(encoding="utf-8", errors="replace") for path in paths}
    for name in list(texts):
        if (year := claimed_year(texts[name])) and year >= FREE_BEFORE:
            print(f"left out: {name} claims a copyright of {year}")
            del texts[name]
    books = [read_book(name, text) for name, text in texts.items()]
    held_out = args.held_out or choose_held_out(books, args.seed)
    if unknown := set(held_out) - {book.name for book in books}:
        parser.error(f"no such book in the folder: {', '.join(sorted(unknown))}")
    rows = write_books(books, held_out, args.work)
    openings = {name: chapter_openings(text) for name, text in texts.items()}
    (args.work / "chapters.json").write_text(json.dumps(openings, indent=1) + "\n", encoding="utf-8")
    for row in rows:
        print(f"{row['part']:5}  {row['words']:7}  {row['share']:5}  {row['title']} / {row['author']}")


if __name__ == "__main__":
    main()
