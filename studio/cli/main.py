"""The command line: one sentence on any error, and nothing heavy imported before it is needed."""

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

from studio import __version__
from studio.cli.write_options import add_write

PREFILLS = ("none", "blur", "border", "noise", "inpaint")
"""Those of core.requests, which would bring in more than “--help” should wait for."""
EXIT_USAGE, EXIT_INTERRUPTED = 2, 130

ABOUT = """\
Atelier: paint and write with local models, offline.
Without a command the window opens."""

EXAMPLES = """\
examples:
  studio
      open the window
  studio generate "a lake at sunset with snowy mountains" -o lake.png
      draw one picture and copy it to lake.png
  studio write --continue draft.md
      write on from where a text ends
  studio convert model.ckpt
      turn pickled weights, which could run programs, into safetensors
  studio doctor
      show devices, models, folders and what Automatic would choose"""

GENERATE_ABOUT = """\
Draw pictures without the window: the same engine, metadata and history.
What is not given comes from the preset, then from the model's card.
The paths of the finished pictures are printed, one per line."""

GENERATE_EXAMPLES = """\
examples:
  studio generate "a lake at sunset with snowy mountains" -o lake.png
  studio generate "a desert at night" --count 4 --seed 7 --size 384x256
  studio generate "the same lake in winter" --start lake.png --strength 0.5
  studio generate "the sea" --region left.png:"the sea at night" -o both.png
  echo "a quiet harbour" | studio generate - --json

exit codes:
  0 done   2 the request cannot be drawn   3 the model cannot be used
  4 the engine failed   5 a disk or file problem   130 cancelled"""


CONVERT_ABOUT = """\
Convert pickled weights (.ckpt, .pt, .pth, .bin) to safetensors. Nothing of the pickle
is run: a separate process without rights reads it. The file itself stays as it is.
The path of the new file is printed."""

CONVERT_EXAMPLES = """\
examples:
  studio convert old-model.ckpt
  studio convert embedding.pt -o ~/models/embedding.safetensors --json

exit codes:
  0 done   2 there is nothing to convert, or the new file exists   3 the file cannot be
  converted   4 the process failed   5 a disk or file problem   130 cancelled"""


class Parser(argparse.ArgumentParser):
    """Says errors in one sentence instead of repeating the whole usage."""

    def error(self, message: str) -> NoReturn:
        text = message[0].upper() + message[1:]
        self.exit(EXIT_USAGE, f"{self.prog}: {text.rstrip('.')}. Try “{self.prog} --help”.\n")


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number") from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number") from None


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().replace("×", "x").partition("x")
    try:
        if not cross:
            raise ValueError
        return int(width), int(height)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a size; write width and height in pixels, as in 512x768"
        ) from None


def _add_parts(parts: "argparse._ArgumentGroup") -> None:
    for option, metavar, about in (
        ("--region", "MASK:PROMPT", "a prompt for what is white in the picture MASK"),
        ("--lora", "LORA[:WEIGHT]", "a LoRA by its id or file, 1 as it was trained"),
        ("--control", "MODEL:IMAGE[:WEIGHT]", "a ControlNet by its id or path, and the picture it follows"),
    ):
        parts.add_argument(option, metavar=metavar, action="append", default=[], help=about)


