"""From a tool and a place in a text to the request a model gets, in window and command line alike. Pure."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.request_parts import Adapter, PlacementWish
from studio.core.text_requests import (
    Sampling,
    TextRequest,
    check_text_request,
    cleaned_text_request,
)
from studio.core.writing.answer_rules import check_answer_rules
from studio.core.writing.context import Composed, ContextParts, Count, LeftOut, compose, estimate
from studio.core.writing.forced import containing
from studio.core.writing.joins import without_blanks
from studio.core.writing.lore import Lore, fire
from studio.core.writing.outline import Memory
from studio.core.writing.tools import WritingTool, fill

DEFAULT_CONTEXT = 4096
"""What is planned for a model that does not say how much it can hold."""
LARGE_CONTEXT = 16_384
"""More is not filled by itself: reading it would take long; the settings can ask for more."""
BRIEF_CONTEXT = 2048
"""A chat model that holds less gets the short form of a task."""
MARGIN = 48
"""Tokens kept for the marks of a template and for the error of estimates."""
UNKNOWN_FORM = "auto"
SYSTEM = (
    "You are a skilled writer who helps another writer with a text of theirs. "
    "You keep to their language, voice, tense and point of view. "
    "You answer with text only: no greeting, no remarks, no headings."
)
_LIKELY_ENDS = '.!?…"”’»)。！？」』\n'

_SENTENCE_ENDS = (". ", "! ", "? ", "\n", "。", "！", "？", ".” ", '." ')
_NO_MEMORY, _NO_PARTS = Memory(), ContextParts()


class ModelFacts(Struct, frozen=True, kw_only=True):
    """What the request must know of a model."""

    id: str
    chat: bool = False
    infill: bool = False
    sees: bool = False
    context: int = 0
    continues_only: bool = False
    """It has a template, but is better at continuing than at following instructions (the bundled one)."""

    @property
    def brief(self) -> bool:
        return 0 < self.context < BRIEF_CONTEXT

    def planned(self, wished: int = 0) -> int:
        """Tokens of context to plan for: the wish, never more than the model can hold."""
        own = self.context or DEFAULT_CONTEXT
        return min(own, wished) if wished else min(own, LARGE_CONTEXT)


class Place(Struct, frozen=True, kw_only=True):
    """Where the writer stands: the scene's text around the caret or the selection, and what is around it."""

    before: str
    selection: str = ""
    after: str = ""
    title: str = ""
    project: str = ""
    language: str = "en"
    document: str = ""


class Wishes(Struct, frozen=True, kw_only=True):
    """How it shall be written: what sampler panel and tool bar say."""

    sampling: Sampling = Sampling()
    max_tokens: int = 200
    count: int = 1
    seed: int = 0
    stop: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    forced: tuple[str, ...] = ()
    """Words of the answer; engines cannot ban words, or begin with some, at the same time."""
    grammar: str = ""
    json_schema: str = ""
    adapters: tuple[Adapter, ...] = ()
    context: int = 0
    placement: PlacementWish = PlacementWish()
    form: str = "auto"
    instruction: str = ""
    begin: str = ""
    values: Mapping[str, str] = {}


class Built(Struct, frozen=True, kw_only=True):
    """A request with what its answer has to be joined by.

    ``lead`` is how many characters at the beginning of the answer repeat the writer's own text; ``fresh``
    says that the answer is no continuation of the last characters (see ``joins.opening``).
    """

    request: TextRequest
    composed: Composed
    lead: int = 0
    fresh: bool = False
    notice: str = ""


def form_of(tool: WritingTool, model: ModelFacts, wished: str = UNKNOWN_FORM) -> str:
    """In which form a model is asked. Raises StudioError when it cannot be asked this at all."""
    if wished in ("plain", "chat"):
        form = wished
    elif tool.applies == "caret" and "after" in _slots(tool) and model.infill:
        form = "infill"
    elif not model.chat or (tool.continues and (model.continues_only or model.brief)):
        form = "plain"
    else:
        form = "chat"
    if form == "plain" and tool.needs_chat:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"“{tool.label}” needs a model that follows instructions; the chosen one only continues text.",
            "Choose a chat or instruct model.",
        )
    if form == "chat" and not (tool.chat or tool.brief):
        form = "plain"
    return form


def honest_notice(tool: WritingTool, model: ModelFacts, form: str) -> str:
    """What a writer should know before they judge the answer; empty when there is nothing to say."""
    if tool.continues:
        return ""
    if model.continues_only:
        return "The bundled model is very small: it continues well and follows instructions poorly."
    if form == "plain":
        return "This model only continues text; it may or may not do what the tool asks."
    return ""


def _slots(tool: WritingTool) -> str:
    return tool.chat + tool.plain + tool.aside


