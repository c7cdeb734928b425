"""Grammars in GBNF, llama.cpp's notation: what is wrong with one and in which line, before it is sent. Pure.

Follows the reader of llama.cpp (src/llama-grammar.cpp) step by step, so that what passes here passes there.
"""

import re

from msgspec import Struct

_NAME = re.compile(r"[A-Za-z0-9-]+")
_TOKEN = re.compile(r"!?<[^>\s]+>")
"""A token of the model's by its text or number."""
_NUMBER = re.compile(r"[0-9]+")
_HEX = {"x": 2, "u": 4, "U": 8}
_PLAIN = 'trn\\"[]-'
_DEPTH = 200
"""Brackets within each other; more is no grammar that a person wrote."""
REPEATS_MOST = 20_000
"""Every repetition becomes a rule of its own; more would fill the memory."""
ROOT = "root"


class Fault(Struct, frozen=True):
    """``line`` counts from 1; ``what`` is a sentence."""

    line: int
    what: str


class _WrongError(Exception):
    def __init__(self, at: int, what: str) -> None:
        super().__init__(what)
        self.at, self.what = at, what


def fault_of(grammar: str) -> Fault | None:
    """The first fault; None when llama.cpp can read the grammar."""
    reader = _Reader(grammar)
    try:
        reader.read()
    except _WrongError as wrong:
        return Fault(grammar.count("\n", 0, min(wrong.at, len(grammar))) + 1, wrong.what)
    return None


