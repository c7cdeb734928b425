"""What a writer asked of a language model: a frozen request with the very text the model will read."""

from msgspec import Struct
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.request_parts import SEED_MAX, Adapter, FileRef, PlacementWish, clean_text

TOKENS_MAX = 32_768
ALTERNATIVES_MAX = 8
TOP_MAX = 20
ADAPTER_MOST = 4.0
"""The largest weight of a LoRA."""
TEXT_MAX = 4_000_000
"""Characters of all pieces together: beyond any context, so that a slip cannot fill the memory."""
FORMS = ("plain", "chat", "infill")
ROLES = ("", "system", "user", "assistant")
SAMPLERS = ("penalties", "dry", "top_k", "typical_p", "top_p", "min_p", "xtc", "temperature")
"""Steps that a token's probabilities go through, in llama.cpp's order."""


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of what the model reads. ``kind`` says why it is there, ``label`` names it for a person.

    Kinds: instruction, memory, summary, earlier, lore, found, note, text, after, message.
    Pieces are read in the order of the request; in ``chat`` neighbours of one role are one message,
    in ``plain`` all texts are one text, in ``infill`` pieces of kind ``after`` follow the gap.
    """

    kind: str
    text: str
    label: str = ""
    role: str = ""


class Sampling(Struct, frozen=True, kw_only=True):
    """How a token is chosen. The defaults of the steps beside temperature, top-k and min-p do nothing.

    Sources: typical (Meister 2022), min-p (Nguyen 2024), DRY and XTC (p-e-w, text-generation-webui),
    Mirostat (Basu 2021), all as llama.cpp does them.
    """

    temperature: float = 0.8
    """0 always takes the likeliest."""
    top_k: int = 40
    """0 keeps all."""
    top_p: float = 1.0
    min_p: float = 0.05
    typical_p: float = 1.0
    repeat_penalty: float = 1.0
    repeat_last: int = 256
    """Tokens that the three penalties look back; -1 means the whole context."""
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    dry_multiplier: float = 0.0
    dry_base: float = 1.75
    dry_allowed_length: int = 2
    xtc_probability: float = 0.0
    xtc_threshold: float = 0.1
    mirostat: int = 0
    """0 off, else version 1 or 2, which replaces the steps above except temperature."""
    mirostat_tau: float = 5.0
    mirostat_eta: float = 0.1
    order: tuple[str, ...] = SAMPLERS


class TextRequest(Struct, frozen=True, kw_only=True, tag="text"):
    """One press of Continue: ``count`` alternatives, alternative *i* written from seed + *i*.

    ``begin`` is text that the answer must begin with (words chosen by the writer); it is told again
    as the first part of the result. ``banned`` phrases never come, ``forced`` is a grammar in GBNF or a
    JSON schema (``grammar``, ``json_schema``; at most one). ``top`` is how many other tokens are told of
    beside each chosen one. ``context`` tokens are held at most; 0 leaves it to model and memory.
    """

    schema: int = 1
    model: str
    pieces: tuple[Piece, ...]
    form: str = "plain"
    begin: str = ""
    max_tokens: int = 200
    count: int = 1
    seed: int
    sampling: Sampling = Sampling()
    stop: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    grammar: str = ""
    json_schema: str = ""
    top: int = 8
    context: int = 0
    pictures: tuple[FileRef, ...] = ()
    """For a model that sees, shown before the last message."""
    adapters: tuple[Adapter, ...] = ()
    tool: str = ""
    """Id of the writing tool; says what the button said, and nothing more."""
    document: str = ""
    """Where the text belongs, for the window alone: project folder and item, or a chat."""
    placement: PlacementWish = PlacementWish()


class OtherToken(Struct, frozen=True, kw_only=True, array_like=True):
    """A token that could have come instead, with its probability 0 to 1 before the sampling steps."""

    text: str
    probability: float


class Token(Struct, frozen=True, kw_only=True, array_like=True):
    """A written token. ``probability`` -1 where the engine cannot tell; ``others`` likeliest first.

    Texts of tokens joined give the text: a character of several tokens comes with the last of them.
    """

    text: str
    probability: float = -1.0
    others: tuple[OtherToken, ...] = ()


class Written(Struct, frozen=True, kw_only=True):
    """One alternative whole. ``reason``: end (the model's), length, stop (a stop text), cancelled."""

    index: int
    seed: int
    tokens: tuple[Token, ...]
    reason: str = "end"
    reasoning: str = ""
    """What a model that thinks first thought; it is no part of the text."""

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens)


def _refuse(sentence: str, advice: str = "") -> StudioError:
    return StudioError(ErrorKind.INVALID_REQUEST, sentence, advice)


def text_seed_of(request: TextRequest, index: int) -> int:
    """The seed of alternative ``index`` (from 0)."""
    return (request.seed + index) % (SEED_MAX + 1)


def cleaned_text_request(request: TextRequest) -> TextRequest:
    """The request with all its texts made storable."""
    pieces = tuple(
        replace(piece, text=clean_text(piece.text), label=clean_text(piece.label)) for piece in request.pieces
    )
    return replace(
        request,
        pieces=pieces,
        begin=clean_text(request.begin),
        stop=tuple(filter(None, map(clean_text, request.stop))),
        banned=tuple(filter(None, map(clean_text, request.banned))),
        grammar=clean_text(request.grammar),
        json_schema=clean_text(request.json_schema),
    )


def check_text_request(request: TextRequest) -> TextRequest:
    """Refuse what no model could write. Raises StudioError(INVALID_REQUEST)."""
    sampling = request.sampling
    ranges = (
        ("number of tokens", request.max_tokens, 1, TOKENS_MAX),
        ("number of alternatives", request.count, 1, ALTERNATIVES_MAX),
        ("seed", request.seed, 0, SEED_MAX),
        ("number of other tokens", request.top, 0, TOP_MAX),
        ("context", request.context, 0, 2**24),
        ("temperature", sampling.temperature, 0.0, 5.0),
        ("top-k", sampling.top_k, 0, 100_000),
        ("top-p", sampling.top_p, 0.0, 1.0),
        ("min-p", sampling.min_p, 0.0, 1.0),
        ("typical-p", sampling.typical_p, 0.0, 1.0),
        ("repetition penalty", sampling.repeat_penalty, 0.5, 3.0),
        ("look back of the penalties", sampling.repeat_last, -1, 2**24),
        ("frequency penalty", sampling.frequency_penalty, -2.0, 2.0),
        ("presence penalty", sampling.presence_penalty, -2.0, 2.0),
        ("DRY multiplier", sampling.dry_multiplier, 0.0, 10.0),
        ("DRY base", sampling.dry_base, 1.0, 10.0),
        ("DRY allowed length", sampling.dry_allowed_length, 0, 1000),
        ("XTC probability", sampling.xtc_probability, 0.0, 1.0),
        ("XTC threshold", sampling.xtc_threshold, 0.0, 1.0),
        ("Mirostat", sampling.mirostat, 0, 2),
        ("Mirostat tau", sampling.mirostat_tau, 0.0, 20.0),
        ("Mirostat eta", sampling.mirostat_eta, 0.0, 1.0),
    )
    for name, value, low, high in ranges:
        if not low <= value <= high:  # also refuses NaN
            raise _refuse(f"The {name} is {value}; choose between {low} and {high}.")
    for each in request.adapters:
        if not -ADAPTER_MOST <= each.weight <= ADAPTER_MOST:
            raise _refuse(
                f"The weight of a LoRA is {each.weight}; "
                f"choose between {-ADAPTER_MOST:g} and {ADAPTER_MOST:g}."
            )
    if request.form not in FORMS:
        raise _refuse(f"There is no form “{request.form}”; choose one of {', '.join(FORMS)}.")
    unknown = [step for step in sampling.order if step not in SAMPLERS]
    if unknown:
        raise _refuse(f"There is no sampling step “{unknown[0]}”; choose among {', '.join(SAMPLERS)}.")
    twice = [step for place, step in enumerate(sampling.order) if step in sampling.order[:place]]
    if twice:
        raise _refuse(f"The sampling step “{twice[0]}” stands twice in the order.", "Leave one of them out.")
    if any(piece.role not in ROLES for piece in request.pieces):
        raise _refuse(f"The role of a message must be one of {', '.join(ROLES[1:])}.")
    if request.form == "chat" and not any(piece.role in ("system", "user") for piece in request.pieces):
        raise _refuse("There is nothing to answer.", "Write something first.")
    if request.grammar and request.json_schema:
        raise _refuse("A grammar and a JSON schema cannot both rule the answer; choose one.")
    size = sum(len(piece.text) for piece in request.pieces)
    if size > TEXT_MAX:
        raise _refuse(f"The model would have to read {size:,} characters; {TEXT_MAX:,} is the most.")
    if not request.model:
        raise _refuse("No language model is chosen.", "Choose one on the Write page.")
    return request
