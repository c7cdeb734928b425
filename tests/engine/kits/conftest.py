"""The tiny model loaded in this process, once."""

from collections.abc import Callable

import pytest

from studio.core.messages import ModelFile
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.engine.context import Context
from studio.families import sd1

CPU = Placement(device="cpu", precision="fp32", threads=1)


@pytest.fixture(scope="session")
def _shared(tiny: ModelFile) -> list:
    return []


@pytest.fixture
def loaded(_shared: list, tiny: ModelFile, make_context: Callable, make_request: Callable):
    """A loaded pipeline that remembers nothing of the tests before."""
    if not _shared:
        _shared.append(sd1.load(make_context(make_request(), tiny), tiny, CPU))
    one = _shared[0]
    one.embeds.clear()
    one._careful.clear()
    one.pipe.vae.disable_tiling()
    return one


@pytest.fixture
def draw(loaded, tiny: ModelFile, make_context: Callable) -> Callable[..., Context]:
    """Draw a request in this process; returns the context."""

    def run(request: ImageRequest, **options) -> Context:
        ctx = make_context(request, tiny, **options)
        ctx.placement = CPU
        sd1.generate(ctx, loaded, request)
        return ctx

    return run
