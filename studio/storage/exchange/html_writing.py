"""Blocks into HTML that is XML as well, for web pages and e-books."""

import re
from collections.abc import Callable, Iterable
from html import escape

from studio.storage.exchange.blocks import Block, Span
from studio.storage.exchange.xml_words import one_line, storable

Address = Callable[[str], str]
_ABROAD = re.compile(r"(https?|mailto):", re.IGNORECASE)


class HtmlWriter:
    """Writes blocks; ``picture`` gives the address of a picture's key, footnotes are numbered links."""

    def __init__(self, picture: Address, separator: str, *, epub: bool = False) -> None:
        self._picture, self._separator, self._epub = picture, separator, epub
        self.used_notes: list[str] = []

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        kind = block.kind
        if kind == "heading":
            role = f' class="{block.role}"' if block.role else ""
            return f"<h{block.level}{role}>{self.spans(block.spans)}</h{block.level}>"
        if kind == "paragraph":
            return self._paragraph(block)
        if kind == "break":
            return f'<p class="break">{escape(self._separator)}</p>'
        if kind == "code":
            return f"<pre>{xml_text(block.text)}</pre>"
        if kind == "table":
            return self._table(block)
        if kind == "list":
            tag, start = (
                ("ol", f' start="{block.start}"' if block.start != 1 else "") if block.ordered else ("ul", "")
            )
            return f"<{tag}{start}>\n{self.blocks(block.blocks)}\n</{tag}>"
        tag = "li" if kind == "item" else "blockquote"
        if kind == "item" and len(block.blocks) == 1 and block.blocks[0].kind == "paragraph":
            return f"<li>{self.spans(block.blocks[0].spans)}</li>"
        return f"<{tag}>\n{self.blocks(block.blocks)}\n</{tag}>"

    def _paragraph(self, block: Block) -> str:
        if len(block.spans) == 1 and block.spans[0].picture:
            return f'<p class="picture">{self.spans(block.spans)}</p>'
        align = f' style="text-align:{block.align}"' if block.align in ("center", "right") else ""
        return f"<p{align}>{self.spans(block.spans)}</p>"

    def _table(self, block: Block) -> str:
        def row(cells: tuple[tuple[Span, ...], ...], tag: str) -> str:
            return "<tr>" + "".join(f"<{tag}>{self.spans(cell)}</{tag}>" for cell in cells) + "</tr>"

        body = "\n".join(row(cells, "td") for cells in block.rows[1:])
        return f"<table>\n<thead>{row(block.rows[0], 'th')}</thead>\n<tbody>{body}</tbody>\n</table>"

    def spans(self, spans: Iterable[Span]) -> str:
        return "".join(map(self._span, spans))

    def _span(self, span: Span) -> str:
        if span.note:
            return self._reference(span.note)
        if span.picture:
            return f'<img src="{escape(self._picture(span.picture))}" alt="{escape(storable(span.text))}"/>'
        if span.text == "\n":
            return "<br/>"
        made = xml_text(span.text)
        for wanted, tag in (
            (span.code, "code"),
            (span.raised > 0, "sup"),
            (span.raised < 0, "sub"),
            (span.italic, "em"),
            (span.bold, "strong"),
            (span.struck, "s"),
        ):
            made = f"<{tag}>{made}</{tag}>" if wanted else made
        link = one_line(span.link)
        if self._epub and not _ABROAD.match(link):
            link = ""  # it would lead to a page that the book does not have
        return f'<a href="{escape(link)}">{made}</a>' if link else made

    def _reference(self, label: str) -> str:
        mark = "" if label in self.used_notes else f' id="ref{label}"'  # the way back leads to the first
        if label not in self.used_notes:
            self.used_notes.append(label)
        kind = ' epub:type="noteref"' if self._epub else ""
        return f'<sup><a{kind} role="doc-noteref"{mark} href="#note{label}">{label}</a></sup>'

    def note(self, label: str, blocks: Iterable[Block]) -> str:
        """The footnote's own text, with the way back."""
        kind = ' epub:type="footnote"' if self._epub else ""
        back = f'<a role="doc-backlink" href="#ref{label}">↩</a>'
        body = self.blocks(blocks)
        if body.endswith("</p>"):
            body = f"{body[:-4]} {back}</p>"
        else:
            body += f"<p>{back}</p>"
        return f'<li{kind} id="note{label}" value="{label}">{body}</li>'


def xml_text(text: str) -> str:
    """``text`` as it stands in XML."""
    return escape(storable(text), quote=False)
