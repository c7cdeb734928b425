"""The bar over the text: find in this scene, with counts, all places coloured, and replacing."""

from bisect import bisect_left
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.storage.manuscripts.finding import Hit
from studio.ui.actions import with_keys
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_1, GAP_2, GAP_3, scaled
from studio.ui.widgets import button, icon_button, label, set_look
from studio.ui.writing.editor import SceneEditor
from studio.ui.writing.finding.found_marks import FoundMarks
from studio.ui.writing.finding.query import Query, found_in, replacement_of
from studio.ui.writing.finding.query_field import QueryField, SearchLine, switch

PAUSE = 120
"""Milliseconds after the last change of the text before it is searched again."""
LONGEST = 200
"""Characters of a selection that are taken as what is looked for."""


class FindBar(QFrame):
    """Lies over the upper right corner of its editor."""

    def __init__(self, editor: SceneEditor) -> None:
        super().__init__(editor)
        self.setProperty("kind", "popup")
        self.setAccessibleName(self.tr("Find in this text"))
        self.editor = editor
        self.marks = FoundMarks(editor)
        self.hits: list[Hit] = []
        self._current = -1
        self._problem = ""
        self._turn = 0
        self._searching: Query | None = None
        self._again = False
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self.search)
        self.field.changed.connect(self._asked)
        self.field.line.entered.connect(self._entered)
        for line in (self.field.line, self.replacement):
            line.left.connect(self.leave)
        self.replacement.entered.connect(lambda _back: self.replace_one())
        editor.edited.connect(self._text_changed)
        editor.item_shown.connect(self._text_changed)
        editor.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        self.field = QueryField()
        self.count = label("", "muted")
        self.count.setMinimumWidth(scaled(64))
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous = icon_button("caret-up", with_keys(self.tr("Previous place"), "Shift+F3"))
        self.next = icon_button("caret-down", with_keys(self.tr("Next place"), "F3"))
        self.close_button = icon_button("x", with_keys(self.tr("Close"), "Esc"))
        self.unfold = icon_button("caret-right", with_keys(self.tr("Replace"), "Ctrl+H"))
        self.unfold.setCheckable(True)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.close_button.clicked.connect(self.leave)
        self.unfold.toggled.connect(self._fold)
        self.replacement = SearchLine()
        self.replacement.setPlaceholderText(self.tr("Replace with"))
        self.replacement.setAccessibleName(self.tr("Replace with"))
        self.keep_case = switch("AB", self.tr("Keep capitals as they were found"), "Alt+Shift+K", self)
        self.one = button(self.tr("Replace"))
        self.all = button(self.tr("All"))
        self.all.setToolTip(self.tr("Replace all places in this text, as one step"))
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self._second = QWidget()
        second = QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(GAP_1)
        second.addWidget(self.replacement, 1)
        second.addWidget(self.keep_case)
        second.addWidget(self.one)
        second.addWidget(self.all)
        self._second.hide()
        ends = QHBoxLayout()
        ends.setSpacing(2)
        for widget in (self.count, self.previous, self.next, self.close_button):
            ends.addWidget(widget)
        self.trouble = label("", "danger", wrap=True)
        self.trouble.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.trouble.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(GAP_2, GAP_2, GAP_2, GAP_2)
        grid.setHorizontalSpacing(GAP_1)
        grid.setVerticalSpacing(GAP_2)
        grid.addWidget(self.unfold, 0, 0)
        grid.addWidget(self.field, 0, 1)
        grid.addLayout(ends, 0, 2)
        grid.addWidget(self._second, 1, 1, 1, 2)
        grid.addWidget(self.trouble, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        order = [self.unfold, self.field.line, self.field.case, self.field.whole, self.field.regex]
        order += [
            self.previous,
            self.next,
            self.close_button,
            self.replacement,
            self.keep_case,
            self.one,
            self.all,
        ]
        for one, other in pairwise(order):
            self.setTabOrder(one, other)

    # Opening and closing

    def open(self, *, replacing: bool = False) -> None:
        """Show the bar; a selection within a line becomes what is looked for."""
        start, end = self.editor.selection()
        chosen = self.editor.text()[start:end]
        if replacing:
            self.unfold.setChecked(True)
        self.show()
        self.place()
        self.raise_()
        if chosen and "\n" not in chosen and len(chosen) <= LONGEST:
            self.field.regex.setChecked(False)
            self.field.set_text(chosen)
        self.field.line.setFocus()
        self.field.line.selectAll()
        self.search()

    def leave(self) -> None:
        """Close; the caret stays at the place found last."""
        self.hide()
        self.marks.set_spans([])
        self.editor.setFocus()

    def _fold(self, unfolded: bool) -> None:
        from studio.ui.icons import icon

        self.unfold.setIcon(icon("caret-down" if unfolded else "caret-right", "muted"))
        self._second.setVisible(unfolded)
        self.place()

    def place(self) -> None:
        """At the upper right, as wide as there is room."""
        room = self.editor.viewport().geometry()
        width = min(scaled(560), room.width() - 2 * GAP_3)
        self.setFixedWidth(max(scaled(300), width))
        layout = self.layout()
        if layout:
            layout.activate()
        self.adjustSize()
        self.move(room.right() - self.width() - GAP_3, room.top() + GAP_2)
        if self.isVisible():
            self.editor.reading.set_cover(self.height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.editor.reading.set_cover(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.editor.viewport().geometry()
        self.move(room.right() - self.width() - GAP_3, room.top() + GAP_2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            QTimer.singleShot(0, self, self.place)
        return False

    # Searching

    def _text_changed(self) -> None:
        if self.isVisible():
            self._later.start()

    def _asked(self) -> None:
        """Words as they are typed; an expression when its writer pauses, for half of one finds nonsense."""
        if self.field.query().regex:
            self._later.start()
        else:
            self.search(to_next=True)

    def search(self, *, to_next: bool = False) -> None:
        """Look through the text as it is now; an expression, which can be slow, on a worker."""
        self._later.stop()
        query = self.field.query()
        if not query.text or not self.editor.item:
            self._show([])
        elif not query.regex:
            try:
                self._show(found_in(query, self.editor.text()))
            except StudioError as error:
                self._failed(error)
            if to_next and self.hits:
                self._go(self._index_from(self.editor.selection()[0]))
        elif self._searching is not None:
            self._again = True
        else:
            self._searching = query
            text = self.editor.text()
            offthread.run(
                found_in, query, text, done=lambda hits: self._arrived(text, hits), failed=self._failed
            )

    def _arrived(self, text: str, hits: list[Hit]) -> None:
        query, self._searching = self._searching, None
        if self._again or text != self.editor.text() or query != self.field.query():
            self._again = False
            self.search()
        else:
            self._show(hits)

    def _failed(self, error: Exception) -> None:
        query, self._searching = self._searching, None
        if query is not None and (self._again or query != self.field.query()):
            self._again = False
            self.search()
            return
        sentence = translate_sentence(error.sentence) if isinstance(error, StudioError) else str(error)
        self._show([], sentence)

    def _show(self, hits: list[Hit], problem: str = "") -> None:
        self.hits, self._problem = hits, problem
        spans = [(hit.start, hit.end) for hit in hits]
        self.marks.set_spans(spans if self.isVisible() else [])
        selection = self.editor.selection()
        self._current = spans.index(selection) if selection in spans else -1
        self._tell()

    def _tell(self, *, wrapped: bool = False) -> None:
        total = len(self.hits)
        if not self.field.line.text() or self._problem:
            words = ""
        elif not total:
            words = self.tr("Not found")
        elif self._current < 0:
            words = f"{total:,}"
        else:
            words = self.tr("{place} of {total}").format(place=f"{self._current + 1:,}", total=f"{total:,}")
        self.count.setText(f"↻ {words}" if wrapped and words else words)
        self.count.setToolTip(self.tr("Went on at the other end of the text") if wrapped else "")
        set_look(self.count, "kind", "danger" if words == self.tr("Not found") else "muted")
        shown = bool(self._problem)
        if shown != self.trouble.isVisibleTo(self) or self.trouble.text() != self._problem:
            self.trouble.setText(self._problem)
            self.trouble.setVisible(shown)
            self.place()
        for one in (self.previous, self.next, self.one, self.all):
            one.setEnabled(bool(total))
        changeable = bool(total) and not self.editor.isReadOnly()
        self.one.setEnabled(changeable)
        self.all.setEnabled(changeable)

    def _entered(self, backwards: bool) -> None:
        if self._later.isActive():
            self.search()
        self.step(-1 if backwards else 1)

    def _index_from(self, offset: int) -> int:
        return bisect_left(self.hits, offset, key=lambda hit: hit.start) % len(self.hits)

    def step(self, direction: int) -> None:
        """The next or previous place after the caret, going round at the end."""
        if not self.isVisible() and self.field.line.text() and not self.field.regex.isChecked():
            self.search()  # F3 goes on without the bar
        if not self.hits:
            return
        start, end = self.editor.selection()
        if direction > 0:
            index = bisect_left(
                self.hits, max(end, start + 1) if start != end else start, key=lambda hit: hit.start
            )
        else:
            index = bisect_left(self.hits, start, key=lambda hit: hit.start) - 1
        self._go(index % len(self.hits), wrapped=not 0 <= index < len(self.hits))

    def _go(self, index: int, *, wrapped: bool = False) -> None:
        self._current = index
        hit = self.hits[index]
        self.editor.reveal(hit.start, hit.end)
        self._tell(wrapped=wrapped)

    # Replacing

    def _new(self, hit: Hit) -> str:
        return replacement_of(hit, self.replacement.text(), keep_case=self.keep_case.isChecked())

    def replace_one(self) -> None:
        """Replace the place that is selected and go to the next."""
        if self.editor.isReadOnly() or not self._fresh():
            return
        if self._current < 0:
            self.step(1)
            return
        hit = self.hits[self._current]
        try:
            new = self._new(hit)
        except StudioError as error:
            self._show(self.hits, translate_sentence(error.sentence))
            return
        self.editor.insert_text(hit.start, new, self.tr("Replace"), replacing=hit.end - hit.start)
        self.search()
        self.step(1)

    def replace_all(self) -> None:
        """All places as one step of undo."""
        if self.editor.isReadOnly() or not self._fresh():
            return
        try:
            edits = [(hit.start, hit.end - hit.start, self._new(hit)) for hit in self.hits]
        except StudioError as error:
            self._show(self.hits, translate_sentence(error.sentence))
            return
        self.editor.buffer.edit_many(edits, self.tr("Replace all"))
        self.search()
        self.count.setText(self.tr("%n replaced", "", len(edits)))

    def _fresh(self) -> bool:
        """Whether the places are those of the text as it is now."""
        if self._later.isActive():
            self.search()
        return bool(self.hits) and self._searching is None
