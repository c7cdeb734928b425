"""The command ``studio write``: the window's queue, tools and text engine, without the window."""

import argparse
import json
import logging
import sys
import time
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from studio.cli.drafts import Draft
from studio.cli.generate import INTERRUPTED, load_settings, say
from studio.cli.progress_line import ProgressLine
from studio.cli.text_stream import TextStream
from studio.cli.write_request import CONTINUE, built_request, find_tool, find_writer, known_tools
from studio.core.errors import StudioError
from studio.core.paths import Folders, default_folders
from studio.core.settings import Settings
from studio.core.text_requests import text_seed_of
from studio.core.writing.request_builder import Built
from studio.core.writing.tools import WritingTool
from studio.jobs.link import engine_link
from studio.jobs.queue import JobQueue
from studio.jobs.recorder import Recorder
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.library import Library
from studio.storage.models import PROSE, ModelEntry, Models
from studio.storage.sessions import Session

_CLOSE_SECONDS = 0.3
_SUFFIX = "-cli"


def main(options: argparse.Namespace) -> int:
    """Run ``studio write`` and answer its exit code."""
    logging.basicConfig(level=logging.ERROR, format="studio: %(message)s", stream=sys.stderr)
    line = ProgressLine(quiet=options.quiet)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # a text is UTF-8, as its file is
    try:
        return _write(options, line)
    except StudioError as error:
        line.clear()
        return say(error.report())


def _write(options: argparse.Namespace, line: ProgressLine) -> int:
    settings = load_settings(line.note)
    folders = default_folders(settings.folders.library)
    if options.list_models:
        return _list_models(Models(folders, settings.folders.models, {}), as_json=options.json)
    tools = known_tools(folders, line.note)
    if options.list_tools:
        return _list_tools(tools, as_json=options.json)
    tool = find_tool(options, tools)
    model, models = find_writer(options.model, Models(folders, settings.folders.models, {}), settings)
    draft = Draft(options.draft or options.passage or "-")
    order = _Order(tool, model, models, draft, settings)
    database = open_database(folders.database)
    try:
        session = Session.start(folders.data, "cli")
        try:
            library = Library(folders, History(database))
            return _with_engine(options, order, library, session, line)
        finally:
            session.close()
    finally:
        database.close()


@dataclass(frozen=True)
class _Order:
    """What is to be done, looked up."""

    tool: WritingTool
    model: ModelEntry
    models: Models
    draft: Draft
    settings: Settings


def _with_engine(
    options: argparse.Namespace, order: _Order, library: Library, session: Session, line: ProgressLine
) -> int:
    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    make_link = partial(engine_link, library.folders.logs, suffix=_SUFFIX)
    queue = JobQueue(library.history, Recorder(library), order.models, session.id, make_link)
    queue.settings = order.settings
    streams = not options.json and options.count == 1
    stream = TextStream(queue, line, _print_now if streams else lambda text: None)
    begin = time.monotonic()
    try:
        count = partial(stream.count, order.model.id)
        built, before = built_request(options, order.tool, order.model, order.draft, order.settings, count)
        _tell_what_to_know(built, line)
        stream.run(built, before)
    finally:
        queue.close(_CLOSE_SECONDS)
        application.processEvents()
    _finish(options, built, stream, time.monotonic() - begin)
    if options.append:
        order.draft.append(stream.answers[0].text)
    if stream.code == INTERRUPTED and not options.quiet:
        print("studio: cancelled; what is written so far is kept.", file=sys.stderr)
    elif stream.error:
        say(stream.error, _log_of(library.folders))
    return stream.code


def _print_now(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _log_of(folders: Folders) -> Path:
    return folders.logs / f"engine-text{_SUFFIX}.log"


def _tell_what_to_know(built: Built, line: ProgressLine) -> None:
    if built.notice:
        line.note(built.notice)
    for left in built.composed.left_out:
        line.note(f"{left.label}: {left.why}")


def _finish(options: argparse.Namespace, built: Built, stream: TextStream, seconds: float) -> None:
    texts = [stream.answers[index].text for index in sorted(stream.answers)]
    request = built.request
    if options.json:
        written = [stream.written.get(index) for index in sorted(stream.answers)]
        answer = {
            "job": stream.job,
            "model": request.model,
            "tool": request.tool,
            "texts": texts,
            "seeds": [text_seed_of(request, index) for index in range(request.count)],
            "reasons": [each.reason if each else "cancelled" for each in written],
            "tokens": [len(each.tokens) if each else 0 for each in written],
            "tokens_per_second": round(stream.speed, 2),
            "seconds": round(seconds, 3),
        }
        print(json.dumps(answer))
    elif request.count > 1:
        for index, text in enumerate(texts):
            print(f"--- {index + 1} of {request.count}, seed {text_seed_of(request, index)} ---")
            print(text)
    elif texts[0] and not texts[0].endswith("\n") and stream.code != 1:
        print()


def _list_tools(tools: dict[str, WritingTool], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps([_tool_facts(tool) for tool in tools.values()]))
        return 0
    width = max((len(name) for name in tools), default=0)
    for tool in tools.values():
        works_on = "where the text ends" if tool.applies == "caret" else "a passage"
        print(f"{tool.id:{width}}  {tool.help or tool.label} Works on: {works_on}.")
        for each in tool.parameters:
            choices = " | ".join(choice.id for choice in each.choices if choice.id) or "any text"
            print(f"{'':{width}}    --set {each.id}={choices}")
    return 0


def _tool_facts(tool: WritingTool) -> dict[str, Any]:
    settings = {each.id: [choice.id for choice in each.choices] for each in tool.parameters}
    return {
        "id": tool.id,
        "label": tool.label,
        "help": tool.help,
        "works_on": "end" if tool.id == CONTINUE or tool.applies == "caret" else "passage",
        "settings": settings,
        "own": tool.own,
    }


def _list_models(models: Models, *, as_json: bool) -> int:
    models.scan()
    entries = models.of_kind("text")
    if as_json:
        names = (
            "id",
            "name",
            "path",
            "bytes",
            "context",
            "chat",
            "sees",
            "quantisation",
            "licence",
            "problem",
        )
        print(json.dumps([{name: getattr(entry, name) for name in names} for entry in entries]))
        return 0
    for entry in entries:
        size = f"{entry.bytes / 1024**3:.1f} GB" if entry.bytes > 10**8 else f"{entry.bytes / 1024**2:.0f} MB"
        facts = [
            size,
            f"{entry.context:,} tokens of context" if entry.context else "",
            "follows instructions" if entry.chat and entry.id != PROSE else "writes on",
            "sees pictures" if entry.sees else "",
            entry.licence,
        ]
        told = f"cannot be used: {entry.problem}" if entry.problem else ", ".join(filter(None, facts))
        print(f"{entry.id}: {entry.name} ({told})")
        print(f"    {entry.path}")
    if not entries:
        print("There is no language model yet; put a GGUF file into a folder of Settings, Folders.")
    return 0
