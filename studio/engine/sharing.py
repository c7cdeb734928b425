"""How an engine's computing threads share the processor with the window and with the other engine.

OpenMP's threads meet after every layer. One that waits may spin, which answers at once, or sleep, which
costs a call of the system each time. Measured on two cores (x86-64, libgomp), the bundled models:

===================================  ================  ==================  =====================
waiting threads                      text alone        a picture alone     both at once
===================================  ================  ==================  =====================
sleep at once (passive)              190 tokens/s      2.0 s               240 tokens/s, 1.9 s
spin 300,000 times (the default)     1,500 tokens/s    0.9 s               14 tokens/s, 22 s
1,000 times, both                    1,100 tokens/s    1.6 s               150 tokens/s, 1.8 s
10,000 times, pictures stand back    1,000 to 1,500    1.0 s               590 tokens/s, 4 s
===================================  ================  ==================  =====================

Long spinning ruins both as soon as there are more threads than cores of one rank: what spins takes the core
from what it waits for. So both spin for a while that is short beside a time slice, and pictures, of which
nobody reads every word as it comes, stand behind text, and both behind the window: a picture waits while
a text streams, and goes on at full speed behind it.
"""

import contextlib
import os
import sys
from collections.abc import Mapping

import psutil
from msgspec import Struct


class Share(Struct, frozen=True, kw_only=True):
    """``spins``: turns of a waiting thread before it sleeps (libgomp); ``nice``: 0 to 19, of POSIX."""

    spins: int
    nice: int


SHARES: Mapping[str, Share] = {"torch": Share(spins=10_000, nice=7), "text": Share(spins=10_000, nice=2)}
"""By kind of engine."""


def environment(kind: str) -> dict[str, str]:
    """What OpenMP must find in the environment before it is loaded. A wish the user set himself stands."""
    wishes = {"GOMP_SPINCOUNT": str(SHARES[kind].spins), "KMP_BLOCKTIME": "1"}
    if "OMP_WAIT_POLICY" in os.environ:
        return {}
    return {name: value for name, value in wishes.items() if name not in os.environ}


def stand_back(kind: str) -> None:
    """Let the window go first, and texts before pictures. Does nothing where the system refuses."""
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            if kind == "torch":
                psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(SHARES[kind].nice)
