"""Finished pictures that the library could not take: one card that says so and offers *Save again*."""

from PySide6.QtCore import QObject, Signal

from studio.core.errors import ErrorKind, ErrorReport
from studio.ui.error_card import MessageCard, MessageStack
from studio.ui.sentences import translate_sentence

_OF_SAVING = frozenset(
    {
        ErrorKind.DISK_FULL,
        ErrorKind.NOT_WRITABLE,
        ErrorKind.DATABASE_LOCKED,
        ErrorKind.DATABASE_CORRUPT,
        ErrorKind.DATABASE_NEWER,
    }
)


class WaitingPictures(QObject):
    """Follows the recorder's ``waiting_changed`` and ``complaint``; at most one card is shown."""

    save_wanted = Signal()
    """Offer the waiting pictures to the library again."""
    count_changed = Signal(int)

    def __init__(self, messages: MessageStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._card: MessageCard | None = None
        self._reason: ErrorReport | None = None
        self.count = 0
        """How many finished pictures wait in staging."""

    def set_count(self, count: int) -> None:
        """``count`` finished pictures wait now; none left closes the card and says so."""
        saved, self.count = self.count - count, count
        if saved and self._reason:
            self._show()
        if saved > 0 and not count:
            self._messages.show_message(
                self.tr("The waiting picture is saved.")
                if saved == 1
                else self.tr("{count} waiting pictures are saved.").format(count=saved)
            )
        if saved:
            self.count_changed.emit(count)

    def takes(self, report: ErrorReport) -> bool:
        """Whether ``report`` says why pictures wait; then the card tells it."""
        if not self.count or report.kind not in _OF_SAVING:
            return False
        self._reason = report
        self._show()
        return True

    def _show(self) -> None:
        card, self._card = self._card, None
        if card:
            card.closed.emit()
        if not self.count or not self._reason:
            self._reason = None
            return
        sentence = (
            self.tr("A finished picture could not be saved and waits in the staging folder.")
            if self.count == 1
            else self.tr(
                "{count} finished pictures could not be saved and wait in the staging folder."
            ).format(count=self.count)
        )
        advice = self.tr("Nothing is lost, even when Atelier is closed.")
        reason = translate_sentence(f"{self._reason.sentence} {self._reason.advice}".strip())
        report = ErrorReport(
            kind=self._reason.kind,
            sentence=sentence,
            advice=f"{reason}\n{advice}",
            detail=self._reason.detail,
        )
        self._card = self._messages.show_error(report, (self.tr("Save again"), self.save_wanted.emit))
        self._card.closed.connect(self._dismissed)

    def _dismissed(self) -> None:
        if self.sender() is self._card:
            self._card = None
