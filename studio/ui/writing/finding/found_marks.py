"""Found places coloured in an editor: only those in sight are dressed, whatever the number of all."""

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from studio.ui.theme import is_theme_change, tokens
from studio.ui.writing.editor import SceneEditor

STRENGTH = 0.32


class FoundMarks(QObject):
    """Shows ``spans`` (accepted offsets, ascending) until others are set."""

    def __init__(self, editor: SceneEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._spans: list[tuple[int, int]] = []
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._dress)
        editor.verticalScrollBar().valueChanged.connect(self._ask)
        editor.draft_changed.connect(self._ask)
        editor.installEventFilter(self)

    def set_spans(self, spans: list[tuple[int, int]]) -> None:
        if spans or self._spans:
            self._spans = spans
            self._dress()

    def _ask(self) -> None:
        if self._spans:
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize or is_theme_change(event):
            self._ask()
        return False

    def _dress(self) -> None:
        editor = self._editor
        if not self._spans:
            editor.setExtraSelections([])
            return
        colour = QColor(tokens().accent)
        colour.setAlphaF(STRENGTH)
        look = QTextCharFormat()
        look.setBackground(colour)
        viewport = editor.viewport()
        first = editor.offset_under(QPoint(0, 0))
        last = editor.offset_under(QPoint(viewport.width() - 1, viewport.height() - 1))
        low = max(0, bisect_left(self._spans, (first, 0)) - 1)
        high = bisect_right(self._spans, (last, 1 << 60))
        made: list[QTextEdit.ExtraSelection] = []
        for start, end in self._spans[low:high]:
            cursor = QTextCursor(editor.document())
            cursor.setPosition(editor.shown.place(start))
            cursor.setPosition(editor.shown.place(end, behind=False), QTextCursor.MoveMode.KeepAnchor)
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = cursor, look  # pyright: ignore[reportAttributeAccessIssue]
            made.append(one)
        editor.setExtraSelections(made)
