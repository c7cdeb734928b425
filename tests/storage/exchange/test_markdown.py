"""Markdown becomes blocks and blocks become Markdown that means the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.storage.exchange.blocks import Block, Span, joined, plain, text_of
from studio.storage.exchange.book import ExportOptions
from studio.storage.exchange.exporting import export
from studio.storage.exchange.formats import markdown
from studio.storage.exchange.importing import read_file
from studio.storage.exchange.markdown_reading import parse
from studio.storage.exchange.markdown_writing import blocks_text, scene_text
from studio.storage.manuscripts.project import Project


def bare(block: Block) -> Block:
    return replace(block, source="", blocks=tuple(map(bare, block.blocks)))


@pytest.mark.parametrize(
    "source",
    [
        "# Title",
        "A *b* **c** ***d*** ~~e~~ `f`",
        "a\\\nb",
        "> one\n>\n> two",
        "- a\n- b\n  1. c\n  2. d",
        "3. third\n4. fourth",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "```\n# code\n```",
        "* * *",
        "![alt text](pictures/a.png)",
        "[link](https://example.org)",
        "H<sub>2</sub>O and x<sup>2</sup>",
    ],
)
def test_what_is_written_reads_back_the_same(source: str) -> None:
    blocks = [bare(block) for block in parse(source).blocks]
    assert [bare(block) for block in parse(blocks_text(blocks)).blocks] == blocks


def test_a_block_keeps_the_lines_it_was_written_in() -> None:
    source = "Setext title\n============\n\n*   odd   list\n*   kept\n\n<!-- hidden -->\n\nEnd."
    assert "\n\n".join(block.source for block in parse(source).blocks if block.source) == source.replace(
        "<!-- hidden -->\n\n", ""
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cs"]), max_size=60))
@settings(max_examples=150, deadline=None)
def test_words_never_turn_into_marks(text: str) -> None:
    words = " ".join(text.split())
    (span,) = joined([Span(text=words)]) or (Span(),)
    block = Block(kind="paragraph", spans=(span,))
    again = parse(blocks_text([block])).blocks
    assert "\n".join(text_of(inner) for inner in again if inner.kind != "break").replace("\u00a0", " ") in (
        words,
        "",
    )


def test_a_writers_word_in_angle_brackets_stays_and_a_comment_goes() -> None:
    blocks = parse("He said <whisper> it. <!-- not this -->\n\n<Hello>\n\n<!-- nor this -->").blocks
    assert [plain(block.spans) for block in blocks] == ["He said <whisper> it.", "<Hello>"]


def test_single_line_ends_are_a_space_or_a_line_as_wanted() -> None:
    assert plain(parse("one\ntwo").blocks[0].spans) == "one two"
    assert plain(parse("one\ntwo", line_ends=True).blocks[0].spans) == "one\ntwo"
    assert plain(parse("他说\n你好").blocks[0].spans) == "他说你好"


def test_footnotes_stand_below_the_scene_that_refers_to_them() -> None:
    parsed = parse("One[^a] and ^[in place].\n\n[^a]: Note.\n\n    More.\n\n[^b]: Unused.")
    text = scene_text(parsed.blocks, parsed.notes, parsed.definitions)
    assert "[^a]: Note.\n\n    More." in text and "Unused" not in text


def test_a_reference_without_its_note_is_text() -> None:
    assert [span.note for span in parse("See[^9].").blocks[0].spans if span.note] == ["9"]
    assert scene_text(parse("See[^9].").blocks, {}) == "See[^9].\n"


def test_a_title_with_quotation_marks_comes_back_as_it_was(tmp_path: Path) -> None:
    title = "The \"Salt\" Road \\ or so: 'on'"
    project = Project.create(tmp_path / "quoted", title, author='A "B" C')
    project.add("scene", "One", text="Words.\n")
    path = tmp_path / "quoted.md"
    export(project, ExportOptions(), markdown, path)
    project.close()
    file = read_file(path)
    assert (file.reading.title, file.reading.author) == (title, 'A "B" C')