class _Reader:
    """Reads a grammar once from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._depth = text, 0, 0
        self._made: set[str] = set()
        self._used: dict[str, int] = {}
        """Where each name was used first."""
        self._firsts: dict[str, set[str]] = {}
        """Which rules stand first in each rule; what may be left out before them is not looked through."""

    def read(self) -> None:
        self._space(lines=True)
        while self._at < len(self._text):
            self._rule()
        for name, place in sorted(self._used.items(), key=lambda item: item[1]):
            if name not in self._made:
                raise _WrongError(place, f"The rule “{name}” is used and not written anywhere.")
        if ROOT not in self._made:
            raise _WrongError(0, "There is no rule “root”, with which every answer begins.")
        self._refuse_circles()

    # Parts

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._text[at] if at < len(self._text) else ""

    def _space(self, *, lines: bool) -> None:
        blanks = " \t\r\n" if lines else " \t"
        while self._peek() and self._peek() in blanks + "#":
            if self._peek() == "#":
                while self._peek() and self._peek() not in "\r\n":
                    self._at += 1
            else:
                self._at += 1

    def _name(self) -> str:
        found = _NAME.match(self._text, self._at)
        if not found:
            raise _WrongError(self._at, "The name of a rule is expected here.")
        self._at = found.end()
        return found.group()

    def _rule(self) -> None:
        name = self._name()
        self._space(lines=False)
        if self._text[self._at : self._at + 3] != "::=":
            raise _WrongError(self._at, f"“::=” is expected after “{name}”.")
        self._at += 3
        self._space(lines=True)
        self._made.add(name)
        self._firsts[name] = set()
        self._alternates(name, nested=False, first=True)
        if self._peek() and self._peek() not in "\r\n":
            raise _WrongError(self._at, f"“{self._peek()}” cannot stand here.")
        self._space(lines=True)

    def _alternates(self, rule: str, *, nested: bool, first: bool) -> None:
        self._sequence(rule, nested=nested, first=first)
        while self._peek() == "|":
            self._at += 1
            self._space(lines=True)
            self._sequence(rule, nested=nested, first=first)

    def _sequence(self, rule: str, *, nested: bool, first: bool) -> None:
        """``first``: what it begins with is what the rule begins with."""
        there = repeated = False
        while sign := self._peek():
            begin = self._at
            if sign == '"':
                self._quoted()
            elif sign == "[":
                self._set()
            elif sign == ".":
                self._at += 1
            elif token := _TOKEN.match(self._text, self._at):
                self._at = token.end()
            elif sign == "(":
                self._group(rule, first=first and not there)
            elif _NAME.match(sign):
                name = self._name()
                self._used.setdefault(name, begin)
                if first and not there:
                    self._firsts[rule].add(name)
            elif sign in "*+?{":
                if not there:
                    raise _WrongError(begin, f"Something is expected before “{sign}”.")
                if repeated:
                    raise _WrongError(begin, f"What is repeated already needs brackets before “{sign}”.")
                self._repeat()
            else:
                return
            self._space(lines=nested)
            there, repeated = True, sign in "*+?{"

    def _group(self, rule: str, *, first: bool) -> None:
        begin = self._at
        self._depth += 1
        if self._depth > _DEPTH:
            raise _WrongError(begin, "Too many brackets stand within each other.")
        self._at += 1
        self._space(lines=True)
        self._alternates(rule, nested=True, first=first)
        if self._peek() != ")":
            raise _WrongError(self._at if self._peek() else begin, "A closing “)” is missing.")
        self._at += 1
        self._depth -= 1

    def _repeat(self) -> None:
        """A mark of repetition."""
        sign, begin = self._peek(), self._at
        self._at += 1
        if sign != "{":
            return
        self._space(lines=True)
        low = self._number()
        high = low
        self._space(lines=True)
        if self._peek() == ",":
            self._at += 1
            self._space(lines=True)
            high = self._number() if self._peek().isdigit() else low
            if high < low:
                raise _WrongError(begin, "The second number in the braces is the smaller one.")
            self._space(lines=True)
        elif self._peek() != "}":
            raise _WrongError(begin, "A comma or a closing brace is expected in the braces.")
        if self._peek() != "}":
            raise _WrongError(begin, "A closing brace is missing.")
        self._at += 1
        if max(low, high) > REPEATS_MOST:
            raise _WrongError(begin, f"Nothing can be repeated more than {REPEATS_MOST:,} times.")

    def _number(self) -> int:
        found = _NUMBER.match(self._text, self._at)
        if not found:
            raise _WrongError(self._at, "A number is expected in the braces.")
        self._at = found.end()
        return int(found.group()[:9])

    def _quoted(self) -> None:
        begin = self._at
        self._at += 1
        while self._peek() != '"':
            self._character(begin, "A quotation mark is not closed.")
        self._at += 1

    def _set(self) -> None:
        begin = self._at
        self._at += 1
        if self._peek() == "^":
            self._at += 1
        while self._peek() != "]":
            self._character(begin, "A square bracket is not closed.")
            if self._peek() == "-" and self._peek(1) != "]":
                self._at += 1
                self._character(begin, "A square bracket is not closed.")
        self._at += 1

    def _character(self, begin: int, what: str) -> None:
        sign = self._peek()
        if not sign:
            raise _WrongError(begin, what)
        self._at += 1
        if sign != "\\":
            return
        kind = self._peek()
        if kind in _HEX and kind:
            digits = self._text[self._at + 1 : self._at + 1 + _HEX[kind]]
            if not re.fullmatch(f"[0-9A-Fa-f]{{{_HEX[kind]}}}", digits):
                raise _WrongError(self._at, f"“\\{kind}” needs {_HEX[kind]} hexadecimal digits.")
            self._at += 1 + _HEX[kind]
        elif kind and kind in _PLAIN:
            self._at += 1
        else:
            raise _WrongError(self._at, f"“\\{kind}” is no escape that grammars know.")

    def _refuse_circles(self) -> None:
        """A rule that begins with itself would never write anything."""
        done: set[str] = set()
        for start in self._firsts:
            path: list[tuple[str, list[str]]] = [(start, sorted(self._firsts[start]))]
            on_path = {start}
            while path and start not in done:
                name, rest = path[-1]
                if not rest:
                    done.add(name)
                    on_path.discard(name)
                    path.pop()
                    continue
                other = rest.pop()
                if other in on_path:
                    raise _WrongError(self._place(other), f"The rule “{other}” begins with itself.")
                if other not in done:
                    path.append((other, sorted(self._firsts[other])))
                    on_path.add(other)

    def _place(self, name: str) -> int:
        found = re.search(rf"^[ \t]*{re.escape(name)}[ \t]*::=", self._text, re.MULTILINE)
        return found.start() if found else 0
