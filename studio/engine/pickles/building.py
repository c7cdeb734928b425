"""The few calls of a pickle that are understood, each done by code of ours; every other one makes nothing.

What a pickle names is compared with this table by its letters. Nothing is imported or looked up, so there is
no name by which a file could reach code. That is why files are not given to ``torch.load``, not even with
``weights_only``: it hands names of the file to Python's own unpickler and real classes, refuses many honest
old checkpoints for one forgotten class of a training library, and needs all of torch in the process.
"""

from collections.abc import Callable, Sequence

from studio.engine.pickles.values import (
    DTYPES,
    STORAGES,
    WIDTHS,
    FaultError,
    Made,
    Named,
    Storage,
    Tensor,
    TrapError,
)

DIMENSIONS_MAX = 32
COUNT_MAX = 2**48
_CODE = frozenset((
    "os", "posix", "nt", "ntpath", "posixpath", "subprocess", "sys", "socket", "shutil", "runpy", "imp",
    "code", "codeop", "pty", "commands", "popen2", "webbrowser", "pickle", "_pickle", "cPickle", "dill",
    "cloudpickle", "marshal", "shelve", "timeit", "cProfile", "profile", "pdb", "bdb", "trace",
    "doctest", "threading", "_thread", "signal", "ssl", "urllib2", "httplib", "ftplib", "smtplib",
    "telnetlib", "zipimport", "pkgutil", "linecache", "operator", "_operator", "functools", "atexit",
    "gc", "pydoc", "io", "_io", "torch.hub", "torch.serialization",
))  # fmt: skip
_PACKAGES = (
    "os", "importlib", "ctypes", "multiprocessing", "asyncio", "urllib", "http", "xmlrpc", "requests",
    "aiohttp", "pip", "ensurepip", "setuptools", "distutils", "venv", "idlelib", "lib2to3", "joblib",
    "numpy.testing", "numpy.f2py", "numpy.distutils", "torch.jit", "torch.package", "torch.distributed",
    "torch.testing", "torch.multiprocessing", "torch.utils.cpp_extension", "torch._inductor",
    "torch.utils.collect_env",
)  # fmt: skip
"""Modules that no weights need and that harmful files name. They serve the sentence: safety needs no list."""
_PLAIN = frozenset((
    "dict", "list", "set", "frozenset", "tuple", "int", "long", "float", "complex", "str", "unicode", "bytes",
    "bytearray", "bool", "object", "slice", "range", "xrange", "type", "getattr", "print", "Ellipsis",
    "NotImplemented", "NoneType",
))  # fmt: skip
"""Names of the built-in module that honest files have."""
_HONEST = frozenset({"functools.partial", "io.BytesIO", "_io.BytesIO"})


def named(module: object, name: object) -> Named:
    """A name as the file has it. Raises FaultError, TrapError for one that only a harmful file has."""
    if not isinstance(module, str) or not isinstance(name, str):
        raise FaultError("It is malformed: it names something by what is no name.")
    if len(module) > 400 or len(name) > 400:
        raise FaultError("It is malformed: a name in it is endless.")
    if module in ("builtins", "__builtin__"):
        suspect = name.split(".")[0] not in _PLAIN
    else:
        inside = module.startswith(tuple(f"{package}." for package in _PACKAGES))
        suspect = (inside or module in _CODE or module in _PACKAGES) and f"{module}.{name}" not in _HONEST
    if suspect:
        raise TrapError(f"It asks for {_printable(module)}.{_printable(name)}, which no weights need.")
    return Named(module, name)


def called(function: object, arguments: object) -> object:
    """What a call stands for. Raises FaultError when one of ours is given nonsense."""
    if not isinstance(arguments, tuple | list):
        raise FaultError("It is malformed: it calls something without a list of arguments.")
    if isinstance(function, Named) and (ours := _CALLS.get(str(function))):
        try:
            return ours(arguments)
        except (IndexError, TypeError, ValueError, KeyError) as error:
            if isinstance(error, FaultError):
                raise
            raise FaultError(f"It is malformed: {function} is given something else than it takes.") from error
    return Made(function)


