"""Reads a pickle by its opcodes into plain values: nothing is imported, looked up or called.

Memory stays in proportion to the bytes read: a length in the file is compared with what is left before
anything is made of it, and values refer to each other, they are never copied.
"""

import codecs
import struct
from collections.abc import Callable

from studio.engine.pickles import building
from studio.engine.pickles.values import FaultError, Made, Named, Storage, Tensor

OPERATIONS_MAX = 5_000_000
_INTEGER_BYTES_MAX = 16
_LINE_MAX = 1_000_000

_CUT_SHORT = "It is cut short."
_NOTHING = object()


class Machine:
    """One pickle, from ``start`` on in ``data``; ``end`` is where it stopped."""

    def __init__(self, data: bytes, start: int = 0) -> None:
        self._data, self.end = data, start
        self._stack: list[object] = []
        self._marks: list[list[object]] = []
        self._memo: dict[int, object] = {}
        self.storages: dict[str, Storage] = {}
        """Every storage it referred to, by its key."""

    def run(self) -> object:
        """The value it builds. Raises FaultError."""
        data, size = self._data, len(self._data)
        for _ in range(OPERATIONS_MAX):
            if self.end >= size:
                raise FaultError(_CUT_SHORT)
            code = data[self.end]
            self.end += 1
            if code == 0x2E:  # STOP
                return self._pop()
            act = _OPCODES.get(code)
            if act is None:
                raise FaultError(f"It is malformed: byte {self.end - 1:,} is no step of a pickle.")
            act(self)
        raise FaultError("It takes more steps than weights need.")

    # Reading

    def _take(self, count: int) -> bytes:
        begin = self.end
        if count > len(self._data) - begin:
            raise FaultError(_CUT_SHORT)
        self.end = begin + count
        return self._data[begin : self.end]

    def _number(self, count: int) -> int:
        return int.from_bytes(self._take(count), "little")

    def _line(self) -> bytes:
        found = self._data.find(b"\n", self.end, self.end + _LINE_MAX)
        if found < 0:
            raise FaultError(_CUT_SHORT)
        line = self._data[self.end : found]
        self.end = found + 1
        return line.rstrip(b"\r")

    def _text_line(self) -> str:
        return self._line().decode("utf-8", "replace")

    # Stack

    def _push(self, value: object) -> None:
        self._stack.append(value)

    def _pop(self) -> object:
        if not self._stack:
            raise FaultError("It is malformed: it takes what is not there.")
        return self._stack.pop()

    def _top(self) -> object:
        if not self._stack:
            raise FaultError("It is malformed: it takes what is not there.")
        return self._stack[-1]

    def _since_mark(self) -> list[object]:
        if not self._marks:
            raise FaultError("It is malformed: an end without a beginning.")
        items, self._stack = self._stack, self._marks.pop()
        return items

    # Steps

    def mark(self) -> None:
        self._marks.append(self._stack)
        self._stack = []

    def pop(self) -> None:
        if self._stack:
            self._stack.pop()
        else:
            self._since_mark()

    def frame(self) -> None:
        if self._number(8) > len(self._data) - self.end:
            raise FaultError("It lies about the length of its parts, or is cut short.")

    def protocol(self) -> None:
        if self._number(1) > 5:
            raise FaultError("It is of a version of pickle that Atelier does not know.")

    def integer(self, count: int) -> None:
        if count > _INTEGER_BYTES_MAX:
            raise FaultError("It holds a number larger than any that weights need.")
        self._push(int.from_bytes(self._take(count), "little", signed=True))

    def text_integer(self) -> None:
        line = self._line().removesuffix(b"L")
        if len(line) > 40:
            raise FaultError("It holds a number larger than any that weights need.")
        try:
            self._push({b"00": False, b"01": True}.get(line, _NOTHING))
            if self._stack[-1] is _NOTHING:
                self._stack[-1] = int(line)
        except ValueError as error:
            raise FaultError("It is malformed: a number is none.") from error

    def text_float(self) -> None:
        line = self._line()[:400]
        try:
            self._push(float(line))
        except ValueError as error:
            raise FaultError("It is malformed: a number is none.") from error

    def quoted(self) -> None:
        line = self._line()
        if len(line) < 2 or line[:1] != line[-1:] or line[:1] not in (b"'", b'"'):
            raise FaultError("It is malformed: a text without quotes.")
        try:
            self._push(codecs.escape_decode(line[1:-1])[0].decode("latin-1"))  # type: ignore[attr-defined]
        except ValueError as error:
            raise FaultError("It is malformed: a text that is none.") from error

    def text(self, size: int) -> None:
        content = self._take(self._number(size))
        try:
            self._push(content.decode("utf-8", "surrogatepass"))
        except ValueError as error:
            raise FaultError("It is malformed: a text that is none.") from error

    def old_text(self, size: int) -> None:
        """A string of Python 2, which holds letters or bytes."""
        self._push(self._take(self._number(size)).decode("latin-1"))

    def some_bytes(self, size: int) -> None:
        self._push(self._take(self._number(size)))

    def unicode_line(self) -> None:
        line = self._line()
        try:
            self._push(line.decode("raw_unicode_escape"))
        except ValueError as error:
            raise FaultError("It is malformed: a text that is none.") from error

    def pack(self, count: int) -> None:
        """The last few values as one tuple."""
        values = [self._pop() for _ in range(count)]
        self._push(tuple(reversed(values)))

    def append(self, values: list[object]) -> None:
        place = self._top()
        if isinstance(place, list):
            place.extend(values)
        elif not isinstance(place, Made):
            raise FaultError("It is malformed: it adds to what is no list.")

    def set_items(self, values: list[object]) -> None:
        place = self._top()
        if len(values) % 2:
            raise FaultError("It is malformed: a key without a value.")
        table = place.pairs if isinstance(place, Made) else place
        if not isinstance(table, dict):
            raise FaultError("It is malformed: it adds to what is no table.")
        for at in range(0, len(values), 2):
            if building.is_key(values[at]):
                table[values[at]] = values[at + 1]

    def put(self, place: int) -> None:
        self._memo[place] = self._top()

    def memoise(self) -> None:
        self._memo[len(self._memo)] = self._top()

    def get(self, place: int) -> None:
        found = self._memo.get(place, _NOTHING)
        if found is _NOTHING:
            raise FaultError("It is malformed: it remembers what it never saw.")
        self._push(found)

    def place_in_line(self) -> int:
        line = self._line()
        if not line.isdigit() or len(line) > 12:
            raise FaultError("It is malformed: a number is none.")
        return int(line)

    def name_lines(self) -> Named:
        return building.named(self._text_line(), self._text_line())

    def stack_name(self) -> None:
        name, module = self._pop(), self._pop()
        self._push(building.named(module, name))

    def call(self) -> None:
        arguments, function = self._pop(), self._pop()
        self._push(building.called(function, arguments))

    def make(self, *, named_arguments: bool = False) -> None:
        if named_arguments:
            self._pop()
        arguments, kind = self._pop(), self._pop()
        self._push(building.called(kind, arguments))

    def make_from_mark(self) -> None:
        items = self._since_mark()
        if not items:
            raise FaultError("It is malformed: it makes something of nothing.")
        self._push(building.called(items[0], items[1:]))

    def instance(self) -> None:
        kind = self.name_lines()
        self._push(building.called(kind, self._since_mark()))

    def build(self) -> None:
        """Give what was made its state. Tables and tensors keep none; what was never made only holds it."""
        state, place = self._pop(), self._top()
        if isinstance(place, Made):
            place.state = state
        elif not isinstance(place, dict | list | Tensor | Named | tuple):
            raise FaultError("It is malformed: it gives a state to what has none.")

    def persistent(self) -> None:
        found = building.stored(self._pop())
        if isinstance(found, Storage):
            self.storages[found.key] = found
        self._push(found)

    def persistent_line(self) -> None:
        building.stored(self._text_line())

    def refuse_extension(self) -> None:
        raise FaultError("It names code by a number instead of a name.")

    def refuse_buffer(self) -> None:
        raise FaultError("It refers to things outside of itself.")


