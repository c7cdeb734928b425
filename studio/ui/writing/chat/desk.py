"""The chat that is open and what can be done with it; the view shows it, the files keep it."""

import secrets
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.request_parts import SEED_MAX
from studio.core.text_requests import Sampling, TextRequest
from studio.core.writing.conversation import ChatHead, Chosen, Conversation, Line, Message, new_message
from studio.core.writing.persona import ASSISTANT, Persona, filled
from studio.core.writing.talk import (
    FALLBACK_CONTEXT,
    Extract,
    Partners,
    Talk,
    compose_talk,
    guessed_tokens,
)
from studio.storage.chats import Chats, now
from studio.storage.personas import Personas
from studio.ui.writing.chat.talking import Talking
from studio.ui.writing.talkers import talks
from studio.ui.writing.token_counts import TokenCounts

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.models import ModelEntry

ANSWER_TOKENS = 512
"""An answer that ends here can be continued."""
MARGIN = 16


class ChatDesk(QObject):
    """One open chat at a time; answers of others go on being written."""

    shown = Signal()
    """Another chat, another branch, or messages more or fewer."""
    message_changed = Signal(str)
    head_changed = Signal()
    listed = Signal()
    """Chats were begun, renamed or thrown away."""
    busy_changed = Signal()
    problem = Signal(object)  # ErrorReport
    told = Signal(str, object)  # sentence, callable for Undo or None

    def __init__(
        self, queue: "JobQueue", chats: Chats, personas: Personas, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self.chats, self.personas = chats, personas
        self.talking = Talking(queue, self)
        self.counts = TokenCounts(queue, guessed_tokens, self)
        self.chat: Conversation | None = None
        self.persona: Persona = ASSISTANT
        self.user = ""
        self.model: ModelEntry | None = None
        self.extracts: Callable[[Sequence[str]], list[Extract]] = lambda scenes: []
        self.sampling: Callable[[], Sampling] = Sampling
        self.cut_off: Callable[[str], str] = lambda job: ""
        """What the journal of a text job has, for answers that a kill cut off."""
        self.document = ""
        """Says in requests where chats belong, before the chat's id."""
        self._alive: dict[str, Conversation] = {}
        self.talking.changed.connect(self._message_changed)
        self.talking.ended.connect(self._answered)
        self.talking.resumed.connect(self._answered)
        self.talking.began.connect(self._busy_changed)
        self.talking.problem.connect(self.problem)

    # Chats

    def use(self, chats: Chats, document: str = "") -> None:
        """Another project's chats; the one that was open is closed."""
        self.chats, self.document = chats, document
        self._show(None)
        self.listed.emit()

    def open(self, identity: str) -> bool:
        """Show a chat; False after a problem was told."""
        try:
            chat = self._living(identity) or self.chats.load(identity)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        self._complete(chat)
        if chat.problem:
            self.problem.emit(ErrorReport(kind=ErrorKind.FILE_BROKEN, sentence=chat.problem))
        self._show(chat)
        return True

    def _complete(self, chat: Conversation) -> None:
        """Answers cut off by a kill get the last words their job's journal has, and are stored as ended."""
        for identity in chat.cut:
            message = chat.messages[identity]
            text = self.cut_off(message.job) if message.job else ""
            if len(text) > len(message.text):
                message = replace(message, text=text)
            chat.put(message)
            if not self.chats.read_only:
                self._store(chat, message)
        chat.cut = ()

    def _living(self, identity: str) -> Conversation | None:
        """The chat as it is in memory while an answer in it is still written."""
        chat = self._alive.get(identity)
        if chat is None or not self.talking.busy_in(identity):
            return None
        return chat

    def new(self, persona: Persona | None = None) -> None:
        """An empty chat; it comes to the disk with its first message or greeting."""
        persona = persona or self.persona
        self._show(Conversation(ChatHead(id="", persona=persona.id)))
        greetings = [text for text in (persona.greeting, *persona.greetings) if text.strip()]
        if greetings:
            made = [new_message("assistant", self._named(text), made=now()) for text in greetings]
            self._add(*made, Chosen(id=made[0].id))

    def _show(self, chat: Conversation | None) -> None:
        self.chat = chat
        if chat:
            self.persona = self.personas.get(chat.head.persona)
        self.shown.emit()
        self.head_changed.emit()
        self.busy_changed.emit()

    def set_head(self, **values: object) -> None:
        """Change title, persona, scenes or form of the open chat."""
        if self.chat is None:
            self._show(Conversation(ChatHead(id="", persona=self.persona.id)))
        assert self.chat
        head = replace(self.chat.head, **values)  # type: ignore[arg-type]
        if head == self.chat.head:
            return
        self.chat.head = head
        if head.id:
            self._write(head)
        self.persona = self.personas.get(head.persona)
        self.head_changed.emit()
        self.listed.emit()

    def rename(self, identity: str, title: str) -> None:
        """Give any chat of the list a title."""
        if self.chat and identity == self.chat.head.id:
            self.set_head(title=title.strip())
            return
        try:
            chat = self._living(identity) or self.chats.load(identity)
            head = replace(chat.head, title=title.strip())
            self.chats.append(identity, head)
            chat.head = head
        except StudioError as error:
            self.problem.emit(error.report())
        self.listed.emit()

    def restore_chat(self, identity: str) -> None:
        """Bring a chat back from the trash and show it."""
        try:
            self.chats.restore(identity)
        except StudioError as error:
            self.problem.emit(error.report())
            return
        self.open(identity)
        self.listed.emit()

    def trash_chat(self, identity: str) -> None:
        """A chat into the trash, with a way back."""
        if busy := self.talking.busy_in(identity):
            self.talking.stop(busy)
            self.problem.emit(
                ErrorReport(
                    kind=ErrorKind.INVALID_REQUEST,
                    sentence=self.tr("An answer is still being written in this chat."),
                    advice=self.tr("It was stopped; press Delete again."),
                )
            )
            return
        try:
            self.chats.trash(identity)
        except StudioError as error:
            self.problem.emit(error.report())
            return
        if self.chat and self.chat.head.id == identity:
            self._show(None)
        chats = self.chats

        def back() -> None:
            try:
                chats.restore(identity)
            except StudioError as error:
                self.problem.emit(error.report())
            self.listed.emit()

        self.told.emit(self.tr("The chat is in the trash."), back)
        self.listed.emit()

    # Messages

    def say(self, text: str) -> bool:
        """Add what the writer says and have it answered. False when it was refused; nothing is lost then."""
        if not text.strip() or self.busy():
            return False
        if self.chat is None:
            self._show(Conversation(ChatHead(id="", persona=self.persona.id)))
        assert self.chat
        if (problem := self._unready()) is not None:
            self.problem.emit(problem)
            return False
        path = self.chat.path()
        message = new_message("user", text.strip(), path[-1].id if path else "", made=now())
        if not self._add(message, Chosen(id=message.id)):
            return False
        self._answer(message.id)
        return True

    def retry(self, identity: str) -> None:
        """Another answer beside this one; of one's own message, another answer to it."""
        if self.chat and not self.busy():
            message = self.chat.messages[identity]
            self._answer(message.parent if message.role == "assistant" else identity)

    def continue_from(self, identity: str, text: str | None = None) -> None:
        """Go on writing an answer, from its end or from ``text``; the old one stays as another branch."""
        if self.chat and not self.busy():
            message = self.chat.messages[identity]
            begin = message.text if text is None else text
            self._answer(message.parent, begin=begin.rstrip() if text is None else begin)

    def edit(self, identity: str, text: str) -> None:
        """A message with other words, as a branch beside the old one; nothing is asked."""
        if self.chat is None or not text.strip() or text == self.chat.messages[identity].text:
            return
        old = self.chat.messages[identity]
        message = replace(old, id=secrets.token_hex(6), text=text, made=now(), job="", reason="", begun=0)
        self._add(message, Chosen(id=message.id))

    def edit_and_send(self, identity: str, text: str) -> None:
        """One's own message with other words, answered anew."""
        if self.chat is None or self.busy() or not text.strip():
            return
        if text == self.chat.messages[identity].text:
            self.retry(identity)
            return
        if (problem := self._unready()) is not None:
            self.problem.emit(problem)
            return
        self.edit(identity, text)
        self._answer(self.chat.leaf)

    def step(self, identity: str, by: int) -> None:
        """Show the alternative before or after a message."""
        if self.chat:
            other = self.chat.brother(identity, by)
            if other != identity:
                self._add(Chosen(id=self.chat.end_of(other)))

    def trash(self, identity: str) -> None:
        """A message, and with it what follows, into the trash; with a way back."""
        if self.chat is None or self.busy():
            return
        chats, chat, before = self.chats, self.chat, self.chat.leaf
        message = chat.messages[identity]
        self._add(replace(message, trashed=True), Chosen(id=chat.shown_after_trash(message)))

        def back() -> None:
            lines = (replace(chat.messages[identity], trashed=False), Chosen(id=before))
            for line in lines:
                chat.put(line)
            self._store(chat, *lines, chats=chats)  # another project may be open by now
            self.shown.emit()

        self.told.emit(self.tr("The message is in the trash of this chat."), back)

    def restore_messages(self) -> None:
        """Bring back everything of the open chat's trash."""
        if self.chat and (trashed := self.chat.trashed()):
            self._add(*(replace(message, trashed=False) for message in trashed))

    def stop(self) -> None:
        if self.chat and (message := self.talking.busy_in(self.chat.head.id)):
            self.talking.stop(message)

    def busy(self) -> str:
        """The message of the open chat that is being written; "" for none."""
        return self.talking.busy_in(self.chat.head.id) if self.chat and self.chat.head.id else ""

    # What the model reads

    def partners(self) -> Partners:
        return Partners(self.persona, self.user or self.tr("Writer"))

    def plain(self) -> bool:
        """Whether the chat is written as a play: asked for, for a model that is no talker."""
        return bool(self.chat and self.chat.head.plain)

    def compose(self, leaf: str | None = None, more: str = "") -> Talk:
        """What would be read now, with ``more`` as the next thing said."""
        path = self.chat.path(leaf) if self.chat else []
        if more.strip():
            path = [*path, new_message("user", more)]
        extracts = self.extracts(self.chat.head.scenes) if self.chat else []
        count = self.counts.counter(self.model.id if self.model else "")
        budget = self.context() - self.answer_tokens() - MARGIN
        return compose_talk(self.partners(), extracts, path, budget, count, plain=self.plain())

    def context(self) -> int:
        held = self.counts.context(self.model.id) if self.model else 0
        most = (self.model.context if self.model else 0) or FALLBACK_CONTEXT
        return held or min(most, self._queue.settings.writing.context or most)

    def answer_tokens(self) -> int:
        """How long an answer may be; a small context is not given to it alone."""
        return max(48, min(ANSWER_TOKENS, self.context() // 3))

    def _answer(self, parent: str, begin: str = "") -> None:
        assert self.chat
        if (problem := self._unready()) is not None:
            self.problem.emit(problem)
            return
        assert self.model
        talk = self.compose(parent)
        try:
            if not self.chat.head.id and not self._begin():
                return
            request = TextRequest(
                model=self.model.id,
                pieces=talk.pieces,
                form="plain" if self.plain() else "chat",
                begin=begin,
                max_tokens=self.answer_tokens(),
                seed=secrets.randbelow(SEED_MAX + 1),
                sampling=self.sampling(),
                stop=talk.stop,
                document=f"{self.document}chat:{self.chat.head.id}",
                tool="chat",
                context=self._queue.settings.writing.context,
                placement=self._queue.settings.text_wish,
            )
            message = new_message("assistant", begin, parent, made=now(), model=self.model.name)
            self.talking.ask(self.chats, self.chat, message, request)
        except StudioError as error:
            self.problem.emit(error.report())
            return
        self._alive[self.chat.head.id] = self.chat
        self.shown.emit()

    def _unready(self) -> ErrorReport | None:
        """Why no answer can be asked for now."""
        if self.model is None:
            return ErrorReport(
                kind=ErrorKind.MODEL_MISSING,
                sentence=self.tr("There is no language model to talk with."),
                advice=self.tr("Add a folder with GGUF files in Settings, Folders."),
            )
        if not talks(self.model) and not self.plain():
            return ErrorReport(
                kind=ErrorKind.INVALID_REQUEST,
                sentence=self.tr("%1 goes on with a text; it was not made to talk.").replace(
                    "%1", self.model.name
                ),
                advice=self.tr("Choose a chat model, or press “Write it as a play”."),
            )
        return None

    # Writing it down

    def _named(self, text: str) -> str:
        return filled(text, self.persona.name, self.partners().user)

    def _begin(self) -> bool:
        """Give the new chat its file."""
        assert self.chat
        head = self.chat.head
        try:
            begun = self.chats.begin(head.title, persona=head.persona, scenes=head.scenes, plain=head.plain)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        self.chat.head = begun.head
        self.listed.emit()
        return True

    def _add(self, *lines: Message | Chosen) -> bool:
        """To the disk, then into the open chat; on a failure the chat is as it was."""
        assert self.chat
        if not self.chat.head.id and not self._begin():
            return False
        if not self._store(self.chat, *lines):
            return False
        for line in lines:
            self.chat.put(line)
        self.shown.emit()
        return True

    def _write(self, line: Line) -> None:
        if self.chat:
            self._store(self.chat, line)

    def _store(self, chat: Conversation, *lines: Line, chats: Chats | None = None) -> bool:
        try:
            (chats or self.chats).append(chat.head.id, *lines)
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        return True

    # What comes back

    @Slot(str)
    def _message_changed(self, identity: str) -> None:
        if self.chat and identity in self.chat.messages:
            self.message_changed.emit(identity)

    @Slot(str)
    def _busy_changed(self, _identity: str) -> None:
        self.busy_changed.emit()

    @Slot(str)
    def _answered(self, identity: str) -> None:
        if self.chat and identity in self.chat.messages:
            self.shown.emit()
        self.busy_changed.emit()
        self.listed.emit()

    def close(self) -> None:
        self.talking.close()