def build(
    tool: WritingTool,
    place: Place,
    model: ModelFacts,
    wishes: Wishes,
    memory: Memory = _NO_MEMORY,
    parts: ContextParts = _NO_PARTS,
    lore: tuple[Lore, ...] = (),
    count: Count = estimate,
) -> Built:
    """The request for one press of a tool. ``parts`` brings earlier scenes and what was found.

    Raises StudioError for what cannot be asked: no passage, no model, no chat model where one is needed.
    """
    if tool.applies == "selection" and not place.selection.strip():
        raise StudioError(
            ErrorKind.INVALID_REQUEST, f"“{tool.label}” needs a passage.", "Select some text first."
        )
    if tool.applies == "prompt" and not place.selection.strip():
        raise StudioError(ErrorKind.INVALID_REQUEST, "There is no prompt yet.", "Write a few words first.")
    check_answer_rules(wishes.grammar, wishes.json_schema)
    form = form_of(tool, model, wishes.form)
    values = {
        **tool.values(wishes.values),
        "selection": place.selection.strip("\r\n"),
        "instruction": wishes.instruction.strip(),
        "after": place.after[:2000].strip(),
        "title": place.title,
        "project": place.project,
        "language": place.language,
        "prompt": place.selection.strip(),
    }
    wanted = most_written(tool, place, wishes.max_tokens, count)
    context = model.planned(wishes.context)
    wanted = min(wanted, max(16, context // 2))
    budget = context - wanted - MARGIN
    values["selection"], shortened = _fitting(tool, values["selection"], budget, count)
    chat = tool.brief if tool.brief and model.brief else tool.chat
    task, tail = (
        (fill(chat, values), "")
        if form == "chat"
        else ("", fill(tool.plain, values) if form == "plain" else "")
    )
    before = place.before if tool.reads == "story" else ""
    grammar = wishes.grammar
    if wishes.forced and not (wishes.begin or grammar or wishes.json_schema):
        grammar = containing(wishes.forced)
    ruled = bool(grammar or wishes.json_schema)
    goes_on = form == "chat" and tool.continues and not ruled
    lead, own = 0, unfinished_sentence(before) if goes_on else ""
    begin = chosen_begin(before, wishes.begin, fresh=form == "chat" and not own)
    if own:
        before, own = before[: len(before) - len(own)], without_blanks(own)
        begin, lead = own + begin, len(own)
    fired = fire(
        lore, place.before if tool.reads == "story" else "", also=f"{place.selection}\n{wishes.instruction}"
    )
    system = "" if model.brief else (tool.system or SYSTEM)
    everything = replace(
        parts,
        instruction=system,
        always="" if tool.reads == "nothing" else memory.always,
        earlier=parts.earlier if tool.reads == "story" else (),
        text=before,
        after=place.after[:8000] if form == "infill" else "",
        fired=() if tool.reads == "nothing" else tuple(fired),
        found=parts.found if tool.reads == "story" else (),
        note="" if tool.reads == "nothing" else memory.note,
        note_depth=memory.note_depth,
        aside=fill(tool.aside, values) if form == "plain" else "",
        task=task,
        tail=_tail(tail, before),
        always_share=memory.always_share,
        summary_share=memory.summary_share,
        lore_share=memory.lore_share,
        found_share=memory.found_share,
        volatile=bool(lore),
    )
    composed = compose(everything, budget, count, form)
    if shortened:
        composed = replace(composed, left_out=(*composed.left_out, shortened))
    sampling = wishes.sampling
    if tool.temperature >= 0:
        sampling = replace(sampling, temperature=tool.temperature)
    request = TextRequest(
        model=model.id,
        pieces=composed.pieces,
        form=form,
        begin=begin,
        max_tokens=wanted,
        count=wishes.count,
        seed=wishes.seed,
        sampling=sampling,
        stop=tuple(dict.fromkeys((*wishes.stop, *(tool.stop if form == "plain" else ())))),
        banned=() if wishes.forced and ruled else wishes.banned,
        grammar=grammar,
        json_schema=wishes.json_schema,
        adapters=wishes.adapters,
        context=wishes.context,
        tool=tool.id,
        document=place.document,
        placement=wishes.placement,
    )
    request = check_text_request(cleaned_text_request(request))
    fresh = form == "chat" and not lead
    return Built(
        request=request, composed=composed, lead=lead, fresh=fresh, notice=honest_notice(tool, model, form)
    )


def _fitting(tool: WritingTool, passage: str, budget: int, count: Count) -> tuple[str, LeftOut | None]:
    """The passage as far as it has room. Raises StudioError where an answer is to stand in its place."""
    room = max(16, int(budget * 0.7))
    size = count(passage)
    if size <= room:
        return passage, None
    if tool.answer == "replace" or tool.applies == "any":
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The passage has about {size:,} tokens; this model has room for {room:,}.",
            "Select less, or choose a model with a longer context.",
        )
    low, high = 0, len(passage)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(passage[:middle]) <= room else (low, middle - 1)
    cut = passage[:low]
    cut = cut[: cut.rfind(" ")] if " " in cut else cut
    return cut, LeftOut(label="Passage", why="It is longer than the model can read; its end is left out.")


def most_written(tool: WritingTool, place: Place, wished: int, count: Count = estimate) -> int:
    """How many tokens a tool may write here."""
    if tool.max_tokens:
        return tool.max_tokens
    if tool.length and place.selection.strip():
        return max(32, min(2048, int(count(place.selection) * tool.length) + 16))
    return wished


def chosen_begin(before: str, words: str, *, fresh: bool) -> str:
    """What an answer must begin with to read ``words`` after ``before``, whose last blanks no model reads."""
    if not words or fresh:
        return words.lstrip()
    blanks = before[len(without_blanks(before)) :]
    return words if not blanks or words[0].isspace() else " " + words


def unfinished_sentence(text: str) -> str:
    """The end of a text after its last whole sentence, so that a chat model goes on in the middle of it.

    Empty when the text ends with a whole sentence, or the open one is very long.
    """
    kept = without_blanks(text)
    if not kept or kept[-1] in _LIKELY_ENDS:
        return ""
    at = max(kept.rfind(mark) for mark in _SENTENCE_ENDS)
    begin = at + 1
    while begin < len(kept) and (kept[begin].isspace() or kept[begin] in '”"’'):
        begin += 1
    own = text[begin:]
    return own if 0 < len(own) <= 400 else ""


def _tail(tail: str, before: str) -> str:
    """The end of a plain text stands in paragraphs of its own."""
    if not tail:
        return ""
    return tail if not before.strip() else f"\n\n{tail}"
