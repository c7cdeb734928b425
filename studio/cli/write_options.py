"""The options of ``studio write``; imports nothing, so that “--help” answers at once."""

import argparse
from collections.abc import Callable

ABOUT = """\
Write with a language model without the window: the same engine, tools and history.
The text goes to standard output while it comes, everything else to standard error.
Without --model the one of the settings writes, else your own, else the small one that comes along."""

EXAMPLES = """\
examples:
  studio write --continue draft.md
      write on from where draft.md ends
  studio write --continue draft.md --append --max-tokens 400
      the same, and put it at the end of the file
  studio write --tool rewrite --instruction "in the rain" scene.md
  studio write --tool rewrite --set tone=dark --set tense=present < scene.md
  echo "Once upon a time" | studio write --continue - --temperature 1.1 --seed 7
  studio write --list-tools

Ctrl+C stops within a token; what is written so far stays, in the file too.

exit codes:
  0 done   2 the request cannot be written   3 the model cannot be used
  4 the engine failed   5 a disk or file problem   130 cancelled"""

SAMPLING: tuple[tuple[str, type, str], ...] = (
    ("temperature", float, "0 always takes the likeliest, higher is bolder (default: 0.8)"),
    ("top_k", int, "only so many of the likeliest; 0 is off (default: 40)"),
    ("top_p", float, "only the likeliest that make up this share; 1 is off (default: 1)"),
    ("min_p", float, "only those at least this likely, against the likeliest (default: 0.05)"),
    ("typical_p", float, "those about as surprising as expected; 1 is off (default: 1)"),
    ("repeat_penalty", float, "above 1, what was said is less likely (default: 1)"),
    ("repeat_last", int, "tokens that the penalties look back, -1 for all (default: 256)"),
    ("frequency_penalty", float, "for each earlier use (default: 0)"),
    ("presence_penalty", float, "once, if used at all (default: 0)"),
    ("dry_multiplier", float, "against repeating phrases, 0.8 is usual; 0 is off (default: 0)"),
    ("dry_base", float, "how fast that grows with the phrase (default: 1.75)"),
    ("dry_allowed_length", int, "tokens that may repeat freely (default: 2)"),
    ("xtc_probability", float, "how often the obvious is passed over; 0 is off (default: 0)"),
    ("xtc_threshold", float, "what counts as obvious (default: 0.1)"),
    ("mirostat", int, "1 or 2 keep the surprise level; 0 is off (default: 0)"),
    ("mirostat_tau", float, "the surprise wanted (default: 5)"),
    ("mirostat_eta", float, "how fast it is reached (default: 0.1)"),
)
"""Field of ``core.text_requests.Sampling``, its type, and what it does."""


def add_write(
    commands: "argparse._SubParsersAction", whole: Callable[[str], int], number: Callable[[str], float]
) -> None:
    """Add the command; ``whole`` and ``number`` read numbers and refuse others with a sentence."""
    parser = commands.add_parser(
        "write",
        help="write with a language model without the window",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "passage", metavar="FILE", nargs="?", help="what the tool works on; without it standard input is read"
    )
    what = parser.add_argument_group("what to write")
    what.add_argument(
        "--continue", dest="draft", metavar="FILE", help="write on where FILE ends; - is standard input"
    )
    what.add_argument("--append", action="store_true", help="also put the text at the end of that file")
    what.add_argument("--tool", metavar="NAME", help="a writing tool, see --list-tools")
    what.add_argument("--instruction", metavar="TEXT", default="", help="what you want, in your words")
    what.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], help="a setting of the tool, as tone=dark"
    )
    what.add_argument("--model", metavar="MODEL", help="id, name, file or folder of a language model")
    what.add_argument(
        "--max-tokens", metavar="N", type=whole, default=200, help="length at most (default: 200)"
    )
    what.add_argument("--count", metavar="N", type=whole, default=1, help="alternatives, 1 to 8")
    what.add_argument(
        "--seed", metavar="N", type=whole, help="the same seed, the same text (default: random)"
    )
    how = parser.add_argument_group("how words are chosen")
    for name, kind, about in SAMPLING:
        how.add_argument(
            f"--{name.replace('_', '-')}", metavar="N", type=whole if kind is int else number, help=about
        )
    how.add_argument(
        "--stop", metavar="TEXT", action="append", default=[], help="end where this would come (repeatable)"
    )
    how.add_argument(
        "--ban", metavar="TEXT", action="append", default=[], help="never write this (repeatable)"
    )
    how.add_argument("--grammar", metavar="FILE", help="a grammar in GBNF that the text must follow")
    how.add_argument("--json-schema", metavar="FILE", help="a JSON schema that it must follow")
    result = parser.add_argument_group("the result")
    result.add_argument("--json", action="store_true", help="print one JSON object at the end instead")
    result.add_argument("--quiet", action="store_true", help="say nothing on standard error but errors")
    result.add_argument("--list-tools", action="store_true", help="show the writing tools and their settings")
    result.add_argument("--list-models", action="store_true", help="show the language models on this machine")
    machine = parser.add_argument_group("the machine (default: the settings)")
    machine.add_argument("--device", metavar="NAME", help="auto, cpu, cuda, mps and the like")
    machine.add_argument("--threads", metavar="N", type=whole, help="processor threads")
    machine.add_argument("--context", metavar="N", type=whole, help="tokens that the model holds at most")
