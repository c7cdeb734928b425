"""The chat view: list of chats, messages, what to say, and with whom and which model."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.writing.thinking import parted
from studio.storage.models import ModelEntry
from studio.ui.icons import icon
from studio.ui.model_combo import fill_models
from studio.ui.param_form import make_combo
from studio.ui.theme import GAP_2, GAP_3, scaled
from studio.ui.widgets import button, hairline, icon_button, label, lead_focus
from studio.ui.writing.chat.chat_list import ChatList
from studio.ui.writing.chat.composer import Composer
from studio.ui.writing.chat.desk import ChatDesk
from studio.ui.writing.chat.transcript import Transcript
from studio.ui.writing.talkers import talker, talks

if TYPE_CHECKING:
    from studio.core.writing.persona import Persona

NARROW, HEAD = 620, 520
METER_MS = 200


class ChatView(QWidget):
    """Everything of it works by keyboard; the list hides itself where there is no room."""

    insert_wanted = Signal(str)
    persona_wanted = Signal(str)
    """Edit a persona; "" for a new one."""
    card_wanted = Signal()

    def __init__(self, desk: ChatDesk) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._desk = desk
        self._models: list[ModelEntry] = []
        self._model_id = ""
        self._list_wanted = True
        self._told: set[str] = set()
        """Broken personas that were told of already."""
        self.list = ChatList(desk)
        self.transcript = Transcript(desk)
        self.composer = Composer()
        self._make_head()
        self._make_notes()
        self._lay_out()
        self._meter_soon = QTimer(self)
        self._meter_soon.setSingleShot(True)
        self._meter_soon.setInterval(METER_MS)
        self._meter_soon.timeout.connect(self._show_meter)
        self._connect()
        self._show_head()
        self._show_busy()

    def _make_head(self) -> None:
        self.list_button = icon_button("list-dashes", self.tr("Show or hide the list of chats"))
        self.list_button.setCheckable(True)
        self.new_button = icon_button("note-pencil", self.tr("New chat"))
        self.title = QLineEdit()
        self.title.setAccessibleName(self.tr("Title of the chat"))
        self.title.setPlaceholderText(self.tr("New chat"))
        self.title.setStyleSheet("QLineEdit:!focus { background: transparent; border-color: transparent; }")
        self.persona = make_combo()
        self.persona.setAccessibleName(self.tr("With whom"))
        self.persona.setToolTip(self.tr("With whom you talk"))
        self.model = make_combo()
        self.model.setAccessibleName(self.tr("Language model"))
        for combo in (self.persona, self.model):
            combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.setMaximumWidth(scaled(170))
            combo.setMinimumWidth(scaled(90))
        self.persona.setMaximumWidth(scaled(130))
        self.persona.view().setMinimumWidth(scaled(220))
        self.more = icon_button("dots-three", self.tr("More"))

    def _make_notes(self) -> None:
        self.hint = label("", "muted", wrap=True)
        self.play = button(self.tr("Write it as a play"))
        self.play.setToolTip(
            self.tr(
                "The model reads the chat as a text with names and writes the next line. It will not obey."
            )
        )
        self.note = QWidget()
        row = QHBoxLayout(self.note)
        row.setContentsMargins(GAP_3, GAP_2, GAP_3, 0)
        row.setSpacing(GAP_3)
        row.addWidget(self.hint, 1)
        row.addWidget(self.play)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.setContentsMargins(GAP_2, GAP_2, GAP_2, GAP_2)
        self._head.setSpacing(GAP_2)
        for widget, share in ((self.list_button, 0), (self.new_button, 0), (self.title, 1), (self.more, 0)):
            self._head.addWidget(widget, share)
        self._who = QWidget()
        who = QHBoxLayout(self._who)
        who.setContentsMargins(0, 0, 0, 0)
        who.setSpacing(GAP_2)
        who.addWidget(self.persona)
        who.addWidget(self.model)
        who.addStretch(1)
        self._second = QHBoxLayout()
        self._second.setContentsMargins(GAP_2, 0, GAP_2, 0)
        self._head.insertWidget(3, self._who)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(self._head)
        middle.addLayout(self._second)
        middle.addWidget(hairline())
        middle.addWidget(self.transcript, 1)
        middle.addWidget(self.note)
        middle.addWidget(self.composer)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._line = hairline(vertical=True)
        whole.addWidget(self.list)
        whole.addWidget(self._line)
        whole.addLayout(middle, 1)
        lead_focus(self, self.composer.field)

    def _connect(self) -> None:
        desk = self._desk
        desk.shown.connect(self._shown)
        desk.head_changed.connect(self._show_head)
        desk.busy_changed.connect(self._show_busy)
        desk.counts.changed.connect(self._meter_soon.start)
        self.list.chosen.connect(self._open)
        self.list_button.clicked.connect(self._toggle_list)
        self.new_button.clicked.connect(self.new_chat)
        self.title.editingFinished.connect(lambda: self._retitle(self.title.text()))
        self.persona.activated.connect(self._persona_chosen)
        self.model.activated.connect(self._model_chosen)
        self.more.clicked.connect(self._show_more)
        self.play.clicked.connect(lambda: desk.set_head(plain=True))
        self.composer.sent.connect(self._say)
        self.composer.stop_wanted.connect(desk.stop)
        self.composer.field.textChanged.connect(self._meter_soon.start)
        self.transcript.asked.connect(self._asked)

    # What is handed in

    def set_models(self, entries: Sequence[ModelEntry]) -> None:
        """Language models to choose from; the chosen one stays while it is there, else one that talks."""
        self._models = list(entries)
        fill_models(self.model, self._models)
        usable = [entry for entry in self._models if not entry.problem]
        kept = next((entry for entry in usable if entry.id == self._model_id), None)
        first = talker(usable)
        self._take_model(kept or first or (usable[0] if usable else None))

    def choose_model(self, identity: str) -> None:
        self._model_id = identity
        self.set_models(self._models)

    def _take_model(self, entry: ModelEntry | None) -> None:
        self._desk.model = entry
        self._model_id = entry.id if entry else self._model_id
        self.model.setCurrentIndex(self.model.findData(entry.id) if entry else -1)
        self._show_hint()
        self._meter_soon.start()

    def show_personas(self) -> None:
        """Offer the personas again."""
        chosen = self._desk.persona.id
        self.persona.clear()
        self.persona.addItem(self.tr("Assistant"), "")
        for persona in self._desk.personas.all():
            self.persona.addItem(persona.name, persona.id)
        told = [sentence for sentence in self._desk.personas.problems if sentence not in self._told]
        self._told.update(told)
        for sentence in told:
            self._desk.problem.emit(ErrorReport(kind=ErrorKind.FILE_BROKEN, sentence=sentence))
        self.persona.insertSeparator(self.persona.count())
        self.persona.addItem(icon("user-plus", "muted"), self.tr("New persona…"), "+")
        self.persona.addItem(icon("download-simple", "muted"), self.tr("Import a character card…"), "card")
        self.persona.setCurrentIndex(max(0, self.persona.findData(chosen)))

    # Showing

    def _shown(self) -> None:
        self._show_title()
        self._show_hint()
        self._meter_soon.start()

    def _show_title(self) -> None:
        chat = self._desk.chat
        if not self.title.hasFocus():
            self.title.setText(chat.title() if chat else "")
            self.title.setCursorPosition(0)

    def _show_head(self) -> None:
        self._show_title()
        if self.persona.findData(self._desk.persona.id) < 0 or not self.persona.count():
            self.show_personas()
        self.persona.setCurrentIndex(max(0, self.persona.findData(self._desk.persona.id)))
        self._show_hint()
        self._meter_soon.start()

    def _show_hint(self) -> None:
        desk, model = self._desk, self._desk.model
        plain = desk.plain()
        silent = model is not None and not talks(model) and not plain
        empty = not (desk.chat and desk.chat.path())
        text = ""
        if model is None:
            text = self.tr(
                "There is no language model here. Add a folder with GGUF files in Settings, Folders."
            )
        elif silent:
            text = self.tr(
                "%1 goes on with a text; it was not made to talk. Choose a chat model, or let it write the "
                "talk as a play."
            ).replace("%1", model.name)
        elif plain and not talks(model):
            text = self.tr("%1 writes this talk as a play; do not expect it to obey.").replace(
                "%1", model.name
            )
        elif empty:
            text = self.tr("Ask about the manuscript, or let a persona speak. Nothing leaves this machine.")
        self.hint.setText(text)
        self.play.setVisible(silent)
        self.note.setVisible(bool(text))

    def _show_busy(self) -> None:
        busy = bool(self._desk.busy())
        self.composer.set_busy(busy)
        if busy:
            self.transcript.follow()

    def _show_meter(self) -> None:
        desk = self._desk
        talk = desk.compose(more=self.composer.field.text())
        exact = desk.counts.exact(desk.model.id if desk.model else "")
        self.composer.show_meter(talk, desk.context(), exact)

    # What is asked

    def new_chat(self) -> None:
        self._desk.new()
        self.composer.field.setFocus()

    def _open(self, identity: str) -> None:
        if self._desk.open(identity):
            self.transcript.follow()
            self.composer.field.setFocus()

    def _say(self, text: str) -> None:
        if self._desk.say(text):
            self.composer.taken()
            self.transcript.follow()

    def _retitle(self, title: str) -> None:
        chat = self._desk.chat
        if chat and title.strip() != chat.title():
            self._desk.set_head(title=title.strip())

    def _asked(self, what: str, identity: str, value: object) -> None:
        desk = self._desk
        if desk.chat is None or identity not in desk.chat.messages:
            return
        text = value if isinstance(value, str) else None
        answer = parted(desk.chat.messages[identity].text).answer
        if what == "copy":
            QGuiApplication.clipboard().setText(text or answer)
        elif what == "insert":
            self.insert_wanted.emit(text or answer.strip())
        elif what == "retry":
            desk.retry(identity)
        elif what == "continue":
            desk.continue_from(identity)
        elif what == "trash":
            desk.trash(identity)
        elif what == "step" and isinstance(value, int):
            desk.step(identity, value)
        elif what == "edit" and text:
            desk.edit(identity, text)
        elif what == "edit_send" and text:
            desk.edit_and_send(identity, text)
        elif what == "edit_continue" and text:
            desk.continue_from(identity, text)

    def _persona_chosen(self) -> None:
        chosen = self.persona.currentData()
        if chosen in ("+", "card"):
            self.persona.setCurrentIndex(max(0, self.persona.findData(self._desk.persona.id)))
            self.persona_wanted.emit("") if chosen == "+" else self.card_wanted.emit()
            return
        self.take_persona(self._desk.personas.get(chosen or ""))

    def take_persona(self, persona: "Persona") -> None:
        """In an empty chat the persona greets; in one under way it takes over."""
        chat = self._desk.chat
        if chat is None or not any(message.role == "user" for message in chat.messages.values()):
            self._desk.new(persona)
        else:
            self._desk.set_head(persona=persona.id)
        self.show_personas()

    def _model_chosen(self) -> None:
        self.choose_model(self.model.currentData() or "")

    def _show_more(self) -> None:
        desk, chat = self._desk, self._desk.chat
        menu = QMenu(self)
        there = bool(chat and chat.head.id)
        edit = menu.addAction(
            icon("user", "muted"),
            self.tr("Edit the persona…"),
            lambda: self.persona_wanted.emit(desk.persona.id),
        )
        edit.setEnabled(bool(desk.persona.id))
        if desk.model and (not talks(desk.model) or desk.plain()):
            play = menu.addAction(self.tr("Write it as a play"))
            play.setCheckable(True)
            play.setChecked(desk.plain())
            play.toggled.connect(lambda on: desk.set_head(plain=on))
        count = len(chat.trashed()) if chat else 0
        back = menu.addAction(
            icon("arrow-counter-clockwise", "muted"),
            self.tr("Bring back %n message(s) from the trash", "", count),
            desk.restore_messages,
        )
        back.setVisible(count > 0)
        menu.addSeparator()
        export = menu.addAction(icon("export", "muted"), self.tr("Export the chat…"), self.ask_export)
        export.setEnabled(there)
        trash = menu.addAction(icon("trash", "muted"), self.tr("Move the chat to the trash"), self._trash)
        trash.setEnabled(there)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _trash(self) -> None:
        if self._desk.chat:
            self._desk.trash_chat(self._desk.chat.head.id)

    def ask_export(self) -> None:
        """Ask where to, and write it."""
        name = (self._desk.chat.title() if self._desk.chat else "") or self.tr("Chat")
        safe = "".join("-" if character in '/\\:*?"<>|' else character for character in name)
        dialog = QFileDialog(self, self.tr("Export the chat"), safe + ".md")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Markdown (*.md)"), self.tr("JSON, all branches (*.json)")])
        dialog.selectFile(safe + ".md")
        dialog.fileSelected.connect(self.export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, path: str) -> None:
        """Write the open chat to a file; a failure is told."""
        from studio.ui.writing.chat.exporting import export

        if self._desk.chat:
            try:
                export(Path(path), self._desk.chat, self._desk.partners())
            except StudioError as error:
                self._desk.problem.emit(error.report())
            else:
                self._desk.told.emit(self.tr("The chat is in %1.").replace("%1", Path(path).name), None)

    # Room

    def _toggle_list(self) -> None:
        self._list_wanted = self.list.isHidden()
        self._make_room(force=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self, *, force: bool = False) -> None:
        shown = self._list_wanted and (self.width() >= scaled(NARROW) or force)
        self.list.setVisible(shown)
        self._line.setVisible(shown)
        self.list_button.setChecked(shown)
        self._split_head(self.width() - (self.list.width() if shown else 0) < scaled(HEAD))

    def _split_head(self, narrow: bool) -> None:
        """With whom, in a line of its own where it is narrow."""
        if narrow == (self._second.count() > 0):
            return
        if narrow:
            self._head.removeWidget(self._who)
            self._second.addWidget(self._who)
        else:
            self._second.removeWidget(self._who)
            self._head.insertWidget(3, self._who)
        self._second.setContentsMargins(GAP_2, 0, GAP_2, GAP_2 if narrow else 0)
