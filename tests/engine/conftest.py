"""Engine children, real and fake, a tiny model, and a context without a pipe."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.core.messages import ModelFile, Run
from studio.core.requests import ImageRequest
from studio.engine.context import Context
from tests.fakes.child import FAKE, REAL, Child
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    """A model of the sd1 family with a few thousand weights."""
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def torch_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    """The product's own engine child, shared: it takes seconds to start."""
    child = Child(REAL, tmp_path_factory.mktemp("engine"))
    child.ready()
    yield child
    child.close()


@pytest.fixture
def fake_child(tmp_path: Path) -> Iterator[Child]:
    """The real host with the fake family, ready."""
    child = Child(FAKE, tmp_path / "engine")
    child.ready()
    yield child
    child.close()


@pytest.fixture
def make_request() -> Callable[..., ImageRequest]:
    def make(**changes: object) -> ImageRequest:
        values = {
            "prompt": "a lake", "model": "tiny", "width": 64, "height": 64, "seed": 5, "steps": 3,
            "guidance_scale": 3.0,
        }  # fmt: skip
        return ImageRequest(**{**values, **changes})  # type: ignore[arg-type]

    return make


class Heard(list):
    """Events a context sent, with their data."""

    def __call__(self, event: object, data: bytes = b"") -> None:
        self.append((event, data))

    def of(self, kind: type) -> list:
        return [event for event, _ in self if isinstance(event, kind)]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def make_context(tmp_path: Path, heard: Heard) -> Callable[..., Context]:
    def make(
        request: ImageRequest, model: ModelFile, token: threading.Event | None = None, **options
    ) -> Context:
        staging = str(options.pop("staging", tmp_path / "staging"))
        run = Run(job="j", request=request, model=model, staging=staging, **options)
        return Context(run, heard, token, {"torch": "x"})

    return make
