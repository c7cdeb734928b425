"""Step 6: writes the model as one GGUF file, as small as perplexity allows, and its card."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from fitting import load_model
from gguf_file import LADDER, quantised_copy, write_gguf
from llama import Llama
from pairs import KINDS
from read import load_texts
from surprise import text_nats
from tokenizer import END, encode, mark
from tokenizers import Tokenizer

sys.path.append(str(Path(__file__).parents[1]))  # What the recipes share lies in the folder above.

from packing import staging_beside, swap_in, write_card

FILE = "starter-prose.gguf"
#: How much perplexity may rise by quantisation.
WORSE = 0.01
ABOUT = (
    "A very small model of English prose that comes with the program, made from old novels and nothing else. "
    "It continues a text in their manner and knows no facts: add a bigger model for more."
)


def choose_kind(
    model: Llama, perplexity: Callable[[Llama], float], kinds: tuple[str, ...] = tuple(LADDER)[2:]
) -> tuple[str, float]:
    """The smallest kind of weights that keeps perplexity, and by how much it rises, as a percentage.

    Kinds come from the most exact to the smallest; the search ends at the first that is too coarse.
    """
    exact, chosen, rise = perplexity(model), "f16", 0.0
    for kind in kinds:
        worse = perplexity(quantised_copy(model, kind)) / exact - 1
        print(f"{kind}: perplexity {100 * worse:+.2f} %", flush=True)
        if worse > WORSE:
            break
        chosen, rise = kind, worse
    return chosen, round(100 * rise, 2)


def watched_perplexity(work: Path, tokenizer: Tokenizer, most: int = 12_000) -> Callable[[Llama], float]:
    """Perplexity per token on the beginning of the book that is watched; the test books stay unseen."""
    tokens = [mark(tokenizer, END)]
    for text in load_texts(work, "watch").values():
        tokens += encode(tokenizer, text)
    tokens = tokens[:most]
    return lambda model: math.exp(text_nats(model, tokens, 256, 256) / (len(tokens) - 1))


def collect_figures(work: Path) -> tuple[dict[str, Any], list[list[str]]]:
    """What the steps left beside their results, flat, and the samples to show."""
    figures, shown = dict[str, Any](), list[list[str]]()
    for name in ("training.json", "yardstick.json"):
        if (work / name).exists():
            figures |= json.loads((work / name).read_text(encoding="utf-8"))
    if (work / "evaluation.json").exists():
        evaluation = json.loads((work / "evaluation.json").read_text(encoding="utf-8"))
        figures, shown = figures | evaluation["summary"], evaluation["shown"]
    return figures, shown


def card_texts(rows: list[dict[str, Any]], shown: list[list[str]]) -> dict[str, str]:
    """The card's list of books and its samples."""
    marks = {"train": "", "watch": " (held out, watched)", "test": " (held out, test)"}
    books = [
        f"- *{row['title']}*, {row['author'] or 'author unnamed'}"
        + (f", {row['year']}" if row.get("year") else "")
        + (f" ({100 * row['share']:.0f} % a pass)" if row["share"] < 1 and row["part"] == "train" else "")
        + marks[row["part"]]
        for row in sorted(rows, key=lambda row: row["title"])
    ]
    quoted = ["\n".join(f"> {line}" for line in f"**{p}** {t.strip()}".split("\n")) for p, t in shown]
    return {
        "books": "\n".join(books),
        "shown": "\n\n---\n\n".join(quoted) or "Not written yet.",
        "books_count": str(len(rows)),
        "train_words": f"{sum(row['words'] for row in rows if row['part'] == 'train'):,}",
    }


def verdict(figures: dict[str, Any]) -> str:
    """Which requests the model fulfils: most answers have the right form, and far more than by chance."""
    able = [
        kind
        for kind in KINDS
        if (form := figures.get(f"{kind}_form", 0)) >= 50 and form >= figures.get(f"{kind}_chance", 0) + 20
    ]
    if not able:
        return "It does none of the five reliably: it writes prose of its own, whatever it is asked."
    missing = [kind for kind in KINDS if kind not in able]
    return f"It does: {', '.join(able)}. It does not do reliably: {', '.join(missing) or 'nothing'}."


def write_package(
    folder: Path,
    model: Llama,
    tokenizer: Tokenizer,
    kind: str,
    rows: list[dict[str, Any]],
    figures: dict[str, Any],
    shown: list[list[str]],
) -> None:
    """Writes file and card beside `folder` and then swaps them in."""
    staging = staging_beside(folder)
    staging.mkdir(parents=True)
    figures = {
        **figures,
        "kind": kind,
        "parameters": sum(p.numel() for p in model.parameters()),
        "layers": model.shape.layers,
        "width": model.shape.width,
        "context": model.shape.context,
        "vocabulary": model.shape.vocabulary,
    }
    write_gguf(staging / FILE, model, tokenizer, kind, ABOUT, figures)
    figures["megabytes"] = round((staging / FILE).stat().st_size / 1e6, 1)
    figures |= {**card_texts(rows, shown), "verdict": verdict(figures)}
    write_card(Path(__file__).with_name("model_card.md"), staging / "README.md", figures)
    for path in staging.iterdir():
        path.chmod(0o644)
    swap_in(staging, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-prose"))
    parser.add_argument("--target", type=Path, default=Path("resources/starter/prose"))
    parser.add_argument(
        "--kind", choices=LADDER, help="this kind of weights instead of the smallest good one"
    )
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model, _ = load_model(args.work / "desk.pt")
    tokenizer = Tokenizer.from_file(str(args.work / "tokenizer.json"))
    figures, shown = collect_figures(args.work)
    kinds = (args.kind,) if args.kind else tuple(LADDER)[2:]
    kind, rise = choose_kind(model, watched_perplexity(args.work, tokenizer), kinds)
    rows = json.loads((args.work / "books.json").read_text(encoding="utf-8"))
    figures["kind_rise_percent"] = rise
    write_package(args.target, model, tokenizer, args.kind or kind, rows, figures, shown)
    print(f"written to {args.target}", flush=True)


if __name__ == "__main__":
    main()
