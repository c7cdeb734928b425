"""The styles part of an OpenDocument text: fonts, spacing, page, header and footer."""

from xml.sax.saxutils import escape, quoteattr

from studio.storage.exchange.book import SIZES, Book, ExportOptions
from studio.storage.exchange.xml_words import storable

NAMES = " ".join(
    f'xmlns:{short}="{address}"'
    for short, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    }.items()
)


def fonts_xml(options: ExportOptions) -> str:
    """The fonts that styles name."""
    body = "Georgia" if options.page.font == "serif" else options.page.font
    return "<office:font-face-decls>{}</office:font-face-decls>".format(
        "".join(
            f"<style:font-face style:name={quoteattr(name)} svg:font-family={quoteattr(name)}/>"
            for name in dict.fromkeys((body, "Courier New"))
        )
    )


def styles_xml(book: Book, options: ExportOptions) -> str:
    """styles.xml of a book."""
    page = options.page
    font = escape("Georgia" if page.font == "serif" else page.font, {'"': "&quot;"})
    indent = "12.7mm" if options.manuscript else "6mm"

    def style(name: str, parent: str, paragraph: str, text: str = "", shown: str = "") -> str:
        display = f' style:display-name="{shown}"' if shown else ""
        above = f' style:parent-style-name="{parent}"' if parent else ""
        return (
            f'<style:style style:name="{name}"{display} style:family="paragraph"{above} style:class="text">'
            f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
        )

    line = f'fo:line-height="{round(page.spacing * 100)}%"'
    made = [
        style(
            "Standard",
            "",
            f'{line} fo:orphans="2" fo:widows="2"',
            f'style:font-name="{font}" fo:font-family="{font}" fo:font-size="{page.points}pt"',
        ),
        style("Text_20_body", "Standard", f'fo:text-indent="{indent}"', shown="Text body"),
        style("First_20_line", "Standard", 'fo:text-indent="0mm"', shown="First line"),
        style("Centred", "Standard", 'fo:text-align="center" fo:margin-top="4mm" fo:margin-bottom="4mm"'),
        style("Right", "Standard", 'fo:text-align="end"'),
        style(
            "Title",
            "Standard",
            'fo:text-align="center" fo:margin-top="70mm" fo:margin-bottom="10mm"',
            f'fo:font-size="{page.points + 12}pt" fo:font-weight="bold"',
        ),
        style(
            "Quotations",
            "Standard",
            'fo:margin-left="10mm" fo:margin-right="10mm" fo:margin-top="2mm" fo:margin-bottom="2mm"',
        ),
        style(
            "Preformatted_20_Text",
            "Standard",
            "",
            'fo:font-family="Courier New" style:font-name="Courier New"',
            "Preformatted Text",
        ),
        style("Footnote", "Standard", 'fo:line-height="100%"', f'fo:font-size="{page.points - 2}pt"'),
        style(
            "Header",
            "Standard",
            f'fo:text-align="{"end" if options.manuscript else "center"}" fo:line-height="100%"',
        ),
        '<style:style style:name="Source_20_Text" style:display-name="Source Text" style:family="text">'
        '<style:text-properties fo:font-family="Courier New" style:font-name="Courier New"/></style:style>',
        *(_heading(level, options) for level in range(1, 7)),
    ]
    width, height = SIZES.get(page.size, SIZES["A4"])
    number = "<text:page-number/>" if page.numbers else ""
    header = footer = ""
    if number and options.manuscript:
        name = " / ".join(
            filter(None, (book.author.split()[-1] if book.author.split() else "", book.title.upper()))
        )
        line = f'<text:p text:style-name="Header">{escape(storable(name))} / {number}</text:p>'
        header = f"<style:header>{line}</style:header>"
    elif number:
        footer = f'<style:footer><text:p text:style-name="Header">{number}</text:p></style:footer>'
    side = f"{page.margin_mm}mm"
    layout = (
        f'<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="{width}mm"'
        f' fo:page-height="{height}mm"'
        f' fo:margin-top="{side}" fo:margin-bottom="{side}" fo:margin-left="{side}"'
        f' fo:margin-right="{side}"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="5mm"/>'
        "</style:header-style>"
        '<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="5mm"/>'
        "</style:footer-style>"
        "</style:page-layout>"
    )
    first = (
        '<style:master-page style:name="Title_20_page" style:page-layout-name="Page"'
        ' style:next-style-name="Standard"/>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMES} office:version="1.3">'
        f"{fonts_xml(options)}<office:styles>{''.join(made)}</office:styles><office:automatic-styles>{layout}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard"'
        f' style:page-layout-name="Page">{header}{footer}'
        f"</style:master-page>{first}</office:master-styles></office:document-styles>"
    )


def _heading(level: int, options: ExportOptions) -> str:
    page = options.page
    size = page.points if options.manuscript else page.points + max(0, 7 - 2 * level)
    centred = ' fo:text-align="center"' if options.manuscript else ""
    weight = "bold" if level < 4 else "normal"
    return (
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}"'
        ' style:family="paragraph"'
        f' style:parent-style-name="Standard" style:default-outline-level="{level}" style:class="text">'
        '<style:paragraph-properties fo:margin-top="9mm" fo:margin-bottom="5mm"'
        f' fo:keep-with-next="always"{centred}/>'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="{weight}"/></style:style>'
    )
