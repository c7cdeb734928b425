"""The command line as a person meets it: a process, its exit code, one sentence."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio import __version__
from studio.cli import generate, main
from studio.core.codec import manifest_from_json
from studio.core.paths import Folders
from studio.core.samplers import SAMPLERS
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.picture_metadata import read_manifest, read_size
from tests.fakes.cli_process import image_families
from tests.fakes.family import make_model

FAKE = str(Path(__file__).parent.parent / "fakes" / "cli_process.py")
Answer = subprocess.CompletedProcess[str]


def run(*arguments: str, command: tuple[str, ...] = ("-m", "studio"), **options: Any) -> Answer:
    return subprocess.run(
        [sys.executable, *command, *arguments], capture_output=True, text=True, timeout=120, **options
    )


@pytest.fixture
def model(folders: Folders) -> Path:
    make_model(folders.models / "tiny", "tiny")
    return folders.models / "tiny"


def draw(*arguments: str, prompt: str = "a lake", **options: Any) -> Answer:
    """``studio generate`` over the torch-free family."""
    return run("generate", prompt, "--model", "tiny", "--size", "64x64", "--steps", "2", *arguments,
               command=(FAKE,), **options)  # fmt: skip


def sentence(answer: Answer) -> str:
    """The one sentence on standard error; fails when there is a traceback."""
    assert "Traceback" not in answer.stderr, answer.stderr
    lines = [line for line in answer.stderr.splitlines() if line.startswith("studio")]
    assert len(lines) == 1, answer.stderr
    return lines[0]


Refused = Callable[..., Answer]


@pytest.fixture
def refused(model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Like ``draw`` in this process, for what ends before an engine is started."""
    monkeypatch.setattr(generate, "image_families", image_families)

    def call(*arguments: str, prompt: str = "a lake") -> Answer:
        words = ["generate", prompt, "--model", "tiny", *arguments]
        try:
            code = main.main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return call


# Light commands


def test_version() -> None:
    answer = run("--version")
    assert (answer.returncode, answer.stdout.strip()) == (0, f"Atelier {__version__}")


@pytest.mark.parametrize("arguments", [["--help"], ["generate", "--help"], ["doctor", "--help"]])
def test_help_reads_well(arguments: list[str]) -> None:
    answer = run(*arguments, env={**os.environ, "COLUMNS": "100"})
    assert answer.returncode == 0 and answer.stderr == ""
    assert "usage: studio" in answer.stdout
    assert max(map(len, answer.stdout.splitlines())) <= 100
    if arguments[0] != "doctor":
        assert 'studio generate "a lake at sunset with snowy mountains" -o lake.png' in answer.stdout