def stored(identity: object) -> object:
    """The storage that a persistent id names. Raises FaultError."""
    if isinstance(identity, tuple) and len(identity) == 4 and identity[0] == "module":
        return identity[1]
    given = list(identity) if isinstance(identity, tuple) else []
    if len(given) not in (5, 6) or given[0] != "storage":
        raise FaultError("It refers to things outside of itself.")
    _, kind, key, _, count, *view = given
    dtype = STORAGES.get(kind.name) if isinstance(kind, Named) and kind.module.startswith("torch") else None
    if dtype is None:
        raise FaultError(
            f"It keeps numbers of a kind that safetensors does not have ({_printable(str(kind))})."
        )
    if not isinstance(key, str) or not _is_count(count):
        raise FaultError("It is malformed: a storage has no key or no size.")
    if view and view[0] is not None:
        part = view[0]
        if not (isinstance(part, tuple) and len(part) == 3 and _is_count(part[1]) and _is_count(part[2])):
            raise FaultError("It is malformed: a part of a storage has no place.")
        if part[1] + part[2] > count:
            raise FaultError("It is malformed: a part of a storage reaches past its end.")
        return Storage(key, dtype, part[2], part[1])
    return Storage(key, dtype, count)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= COUNT_MAX


def _counts(values: object) -> tuple[int, ...]:
    if (
        not isinstance(values, tuple | list)
        or len(values) > DIMENSIONS_MAX
        or not all(map(_is_count, values))
    ):
        raise FaultError("It is malformed: a tensor has a shape that is none.")
    return tuple(values)


def _tensor(arguments: Sequence[object], dtype: str = "") -> object:
    storage, begin, shape, steps = arguments[0], arguments[1], _counts(arguments[2]), _counts(arguments[3])
    if not isinstance(storage, Storage) or not _is_count(begin) or len(shape) != len(steps):
        raise FaultError("It is malformed: a tensor has no storage or no place.")
    assert isinstance(begin, int)
    found = Tensor(storage, dtype or storage.dtype, begin, shape, steps)
    room = storage.count * WIDTHS[storage.dtype] // WIDTHS[found.dtype]
    if found.count > COUNT_MAX or (found.count and begin + found.span > room):
        raise FaultError("It is malformed: a tensor reaches past the end of its storage.")
    return found


def _tensor_of(arguments: Sequence[object]) -> object:
    kind = arguments[6]
    dtype = DTYPES.get(kind.name) if isinstance(kind, Named) and kind.module == "torch" else None
    if dtype is None:
        raise FaultError(
            f"It keeps numbers of a kind that safetensors does not have ({_printable(str(kind))})."
        )
    return _tensor(arguments, dtype)


def _first(arguments: Sequence[object]) -> object:
    return arguments[0]


def _of_subclass(arguments: Sequence[object]) -> object:
    """``_rebuild_from_type_v2(function, type, arguments, state)``: the tensor without what a class added."""
    return called(arguments[0], arguments[2])


def _mapping(arguments: Sequence[object]) -> object:
    """A table, of nothing or of a list of pairs; the list is used up, so that no copies can be piled up."""
    given = arguments[0] if arguments else {}
    if isinstance(given, dict):
        return given
    if not isinstance(given, list):
        raise FaultError("It is malformed: a table is made of what is no list.")
    found: dict[object, object] = {}
    for pair in given:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise FaultError("It is malformed: a table has a row that is no pair.")
        if is_key(pair[0]):
            found[pair[0]] = pair[1]
    given.clear()
    return found


def _defaults(arguments: Sequence[object]) -> object:
    return _mapping(arguments[1:])


def _sequence(arguments: Sequence[object]) -> object:
    return arguments[0] if arguments and isinstance(arguments[0], list | tuple) else []


def is_key(value: object) -> bool:
    """Whether something may be a key. Tuples may not: the hash of one that holds itself often takes years."""
    return isinstance(value, str | int | float | bool | bytes | Named) or value is None


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in text[:80])


_CALLS: dict[str, Callable[[Sequence[object]], object]] = {
    "collections.OrderedDict": _mapping,
    "collections.defaultdict": _defaults,
    "builtins.dict": _mapping,
    "__builtin__.dict": _mapping,
    "builtins.list": _sequence,
    "builtins.tuple": _sequence,
    "torch.Size": _sequence,
    "torch._utils._rebuild_tensor": _tensor,
    "torch._utils._rebuild_tensor_v2": _tensor,
    "torch._utils._rebuild_tensor_v3": _tensor_of,
    "torch._utils._rebuild_parameter": _first,
    "torch._utils._rebuild_parameter_with_state": _first,
    "torch._tensor._rebuild_from_type": _of_subclass,
    "torch._tensor._rebuild_from_type_v2": _of_subclass,
    "torch.nn.parameter.Parameter": _first,
}
