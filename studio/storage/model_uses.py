"""How often each model and add-on was used, and when last, counted from the history."""

from msgspec import Struct

from studio.storage.connection import Database

_PICTURES = """
SELECT json_extract(manifest, '$.request.model') AS model, count(*) AS many, max(created) AS last
FROM artifacts WHERE trashed = '' GROUP BY model
"""
_PARTS = """
SELECT json_extract(part.value, '$.model') AS model, count(DISTINCT artifacts.id) AS many,
       max(created) AS last
FROM artifacts, json_each(manifest, '$.request.{field}') AS part WHERE trashed = '' GROUP BY model
"""
_REGIONS = """
SELECT json_extract(part.value, '$.model') AS model, count(DISTINCT artifacts.id) AS many,
       max(created) AS last
FROM artifacts, json_each(manifest, '$.request.regions') AS region,
     json_each(region.value, '$.adapters') AS part
WHERE trashed = '' GROUP BY model
"""
_TEXTS = """
SELECT json_extract(request, '$.model') AS model, count(*) AS many, max(ended) AS last
FROM jobs WHERE state = 'done' AND json_extract(request, '$.type') = 'text' GROUP BY model
"""


class Use(Struct, frozen=True, kw_only=True):
    """``last`` is UTC text, empty for never."""

    pictures: int = 0
    texts: int = 0
    last: str = ""

    def and_also(self, other: "Use") -> "Use":
        """Both together."""
        return Use(
            pictures=self.pictures + other.pictures,
            texts=self.texts + other.texts,
            last=max(self.last, other.last),
        )


def count_uses(database: Database) -> dict[str, Use]:
    """Uses by the model's id. Reads the whole history: for a worker. Raises StudioError(DATABASE_...)."""
    found: dict[str, Use] = {}
    statements = [(_PICTURES, "pictures"), (_REGIONS, "pictures"), (_TEXTS, "texts")]
    statements += [(_PARTS.format(field=field), "pictures") for field in ("adapters", "controls")]
    for statement, what in statements:
        for row in database.read(statement):
            if model := row["model"]:
                use = Use(**{what: row["many"], "last": row["last"] or ""})
                found[model] = found.get(model, Use()).and_also(use)
    return found
