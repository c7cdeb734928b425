"""Autosave: changes come back as they were, saving moves on, damage and full disks cost the least."""

import errno
import os
import random
import resource
import shutil
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import Layer, State
from studio.core.paths import Folders
from studio.storage import document_journal, journal_file
from studio.storage.document_journal import Journal
from studio.storage.document_locks import take_document
from studio.storage.document_recovery import Recovered, forget, lost_documents, recover
from studio.storage.documents import Content, Packed, Place, open_document, save_document
from studio.storage.journal_file import JournalFile, Scan, scan
from studio.storage.shared_files import SharedFile
from tests.fakes.painted import PLANE, noise, number_of, state_at, tile

FIRST: dict[Place, Packed] = {(PLANE, (0, 0)): tile(1), (PLANE, (1, 0)): tile(2)}


def numbers(tiles: Mapping[Place, Packed]) -> dict[Place, int]:
    return {place: number_of(packed() if callable(packed) else packed) for place, packed in tiles.items()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "drawing.atelier"
    save_document(
        path, Content(state=state_at(1), tiles=FIRST, profile=b"icc", requests={PLANE: b"{}"}, dpi=300.0)
    )
    return path


def after_a_crash(folders: Folders, journal: Journal) -> Recovered:
    """The only document that was left, recovered; its journal is closed and removed."""
    assert journal.flush()
    journal.close(discard=False)
    (lost,) = lost_documents(folders.data)
    assert (lost.width, lost.height) == (2000, 1000) and lost.bytes > 0
    back = recover(lost.folder)
    assert back.path == lost.path and back.changed == lost.changed
    back.journal.close(discard=True)
    return back


def test_changes_lie_over_the_file(folders: Folders, path: Path) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    journal.append(state_at(2), {(PLANE, (1, 0)): None, (PLANE, (2, 0)): lambda: tile(3)})
    journal.append(None, {(PLANE, (2, 0)): tile(4)}, profile=b"", requests={PLANE: None, "x": b"[]"})
    back = after_a_crash(folders, journal)
    assert back.path == path and back.whole
    assert back.content.state == state_at(2)
    assert numbers(back.content.tiles) == {(PLANE, (0, 0)): 1, (PLANE, (2, 0)): 4}
    assert back.content.profile == b"" and back.content.dpi == 300.0
    assert back.content.requests == {"x": b"[]"}


def test_a_document_that_was_never_saved(folders: Folders) -> None:
    journal = Journal.begin(folders.data)
    journal.append(state_at(0), FIRST, dpi=96.0, profile=b"p")
    back = after_a_crash(folders, journal)
    assert back.path is None and back.whole and back.content.dpi == 96.0 and back.content.profile == b"p"
    assert numbers(back.content.tiles) == numbers(FIRST)


@pytest.mark.parametrize("fate", ["deleted", "replaced", "renamed away"])
def test_the_file_is_not_needed_any_more(folders: Folders, path: Path, fate: str) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    if fate == "deleted":
        path.unlink()
    elif fate == "replaced":
        save_document(path, Content(state=state_at(77)))
    else:
        path.rename(path.with_name("other"))
    journal.append(None, {(PLANE, (5, 5)): tile(5)})
    back = after_a_crash(folders, journal)
    assert back.whole and back.content.state == state_at(1)
    assert numbers(back.content.tiles) == {**numbers(FIRST), (PLANE, (5, 5)): 5}


def test_where_links_are_impossible_the_file_is_copied(
    folders: Folders, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", refuse)
    journal = Journal.begin(folders.data, open_document(path))
    assert journal.flush()  # the copy is made by the journal's thread
    path.write_bytes(b"overwritten in place")  # which a link would not survive
    journal.append(None, {(PLANE, (5, 5)): tile(5)})
    back = after_a_crash(folders, journal)
    assert back.whole and numbers(back.content.tiles) == {**numbers(FIRST), (PLANE, (5, 5)): 5}


def test_a_file_overwritten_in_place_costs_only_what_was_not_changed(folders: Folders, path: Path) -> None:
    opened = open_document(path)
    journal = Journal.begin(folders.data, opened)
    with open(path, "r+b") as stream:
        stream.write(b"not a zip")
    journal.append(state_at(2), {(PLANE, (5, 5)): tile(5)})
    back = after_a_crash(folders, journal)
    assert not back.whole
    assert back.content.state == state_at(2) and numbers(back.content.tiles) == {(PLANE, (5, 5)): 5}


def test_a_file_that_was_only_touched_is_still_the_base(folders: Folders, path: Path) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    journal.append(None, {(PLANE, (5, 5)): tile(5)})
    assert journal.flush()
    os.utime(path, ns=(1, 1))  # the link is the same file
    back = after_a_crash(folders, journal)
    assert back.whole and numbers(back.content.tiles) == {**numbers(FIRST), (PLANE, (5, 5)): 5}


def test_a_lost_link_is_made_good_by_the_file_itself(folders: Folders, path: Path) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    journal.append(state_at(2), {})
    for base in journal.folder.glob("base-*"):
        base.unlink()
    back = after_a_crash(folders, journal)
    assert back.whole and numbers(back.content.tiles) == numbers(FIRST)


def test_saving_drops_what_is_in_the_file_and_keeps_what_came_later(folders: Folders, path: Path) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    journal.append(state_at(2), {(PLANE, (7, 7)): noise(1)})
    mark = journal.append(state_at(3), {(PLANE, (0, 0)): tile(8)})
    stamp = save_document(path, Content(state=state_at(3), tiles={**FIRST, (PLANE, (0, 0)): tile(8)}))
    later = journal.append(None, {(PLANE, (1, 0)): None})
    assert stamp and later > mark and journal.flush() and journal.size > len(noise(1))
    journal.saved(path, stamp, mark)
    assert journal.flush() and journal.size < 5000
    assert len(list(journal.folder.iterdir())) == 2
    back = after_a_crash(folders, journal)
    assert back.content.state == state_at(3) and numbers(back.content.tiles) == {(PLANE, (0, 0)): 8}


def test_saved_under_another_name(folders: Folders, path: Path, tmp_path: Path) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    mark = journal.append(state_at(2), {})
    other = tmp_path / "other.atelier"
    stamp = save_document(other, Content(state=state_at(2), tiles=FIRST))
    assert stamp
    journal.saved(other, stamp, mark)
    journal.append(state_at(3), {})
    path.unlink()
    back = after_a_crash(folders, journal)
    assert back.path == other and numbers(back.content.tiles) == numbers(FIRST)


def test_a_file_changed_right_after_saving_is_not_taken_for_ours(folders: Folders, path: Path) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    mark = journal.append(state_at(2), {(PLANE, (3, 3)): tile(6)})
    stamp = save_document(path, Content(state=state_at(2), tiles={**FIRST, (PLANE, (3, 3)): tile(6)}))
    assert stamp
    save_document(path, Content(state=state_at(99)))
    journal.saved(path, stamp, mark)
    back = after_a_crash(folders, journal)
    assert back.whole and numbers(back.content.tiles) == {**numbers(FIRST), (PLANE, (3, 3)): 6}


@pytest.mark.parametrize("saved", [True, False])
def test_nothing_changed_is_nothing_lost(folders: Folders, path: Path, saved: bool) -> None:
    journal = Journal.begin(folders.data, open_document(path) if saved else None)
    if not saved:
        journal.append(state_at(0), {})
    journal.close(discard=False)
    assert lost_documents(folders.data) == []
    assert not any((folders.data / "documents").iterdir())


def test_compaction_keeps_the_last_of_everything(
    folders: Folders, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_journal, "SLACK_BYTES", 10_000)
    journal = Journal.begin(folders.data, open_document(path))
    marks = []
    for step in range(40):
        tiles = {(PLANE, (step % 3, 9)): noise(step % 4), (PLANE, (0, 0)): None if step % 2 else tile(step)}
        marks.append(journal.append(state_at(step), tiles))
        assert journal.flush()
    assert journal.size < 8 * len(noise(0))
    stamp = save_document(path, Content(state=state_at(37), tiles={(PLANE, (0, 9)): tile(5)}))
    assert stamp
    journal.saved(path, stamp, marks[37])  # compaction still knows what came after
    back = after_a_crash(folders, journal)
    assert back.content.state == state_at(39)
    read = {place: packed() for place, packed in back.content.tiles.items() if callable(packed)}
    assert read == {(PLANE, (0, 9)): noise(3), (PLANE, (2, 9)): noise(2)}


def test_a_window_that_lives_keeps_its_document(folders: Folders) -> None:
    journal = Journal.begin(folders.data)
    journal.append(state_at(0), FIRST)
    assert journal.flush()
    assert lost_documents(folders.data) == []
    with pytest.raises(StudioError) as caught:
        recover(journal.folder)
    assert caught.value.kind is ErrorKind.DOCUMENT_OPEN
    forget(journal.folder)
    assert journal.folder.exists()
    journal.close(discard=True)
    assert not any((folders.data / "documents").iterdir())


def test_forgetting(folders: Folders) -> None:
    journal = Journal.begin(folders.data)
    journal.append(state_at(0), FIRST)
    journal.close(discard=False)
    (lost,) = lost_documents(folders.data)
    forget(lost.folder)
    assert lost_documents(folders.data) == [] and not any((folders.data / "documents").iterdir())


def test_one_window_per_file(folders: Folders, path: Path, tmp_path: Path) -> None:
    lock = take_document(folders.data, path)
    (tmp_path / "link").symlink_to(path)
    with pytest.raises(StudioError) as caught:
        take_document(folders.data, tmp_path / "link")
    assert caught.value.kind is ErrorKind.DOCUMENT_OPEN and "link" in caught.value.sentence
    other = take_document(folders.data, tmp_path / "other.atelier")
    other.release(remove=True)
    lock.release(remove=True)
    take_document(folders.data, path).release(remove=True)


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for call in (
        lambda: Journal.begin(tmp_path / "file"),
        lambda: take_document(tmp_path / "file", tmp_path),
    ):
        with pytest.raises(StudioError) as caught:
            call()
        assert caught.value.kind is ErrorKind.NOT_WRITABLE
    assert lost_documents(tmp_path / "file") == []


# Much at once


def test_a_stroke_does_not_wait_for_a_large_picture(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of much that waits the newest and the oldest are written in turn, in batches that are each whole."""
    monkeypatch.setattr(document_journal, "BATCH_SECONDS", 0.02)
    journal = Journal.begin(folders.data)
    seen: list[int] = []
    copies: list[Path] = []

    def packing(number: int) -> bytes:
        seen.append(number)
        if number == 40:
            journal.append(None, {(PLANE, (0, 9)): tile(99)})  # painted while the picture is written
        if len(seen) == 100:
            copies.append(shutil.copytree(journal.folder, folders.data / "documents" / "as-if-killed-now"))
        threading.Event().wait(0.002)
        return tile(number)

    picture = {(PLANE, (x, 0)): (lambda number=x: packing(number)) for x in range(1, 400)}
    journal.append(state_at(1), picture)
    assert journal.flush(30) and sorted(seen) == list(range(1, 400))
    back = recover(copies[0])
    found = numbers(back.content.tiles)
    assert back.content.state == state_at(1) and found[(PLANE, (0, 9))] == 99
    assert len(found) < 105 and {found[(PLANE, (1, 0))], found[(PLANE, (399, 0))]} == {1, 399}
    back.journal.close(discard=True)
    back = after_a_crash(folders, journal)
    assert len(back.content.tiles) == 400


def test_a_stroke_does_not_wait_for_compaction(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does one get lost that was painted while the journal was written anew."""
    monkeypatch.setattr(journal_file, "_BREATH", 3 * len(noise(0)))
    monkeypatch.setattr(document_journal, "SLACK_BYTES", 10_000)
    journal = Journal.begin(folders.data)
    columns = 12
    journal.append(state_at(1), {(PLANE, (x, 0)): noise(x % 4) for x in range(columns)})
    assert journal.flush()
    copies: list[Path] = []
    real = JournalFile.flush

    def breath(file: JournalFile) -> None:
        real(file)
        copies.append(shutil.copytree(journal.folder, folders.data / "documents" / f"at-{len(copies)}"))
        journal.append(None, {(PLANE, (len(copies), 5)): tile(len(copies)), (PLANE, (0, 0)): None})

    monkeypatch.setattr(JournalFile, "flush", breath)
    journal.append(None, {(PLANE, (x, 0)): noise((x + 1) % 4) for x in range(columns)})
    journal.append(None, {(PLANE, (x, 0)): noise((x + 2) % 4) for x in range(columns)})
    journal.append(state_at(2), {(PLANE, (x, 0)): noise((x + 3) % 4) for x in range(columns)})
    for _ in range(4):  # until it has grown enough
        journal.append(None, {(PLANE, (x, 0)): noise((x + 3) % 4) for x in range(columns)})
        assert journal.flush()
    monkeypatch.setattr(JournalFile, "flush", real)
    assert len(copies) > 2
    for already, copy in enumerate(copies):
        back = recover(copy)
        painted = {key[0] for _, key in back.content.tiles if key[1] == 5}
        assert painted == set(range(1, already + 1))
        back.journal.close(discard=True)
    back = after_a_crash(folders, journal)
    assert {key[0] for _, key in back.content.tiles if key[1] == 5} == set(range(1, len(copies) + 1))


def test_a_stroke_does_not_wait_for_a_file_that_is_copied(
    folders: Folders, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(document_journal, "COPY_BYTES", path.stat().st_size // 5)
    copies: list[Path] = []
    begun, ended = threading.Event(), threading.Event()
    journals: list[Journal] = []
    real = Journal._write_some

    def breath(journal: Journal) -> None:
        begun.wait(5)
        journals[0].append(None, {(PLANE, (len(copies), 5)): tile(1)})
        real(journal)
        if len(copies) < 4:
            copies.append(shutil.copytree(journal.folder, folders.data / "documents" / f"at-{len(copies)}"))
        else:
            ended.set()

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_write_some", breath)
        journals.append(Journal.begin(folders.data, open_document(path)))
        begun.set()
        assert ended.wait(10)
    for already, copy in enumerate(copies):
        back = recover(copy)
        assert back.whole and len(back.content.tiles) == len(FIRST) + already + 1
        back.journal.close(discard=True)
    after_a_crash(folders, journals[0])


# Trouble while writing


def test_whatever_goes_wrong_is_told_and_tried_again(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, expected_warnings: list[str]
) -> None:
    """No error may end the thread in silence."""
    expected_warnings.append("Writing the journal failed")
    monkeypatch.setattr(document_journal, "RETRY_SECONDS", 0.01)
    real, left = JournalFile.write, [3]

    def fail(file: JournalFile, *arguments: object) -> None:
        if left[0]:
            left[0] -= 1
            raise MemoryError
        real(file, *arguments)  # type: ignore[arg-type]

    journal = Journal.begin(folders.data, on_trouble=(told := []).append)
    monkeypatch.setattr(JournalFile, "write", fail)
    journal.append(state_at(1), FIRST)
    assert journal.flush() and left == [0]
    back = after_a_crash(folders, journal)
    assert numbers(back.content.tiles) == numbers(FIRST)
    assert told[0] is not None and "not safe" in told[0].sentence and told[-1] is None


def test_a_full_disk_is_told_and_made_good(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_journal, "RETRY_SECONDS", 0.01)
    told: list[StudioError | None] = []
    changed = threading.Event()

    def tell(error: StudioError | None) -> None:
        told.append(error)
        changed.set()

    journal = Journal.begin(folders.data, on_trouble=tell)
    journal.append(state_at(1), FIRST)
    assert journal.flush()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))  # a real refusal by the system
    try:
        journal.append(state_at(2), {(PLANE, (0, 0)): noise(1)})
        assert changed.wait(5) and not journal.flush(0.05)
        assert journal.trouble and journal.trouble.kind is ErrorKind.DISK_FULL
        assert "disk is full" in journal.trouble.sentence
        copy = shutil.copytree(journal.folder, folders.data / "documents" / "as-if-killed-now")
        changed.clear()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    back = recover(copy)
    assert back.content.state == state_at(1) and numbers(back.content.tiles) == numbers(FIRST)
    back.journal.close(discard=True)
    assert changed.wait(5) and told[-1] is None and journal.trouble is None
    back = after_a_crash(folders, journal)
    assert back.content.state == state_at(2)


@pytest.mark.parametrize("call", ["fsync", "replace", "link"])
def test_a_failing_step_of_a_save_is_tried_again(
    folders: Folders, path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(document_journal, "RETRY_SECONDS", 0.01)
    journal = Journal.begin(folders.data, open_document(path))
    mark = journal.append(state_at(2), {(PLANE, (3, 3)): tile(6)})
    assert journal.flush()
    stamp = save_document(path, Content(state=state_at(2), tiles={**FIRST, (PLANE, (3, 3)): tile(6)}))
    assert stamp
    real = getattr(os, call)
    left = [2]

    def fail(*arguments: object, **named: object) -> object:
        if threading.current_thread() is not threading.main_thread() and left[0]:
            left[0] -= 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(*arguments, **named)

    monkeypatch.setattr(os, call, fail)
    journal.saved(path, stamp, mark)
    journal.append(None, {(PLANE, (4, 4)): tile(7)})
    assert journal.flush() and left == [0 if call != "link" else left[0]]
    back = after_a_crash(folders, journal)
    assert back.whole
    assert numbers(back.content.tiles) == {**numbers(FIRST), (PLANE, (3, 3)): 6, (PLANE, (4, 4)): 7}


def test_one_bad_tile_does_not_end_autosave(
    folders: Folders, path: Path, expected_warnings: list[str]
) -> None:
    expected_warnings.append("A tile is missing in the journal")

    def bad() -> bytes:
        raise RuntimeError("no pixels")

    journal = Journal.begin(folders.data, open_document(path))
    journal.append(None, {(PLANE, (0, 0)): bad, (PLANE, (1, 0)): b"short", (PLANE, (4, 4)): tile(7)})
    back = after_a_crash(folders, journal)
    assert numbers(back.content.tiles) == {**numbers(FIRST), (PLANE, (4, 4)): 7}


def test_a_tile_far_from_everything_does_not_end_autosave(folders: Folders, path: Path) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    journal.append(None, {(PLANE, (10**6, 0)): tile(5), (PLANE, (-(10**6), 0)): None})
    assert journal.flush()
    journal.append(None, {(PLANE, (4, 4)): tile(7)})
    back = after_a_crash(folders, journal)
    assert numbers(back.content.tiles) == {**numbers(FIRST), (PLANE, (4, 4)): 7}


# The file itself


def batches(folder: Path, count: int) -> tuple[Path, list[int]]:
    """A journal of ``count`` batches and the offset at which each ends; batch n says n."""
    path = folder / "journal"
    file = JournalFile.create(path, 0, [("header", b"{}")])
    ends = [file.end]
    for number in range(1, count + 1):
        file.write(number, [("state", str(number).encode()), ((PLANE, (number, 0)), tile(number))])
        ends.append(file.end)
    file.close()
    return path, ends


def said(path: Path) -> tuple[int, Scan]:
    file = SharedFile(path)
    found = scan(file)
    record = found.live.get("state")
    return int(file.read(record.offset, record.length)) if record else 0, found


def test_a_cut_anywhere_leaves_the_whole_batches(tmp_path: Path) -> None:
    path, ends = batches(tmp_path, 6)
    whole = path.read_bytes()
    for length in (*range(0, len(whole), 13), *ends, *(end - 1 for end in ends)):
        path.write_bytes(whole[:length] + bytes(random.Random(length).randbytes(length % 3 * 20)))
        number, found = said(path)
        expected = sum(1 for end in ends if end <= length) - 1
        assert number == max(0, expected) and found.end == (ends[expected] if expected >= 0 else 0)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_damage_anywhere_leaves_what_came_before(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, ends = batches(Path(folder), 4)
        content = bytearray(path.read_bytes())
        at = data.draw(st.integers(0, len(content) - 1))
        junk = data.draw(st.binary(min_size=1, max_size=40))
        changed = content[:at] + junk + content[at + len(junk) :]
        path.write_bytes(changed)
        number, found = said(path)
        before = sum(1 for end in ends if end <= at) - 1
        if bytes(changed[: len(content)]) == bytes(content):
            before = 4
        assert number == max(0, before)
        for subject, record in found.live.items():
            assert record.offset + record.length <= found.end and isinstance(subject, str | tuple)


def test_going_on_after_a_torn_tail(tmp_path: Path) -> None:
    path, ends = batches(tmp_path, 3)
    path.write_bytes(path.read_bytes()[: ends[2] + 50])
    file = JournalFile(path, scan(SharedFile(path)))
    file.write(9, [("state", b"9")])
    file.close()
    number, found = said(path)
    assert number == 9 and set(found.live) == {"header", "state", (PLANE, (1, 0)), (PLANE, (2, 0))}


def test_records_that_cannot_be_are_left_out(tmp_path: Path) -> None:
    path, _ = batches(tmp_path, 2)
    file = JournalFile(path, scan(SharedFile(path)))
    file.write(3, [((PLANE, (10**6, 0)), tile(1))])
    file.close()
    assert said(path)[1].number == 2


def test_a_journal_that_is_no_journal(folders: Folders) -> None:
    folder = folders.data / "documents" / "strange"
    folder.mkdir(parents=True)
    (folder / journal_file.NAME).write_bytes(b"nothing of ours" * 100)
    assert lost_documents(folders.data) == [] and folder.exists()
    with pytest.raises(StudioError) as caught:
        recover(folder)
    assert caught.value.kind is ErrorKind.FILE_BROKEN
    for header in (b"", b"[]", b"{" * 5000, b'{"path":5}'):
        JournalFile.create(folder / journal_file.NAME, 3, [("header", header), ("state", b"{}")]).close()
        assert lost_documents(folders.data) == []
        with pytest.raises(StudioError):
            recover(folder)


def test_a_state_that_cannot_be_read_falls_back_on_the_file(folders: Folders, path: Path) -> None:
    journal = Journal.begin(folders.data, open_document(path))
    many = tuple(Layer(id=f"l{number}", name="") for number in range(5000))
    journal.append(State(width=2000, height=1000, layers=many), {(PLANE, (4, 4)): tile(7)})
    assert journal.flush()
    journal.close(discard=False)
    (lost,) = lost_documents(folders.data)
    back = recover(lost.folder)
    assert back.content.state == state_at(1) and len(back.content.tiles) == 3
    back.journal.close(discard=True)
