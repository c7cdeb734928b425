"""A chat as Markdown or JSON for other programs."""

from pathlib import Path

import msgspec

from studio.core.request_parts import clean_text
from studio.core.writing.conversation import Conversation
from studio.core.writing.talk import Partners
from studio.core.writing.thinking import parted
from studio.storage import files
from studio.storage.chats import explain


def as_markdown(chat: Conversation, partners: Partners) -> str:
    """The branch that is shown; what a model thought stays out."""
    lines = [f"# {chat.title() or partners.persona.name}"]
    for message in chat.path():
        text = parted(message.text).answer if message.role == "assistant" else message.text
        lines.append(f"**{partners.name(message.role)}**\n\n{text.strip()}")
    return "\n\n".join(lines) + "\n"


def as_json(chat: Conversation, partners: Partners) -> bytes:
    """All branches, with the names of both and the branch that is shown."""
    content = {
        "head": chat.head,
        "persona": partners.persona.name,
        "user": partners.user,
        "shown": [message.id for message in chat.path()],
        "messages": [message for message in chat.messages.values() if not message.trashed],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1)


def export(path: Path, chat: Conversation, partners: Partners) -> None:
    """Write ``path`` whole: JSON for a name in .json, else Markdown. Raises StudioError."""
    if path.suffix.lower() == ".json":
        data = as_json(chat, partners)
    else:
        data = clean_text(as_markdown(chat, partners)).encode("utf-8")
    try:
        with files.whole_file(path) as stream:
            stream.write(data)
    except OSError as error:
        raise explain(error, path) from error
