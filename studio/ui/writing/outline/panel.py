"""The left column of the Write page: outline, notes and trash, what is added to them, and the day's goal."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.writing import outline_moves as moves
from studio.core.writing.outline import NOTE_KINDS, STATUSES, Item, every, find
from studio.core.writing.words import count_words
from studio.storage.manuscripts.project import Project
from studio.ui.actions import keys_text
from studio.ui.icons import icon
from studio.ui.theme import GAP_1, GAP_2, GAP_3, scaled
from studio.ui.widgets import ElidedLabel, icon_button
from studio.ui.writing.buffers import Buffers
from studio.ui.writing.outline.goal_bar import GoalBar
from studio.ui.writing.outline.rows import note_title, status_title
from studio.ui.writing.outline.steps import OutlineSteps
from studio.ui.writing.outline.tree import OutlineTree


class OutlinePanel(QWidget):
    """``opened`` says which scene or note the writer wants to see."""

    opened = Signal(str)
    write_wanted = Signal()
    """Enter in the tree: on to the text."""
    message = Signal(str, object)
    """A sentence, and what Undo in it does."""
    menu_opened = Signal(object, list)
    """QMenu and the chosen ids, for others to add to before it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.project: Project | None = None
        self.buffers: Buffers | None = None
        self.steps = OutlineSteps(self)
        self.counts: dict[str, int] = {}
        self._drift = 0
        """Words typed since the texts were saved."""
        self.title = ElidedLabel("", "strong")
        self.add_button = icon_button("plus", self.tr("Add to the outline"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter the outline by title"))
        self.filter.setClearButtonEnabled(True)
        self.tree = OutlineTree()
        self.goal = GoalBar()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(GAP_3, GAP_2, GAP_2, GAP_1)
        head.addWidget(self.title, 1)
        head.addWidget(self.add_button)
        middle = QVBoxLayout()
        middle.setContentsMargins(GAP_2, 0, GAP_2, 0)
        middle.setSpacing(GAP_2)
        middle.addWidget(self.filter)
        middle.addWidget(self.tree, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_1)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addWidget(self.goal)
        self.setMinimumWidth(scaled(180))

    def _connect(self) -> None:
        tree = self.tree
        tree.opened.connect(self.opened)
        tree.renamed.connect(self._renamed)
        tree.moved.connect(self._moved)
        tree.pressed.connect(self.run)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._menu_at)
        self.filter.textChanged.connect(tree.set_filter)
        self.add_button.clicked.connect(self._add_menu)

    # Showing

    def set_project(self, project: Project | None, buffers: Buffers | None) -> None:
        self.project, self.buffers = project, buffers
        self.steps.set_project(project)
        self.counts = {}
        self.filter.clear()
        self.add_button.setEnabled(project is not None and not project.read_only)
        self.recount()

    def recount(self) -> None:
        """Count all texts as they are saved; those that were counted before cost nothing."""
        if self.project:
            try:
                self.counts = self.project.counts()
            except StudioError:
                self.counts = {}
        self._drift = 0
        self.refresh()

    def refresh(self) -> None:
        """Show the outline as it is now."""
        project = self.project
        for item in every(project.outline) if project else ():
            if item.file and item.id not in self.counts:  # added since they were counted
                self.counts[item.id] = self._count(item.id)
        self.title.set_whole(project.outline.title if project else "")
        self.tree.show_outline(
            project.outline if project else None,
            self.counts,
            changeable=project is not None and not project.read_only,
        )
        if self.filter.text():
            self.tree.set_filter(self.filter.text())
        self._show_goal()

    def _count(self, identity: str) -> int:
        try:
            return self.project.word_count(identity) if self.project else 0
        except StudioError:
            return 0

    def show_words(self, identity: str, text: str) -> None:
        """A text has other words now, saved or not."""
        words = count_words(text)
        before = self.counts.get(identity, 0)
        if words != before:
            self.counts[identity] = words
            self._drift += words - before
            self.tree.set_words(identity, words)
            self._show_goal()

    def saved(self) -> None:
        """What was typed is counted with the day from now on."""
        self._drift = 0
        self._show_goal()

    def _show_goal(self) -> None:
        self.goal.setVisible(self.project is not None)
        if self.project:
            self.goal.show_day(self.project, max(0, self._drift))

    def total(self) -> int:
        """Words of the manuscript."""
        if self.project is None:
            return 0
        scenes = {
            item.id for item in self.steps.texts_below([one.id for one in self.project.outline.manuscript])
        }
        return sum(words for identity, words in self.counts.items() if identity in scenes)

    # What can be done with the chosen

    def run(self, what: str) -> None:
        """Do something with the chosen rows; what cannot be done does nothing."""
        chosen, outline = self.tree.chosen(), self.project.outline if self.project else None
        if what in ("undo", "redo"):
            name = self.steps.undo() if what == "undo" else self.steps.redo()
            if name:
                text = self.tr("Undone: %1") if what == "undo" else self.tr("Done again: %1")
                self.message.emit(text.replace("%1", name), None)
        elif what == "write":
            self.write_wanted.emit()
        elif outline is not None and chosen and what in _MOVES:
            ordered = moves.topmost(outline, chosen)
            for identity in reversed(ordered) if what in ("down", "out") else ordered:
                outline = _MOVES[what](outline, identity)
            self.steps.rearrange(outline, self.tr("Move"))
            self.tree.choose(chosen, chosen[0])
        elif what == "trash" and chosen:
            self._trash(chosen)
        elif what == "restore" and outline is not None:
            for identity in moves.topmost(outline, chosen):
                if moves.root_of(outline, identity) == "trash":
                    self.steps.restore(identity, self.tr("Restore from the trash"))
        elif what == "rename" and chosen:
            self.tree.rename(chosen[0])
        elif what == "duplicate":
            self._duplicate(chosen)

    def _trash(self, chosen: list[str]) -> None:
        gone = self.steps.trash(chosen, self.tr("Move to the trash"))
        if gone and self.project:
            item = find(self.project.outline, gone[0])
            name = item.title if item and len(gone) == 1 else ""
            text = self.tr("“%1” is in the trash.").replace("%1", name)
            if not name:
                text = self.tr("%n item(s) are in the trash.", "", len(gone))
            self.message.emit(text, self.steps.undo)

    def _duplicate(self, chosen: list[str]) -> None:
        """Copies of texts stand behind them; groups are not copied."""
        for identity in chosen:
            item = find(self.project.outline, identity) if self.project else None
            if item is None or not item.file or self.buffers is None:
                continue
            try:
                text = self.buffers.text(identity)
            except StudioError as error:
                self.steps.problem.emit(error.report())
                return
            values = {"synopsis": item.synopsis, "status": item.status, "goal": item.goal}
            values |= {"note_kind": item.note_kind, "triggers": item.triggers, "always": item.always}
            title = self.tr("%1 (copy)").replace("%1", item.title)
            made = self.steps.add(item.kind, title, identity, self.tr("Duplicate"), text=text, **values)
            if made:
                self.counts[made.id] = count_words(text)
                self.refresh()

    def add(self, kind: str, *, note_kind: str = "", text: str = "", title: str = "") -> Item | None:
        """A new item near the chosen one; its title is written at once, or is ``title``."""
        self.tree.settle()
        titles = {
            "scene": self.tr("New scene"),
            "chapter": self.tr("New chapter"),
            "part": self.tr("New part"),
            "note": self.tr("New note"),
            "folder": self.tr("New folder"),
        }
        values = {"note_kind": note_kind} if kind == "note" else {}
        made = self.steps.add(
            kind, title or titles[kind], self.tree.current(), self.tr("Add"), text=text, **values
        )
        if made:
            self.filter.clear()
            self.tree.choose([made.id], made.id)
            if made.file:
                self.opened.emit(made.id)
            if not title:
                self.tree.setFocus()
                self.tree.rename(made.id)
        return made

    def _renamed(self, identity: str, title: str) -> None:
        title = " ".join(title.split())
        if not title or not self.steps.set_values([identity], self.tr("Rename"), title=title):
            self.refresh()

    def _moved(self, chosen: list[str], parent: str, index: int) -> None:
        """Dropped: on a kind of notes it also gets that kind."""
        if self.project is None:
            return
        outline = self.project.outline
        if parent == ":trash":
            self._trash(chosen)
            return
        kind = parent[1:] if parent.startswith(":") else None
        if kind is not None:
            notes = [one for one in chosen if (item := find(outline, one)) and item.kind == "note"]
            self.steps.set_values(notes, self.tr("Move"), note_kind="" if kind == "notes" else kind)
            outline, parent = self.project.outline, "notes"
            if all(moves.root_of(outline, one) == "notes" for one in chosen):
                return
        self.steps.rearrange(moves.move_to(outline, chosen, parent, index), self.tr("Move"))
        self.tree.choose(chosen, chosen[0])

    # Menus

    def _add_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_add(menu)
        menu.popup(self.add_button.mapToGlobal(QPoint(0, self.add_button.height())))

    def _fill_add(self, menu: QMenu) -> None:
        for kind, name, text in (
            ("scene", "file-text", self.tr("Scene")),
            ("chapter", "book-open", self.tr("Chapter")),
            ("part", "books", self.tr("Part")),
        ):
            menu.addAction(icon(name, "muted"), text, lambda kind=kind: self.add(kind))
        menu.addSeparator()
        for kind in (*NOTE_KINDS, ""):
            text = self.tr("Note: %1").replace("%1", note_title(kind)) if kind else self.tr("Note")
            menu.addAction(icon("note", "muted"), text, lambda kind=kind: self.add("note", note_kind=kind))

    def _menu_at(self, point: QPoint) -> None:
        if self.project is None:
            return
        menu, chosen = QMenu(self), self.tree.chosen()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outline = self.project.outline
        trashed = [one for one in chosen if moves.root_of(outline, one) == "trash"]
        if not self.project.read_only:
            if trashed:
                menu.addAction(
                    icon("arrow-u-up-left", "muted"), self.tr("Restore"), lambda: self.run("restore")
                )
            elif chosen:
                self._fill_item(menu, chosen)
            self._fill_add(menu.addMenu(icon("plus", "muted"), self.tr("Add")))
        self.menu_opened.emit(menu, chosen)
        menu.popup(self.tree.viewport().mapToGlobal(point))

    def _fill_item(self, menu: QMenu, chosen: list[str]) -> None:
        for what, name, text, keys in (
            ("rename", "pencil-simple", self.tr("Rename"), "F2"),
            ("duplicate", "copy", self.tr("Duplicate"), ""),
            ("up", "arrow-up", self.tr("Move up"), "Alt+Up"),
            ("down", "arrow-down", self.tr("Move down"), "Alt+Down"),
            ("in", "arrow-right", self.tr("Move into the group above"), "Alt+Right"),
            ("out", "arrow-left", self.tr("Move out of its group"), "Alt+Left"),
        ):
            shown = f"{text}\t{keys_text(keys)}" if keys else text
            menu.addAction(icon(name, "muted"), shown, lambda what=what: self.run(what))
        states = menu.addMenu(icon("circle", "muted"), self.tr("State"))
        now = {item.status for one in chosen if self.project and (item := find(self.project.outline, one))}
        for status in STATUSES:
            action = states.addAction(status_title(status))
            action.setCheckable(True)
            action.setChecked(now == {status})
            action.triggered.connect(
                lambda _on, status=status: self.steps.set_values(chosen, self.tr("State"), status=status)
            )
        menu.addSeparator()
        trash = self.tr("Move to the trash")
        menu.addAction(icon("trash", "muted"), f"{trash}\t{keys_text('Del')}", lambda: self.run("trash"))
        menu.addSeparator()


_MOVES = {"up": moves.step_up, "down": moves.step_down, "in": moves.indent, "out": moves.outdent}