@pytest.mark.parametrize("coding", ["ascii", "cp437"])
def test_an_old_code_page_costs_quotes_and_nothing_else(coding: str) -> None:
    answer = run("generate", "--help", env={**os.environ, "PYTHONIOENCODING": coding})
    assert (answer.returncode, answer.stderr) == (0, "") and "usage: studio" in answer.stdout


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_light_commands_import_neither_qt_nor_anything_heavy(argument: str) -> None:
    script = (
        "import sys\nfrom studio.__main__ import main\n"
        f"sys.argv = ['studio', {argument!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'PySide6', 'torch', 'diffusers', 'numpy', 'PIL', 'sqlite3', 'msgspec'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert answer.returncode == 0, answer.stderr


def test_generate_imports_no_heavy_library() -> None:
    script = (
        "import sys, studio.cli.generate, studio.cli.doctor\n"
        "heavy = {'torch', 'diffusers', 'transformers', 'numpy', 'PIL', 'PySide6.QtGui'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert answer.returncode == 0, answer.stderr


# Refusals


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--size", "300x304"], "width is 300 pixels; it must be a multiple of 8, for example 304"),
        (["--size", "0x64"], "choose between 64 and 4096"),
        (["--size", "99999x64"], "choose between 64 and 4096"),
        (["--size", "big"], "“big” is not a size"),
        (["--steps", "0"], "number of steps is 0"),
        (["--steps", "many"], "“many” is not a whole number"),
        (["--guidance", "nan"], "guidance scale is nan"),
        (["--seed", "-1"], "seed is -1"),
        (["--count", "65"], "number of pictures is 65"),
        (["--sampler", "eulr"], "There is no sampler called “eulr”"),
        (["--schedule", "karas"], "There is no schedule called “karas”"),
        (["--sampler", "ddim", "--schedule", "karras"], "DDIM cannot follow the schedule Karras"),
        (["--preset", "nonsense"], "There is no preset called “nonsense”"),
        (["--strength", "0.5"], "--strength needs a picture"),
        (["--start", "nowhere.png"], "nowhere.png cannot be read"),
        (["--mask", "m.png"], "--mask needs a picture to redraw"),
        (["--start", "s.png", "--prefill", "blur"], "--prefill says what a mask holds"),
        (["--prefill", "magic"], "invalid choice"),
        (["--start", "s.png", "--soften", "0.5"], "--soften says how a mask begins"),
        (["--soften", "very"], "“very” is not a number"),
        (["-o", "lake.gif"], "does not end in a picture format"),
        (["-o", "lake"], "does not end in a picture format"),
        (["--precision", "fp8"], "invalid choice"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_a_request_that_cannot_be_drawn(refused: Refused, arguments: list[str], words: str) -> None:
    answer = refused(*arguments)
    assert answer.returncode == 2
    assert words in sentence(answer)
    assert answer.stdout == ""


def test_near_names_are_suggested(refused: Refused) -> None:
    assert "Did you mean euler" in refused("--sampler", "eulr").stderr
    assert "Did you mean DPM++ 2M" in refused("--sampler", "DPM++ 2").stderr
    assert "Known are" in refused("--schedule", "zzz").stderr


def test_a_prompt_that_is_too_long(refused: Refused) -> None:
    answer = refused(prompt="x" * 20_001)
    assert answer.returncode == 2 and "20,001 characters" in sentence(answer)


def test_unknown_and_broken_models(refused: Refused, model: Path, tmp_path: Path) -> None:
    answer = refused("--model", "tinny")
    assert answer.returncode == 3 and "no model called “tinny”" in sentence(answer)
    assert "Did you mean tiny?" in answer.stderr
    (model / "unet" / "model.safetensors").write_bytes(b"short")
    answer = refused()
    assert answer.returncode == 3 and "damaged" in sentence(answer)
    answer = refused("--model", str(tmp_path))
    assert answer.returncode == 3 and "no model called" in sentence(answer)
    assert "model_index.json" in answer.stderr


def test_output_places_that_cannot_be_used(refused: Refused, tmp_path: Path) -> None:
    answer = refused("-o", str(tmp_path / "nowhere" / "lake.png"))
    assert answer.returncode == 5 and "does not exist" in sentence(answer)
    taken = tmp_path / "lake.png"
    taken.write_text("mine")
    answer = refused("-o", str(taken))
    assert answer.returncode == 2 and "exists already" in sentence(answer)
    assert taken.read_text() == "mine"
    assert draw("-o", str(taken), "--force", "--quiet").returncode == 0
    assert read_manifest(taken)


# Drawing


def test_a_picture_lands_in_library_history_and_copy(model: Path, folders: Folders, tmp_path: Path) -> None:
    target = tmp_path / "lake.png"
    answer = draw("-o", str(target), "--seed", "7", "--negative", "boats")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines() == [str(target)]
    assert read_size(target) == (64, 64)
    manifest = read_manifest(target)
    assert manifest and manifest.seed == 7 and manifest.request.negative == "boats"
    database = open_database(folders.database)
    try:
        history = History(database)
        (artifact,) = history.page()
        assert artifact.manifest == manifest
        assert (folders.library / artifact.path).read_bytes() == target.read_bytes()
        job = history.job(artifact.job)
        assert job and job.state == "done"
        assert history.unfinished_jobs() == []
    finally:
        database.close()
    assert not list(folders.library.rglob("*.part"))
    assert "denoising" in answer.stderr and "\r" not in answer.stderr


@pytest.mark.parametrize("ending", ["jpg", "webp"])
def test_the_name_chooses_the_format(model: Path, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"lake.{ending}"
    answer = draw("-o", str(target), "--quiet")
    assert (answer.returncode, answer.stderr) == (0, "")
    start = target.read_bytes()[:12]
    assert start.startswith(b"\xff\xd8") if ending == "jpg" else start.endswith(b"WEBP")
    assert read_manifest(target)


def test_several_pictures_and_json(model: Path, tmp_path: Path) -> None:
    answer = draw("--count", "3", "--seed", "5", "--json", "-o", str(tmp_path / "lake.png"))
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert [Path(path).name for path in told["paths"]] == ["lake-1.png", "lake-2.png", "lake-3.png"]
    assert all(Path(path).exists() for path in told["paths"])
    manifests = [manifest_from_json(json.dumps(each)) for each in told["manifests"]]
    assert [manifest.seed for manifest in manifests] == [5, 6, 7]
    assert told["seconds"] > 0


def test_the_prompt_from_standard_input_and_a_random_seed(model: Path) -> None:
    told = [json.loads(draw("--json", "--quiet", prompt="-", input="ein See 湖\n").stdout) for _ in range(2)]
    requests = [each["manifests"][0]["request"] for each in told]
    assert requests[0]["prompt"] == "ein See 湖"
    assert requests[0]["seed"] != requests[1]["seed"]


def test_labels_presets_and_folders_are_understood(model: Path) -> None:
    answer = draw("--model", str(model), "--sampler", SAMPLERS["dpmpp_2m"].label, "--schedule", "Karras",
                  "--preset", "Quick sketch", "--json", "--quiet")  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    request = json.loads(answer.stdout)["manifests"][0]["request"]
    assert (request["sampler"], request["schedule"], request["preset"]) == (
        "dpmpp_2m",
        "karras",
        "quick_sketch",
    )
    assert request["steps"] == 2, "an option beats the preset"


def test_a_start_picture_is_named_by_content(model: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.png"
    assert draw("-o", str(first), "--quiet").returncode == 0
    answer = draw("--start", str(first), "--strength", "0.4", "--json", "--quiet")
    request = json.loads(answer.stdout)["manifests"][0]["request"]
    assert request["start"]["path"] == str(first) and len(request["start"]["sha256"]) == 64
    assert request["strength"] == 0.4


def test_a_mask_is_named_by_content_with_its_prefill(model: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.png"
    assert draw("-o", str(first), "--quiet").returncode == 0
    answer = draw(
        "--start",
        str(first),
        "--mask",
        str(first),
        "--prefill",
        "blur",
        "--soften",
        "0.5",
        "--json",
        "--quiet",
    )
    request = json.loads(answer.stdout)["manifests"][0]["request"]
    assert request["mask"] == request["start"] and request["prefill"] == "blur" and request["soften"] == 0.5
    answer = draw("--start", str(first), "--mask", str(first), "--soften", "2", "--quiet")
    assert answer.returncode == 2 and "softness of the mask is 2" in answer.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="ends by POSIX signals")
@pytest.mark.parametrize(
    ("prompt", "code", "words"),
    [
        ("crash denoising", 4, "crashed"),
        ("kill loading", 4, "out of memory"),
        ("fault denoising", 4, ""),
        ("full denoising", 5, "full"),
    ],
)
def test_errors_of_the_engine(model: Path, prompt: str, code: int, words: str) -> None:
    answer = draw("--quiet", prompt=prompt)
    assert answer.returncode == code, answer.stderr
    assert words in sentence(answer)
    assert answer.stdout == ""


def test_a_library_that_cannot_be_written(model: Path, folders: Folders) -> None:
    folders.library.parent.mkdir(parents=True, exist_ok=True)
    folders.library.write_text("a file where a folder must be")
    answer = draw("--quiet")
    assert answer.returncode == 5
    sentence(answer)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT cannot be sent to one process there")
@pytest.mark.parametrize(("prompt", "interrupts"), [("wait denoising", 1), ("hang denoising", 2)])
def test_ctrl_c_cancels_and_a_second_one_stops(
    model: Path, folders: Folders, prompt: str, interrupts: int
) -> None:
    command = [sys.executable, FAKE, "generate", prompt, "--model", "tiny", "--size", "64x64"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr
        while "denoising" not in process.stderr.readline():
            assert process.poll() is None
        children = psutil.Process(process.pid).children()
        assert children
        for _ in range(interrupts):
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "Traceback" not in errors and errors.splitlines()[-1] == "studio: cancelled."
    assert not any(child.is_running() for child in children)
    database = open_database(folders.database)
    try:
        assert [str(job.state) for job in History(database).ended_jobs()] == ["cancelled"]
    finally:
        database.close()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
def test_a_terminal_gets_a_bar_with_time_left(model: Path) -> None:
    import pty  # missing on Windows

    near, far = pty.openpty()
    command = [sys.executable, FAKE, "generate", "slow", "--model", "tiny", "--size", "64x64", "--steps", "4"]
    process = subprocess.Popen(command, stderr=far, stdout=subprocess.PIPE)
    os.close(far)
    shown = b""
    try:
        while part := os.read(near, 4096):
            shown += part
    except OSError:  # Linux: the other end is closed
        pass
    out, _ = process.communicate(timeout=10)
    os.close(near)
    text = shown.decode()
    assert process.returncode == 0 and out
    assert re.search(r"\r█+░+ denoising \d/4 · \d s left", text), text
    assert text.endswith("\x1b[K"), "the bar is taken away at the end"


# The real engine


def test_doctor_as_json() -> None:
    answer = run("doctor", "--json")
    told = json.loads(answer.stdout)
    assert told["engine"]["ready"], told["engine"]
    assert told["hardware"]["devices"][-1]["kind"] == "cpu"
    assert {"python", "torch", "diffusers", "transformers", "xllamacpp", "PySide6-Essentials"} <= set(
        told["versions"]
    )
    assert {folder["name"] for folder in told["folders"]} == {"library", "data", "config", "cache", "models"}
    assert told["models"][0]["id"] == "starter"
    assert told["offline"] is True
    assert answer.returncode == (1 if told["problems"] else 0)
    assert told["automatic"][0]["reasons"]


def test_doctor_says_why_the_engine_did_not_start(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise ImportError('libgomp is missing')\n")
    answer = run("doctor", env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert answer.returncode == 1
    assert "while it was starting" in answer.stdout and "libgomp is missing" in answer.stdout
    assert "Traceback" not in answer.stderr


def test_generate_with_the_model_that_ships(tmp_path: Path) -> None:
    target = tmp_path / "lake.png"
    answer = run(
        "generate", "a lake at sunset with snowy mountains", "-o", str(target), "--steps", "4", "--json"
    )
    assert answer.returncode == 0, answer.stderr
    manifest = read_manifest(target)
    assert manifest and manifest.model.id == "starter" and manifest.request.steps == 4
    assert (read_size(target)) == (manifest.request.width, manifest.request.height)
