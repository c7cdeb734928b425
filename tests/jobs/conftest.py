"""Benches: the window side without a window, over a scripted engine child."""

from collections.abc import Callable, Iterator

import pytest

from studio.core.paths import Folders
from tests.fakes.bench import Bench


@pytest.fixture
def make_bench(folders: Folders, qapp: object) -> Iterator[Callable[..., Bench]]:
    benches: list[Bench] = []

    def make(**options: object) -> Bench:
        benches.append(Bench(folders, **options))  # type: ignore[arg-type]
        return benches[-1]

    yield make
    for bench in benches:
        bench.close()


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench()
