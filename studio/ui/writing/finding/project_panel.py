"""Find and replace over the whole project: places by scene with ticks, a preview, one step for all."""

from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTreeView, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.storage.manuscripts.finding import Hit
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_1, GAP_2, GAP_3
from studio.ui.widgets import button, label, lead_focus, set_look
from studio.ui.writing.edits import Edit
from studio.ui.writing.finding.batch import Batch, Change, Replacing
from studio.ui.writing.finding.places import Group, Place, grouped
from studio.ui.writing.finding.query import Query, found_in_project, replacement_of
from studio.ui.writing.finding.query_field import QueryField, SearchLine, switch
from studio.ui.writing.finding.results_delegate import ResultsDelegate
from studio.ui.writing.finding.results_model import ResultsModel
from studio.ui.writing.page import WritePage

PAUSE, PAUSE_REGEX = 150, 450
SLOW = 400
"""Milliseconds after which a search says that it goes on, and can be stopped."""
UNFOLDED = 2000
"""Places that are unfolded at once."""


class Results(QTreeView):
    """The tree of places; Enter goes to one, Space ticks it."""

    chosen = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ProjectFind(QWidget):
    """A panel of the Write page. The texts as they stand in the window count, not their files."""

    def __init__(self, page: WritePage) -> None:
        super().__init__()
        self._page = page
        self._searching: Query | None = None
        self._stopped = False
        self._again = False
        self._batch: Batch | None = None
        self._undoes = True
        self._watched: set[str] = set()
        self.model = ResultsModel()
        self._lay_out()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.search)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self._is_slow)
        self.field.changed.connect(self._asked)
        self.field.line.entered.connect(lambda _back: self.search())
        self.field.line.left.connect(page.editor.setFocus)
        self.replacement.left.connect(page.editor.setFocus)
        self.replacement.textChanged.connect(self._preview_changed)
        self.replacement.entered.connect(lambda _back: self.results.setFocus())
        self.keep_case.toggled.connect(self._preview_changed)
        self.model.ticks_changed.connect(self._tell)
        page.project_opened.connect(self._project_opened)
        self._tell()

    def _lay_out(self) -> None:
        self.field = QueryField()
        self.field.line.setPlaceholderText(self.tr("Find in the whole project"))
        self.field.line.setAccessibleName(self.tr("Find in the whole project"))
        self.replacement = SearchLine()
        self.replacement.setPlaceholderText(self.tr("Replace with"))
        self.replacement.setAccessibleName(self.tr("Replace with"))
        self.replacement.setToolTip(self.tr("With a regular expression, \\1 is what its first group found"))
        self.keep_case = switch("AB", self.tr("Keep capitals as they were found"), "Alt+Shift+K", self)
        self.status = label("", "muted", wrap=True)
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.stop = button(self.tr("Stop"))
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        self.results = Results()
        self.results.setAccessibleName(self.tr("Places found"))
        self.results.setHeaderHidden(True)
        self.results.setUniformRowHeights(True)
        self.results.setIndentation(16)
        self.results.setExpandsOnDoubleClick(False)
        self.results.setModel(self.model)
        self._delegate = ResultsDelegate(self._preview)
        self.results.setItemDelegate(self._delegate)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.clicked.connect(self._clicked)
        self.results.chosen.connect(self.go_to)
        self.replace = button(self.tr("Replace"), "accent")
        self.replace.clicked.connect(self.replace_ticked)
        self.undo = button(self.tr("Undo"))
        self.undo.clicked.connect(self._undo)
        self.undo.hide()
        second = QHBoxLayout()
        second.setSpacing(2)
        second.addWidget(self.replacement, 1)
        second.addWidget(self.keep_case)
        said = QHBoxLayout()
        said.addWidget(self.status, 1)
        said.addWidget(self.stop)
        ends = QHBoxLayout()
        ends.setSpacing(GAP_2)
        ends.addWidget(self.replace, 1)
        ends.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        column.setSpacing(GAP_2)
        column.addWidget(self.field)
        column.addLayout(second)
        column.addLayout(said)
        column.addWidget(self.results, 1)
        column.addSpacing(GAP_1)
        column.addLayout(ends)
        lead_focus(self, self.field)
        order = [self.field.line, self.field.case, self.field.whole, self.field.regex, self.replacement]
        order += [self.keep_case, self.stop, self.results, self.replace, self.undo]
        for one, other in pairwise(order):
            self.setTabOrder(one, other)

    def open(self) -> None:
        """Ready for typing; a selection in the text becomes what is looked for."""
        start, end = self._page.editor.selection()
        chosen = self._page.editor.text()[start:end]
        if chosen and "\n" not in chosen and len(chosen) <= 200:
            self.field.regex.setChecked(False)
            self.field.set_text(chosen)
        self.field.line.setFocus()
        self.field.line.selectAll()

    def _project_opened(self, _project: object) -> None:
        self._watched.clear()
        self._batch = None
        self.undo.hide()
        self.model.set_groups([])
        self._asked()

    # Searching

    def _asked(self) -> None:
        self._later.start(PAUSE_REGEX if self.field.query().regex else PAUSE)

    def search(self) -> None:
        """Look through all texts on a worker; one search at a time."""
        self._later.stop()
        query, project, buffers = self.field.query(), self._page.project, self._page.buffers
        if not query.text or project is None or buffers is None:
            self._again = False
            self.model.set_groups([])
            return
        if self._searching is not None:
            self._again = True
            return
        self._searching, self._stopped, self._again = query, False, False
        texts = {item: buffers.text(item) for item in buffers.unsaved()}
        self._slow.start()
        offthread.run(
            found_in_project, query, project, texts,
            done=lambda hits: self._arrived(project, texts, hits), failed=self._failed,
        )  # fmt: skip

    def _ended(self) -> bool:
        """The worker answered; whether its answer is what is wanted still."""
        query, self._searching = self._searching, None
        self._slow.stop()
        self.stop.hide()
        if self._stopped:
            return False
        if self._again or query != self.field.query():
            self.search()
            return False
        return True

    def _arrived(self, project: object, texts: dict[str, str], hits: list[Hit]) -> None:
        if not self._ended() or self._page.project is None or project is not self._page.project:
            return
        buffers = self._page.buffers
        groups = grouped(self._page.project.outline, hits)
        if buffers and any(
            (buffer := buffers.known(group.item))
            and buffer.text != texts.get(group.item, buffers.saved[group.item])
            for group in groups
        ):
            self.search()  # someone wrote meanwhile
            return
        self._watch()
        self.model.set_groups(groups)
        rows = 0
        for row, group in enumerate(groups):
            rows += len(group.places)
            if rows > UNFOLDED and row:
                break
            self.results.expand(self.model.index(row, 0))

    def _failed(self, error: Exception) -> None:
        if self._ended():
            self.model.set_groups([])
            self._say(
                translate_sentence(error.sentence) if isinstance(error, StudioError) else str(error), bad=True
            )

    def _is_slow(self) -> None:
        self._say(self.tr("Searching…"))
        self.stop.show()

    def _stop(self) -> None:
        """Whatever the search finds is not wanted any more."""
        self._stopped = True
        self._again = False
        self._slow.stop()
        self.stop.hide()
        self.model.set_groups([])
        self._say(self.tr("Stopped."))

    # Places stay true while the writer goes on

    def _watch(self) -> None:
        for group_item in self._known_items():
            buffer = self._page.buffers.known(group_item) if self._page.buffers else None
            if buffer and group_item not in self._watched:
                self._watched.add(group_item)
                buffer.changed.connect(self._follow)

    def _known_items(self) -> list[str]:
        buffers = self._page.buffers
        outline = self._page.project.outline if self._page.project else None
        if buffers is None or outline is None:
            return []
        from studio.core.writing.outline import every

        return [item.id for item in every(outline) if buffers.known(item.id)]

    def _follow(self, edit: Edit, _origin: object) -> None:
        buffer = self.sender()
        for group in self.model.groups:
            if buffer is not None and group.item == getattr(buffer, "item", ""):
                group.follow(edit, getattr(buffer, "text", ""))
                self.model.renew(group.item)

    def go_to(self, index: QModelIndex) -> None:
        """Show a place in the editor."""
        if not index.isValid():
            return
        group, place = self.model.at(index)
        if self._page.open_item(group.item):
            self._watch()
            if place and not place.gone:
                self._page.editor.reveal(place.start, place.end)

    def _clicked(self, index: QModelIndex) -> None:
        self.go_to(index)

    # Replacing

    def _preview(self, place: Place) -> str | None:
        if not self.replacement.text():
            return None
        try:
            return replacement_of(place.hit, self.replacement.text(), keep_case=self.keep_case.isChecked())
        except StudioError:
            return None

    def _preview_changed(self) -> None:
        self.results.viewport().update()
        self._tell()

    def replace_ticked(self) -> None:
        """Replace all ticked places; one press of Undo takes it back."""
        project, buffers = self._page.project, self._page.buffers
        if project is None or buffers is None:
            return
        keep = self.keep_case.isChecked()
        try:
            changes = {
                group.item: [
                    Change(
                        one.start,
                        one.end,
                        one.found,
                        replacement_of(one.hit, self.replacement.text(), keep_case=keep),
                    )
                    for one in group.places
                    if one.ticked
                ]
                for group in self.model.groups
            }
            changes = {item: places for item, places in changes.items() if places}
            self.replace.setEnabled(False)
            Replacing(project, buffers, self.tr("Replace")).run(changes, self._replaced, self._could_not)
        except StudioError as error:
            self._could_not(error)

    def _replaced(self, batch: Batch) -> None:
        self._landed(batch, undoes=True)
        words = self.tr("%n place(s) replaced.", "", batch.places)
        self._say(self._with_left_out(words, batch), bad=bool(batch.left_out))

    def _with_left_out(self, words: str, batch: Batch) -> str:
        if not batch.left_out:
            return words
        titles = {group.item: group.title for group in self.model.groups}
        item, why = batch.left_out[0]
        return "{} {} {}: {}".format(
            words,
            self.tr("%n text(s) left out.", "", len(batch.left_out)),
            titles.get(item, item),
            translate_sentence(why),
        )

    def _landed(self, batch: Batch, *, undoes: bool) -> None:
        self._batch, self._undoes = batch, undoes
        self.model.set_groups([])
        self.undo.setText(self.tr("Undo") if undoes else self.tr("Redo"))
        self.undo.setToolTip(
            self.tr("Put all texts back as they were") if undoes else self.tr("Replace them again")
        )
        self.undo.setVisible(batch.texts > 0)
        self.undo.setEnabled(True)

    def _undo(self) -> None:
        project, buffers = self._page.project, self._page.buffers
        if self._batch and project and buffers:
            self.undo.setEnabled(False)
            try:
                Replacing(project, buffers, self.tr("Replace")).take_back(
                    self._batch, self._taken_back, self._could_not
                )
            except StudioError as error:
                self._could_not(error)

    def _taken_back(self, batch: Batch) -> None:
        undone = self._undoes
        self._landed(batch, undoes=not undone)
        words = self.tr("All is as it was before.") if undone else self.tr("Replaced again.")
        self._say(self._with_left_out(words, batch), bad=bool(batch.left_out))

    def _could_not(self, error: Exception) -> None:
        self.undo.setEnabled(True)
        self._tell()
        self._say(
            translate_sentence(error.sentence) if isinstance(error, StudioError) else str(error), bad=True
        )

    # What is said

    def _say(self, text: str, *, bad: bool = False) -> None:
        self.status.setText(text)
        set_look(self.status, "kind", "danger" if bad else "muted")

    def _tell(self) -> None:
        groups: list[Group] = self.model.groups
        total, ticked = sum(len(group.places) for group in groups), self.model.ticked()
        project = self._page.project
        if project is None:
            self._say(self.tr("Open a project to search in it."))
        elif groups:
            places = self.tr("%n place(s)", "", total)
            texts = self.tr("in %n text(s)", "", len(groups))
            self._say(f"{places} {texts}")
        elif self.field.line.text():
            self._say(self.tr("Not found"))
        else:
            self._say(self.tr("Type words to find them in all scenes and notes."))
        self.replace.setEnabled(bool(ticked) and project is not None and not project.read_only)
        deletes = bool(ticked) and not self.replacement.text()
        if deletes:
            self.replace.setText(self.tr("Delete %n place(s)", "", ticked))
        else:
            self.replace.setText(self.tr("Replace %n place(s)", "", ticked) if ticked else self.tr("Replace"))
        set_look(self.replace, "kind", "danger" if deletes else "accent")
