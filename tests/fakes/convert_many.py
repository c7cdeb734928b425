"""Converts every file named on stdin in one process that notes whatever Python is asked to do meanwhile.

Run by tests of hostile files: prints a line of JSON for each, then how much memory the process had at most.
The process is not confined, so that an attempt at something would show; its memory is limited.
"""

import codecs
import contextlib
import json
import resource
import sys

from studio.core.conversion import Refused
from studio.engine.pickles import confined, machine
from studio.engine.pickles.child import convert

MEMORY = 512 * 1024**2
STEPS = 1_000_000
"""Fewer than in the product, for the sake of time."""
QUIET = ("sys._getframe", "object.__getattr__", "object.__setattr__", "code.__new__", "builtins.id")
"""Events of Python's own bookkeeping that open nothing and run nothing."""


def main() -> None:
    places = json.loads(sys.stdin.read())
    sources = [(open(place, "rb"), place) for place in places]  # noqa: SIM115
    target = open(sys.argv[1], "r+b")  # noqa: SIM115
    codecs.lookup("raw_unicode_escape")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    confined.allow_writing = lambda size: None
    confined.reading_time = contextlib.nullcontext
    machine.OPERATIONS_MAX = STEPS
    asked: list[str] = []
    sys.addaudithook(lambda event, _: asked.append(event) if event not in QUIET else None)
    answers = []
    for source, place in sources:
        asked.clear()
        target.seek(0)
        told = convert(source, place.rsplit("/", 1)[-1], target, lambda *_: None, ())
        error = told.error if isinstance(told, Refused) else None
        sentence = error.sentence if error else ""
        answers.append([sentence, error.kind if error else "", error.detail if error else "", list(asked)])
    print(json.dumps([answers, most_memory()]))


def most_memory() -> int:
    """Bytes that this program had at most; the count of ``resource`` begins before the program does."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
