"""What Word, LibreOffice and web editors put into their files, beside what we write ourselves."""

import base64
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
    f'<w:styles {W}><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    f'<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
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
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
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


def table(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


def titled(text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr>{run(text)}</w:p>'


def test_a_table_in_a_table_is_told_once(tmp_path: Path) -> None:
    words = [f"<w:p>{run(text)}</w:p>" for text in ("outer", "left", "right", "beside")]
    inner = table(words[1], words[2])
    path = docx(tmp_path, table(words[0] + inner, words[3]) + f"<w:p>{run('After.')}</w:p>")
    assert markdown(path) == "| outer<br>left<br>right | beside |\n| --- | --- |\n\nAfter.\n"
    cells = [
        f"<table:table-cell>{text}</table:table-cell>"
        for text in ("<text:p>a</text:p>{}", "<text:p>b</text:p>")
    ]
    rows = f"<table:table><table:table-row>{''.join(cells)}</table:table-row></table:table>"
    assert markdown(odt(tmp_path, rows.format(rows.format("")))).count("a") == 2
    html = "<table><tr><td>{}<td>two<td>three</table>"
    assert markdown(page(tmp_path, html.format("one" + html.format("one")))).split().count("three") == 2


def test_the_style_of_titles_used_for_chapters_loses_no_word(tmp_path: Path) -> None:
    body = titled("First") + f"<w:p>{run('One.')}</w:p>" + titled("Second") + f"<w:p>{run('Two.')}</w:p>"
    assert markdown(docx(tmp_path, body)) == "# First\n\nOne.\n\n# Second\n\nTwo.\n"


def test_a_title_in_two_lines_is_one_title(tmp_path: Path) -> None:
    file = read_file(docx(tmp_path, titled("The Salt") + titled("Road") + f"<w:p>{run('One.')}</w:p>"))
    assert file.reading.title == "The Salt Road" and [plain(block.spans) for block in file.blocks] == ["One."]


def test_words_with_their_reading_above_and_signs_of_other_fonts_are_read(tmp_path: Path) -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{run('kan ji')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby>"
    arrow = '<w:sym w:font="Wingdings" w:char="F0E0"/>'
    assert markdown(docx(tmp_path, f"<w:p><w:r>{ruby}</w:r><w:r>{arrow}</w:r>{run('x')}</w:p>")) == "漢字→x\n"


def test_a_page_does_not_end_at_a_large_picture_or_a_long_paragraph(tmp_path: Path) -> None:
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(8_000_000)).decode()
    html = (
        f'<p>Before.</p><img src="data:image/png;base64,{picture}"><p>{"word " * 2_100_000}</p><p>After.</p>'
    )
    file = read_file(page(tmp_path, html))
    assert plain(file.blocks[-1].spans) == "After." and len(file.reading.pictures) == 1


def test_what_lies_very_deep_is_still_there(tmp_path: Path) -> None:
    deep = "<ul><li>one " * 400 + "deepest" + "</li></ul>" * 400
    assert "deepest" in markdown(page(tmp_path, deep + "<p>After.</p>"))


def test_text_boxes_in_tables_and_in_each_other_are_told_once(tmp_path: Path) -> None:
    def box(inner: str) -> str:
        return f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"

    deepest = f"<w:p>{run('deepest')}</w:p>"
    boxed = f"<w:p>{run('boxed')}{box(deepest)}</w:p>"
    body = table(f"<w:p>{run('cell')}{box(boxed)}</w:p>", f"<w:p>{run('beside')}</w:p>")
    again = boxed.replace("boxed", "outer").replace("deepest", "inner")
    words = markdown(docx(tmp_path, body + f"<w:p>{run('text')}{box(again)}</w:p>"))
    told = ("cell", "beside", "boxed", "deepest", "text", "outer", "inner")
    assert [words.count(word) for word in told] == [1] * len(told)
