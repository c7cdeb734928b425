"""``studio write`` with the bundled model in its real engine: one process, files, exit codes, signals."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studio.cli import main, write_options
from studio.cli.drafts import Draft
from studio.cli.text_stream import Answer
from studio.core.errors import StudioError
from studio.core.jobs import JobState
from studio.core.paths import Folders
from studio.core.text_requests import Sampling, TextRequest
from studio.core.writing.sampling import SAMPLING_PARAMS
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.text_results import TextResults

BEGIN = "Maren read it twice by the lamp and once more at the window."
COMMAND = [sys.executable, "-m", "studio", "write"]
SMALL = ("--max-tokens", "16", "--seed", "3")


def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], input=text, capture_output=True, encoding="utf-8", timeout=120
    )


def jobs(folders: Folders):
    database = open_database(folders.database)
    try:
        return History(database).ended_jobs()
    finally:
        database.close()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_bytes(BEGIN.encode() + b"\n")
    return path


def test_a_draft_is_continued_and_the_job_is_in_history_and_journal(folders: Folders, draft: Path) -> None:
    answer = run("--continue", str(draft), *SMALL)
    assert answer.returncode == 0, answer.stderr
    text = answer.stdout.removesuffix("\n")
    assert len(text.split()) > 4 and text.startswith((" ", "\n")), "it goes on from the last word"
    assert draft.read_bytes() == BEGIN.encode() + b"\n", "without --append nothing is changed"
    (job,) = jobs(folders)
    assert job.state is JobState.DONE and isinstance(job.request, TextRequest)
    assert (job.request.tool, job.request.seed, job.request.model) == ("continue", 3, "prose")
    kept = TextResults(folders.writings).load(job.id)
    assert kept and kept.state == "done" and text.strip() == kept.alternatives[0].text.strip()
    again = run("--continue", "-", *SMALL, "--quiet", text=BEGIN + "\n")
    assert again.stdout == answer.stdout, "the same seed, the same text"
    assert again.stderr == ""


def test_append_puts_the_text_before_the_last_line_end(draft: Path) -> None:
    draft.write_bytes(b"One.\r\n\r\n" + BEGIN.encode() + b"\r\n")
    answer = run("--continue", str(draft), "--append", *SMALL)
    assert answer.returncode == 0, answer.stderr
    added = answer.stdout.removesuffix("\n").replace("\n", "\r\n").encode()
    assert draft.read_bytes() == b"One.\r\n\r\n" + BEGIN.encode() + added + b"\r\n"


def test_a_tool_works_on_a_passage_and_says_what_the_model_is(folders: Folders, draft: Path) -> None:
    answer = run(
        "--tool", "rewrite", "--set", "tone=dark", "--instruction", "in the rain", str(draft), *SMALL
    )
    assert answer.returncode == 0 and answer.stdout.strip()
    assert "very small" in answer.stderr
    (job,) = jobs(folders)
    read = "".join(piece.text for piece in job.request.pieces)
    assert BEGIN in read and job.request.tool == "rewrite"


def test_json_has_everything_and_alternatives_have_their_seeds(folders: Folders) -> None:
    answer = run("--continue", "-", *SMALL, "--count", "2", "--json", "--temperature", "1.2", text=BEGIN)
    assert answer.returncode == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told["seeds"] == [3, 4] and len(set(told["texts"])) == 2
    assert told["model"] == "prose" and told["tool"] == "continue" and all(told["tokens"])
    assert set(told["reasons"]) <= {"length", "end", "stop"}
    (job,) = jobs(folders)
    assert job.id == told["job"] and job.request.sampling == Sampling(temperature=1.2)


def test_several_alternatives_are_told_apart() -> None:
    answer = run("--continue", "-", *SMALL, "--count", "2", text=BEGIN)
    heads = [line for line in answer.stdout.splitlines() if line.startswith("---")]
    assert heads == ["--- 1 of 2, seed 3 ---", "--- 2 of 2, seed 4 ---"]


def test_a_long_draft_fits_by_its_end(folders: Folders) -> None:
    answer = run("--continue", "-", *SMALL, text="A word of the old days. " * 4000 + BEGIN)
    assert answer.returncode == 0, answer.stderr
    (job,) = jobs(folders)
    read = job.request.pieces[-1].text
    assert read.endswith(BEGIN) and len(read) < 4000


def test_ctrl_c_stops_and_keeps_what_is_written(folders: Folders, draft: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "--continue", str(draft), "--append", "--max-tokens", "400"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout and process.stderr
        first = os.read(process.stdout.fileno(), 4096)
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert b"what is written so far is kept" in errors
    (job,) = jobs(folders)
    assert job.state is JobState.CANCELLED
    kept = TextResults(folders.writings).load(job.id)
    text = (first + rest).decode().removesuffix("\n")
    assert kept and kept.state == "cancelled" and kept.alternatives[0].text.strip() == text.strip()
    assert draft.read_text(encoding="utf-8") == f"{BEGIN}{text}\n"


def test_a_reader_who_leaves_ends_it_without_a_word(folders: Folders) -> None:
    with subprocess.Popen(
        [*COMMAND, "--continue", "-", "--max-tokens", "400", "--quiet"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(BEGIN.encode())
        process.stdin.close()
        os.read(process.stdout.fileno(), 10)
        process.stdout.close()
        errors = process.stderr.read()
        assert process.wait(60) == 1 and errors == b""
    (job,) = jobs(folders)
    assert job.state in (JobState.CANCELLED, JobState.DONE)


def test_models_and_tools_are_listed(folders: Folders) -> None:
    models = json.loads(run("--list-models", "--json").stdout)
    assert [model["id"] for model in models] == ["prose"] and models[0]["context"] == 512
    assert "Starter prose" in run("--list-models").stdout
    tools = {tool["id"]: tool for tool in json.loads(run("--list-tools", "--json").stdout)}
    assert tools["continue"]["works_on"] == "end" and "dark" in tools["rewrite"]["settings"]["tone"]
    assert "describe_picture" not in tools, "there is no picture here"
    assert "--set tone=" in run("--list-tools").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "not said what to write"),
        (["--tool", "rewrit"], 2, "Did you mean rewrite"),
        (["--tool", "rewrite", "--continue", "x.md"], 2, "choose one"),
        (["--tool", "rewrite", "--append"], 2, "--continue FILE"),
        (["--tool", "rewrite", "--set", "mood=odd"], 2, "has no setting “mood”"),
        (["--tool", "rewrite", "--set", "tone=drak"], 2, "Did you mean dark"),
        (["--tool", "rewrite"], 2, "needs a passage"),
        (["--continue", "gone.md"], 2, "cannot be read"),
        (["--continue", "-", "--model", "Gandalf"], 3, "no language model called “Gandalf”"),
        (["--continue", "-", "--temperature", "-1"], 2, "The temperature is -1.0"),
        (["--continue", "-", "--max-tokens", "0"], 2, "tokens"),
        (["--continue", "-", "--max-tokens", "many"], 2, "not a whole number"),
        (["--continue", "-", "--grammar", "gone.gbnf"], 2, "cannot be read"),
    ],
)
def test_what_cannot_be_written_is_a_sentence(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    qapp: object,
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", open(os.devnull, encoding="utf-8"))  # noqa: SIM115
    try:
        answer = main.main(["write", *arguments])
    except SystemExit as end:
        answer = int(end.code or 0)
    finally:
        sys.stdin.close()
    said = capsys.readouterr()
    assert answer == code and words in said.err and said.out == ""


def test_a_broken_model_file_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + b"\xff" * 40)
    draft = tmp_path / "draft.md"
    draft.write_text(BEGIN)
    assert main.main(["write", "--continue", str(draft), "--model", str(broken)]) == 3
    assert "broken.gguf" in capsys.readouterr().err


def test_every_sampler_has_an_option_and_every_option_is_a_sampler() -> None:
    told = {name: kind for name, kind, _ in write_options.SAMPLING}
    known = {name: type(getattr(Sampling(), name)) for name in Sampling.__struct_fields__ if name != "order"}
    assert told == known
    assert set(told) == set(SAMPLING_PARAMS), "and the window offers the same"


# Drafts


@pytest.mark.parametrize(
    ("content", "text", "after"),
    [
        (b"", "", b" more"),
        (b"end", "end", b"end more"),
        (b"end\n", "end", b"end more\n"),
        (b"end\r\n", "end", b"end more\r\n"),
        (b"end\n\n", "end\n\n", b"end\n\n more"),
        (b"\xef\xbb\xbfend\n", "end", b"\xef\xbb\xbfend more\n"),
        (b"a\r\nb", "a\nb", b"a\r\nb more"),
        (b"caf\xe9\n", "caf\ufffd", b"caf\xe9 more\n"),
        ("海の日。\n".encode(), "海の日。", "海の日。 more\n".encode()),
    ],
)
def test_a_draft_is_read_and_added_to_without_changing_a_byte_of_it(
    tmp_path: Path, content: bytes, text: str, after: bytes
) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(content)
    draft = Draft(str(path))
    assert draft.text == text
    draft.append(" more")
    assert path.read_bytes() == after


def test_a_draft_that_was_changed_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text("mine")
    draft = Draft(str(path))
    path.write_text("theirs")
    with pytest.raises(StudioError, match="was changed"):
        draft.append(" more")
    assert path.read_text() == "theirs"


def test_a_draft_in_another_coding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes("hello".encode("utf-16"))
    with pytest.raises(StudioError, match="UTF-16"):
        Draft(str(path))


def test_an_answer_joins_the_text_before_it_without_a_blank_too_many() -> None:
    class Made:
        lead, fresh = 0, False

    answer = Answer(Made, "She said ")  # type: ignore[arg-type]
    assert [answer.add(part) for part in ("", "  ", " no", " more")] == ["", "", "no", " more"]
    assert answer.text == "no more"
    Made.lead = 4
    answer = Answer(Made, "")  # type: ignore[arg-type]
    assert [answer.add(part) for part in ("abc", "d e", "f")] == ["", "e", "f"]