def _add_generate(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser(
        "generate",
        help="draw pictures without the window",
        description=GENERATE_ABOUT,
        epilog=GENERATE_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("prompt", metavar="PROMPT", help="what to draw; - reads it from standard input")
    what = parser.add_argument_group("the picture")
    what.add_argument("--negative", metavar="TEXT", default="", help="what to keep out of it")
    what.add_argument("--model", metavar="MODEL", help="id, name or folder of a model (default: the starter)")
    what.add_argument("--preset", metavar="NAME", help="a named look")
    what.add_argument("--size", metavar="WxH", type=_size, help="in pixels, multiples of 8")
    what.add_argument("--steps", metavar="N", type=_whole, help="denoising steps, 1 to 200")
    what.add_argument(
        "--guidance", metavar="X", type=_number, help="guidance scale, 0 to 30; 1 switches it off"
    )
    what.add_argument("--sampler", metavar="NAME", help="such as euler, dpmpp_2m or “DPM++ 2M”")
    what.add_argument("--schedule", metavar="NAME", help="such as normal, karras or trailing")
    what.add_argument(
        "--seed", metavar="N", type=_whole, help="picture i is drawn from seed + i (default: random)"
    )
    what.add_argument("--count", metavar="N", type=_whole, default=1, help="how many pictures, 1 to 64")
    what.add_argument("--start", metavar="IMAGE", help="a picture to begin from")
    what.add_argument("--strength", metavar="X", type=_number, help="how much of it to redraw (default: 0.6)")
    what.add_argument("--mask", metavar="IMAGE", help="redraw only what is white here; as large as the start")
    what.add_argument(
        "--prefill",
        choices=PREFILLS,
        help="what the masked part holds at first (default: none)",
    )
    what.add_argument(
        "--soften", metavar="X", type=_number, help="join the mask's border softly, 0 to 1 (default: 0)"
    )
    _add_parts(parser.add_argument_group("its parts (each may be given several times)"))
    where = parser.add_argument_group("the result")
    where.add_argument("-o", "--output", metavar="FILE", help="also copy it there: .png, .jpg or .webp")
    where.add_argument("--force", action="store_true", help="overwrite FILE if it exists")
    where.add_argument("--json", action="store_true", help="print one JSON object: paths, manifests, seconds")
    where.add_argument("--quiet", action="store_true", help="no progress")
    how = parser.add_argument_group("the machine (default: the settings)")
    how.add_argument("--device", metavar="NAME", help="auto, cpu, cuda, mps, xpu or cuda:1 and the like")
    how.add_argument("--precision", choices=("auto", "fp32", "bf16", "fp16"))
    how.add_argument("--offload", choices=("auto", "none", "model", "sequential"))


def _add_convert(commands: "argparse._SubParsersAction[Parser]") -> None:
    parser = commands.add_parser(
        "convert",
        help="turn pickled weights into safetensors",
        description=CONVERT_ABOUT,
        epilog=CONVERT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", help="a file with pickled weights, whatever it is called")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="the new file or its folder (default: beside FILE)"
    )
    parser.add_argument("--force", action="store_true", help="overwrite OUT if it exists")
    parser.add_argument("--json", action="store_true", help="print one JSON object: path, tensors, notes")
    parser.add_argument("--quiet", action="store_true", help="no progress")


def make_parser() -> Parser:
    """The whole command line."""
    parser = Parser(
        prog="studio",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Atelier {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_generate(commands)
    add_write(commands, _whole, _number)
    _add_convert(commands)
    doctor = commands.add_parser(
        "doctor",
        help="show devices, models, folders and versions",
        description="Look at this machine: devices, precisions, memory, folders, models, versions,\n"
        "and what Automatic would choose. Exits with 1 when something needs attention.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _run(options: argparse.Namespace) -> int:
    if options.command == "generate":
        from studio.cli.generate import main as generate

        return generate(options)
    if options.command == "write":
        from studio.cli.write import main as write

        return write(options)
    if options.command == "convert":
        from studio.cli.convert import main as convert

        return convert(options)
    if options.command == "doctor":
        from studio.cli.doctor import main as doctor

        return doctor(as_json=options.json)
    from studio.app import main as window

    return window([])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and answer its exit code."""
    for stream in (sys.stdout, sys.stderr):  # an old code page or C locale lacks our quotes, or a file's name
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = make_parser().parse_args(arguments)
    try:
        return _run(options)
    except KeyboardInterrupt:
        print("studio: cancelled.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # whoever read our output has gone
        sys.stderr.close()
        return 1
