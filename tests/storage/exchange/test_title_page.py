"""A title page exported as HTML does not come back as a paragraph of the text."""

from pathlib import Path

from studio.storage.exchange.blocks import text_of
from studio.storage.exchange.importing import read_file

PAGE = (
    "<html><head><title>The Ferry</title><meta name='author' content='Ann Lee'></head><body>"
    "<header class='title'>{}</header><h1>Dawn</h1><p>It left.</p></body></html>"
)


def read(folder: Path, header: str) -> list[str]:
    path = folder / "book.html"
    path.write_text(PAGE.format(header), encoding="utf-8")
    return [text_of(block) for block in read_file(path).blocks]


def test_title_and_author_are_not_text(tmp_path: Path) -> None:
    assert read(tmp_path, "<p><b>The Ferry</b></p><p>Ann Lee</p>") == ["Dawn", "It left."]


def test_a_header_that_says_more_keeps_every_word(tmp_path: Path) -> None:
    assert read(tmp_path, "<p>The Ferry</p><p>For my sister</p>") == [
        "The Ferry",
        "For my sister",
        "Dawn",
        "It left.",
    ]
