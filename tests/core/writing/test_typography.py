"""Quotes, dashes and dots while typing, by language; lists go on."""

import pytest

from studio.core.writing.typography import TRIGGERS, next_in_list, quotes_of, replaced


def typed(keys: str, language: str = "en") -> str:
    text = ""
    for key in keys:
        text += key
        if key in TRIGGERS and (found := replaced(text, language)):
            text = text[: len(text) - found[0]] + found[1]
    return text


@pytest.mark.parametrize(
    ("language", "keys", "shown"),
    [
        ("en", '"Don\'t," she said. "Why?"', "“Don’t,” she said. “Why?”"),
        ("en-GB", "'So,' he said.", "‘So,’ he said."),
        ("de", '"Ja", sagte sie.', "„Ja“, sagte sie."),
        ("de", "\"Er rief 'Halt!'\"", "„Er rief ‚Halt!‘“"),
        ("de-CH", '"Ja"', "«Ja»"),
        ("fr", '"L\'eau"', "«\u202fL’eau\u202f»"),
        ("ru", '"Да"', "«Да»"),
        ("sv", '"Ja"', "”Ja”"),
        ("en", '*"Go"* and "*go*"', "*“Go”* and “*go*”"),
        ("en", '"I was--" She stopped...', "“I was—” She stopped…"),
        ("en", '""', "“”"),
    ],
)
def test_as_a_printer_sets_it(language, keys, shown):
    assert typed(keys, language) == shown


@pytest.mark.parametrize(
    "keys",
    ["---", "a\n---", "| -- | --- |", "<!-- a -->", '`a "b" --`', '```\nx = "y"...\n', '<img src="a">',
     '[a](b--c', '---\ntitle: "A"', '    a "b"'],
)  # fmt: skip
def test_signs_of_markdown_and_code_stay(keys):
    assert typed(keys) == keys


@pytest.mark.parametrize("language", ["", "zxx", "python", "mul", "x-code", "ja"])
def test_what_is_no_such_language_is_left_alone(language):
    assert quotes_of(language) == "" and typed('"a" -- b...', language) == '"a" -- b...'


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("- milk", "- "),
        ("  * milk", "  * "),
        ("9. nine", "10. "),
        ("1) one", "2) "),
        ("- [x] done", "- [ ] "),
        ("> said", "> "),
        ("> - milk", "> - "),
        ("- ", ""),
        ("3. ", ""),
        ("> ", ""),
        ("No list", None),
        ("-5 degrees", None),
        ("*emphasis* first", None),
        ("1984 was a year", None),
    ],
)
def test_the_next_line_of_a_list(line, following):
    assert next_in_list(line, len(line)) == following


def test_enter_before_the_words_of_a_list_moves_them_down():
    assert next_in_list("- milk", 0) is None