def _little(form: str) -> Callable[[Machine], int]:
    size = struct.calcsize(form)

    def read(machine: Machine) -> int:
        return struct.unpack(form, machine._take(size))[0]

    return read


_u1, _u2, _u4, _s4 = _little("<B"), _little("<H"), _little("<I"), _little("<i")

_OPCODES: dict[int, Callable[[Machine], object]] = {
    ord("("): Machine.mark,
    ord("0"): Machine.pop,
    ord("1"): Machine._since_mark,
    ord("2"): lambda m: m._push(m._top()),
    ord("N"): lambda m: m._push(None),
    0x88: lambda m: m._push(True),
    0x89: lambda m: m._push(False),
    ord("J"): lambda m: m._push(_s4(m)),
    ord("K"): lambda m: m._push(_u1(m)),
    ord("M"): lambda m: m._push(_u2(m)),
    ord("I"): Machine.text_integer,
    ord("L"): Machine.text_integer,
    0x8A: lambda m: m.integer(_u1(m)),
    0x8B: lambda m: m.integer(_u4(m)),
    ord("F"): Machine.text_float,
    ord("G"): lambda m: m._push(struct.unpack(">d", m._take(8))[0]),
    ord("S"): Machine.quoted,
    ord("T"): lambda m: m.old_text(4),
    ord("U"): lambda m: m.old_text(1),
    ord("V"): Machine.unicode_line,
    ord("X"): lambda m: m.text(4),
    0x8C: lambda m: m.text(1),
    0x8D: lambda m: m.text(8),
    ord("B"): lambda m: m.some_bytes(4),
    ord("C"): lambda m: m.some_bytes(1),
    0x8E: lambda m: m.some_bytes(8),
    0x96: lambda m: m.some_bytes(8),
    ord("]"): lambda m: m._push([]),
    ord("}"): lambda m: m._push({}),
    ord(")"): lambda m: m._push(()),
    0x8F: lambda m: m._push([]),  # a set: it is never asked what it holds, so a list does
    0x85: lambda m: m.pack(1),
    0x86: lambda m: m.pack(2),
    0x87: lambda m: m.pack(3),
    ord("t"): lambda m: m._push(tuple(m._since_mark())),
    ord("l"): lambda m: m._push(m._since_mark()),
    0x91: lambda m: m._push(m._since_mark()),
    ord("d"): lambda m: _table(m),
    ord("a"): lambda m: m.append([m._pop()]),
    ord("e"): lambda m: m.append(m._since_mark()),
    0x90: lambda m: m.append(m._since_mark()),
    ord("s"): lambda m: m.set_items([m._pop(), m._pop()][::-1]),
    ord("u"): lambda m: m.set_items(m._since_mark()),
    ord("p"): lambda m: m.put(m.place_in_line()),
    ord("q"): lambda m: m.put(_u1(m)),
    ord("r"): lambda m: m.put(_u4(m)),
    0x94: Machine.memoise,
    ord("g"): lambda m: m.get(m.place_in_line()),
    ord("h"): lambda m: m.get(_u1(m)),
    ord("j"): lambda m: m.get(_u4(m)),
    ord("c"): lambda m: m._push(m.name_lines()),
    0x93: Machine.stack_name,
    ord("i"): Machine.instance,
    ord("o"): Machine.make_from_mark,
    ord("R"): Machine.call,
    0x81: Machine.make,
    0x92: lambda m: m.make(named_arguments=True),
    ord("b"): Machine.build,
    ord("Q"): Machine.persistent,
    ord("P"): Machine.persistent_line,
    0x80: Machine.protocol,
    0x95: Machine.frame,
    0x82: Machine.refuse_extension,
    0x83: Machine.refuse_extension,
    0x84: Machine.refuse_extension,
    0x97: Machine.refuse_buffer,
    0x98: Machine.refuse_buffer,
}


def _table(machine: Machine) -> None:
    values = machine._since_mark()
    machine._push({})
    machine.set_items(values)


def unpickle(data: bytes, start: int = 0) -> tuple[object, int]:
    """The value of the pickle that begins at ``start``, and where it ends. Raises FaultError."""
    machine = Machine(data, start)
    return machine.run(), machine.end
