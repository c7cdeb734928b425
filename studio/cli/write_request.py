"""From the options of ``studio write`` to a request: tool, model, settings and samplers."""

import argparse
import math
import secrets
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from studio.cli.answers import near, refuse
from studio.cli.drafts import Draft
from studio.cli.write_options import SAMPLING
from studio.core.errors import ErrorKind, StudioError
from studio.core.paths import Folders, resources
from studio.core.request_parts import SEED_MAX
from studio.core.settings import Settings
from studio.core.text_requests import ALTERNATIVES_MAX, Sampling
from studio.core.writing.context import estimate
from studio.core.writing.request_builder import Built, ModelFacts, Place, Wishes, build
from studio.core.writing.tools import ToolTrouble, WritingTool, load_tools
from studio.storage.models import PROSE, ModelEntry, Models

CONTINUE = "continue"
WINDOW_ONLY = ("picture", "chat")
"""What tools work on that there is only in the window."""
CAUTION = 1.05
"""Counted text by text, tokens are a few more than all at once."""


def known_tools(folders: Folders, note: Callable[[str], object]) -> dict[str, WritingTool]:
    """The tools that work on texts, the user's own too; what is wrong with files goes to ``note``."""
    troubles: list[ToolTrouble] = []
    tools = load_tools(resources() / "writing", folders.config / "writing", troubles)
    for trouble in troubles:
        note(trouble.sentence)
    return {name: tool for name, tool in tools.items() if tool.applies not in WINDOW_ONLY}


def find_tool(options: argparse.Namespace, tools: dict[str, WritingTool]) -> WritingTool:
    """The tool that is asked for. Raises StudioError(INVALID_REQUEST)."""
    if options.draft and options.tool not in (None, CONTINUE):
        raise refuse("--continue and --tool are two things to do; choose one.")
    if not options.draft and not options.tool:
        raise refuse(
            "It is not said what to write.", "Give --continue FILE, or --tool NAME; see studio write --help."
        )
    if options.append and not options.draft:
        raise refuse("--append puts text at the end of the file of --continue.", "Add --continue FILE.")
    if options.draft and options.passage:
        raise refuse(f"There are two texts, {options.draft} and {options.passage}.", "Give one of them.")
    wanted = options.tool or CONTINUE
    tool = tools.get(wanted) or next(
        (each for each in tools.values() if each.label.casefold() == wanted.casefold()), None
    )
    if tool is None:
        raise refuse(f"There is no writing tool called “{wanted}”.", near(wanted, tools))
    return tool


def find_writer(word: str | None, models: Models, settings: Settings) -> tuple[ModelEntry, Models]:
    """The language model of that id, name, file or folder, and where it is known.

    Raises StudioError(MODEL_MISSING, MODEL_BROKEN).
    """
    models.scan()
    entries = models.of_kind("text")
    found = models.writer(settings.writing.model) if word is None else _named(word, entries)
    if found is None and word and Path(word).expanduser().exists():
        path = Path(word).expanduser().absolute()
        models = Models(models.folders, [*models.extra, str(path)], models.families)
        models.scan()
        found = next((entry for entry in models.of_kind("text") if Path(entry.path) == path), None)
    if found is None:
        raise StudioError(
            ErrorKind.MODEL_MISSING,
            f"There is no language model called “{word}”." if word else "There is no language model here.",
            f"{near(word or '', [each.id for each in entries])} Or give its file or folder.".strip(),
        )
    if found.problem:
        raise StudioError(ErrorKind.MODEL_BROKEN, found.problem, found.advice)
    return found, models


def _named(word: str, entries: list[ModelEntry]) -> ModelEntry | None:
    folded = word.casefold()
    by_id = (entry for entry in entries if entry.id == word)
    by_name = (entry for entry in entries if folded in (entry.id.casefold(), entry.name.casefold()))
    return next(by_id, None) or next(by_name, None)


def sampling_of(options: argparse.Namespace) -> Sampling:
    """The samplers that are said, the others as they are."""
    said = {name: getattr(options, name) for name, _, _ in SAMPLING}
    return Sampling(**{name: value for name, value in said.items() if value is not None})


def built_request(
    options: argparse.Namespace,
    tool: WritingTool,
    model: ModelEntry,
    draft: Draft,
    settings: Settings,
    count_once: Callable[[str], int],
) -> tuple[Built, str]:
    """The request, and the text that its answer follows. ``count_once`` tells the tokens of a text exactly.

    Raises StudioError(INVALID_REQUEST).
    """
    text = draft.text
    at_caret = tool.applies == "caret"
    wishes = Wishes(
        sampling=sampling_of(options),
        max_tokens=options.max_tokens,
        count=options.count,
        seed=secrets.randbelow(SEED_MAX - ALTERNATIVES_MAX) if options.seed is None else options.seed,
        stop=tuple(options.stop),
        banned=tuple(options.ban),
        grammar=_file(options.grammar, "--grammar"),
        json_schema=_file(options.json_schema, "--json-schema"),
        context=settings.writing.context if options.context is None else options.context,
        instruction=options.instruction,
        values=_values(options.set, tool),
    )
    facts = ModelFacts(
        id=model.id,
        chat=model.chat,
        infill=model.infill,
        sees=model.sees,
        context=model.context,
        continues_only=model.id == PROSE,
    )
    place = Place(before=text if at_caret else "", selection="" if at_caret else text)
    built = build(tool, place, facts, wishes, count=_counting(text, count_once))
    wish = settings.text_wish
    if options.device:
        wish = replace(wish, device=options.device)
    if options.threads is not None:
        wish = replace(wish, threads=max(0, options.threads))
    return replace(built, request=replace(built.request, placement=wish)), place.before


def _counting(text: str, count_once: Callable[[str], int]) -> Callable[[str], int]:
    """Counts by estimate, corrected by how far it is off for this text and this model."""
    sample = text[-20_000:]
    about = estimate(sample)
    if about < 200:
        return estimate
    ratio = max(1.0, count_once(sample) / about * CAUTION)
    return lambda part: math.ceil(estimate(part) * ratio)


def _values(pairs: list[str], tool: WritingTool) -> dict[str, str]:
    values: dict[str, str] = {}
    known = {each.id: each for each in tool.parameters}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in known:
            has = f"It has {', '.join(known)}." if known else "It has none."
            raise refuse(f"The tool {tool.id} has no setting “{name}”.", has)
        choices = [choice.id for choice in known[name].choices]
        if known[name].kind == "choice" and value not in choices:
            raise refuse(f"“{value}” is no value of {name}.", near(value, filter(None, choices)))
        values[name] = value
    return values


def _file(name: str | None, option: str) -> str:
    if name is None:
        return ""
    try:
        return Path(name).expanduser().read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise refuse(f"{name} cannot be read ({error.strerror}).", f"Check the path of {option}.") from error
