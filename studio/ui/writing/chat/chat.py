"""The chat as a part of the Write page: joins view, desk, files, project and queue."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from studio.core.errors import StudioError
from studio.core.paths import Folders
from studio.core.writing.outline import every, find
from studio.core.writing.persona import Persona
from studio.core.writing.talk import Extract
from studio.storage.chats import Chats
from studio.storage.models import Models
from studio.storage.personas import Personas
from studio.storage.text_results import TextResults
from studio.ui.actions import Command, Commands
from studio.ui.window_state import WindowState
from studio.ui.writing.chat.desk import ChatDesk
from studio.ui.writing.chat.view import ChatView

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.manuscripts.project import Project
    from studio.ui.writing.page import WritePage

VIEW = "chat"


class Chat(QObject):
    """Chats lie in ``chats`` of the open project, without one in the data folder."""

    message = Signal(str, object)  # sentence, callable for Undo or None
    problem = Signal(object)  # ErrorReport

    def __init__(
        self,
        page: "WritePage",
        queue: "JobQueue",
        models: Models,
        folders: Folders,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._models = page, models
        self._home = folders.data / "chats"
        self.desk = ChatDesk(queue, Chats(self._home), Personas(folders.data / "personas"), self)
        self.view = ChatView(self.desk)
        self.desk.extracts = self._extracts
        self.desk.problem.connect(self.problem)
        self.desk.told.connect(self.message)
        self.desk.head_changed.connect(self._show_scenes)
        composer = self.view.composer
        composer.scenes_wanted.connect(self._offer_scenes)
        composer.scene_removed.connect(self._remove_scene)
        composer.quote_wanted.connect(self.quote)
        self.view.insert_wanted.connect(self._insert)
        self.view.persona_wanted.connect(self._open_persona)
        self.view.card_wanted.connect(self._choose_card)
        page.add_centre_view(VIEW, self.tr("Chat"), self.view)
        page.project_opened.connect(self._project_opened)
        page.item_opened.connect(lambda _: self._show_possible())
        page.view_changed.connect(self._view_changed)
        self._project_opened(page.project)

    def join(self, commands: Commands, state: WindowState) -> None:
        """Commands of the chat, and what it was like at the last end."""
        self._state = state
        remembered = state.mapping("chat")
        self.view.choose_model(str(remembered.get("model", "")))
        self.view.composer.field.setPlainText(str(remembered.get("unsent", "")))
        group = self.tr("Chat")
        for command, slot in (
            (Command("chat", self.tr("Talk with the model"), group, "Ctrl+Shift+T", "chats"), self.show),
            (Command("chat_new", self.tr("New chat"), group, "", "note-pencil"), self.begin),
            (
                Command("chat_quote", self.tr("Quote the selection in the chat"), group, "", "quotes"),
                self.quote,
            ),
            (
                Command("chat_card", self.tr("Import a character card…"), group, "", "user-plus"),
                self._choose_card,
            ),
            (Command("chat_export", self.tr("Export the chat…"), group, "", "export"), self.view.ask_export),
        ):
            commands.add(command, slot, only_in="writing")

    def save(self, state: WindowState) -> None:
        """For the window's ``saving``."""
        model = self.desk.model.id if self.desk.model else ""
        state.set("chat", {"model": model, "unsent": self.view.composer.field.text()})

    def refresh_models(self) -> None:
        """The models were looked at again."""
        self.view.set_models(self._models.of_kind("text"))

    def take_journal(self, results: TextResults) -> None:
        """Where answers are kept while they stream: a kill then costs nothing of them."""

        def cut_off(job: str) -> str:
            found = results.load(job)
            results.dismiss(job)
            return found.alternatives[0].text if found and found.alternatives else ""

        self.desk.cut_off = cut_off

    def close(self) -> None:
        """The program ends; what came of answers is on the disk."""
        self.desk.close()

    # The view

    @Slot(str)
    def _view_changed(self, view: str) -> None:
        """Models are looked for when the chat is looked at, not at the start of the program."""
        if view == VIEW:
            self.refresh_models()
            self.view.list.refresh()

    def show(self) -> None:
        self._page.show_centre_view(VIEW)
        self.view.setFocus()

    def begin(self) -> None:
        """Show the chat with a fresh page."""
        self.show()
        self.view.new_chat()

    # The project

    @Slot(object)
    def _project_opened(self, project: "Project | None") -> None:
        if project is None:
            self.desk.user = ""
            self.desk.use(Chats(self._home))
        else:
            self.desk.user = project.outline.author
            chats = Chats(project.folder / "chats", read_only=project.read_only)
            self.desk.use(chats, f"{project.folder}:")
        self._show_possible()

    def _show_possible(self) -> None:
        project = self._page.project
        composer = self.view.composer
        composer.add.setEnabled(project is not None)
        composer.quote.setEnabled(project is not None)

    def _extracts(self, scenes: Sequence[str]) -> list[Extract]:
        """The scenes and notes read along, as they stand in the window."""
        project, buffers = self._page.project, self._page.buffers
        if project is None or buffers is None:
            return []
        found: list[Extract] = []
        for identity in scenes:
            item = find(project.outline, identity)
            if item is None or not item.file:
                continue
            try:
                text = buffers.text(identity)
            except StudioError:
                continue
            found.append(Extract(item.title, text))
        return found

    def _show_scenes(self) -> None:
        project, chat = self._page.project, self.desk.chat
        scenes: list[tuple[str, str]] = []
        if project and chat:
            for identity in chat.head.scenes:
                item = find(project.outline, identity)
                if item:
                    scenes.append((identity, item.title))
        self.view.composer.show_scenes(scenes)

    def _offer_scenes(self) -> None:
        menu, project = self.view.composer.scenes, self._page.project
        menu.clear()
        if project is None:
            return
        chosen = self.desk.chat.head.scenes if self.desk.chat else ()
        here = self._page.editor.item
        items = [item for item in every(project.outline) if item.file]
        items.sort(key=lambda item: item.id != here)
        for item in items:
            text = item.title.replace("&", "&&")
            action = menu.addAction(self.tr("%1 (open now)").replace("%1", text) if item.id == here else text)
            action.setCheckable(True)
            action.setChecked(item.id in chosen)
            action.triggered.connect(lambda on, which=item.id: self._take_scene(which, on))

    def _take_scene(self, identity: str, on: bool) -> None:
        scenes = self.desk.chat.head.scenes if self.desk.chat else ()
        others = tuple(one for one in scenes if one != identity)
        self.desk.set_head(scenes=(*others, identity) if on else others)

    def _remove_scene(self, identity: str) -> None:
        self._take_scene(identity, False)

    # Between chat and scene

    def quote(self) -> None:
        """The selected passage of the scene into what is being said."""
        editor = self._page.editor
        start, end = editor.selection()
        passage = editor.text()[start:end].strip()
        if not passage:
            self.message.emit(self.tr("Select a passage in the scene first."), None)
            return
        lines = "\n".join(f"> {line}" if line.strip() else ">" for line in passage.splitlines())
        self.show()
        self.view.composer.put(lines + "\n\n")

    def _insert(self, text: str) -> None:
        editor = self._page.editor
        if not editor.item:
            self.message.emit(self.tr("Open a scene first; the text goes where its caret is."), None)
            return
        start, end = editor.selection()
        editor.insert_text(start, text, self.tr("Insert from the chat"), replacing=end - start)
        self.message.emit(self.tr("The text is in the scene; Undo there takes it back."), None)

    # Personas

    def _open_persona(self, identity: str) -> None:
        from studio.ui.writing.chat.persona_dialog import PersonaDialog

        persona = self.desk.personas.get(identity) if identity else None
        dialog = PersonaDialog(self.desk.personas, persona, self.view)
        dialog.saved.connect(self._persona_saved)
        dialog.trashed.connect(self._persona_trashed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _persona_saved(self, persona: Persona) -> None:
        if self.desk.persona.id == persona.id:
            self.desk.persona = persona
            self.desk.head_changed.emit()
            self.view.show_personas()
        else:
            self.view.take_persona(persona)

    def _persona_trashed(self, persona: Persona) -> None:
        if self.desk.persona.id == persona.id:
            self.desk.set_head(persona="")
        self.view.show_personas()

        def back() -> None:
            try:
                self.desk.personas.restore(persona.id)
            except StudioError as error:
                self.problem.emit(error.report())
            self.view.show_personas()

        self.message.emit(self.tr("%1 is in the trash.").replace("%1", persona.name), back)

    def _choose_card(self) -> None:
        dialog = QFileDialog(self.view, self.tr("Import a character card"))
        dialog.setNameFilter(self.tr("Character cards (*.png *.json)"))
        dialog.fileSelected.connect(self.import_card)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_card(self, path: str) -> None:
        """A character card of another program becomes a persona; a broken one is told."""
        try:
            persona = self.desk.personas.import_card(Path(path))
        except StudioError as error:
            self.problem.emit(error.report())
            return
        self.show()
        self.view.take_persona(persona)
        self.message.emit(self.tr("%1 is here now.").replace("%1", persona.name), None)
