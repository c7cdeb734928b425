"""Harmful and damaged files stay harmless: nothing is asked of Python, and each ends with a sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.core.errors import ErrorKind
from tests.fakes import hostile_pickles

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "tests" / "fakes" / "convert_many.py"
CASES = list(hostile_pickles.files())
MEMORY_MOST = 400 * 1024**2
Answers = dict[str, tuple[str, str, str, list[str]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


def converted(folder: Path, contents: list[bytes]) -> tuple[list[list], int]:
    """What a process says that converts them all: sentence, kind, detail, what it asked for; its memory."""
    places = [folder / f"case {number}.ckpt" for number in range(len(contents))]
    for place, content in zip(places, contents, strict=True):
        place.write_bytes(content)
    (folder / "target").touch()
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder / "target")],
        input=json.dumps([str(place) for place in places]),
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def outcome(folder: Path) -> tuple[Answers, int]:
    answers, memory = converted(folder, [content for _, content, _ in CASES])
    return {case: tuple(answer) for (case, _, _), answer in zip(CASES, answers, strict=True)}, memory


def test_the_collection_is_large_and_says_each_case_once() -> None:
    assert len({case for case, _, _ in CASES}) == len(CASES) >= 400


@pytest.mark.parametrize(("number", "case", "word"), [(i, c[0], c[2]) for i, c in enumerate(CASES)])
def test_it_is_refused_in_a_sentence(
    outcome: tuple[Answers, int], folder: Path, number: int, case: str, word: str
) -> None:
    sentence, kind, detail, asked = outcome[0][case]
    assert kind == ErrorKind.MODEL_BROKEN, detail
    assert f"“case {number}.ckpt”" in sentence and sentence.endswith(".")
    assert word in sentence
    assert asked == [], "Python was asked to open, import or run something"


def test_nothing_was_run_and_memory_stayed_small(outcome: tuple[Answers, int], folder: Path) -> None:
    assert not [place for place in folder.iterdir() if "canary" in place.name]
    assert outcome[1] < MEMORY_MOST


def test_a_canary_would_show(folder: Path) -> None:
    """The same files are harmful: Python's own unpickler makes the canary."""
    place = folder / "eager"
    place.mkdir()
    alone = next(content for case, content, _ in CASES if case == "global os system (alone)")
    (place / "harmful.ckpt").write_bytes(alone)
    code = "import pickle; pickle.load(open('harmful.ckpt', 'rb'))"
    subprocess.run([sys.executable, "-c", code], cwd=place, check=True)
    assert (place / "canary").exists()


def test_every_byte_may_be_wrong(folder: Path) -> None:
    """Each byte of a good file changed in turn, or left out: a sentence, or weights, and never a crash."""
    good = hostile_pickles.torch_zip()
    old = hostile_pickles.legacy()
    wrong = [
        whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        for whole in (good, old)
        for place in range(len(whole))
    ]
    wrong += [
        whole[:place] + whole[place + 1 :] for whole in (good, old) for place in range(0, len(whole), 3)
    ]
    answers, memory = converted(folder, wrong)
    assert {kind for _, kind, _, _ in answers} <= {"", ErrorKind.MODEL_BROKEN}
    assert [asked for *_, asked in answers if asked] == []
    assert memory < MEMORY_MOST
