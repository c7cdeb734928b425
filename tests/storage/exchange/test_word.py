"""Word documents as Word wants them: styles, footnotes as such, page numbers, the manuscript format."""

import zipfile
from pathlib import Path
from types import ModuleType

import docx
import pytest
from lxml import etree
from PIL import Image

from studio.core.writing.outline import scenes
from studio.storage.exchange.book import ExportOptions, as_manuscript
from studio.storage.exchange.exporting import export
from studio.storage.exchange.formats import docx as word
from studio.storage.exchange.formats import odt
from studio.storage.manuscripts.project import Project


def written(project: Project, folder: Path, options: ExportOptions) -> Path:
    path = folder / "book.docx"
    export(project, options, word, path)
    return path


def test_headings_lists_and_quotes_are_styles(project: Project, tmp_path: Path) -> None:
    document = docx.Document(str(written(project, tmp_path, ExportOptions(scenes="titles"))))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.text]
    assert styles[:5] == ["Title", "Normal", "Heading 1", "Heading 2", "Heading 3"]
    assert {"Quote", "List Number", "List Bullet 2"} <= set(styles)
    assert (
        document.core_properties.title == "The Salt Road" and document.core_properties.author == "Ada Writer"
    )


def test_footnotes_are_a_part_that_the_document_knows(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(project, tmp_path, ExportOptions())) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
        assert b"/word/footnotes.xml" in archive.read("[Content_Types].xml")
        assert b"footnotes.xml" in archive.read("word/_rels/document.xml.rels")
        ids = {note.get(f"{{{notes.nsmap['w']}}}id") for note in notes}
        used = etree.fromstring(archive.read("word/document.xml")).iter("{*}footnoteReference")
        assert {mark.get(f"{{{notes.nsmap['w']}}}id") for mark in used} == ids - {"-1", "0"}
        assert len(archive.namelist()) == len(set(archive.namelist()))


def test_the_manuscript_format_is_double_spaced_with_a_header(project: Project, tmp_path: Path) -> None:
    document = docx.Document(str(written(project, tmp_path, as_manuscript(ExportOptions()))))
    normal = document.styles["Normal"]
    assert normal.font.name == "Courier New" and normal.paragraph_format.line_spacing == 2.0
    assert document.sections[0].header.paragraphs[0].text.startswith("Writer / THE SALT ROAD / ")
    assert any(paragraph.text == "#" for paragraph in document.paragraphs)


def test_every_part_of_an_opendocument_text_is_xml_and_listed(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "book.odt"
    export(project, as_manuscript(ExportOptions(pictures=True)), odt, path)
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {
            entry.get(next(key for key in entry.attrib if key.endswith("full-path"))) for entry in manifest
        }
        assert listed - {"/"} == set(archive.namelist()) - {"mimetype", "META-INF/manifest.xml"}
        styles = {
            style.get(next(key for key in style.attrib if key.endswith("}name")))
            for part in ("content.xml", "styles.xml")
            for style in etree.fromstring(archive.read(part)).iter("{*}style", "{*}list-style")
        }
        used = {
            element.get(key)
            for element in etree.fromstring(archive.read("content.xml")).iter()
            for key in element.attrib
            if key.endswith("text:1.0}style-name")
        }
        assert used <= styles


def test_a_footnote_with_signs_that_xml_forbids_breaks_nothing(project: Project, tmp_path: Path) -> None:
    project.add("scene", "Odd", text="Word.[^1]\n\n[^1]: Note\ufffe here.\n")
    with zipfile.ZipFile(written(project, tmp_path, ExportOptions())) as archive:
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    assert "Note here." in "".join(notes.itertext())


def test_a_picture_that_says_it_has_no_size_on_paper_is_written_all_the_same(
    project: Project, tmp_path: Path
) -> None:
    """Scanners and cameras write a density of nothing, by which python-docx would divide."""
    picture = tmp_path / "scan.jpg"
    Image.new("RGB", (40, 30), "red").save(picture, dpi=(72, 72))
    data = bytearray(picture.read_bytes())
    at = data.find(b"JFIF\0")
    data[at + 7 : at + 12] = b"\1\0\0\0\0"
    picture.write_bytes(data)
    project.attach_picture(scenes(project.outline)[1].id, picture)
    document = docx.Document(str(written(project, tmp_path, ExportOptions())))
    assert len(document.inline_shapes) == 2


@pytest.mark.parametrize("module", [word, odt], ids=lambda module: module.SPEC.id)
def test_a_picture_that_is_damaged_is_left_out_and_told_of(
    module: ModuleType, project: Project, tmp_path: Path
) -> None:
    (project.folder / "pictures" / "harbour.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"garbage" * 9)
    (remark,) = export(project, ExportOptions(), module, tmp_path / "book")
    assert "damaged" in remark and "harbour.png" in remark
