"""A job in one line: what was asked for, in the words of the person who asked."""

from functools import cache

from PySide6.QtCore import QCoreApplication

from studio.core.jobs import Job
from studio.core.paths import resources
from studio.core.requests import Request
from studio.core.text_requests import TextRequest
from studio.core.writing.tools import load_tools
from studio.ui.param_form import param_text
from studio.ui.size_field import size_text

translate = QCoreApplication.translate

WORDS_SHOWN = 200
"""Characters of a prompt; fitting a whole one of 20,000 into a row takes milliseconds each time."""
_AIMED = ("text", "message", "instruction")
"""Kinds of pieces that say best what a text is about."""


def tool_label(identity: str) -> str:
    """What the button of a writing tool said."""
    if not identity:
        return translate("JobWords", "Writing")
    plain = identity.replace("_", " ").replace("-", " ").strip().capitalize()
    return param_text(_labels().get(identity, plain))


@cache
def _labels() -> dict[str, str]:
    return {name: tool.label for name, tool in load_tools(resources() / "writing").items()}


def words_of(request: Request, most: int = WORDS_SHOWN) -> str:
    """The first words of what was asked for, in one line."""
    text = _last_paragraph(request) if isinstance(request, TextRequest) else request.prompt
    words = " ".join(text[: most * 4].split()) or "…"
    return f"{words[:most]}…" if len(words) > most else words


def job_text(job: Job) -> str:
    """What, how many and how large."""
    request = job.request
    count = f"{request.count} × " if request.count > 1 else ""
    if isinstance(request, TextRequest):
        size = translate("JobWords", "{count} tokens").format(count=request.max_tokens)
        return f"{tool_label(request.tool)}: {words_of(request)}  ·  {count}{size}"
    return f"{words_of(request)}  ·  {count}{size_text(request.width, request.height)}"


def _last_paragraph(request: TextRequest) -> str:
    """Of the text that is written on; of a chat, its last message."""
    pieces = [piece for kind in _AIMED for piece in request.pieces if piece.kind == kind]
    text = pieces[-1].text if pieces and pieces[-1].kind == "message" else ""
    text = text or next((piece.text for piece in reversed(pieces) if piece.kind == "text"), "")
    text = text or next((piece.text for piece in reversed(request.pieces) if piece.text.strip()), "")
    lines = [line for line in text[-4000:].splitlines() if line.strip()]
    return lines[-1].strip() if lines else ""
