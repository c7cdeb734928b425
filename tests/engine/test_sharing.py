"""The engines stand back behind the window, and their threads do not spin long."""

import os
import subprocess
import sys

import psutil
import pytest

from studio.engine import sharing

OVER = (
    "import json, os; from studio.engine import host; host.settle({kind!r}); print(os.environ.get({name!r}))"
)


def environment_in_child(kind: str, name: str, **given: str) -> str:

    environment = {key: value for key, value in os.environ.items() if key not in ("OMP_WAIT_POLICY", name)}
    line = OVER.format(kind=kind, name=name)
    told = subprocess.run(
        [sys.executable, "-c", line], env=environment | given, capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


@pytest.mark.parametrize("kind", ["torch", "text"])
def test_waiting_threads_spin_for_less_than_a_time_slice(kind: str) -> None:
    spins = int(environment_in_child(kind, "GOMP_SPINCOUNT"))
    assert 0 < spins <= 20_000


def test_pictures_stand_behind_text_that_somebody_reads_as_it_comes() -> None:
    assert sharing.SHARES["torch"].nice > sharing.SHARES["text"].nice


def test_what_the_user_set_for_openmp_stands() -> None:
    assert environment_in_child("text", "GOMP_SPINCOUNT", GOMP_SPINCOUNT="7") == "7"
    assert environment_in_child("text", "GOMP_SPINCOUNT", OMP_WAIT_POLICY="PASSIVE") == "None"


def test_both_engines_stand_behind_the_window() -> None:
    mine = psutil.Process().nice()
    line = "import psutil; from studio.engine import host; host.settle({!r}); "
    line += "print(int(psutil.Process().nice()))"
    niceness = {
        kind: int(subprocess.check_output([sys.executable, "-c", line.format(kind)]))
        for kind in sharing.SHARES
    }
    if sys.platform == "win32":
        assert niceness["torch"] == psutil.BELOW_NORMAL_PRIORITY_CLASS
    else:
        assert mine <= niceness["text"] < niceness["torch"]
