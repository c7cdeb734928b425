"""Benches over the real engine host with the torch-free family."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.core.paths import Folders
from tests.fakes import bench as bench_module
from tests.fakes.bench import Bench
from tests.fakes.family import make_model

FAKES = Path(bench_module.__file__).parent


@pytest.fixture
def make_bench(folders: Folders, qapp: object) -> Iterator[Callable[..., Bench]]:
    """``make(child, *arguments, session=...)``: ``child`` is a file in tests/fakes."""
    benches: list[Bench] = []
    make_model(folders.models / "tiny", "tiny")

    def make(child: str, *arguments: str, session: str = "one") -> Bench:
        command = [sys.executable, str(FAKES / child), *arguments]
        benches.append(Bench(folders, session=session, command=command))
        return benches[-1]

    yield make
    for bench in benches:
        bench.close()
