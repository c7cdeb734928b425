"""E-books as the standard wants them, checked part by part."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from studio.storage.exchange.book import ExportOptions
from studio.storage.exchange.exporting import export
from studio.storage.exchange.formats import epub
from studio.storage.manuscripts.project import Project

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture
def book(project: Project, tmp_path: Path) -> zipfile.ZipFile:
    path = tmp_path / "book.epub"
    export(project, ExportOptions(cover="pictures/harbour.png", scenes="titles", notes=True), epub, path)
    return zipfile.ZipFile(path)


def tree(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name))


def test_the_mimetype_is_first_and_stored(book: zipfile.ZipFile) -> None:
    first = book.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.read("mimetype") == b"application/epub+zip"


def test_the_package_names_title_author_language_and_time(book: zipfile.ZipFile) -> None:
    container = tree(book, "META-INF/container.xml")
    package = tree(book, container.find(".//{*}rootfile").get("full-path"))
    assert package.get("version") == "3.0"
    assert package.findtext(f".//{DC}title") == "The Salt Road"
    assert package.findtext(f".//{DC}creator") == "Ada Writer"
    assert package.findtext(f".//{DC}language") == "en"
    identifier = package.find(f".//{DC}identifier")
    assert identifier.get("id") == package.get("unique-identifier") and identifier.text.startswith(
        "urn:uuid:"
    )
    assert package.find(f".//{OPF}meta[@property='dcterms:modified']").text.endswith("Z")


def test_the_manifest_has_every_part_once_and_the_spine_only_pages(book: zipfile.ZipFile) -> None:
    package = tree(book, "OEBPS/book.opf")
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    named = sorted(f"OEBPS/{item.get('href')}" for item in items.values())
    inside = sorted(
        name for name in book.namelist() if name.startswith("OEBPS/") and name != "OEBPS/book.opf"
    )
    assert named == inside
    assert [item.get("properties") for item in items.values() if item.get("properties")] == [
        "nav",
        "cover-image",
    ]
    for reference in package.iter(f"{OPF}itemref"):
        assert items[reference.get("idref")].get("media-type") == "application/xhtml+xml"


def test_every_page_is_xml_and_every_address_leads_somewhere(book: zipfile.ZipFile) -> None:
    for name in book.namelist():
        if not name.endswith(".xhtml"):
            continue
        page = tree(book, name)
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), name
        for element in page.iter():
            address = element.get("href") or element.get("src") or ""
            if address.startswith("#"):
                assert address[1:] in ids, (name, address)
            elif address and not address.startswith("http"):
                assert f"OEBPS/{address}" in book.namelist(), (name, address)


def test_the_contents_are_nested_as_the_outline_is(book: zipfile.ZipFile) -> None:
    nav = next(nav for nav in tree(book, "OEBPS/nav.xhtml").iter(f"{XHTML}nav") if nav.get(TYPE) == "toc")
    top = nav.find(f"{XHTML}ol")
    assert [item.findtext(f"{XHTML}a") for item in top] == ["Part one", "Notes"]
    assert [link.text for link in top[0].find(f"{XHTML}ol").iter(f"{XHTML}a")] == ["The harbour"]


def test_footnotes_stand_in_the_page_that_has_them(book: zipfile.ZipFile) -> None:
    page = next(book.read(name).decode() for name in book.namelist() if b"A note in" in book.read(name))
    assert 'epub:type="noteref"' in page and 'epub:type="footnotes"' in page and "twice" in page


def test_links_lead_only_abroad_and_no_name_is_there_twice(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "linked", "Linked")
    text = "[notes](../notes/a.md) [web](https://e.org) twice[^1] here[^1].\n\n[^1]: Why.\n"
    project.add("scene", "One", text=text)
    path = tmp_path / "linked.epub"
    export(project, ExportOptions(), epub, path)
    project.close()
    with zipfile.ZipFile(path) as book:
        page = tree(book, "OEBPS/text1.xhtml")
        addresses = [link.get("href") for link in page.iter(f"{XHTML}a")]
        assert addresses == ["https://e.org", "#note1", "#note1", "#ref1"] and "notes" in "".join(
            page.itertext()
        )
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert sorted(ids) == ["note1", "ref1"]
