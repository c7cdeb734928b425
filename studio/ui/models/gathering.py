"""Puts together what the list shows: what was found, what lies beside it, how often it was used."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.storage.connection import Database
from studio.storage.model_book import Noted
from studio.storage.model_entry import ModelEntry
from studio.storage.model_sides import Sides, look_around
from studio.storage.model_uses import Use, count_uses
from studio.storage.models import Models
from studio.ui.models.rows import REMOVED, Row, family_name

MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Where rows come from. ``labels`` are names of families by their ids."""

    models: Models
    database: Database
    labels: Mapping[str, str]


def gather(sources: Sources, chosen: Collection[str]) -> list[Row]:
    """All rows; ``chosen`` are ids of the models used by default. For a worker; never raises."""
    models = sources.models
    watched = {str(Path(place).expanduser().absolute()) for place in models.extra}
    there = [entry for entry in models.all() if not (entry.path in watched and _is_no_model(entry))]
    removed = models.removed()
    sides = look_around(entry.path for entry in (*there, *removed))
    uses = _uses(sources.database)
    book = models.book
    used = [entry for entry in there if entry.id in uses]
    with suppress(StudioError):  # a vanished file will have no row, which is all it costs
        book.remember(used, {path: found.bytes for path, found in sides.items()})
    rows = [
        Row(
            entry=entry,
            family=family_name(entry, sources.labels),
            sides=sides.get(entry.path, Sides()),
            use=_use_of(entry.id, uses, book.of(entry.path)),
            state=state,
            chosen=entry.id in chosen,
        )
        for state, entries in (("", there), (REMOVED, removed))
        for entry in entries
    ]
    known = {row.entry.path for row in rows}
    rows += [_missing(noted, uses, sources.labels) for noted in book.missing() if noted.path not in known]
    return rows


def _is_no_model(entry: ModelEntry) -> bool:
    """Whether a watched folder stands for itself because it holds nothing, or is gone; the folders say so."""
    path = Path(entry.path)
    return bool(entry.problem) and not path.is_file() and not (path / "model_index.json").is_file()


def _uses(database: Database) -> dict[str, Use]:
    try:
        return count_uses(database)
    except StudioError:
        return {}  # the gallery tells what is wrong with the history


def _use_of(identity: str, uses: Mapping[str, Use], noted: Noted) -> Use:
    use = uses.get(identity, Use())
    for before in noted.ids:
        use = use.and_also(uses.get(before, Use()))
    return use


def _missing(noted: Noted, uses: Mapping[str, Use], labels: Mapping[str, str]) -> Row:
    entry = ModelEntry(
        id=noted.id,
        name=noted.name or noted.id,
        family=noted.family,
        path=noted.path,
        kind=noted.kind or "unknown",
        problem=f"“{noted.name or noted.id}” is not there any more.",
        advice="Connect its disk, find it again elsewhere, or take it off the list.",
    )
    return Row(
        entry=entry,
        family=family_name(entry, labels),
        sides=Sides(bytes=noted.bytes),
        use=_use_of(noted.id, uses, noted),
        state=MISSING,
    )
