"""What a saved document says about itself in JSON: read with bounds, foreign keys carried along."""

import math
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from studio import __version__
from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import BLENDS, KINDS, MASK_USES, SIDE_MOST, Layer, State
from studio.core.requests import clean_text
from studio.storage.packed_tiles import DamagedError

SCHEMA = 1
SELECTION = "selection"
"""Id of the selection's plane; no layer may have it."""
BYTES_MOST = 8 * 1024 * 1024
LAYERS_MOST = 4_000
DEPTH_MOST = 64
"""Groups within groups."""
DPI = 72.0
DPI_MOST = 100_000.0
_REACH = 2**24
"""How far from the document frame and origin may lie, pixels."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def encode(state: State, dpi: float, unknown: dict[str, Any]) -> bytes:
    """The manifest as JSON, with the ``unknown`` keys it had when it was read.

    Raises StudioError(INVALID_REQUEST) for what could not be opened again.
    """
    fault = fault_of(state)
    plain = msgspec.to_builtins(state)
    strange = unknown.get("layers", {})
    for layer in _plain_layers(plain["layers"]):
        _join(layer, strange.get(layer["id"], {}))
    known = {"schema": SCHEMA, "program": f"Atelier {__version__}", "dpi": dpi, "state": plain}
    _join(known, unknown.get("manifest", {}))
    data = b"" if fault else _to_json(known)
    if len(data) > BYTES_MOST:
        fault = "its layers and their texts are too long"
    if fault:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"This document cannot be saved as it is: {fault}.",
            "Change that first.",
        )
    return data


def encode_state(state: State) -> bytes:
    """Only the state, as it is; for the journal."""
    return _to_json(msgspec.to_builtins(state))


def _to_json(plain: Any) -> bytes:
    try:
        return msgspec.json.encode(plain)
    except UnicodeEncodeError:  # half a character, as cut texts can have
        return msgspec.json.encode(_storable(plain))


def _storable(plain: Any) -> Any:
    if isinstance(plain, str):
        return clean_text(plain)
    if isinstance(plain, dict):
        return {_storable(key): _storable(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_storable(value) for value in plain]
    return plain


def decode(data: bytes, name: str) -> tuple[State, float, dict[str, Any]]:
    """State, dots per inch, and the keys we do not know, of the document in the file ``name``.

    Raises DamagedError, StudioError(DOCUMENT_NEWER).
    """
    try:
        raw = msgspec.json.decode(data)
        if not isinstance(raw, dict) or not isinstance(raw.get("schema"), int) or raw["schema"] < 1:
            raise DamagedError("it does not say what it is")
        if raw["schema"] > SCHEMA:
            raise StudioError(
                ErrorKind.DOCUMENT_NEWER,
                f"The document {name} was saved by a newer Atelier (schema {raw['schema']}, this one reads "
                f"{SCHEMA}).",
                "Update Atelier to open it.",
            )
        state = decode_state(raw.get("state"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError("its description cannot be read") from error
    dpi = raw.get("dpi")
    if not isinstance(dpi, int | float) or not 0 < dpi <= DPI_MOST:
        dpi = DPI
    return state, float(dpi), _unknown(raw, state)


def decode_state(raw: Any) -> State:
    """A state out of plain data: refused when it is absurd, mended where something is merely off.

    Raises DamagedError, msgspec.ValidationError, RecursionError.
    """
    state = msgspec.convert(raw, State)
    fault = fault_of(state)
    if fault:
        raise DamagedError(fault)
    frame = state.frame
    if not all(map(_is_near, frame)) or frame[2] < 1 or frame[3] < 1:
        frame = (0, 0, state.width, state.height)
    known = {layer.id for layer in _layers(state)}
    return msgspec.structs.replace(
        state,
        key=state.key if _ID.fullmatch(state.key) else "",
        frame=frame,
        origin=state.origin if all(map(_is_near, state.origin)) else (0, 0),
        active=state.active if state.active in known else "",
    )


def _is_near(place: int) -> bool:
    return -_REACH <= place <= _REACH


def fault_of(state: State) -> str:
    """Why such a document is not opened, as the end of a sentence; empty when nothing is wrong."""
    if not (1 <= state.width <= SIDE_MOST and 1 <= state.height <= SIDE_MOST):
        return f"it is {state.width} × {state.height} pixels; a side has 1 to {SIDE_MOST}"
    seen: set[str] = {SELECTION}
    level = state.layers
    for _ in range(DEPTH_MOST):
        for layer in level:
            fault = _fault_of_layer(layer)
            if layer.id in seen:
                fault = f"two of its layers have the id {layer.id}"
            if fault:
                return fault
            seen.add(layer.id)
        if len(seen) > LAYERS_MOST:
            break
        level = tuple(child for layer in level for child in layer.children)
        if not level:
            return ""
    if len(seen) > LAYERS_MOST:
        return f"it has more than {LAYERS_MOST:,} layers"
    return f"it has more than {DEPTH_MOST} groups within each other"


def _fault_of_layer(layer: Layer) -> str:
    if not _ID.fullmatch(layer.id):
        return "a layer has no proper id"
    if layer.kind not in KINDS or layer.blend not in BLENDS or layer.mask_use not in MASK_USES:
        return f"the layer “{layer.name[:60]}” is of an unknown kind"
    if layer.children and layer.kind != "group":
        return f"the layer “{layer.name[:60]}” holds layers but is no group"
    if not (0.0 <= layer.opacity <= 1.0) or not all(map(math.isfinite, _numbers(layer))):
        return f"the layer “{layer.name[:60]}” has an impossible strength"
    return ""


def _numbers(layer: Layer) -> tuple[float, ...]:
    control, region = layer.control, layer.region
    return control.weight, control.begin, control.end, region.weight, *(one.weight for one in region.adapters)


def _layers(state: State) -> Iterator[Layer]:
    """All layers, without recursion."""
    waiting = list(state.layers)
    while waiting:
        layer = waiting.pop()
        yield layer
        waiting.extend(layer.children)


def _plain_layers(layers: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    waiting = list(layers)
    while waiting:
        layer = waiting.pop()
        yield layer
        waiting.extend(layer.get("children", ()))


def _unknown(raw: dict[str, Any], state: State) -> dict[str, Any]:
    """Keys that a later Atelier wrote: those of the manifest and its state, and those of layers by id."""
    plain = msgspec.to_builtins(state)
    ours = {"schema": 0, "program": "", "dpi": 0.0, "state": plain}
    found: dict[str, Any] = {"manifest": _strange(raw, ours), "layers": {}}
    known = {layer["id"]: layer for layer in _plain_layers(plain["layers"])}
    for layer in _plain_layers(raw["state"].get("layers", [])):
        strange = _strange(layer, known[layer["id"]])
        if strange:
            found["layers"][layer["id"]] = strange
    return found if found["manifest"] or found["layers"] else {}


def _strange(raw: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in known:
            found[key] = value
        elif isinstance(value, dict) and isinstance(known[key], dict):
            inner = _strange(value, known[key])
            if inner:
                found[key] = inner
    return found


def _join(known: dict[str, Any], strange: dict[str, Any]) -> None:
    for key, value in strange.items():
        if key not in known:
            known[key] = value
        elif isinstance(value, dict) and isinstance(known[key], dict):
            _join(known[key], value)
