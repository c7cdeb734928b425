"""What the styles of a Word document mean: headings, quotes, lists, bold and italic."""

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from studio.storage.exchange.blocks import Span
from studio.storage.exchange.xml_tree import child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_LIST_STYLE = re.compile(r"list (bullet|number|continue)(?: (\d))?")
_CODE_STYLES = frozenset({"html code", "verbatim char", "source text", "code char", "inline code"})
_CHAIN = 12
"""Styles a style may be based on, one on the other."""


class ParagraphKind(NamedTuple):
    kind: str = ""
    level: int = 0


class ListPlace(NamedTuple):
    depth: int
    ordered: bool
    continues: bool = False


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else 0


class Styles:
    """Looks up styles by id; what is not there means nothing."""

    def __init__(self, styles: "_Element | None", numbering: "_Element | None") -> None:
        self._styles = (
            {value(style, "styleId"): style for style in styles if local(style) == "style"}
            if styles is not None
            else {}
        )
        self._formats = _list_formats(numbering)

    def _chain(self, identity: str) -> list["_Element"]:
        """A style and those it is based on."""
        made: list[_Element] = []
        while identity in self._styles and len(made) < _CHAIN:
            made.append(self._styles[identity])
            identity = value(child(made[-1], "basedOn"))
        return made

    def kind_of(self, properties: "_Element | None") -> ParagraphKind:
        """What a paragraph is, by its style's name or outline level."""
        own = value(child(properties, "outlineLvl"))
        if own.isdigit() and int(own) < 9:
            return ParagraphKind("heading", int(own) + 1)
        identity = value(child(properties, "pStyle"))
        for style in self._chain(identity):
            name = value(child(style, "name")).lower()
            if match := re.fullmatch(r"heading ([1-9])", name):
                return ParagraphKind("heading", int(match[1]))
            if name == "title":
                return ParagraphKind("title")
            if "quot" in name or name == "block text":
                return ParagraphKind("quote")
            if "preformatted" in name or "source code" in name or name in ("code", "macro text"):
                return ParagraphKind("code")
            level = value(child(child(style, "pPr"), "outlineLvl"))
            if level.isdigit() and int(level) < 9:
                return ParagraphKind("heading", int(level) + 1)
        if match := re.fullmatch(r"heading([1-9])", identity.lower()):
            return ParagraphKind("heading", int(match[1]))
        return ParagraphKind()

    def list_of(self, properties: "_Element | None") -> ListPlace | None:
        """Where in which list a paragraph stands, by itself or by its style; None outside of lists."""
        if properties is None or self.kind_of(properties).kind == "heading":
            return None
        chain = self._chain(value(child(properties, "pStyle")))
        names = [value(child(style, "name")).lower() for style in chain]
        named = next((match for name in names if (match := _LIST_STYLE.fullmatch(name))), None)
        if named and named[1] == "continue":
            return ListPlace(0, False, continues=True)
        places = [child(properties, "numPr"), *(child(child(style, "pPr"), "numPr") for style in chain)]
        for place in places:
            if place is not None:
                number = value(child(place, "numId"))
                depth = _number(value(child(place, "ilvl")))
                if number == "0":
                    return None
                ordered = self._formats.get((number, depth), "bullet") not in ("bullet", "none")
                # Word's own styles for deeper lists are lists of their own, at depth 0.
                depth = max(depth, int(named[2]) - 1 if named and named[2] else 0)
                return ListPlace(min(depth, 8), ordered)
        return None

    def look_of(self, properties: "_Element | None", look: Span) -> Span:
        """The look of a run: its own marks over those of its character style."""
        if properties is None:
            return look
        chain = self._chain(value(child(properties, "rStyle")))
        if any(value(child(style, "name")).lower() in _CODE_STYLES for style in chain):
            look = replace(look, code=True)
        layers = [child(style, "rPr") for style in reversed(chain)]
        for layer in (*layers, properties):
            look = _look(layer, look)
        return look


def _look(properties: "_Element | None", look: Span) -> Span:
    for mark in properties if properties is not None else ():
        name, said = local(mark), value(mark)
        on = said not in ("0", "false", "none", "off")
        if name == "b":
            look = replace(look, bold=on)
        elif name == "i":
            look = replace(look, italic=on)
        elif name == "u" and on:
            look = replace(look, italic=True)  # in manuscripts underlining stands for italics
        elif name in ("strike", "dstrike"):
            look = replace(look, struck=on)
        elif name == "vertAlign":
            look = replace(look, raised={"superscript": 1, "subscript": -1}.get(said, 0))
    return look


def _list_formats(numbering: "_Element | None") -> dict[tuple[str, int], str]:
    """How lists are numbered, by their number and depth."""
    abstract: dict[str, dict[int, str]] = {}
    made: dict[tuple[str, int], str] = {}
    for element in numbering if numbering is not None else ():
        if local(element) == "abstractNum":
            abstract[value(element, "abstractNumId")] = {
                _number(value(level, "ilvl")): value(child(level, "numFmt"))
                for level in element
                if local(level) == "lvl"
            }
        elif local(element) == "num":
            for depth, kind in abstract.get(value(child(element, "abstractNumId")), {}).items():
                made[value(element, "numId"), depth] = kind
    return made
