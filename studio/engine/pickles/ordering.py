"""The bytes of a tensor whose numbers do not lie one after another, put into order."""

from itertools import product
from typing import Literal

from studio.engine.pickles.values import WIDTHS, FaultError, Tensor

GATHERED_MAX = 512 * 1024**2
"""Bytes of such a tensor, and of the part of its storage that it touches: both are in memory."""
_FORMATS: dict[int, Literal["B", "H", "I", "Q"]] = {1: "B", 2: "H", 4: "I", 8: "Q"}


def check_order(tensor: Tensor) -> None:
    """Raises FaultError for one that is too large to be put into order."""
    width = WIDTHS[tensor.dtype]
    if not tensor.in_order and max(tensor.span, tensor.count) * width > GATHERED_MAX:
        raise FaultError("A tensor in it lies in an order that takes too much memory to undo.")


def in_order(content: bytes, tensor: Tensor) -> bytes:
    """``content`` begins with the tensor's first number and ends with its last one.

    The longest side is copied at a stroke, the others are gone through one by one.
    """
    width = WIDTHS[tensor.dtype]
    form = _FORMATS[width]
    source = memoryview(content).cast(form)
    ordered = bytearray(tensor.count * width)
    target = memoryview(ordered).cast(form)
    steps_out = _steps(tensor.shape)
    longest = max(range(len(tensor.shape)), key=lambda axis: tensor.shape[axis])
    length, step_in, step_out = tensor.shape[longest], tensor.steps[longest], steps_out[longest]
    others = [axis for axis in range(len(tensor.shape)) if axis != longest]
    reach = (length - 1) * step_out + 1
    for place in product(*(range(tensor.shape[axis]) for axis in others)):
        begin = sum(at * tensor.steps[axis] for at, axis in zip(place, others, strict=True))
        out = sum(at * steps_out[axis] for at, axis in zip(place, others, strict=True))
        if step_in:
            row = source[begin : begin + (length - 1) * step_in + 1 : step_in]
        else:
            row = memoryview(source[begin : begin + 1].tobytes() * length).cast(form)
        target[out : out + reach : step_out] = row
    return bytes(ordered)


def _steps(shape: tuple[int, ...]) -> list[int]:
    """The steps of a tensor of that shape whose numbers lie one after another."""
    steps, step = [], 1
    for side in reversed(shape):
        steps.append(step)
        step *= side
    return steps[::-1]
