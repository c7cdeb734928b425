"""A collection of harmful and damaged model files, each with a word its refusal must have.

Each that wants to act would make the file ``canary`` in the folder it is opened in, were it ever run.
"""

import io
import pickle
import struct
import zipfile
from collections.abc import Iterator

COMMAND = b"touch canary"
_S = b"S'" + COMMAND + b"'\n"


class _Call:
    """Pickles as a call of ``function``; the pickler writes whatever it is told."""

    def __init__(self, function: object, *arguments: object) -> None:
        self._made = (function, arguments)

    def __call__(self) -> None:
        """The pickler asks that what is called can be."""

    def __reduce__(self) -> tuple:
        return self._made


def name(module: str, word: str) -> bytes:
    return b"c" + f"{module}\n{word}\n".encode()


def text(value: str) -> bytes:
    return b"X" + struct.pack("<I", len(value.encode())) + value.encode()


def short(module: str, word: str) -> bytes:
    """A name by STACK_GLOBAL."""
    return b"".join(b"\x8c" + bytes([len(each)]) + each.encode() for each in (module, word)) + b"\x93"


def number(value: int) -> bytes:
    return b"\x8a\x09" + value.to_bytes(9, "little", signed=True)


def storage(key: str = "0", count: int = 4, kind: bytes = name("torch", "FloatStorage")) -> bytes:
    return b"(" + text("storage") + kind + text(key) + text("cpu") + number(count) + b"tQ"


def tensor(
    begin: int = 0, shape: tuple[int, ...] = (2, 2), steps: tuple[int, ...] = (2, 1), place: bytes = b""
) -> bytes:
    def row(values: tuple[int, ...]) -> bytes:
        return b"(" + b"".join(map(number, values)) + b"t"

    inside = (place or storage()) + number(begin) + row(shape) + row(steps) + b"\x89"
    hooks = name("collections", "OrderedDict") + b")R"
    return name("torch._utils", "_rebuild_tensor_v2") + b"(" + inside + hooks + b"tR"


def table(**entries: bytes) -> bytes:
    return b"}(" + b"".join(text(key) + value for key, value in entries.items()) + b"u"


GOOD = b"\x80\x02" + table(weight=tensor()) + b"."
NUMBERS = struct.pack("<4f", 1, 2, 3, 4)


