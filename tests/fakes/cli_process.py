"""The command line over the torch-free family: run this file with the arguments of ``studio``."""

import sys
from pathlib import Path

from studio.cli import generate, main
from studio.core.specs import FamilySpec
from studio.jobs import link
from tests.fakes import family

CHILD = [sys.executable, str(Path(__file__).with_name("engine_child.py"))]


def engine_command(kind: str = "torch") -> list[str]:
    return CHILD


def image_families() -> dict[str, FamilySpec]:
    return {"fake": family.SPEC}


if __name__ == "__main__":
    link.engine_command = engine_command
    generate.image_families = image_families
    sys.exit(main.main(sys.argv[1:]))
