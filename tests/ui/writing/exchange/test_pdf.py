"""PDF pages: one for the title, chapters on pages of their own, in any thread."""

import io
import re
import threading

import pytest
from PySide6.QtCore import QSizeF
from pytestqt.qtbot import QtBot

from studio.storage.exchange.book import SIZES, ExportOptions, Page, as_manuscript
from studio.storage.exchange.compile import compile_book
from studio.storage.manuscripts.project import Project
from studio.ui.writing.exchange.formats import pdf
from studio.ui.writing.exchange.printed_text import make_documents


def pages(project: Project, options: ExportOptions) -> tuple[int, bytes]:
    stream = io.BytesIO()
    pdf.write(compile_book(project, options), options, stream)
    data = stream.getvalue()
    return len(re.findall(rb"/Type\s*/Page\b", data)), data


@pytest.fixture(autouse=True)
def application(qtbot: QtBot) -> None:
    """Fonts need one."""


def test_title_part_and_chapter_have_pages(project: Project) -> None:
    assert pages(project, ExportOptions())[0] == 3
    assert pages(project, ExportOptions(title_page=False))[0] == 2
    assert pages(project, ExportOptions(title_page=False, page=Page(chapter_pages=False)))[0] == 1


def test_the_manuscript_format_needs_more_pages(project: Project) -> None:
    project.add("scene", "Long", text="Words that go on and on. " * 2000)
    assert pages(project, as_manuscript(ExportOptions()))[0] > 1.5 * pages(project, ExportOptions())[0]


def test_a_footnote_keeps_its_quotes_and_lists(project: Project) -> None:
    project.add("scene", "Odd", text="Word.[^x]\n\n[^x]: First.\n\n    > quoted\n\n    - listed\n")
    options = ExportOptions()
    made = make_documents(compile_book(project, options), options, QSizeF(8000, 12000))
    words = "\n".join(document.toPlainText() for document in made)
    assert "First." in words and "quoted" in words and "listed" in words


@pytest.mark.parametrize("size", SIZES)
def test_paper_is_as_large_as_asked(project: Project, size: str) -> None:
    _, data = pages(project, ExportOptions(page=Page(size=size, margin_mm=10)))
    found = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", data)
    assert found
    width, height = (float(number) / 72 * 25.4 for number in found.groups())
    assert abs(width - SIZES[size][0]) < 1 and abs(height - SIZES[size][1]) < 1


def test_it_can_be_written_off_the_window_thread(project: Project) -> None:
    made: list[int] = []
    thread = threading.Thread(target=lambda: made.append(pages(project, ExportOptions())[0]))
    thread.start()
    thread.join()
    assert made == [3]
