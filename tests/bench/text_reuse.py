"""Time to the first token after Continue on a context of about 4,000 tokens, with what was read and without.

Run: python tests/bench/text_reuse.py [--runs 5]
Goal: 0.15 or less. Each round writes a page, takes it over into the text and continues; then the same
request is made with nothing read before (another first sentence). The model of 34 million random weights
(q8_0) is made on the spot.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gguf import GGMLQuantizationType

from studio.core.messages import Finished, ModelFile, Reads, Text, Wrote
from studio.core.text_requests import Piece, TextRequest
from tests.fakes.child import Child
from tests.fakes.toy_gguf import STORY, Shape, write_toy_gguf

ENGINE = [sys.executable, "-P", "-m", "studio", "--engine", "text"]


def first_token(child: Child, model: ModelFile, text: str) -> tuple[float, str, Reads]:
    """Seconds to the first token, the text, and what was read."""
    request = TextRequest(
        model=model.id, seed=1, max_tokens=60, pieces=(Piece(kind="text", text=text),)
    )  # fmt: skip
    begun = time.monotonic()
    child.start(request, model, Path())  # type: ignore[arg-type]
    ending, seen = child.until_end()
    assert isinstance(ending, Finished), ending
    at = next(when for when, event, _ in seen if isinstance(event, Text))
    wrote = next(event.written.text for _, event, _ in seen if isinstance(event, Wrote))
    return at - begun, wrote, next(event for _, event, _ in seen if isinstance(event, Reads))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shape = Shape(layers=12, width=512, heads=8, kept_heads=8, hidden=1376)
        model = write_toy_gguf(folder / "medium.gguf", shape, kind=GGMLQuantizationType.Q8_0)
        child = Child(ENGINE, folder / "home")
        child.ready()
        first_token(child, model, "Warm.")
        with_it, without = [], []
        for run in range(options.runs):
            text = f"Chapter {run}. " + (STORY * 55).strip()
            seconds, page, reads = first_token(child, model, text)
            without.append(seconds)
            seconds, _, again = first_token(child, model, text + page)
            with_it.append(seconds)
            print(
                f"{sum(reads.tokens):,} tokens: {without[-1]:.2f} s; with the page that came "
                f"{sum(again.tokens):,}, {again.cached:,} of them used again: {seconds:.2f} s"
            )
        child.close()
    pairs = [one / other for one, other in zip(with_it, without, strict=True)]
    print(f"median of pairs {statistics.median(pairs):.3f}; goal 0.15")


if __name__ == "__main__":
    main()
