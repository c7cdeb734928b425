"""What Word, LibreOffice and web editors put into their files, beside what we write ourselves."""

import zipfile
from pathlib import Path

from studio.storage.exchange.blocks import plain
from studio.storage.exchange.format import Reading
from studio.storage.exchange.importing import read_file
from studio.storage.exchange.markdown_writing import scene_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
    ' Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/>'
    "</Relationships>"
)
STYLES = (
    f'<w:styles {W}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Eigene"><w:name w:val="My heading"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:styleId="Zitat"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:styleId="Betont"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style></w:styles>'
)


def docx(folder: Path, body: str, **parts: str) -> Path:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", STYLES)
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return path


def markdown(path: Path) -> str:
    file = read_file(path)
    return scene_text(file.blocks, file.reading.notes)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_are_known_by_style_name_in_any_language_and_by_outline_level(tmp_path: Path) -> None:
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>{run("Eins")}</w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="Eigene"/></w:pPr>{run("Zwei")}</w:p>'
        f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("Drei")}</w:p><w:p>{run("Text.")}</w:p>'
    )
    assert markdown(docx(tmp_path, body)) == "# Eins\n\n# Zwei\n\n## Drei\n\nText.\n"


def test_tracked_changes_read_as_accepted_and_quotes_are_quotes(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('Kept ')}<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r>"
        "</w:del></w:p>"
        f'<w:p><w:pPr><w:pStyle w:val="Zitat"/></w:pPr>{run("Said.")}</w:p>'
        f"<w:sdt><w:sdtContent><w:p>{run('In a control, ')}"
        f"{run('underlined', '<w:u w:val=&quot;single&quot;/>')}</w:p></w:sdtContent></w:sdt>"
    ).replace("&quot;", '"')
    assert markdown(docx(tmp_path, body)) == "Kept new\n\n> Said.\n\nIn a control, *underlined*\n"


def test_emphasis_comes_from_runs_and_character_styles_and_can_be_switched_off(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('a', '<w:b/>')}{run(' b ', '<w:b w:val=&quot;0&quot;/>')}"
        f"{run('c', '<w:rStyle w:val=&quot;Betont&quot;/>')}</w:p>"
    ).replace("&quot;", '"')
    assert markdown(docx(tmp_path, body)) == "**a** b *c*\n"


def test_text_boxes_are_not_lost_and_linked_pictures_not_fetched(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('Before')}<w:r><w:pict><w:txbxContent><w:p>{run('Boxed')}</w:p></w:txbxContent></w:pict></w:r>"
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' r:link="r9"/></w:drawing></w:r></w:p>'
    )
    path = docx(tmp_path, body)
    assert markdown(path) == "Before\n\nBoxed\n"
    assert any("does not fetch" in sentence for sentence in read_file(path).reading.remarks)


def test_footnotes_of_word(tmp_path: Path) -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="7"><w:p>{run("The note.")}</w:p></w:footnote></w:footnotes>'
    body = f'<w:p>{run("Word")}<w:r><w:footnoteReference w:id="7"/></w:r></w:p>'
    assert markdown(docx(tmp_path, body, footnotes=notes)) == "Word[^1]\n\n[^1]: The note.\n"


def odt(folder: Path, body: str, styles: str = "") -> Path:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
        ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    )
    path = folder / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return path


def test_odt_styles_made_on_the_spot_and_runs_of_spaces(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/>'
        "</style:style>"
        '<style:style style:name="T2" style:family="text" style:parent-style-name="Strong_20_Emphasis"/>'
    )
    body = (
        "<text:tracked-changes><text:p>Deleted</text:p></text:tracked-changes><text:h"
        ' text:outline-level="2">Head</text:h>'
        '<text:p>An <text:span text:style-name="T1">old</text:span> and\n   <text:span'
        ' text:style-name="T2">strong</text:span>'
        '<text:s text:c="1"/>one<text:line-break/>next</text:p>'
    )
    assert markdown(odt(tmp_path, body, styles)) == "## Head\n\nAn *old* and **strong** one\\\nnext\n"


def page(folder: Path, html: str) -> Path:
    path = folder / "a.html"
    path.write_text(html, encoding="utf-8")
    return path


def test_a_page_of_the_web_without_its_scripts(tmp_path: Path) -> None:
    html = (
        "<html><head><title>T</title><style>p{}</style></head><body><script>alert(1)</script><div><h1>One</h1>"
        "<div>Loose <i>words</i></div><p align=center>***</p><p>Unclosed<p>Next<br>line <a"
        ' href="javascript:x()">link</a>'
        '<img src="http://tracker/x.png" alt="gone"><ul><li>a<ul><li>b</ul></ul></div>'
    )
    path = page(tmp_path, html)
    assert markdown(path) == (
        "# One\n\nLoose *words*\n\n* * *\n\nUnclosed\n\nNext\\\nline link[gone]\n\n- a\n  - b\n"
    )


def test_footnotes_of_a_page(tmp_path: Path) -> None:
    html = (
        '<p>Word<sup><a href="#fn1" id="ref1">1</a></sup> and <a href="#fn1x">x</a>.</p><ol><li id="fn1">'
        "<p>The note."
        ' <a href="#ref1">↩</a></p></li></ol>'
    )
    assert markdown(page(tmp_path, html)) == "Word[^1] and x.\n\n[^1]: The note.\n"


def test_pictures_only_from_the_pages_own_folder(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (2, 2)).save(tmp_path / "outside.png")
    folder = tmp_path / "page"
    folder.mkdir()
    Image.new("RGB", (3, 3)).save(folder / "inside.png")
    path = page(
        folder, '<p>x<img src="inside.png"><img src="../outside.png"><img src="file:///etc/passwd"></p>'
    )
    reading: Reading = read_file(path).reading
    assert list(reading.pictures) == [next(iter(reading.pictures))] and "inside" in next(
        iter(reading.pictures)
    )


def test_utf_16_pages_and_their_own_word_on_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes('<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251"))
    assert plain(read_file(path).blocks[0].spans) == "Привет"
    path.write_bytes("<p>Grüße</p>".encode("utf-16"))
    assert plain(read_file(path).blocks[0].spans) == "Grüße"
