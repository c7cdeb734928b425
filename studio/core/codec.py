"""JSON for requests and manifests: schema numbers, upgrade functions, refusal of the future."""

from collections.abc import Callable
from typing import Any

import msgspec

from studio.core.artifacts import Manifest
from studio.core.errors import ErrorKind, StudioError
from studio.core.requests import Request

REQUEST_SCHEMA = 2
TEXT_REQUEST_SCHEMA = 1
MANIFEST_SCHEMA = 1

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
REQUEST_UPGRADES: dict[int, Upgrade] = {1: dict}
"""Upgrade from schema n to n + 1, keyed by n. Schema 2 added masks, regions, adapters, controls."""
TEXT_REQUEST_UPGRADES: dict[int, Upgrade] = {}
MANIFEST_UPGRADES: dict[int, Upgrade] = {}


def to_json(value: msgspec.Struct) -> str:
    """Compact JSON text of any of our structs."""
    return msgspec.json.encode(value).decode("utf-8")


def _upgraded(raw: dict[str, Any], newest: int, upgrades: dict[int, Upgrade]) -> dict[str, Any]:
    schema = raw.get("schema", 1)
    if not isinstance(schema, int) or schema > newest:
        raise StudioError(
            ErrorKind.FILE_BROKEN,
            f"These settings were written by a newer Atelier (schema {schema}, this one reads {newest}).",
            "Update Atelier to use them.",
        )
    if schema < 1:
        raise msgspec.ValidationError("no such schema")
    while schema < newest:
        raw = upgrades[schema](raw) | {"schema": schema + 1}
        schema += 1
    return raw


def _read(text: str | bytes, kind: Any, schemas: Callable[[Any], tuple[int, dict[int, Upgrade]]]) -> Any:
    """``schemas`` answers the newest schema and the upgrades, by the tag that a request of a kind has."""
    try:
        raw = msgspec.json.decode(text)
        if not isinstance(raw, dict):
            raise msgspec.ValidationError("not an object")
        return msgspec.convert(_upgraded(raw, *schemas(raw.get("type"))), kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise StudioError(
            ErrorKind.FILE_BROKEN, "The stored settings cannot be read.", detail=str(error)
        ) from error


def request_from_json(text: str | bytes) -> Request:
    """Read a request of any schema up to ours. Raises StudioError(FILE_BROKEN)."""

    def schemas(tag: object) -> tuple[int, dict[int, Upgrade]]:
        if tag == "text":
            return TEXT_REQUEST_SCHEMA, TEXT_REQUEST_UPGRADES
        return REQUEST_SCHEMA, REQUEST_UPGRADES

    return _read(text, Request, schemas)


def manifest_from_json(text: str | bytes) -> Manifest:
    """Read a manifest of any schema up to ours. Raises StudioError(FILE_BROKEN)."""
    return _read(text, Manifest, lambda tag: (MANIFEST_SCHEMA, MANIFEST_UPGRADES))
