"""How a model is asked about pictures: in the words of the writing tools, which users may have changed."""

from pathlib import Path

from studio.core.paths import resources
from studio.core.text_requests import Piece
from studio.core.writing.picture_prompts import PASSAGE_MAX
from studio.core.writing.tools import fill, load_tools

ILLUSTRATE, IMPROVE, DESCRIBE = "illustrate", "improve_prompt", "describe_picture"
_FALLBACK = {
    ILLUSTRATE: "Write a prompt for a picture of this passage.[[ {instruction}]]\n\n{selection}",
    IMPROVE: "Make this prompt for a picture more exact and vivid. Answer with the prompt only.\n\n{prompt}",
    DESCRIBE: "Describe this picture in a paragraph. Answer with the paragraph only.",
}


def asked(tool: str, text: str, config: Path, *, prompts: int = 1) -> tuple[Piece, ...]:
    """The pieces of a request in chat form; ``config`` is where the user's own tools lie."""
    found = load_tools(resources() / "writing", config / "writing").get(tool)
    values = {"selection": text[:PASSAGE_MAX], "prompt": text[:PASSAGE_MAX], "instruction": ""}
    if prompts > 1:
        values["instruction"] = f"Write {prompts} such prompts that differ in what they show, one a line."
    if found is None or not found.chat:
        return (Piece(kind="instruction", text=fill(_FALLBACK[tool], values), role="user"),)
    values = {**found.values({}), **values}
    task = Piece(kind="instruction", text=fill(found.chat, values), label=found.label, role="user")
    if not found.system:
        return (task,)
    return (Piece(kind="instruction", text=found.system, label=found.label, role="system"), task)
