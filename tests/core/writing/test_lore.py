"""Lore fires by names, says by which, and is cut where there is no room."""

import pytest

from studio.core.writing.lore import Lore, fire, lore_of, within
from studio.core.writing.outline import Item


def lore(title: str, *triggers: str, text: str = "somebody", always: bool = False) -> Lore:
    return Lore(id=title, title=title, text=text, triggers=(title, *triggers), always=always)


@pytest.mark.parametrize(
    ("trigger", "text", "word"),
    [
        ("Maren", "Then Maren’s aunt came.", "Maren"),
        ("Maren", "MAREN!", "MAREN"),
        ("Maren", "The Marenites came.", ""),
        ("Will", "You will go.", ""),
        ("Will", "Then Will came.", "Will"),
        ("ferry", "The Ferry left.", "Ferry"),
        ("salt road", "on the salt\nroad north", "salt\nroad"),
        ("李明", "昨天李明来了。", "李明"),
        ("C++", "He wrote C++ at night.", "C++"),
        ("", "anything", ""),
    ],
)
def test_a_name_fires_as_a_whole_word(trigger, text, word):
    found = fire([Lore(id="1", title="x", text="t", triggers=(trigger,))], text)
    assert [fired.word for fired in found] == ([word] if word else [])


def test_the_nearest_mention_comes_first_and_an_instruction_fires_too():
    entries = [lore("Maren"), lore("Saltmouth"), lore("Aunt")]
    found = fire(entries, "Saltmouth lay dark. Maren slept.", also="Let Aunt come")
    assert [fired.lore.title for fired in found] == ["Aunt", "Maren", "Saltmouth"]


def test_lore_that_has_no_room_is_named():
    entries = [lore("Maren", text="a" * 10), lore("Aunt", text="b" * 100), lore("Bell", text="c" * 10)]
    kept, cut = within(fire(entries, "Bell Aunt Maren"), 25, len)
    assert [fired.lore.title for fired in kept] == ["Bell", "Maren"]
    assert [fired.lore.title for fired in cut] == ["Aunt"]


def test_a_note_names_its_triggers_in_its_header_or_its_outline():
    item = Item(id="1", kind="note", title="The ferryman", triggers=("Old Tom",))
    found = lore_of(item, "triggers: the boatman, Charon\nHe never speaks.")
    assert found.triggers == ("The ferryman", "ferryman", "Old Tom", "the boatman", "Charon")
    assert found.text == "He never speaks."
