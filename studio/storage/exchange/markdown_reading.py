"""Markdown into blocks; each block keeps the lines it was written in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from studio.storage.exchange.blocks import Block, Notes, Span, is_scene_break, joined, plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAG = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9]*)\b[^>]*>")
NESTING = 60
_TOO_DEEP = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){25}")
"""Of the levels a list takes two; what lies deeper than the parser goes it would leave out."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DEFINITION = re.compile(r" {0,3}\[(\^?[^\]\n]+)\]:")
_STYLES = {
    "em": "italic", "i": "italic", "cite": "italic", "u": "italic", "strong": "bold", "b": "bold",
    "s": "struck", "del": "struck", "strike": "struck", "code": "code",
}  # fmt: skip
_QUIET = frozenset(
    [
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "big",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "img",
        "ins",
        "li",
        "mark",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "small",
        "span",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u30ff]")


@dataclass
class Parsed:
    """Markdown as blocks, with the footnotes and what else is defined between them."""

    blocks: list[Block] = field(default_factory=list)
    notes: Notes = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable(["table", "strikethrough"])
    return made.use(footnote_plugin, move_to_end=False, always_match_refs=True)


def parse(text: str, *, line_ends: bool = False) -> Parsed:
    """Blocks of Markdown. With ``line_ends`` a single line end starts a new line instead of being a space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tokens = _parser().parse(text, env := {})
    walk = _Walk(tokens, text.split("\n"), line_ends, env)
    parsed = Parsed(blocks=list(walk.blocks(top=True)), notes=walk.notes)
    parsed.definitions = _definitions(walk)
    return parsed


class _Walk:
    """Turns the flat tokens into nested blocks."""

    def __init__(self, tokens: "list[Token]", lines: list[str], line_ends: bool, env: dict) -> None:
        self._tokens, self.lines, self._line_ends, self._env = tokens, lines, line_ends, env
        self._at = 0
        self.notes: Notes = {}
        self.note_lines: dict[str, tuple[int, int]] = {}

    def blocks(self, end: str = "", *, top: bool = False) -> Iterator[Block]:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == end:
                return
            for block in self._block(token):
                yield self._with_source(block, token) if top else block

    def _with_source(self, block: Block, token: "Token") -> Block:
        """The block with its own lines; one nested deeper than the parser goes is those lines as they are."""
        first, last = token.map or (0, 0)
        lines = self.lines[first:last]
        source = "\n".join(lines).rstrip()
        if block.kind in ("quote", "list") and any(map(_TOO_DEEP.match, lines)):
            block = Block(kind="paragraph", spans=(Span(text=" ".join(source.split())),))
        return replace(block, source=source)

    def _block(self, token: "Token") -> Iterator[Block]:
        kind = token.type
        if kind == "heading_open":
            yield Block(kind="heading", level=int(token.tag[1]), spans=self._inline())
        elif kind == "paragraph_open":
            spans = self._inline()
            if is_scene_break(plain(spans)) and not any(span.picture or span.note for span in spans):
                yield Block(kind="break")
            elif spans:
                yield Block(kind="paragraph", spans=spans)
        elif kind == "blockquote_open":
            yield Block(kind="quote", blocks=tuple(self.blocks("blockquote_close")))
        elif kind in ("bullet_list_open", "ordered_list_open"):
            ordered = kind.startswith("ordered")
            items = tuple(self.blocks(kind.replace("_open", "_close")))
            yield Block(kind="list", ordered=ordered, start=int(token.attrGet("start") or 1), blocks=items)
        elif kind == "list_item_open":
            yield Block(kind="item", blocks=tuple(self.blocks("list_item_close")))
        elif kind in ("code_block", "fence"):
            yield Block(kind="code", text=token.content.rstrip("\n"))
        elif kind == "hr":
            yield Block(kind="break")
        elif kind == "html_block":
            yield from _html_block(token.content)
        elif kind == "table_open":
            yield Block(kind="table", rows=tuple(self._rows()))
        elif kind == "footnote_reference_open":
            label = token.meta["label"]
            self.note_lines[label] = (token.map or [0, 0])[0], (token.map or [0, 0])[1]
            self.notes[label] = tuple(self.blocks("footnote_reference_close"))

    def _rows(self) -> Iterator[tuple[tuple[Span, ...], ...]]:
        row: list[tuple[Span, ...]] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == "table_close":
                return
            if token.type == "tr_open":
                row = []
            elif token.type in ("th_open", "td_open"):
                row.append(self._inline())
            elif token.type == "tr_close":
                yield tuple(row)

    def _inline(self) -> tuple[Span, ...]:
        """Spans of the inline token that comes now, and past the closing one."""
        token = self._tokens[self._at]
        self._at += 2 if token.type == "inline" else 1
        return joined(self._spans(token.children or [])) if token.type == "inline" else ()

    def _spans(self, tokens: "list[Token]") -> Iterator[Span]:
        look = Span()
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text" or kind == "text_special":
                yield replace(look, text=token.content)
            elif kind == "softbreak":
                yield replace(look, text=self._soft_break(tokens, index))
            elif kind == "hardbreak":
                yield replace(look, text="\n")
            elif kind == "code_inline":
                yield replace(look, text=token.content, code=True)
            elif kind in ("em_open", "em_close"):
                look = replace(look, italic=kind == "em_open")
            elif kind in ("strong_open", "strong_close"):
                look = replace(look, bold=kind == "strong_open")
            elif kind in ("s_open", "s_close"):
                look = replace(look, struck=kind == "s_open")
            elif kind == "link_open":
                look = replace(look, link=str(token.attrGet("href") or ""))
            elif kind == "link_close":
                look = replace(look, link="")
            elif kind == "image":
                yield Span(text=token.content, picture=str(token.attrGet("src") or ""), link=look.link)
            elif kind == "footnote_ref":
                yield self._note(token)
            elif kind == "html_inline":
                look, text = _tag(look, token.content)
                if text:
                    yield replace(look, text=text)
            elif token.content:
                yield replace(look, text=token.content)

    def _soft_break(self, tokens: "list[Token]", index: int) -> str:
        if self._line_ends:
            return "\n"
        around = [tokens[at].content for at in (index - 1, index + 1) if 0 <= at < len(tokens)]
        if len(around) == 2 and _WIDE.match(around[0][-1:]) and _WIDE.match(around[1][:1]):
            return ""  # Chinese and Japanese have no space between lines
        return " "

    def _note(self, token: "Token") -> Span:
        label = token.meta.get("label")
        if label is None:  # ^[written in place]
            label = f"in-place-{token.meta['id'] + 1}"
            found = self._env["footnotes"]["list"][token.meta["id"]]
            self.notes[label] = (
                Block(kind="paragraph", spans=joined(self._spans(found.get("tokens") or []))),
            )
        return Span(note=label)


def _tag(look: Span, source: str) -> tuple[Span, str]:
    """What a piece of HTML between words does: the look after it, and the text it stands for."""
    if source.startswith("<!--"):
        return look, ""
    match = _TAG.fullmatch(source)
    name = match[1].lower() if match else ""
    opens = not source.startswith("</")
    if name == "br":
        return look, "\n"
    if name in _STYLES:
        return replace(look, **{_STYLES[name]: opens}), ""
    if name in ("sup", "sub"):
        return replace(look, raised=(1 if name == "sup" else -1) if opens else 0), ""
    return look, "" if name in _QUIET else source


def _html_block(source: str) -> Iterator[Block]:
    """HTML of its own lines; a writer's <word> in angle brackets stays a word."""
    rest = _COMMENT.sub("", source).strip()
    if not rest:
        return
    names = {match[1].lower() for match in _TAG.finditer(rest)}
    if names & (_QUIET | _STYLES.keys() | {"br"}):
        from studio.storage.exchange.html_reading import blocks_of

        yield from blocks_of(rest)
    else:
        yield Block(kind="paragraph", spans=(Span(text=rest),))


def _definitions(walk: _Walk) -> dict[str, str]:
    """The lines of footnotes and link addresses by their label, "^" first for footnotes."""
    found = {
        f"^{label}": "\n".join(walk.lines[first:last]).rstrip()
        for label, (first, last) in walk.note_lines.items()
    }
    for reference in walk._env.get("references", {}).values():
        first, last = reference["map"]
        match = _DEFINITION.match(walk.lines[first])
        if match:
            found[match[1]] = "\n".join(walk.lines[first:last]).rstrip()
    return found
