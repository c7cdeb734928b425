"""What a pickle can stand for here: names, things asked for but never made, storages and tensors."""

from dataclasses import dataclass, field

WIDTHS = {
    "F64": 8, "F32": 4, "F16": 2, "BF16": 2, "F8_E4M3": 1, "F8_E5M2": 1, "I64": 8, "I32": 4, "I16": 2,
    "I8": 1, "U64": 8, "U32": 4, "U16": 2, "U8": 1, "BOOL": 1,
}  # fmt: skip
"""Bytes of a number, by the name safetensors has for its kind."""
STORAGES = {
    "DoubleStorage": "F64", "FloatStorage": "F32", "HalfStorage": "F16", "BFloat16Storage": "BF16",
    "LongStorage": "I64", "IntStorage": "I32", "ShortStorage": "I16", "CharStorage": "I8",
    "ByteStorage": "U8", "BoolStorage": "BOOL", "UntypedStorage": "U8",
}  # fmt: skip
DTYPES = {
    "float64": "F64", "double": "F64", "float32": "F32", "float": "F32", "float16": "F16", "half": "F16",
    "bfloat16": "BF16", "float8_e4m3fn": "F8_E4M3", "float8_e5m2": "F8_E5M2", "int64": "I64", "long": "I64",
    "int32": "I32", "int": "I32", "int16": "I16", "short": "I16", "int8": "I8", "uint64": "U64",
    "uint32": "U32", "uint16": "U16", "uint8": "U8", "bool": "BOOL",
}  # fmt: skip


class FaultError(ValueError):
    """Why a file cannot be converted, as a sentence."""


class TrapError(FaultError):
    """The file asks for something that only a harmful one would ask for."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of Python code. It is never looked up."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


@dataclass(eq=False, slots=True)
class Made:
    """What calling something would have made. It was not called."""

    call: object
    state: object = None
    pairs: dict[object, object] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Storage:
    """A run of numbers in the file, known by its key there."""

    key: str
    dtype: str
    count: int
    begin: int = 0
    """First number of it, where it is a part of another one."""


@dataclass(eq=False, slots=True)
class Tensor:
    """A view of a storage; places and steps count numbers of ``dtype``."""

    storage: Storage
    dtype: str
    begin: int
    shape: tuple[int, ...]
    steps: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many numbers it shows."""
        total = 1
        for side in self.shape:
            total *= side
        return total

    @property
    def bytes(self) -> int:
        return self.count * WIDTHS[self.dtype]

    @property
    def span(self) -> int:
        """How many numbers lie between its first and its last one, both counted."""
        if not self.count:
            return 0
        return 1 + sum((side - 1) * step for side, step in zip(self.shape, self.steps, strict=True))

    @property
    def in_order(self) -> bool:
        """Whether its numbers lie one after another, as safetensors wants them."""
        expected = 1
        for side, step in zip(reversed(self.shape), reversed(self.steps), strict=True):
            if side != 1 and step != expected:
                return False
            expected *= side
        return True
