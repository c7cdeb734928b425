"""What is looked for, and looking for it in one text or in a whole project; for workers, without widgets."""

from collections.abc import Mapping

from msgspec import Struct

from studio.core.writing.letter_case import in_case_of
from studio.storage.manuscripts.finding import Hit, find, pattern, replacement
from studio.storage.manuscripts.project import Project


class Query(Struct, frozen=True, kw_only=True):
    """Words or an expression, and how they are meant."""

    text: str = ""
    regex: bool = False
    case: bool = False
    whole: bool = False


def found_in(query: Query, text: str) -> list[Hit]:
    """The places in one text. Raises StudioError."""
    expression = pattern(query.text, regex=query.regex, case=query.case, whole=query.whole)
    return list(find(expression, [("", "", text)], regex=query.regex))


def found_in_project(query: Query, project: Project, open_texts: Mapping[str, str]) -> list[Hit]:
    """The places in all scenes and notes; ``open_texts`` count instead of their files. Raises StudioError."""
    hits = project.search(query.text, regex=query.regex, case=query.case, whole=query.whole)
    if not open_texts:
        return hits
    expression = pattern(query.text, regex=query.regex, case=query.case, whole=query.whole)
    texts = [(item, "", text) for item, text in open_texts.items()]
    return [hit for hit in hits if hit.item_id not in open_texts] + list(
        find(expression, texts, regex=query.regex)
    )


def matched(hit: Hit) -> str:
    """What stood at the place, as far as it is known."""
    return hit.groups["0"] if hit.groups else hit.line[hit.column : hit.column + hit.end - hit.start]


def replacement_of(hit: Hit, template: str, *, keep_case: bool) -> str:
    """What comes in its place. Raises StudioError for a group that the expression does not have."""
    new = replacement(hit, template)
    return in_case_of(matched(hit), new) if keep_case else new
