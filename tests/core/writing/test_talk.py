"""A chat's branches, what a model reads of it, and what is told apart as thinking."""

from msgspec.structs import replace

from studio.core.writing.conversation import ChatHead, Conversation, Message, new_message
from studio.core.writing.persona import Persona
from studio.core.writing.talk import Extract, Partners, compose_talk, guessed_tokens
from studio.core.writing.thinking import parted

MAREN = Partners(
    Persona(id="m", name="Maren", instruction="You are {{char}}; you speak with {{user}}."), "Ada"
)


def chat(*messages: Message) -> Conversation:
    made = Conversation(ChatHead(id="c"))
    for message in messages:
        made.put(message)
    return made


def words(text: str) -> int:
    return len(text.split())


def talk(*texts: str) -> list[Message]:
    said: list[Message] = []
    for number, text in enumerate(texts):
        parent = said[-1].id if said else ""
        said.append(new_message("assistant" if number % 2 else "user", text, parent))
    return said


def test_stepping_through_alternatives_shows_what_follows_each() -> None:
    asked, first, more = talk("one", "two", "three")
    second = new_message("assistant", "other", asked.id)
    made = chat(asked, first, more, second)
    made.leaf = made.end_of(first.id)
    assert [m.text for m in made.path()] == ["one", "two", "three"]
    assert made.brother(first.id, 1) == second.id and made.brother(first.id, -1) == first.id
    assert made.place(second.id) == (2, 2)


def test_a_trashed_message_ends_the_path_and_another_answer_takes_its_place() -> None:
    asked, first = talk("one", "two")
    second = new_message("assistant", "other", asked.id)
    made = chat(asked, first, second)
    made.leaf = second.id
    made.put(replace(second, trashed=True))
    assert [m.text for m in made.path()] == ["one"]
    assert made.shown_after_trash(second) == first.id
    made.put(replace(first, trashed=True))
    assert made.shown_after_trash(first) == asked.id


def test_a_model_reads_the_persona_first_and_both_names() -> None:
    made = compose_talk(MAREN, [], talk("Hello {{char}}"), 1000, words)
    system, said = made.pieces
    assert (system.role, system.text) == ("system", "You are Maren; you speak with Ada.")
    assert (said.role, said.text) == ("user", "Hello Maren")


def test_the_oldest_messages_go_first_and_are_counted_and_told() -> None:
    messages = talk(*(f"message {number} " + "word " * 20 for number in range(10)))
    made = compose_talk(MAREN, [], messages, 120, words)
    assert made.dropped == 7 and made.left_out[-1][0] == "7 messages"
    assert [piece.text.split()[1] for piece in made.pieces[1:]] == ["7", "8", "9"]
    assert made.tokens <= 120


def test_the_newest_message_stays_however_long_it_is() -> None:
    made = compose_talk(MAREN, [], talk("short", "word " * 500), 50, words)
    assert [piece.role for piece in made.pieces] == ["system", "assistant"]


def test_scenes_take_half_of_the_room_at_most_and_those_left_out_are_named() -> None:
    extracts = [Extract("The letter", "word " * 30), Extract("The harbour", "word " * 300)]
    made = compose_talk(MAREN, extracts, talk("Who?"), 200, words)
    assert [piece.label for piece in made.pieces] == ["Maren", "The letter", "Ada"]
    assert made.left_out == (("The harbour", "It does not fit beside the messages."),)


def test_of_a_long_scene_its_end_is_read_and_that_is_told() -> None:
    paragraphs = "\n\n".join(f"Paragraph {number} " + "word " * 20 for number in range(40))
    made = compose_talk(MAREN, [Extract("The harbour", paragraphs)], talk("Who?"), 400, words)
    text = made.pieces[1].text
    assert (
        text.startswith("The harbour\n\n… Paragraph")
        and "Paragraph 39" in text
        and "Paragraph 0 " not in text
    )
    assert made.left_out == (("The harbour", "Only its end fits beside the messages."),)
    assert made.tokens <= 400


def test_a_model_without_a_template_reads_a_play_and_stops_before_the_writers_line() -> None:
    made = compose_talk(MAREN, [], talk("Who?", "<think>hm</think>I."), 500, words, plain=True)
    text = "".join(piece.text for piece in made.pieces)
    assert text.endswith("Ada: Who?\n\nMaren: I.\n\nMaren:") and made.stop == ("\nAda:",)
    assert not any(piece.role for piece in made.pieces)


def test_thinking_is_told_apart_while_it_streams_and_after() -> None:
    assert parted("<think>so").open and parted("<think>so").thought == "so"
    assert parted("<thi") == ("", "", True)
    assert parted("<think>so</think>\n\nYes.") == ("so", "Yes.", False)
    assert parted("so</think>Yes.") == ("so", "Yes.", False)
    assert parted("He said <think> once.") == ("", "He said <think> once.", False)


def test_guesses_are_rather_too_high_also_for_chinese() -> None:
    assert guessed_tokens("海港的钟声") >= 5
    assert guessed_tokens("The bell rang.") >= 4
