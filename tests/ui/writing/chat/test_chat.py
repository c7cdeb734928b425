"""A chat as a writer uses it: asking, stopping, branches, editing, personas, and what reaches the scene."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import JobState
from studio.core.paths import Folders
from studio.core.text_requests import Sampling
from studio.core.writing.persona import Persona
from studio.storage.chats import Chats
from studio.storage.manuscripts.project import Project
from studio.ui.actions import Commands
from studio.ui.window_state import WindowState
from studio.ui.writing.chat.chat import Chat


@pytest.fixture
def chat(qtbot: QtBot, page, queue, text_models, folders: Folders) -> Chat:
    made = Chat(page, queue, text_models, folders)
    made.problems, made.messages = [], []
    made.problem.connect(made.problems.append)
    made.message.connect(lambda text, undo: made.messages.append((text, undo)))
    made.show()
    page.resize(900, 700)
    page.show()
    qtbot.waitExposed(page)
    return made


def answer(queue, *words: str, reason: str = "end") -> None:
    queue.start_next()
    queue.write(*words)
    queue.finish_alternative(reason=reason)
    queue.end(JobState.DONE)


def said(chat: Chat) -> list[str]:
    return [card.message.text for card in chat.view.transcript.cards]


def test_control_enter_sends_too_and_nothing_is_written_in_the_scene(qtbot: QtBot, chat: Chat, page) -> None:
    field, wrote = chat.view.composer.field, []
    go_on = QShortcut(QKeySequence("Ctrl+Return"), page)
    go_on.activated.connect(lambda: wrote.append(True))
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Who rings?")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said(chat)[0] == "Who rings?" and not wrote


def test_what_is_sent_is_answered_while_it_streams_and_kept(qtbot: QtBot, chat: Chat, queue, page) -> None:
    field = chat.view.composer.field
    qtbot.keyClicks(field, "Who rings?")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "" and said(chat) == ["Who rings?", ""]
    queue.start_next()
    (job,) = queue.lanes.values()
    request = job.request
    assert request.form == "chat" and request.pieces[-1].text == "Who rings?"
    queue.write("The ", "ferryman")
    assert said(chat)[-1] == "The ferryman"
    assert not chat.view.composer.stop.isHidden()
    queue.write(".")
    queue.finish_alternative()
    queue.end(JobState.DONE)
    assert chat.view.composer.stop.isHidden()
    (identity,) = Chats(page.project.folder / "chats").identities()
    again = Chats(page.project.folder / "chats").load(identity)
    assert [m.text for m in again.path()] == ["Who rings?", "The ferryman."]


def test_stop_keeps_what_came(chat: Chat, queue) -> None:
    chat.desk.say("Tell")
    queue.start_next()
    queue.write("It was ")
    chat.desk.stop()
    queue.finish_alternative(reason="cancelled")
    queue.end(JobState.CANCELLED)
    assert said(chat)[-1] == "It was "
    assert chat.view.transcript.cards[-1].note.text() == "stopped"


def test_what_came_is_on_the_disk_before_the_answer_is_whole(chat: Chat, queue) -> None:
    chat.desk.say("Tell")
    queue.start_next()
    queue.write("It was ")
    chat.desk.talking.save()
    again = chat.desk.chats.load(chat.desk.chat.head.id)
    assert again.path()[-1].text == "It was " and again.path()[-1].reason == "cancelled"


def test_an_answer_that_failed_before_it_began_leaves_no_empty_message(chat: Chat, queue) -> None:
    chat.desk.say("Tell")
    queue.start_next()
    report = ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="The engine ended.")
    queue.end(JobState.FAILED, report)
    assert said(chat) == ["Tell"] and chat.problems == [report]
    chat.desk.retry(chat.desk.chat.leaf)
    answer(queue, "Now.")
    assert said(chat) == ["Tell", "Now."]


def test_trying_again_makes_a_branch_and_stepping_shows_both(qtbot: QtBot, chat: Chat, queue) -> None:
    chat.desk.say("One")
    answer(queue, "a")
    chat.desk.say("Two")
    answer(queue, "b")
    first = chat.view.transcript.cards[1]
    first.buttons["retry"].click()
    answer(queue, "c")
    assert said(chat) == ["One", "c"] and first.place.text() == "2 / 2"
    qtbot.mouseClick(first.back, Qt.MouseButton.LeftButton)
    assert said(chat) == ["One", "a", "Two", "b"]


def test_an_edited_answer_is_continued_from_its_new_words(chat: Chat, queue) -> None:
    chat.desk.say("Tell")
    answer(queue, "She left.")
    card = chat.view.transcript.cards[1]
    card.begin_edit()
    card.edit.setPlainText("She stayed")
    card._end_edit("edit_continue")
    queue.start_next()
    (job,) = queue.lanes.values()
    assert job.request.begin == "She stayed" and job.request.pieces[-1].text == "Tell"
    assert said(chat) == ["Tell", "She stayed"]
    queue.write("She stayed", " until")
    assert said(chat)[-1] == "She stayed until"
    queue.finish_alternative()
    queue.end(JobState.DONE)
    assert card.place.text() == "2 / 2"


def test_ones_own_message_is_changed_as_a_branch_and_asked_again(chat: Chat, queue) -> None:
    chat.desk.say("Tell")
    answer(queue, "No.")
    chat.desk.edit_and_send(chat.desk.chat.path()[0].id, "Please tell")
    answer(queue, "Yes.")
    assert said(chat) == ["Please tell", "Yes."]
    assert chat.desk.chat.place(chat.desk.chat.path()[0].id) == (2, 2)


def test_a_message_in_the_trash_comes_back_with_what_followed(chat: Chat, queue) -> None:
    chat.desk.say("One")
    answer(queue, "a")
    chat.desk.trash(chat.desk.chat.path()[0].id)
    assert said(chat) == []
    chat.messages[-1][1]()
    assert said(chat) == ["One", "a"]


def test_a_message_brought_back_after_the_project_changed_is_in_its_own_chat(chat: Chat, queue, page) -> None:
    chat.desk.say("One")
    answer(queue, "a")
    chats, identity = chat.desk.chats, chat.desk.chat.head.id
    chat.desk.trash(chat.desk.chat.path()[0].id)
    page.open_project(None)
    chat.messages[-1][1]()
    assert [message.text for message in chats.load(identity).path()] == ["One", "a"]
    assert not chat.desk.chats.identities()


def test_an_edit_goes_on_when_its_message_was_out_of_sight(qtbot: QtBot, chat: Chat, queue) -> None:
    chat.desk.say("One")
    answer(queue, "a")
    first = chat.desk.chat.head.id
    chat.view.transcript.cards[0].begin_edit()
    chat.view.transcript.cards[0].edit.setPlainText("One, with more words")
    chat.desk.new()
    chat.desk.say("Two")
    answer(queue, "b")
    assert chat.view.transcript.cards[0].edit is None
    chat.desk.open(first)
    card = chat.view.transcript.cards[0]
    assert card.edit.text() == "One, with more words"
    card.cancel_edit()
    chat.desk.new()
    chat.desk.open(first)
    assert chat.view.transcript.cards[0].edit is None, "an edit that was given up does not come back"


def test_what_was_not_sent_comes_back_with_the_window(chat: Chat, folders: Folders, page) -> None:
    state = WindowState(folders.data / "window.json")
    chat.join(Commands(page), state)
    chat.view.composer.field.setPlainText("Half a thought")
    chat.save(state)
    chat.view.composer.taken()
    chat.join(Commands(page), state)
    assert chat.view.composer.field.text() == "Half a thought"


def test_a_project_for_reading_gets_no_new_words(chat: Chat, queue, page, tmp_path: Path) -> None:
    chat.desk.say("One")
    answer(queue, "a")
    identity, folder = chat.desk.chat.head.id, page.project.folder
    page.project.close()
    page.open_project(Project.open(folder, read_only=True))
    before = chat.desk.chats.path_of(identity).read_bytes()
    assert chat.desk.open(identity) and said(chat) == ["One", "a"]
    assert not chat.desk.say("More") and "reading only" in chat.problems[-1].sentence
    assert chat.desk.chats.path_of(identity).read_bytes() == before and not queue.waiting
    page.project.close()


def test_an_answer_goes_on_being_written_into_its_own_chat(chat: Chat, queue) -> None:
    chat.desk.say("First")
    queue.start_next()
    first = chat.desk.chat.head.id
    chat.desk.new()
    queue.write("Late")
    assert said(chat) == []
    chat.desk.open(first)
    assert said(chat) == ["First", "Late"]
    queue.write(" answer")
    chat.desk.new()
    queue.finish_alternative()
    queue.end(JobState.DONE)
    assert chat.desk.chats.load(first).path()[-1].text == "Late answer"


def test_an_answer_after_the_project_was_closed_is_in_the_project(chat: Chat, queue, page) -> None:
    chat.desk.say("First")
    queue.start_next()
    chats, identity = chat.desk.chats, chat.desk.chat.head.id
    page.open_project(None)
    queue.write("Late")
    queue.finish_alternative()
    queue.end(JobState.DONE)
    assert chats.load(identity).path()[-1].text == "Late"
    assert chat.desk.chat is None and chat.desk.chats.folder != chats.folder


def test_a_model_that_is_no_talker_is_said_to_be_none_and_can_write_a_play(chat: Chat, queue) -> None:
    chat.view.choose_model("prose")
    chat.view.composer.field.setPlainText("Hello")
    chat.view.composer.submit()
    assert not queue.waiting and "not made to talk" in chat.problems[-1].sentence
    assert chat.view.composer.field.text() == "Hello", "nothing of what was typed is lost"
    assert chat.view.play.isVisible() and "Prose" in chat.view.hint.text()
    chat.view.play.click()
    chat.view.composer.submit()
    queue.start_next()
    (job,) = queue.lanes.values()
    assert job.request.form == "plain" and job.request.stop == ("\nWriter:",)
    assert "".join(p.text for p in job.request.pieces).endswith("Writer: Hello\n\nAssistant:")


def test_without_any_model_it_says_what_to_do(chat: Chat, text_models) -> None:
    text_models.entries = []
    chat.refresh_models()
    assert not chat.desk.say("Hello") and "Settings, Folders" in chat.problems[-1].advice
    assert "no language model" in chat.view.hint.text()


def test_scenes_are_read_along_as_they_stand_in_the_window(chat: Chat, queue, page) -> None:
    chat.desk.set_head(scenes=(page.first, page.second))
    page.buffers.get(page.first).set_text("Typed just now.", "Typing")
    chat.desk.say("What happens?")
    queue.start_next()
    (job,) = queue.lanes.values()
    texts = [piece.text for piece in job.request.pieces]
    assert any("twice by the lamp" in text for text in texts) and any(
        "Typed just now." in text for text in texts
    )


def test_a_passage_is_quoted_and_an_answer_goes_to_the_caret(chat: Chat, queue, page) -> None:
    page.editor.span = (0, 5)
    chat.quote()
    assert chat.view.composer.field.text().startswith("> Maren")
    chat.desk.say("Go on")
    answer(queue, "<think>hm</think>", "The tide turned.")
    page.editor.span = (0, 5)
    chat.view.transcript.cards[-1].buttons["insert"].click()
    assert page.editor.content.startswith("The tide turned. read it twice")
    assert page.editor.steps == ["Insert from the chat"]


def test_thinking_is_folded_apart_and_not_copied(chat: Chat, queue) -> None:
    chat.desk.say("Go on")
    answer(queue, "<think>", "deep", "</think>", "Yes.")
    card = chat.view.transcript.cards[-1]
    assert card.body.toPlainText() == "Yes." and not card.thought.isVisible()
    card.thought_toggle.click()
    assert card.thought.isVisible() and card.thought.toPlainText() == "deep"
    card.buttons["copy"].click()
    assert QGuiApplication.clipboard().text() == "Yes."


def test_a_persona_greets_and_its_greetings_are_alternatives(chat: Chat) -> None:
    persona = chat.desk.personas.save(
        Persona(id="", name="Maren", greeting="Hello {{user}}.", greetings=("Ahoy.",))
    )
    chat.view.take_persona(persona)
    assert said(chat) == ["Hello Writer."]
    chat.view.transcript.cards[0].forth.click()
    assert said(chat) == ["Ahoy."]


def test_a_broken_card_is_told_and_changes_nothing(chat: Chat, tmp_path: Path) -> None:
    (tmp_path / "card.png").write_bytes(b"no")
    chat.import_card(str(tmp_path / "card.png"))
    assert chat.problems and not chat.desk.personas.all()


def test_the_meter_guesses_until_the_model_has_read_and_counts_then(chat: Chat, queue) -> None:
    chat.view._show_meter()
    assert chat.view.composer.meter.text().startswith("≈")
    chat.desk.say("One two three")
    queue.start_next()
    queue.tell_reads("x", [1], context=2048)
    chat.view._show_meter()
    chat.desk.counts.ask()
    assert queue.counted == [], "the engine answers between jobs"
    queue.finish_alternative()
    queue.end(JobState.DONE)
    chat.view._show_meter()
    chat.desk.counts.ask()
    chat.view._show_meter()
    assert "2\u202f048" in chat.view.composer.meter.text() and "≈" not in chat.view.composer.meter.text()


def test_search_rename_and_trash_in_the_list(qtbot: QtBot, chat: Chat, queue) -> None:
    chat.desk.say("Tell of bells")
    answer(queue, "They ring.")
    identity = chat.desk.chat.head.id
    chat.view.list.refresh()
    qtbot.waitUntil(lambda: chat.view.list.list.count() == 1)
    chat.view.list.list.item(0).setText("Bells")
    assert chat.desk.chats.load(identity).head.title == "Bells" and chat.view.title.text() == "Bells"
    chat.desk.trash_chat(identity)
    assert not chat.desk.chats.identities() and chat.desk.chat is None
    chat.messages[-1][1]()
    assert chat.desk.chats.identities() == [identity]


def test_a_chat_is_exported_as_markdown_and_json(chat: Chat, queue, tmp_path: Path) -> None:
    chat.desk.say("Who?")
    answer(queue, "<think>hm</think>Her.")
    chat.desk.retry(chat.desk.chat.leaf)
    answer(queue, "Him.")
    chat.view.export(str(tmp_path / "out.md"))
    assert (tmp_path / "out.md").read_text() == "# Who?\n\n**Writer**\n\nWho?\n\n**Assistant**\n\nHim.\n"
    chat.view.export(str(tmp_path / "out.json"))
    told = json.loads((tmp_path / "out.json").read_text())
    assert len(told["messages"]) == 3 and len(told["shown"]) == 2
    chat.view.export(str(tmp_path / "nowhere" / "out.md"))
    assert chat.problems[-1].kind is ErrorKind.NOT_WRITABLE


def test_a_message_that_cannot_be_kept_stays_in_the_field(chat: Chat, page) -> None:
    (page.project.folder / "chats").write_text("a file in the way")
    chat.view.composer.field.setPlainText("Hello")
    chat.view.composer.submit()
    assert chat.view.composer.field.text() == "Hello" and said(chat) == []
    assert chat.problems[-1].kind is ErrorKind.NOT_WRITABLE


def test_a_long_chat_shows_its_end_and_more_on_demand(chat: Chat) -> None:
    from studio.core.writing.conversation import Chosen, new_message

    chat.desk.new()
    parent, lines = "", []
    for number in range(100):
        message = new_message("user" if number % 2 == 0 else "assistant", f"m{number}", parent)
        lines.append(message)
        parent = message.id
    chat.desk._add(*lines, Chosen(id=parent))
    assert said(chat)[0] == "m60" and len(said(chat)) == 40
    chat.view.transcript.earlier.click()
    assert said(chat)[0] == "m20"


def test_what_a_model_writes_loads_nothing(chat: Chat, queue, tmp_path: Path) -> None:
    chat.desk.say("Draw")
    answer(queue, f"![x](file://{tmp_path}/a.png) <b>bold</b> <script>x</script>")
    body = chat.view.transcript.cards[-1].body
    assert "<b>" in body.toPlainText() and body.loadResource(2, "file:///etc/passwd") is None


def test_a_persona_is_written_in_its_dialog(qtbot: QtBot, chat: Chat) -> None:
    from studio.ui.writing.chat.persona_dialog import PersonaDialog

    dialog = PersonaDialog(chat.desk.personas, None)
    qtbot.addWidget(dialog)
    dialog.save()
    assert not dialog.problem.isHidden() and not chat.desk.personas.all()
    dialog.name.setText("Ferryman")
    dialog.texts["instruction"].setPlainText("You are {{char}}.")
    with qtbot.waitSignal(dialog.saved):
        dialog.save()
    (persona,) = chat.desk.personas.all()
    assert replace(persona, id="") == Persona(id="", name="Ferryman", instruction="You are {{char}}.")


def test_an_answer_cut_off_by_a_kill_gets_what_its_journal_has(chat: Chat, queue) -> None:
    chat.desk.say("Tell")
    queue.start_next()
    queue.write("It was ")
    chat.desk.talking.save()
    identity, job = chat.desk.chat.head.id, chat.desk.chat.path()[-1].job
    queue.lanes.clear()  # killed: nobody hears how it ends
    chat.desk.talking._answers.clear()
    chat.desk.new()
    chat.desk.cut_off = {job: "It was the ferryman who"}.get
    chat.desk.open(identity)
    assert said(chat)[-1] == "It was the ferryman who"
    assert not chat.desk.chats.load(identity).cut, "it is asked for once"


def test_chats_and_messages_come_back_from_the_trash_later_too(qtbot: QtBot, chat: Chat, queue) -> None:
    chat.desk.say("Tell of bells")
    answer(queue, "They ring.")
    identity = chat.desk.chat.head.id
    chat.desk.trash(chat.desk.chat.leaf)
    assert said(chat) == ["Tell of bells"]
    chat.desk.restore_messages()
    assert said(chat) == ["Tell of bells"], "the branch that is shown stays"
    assert len(chat.desk.chat.answers(chat.desk.chat.leaf)) == 1
    chat.desk.trash_chat(identity)
    chat.view.list.trash.setChecked(True)
    qtbot.waitUntil(lambda: chat.view.list.list.count() == 1)
    chat.view.list._open(chat.view.list.list.item(0))
    assert chat.desk.chat.head.id == identity and chat.desk.chats.identities() == [identity]


def test_the_writer_has_the_name_of_the_project_s_author(chat: Chat, page, queue) -> None:
    page.project.set_outline(replace(page.project.outline, author="Ada"))
    page.open_project(page.project)
    chat.desk.say("Hello")
    assert chat.view.transcript.cards[0].name.text() == "Ada"


def test_a_talk_carries_the_settings_of_texts_and_the_panels_sampling(
    qtbot: QtBot, chat: Chat, queue
) -> None:
    queue.settings = queue.settings.replace("writing", context=2048, threads=3, device="cpu")
    chat.desk.sampling = lambda: Sampling(temperature=0.25)
    qtbot.keyClicks(chat.view.composer.field, "Who rings?")
    qtbot.keyClick(chat.view.composer.field, Qt.Key.Key_Return)
    queue.start_next()
    (job,) = queue.lanes.values()
    wish = job.request.placement
    assert (job.request.context, wish.device, wish.threads) == (2048, "cpu", 3)
    assert job.request.sampling.temperature == 0.25 and chat.desk.context() == 2048
    queue.finish_alternative()
    queue.end(JobState.DONE)


def test_try_again_on_a_lost_answer_writes_it_beside_what_came(chat: Chat, queue) -> None:
    chat.desk.say("Tell")
    queue.start_next()
    queue.write("It was ")
    job = queue.end(JobState.LOST, ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="The engine ended."))
    assert said(chat)[-1] == "It was "
    queue.retry(job.id)
    assert said(chat)[-1] == "" and chat.desk.busy()
    answer(queue, "It was ", "late.")
    assert said(chat) == ["Tell", "It was late."]
    stored = chat.desk.chats.load(chat.desk.chat.head.id)
    assert [message.text for message in stored.path()] == ["Tell", "It was late."]
    assert "It was " in {message.text for message in stored.messages.values()}, "the part is a branch"


def test_what_is_read_along_stays_readable_however_much_it_is(qtbot: QtBot, chat: Chat) -> None:
    composer, gone = chat.view.composer, []
    composer.scene_removed.connect(gone.append)
    composer.show_scenes([(str(number), f"Scene number {number}") for number in range(9)])
    qtbot.waitUntil(composer.rest.isVisible)
    shown = [chip for chip in composer.chips if chip.isVisible()]
    assert shown and composer.rest.text() == f"+{9 - len(shown)}"
    assert all(chip.width() >= chip.sizeHint().width() for chip in shown)
    shown[0].click()
    assert gone == ["0"]
    composer.show_scenes([("1", "Scene")])
    assert composer.rest.isHidden() and composer.chips[0].isVisible()
