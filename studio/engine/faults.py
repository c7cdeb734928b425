"""Turn any exception of a job into a report: what happened, what to do, can this process go on."""

import errno
import traceback

from studio.core.errors import ErrorKind, ErrorReport, StudioError

_MEMORY_WORDS = (
    "out of memory",
    "not enough memory",
    "can't allocate memory",
    "cannot allocate memory",
    "out_of_device_memory",
    "out_of_host_memory",
    "out_of_resources",
    "cublas_status_alloc_failed",
    "invalid buffer size",  # what Metal says to a single tensor it cannot hold
)
_POISON_WORDS = (
    "cuda error",
    "hip error",
    "device-side assert",
    "illegal memory access",
    "cudnn_status",
    "cublas_status",
    "unspecified launch failure",
    "device lost",
    "ur_result_error",
)
_DETAIL_MAX = 20_000


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory of a device or of the machine ran out; asks no library."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(word in text for word in _MEMORY_WORDS)


def is_poisoned(error: BaseException) -> bool:
    """Whether the device is in a state no further call in this process can be trusted with."""
    if is_out_of_memory(error):
        return False
    text = str(error).lower()
    named = type(error).__name__ == "AcceleratorError"
    return named or (isinstance(error, RuntimeError) and any(word in text for word in _POISON_WORDS))


def explain_write(error: OSError, what: str) -> StudioError:
    """A sentence for a file that could not be written; ``what`` is “The picture” or the like."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return StudioError(
            ErrorKind.DISK_FULL,
            f"{what} could not be saved because the disk is full.",
            "Free some space and press Try again: what was drawn so far is kept where there was room.",
            str(error),
        )
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"{what} could not be saved: {error.strerror or error}.",
        "Check that the library folder exists and can be written, then press Try again.",
        str(error),
    )


def report(error: BaseException) -> ErrorReport:
    """The report of any exception. Never raises."""
    if isinstance(error, StudioError):
        return error.report()
    detail = "".join(traceback.format_exception(error))[-_DETAIL_MAX:]
    if is_out_of_memory(error):
        return ErrorReport(
            kind=ErrorKind.OUT_OF_MEMORY,
            sentence="There was not enough memory to draw this picture.",
            advice="Choose a smaller size, close other programs, or set Offload in the settings.",
            detail=detail,
        )
    if is_poisoned(error):
        return ErrorReport(
            kind=ErrorKind.DEVICE_FAULT,
            sentence="The graphics device reported a fault; the engine starts again for the next job.",
            advice="Press Try again. If it happens again, update the device's driver or choose the CPU.",
            detail=detail,
            restart_engine=True,
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return explain_write(error, "A file").report()
    return ErrorReport(
        kind=ErrorKind.BUG,
        sentence="The engine ran into a fault of its own.",
        advice="Press Try again. If it happens again, please report it with the details below.",
        detail=detail,
    )
