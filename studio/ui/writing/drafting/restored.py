"""Answers as their journals have them, made into alternatives again."""

from studio.core.text_requests import TextRequest
from studio.core.writing.alternative import Alternative
from studio.core.writing.request_builder import unfinished_sentence
from studio.storage.text_results import TextResult


def before_of(request: TextRequest) -> str:
    """The end of the text as the model read it."""
    texts = [piece.text for piece in request.pieces if piece.kind in ("text", "earlier")]
    return "".join(texts)[-2000:]


def lead_of(request: TextRequest, before: str) -> int:
    """How many characters at the beginning of an answer repeat the writer's open sentence."""
    if request.form != "chat" or not request.begin:
        return 0
    own = unfinished_sentence(before).rstrip(" \t\u00a0\u3000")
    return len(own) if own and request.begin.startswith(own) else 0


def restored_alternatives(result: TextResult, before: str | None = None) -> list[Alternative]:
    """``before`` is the writer's text at the place, else what the model read of it."""
    request = result.request
    text = before_of(request) if before is None else before
    lead = lead_of(request, text) if before is not None else 0
    made = []
    for written in result.alternatives:
        alternative = Alternative(text, fresh=request.form == "chat" and not lead, lead=lead)
        alternative.add(written.tokens)
        alternative.finish(written.reason)
        made.append(alternative)
    return made
