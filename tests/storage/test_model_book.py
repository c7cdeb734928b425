"""Notes on models outlive their files, change what is offered, and never get into the files."""

from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.storage.model_book import FILE, Liked, ModelBook, Noted
from studio.storage.model_entry import ModelEntry


def entry(path: Path | str, identity: str = "ink") -> ModelEntry:
    return ModelEntry(id=identity, name=identity.title(), family="sd1", path=str(path))


def test_what_is_noted_comes_back_after_a_restart(tmp_path: Path) -> None:
    ModelBook(tmp_path).write(Noted(path="/m/a", note="soft light", liked=Liked(steps=7)))
    again = ModelBook(tmp_path).of("/m/a")
    assert (again.note, again.liked.steps) == ("soft light", 7)
    assert ModelBook(tmp_path).of("/m/b") == Noted(path="/m/b")


def test_wished_settings_are_offered_and_what_was_removed_is_not(tmp_path: Path) -> None:
    book = ModelBook(tmp_path)
    liked = Liked(size=(640, 384), steps=7, guidance_scale=0.0, sampler="euler", schedule="karras")
    book.write(Noted(path="/m/ink", liked=liked), Noted(path="/m/old", removed=True))
    shown, removed = book.applied({"ink": entry("/m/ink"), "old": entry("/m/old", "old")})
    assert [one.id for one in removed] == ["old"] and list(shown) == ["ink"]
    ink = shown["ink"]
    assert (ink.default_size, ink.steps, ink.guidance_scale) == ((640, 384), 7, 0.0)
    assert (ink.sampler, ink.schedule) == ("euler", "karras") and (640, 384) in ink.sizes


def test_a_vanished_file_keeps_its_row_only_while_something_refers_to_it(tmp_path: Path) -> None:
    book, file = ModelBook(tmp_path), tmp_path / "ink.safetensors"
    file.write_bytes(b"1")
    book.remember([entry(file)], {str(file): 1})
    assert book.missing() == []
    file.unlink()
    (missing,) = book.missing()
    assert (missing.id, missing.bytes, missing.kind) == ("ink", 1, "image")
    book.forget(str(file))
    assert book.missing() == []


def test_a_file_found_again_takes_over_notes_and_answers_to_its_old_id(tmp_path: Path) -> None:
    book = ModelBook(tmp_path)
    book.write(Noted(path="/old/ink", id="ink", note="soft", sha256="ab"))
    book.move("/old/ink", entry("/new/ink 2", "ink 2"))
    assert book.of("/old/ink") == Noted(path="/old/ink")
    moved = book.of("/new/ink 2")
    assert (moved.note, moved.sha256, moved.ids) == ("soft", "ab", ("ink",))
    assert book.new_id("ink") == "ink 2" and book.new_id("nobody") == ""


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"schema": 1, "files": [{"path": 3}]}', b"\xff\xfe"])
def test_a_broken_book_is_kept_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    book = ModelBook(tmp_path)
    assert book.of("/m/a") == Noted(path="/m/a")
    book.write(Noted(path="/m/a", note="new"))
    assert (tmp_path / "models.unreadable.json").read_bytes() == content
    assert ModelBook(tmp_path).of("/m/a").note == "new"


def test_what_cannot_be_written_changes_nothing_and_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    book = ModelBook(blocked)
    assert book.of("/m/a").note == ""
    blocked.write_text("a file where a folder should be")
    with pytest.raises(StudioError, match="cannot be written"):
        book.write(Noted(path="/m/a", note="lost?"))
    assert book.of("/m/a").note == ""
