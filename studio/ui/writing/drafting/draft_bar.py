"""The bar floating over the text while there is a draft: stop, take a word or sentence, again, accept."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from studio.ui.theme import scaled
from studio.ui.widgets import button, label
from studio.ui.writing.drafting.bar_button import word_button

EDGE = 18


class DraftBar(QFrame):
    """Stays at the bottom of ``host``, in the middle, as long as it is shown."""

    stop_wanted = Signal()
    word_wanted = Signal()
    sentence_wanted = Signal()
    again_wanted = Signal()
    accept_wanted = Signal()
    discard_wanted = Signal()
    step_wanted = Signal(int)
    keep_both_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("kind", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Draft"))
        # No shadow: Qt would blur it anew each time the page beneath is painted.
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(4)
        self.back = word_button("‹", self.tr("Alternative before") + "  (Alt+Left)")
        self.count = label("", "muted")
        self.next = word_button("›", self.tr("Next alternative") + "  (Alt+Right)")
        self.stop = word_button(self.tr("Stop  Esc"), self.tr("Stop writing; what is there stays a draft"))
        self.discard = word_button(self.tr("Discard  Esc"), self.tr("Take the draft away"))
        self.word = word_button(self.tr("Word ⇥"), self.tr("Accept the next word") + "  (Tab)")
        self.sentence = word_button(self.tr("Sentence"), self.tr("Accept the next sentence") + "  (Ctrl+Tab)")
        self.both = word_button(self.tr("Both"), self.tr("Accept it, and put the next alternative after it"))
        self.again = word_button(self.tr("Again"), self.tr("Another answer; this one is kept") + "  (Alt+R)")
        self.accept = button(self.tr("Accept"), "accent")
        self.accept.setToolTip(self.tr("All of it becomes text, as one step of undo") + "  (Ctrl+Enter)")
        self.accept.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for made, signal in (
            (self.stop, self.stop_wanted),
            (self.discard, self.discard_wanted),
            (self.word, self.word_wanted),
            (self.sentence, self.sentence_wanted),
            (self.both, self.keep_both_wanted),
            (self.again, self.again_wanted),
            (self.accept, self.accept_wanted),
        ):
            made.clicked.connect(signal)
        self.back.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        for made in (
            self.back,
            self.count,
            self.next,
            self.stop,
            self.discard,
            self.word,
            self.sentence,
            self.both,
            self.again,
            self.accept,
        ):
            row.addWidget(made)
        self.hide()
        host.installEventFilter(self)

    def show_state(self, *, writing: bool, text: bool, shown: int, count: int) -> None:
        """What can be done now."""
        self.stop.setVisible(writing)
        self.discard.setVisible(not writing)
        for made in (self.word, self.sentence, self.accept):
            made.setEnabled(text)
        self._several = count > 1
        self.count.setVisible(self._several)
        self.both.setVisible(self._several and not writing)
        self.count.setText(f"{shown + 1} / {count}")
        self.show()
        self.place()

    _several = False
    _fitted: tuple[object, ...] = ()
    """For what the buttons were made to fit the last time."""

    def _write_out(self, *, keys: bool) -> None:
        """The words of the buttons, with the keys some of them have."""
        self.stop.setText(self.tr("Stop  Esc") if keys else self.tr("Stop"))
        self.discard.setText(self.tr("Discard  Esc") if keys else self.tr("Discard"))
        self.word.setText(self.tr("Word ⇥") if keys else self.tr("Word"))

    def _fit(self, width: int) -> None:
        """In a narrow text the names of keys go, then the buttons that have a key of their own."""
        wanted = (
            width,
            self.font().pixelSize(),
            self.stop.isHidden(),
            self.count.text(),
            self.both.isHidden(),
        )
        if wanted == self._fitted:
            return  # each word that arrives places the bar anew
        self._fitted = wanted
        leaving = [self.sentence, self.word, *((self.back, self.next) if self._several else ())]
        for made in (self.back, self.next):
            made.setVisible(self._several)
        for made in leaving:
            made.show()
        for keys in (True, False):
            self._write_out(keys=keys)
            if self.sizeHint().width() <= width:
                return
        while leaving and self.sizeHint().width() > width:
            leaving.pop(0).hide()

    def place(self) -> None:
        room = self._host.rect()
        self._fit(room.width())
        self.adjustSize()
        self.move(QPoint((room.width() - self.width()) // 2, room.height() - self.height() - scaled(EDGE)))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False
