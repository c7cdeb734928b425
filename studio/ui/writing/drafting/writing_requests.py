"""What stands in an open project as the request of a tool: scenes before, lore, memory, what was found."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from studio.core.errors import StudioError
from studio.core.writing.context import ContextParts, Count, Passage, estimate
from studio.core.writing.lore import Lore, lore_of
from studio.core.writing.outline import Item, Memory, find, scenes, walk
from studio.core.writing.request_builder import Built, ModelFacts, Place, Wishes, build
from studio.core.writing.tools import WritingTool

if TYPE_CHECKING:
    from studio.storage.manuscripts.project import Project
    from studio.storage.models import ModelEntry
    from studio.ui.writing.page import WritePage

PROSE = "prose"
EARLIER_MOST = 160_000
"""Characters of earlier scenes that are looked at: more than any planned context holds."""


def facts(model: "ModelEntry") -> ModelFacts:
    """What a request must know of a model."""
    return ModelFacts(
        id=model.id,
        chat=model.chat,
        infill=model.infill,
        sees=model.sees,
        context=model.context,
        continues_only=model.id == PROSE,
    )


def document_of(project: "Project | None", item: str) -> str:
    """How requests and journals name the place a text belongs to."""
    return f"{project.folder}#{item}" if project else ""


class Sources:
    """Texts of a project as the model reads them; unsaved ones as they stand in the window."""

    def __init__(self, page: "WritePage") -> None:
        self._page = page
        self._files: dict[str, str] = {}
        """Files as they were read last; looked at anew when another text is opened."""
        page.project_opened.connect(lambda _project: self._files.clear())
        page.item_opened.connect(lambda _item: self._files.clear())
        page.outline_changed.connect(lambda: self._files.clear())

    def text(self, identity: str) -> str:
        """The text of an item; empty when it cannot be read."""
        known = self._page.buffers.known(identity) if self._page.buffers else None
        if known:
            return known.text
        if identity not in self._files:
            try:
                self._files[identity] = self._page.project.read(identity).text if self._page.project else ""
            except StudioError:
                self._files[identity] = ""
        return self._files[identity]

    def earlier(self, item: str) -> tuple[Passage, ...]:
        """The scenes before one, oldest first; texts of those far before are left to their summaries."""
        project = self._page.project
        if project is None:
            return ()
        order = scenes(project.outline)
        place = next((n for n, scene in enumerate(order) if scene.id == item), 0)
        found: list[Passage] = []
        size = 0
        for scene in reversed(order[:place]):
            text = self.text(scene.id) if size < EARLIER_MOST else ""
            size += len(text)
            if text.strip() or scene.summary:
                found.append(Passage(label=scene.title, text=text, summary=scene.summary))
        return tuple(reversed(found))

    def lore(self, *, without: str = "") -> tuple[Lore, ...]:
        """All notes but research, as lore."""
        project = self._page.project
        notes: Iterable[Item] = walk(project.outline.notes) if project else ()
        return tuple(
            lore_of(note, self.text(note.id))
            for note in notes
            if note.kind == "note" and note.note_kind != "research" and note.id != without
        )

    def memory(self) -> Memory:
        return self._page.project.outline.memory if self._page.project else Memory()

    def place(self, start: int, end: int, *, text: str | None = None) -> Place:
        """Around a stretch of the scene that is open."""
        editor, project = self._page.editor, self._page.project
        text = editor.text() if text is None else text
        item = find(project.outline, editor.item) if project else None
        return Place(
            before=text[:start],
            selection=text[start:end],
            after=text[end:],
            title=item.title if item else "",
            project=project.outline.title if project else "",
            language=project.outline.language if project else "en",
            document=document_of(project, editor.item),
        )


def build_request(
    tool: WritingTool,
    sources: Sources,
    place: Place,
    model: "ModelEntry",
    wishes: Wishes,
    *,
    item: str = "",
    found: tuple[Passage, ...] = (),
    count: Count = estimate,
) -> Built:
    """The request for a press of a tool at a place of the open scene. Raises StudioError."""
    return build(
        tool,
        place,
        facts(model),
        wishes,
        sources.memory(),
        ContextParts(earlier=sources.earlier(item) if tool.reads == "story" else (), found=found),
        sources.lore(without=item),
        count,
    )
