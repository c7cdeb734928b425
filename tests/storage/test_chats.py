"""Chats survive kills, hands and broken lines; branches and searches find what was said."""

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.conversation import WRITING, ChatHead, Chosen, new_message
from studio.storage.chats import Chats

WRITER = """
import sys
from pathlib import Path
from studio.core.writing.conversation import new_message
from studio.storage.chats import Chats
chats, identity, parent = Chats(Path(sys.argv[1])), sys.argv[2], ""
for number in range(100_000):
    message = new_message("user", f"{number} " + "word " * 2000, parent)
    chats.append(identity, message)
    parent = message.id
    print(number, flush=True)
"""


@pytest.fixture
def chats(tmp_path: Path) -> Chats:
    return Chats(tmp_path / "chats")


def test_what_was_said_is_there_again(chats: Chats) -> None:
    chat = chats.begin("Harbour", persona="maren", scenes=("a1",))
    asked = new_message("user", "Who rings the bell?")
    chats.append(chat.head.id, asked, new_message("assistant", "The ferryman.", asked.id))
    again = chats.load(chat.head.id)
    assert again.head.title == "Harbour" and again.head.scenes == ("a1",)
    assert [m.text for m in again.path()] == ["Who rings the bell?", "The ferryman."]
    assert not again.problem


def test_a_later_line_about_a_message_holds_and_the_chosen_branch_is_shown(chats: Chats) -> None:
    chat = chats.begin()
    asked = new_message("user", "One")
    first, second = (new_message("assistant", text, asked.id) for text in ("a", "b"))
    chats.append(chat.head.id, asked, first, second, Chosen(id=first.id), replace(first, text="a, mended"))
    again = chats.load(chat.head.id)
    assert [m.text for m in again.path()] == ["One", "a, mended"]
    assert again.place(first.id) == (1, 2)


def test_a_kill_while_writing_costs_no_message_that_was_told_to_be_kept(chats: Chats, tmp_path: Path) -> None:
    chat = chats.begin()
    command = [sys.executable, "-c", WRITER, str(chats.folder), chat.head.id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        told = [int(writer.stdout.readline()) for _ in range(20)][-1]
        writer.kill()
        told = max([told, *map(int, writer.stdout.read().split())])
    again = chats.load(chat.head.id)
    assert not again.problem
    path = again.path(again.end_of(again.answers("")[0].id))
    assert [int(m.text.split()[0]) for m in path][: told + 1] == list(range(told + 1))


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_torn_last_line_is_passed_over_and_the_next_one_is_not_lost(chats: Chats, cut: int) -> None:
    chat = chats.begin()
    kept, torn, after = (new_message("user", text) for text in ("kept", "torn", "after"))
    chats.append(chat.head.id, kept)
    chats.append(chat.head.id, torn)
    path = chats.path_of(chat.head.id)
    path.write_bytes(path.read_bytes()[:-cut])
    chats.append(chat.head.id, after)
    again = chats.load(chat.head.id)
    assert {"kept", "after"} <= {m.text for m in again.messages.values()}
    assert not again.problem


def test_a_broken_line_is_told_and_never_thrown_away(chats: Chats) -> None:
    chat = chats.begin()
    chats.append(chat.head.id, new_message("user", "before"))
    path = chats.path_of(chat.head.id)
    path.write_bytes(path.read_bytes() + b'{"type":"message","id":7}\n\xff\xfe\n')
    chats.append(chat.head.id, new_message("user", "after"))
    again = chats.load(chat.head.id)
    assert "2 lines" in again.problem
    whole = path.read_bytes()
    chats.rewrite(again)
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 100, b"[" * 100_000, b'{"type":"chosen","id":"x"}\n', b"hello\n"]
)
def test_a_file_that_is_no_chat_is_refused_with_a_sentence(chats: Chats, content: bytes) -> None:
    chats.folder.mkdir()
    chats.path_of("odd").write_bytes(content)
    with pytest.raises(StudioError) as refused:
        chats.load("odd")
    assert refused.value.kind is ErrorKind.FILE_BROKEN
    assert chats.find()[0].problem and not chats.find("hello")


def test_a_chat_of_a_newer_version_is_left_alone(chats: Chats) -> None:
    chats.append("new", ChatHead(id="new", schema=99))
    with pytest.raises(StudioError) as refused:
        chats.load("new")
    assert refused.value.kind is ErrorKind.DOCUMENT_NEWER


def test_a_circle_of_messages_ends(chats: Chats) -> None:
    chat = chats.begin()
    one, two = new_message("user", "one"), new_message("user", "two")
    chats.append(chat.head.id, replace(one, parent=two.id), replace(two, parent=one.id), Chosen(id=one.id))
    again = chats.load(chat.head.id)
    assert {m.text for m in again.path()} == {"one", "two"}
    assert again.end_of(one.id)


def test_an_answer_that_streamed_when_the_program_died_comes_back_cut_off(chats: Chats) -> None:
    chat = chats.begin()
    chats.append(chat.head.id, new_message("assistant", "It was a", reason=WRITING))
    (message,) = chats.load(chat.head.id).messages.values()
    assert (message.text, message.reason) == ("It was a", "cancelled")


def test_texts_that_no_file_can_hold_are_made_storable(chats: Chats) -> None:
    chat = chats.begin("a\ud800b")
    chats.append(chat.head.id, new_message("user", "x\ud800\0y\r\n\u2028z"))
    again = chats.load(chat.head.id)
    assert again.head.title == "a?b"
    assert again.path()[0].text == "x?y\r\n\u2028z"


def test_a_long_file_is_written_shorter_and_says_the_same(chats: Chats) -> None:
    chat = chats.begin("Long")
    message = new_message("assistant", "")
    for number in range(300):
        chats.append(chat.head.id, replace(message, text="word " * number))
    before = chats.load(chat.head.id)
    lines = chats.path_of(chat.head.id).read_bytes().count(b"\n")
    assert lines == 3  # head, message, which branch is shown
    again = chats.load(chat.head.id)
    assert again.messages == before.messages and again.head == before.head


def test_search_finds_words_in_any_branch_and_shows_where(chats: Chats) -> None:
    chat = chats.begin("One")
    asked = new_message("user", "Tell me of the harbour")
    left = new_message("assistant", "The BELL rang over the water.", asked.id)
    chats.append(chat.head.id, asked, left, new_message("assistant", "Nothing.", asked.id))
    chats.begin("Two")
    (found,) = chats.find("bell water")
    assert found.title == "One" and "BELL rang" in found.excerpt
    assert len(chats.find()) == 2 and not chats.find("bell harbour")


def test_a_trashed_chat_comes_back(chats: Chats) -> None:
    chat = chats.begin("Gone")
    chats.trash(chat.head.id)
    assert not chats.find() and chats.find(trashed=True)[0].title == "Gone"
    chats.restore(chat.head.id)
    assert chats.load(chat.head.id).head.title == "Gone"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "chats").write_text("a file")
    with pytest.raises(StudioError) as refused:
        Chats(tmp_path / "chats").begin()
    assert refused.value.kind is ErrorKind.NOT_WRITABLE


@pytest.mark.parametrize("identity", ["", "../x", "a/b", ".hidden"])
def test_no_name_leads_out_of_the_folder(chats: Chats, identity: str) -> None:
    with pytest.raises(StudioError):
        chats.path_of(identity)
