"""Hostile files to import: a sentence or harmless; nothing is fetched, run, or unpacked without limit."""

import io
import random
import socket
import struct
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from studio.core.errors import StudioError
from studio.core.writing.outline import scenes
from studio.storage.exchange import packed
from studio.storage.exchange.book import ExportOptions
from studio.storage.exchange.catalogue import formats, readable_suffixes
from studio.storage.exchange.exporting import export
from studio.storage.exchange.importing import Gathered, gather, read_file
from studio.storage.exchange.landing import land
from studio.storage.manuscripts.project import Project

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD = f"<w:document {W}><w:body><w:p><w:r><w:t>Words &x;</w:t></w:r></w:p></w:body></w:document>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c'
    ' "&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;"><!ENTITY x'
    ' "&e;&e;&e;&e;&e;&e;&e;&e;">]>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection fails the test."""

    def refuse(*_arguments: object, **_values: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "project", "Project")
    yield made
    made.close()


def zipped(path: Path, **parts: str | bytes) -> Path:
    names = {
        "rels": "_rels/.rels",
        "document": "word/document.xml",
        "content": "content.xml",
        "manifest": "META-INF/manifest.xml",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(names.get(name, name), data)
    return path


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_refused_in_word_and_opendocument(prolog: str, tmp_path: Path) -> None:
    for path in (
        zipped(tmp_path / "a.docx", document=prolog + WORD),
        zipped(tmp_path / "a.odt", content=prolog + "<x>&x;</x>", manifest="<m/>"),
    ):
        with pytest.raises(StudioError, match="definitions of its own"):
            read_file(path)


def test_entities_in_a_page_bring_no_file_in(tmp_path: Path) -> None:
    path = tmp_path / "a.xhtml"
    path.write_text(OUTSIDE + "<html><body><p>Words &x;</p></body></html>")
    assert "root:" not in repr(read_file(path).blocks)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "UNPACKED_MOST", 1024 * 1024)
    path = zipped(tmp_path / "a.docx", document=WORD.replace("&x;", ""), bomb=b"\0" * 2_000_000)
    with pytest.raises(StudioError, match="absurd size"):
        read_file(path)


def test_a_part_that_is_larger_than_it_says_ends_as_a_sentence(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", document=b"<a>" + b"x" * 500_000 + b"</a>")
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 100)  # the size in the list of parts
    path.write_bytes(bytes(data))
    with pytest.raises(StudioError):
        read_file(path)


def test_an_encrypted_file_is_named_as_such(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", document=WORD)
    data = bytearray(path.read_bytes())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(StudioError, match="encrypted"):
        read_file(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(StudioError, match="old or encrypted"):
        read_file(path)


def test_macros_are_never_looked_at(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.docm",
        **{"document": WORD.replace("&x;", "here"), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 40},
    )
    assert read_file(path).items()[0].words == 2


@pytest.mark.parametrize("suffix", sorted(readable_suffixes()))
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 5000,
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 18,
        b"\xff" * 3000,
        bytes(range(256)) * 20,
        b"<" * 3000,
        b"<?xml",
    ],
    ids=["empty", "zeros", "zip-head", "empty-zip", "ff", "all-bytes", "brackets", "xml-head"],
)
def test_any_bytes_under_any_name_are_a_sentence_or_a_text(suffix: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    try:
        read_file(path).items()
    except StudioError as error:
        assert path.name in error.sentence


@pytest.mark.parametrize(
    "name", [name for name, module in formats().items() if module.SPEC.reads and module.SPEC.writes]
)
def test_files_damaged_anywhere_are_a_sentence_or_a_text(name: str, tmp_path: Path, project: Project) -> None:
    module = formats()[name]
    (project.folder / "pictures").mkdir(exist_ok=True)
    Image.new("RGB", (9, 9), "red").save(project.folder / "pictures" / "a.png")
    project.add(
        "scene", "One", text="# H\n\nWords *and* more[^1].\n\n![a](pictures/a.png)\n\n- x\n- y\n\n[^1]: n\n"
    )
    path = tmp_path / f"a{module.SPEC.suffixes[0]}"
    export(project, ExportOptions(), module, path)
    whole, chance = path.read_bytes(), random.Random(7)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.3 else data)
        with suppress(StudioError):
            read_file(path).items()


def test_ten_megabytes_without_a_line_end(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "a.txt"
    path.write_text("word " * 2_000_000)
    land(project, Gathered(files=[read_file(path)]))
    assert project.total() == 2_000_000


def test_deep_nesting_keeps_its_words(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div><b>" * 5000 + "kept" + "</b></div>" * 5000)
    try:
        assert "kept" in repr(read_file(path).blocks)
    except StudioError as error:
        assert "a.html" in error.sentence
    (tmp_path / "a.md").write_text(">" * 3000 + " kept\n" + "- " * 500 + "also\n\n" + "[" * 5000)
    assert "kept" in repr(read_file(tmp_path / "a.md").blocks)


def test_lone_surrogates_and_nul_reach_no_file(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"One\x00two \xed\xa0\x80 three\r\nfour\rfive")
    land(project, Gathered(files=[read_file(path)]))
    text = project.read(scenes(project.outline)[0].id).text
    assert "Onetwo" in text and "\x00" not in text and "\r" not in text


def test_a_picture_that_is_none_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("<svg onload='x()'/>")
    (tmp_path / "a.md").write_text("![x](a.png) words")
    file = read_file(tmp_path / "a.md")
    assert not file.reading.pictures and any(
        "cannot be shown" in sentence for sentence in file.reading.remarks
    )


def test_links_that_lead_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "round").symlink_to(tmp_path / "folder")
    (tmp_path / "folder" / "a.md").write_text("words")
    assert len(gather([tmp_path / "folder"]).files) == 1


def test_pictures_outside_of_the_project_are_not_exported(tmp_path: Path, project: Project) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    (tmp_path / "secret.png").write_bytes(buffer.getvalue())
    project.add("scene", "One", text="Words ![s](../secret.png) ![t](http://x.org/t.png) ![u](/etc/passwd)\n")
    path = tmp_path / "a.html"
    remarks = export(project, ExportOptions(), formats()["html"], path)
    assert b"data:image" not in path.read_bytes() and len(remarks) == 3
