"""The command line over the torch-free family: run this file with the arguments of ``studio``."""

import sys
from pathlib import Path
from types import SimpleNamespace

from studio.cli import generate, main
from studio.jobs import link
from tests.fakes import family

CHILD = [sys.executable, str(Path(__file__).with_name("engine_child.py"))]


def engine_command(kind: str = "torch") -> list[str]:
    return CHILD


def discover(package: str) -> dict[str, object]:
    return {"fake": SimpleNamespace(SPEC=family.SPEC)}


if __name__ == "__main__":
    link.engine_command = engine_command
    generate.discover = discover
    sys.exit(main.main(sys.argv[1:]))
