"""Finds the weights in what a pickle built, and gives them names: wrappers of training programs fall away."""

from dataclasses import dataclass, field

from studio.engine.pickles.values import FaultError, Made, Named, Tensor

WRAPPERS = (
    "state_dict", "model_state_dict", "params_ema", "params", "model", "module", "network", "net",
    "generator", "g", "weights", "ema",
)  # fmt: skip
"""Keys under which training programs put the weights, the likeliest first."""
EMBEDDING, EMBEDDING_NAME = "string_to_param", "emb_params"
"""A textual inversion as a pickle keeps it, and what it is called in safetensors files."""
TRAINING = ("optimizer", "optimizer_states", "lr_schedulers", "callbacks", "loops", "scaler", "optim")
DEPTH_MAX = 24
VISITS_MAX = 1_000_000
NAME_MAX = 1000
TENSORS_MAX = 200_000
_NAME_FAULT = "A weight in it has a name that safetensors cannot keep."
_MEMBERS = ("_parameters", "_buffers")


@dataclass
class Found:
    """Tensors by name, and what was left out, as sentences."""

    tensors: dict[str, Tensor] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    """What the file says of itself and safetensors can keep."""


def find_weights(value: object) -> Found:
    """The weights of a model. Raises FaultError when there are none, or when they are nested without end."""
    found = Found()
    if isinstance(value, dict):
        found.said = _said(value)
    value, left = _unwrapped(value)
    walk = _Walk(found)
    if isinstance(value, Tensor):
        found.tensors["weight"] = value
    else:
        walk.visit(value, "", 0)
    if not found.tensors:
        raise FaultError("It holds no weights.")
    if left:
        found.notes.append(f"Left out, beside the weights: {_listed(left)}.")
    if walk.others:
        found.notes.append(f"Left out, being no tensors: {_listed(walk.others)}.")
    return found


def _unwrapped(value: object) -> tuple[object, list[str]]:
    """What lies inside of wrappers, and the names of what lies beside it."""
    left: list[str] = []
    for _ in range(DEPTH_MAX):
        if not isinstance(value, dict) or any(isinstance(each, Tensor) for each in value.values()):
            return value, left
        if isinstance(value.get(EMBEDDING), dict):
            left += [str(key) for key in value if key not in (EMBEDDING, "name")]
            return _embedding(value[EMBEDDING]), left
        inner = next((key for key in WRAPPERS if _may_hold(value.get(key))), None)
        if inner is None:
            return value, left
        left += [_told(key) for key in value if key != inner]
        value = value[inner]
    raise FaultError("It is nested without end.")


def _may_hold(value: object) -> bool:
    """Whether weights may lie in a value: it is a table of some, a network, or holds such things."""
    if isinstance(value, Made):
        return isinstance(value.state, dict)
    if not isinstance(value, dict):
        return False
    return any(isinstance(each, Tensor | dict | Made) for each in value.values())


def _embedding(table: dict[object, object]) -> object:
    tensors = [each for each in table.values() if isinstance(each, Tensor)]
    return {EMBEDDING_NAME: tensors[0]} if len(tensors) == 1 else table


def _said(value: dict[object, object]) -> dict[str, str]:
    name = value.get("name")
    return {"name": name[:200]} if EMBEDDING in value and isinstance(name, str) else {}


class _Walk:
    """Goes through nested tables once; how much it does is bounded, however often they hold each other."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._visits = 0
        self._above: set[int] = set()
        self.others: list[str] = []

    def visit(self, value: object, prefix: str, depth: int) -> None:
        if depth > DEPTH_MAX or id(value) in self._above:
            raise FaultError("It is nested without end.")
        self._above.add(id(value))
        if isinstance(value, dict):
            for key, each in value.items():
                self._member(key, each, prefix, depth)
        elif isinstance(value, list):
            for number, each in enumerate(value):
                self._member(number, each, prefix, depth)
        elif isinstance(value, Made) and isinstance(value.state, dict):
            self._network(value.state, prefix, depth)
        self._above.discard(id(value))

    def _network(self, state: dict[object, object], prefix: str, depth: int) -> None:
        """A network that was pickled whole: its tensors are called as its own ``state_dict`` calls them."""
        for members in _MEMBERS:
            table = state.get(members)
            for key, each in table.items() if isinstance(table, dict) else ():
                if isinstance(each, Tensor):
                    self._member(key, each, prefix, depth)
        inner = state.get("_modules")
        for key, each in inner.items() if isinstance(inner, dict) else ():
            self._member(key, each, prefix, depth)

    def _member(self, key: object, value: object, prefix: str, depth: int) -> None:
        self._visits += 1
        if self._visits > VISITS_MAX:
            raise FaultError("It is nested without end.")
        if depth == 0 and key in TRAINING:
            self.others.append(str(key))
            return
        if isinstance(key, str) and len(key) > NAME_MAX:
            raise FaultError(_NAME_FAULT)
        name = f"{prefix}{key if isinstance(key, str | int) else _told(key)}"
        if isinstance(value, Tensor):
            self._keep(name, value)
        elif isinstance(value, dict | list) or (isinstance(value, Made) and isinstance(value.state, dict)):
            self.visit(value, f"{name}.", depth + 1)
        elif value is not None and len(self.others) < 1000:
            self.others.append(_told(name))

    def _keep(self, name: str, tensor: Tensor) -> None:
        if len(name) > NAME_MAX or name == "__metadata__":
            raise FaultError(_NAME_FAULT)
        try:
            name.encode()
        except UnicodeEncodeError as error:
            raise FaultError(_NAME_FAULT) from error
        if name in self._found.tensors:
            raise FaultError("Two weights in it have one name.")
        if len(self._found.tensors) >= TENSORS_MAX:
            raise FaultError("It holds more tensors than any model has.")
        self._found.tensors[name] = tensor


def _told(value: object) -> str:
    text = str(value) if isinstance(value, str | int | float | Named) or value is None else "something"
    return "".join(letter if letter.isprintable() else "�" for letter in text[:80])


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown
