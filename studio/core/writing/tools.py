"""Writing tools: what a writer can ask a language model for, one TOML file each."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from studio.core.specs import Choice, Param
from studio.core.text_requests import TOKENS_MAX

APPLIES = ("caret", "selection", "any", "scene", "prompt", "picture", "chat")
"""``any``: the selection, which the answer replaces, or else the caret."""
ANSWERS = ("insert", "replace", "card", "title", "chat")
"""Where an answer goes: at the caret, in the place of the passage, on a card, into the title, into a chat."""
READS = ("story", "passage", "nothing")
"""What the model reads beside the task: the story up to there, memory alone, or nothing."""
SLOTS = frozenset({"selection", "instruction", "after", "title", "language", "prompt", "project"})
_SLOT = re.compile(r"\{([a-z_]+)\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


class ToolChoice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A value to choose; ``phrase`` is what the model is told of it."""

    id: str
    label: str
    phrase: str = ""


class ToolParam(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A setting of a tool: a ``choice`` or a ``text``."""

    id: str
    label: str
    kind: str = "choice"
    default: str = ""
    help: str = ""
    choices: tuple[ToolChoice, ...] = ()

    @property
    def param(self) -> Param:
        """The same for a form of the window."""
        return Param(
            id=self.id,
            label=self.label,
            kind=self.kind,
            default=self.default,
            help=self.help,
            choices=tuple(Choice(id=choice.id, label=choice.label) for choice in self.choices),
        )

    def phrase(self, value: str) -> str:
        if self.kind != "choice":
            return value.strip()
        return next((choice.phrase for choice in self.choices if choice.id == value), "")


class WritingTool(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tool. ``id`` is the file's stem; labels are English, translated where shown (context "Param").

    Templates: ``{selection}`` and other SLOTS or parameters are filled in; ``[[a part]]`` vanishes when a
    slot inside it is empty. ``chat`` is the task for a chat model, ``brief`` the same for one that reads
    little, ``plain`` what a model that only continues finds at the end of the text, and ``aside`` what it
    finds in brackets a few paragraphs before. A tool with neither plain nor aside and without
    ``continues`` needs a chat model.
    """

    id: str = ""
    label: str
    help: str = ""
    group: str = "more"
    icon: str = "pencil-line"
    order: int = 100
    applies: str = "caret"
    answer: str = "insert"
    reads: str = "story"
    continues: bool = False
    """The answer goes on from the last word of the text."""
    system: str = ""
    chat: str = ""
    brief: str = ""
    plain: str = ""
    aside: str = ""
    max_tokens: int = 0
    """0: as many as the writer chose."""
    length: float = 0.0
    """Above 0: so many times the tokens of the passage, at least 32, at most the writer's or 2,048."""
    stop: tuple[str, ...] = ()
    temperature: float = -1.0
    """-1: the writer's."""
    parameters: tuple[ToolParam, ...] = ()
    own: bool = False
    """Made by the user."""

    @property
    def needs_chat(self) -> bool:
        return not (self.continues or self.plain or self.aside)

    @property
    def takes_instruction(self) -> bool:
        return any("{instruction}" in text for text in (self.chat, self.plain, self.aside, self.brief))

    def values(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """The phrases of all parameters."""
        return {each.id: each.phrase(chosen.get(each.id, each.default)) for each in self.parameters}


class ToolTrouble(Struct, frozen=True, kw_only=True):
    """A file that is no tool, and why."""

    file: str
    sentence: str


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its slots filled in; what stands in ``[[ ]]`` goes when one of its slots is empty."""

    def part(found: re.Match[str]) -> str:
        inner = found.group(1)
        slots = _SLOT.findall(inner)
        return inner if all(values.get(slot, "").strip() for slot in slots) else ""

    # Slots are filled in one pass, so that braces in the writer's own text stay what they are.
    return _SLOT.sub(
        lambda found: values.get(found.group(1), found.group(0)), _OPTIONAL.sub(part, template)
    ).strip("\n")


def read_tool(path: Path, *, own: bool = False) -> WritingTool:
    """One tool's file. Raises OSError, or ValueError with what is wrong in it."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return checked_tool(replace(msgspec.convert(raw, WritingTool), id=path.stem, own=own))


def checked_tool(tool: WritingTool) -> WritingTool:
    """The tool when it can be used. Raises ValueError."""
    for name, value, known in (
        ("applies", tool.applies, APPLIES),
        ("answer", tool.answer, ANSWERS),
        ("reads", tool.reads, READS),
    ):
        if value not in known:
            raise ValueError(f"{name} is “{value}”; choose one of {', '.join(known)}")
    if not tool.label.strip():
        raise ValueError("label is empty")
    if not (tool.chat or tool.plain or tool.aside or tool.continues):
        raise ValueError("it needs a chat or a plain template")
    if not 0 <= tool.max_tokens <= TOKENS_MAX:
        raise ValueError(f"max_tokens must lie between 0 and {TOKENS_MAX}")
    if not 0 <= tool.length <= 20:
        raise ValueError("length must lie between 0 and 20")
    if tool.temperature != -1 and not 0 <= tool.temperature <= 5:
        raise ValueError("temperature must lie between 0 and 5")
    names = [each.id for each in tool.parameters]
    if len(set(names)) < len(names) or SLOTS & set(names):
        raise ValueError("two slots have the same name")
    for each in tool.parameters:
        if each.kind not in ("choice", "text"):
            raise ValueError(f"the kind of {each.id} must be choice or text")
        if each.kind == "choice" and each.default not in {choice.id for choice in each.choices}:
            raise ValueError(f"{each.id} has no choice “{each.default}”")
    for text in (tool.chat, tool.brief, tool.plain, tool.aside, tool.system):
        unknown = set(_SLOT.findall(text)) - SLOTS - set(names)
        if unknown:
            raise ValueError(f"there is nothing to put in {{{min(unknown)}}}")
    return tool


def load_tools(
    builtin: Path, user: Path | None = None, troubles: list[ToolTrouble] | None = None
) -> dict[str, WritingTool]:
    """All tools by id, in order; the user's of the same id stand in for ours.

    A broken file is left out and told of in ``troubles``.
    """
    found: dict[str, WritingTool] = {}
    for folder, own in ((builtin, False), (user, True)):
        if folder is None or not folder.is_dir():
            continue
        for path in sorted(folder.glob("*.toml")):
            try:
                found[path.stem] = read_tool(path, own=own)
            except (OSError, ValueError, RecursionError) as error:  # msgspec and tomllib raise ValueErrors
                if troubles is not None:
                    sentence = f"The writing tool “{path.name}” is left out: {error}."
                    troubles.append(ToolTrouble(file=str(path), sentence=sentence))
    return dict(sorted(found.items(), key=lambda item: (item[1].own, item[1].order, item[1].label)))
