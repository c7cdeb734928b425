"""Exceptions become reports of the right kind."""

import errno

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.engine import faults


class OutOfMemoryError(RuntimeError):
    """Named as torch names it."""


class AcceleratorError(RuntimeError):
    """Named as torch names it."""


@pytest.mark.parametrize(
    ("error", "kind", "restart"),
    [
        (MemoryError(), ErrorKind.OUT_OF_MEMORY, False),
        (OutOfMemoryError("CUDA out of memory. Tried to allocate"), ErrorKind.OUT_OF_MEMORY, False),
        (RuntimeError("CUDA error: out of memory"), ErrorKind.OUT_OF_MEMORY, False),
        (RuntimeError("MPS backend out of memory"), ErrorKind.OUT_OF_MEMORY, False),
        (RuntimeError("Invalid buffer size: 16.00 GiB"), ErrorKind.OUT_OF_MEMORY, False),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory: 9 bytes"), ErrorKind.OUT_OF_MEMORY, False),
        (RuntimeError("CUDA error: device-side assert triggered"), ErrorKind.DEVICE_FAULT, True),
        (AcceleratorError("an illegal memory access was encountered"), ErrorKind.DEVICE_FAULT, True),
        (RuntimeError("shapes do not match"), ErrorKind.BUG, False),
        (ValueError("out of memory, says a prompt"), ErrorKind.BUG, False),
        (OSError(errno.ENOSPC, "full"), ErrorKind.DISK_FULL, False),
        (StudioError(ErrorKind.FILE_BROKEN, "A sentence."), ErrorKind.FILE_BROKEN, False),
    ],
)
def test_kinds(error: Exception, kind: ErrorKind, restart: bool) -> None:
    report = faults.report(error)
    assert (report.kind, report.restart_engine) == (kind, restart)
    assert report.sentence.endswith(".")


def test_a_long_traceback_is_cut_to_its_end() -> None:
    report = faults.report(ValueError("x" * 100_000 + "the end"))
    assert report.detail.rstrip().endswith("the end")
    assert len(report.detail) <= 20_000


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, ErrorKind.DISK_FULL), (errno.EACCES, ErrorKind.NOT_WRITABLE)]
)
def test_write_errors_say_what_to_do(number: int, kind: ErrorKind) -> None:
    error = faults.explain_write(OSError(number, "reason"), "The picture")
    assert error.kind is kind
    assert error.sentence.startswith("The picture could not be saved")
    assert "Try again" in error.advice
