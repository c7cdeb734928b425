"""Cancel between blocks: every block of every model asks before it begins."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any


def blocks_of(model: Any) -> list[Any]:
    """The modules worth stopping at: blocks, resnets, attentions and layers, which all lie in lists."""
    from torch import nn

    blocks = [model]
    for module in model.modules():
        if isinstance(module, nn.ModuleList):
            blocks.extend(block for block in module if block is not None)
    return blocks


@contextmanager
def cancellable(models: Iterable[Any], check: Callable[[], None]) -> Iterator[None]:
    """While the block runs, ``check`` is called before each part of ``models``; it raises to stop."""

    def ask(module: Any, arguments: Any) -> None:
        check()

    handles = []
    try:
        for model in models:
            handles += [block.register_forward_pre_hook(ask) for block in blocks_of(model)]
        yield
    finally:
        for handle in handles:
            handle.remove()
