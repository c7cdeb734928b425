"""Blocks into Markdown that reads back as the same blocks."""

import re
from collections.abc import Iterable, Mapping

from studio.storage.exchange.blocks import Block, Notes, Span, all_spans

_SPECIAL = re.compile(
    r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|\[(?=\^)|\](?=[(\[:])|<(?=[a-zA-Z/!?])|&(?=#?\w+;)|~~|\^(?=\[)|!(?=\[)"
)
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+>](?=\s|$)|>|=+\s*$|-+\s*$|~~~|\|)")
_NUMBER_START = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
BREAK = "* * *"


def blocks_text(blocks: Iterable[Block]) -> str:
    """Markdown of blocks, without the footnotes they refer to."""
    return "\n\n".join(text for text in map(_block, blocks) if text)


def scene_text(blocks: Iterable[Block], notes: Notes, definitions: Mapping[str, str] | None = None) -> str:
    """Markdown of a scene with all that it refers to below it; ends with one line end."""
    blocks = tuple(blocks)
    text = blocks_text(blocks)
    below: list[str] = []
    known = definitions or {}
    for label, source in known.items():
        if f"[{label}]".casefold() in text.casefold():
            below.append(source)
    for label in dict.fromkeys(span.note for span in all_spans(blocks) if span.note):
        if f"^{label}" not in known and label in notes and f"[^{label}]" in text:
            below.append(note_text(label, notes[label]))
    whole = "\n\n".join([text, *below]).strip("\n")
    return whole + "\n" if whole else ""


def note_text(label: str, blocks: Iterable[Block]) -> str:
    """The definition of a footnote."""
    body = blocks_text(blocks).split("\n")
    return "\n".join([f"[^{label}]: {body[0]}", *(f"    {line}" if line else "" for line in body[1:])])


def _block(block: Block) -> str:
    if block.source:
        return block.source
    if block.kind == "heading":
        return f"{'#' * min(max(block.level, 1), 6)} {spans_text(block.spans).replace(chr(10), ' ')}".rstrip()
    if block.kind == "paragraph":
        return "\n".join(map(_line, spans_text(block.spans).split("\n")))
    if block.kind == "quote":
        return "\n".join(f"> {line}".rstrip() for line in blocks_text(block.blocks).split("\n"))
    if block.kind == "list":
        return _list(block)
    if block.kind == "code":
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", block.text)), default=0))
        return f"{fence}\n{block.text}\n{fence}"
    if block.kind == "table":
        return _table(block)
    return BREAK if block.kind == "break" else blocks_text(block.blocks)


def _line(line: str) -> str:
    """A line of a paragraph that begins no heading, list or quote."""
    line = _NUMBER_START.sub(r"\1\\\2", line.lstrip(" \t"))
    return _LINE_START.sub(r"\1\\\2", line)


def _list(block: Block) -> str:
    lines: list[str] = []
    for number, item in enumerate(block.blocks, block.start):
        mark = f"{number}. " if block.ordered else "- "
        # Lists within items stand close to their words, so that the outer one stays tight.
        body = "\n".join(
            ("" if index == 0 or inner.kind == "list" else "\n") + _block(inner)
            for index, inner in enumerate(item.blocks)
        ).split("\n")
        lines.append(mark + body[0])
        lines += [" " * len(mark) + line if line else "" for line in body[1:]]
    return "\n".join(lines)


def _table(block: Block) -> str:
    def row(cells: tuple[tuple[Span, ...], ...]) -> str:
        texts = [
            spans_text(cell).replace("\\\n", "<br>").replace("\n", " ").replace("|", "\\|") for cell in cells
        ]
        texts += [""] * (width - len(texts))
        return f"| {' | '.join(texts)} |"

    width = max((len(cells) for cells in block.rows), default=1)
    return "\n".join([row(block.rows[0]), "|" + " --- |" * width, *map(row, block.rows[1:])])


def spans_text(spans: Iterable[Span]) -> str:
    """Markdown of spans; a line break is a backslash before the line end."""
    spans = tuple(spans)
    made = ""
    for index, span in enumerate(spans):
        if span.note:
            made += f"[^{span.note}]"
        elif span.picture:
            made += f"![{_escaped(span.text)}]({_address(span.picture)})"
        elif span.text == "\n":
            made += "\\\n"
        else:
            following = spans[index + 1].text[:1] if index + 1 < len(spans) else ""
            made += _span(span, made[-1:], following)
    return made


def _address(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def _span(span: Span, before: str, after: str) -> str:
    """One span between two characters; marks must touch its words, so spaces go outside of them."""
    inner = span.text.strip()
    if not inner:
        return span.text
    lead = span.text[: len(span.text) - len(span.text.lstrip())]
    trail = span.text[len(span.text.rstrip()) :]
    if span.code:
        ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", inner)), default=0))
        pad = " " if inner.startswith("`") or inner.endswith("`") else ""
        made = f"{ticks}{pad}{inner}{pad}{ticks}"
    else:
        made = _escaped(inner)
    if span.raised:
        name = "sup" if span.raised > 0 else "sub"
        made = f"<{name}>{made}</{name}>"
    if span.italic or span.bold:
        made = _emphasised(span, made, inner, lead[-1:] or before, trail[:1] or after)
    if span.struck:
        made = f"~~{made}~~"
    if span.link:
        made = f"[{made}]({_address(span.link)})"
    return lead + made + trail


def _emphasised(span: Span, made: str, inner: str, before: str, after: str) -> str:
    """Stars where CommonMark takes them for marks, else tags: not between a letter and a quotation mark."""
    hidden = (before.isalnum() and not inner[0].isalnum()) or (after.isalnum() and not inner[-1].isalnum())
    if hidden or before == "*" or span.raised or (span.code and (before.isalnum() or after.isalnum())):
        made = f"<em>{made}</em>" if span.italic else made
        return f"<strong>{made}</strong>" if span.bold else made
    marks = "*" * (int(span.italic) + 2 * int(span.bold))
    return made if not marks else marks + made + marks


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)
