"""Writing tools: what their files may say, and how templates are filled in."""

import pytest

from studio.core.paths import resources
from studio.core.writing.tools import fill, load_tools, read_tool

BUILTIN = resources() / "writing"


@pytest.mark.parametrize(
    ("template", "values", "said"),
    [
        ("Rewrite {selection}", {"selection": "it"}, "Rewrite it"),
        ("Go on.[[ Next: {instruction}]]", {"instruction": "rain"}, "Go on. Next: rain"),
        ("Go on.[[ Next: {instruction}]]", {"instruction": "  "}, "Go on."),
        ("[[{tone}, ]]{selection}", {"selection": "{tone} [[x]]", "tone": "warm"}, "warm, {tone} [[x]]"),
    ],
)
def test_a_template_is_filled_once_and_drops_what_has_no_words(template, values, said):
    assert fill(template, values) == said


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("label = 3", "label"),
        ('label = "X"', "template"),
        ('label = "X"\nchat = "{nothing}"', "nothing"),
        ('label = "X"\nchat = "y"\nanswer = "shout"', "shout"),
        ('label = "X"\nchat = "y"\nmax_tokens = -4', "max_tokens"),
        ('label = "X"\nchat = "y"\nspell = "z"', "spell"),
        ('label = "X"\nchat = "y"\n[[parameters]]\nid = "a"\nlabel = "A"\ndefault = "b"', "choice"),
        ('label = "', ""),
    ],
)
def test_a_broken_file_of_the_user_is_told_and_the_others_stay(tmp_path, text, complaint):
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    (tmp_path / "good.toml").write_text('label = "Good"\nchat = "Say {selection}"', encoding="utf-8")
    troubles = []
    tools = load_tools(BUILTIN, tmp_path, troubles)
    assert "good" in tools and "mine" not in tools and "continue" in tools
    assert tools["good"].own
    assert len(troubles) == 1 and "mine.toml" in troubles[0].sentence and complaint in troubles[0].sentence


def test_bytes_that_are_no_text_are_told_as_well(tmp_path):
    (tmp_path / "mine.toml").write_bytes(b"\xff\xfe\x00label")
    troubles = []
    load_tools(BUILTIN, tmp_path, troubles)
    assert len(troubles) == 1


def test_the_users_tool_stands_in_for_ours(tmp_path):
    (tmp_path / "shorten.toml").write_text('label = "Half"\nchat = "Halve {selection}"', encoding="utf-8")
    assert load_tools(BUILTIN, tmp_path)["shorten"].label == "Half"


def test_a_choice_is_told_to_the_model_by_its_phrase():
    tool = read_tool(BUILTIN / "rewrite.toml")
    assert tool.values({"tone": "warm"})["tone"] == "warmer and more tender"
    assert tool.values({})["tone"] == ""
