"""What is known about words now; those that are new are looked up in batches off the window thread."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.ui.writing.spelling.spelled_words import Word, words_of
from studio.ui.writing.spelling.speller import Speller

BATCH = 400
LINES_MOST = 4_000
"""Paragraphs whose words are remembered."""
PAUSE_MS = 150


class Checking(QObject):
    """Answers from memory only; ``learned`` tells that asking again gives more."""

    learned = Signal()
    failed = Signal(object)
    """StudioError: the dictionary cannot be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = False
        self._speller: Speller | None = None
        self._known: dict[str, bool] = {}
        self._own: set[str] = set()
        self._ignored: set[str] = set()
        self._lines: dict[str, list[Word]] = {}
        self._wanted: dict[str, None] = {}
        self._asking = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def use(self, dictionary: Path | None) -> None:
        """Check with another dictionary, or with none."""
        if (self._speller.path if self._speller else None) != dictionary:
            self._speller = Speller(dictionary) if dictionary else None
            self._known.clear()
            self._wanted.clear()
        self.on = self._speller is not None
        self.learned.emit()

    def set_own(self, words: set[str]) -> None:
        """The project's words."""
        self._own = {word.casefold() for word in words}
        self._ignored.clear()
        self.learned.emit()

    def add(self, word: str) -> None:
        self.add_all({word})

    def add_all(self, words: set[str]) -> None:
        """Further words that are right in this project."""
        small = {word.casefold() for word in words}
        if not small <= self._own:
            self._own |= small
            self.learned.emit()

    def ignore(self, word: str) -> None:
        """Take a word as right until the program ends."""
        self._ignored.add(word.casefold())
        self.learned.emit()

    def unknown(self, line: str) -> list[Word]:
        """Words of a paragraph that no dictionary has; those not looked up yet are asked for and left out."""
        words = self._lines.get(line)
        if words is None:
            if len(self._lines) >= LINES_MOST:
                self._lines.clear()
            words = self._lines[line] = words_of(line)
        made = []
        for word in words:
            known = self._known.get(word.text)
            if known is None:
                self._wanted[word.text] = None
            elif not known and not self._is_own(word.text):
                made.append(word)
        return made

    def _is_own(self, word: str) -> bool:
        small = word.casefold()
        base = small.removesuffix("'s").removesuffix("’s")
        return bool({small, base} & self._own or {small, base} & self._ignored)

    def look_up(self) -> None:
        """Look up what was asked for, after a pause in which more may be asked."""
        if self._wanted and not self._asking and not self._pause.isActive():
            self._pause.start()

    def _ask(self) -> None:
        if self._speller is None or not self._wanted:
            return
        words = list(self._wanted)[-BATCH:]
        for word in words:
            del self._wanted[word]
        self._asking = True
        speller = self._speller

        def work() -> tuple[Speller, dict[str, bool]]:
            return speller, speller.known(words)

        offthread.run(work, done=self._answered, failed=self._broken)

    def _answered(self, answer: tuple[Speller, dict[str, bool]]) -> None:
        self._asking = False
        speller, known = answer
        if speller is self._speller:
            self._known |= known
            self.learned.emit()
        self.look_up()

    def _broken(self, error: Exception) -> None:
        self._asking = False
        self.use(None)
        if isinstance(error, StudioError):
            self.failed.emit(error)

    def suggestions(self, word: str) -> list[str]:
        """Asked when a menu opens, so at once."""
        if self._speller is None:
            return []
        try:
            return self._speller.suggestions(word)
        except StudioError:
            return []