def torch_zip(content: bytes = GOOD, method: int = zipfile.ZIP_STORED, **more: bytes) -> bytes:
    """A file as torch writes it; ``more`` are further files in it."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        archive.writestr("archive/data.pkl", content)
        archive.writestr("archive/data/0", NUMBERS)
        for key, value in more.items():
            archive.writestr(f"archive/{key}", value)
    return whole.getvalue()


def legacy(content: bytes = GOOD, keys: object = ("0",), count: int = 4, *, little: bool = True) -> bytes:
    """A file as torch wrote it before zip files."""
    parts = [
        pickle.dumps(0x1950A86A20F9469CFC6C, 2), pickle.dumps(1001, 2),
        pickle.dumps({"protocol_version": 1001, "little_endian": little, "type_sizes": {"int": 4}}, 2),
        content, pickle.dumps(list(keys) if isinstance(keys, tuple) else keys, 2),
        struct.pack("<q", count), NUMBERS,
    ]  # fmt: skip
    return b"".join(parts)


def _calls() -> Iterator[tuple[str, bytes, str]]:
    """Pickles that want to run something, by every step that could."""
    harmful = (
        "os system", "posix system", "nt system", "os popen", "os execvp", "subprocess Popen",
        "subprocess check_output", "builtins eval", "builtins exec", "__builtin__ eval",
        "__builtin__ apply", "builtins __import__", "builtins compile", "builtins open",
        "builtins globals", "sys modules", "runpy run_path", "importlib import_module",
        "importlib.util spec_from_file_location", "ctypes CDLL", "ctypes.util find_library", "pty spawn",
        "webbrowser open", "socket create_connection", "shutil rmtree", "pickle loads", "_pickle loads",
        "timeit timeit", "cProfile run", "pdb run", "bdb Bdb", "code InteractiveInterpreter",
        "asyncio.unix_events _UnixSubprocessTransport", "multiprocessing.util spawnv_passfds", "pip main",
        "urllib.request urlopen", "http.client HTTPSConnection", "operator attrgetter",
        "operator methodcaller", "functools reduce", "torch.hub load", "torch.jit load",
        "torch.serialization load", "io FileIO", "torch.utils.cpp_extension load_inline",
        "numpy.testing._private.utils runstring", "marshal loads", "numpy.f2py.crackfortran param_eval",
        "distutils.file_util write_file", "_io open", "pydoc pipepager", "linecache getline",
        "zipimport zipimporter", "commands getoutput", "atexit register", "signal signal",
        "threading Thread", "pkgutil get_data", "ssl get_server_certificate", "cloudpickle loads",
        "dill loads",
    )  # fmt: skip
    for each in harmful:
        module, word = each.split()
        yield f"global {each}", name(module, word) + b"(" + _S + b"tR.", f"{module}.{word}"
    system = name("os", "system")
    yield "stack global", b"\x80\x04" + short("os", "system") + b"\x8c\x0c" + COMMAND + b"\x85R.", "os.system"
    yield "built-in by stack", b"\x80\x04" + short("builtins", "eval") + b"\x8c\x011\x85R.", "builtins.eval"
    yield "instance", b"(" + _S + b"ios\nsystem\n.", "os.system"
    yield "object", b"(" + system + _S + b"o.", "os.system"
    yield "new object", b"\x80\x02" + system + b"(" + _S + b"t\x81.", "os.system"
    yield "new object with names", b"\x80\x04" + system + b"(" + _S + b"t}\x92.", "os.system"
    yield "beside good weights", b"\x80\x02" + system + b"(" + _S + b"tR0" + GOOD[2:], "os.system"
    yield "in the memo", b"\x80\x02" + system + b"q\x000" + GOOD[2:-1] + b"h\x00(" + _S + b"tR0.", "os.system"
    yield "as a key", b"\x80\x02}" + system + tensor() + b"s.", "os.system"
    hooked = name("torch._utils", "_rebuild_tensor_v2") + b"(" + storage() + b"K\x00(t(t\x89" + system + b"tR"
    yield "as a hook of a tensor", b"\x80\x02" + table(weight=hooked) + b".", "os.system"
    typed = name("torch._tensor", "_rebuild_from_type_v2") + b"(" + system + b"N(" + _S + b"tNtR."
    yield "as the maker of a tensor", b"\x80\x02" + typed, "os.system"
    yield "dotted name", b"\x80\x04" + short("os", "path.os.system") + b")R.", "os.path.os.system"
    yield "name by a list", b"\x80\x04]]\x93.", "no name"
    yield "endless name", b"c" + b"o" * 1000 + b"\nsystem\n.", "endless"
    yield "extension by number", b"\x80\x02\x82\x01(" + _S + b"tR.", "by a number"
    yield "extension, long", b"\x80\x02\x84\x01\x00\x00\x00(" + _S + b"tR.", "by a number"
    registered = name("copyreg", "add_extension") + b"(" + text("os") + text("system") + b"K\x01tR0\x82\x01."
    yield "extension made first", b"\x80\x02" + registered, "by a number"
    rebuilt = name("copyreg", "_reconstructor") + b"(" + system + name("builtins", "object") + b"NtR."
    yield "made by copyreg", b"\x80\x02" + rebuilt, "os.system"
    yield "nested calls", pickle.dumps(_Call(getattr, _Call(compile, "os"), "system"), 4), "compile"
    yield "call of a call", pickle.dumps(_Call(_Call(getattr, _Call(eval, "1"), "x"), 1), 4), "eval"
    yield "getattr chain", _chain(), "no weights"


def _chain() -> bytes:
    """Reaches for eval by attributes alone, without naming anything harmful."""
    value = name("builtins", "getattr") + b"(" + name("builtins", "dict") + text("__class__") + b"tR"
    for word in ("__base__", "__subclasses__"):
        value = name("builtins", "getattr") + b"(" + value + text(word) + b"tR"
    return b"\x80\x02" + value + b")R" + b"."


def _states() -> Iterator[tuple[str, bytes, str]]:
    """States that would call or change something if they were given."""
    system, module = name("posix", "system"), name("torch.nn.modules.module", "Module")
    ordered = name("collections", "OrderedDict") + b")R"
    yield (
        "set state of a table",
        ordered + b"}" + text("__setstate__") + system + b"sb" + text("x") + b"b.",
        "posix",
    )
    yield "state of a class", module + table(forward=name("builtins", "print")) + b"b.", "no weights"
    made = module + b")R" + table(__setstate__=name("builtins", "print"))
    yield "state of a made thing", made + b"b" + text("x") + b"b.", "no weights"
    yield "state of a number", b"K\x01}b.", "malformed"
    yield "state of a text", text("x") + b"}b.", "malformed"
    array = (
        name("numpy.core.multiarray", "_reconstruct") + b"(" + name("numpy", "ndarray") + b"K\x00\x85C\x01btR"
    )
    dtype = name("numpy", "dtype") + b"(" + text("O8") + b"\x89\x88tR"
    filled = array + b"(K\x01K\x01\x85" + dtype + b"\x89]" + text("x") + b"atb"
    yield "array of objects", b"\x80\x03" + filled + b".", "no weights"
    yield (
        "array that loads",
        b"\x80\x03" + name("numpy", "load") + b"(" + text("x.npy") + b"N\x88tR.",
        "no weights",
    )
    inner = b"B" + struct.pack("<I", len(COMMAND)) + COMMAND
    nested = name("torch.storage", "_load_from_bytes") + b"(" + inner + b"tR"
    yield "pickle in a pickle", b"\x80\x03" + table(weight=nested) + b".", "no weights"


def _references() -> Iterator[tuple[str, bytes, str]]:
    """Persistent ids that lead astray."""
    yield "reference to a path", b"P/etc/passwd\n.", "outside of itself"
    yield "reference by a text", text("/etc/passwd") + b"Q.", "outside of itself"
    yield "reference by a list", b"]Q.", "outside of itself"
    yield "storage of no kind", table(a=tensor(place=storage(kind=text("FloatStorage")))) + b".", "of a kind"
    unknown = storage(kind=name("torch", "QInt8Storage"))
    yield "storage of another kind", table(a=tensor(place=unknown)) + b".", "QInt8Storage"
    yield "storage elsewhere", table(a=tensor(place=storage("../../0"))) + b".", "missing"
    yield "storage below nothing", table(a=tensor(place=storage(count=-1))) + b".", "malformed"
    huge = storage(count=2**62)
    yield "storage without end", table(a=tensor(place=huge)) + b".", "malformed"
    yield (
        "storage with a list as key",
        b"(" + text("storage") + name("torch", "FloatStorage") + b"]NK\x04tQ.",
        "no key",
    )
    yield "buffer outside", b"\x80\x05\x97.", "outside of itself"


def _tensors() -> Iterator[tuple[str, bytes, str]]:
    """Tensors that read or grow past what is there; to be put into a zip file."""
    cases = {
        "past the end": tensor(begin=1), "far past the end": tensor(begin=2**40),
        "before the beginning": tensor(begin=-1), "shape past the end": tensor(shape=(3, 2)),
        "steps past the end": tensor(steps=(4, 1)), "steps backwards": tensor(begin=3, steps=(-2, -1)),
        "endless shape": tensor(shape=(2**40, 2**40), steps=(0, 0)),
        "shape below nothing": tensor(shape=(-2, 2)), "shape and steps differ": tensor(steps=(1,)),
        "too many sides": tensor(shape=(1,) * 40, steps=(1,) * 40),
        "longer than its part": tensor(shape=(8,), steps=(1,), place=storage(count=8)),
    }  # fmt: skip
    for case, value in cases.items():
        word = "shorter" if case == "longer than its part" else "malformed"
        yield f"tensor {case}", b"\x80\x02" + table(weight=value) + b".", word
    wide = tensor(shape=(2**28,), steps=(0,))
    yield "tensor that fills the disk", b"\x80\x02" + table(weight=wide) + b".", "memory to undo"
    many = b"}(" + b"".join(
        text(f"w{i}") + tensor(shape=(2**20,), steps=(0,), place=storage()) for i in range(200)
    ) + b"u"  # fmt: skip
    yield "tensors that fill the disk together", b"\x80\x02" + many + b".", "many times"
    yield (
        "no table of tensors",
        b"\x80\x02" + name("torch._utils", "_rebuild_tensor_v2") + b")R.",
        "malformed",
    )
    yield (
        "a table as arguments",
        b"\x80\x02" + name("torch._utils", "_rebuild_tensor_v2") + b"}R.",
        "malformed",
    )


def _sizes() -> Iterator[tuple[str, bytes, str]]:
    """Counts that lie, and things that grow."""
    for code in (b"T", b"X", b"B", b"\x8b"):
        yield f"count of {code!r}", b"\x80\x02" + code + b"\xff\xff\xff\x7f.", ""
    for code in (b"\x8d", b"\x8e", b"\x96", b"\x95"):
        yield f"count of {code!r}", b"\x80\x05" + code + b"\xff" * 8 + b".", ""
    yield (
        "number of a million bytes",
        b"\x80\x02\x8b" + struct.pack("<i", 10**6) + bytes(10**6) + b".",
        "number",
    )
    yield "number of a million digits", b"(dp0\nI" + b"9" * 900_000 + b"\ns.", "number"
    yield "float of a million digits", b"\x80\x02F" + b"x" * 900_000 + b"\n.", "malformed"
    laughs = _doubled(b"]", b"e")
    yield "billion lists", b"\x80\x02" + laughs + b".", "nested"
    yield "billion lists among weights", b"\x80\x02" + table(a=tensor(), b=laughs) + b".", "nested"
    pairs = _doubled(b")", b"t")
    yield "billion pairs as a key", b"\x80\x02}" + pairs + b"K\x01s.", "no weights"
    yield "billion pairs as a set", b"\x80\x04\x8f(" + pairs + b"\x90.", "no weights"
    yield "billion pairs as a frozen set", b"\x80\x04(" + pairs + b"\x91.", "no weights"
    rows = b"](" + b"(K\x01K\x02t" * 20_000 + b"eq\x00"
    copies = (name("collections", "OrderedDict") + b"(h\x00tR") * 20_000
    yield "copies of a table", b"\x80\x02" + rows + copies + b".", "no weights"
    yield "marks without end", b"\x80\x02" + b"(" * 400_000 + b".", "malformed"
    yield "lists in lists", b"\x80\x02" + b"](" * 200_000 + b"e" * 200_000 + b".", ""
    deep = b"\x80\x02)" + b"\x85" * 400_000 + b"."
    yield "tuples in tuples", deep, "no weights"
    tables = b"\x80\x02" + b"}" + (b"q\x00" + text("a") + b"}") * 50_000
    yield "tables in tables", tables + b"s" * 50_000 + b".", "nested"
    yield "more steps than weights need", b"\x80\x02" + b"N0" * 510_000 + b"N.", "steps"
    yield "table in itself", b"\x80\x02}q\x00" + text("state_dict") + b"h\x00s.", "nested"
    yield "list in itself", b"\x80\x02]q\x00h\x00a.", "nested"
    both = b"\x80\x02}q\x00" + text("a") + b"}q\x01" + text("b") + b"h\x00s" + b"s."
    yield "tables in each other", both, "nested"
    state = name("torch.nn", "Module") + b")Rq\x00" + table(_modules=b"}" + text("a") + b"h\x00s") + b"b."
    yield "network in itself", b"\x80\x02" + state, "nested"
    yield "a name too long", b"\x80\x02}" + text("w" * 5000) + tensor() + b"s.", "name"
    yield "a name of half a letter", b"\x80\x02}V\\ud800\n" + tensor() + b"s.", "name"
    yield (
        "two weights of one name",
        b"\x80\x02}(" + text("a") + table(b=tensor()) + text("a.b") + tensor() + b"u.",
        "one name",
    )


def _doubled(nothing: bytes, end: bytes) -> bytes:
    """A thing that holds one thing twice, which holds one thing twice, a hundred times over."""
    content = nothing + b"q\x640"
    for at in range(100, 200):
        begin = b"(" if end == b"t" else b"]("
        content += begin + (b"h" + bytes([at])) * 2 + end + b"q" + bytes([at + 1]) + b"0"
    return content + b"h\xc8"


def _damaged() -> Iterator[tuple[str, bytes, str]]:
    """Pickles that make no sense."""
    for case, content in {
        "no step": b"\xff.", "no end": b"N", "empty stack": b".", "empty call": b"R.",
        "empty memo": b"h\x07.", "nothing to remember": b"q\x00.", "no mark": b"t.", "odd items": b"}(Nu.",
        "items of a number": b"K\x01NNs.", "item of a number": b"K\x01Na.",
        "text without quotes": b"Sx\n.", "bad text": b"X\x01\x00\x00\x00\xff.", "version 9": b"\x80\x09N.",
        "pair of nothing": b"\x86.", "object of nothing": b"(o.", "bad number": b"Ix\n.",
        "bad place": b"Np-1\n.", "call with a number": b"N K\x01R.", "letters half": b"V\\u12\n.",
    }.items():  # fmt: skip
        yield f"pickle with {case}", b"\x80\x02" + content, ""
    yield (
        "an ordinary pickle",
        pickle.dumps({"a": [1, 2.5, None, True, b"x", {"y": {1, 2}}]}, 4),
        "no weights",
    )
    yield "a pickle of text", pickle.dumps({"a": [1, 2.5, "x"]}, 0), "no weights"


def pickles() -> Iterator[tuple[str, bytes, str]]:
    """Every harmful or damaged pickle: what it is, its bytes, a word of the refusal."""
    for collection in (_calls, _states, _references, _tensors, _sizes, _damaged):
        yield from collection()


def files() -> Iterator[tuple[str, bytes, str]]:
    """Every harmful or damaged file. A pickle comes in a zip file of torch, and alone or in an old file."""
    for case, content, word in pickles():
        yield f"{case} (zip)", torch_zip(content), word
        if not content.startswith(b"\x80"):
            yield f"{case} (alone)", content, ""
        elif len(content) < 2000:
            yield f"{case} (old)", legacy(content), ""
    yield from _zips()
    yield from _old_files()


def _zips() -> Iterator[tuple[str, bytes, str]]:
    good = torch_zip()
    end = good.rindex(b"PK\x05\x06")
    first = good.index(b"PK\x01\x02")

    def changed(place: int, content: bytes) -> bytes:
        return good[:place] + content + good[place + len(content) :]

    yield "bomb", torch_zip(b"\x80\x02" + bytes(100 * 1024**2), zipfile.ZIP_DEFLATED), "larger than any"
    yield "bomb in the weights", _bomb(), "shorter"
    packed = torch_zip(GOOD, zipfile.ZIP_DEFLATED)
    table_place = packed.index(b"PK\x01\x02")
    yield "compressed part that lies", (
        packed[: table_place + 24] + struct.pack("<I", 50) + packed[table_place + 28 :]
    ), "compressed part"  # fmt: skip
    place = packed.index(b"archive/data.pkl") + 16
    yield "compressed part that is none", packed[:place] + b"\xff" * 8 + packed[place + 8 :], "damaged"
    for kind in ("../data.pkl", "/etc/data.pkl", "a\\..\\b", "archive/../../x"):
        yield f"file called {kind}", _renamed(kind), "outside of itself"
    yield "pickle twice", _twice("archive/data.pkl"), "twice"
    yield "pickle in two folders", _twice("other/data.pkl"), "several pickles"
    yield "encrypted", changed(first + 8, b"\x01\x00"), "encrypted"
    yield "strongly encrypted", changed(first + 8, b"\x41\x00"), "encrypted"
    yield "packed in a way of its own", changed(first + 10, b"\x0e\x00"), "packed"
    yield "sizes that differ", changed(first + 24, struct.pack("<I", 2**31)), "lies"
    yield "part that reaches into the next", changed(first + 20, struct.pack("<II", 400, 400)), "overlaps"
    second = good.index(b"PK\x01\x02", first + 4)
    yield "part that lies on another one", changed(second + 42, struct.pack("<I", 0)), "overlaps"
    yield "part that is elsewhere", changed(first + 42, struct.pack("<I", 9)), ""
    yield "part on another disk", changed(first + 34, b"\x03\x00"), "lies"
    yield "own header that differs", changed(30, b"archive/evil.pkl"), "something else"
    yield "own header that is none", changed(0, b"PK\x03\x05"), "neither"
    yield "something before it", b"#!/bin/sh\ntouch canary\n" + good, "neither"
    yield "a pickle before it", b"\x80\x02" + name("os", "system") + b"(" + _S + b"tR." + good, "os.system"
    yield "something between", good[:first] + b"x" * 40 + good[first:], "not where it says"
    yield "something after it", good + b"x" * 40, "end is missing"
    yield "another end in its comment", changed(end + 20, b"\x16\x00") + good[end : end + 22], ""
    yield "a million files", changed(end + 8, b"\xfe\xff\xfe\xff"), "damaged"
    yield "a table without end", changed(end + 12, struct.pack("<I", 2**31)), "larger than any"
    yield "a table of another length", changed(end + 8, b"\x01\x00\x01\x00"), "another length"
    yield "part of several", changed(end + 4, b"\x01\x00\x01\x00"), "one part"
    yield "large numbers without their place", changed(end + 12, b"\xff" * 4), "damaged"
    large = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 2**60, 2**60, 2**60, 0)
    found = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    full = good[end : end + 8] + b"\xff" * 12 + b"\0\0"
    yield "large numbers that lie", good[:end] + large + found + full, "larger than any"
    yield (
        "large numbers elsewhere",
        good[:end] + large + struct.pack("<4sIQI", b"PK\x06\x07", 0, 2**60, 1) + full,
        "damaged",
    )
    yield "two ends that differ", good[:end] + large + found + good[end:], "contradict"
    yield "sizes too large for their field", changed(first + 20, b"\xff" * 8), "damaged"
    yield "a wrong checksum", changed(first + 16, b"\x01\x02\x03\x04"), "checksum"
    yield "weights with a wrong checksum", changed(second + 16, b"\x01\x02\x03\x04"), "checksum"
    yield "numbers of another machine", torch_zip(byteorder=b"big"), "byte order"
    yield "a program of TorchScript", torch_zip(**{"constants.pkl": b"\x80\x02)."}), "TorchScript"
    yield "something behind the pickle", torch_zip(GOOD + b"cos\nsystem\n"), "behind the end"
    yield "no pickle", torch_zip().replace(b"data.pkl", b"data.xyz"), "without weights"
    for at in range(0, len(good), 7):
        yield f"cut at {at}", good[:at], ""


def _old_files() -> Iterator[tuple[str, bytes, str]]:
    good = legacy()
    yield "old with no list", legacy(keys={}), "malformed"
    yield "old with a list of numbers", legacy(keys=(1, 2)), "malformed"
    yield "old with one twice", legacy(keys=("0", "0")), ""
    yield "old with one unknown", legacy(keys=("1",)), "malformed"
    yield "old with none", legacy(keys=()), "missing"
    yield "old that counts too far", legacy(count=2**40), "cut short"
    yield "old that counts below nothing", legacy(count=-1), ""
    yield "old that counts too few", legacy(count=2), "shorter"
    yield "old of another machine", legacy(little=False), "byte order"
    yield "old of another version", good.replace(pickle.dumps(1001, 2), pickle.dumps(1002, 2)), "version"
    tar = bytearray(1024)
    tar[:6], tar[257:262] = b"pickle", b"ustar"
    yield "of before 2017", bytes(tar), "2017"
    yield "nothing", b"", "neither"
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(60), "neither"
    for at in range(20, len(good), 7):
        yield f"old, cut at {at}", good[:at], ""


def _bomb() -> bytes:
    """Weights of a hundred MiB of zeros that take a hundred KiB, and say in the pickle to be more."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        count = 2**26
        large = tensor(shape=(count,), steps=(1,), place=storage(count=count))
        archive.writestr("archive/data.pkl", b"\x80\x02" + table(weight=large) + b".")
        archive.writestr("archive/data/0", bytes(100 * 1024**2))
    return whole.getvalue()


def _renamed(kind: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("archive/data.pkl", GOOD)
        archive.writestr(zipfile.ZipInfo(kind), NUMBERS)
    return whole.getvalue()


def _twice(kind: str) -> bytes:
    import warnings

    whole = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(whole, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("archive/data.pkl", GOOD)
        archive.writestr("archive/data/0", NUMBERS)
        archive.writestr(kind, b"\x80\x02" + name("os", "system") + b"(" + _S + b"tR.")
    return whole.getvalue()
