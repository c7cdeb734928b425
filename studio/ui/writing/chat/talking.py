"""Answers under way: tokens become text of the right message, whatever chat is shown meanwhile."""

from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.errors import StudioError
from studio.core.jobs import Job, JobState
from studio.core.messages import Wrote
from studio.core.text_requests import TextRequest, Token
from studio.core.writing.conversation import WRITING, Chosen, Conversation, Message
from studio.storage.chats import Chats

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue

SAVE_MS = 2000
"""A kill costs at most this much of an answer."""


@dataclass
class _Answer:
    chats: Chats
    chat: Conversation
    message: str
    begin: str
    came: str = ""
    whole: bool = False
    saved: str = ""

    def text(self) -> str:
        """What the message holds now; the beginning the writer gave is told again by the engine."""
        if not self.came or self.begin.startswith(self.came):
            return self.begin
        return self.came if self.came.startswith(self.begin) else self.begin + self.came


class Talking(QObject):
    """Asks the queue for answers and writes them into their chats, every two seconds to the disk."""

    changed = Signal(str)
    """Id of a message whose text is longer now."""
    ended = Signal(str)
    """Id of a message that is whole or was cut short."""
    began = Signal(str)
    resumed = Signal(str)
    """Id of a message that is written because a lost one is tried again."""
    problem = Signal(object)  # ErrorReport

    def __init__(self, queue: "JobQueue", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._answers: dict[str, _Answer] = {}
        self._lost: dict[str, _Answer] = {}
        self._save = QTimer(self)
        self._save.setInterval(SAVE_MS)
        self._save.timeout.connect(self.save)
        queue.text_arrived.connect(self._arrived)
        queue.wrote.connect(self._wrote)
        queue.ended.connect(self._ended)
        queue.retried.connect(self._retried)

    def job_of(self, message: str) -> str:
        """The job that writes a message now; "" when none does."""
        return next((job for job, one in self._answers.items() if one.message == message), "")

    def busy_in(self, chat: str) -> str:
        """The message that is being written in a chat; "" for none."""
        return next((one.message for one in self._answers.values() if one.chat.head.id == chat), "")

    def ask(self, chats: Chats, chat: Conversation, message: Message, request: TextRequest) -> None:
        """Have ``message`` (the empty answer) written. Raises StudioError; the chat is then as it was."""
        job = self._queue.submit(request)
        self._await(_Answer(chats, chat, message.id, request.begin), message, job.id)
        self.began.emit(message.id)

    def _await(self, answer: _Answer, message: Message, job: str) -> None:
        begin = answer.saved = answer.begin
        message = replace(message, reason=WRITING, text=begin, begun=len(begin), job=job)
        lines = (message, Chosen(id=message.id))
        for line in lines:
            answer.chat.put(line)
        self._answers[job] = answer
        self._store(answer.chats, answer.chat, *lines)
        self._save.start()

    @Slot(str, str)
    def _retried(self, old: str, new: str) -> None:
        """*Try again* on a lost answer: it is written beside what came of it."""
        if lost := self._lost.pop(old, None):
            message = replace(lost.chat.messages[lost.message], id=token_hex(6), trashed=False)
            self._await(_Answer(lost.chats, lost.chat, message.id, lost.begin), message, new)
            self.resumed.emit(message.id)

    def stop(self, message: str) -> None:
        """What came so far stays."""
        if job := self.job_of(message):
            self._queue.cancel(job)

    def save(self) -> None:
        """Put what came since the last time on the disk."""
        for answer in self._answers.values():
            text = answer.text()
            if text != answer.saved:
                answer.saved = text
                self._store(answer.chats, answer.chat, answer.chat.messages[answer.message])

    def close(self) -> None:
        """The program ends: nothing that came is lost."""
        self.save()
        self._save.stop()

    def _store(self, chats: Chats, chat: Conversation, *lines: Message | Chosen) -> None:
        try:
            chats.append(chat.head.id, *lines)
        except StudioError as error:
            self.problem.emit(error.report())

    @Slot(str, int, object)
    def _arrived(self, job: str, index: int, tokens: tuple[Token, ...]) -> None:
        answer = self._answers.get(job)
        if answer and index == 0 and not answer.whole:
            answer.came += "".join(token.text for token in tokens)
            self._put(answer)

    @Slot(object)
    def _wrote(self, wrote: Wrote) -> None:
        answer = self._answers.get(wrote.job)
        if answer is None or wrote.written.index:
            return
        answer.came, answer.whole = wrote.written.text, True
        self._put(answer, wrote.written.reason)

    def _put(self, answer: _Answer, reason: str = WRITING) -> None:
        message = answer.chat.messages[answer.message]
        answer.chat.messages[answer.message] = replace(message, text=answer.text(), reason=reason)
        self.changed.emit(answer.message)

    @Slot(object)
    def _ended(self, job: Job) -> None:
        answer = self._answers.pop(job.id, None)
        if answer is None:
            return
        if not self._answers:
            self._save.stop()
        chat, message = answer.chat, answer.chat.messages[answer.message]
        lines: list[Message | Chosen] = []
        reason = message.reason if message.reason != WRITING else _reason(job.state)
        message = replace(message, reason=reason)
        if message.text == answer.begin and reason in ("cancelled", "failed"):  # nothing came
            message = replace(message, trashed=True)
            if chat.leaf == message.id:
                chat.messages[message.id] = message
                lines.append(Chosen(id=chat.shown_after_trash(message)))
        lines.insert(0, message)
        for line in lines:
            chat.put(line)
        self._store(answer.chats, chat, *lines)
        self.ended.emit(message.id)
        if job.state in (JobState.FAILED, JobState.LOST):
            self._lost[job.id] = answer
            if job.error:
                self.problem.emit(job.error)


def _reason(state: JobState) -> str:
    if state is JobState.DONE:
        return "end"
    return "failed" if state in (JobState.FAILED, JobState.LOST) else "cancelled"
