"""The question what files become in the outline, with the answer shown before anything is added."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.storage.exchange.encodings import OFFERED
from studio.storage.exchange.format import Reading
from studio.storage.exchange.importing import Gathered, gather, read_file
from studio.storage.exchange.splitting import KINDS, Planned, Split, breaks_in, counted, levels_in
from studio.ui.icons import icon
from studio.ui.param_form import make_combo
from studio.ui.sentences import translate_sentence
from studio.ui.theme import scaled
from studio.ui.widgets import button, hairline, label, resize_within
from studio.ui.writing.exchange.kinds import ICONS, kind_name

ROWS_MOST = 2_000
"""Rows of the preview; a longer outline is shown up to there."""
PROBLEMS_MOST = 3


class ImportDialog(QDialog):
    """Reads ``paths`` off the window thread and shows what they will be. ``chosen`` when the user agrees."""

    chosen = Signal(object, str)
    """Gathered files and the id of the group to add them to: "manuscript", "notes" or an item's."""

    def __init__(self, paths: Sequence[Path], places: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """``places`` are ids and names of where the import can go, the likeliest first."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        self.setMinimumSize(scaled(560), scaled(460))
        resize_within(self, 760, 600)
        self.gathered = Gathered()
        self._stopped = False
        self._levels: dict[int, QComboBox] = {}
        self.heading = label(self.tr("Reading…"), "title")
        self.count = label("", "muted")
        self.tree = self._make_tree()
        self.options = QGridLayout()
        self.options.setHorizontalSpacing(12)
        self.options.setVerticalSpacing(8)
        self.options.setColumnStretch(1, 1)
        self.breaks = QCheckBox(self.tr("A scene break begins a new scene"))
        self.breaks.toggled.connect(self._split_changed)
        self.place = make_combo()
        self.place.setAccessibleName(self.tr("Add to"))
        for identity, name in places:
            self.place.addItem(name, identity)
        self.encoding = make_combo()
        self.encoding.setAccessibleName(self.tr("Encoding"))
        self.encoding.activated.connect(self._encoding_chosen)
        self.remarks = label("", "muted", wrap=True)
        self.remarks.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.remarks.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self._lay_out()
        self.rejected.connect(self._stop)
        self._paths = list(paths)
        offthread.run(gather, self._paths, self._go_on, done=self._read, failed=self._failed)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setAccessibleName(self.tr("What will be added"))
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, tree.header().ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, tree.header().ResizeMode.ResizeToContents)
        tree.setIconSize(QSize(scaled(16), scaled(16)))
        tree.setIndentation(scaled(18))
        return tree

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.heading)
        head.addWidget(self.count)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self.options)
        column.addWidget(self.breaks)
        column.addWidget(self.remarks)
        column.addStretch(1)
        side.setFixedWidth(scaled(270))
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.tree, 1)
        body.addWidget(hairline(vertical=True))
        body.addWidget(side)
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.agree = button(self.tr("Import"), "accent")
        self.agree.setDefault(True)
        self.agree.setEnabled(False)
        self.agree.clicked.connect(self._agree)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.agree)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self.progress)
        whole.addLayout(body, 1)
        whole.addLayout(buttons)
        self.breaks.hide()

    # Reading

    def _go_on(self, _done: int, _all: int) -> bool:
        return not self._stopped

    def _stop(self) -> None:
        self._stopped = True

    def _failed(self, error: Exception) -> None:
        problem = error if isinstance(error, StudioError) else None
        self._read(Gathered(problems=[problem] if problem else []))

    def _read(self, gathered: Gathered) -> None:
        self.progress.hide()
        self.gathered = gathered
        self._make_options()
        self._tell()
        self._show_plan()

    def _make_options(self) -> None:
        """A question for each level of headings there is, and what else these files leave open."""
        while self.options.count():
            taken = self.options.takeAt(0)
            widget = taken.widget() if taken else None
            if widget and widget not in (self.place, self.encoding):
                widget.deleteLater()
        self._levels = {}
        levels: dict[int, int] = {}
        for file in self.gathered.files:
            for level, count in levels_in(file.blocks).items():
                levels[level] = levels.get(level, 0) + count
        chosen = self._common_split()
        self._row(self.tr("Add to"), self.place)
        for level, count in levels.items():
            combo = make_combo()
            combo.setAccessibleName(self.tr("Heading {level}").format(level=level))
            for kind in KINDS:
                combo.addItem(icon(ICONS.get(kind, "text-aa"), "muted"), kind_name(kind), kind)
            combo.setCurrentIndex(KINDS.index(chosen.levels.get(level, "text")))
            combo.activated.connect(self._split_changed)
            self._levels[level] = combo
            self._row(self.tr("Heading {level} ({count})").format(level=level, count=count), combo)
        breaks = sum(breaks_in(file.blocks) for file in self.gathered.files)
        self.breaks.setText(self.tr("A scene break begins a new scene ({count})").format(count=breaks))
        self.breaks.setVisible(breaks > 0)
        self.breaks.blockSignals(True)
        self.breaks.setChecked(chosen.breaks)
        self.breaks.blockSignals(False)
        self._offer_encodings()

    def _row(self, text: str, control: QWidget) -> None:
        row = self.options.rowCount()
        self.options.addWidget(label(text), row, 0)
        self.options.addWidget(control, row, 1)
        control.show()

    def _common_split(self) -> Split:
        levels: dict[int, str] = {}
        for file in reversed(self.gathered.files):
            levels |= file.split.levels
        return Split(levels=levels, breaks=any(file.split.breaks for file in self.gathered.files))

    def _offer_encodings(self) -> None:
        found = [file.reading.encoding for file in self.gathered.files if file.reading.encoding]
        self.encoding.clear()
        if len(set(found)) > 1:
            self.encoding.addItem(self.tr("As found in each file"), "")
            found = [""]
        for name in dict.fromkeys([*filter(None, found[:1]), *OFFERED]):
            self.encoding.addItem(name.upper().replace("_", "-"), name)
        self.encoding.setVisible(bool(found))
        if found:
            self._row(self.tr("Encoding"), self.encoding)

    def _encoding_chosen(self) -> None:
        """Read the files that have an encoding again, in the one that was chosen."""
        name = self.encoding.currentData()
        if not name:
            return
        self.agree.setEnabled(False)
        self.progress.show()
        offthread.run(_in_encoding, self.gathered, name, done=self._read, failed=self._failed)

    # The preview

    def _split_changed(self) -> None:
        split = Split(
            levels={level: combo.currentData() for level, combo in self._levels.items()},
            breaks=self.breaks.isChecked(),
        )
        for file in self.gathered.files:
            file.split = replace(split)
        self._show_plan()

    def _show_plan(self) -> None:
        items = self.gathered.items()
        self.tree.clear()
        self._rows = 0
        for item in items:
            self._add_row(item, self.tree.invisibleRootItem())
        self.tree.expandAll()
        counts = counted(items)
        named = (
            ("part", self.tr("%n part(s)", "", counts.get("part", 0))),
            ("chapter", self.tr("%n chapter(s)", "", counts.get("chapter", 0))),
            ("scene", self.tr("%n scene(s)", "", counts.get("scene", 0))),
        )
        parts = [text for kind, text in named if counts.get(kind)]
        words = sum(item.words for item in items)
        parts.append(self.tr("%Ln word(s)", "", words))
        self.count.setText(" · ".join(parts) if items else "")
        self.agree.setEnabled(bool(items))

    def _add_row(self, item: Planned, parent: QTreeWidgetItem) -> None:
        if self._rows >= ROWS_MOST:
            return
        self._rows += 1
        row = QTreeWidgetItem(parent, [item.title or self.tr("Untitled"), f"{item.words:,}"])
        row.setIcon(0, icon(ICONS.get(item.kind, "file-text"), "muted"))
        row.setToolTip(0, f"{kind_name(item.kind)}: {item.title}")
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.setForeground(1, self.palette().placeholderText())
        for inner in item.children:
            self._add_row(inner, row)

    def _tell(self) -> None:
        files = self.gathered.files
        if len(files) == 1:
            self.heading.setText(files[0].reading.title or files[0].path.name)
        elif files:
            self.heading.setText(self.tr("%n file(s)", "", len(files)))
        else:
            self.heading.setText(self.tr("Nothing to import"))
        said = [problem.sentence for problem in self.gathered.problems[:PROBLEMS_MOST]]
        more = len(self.gathered.problems) - PROBLEMS_MOST
        remarks: list[str] = list(
            dict.fromkeys(sentence for file in files for sentence in _remarks(file.reading))
        )
        text = [translate_sentence(sentence) for sentence in (*said, *remarks)]
        if more > 0:
            text.insert(len(said), self.tr("And %n more file(s) cannot be imported.", "", more))
        if not files and not said:
            text.append(self.tr("There are no Markdown, text, Word, OpenDocument or web files there."))
        self.remarks.setText("\n".join(text))
        self.remarks.setVisible(bool(text))

    def _agree(self) -> None:
        """The dialog stays, without choices, until the files are in."""
        for control in (self.agree, self.place, self.breaks, self.encoding, *self._levels.values()):
            control.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        self.chosen.emit(self.gathered, str(self.place.currentData()))

    def show_progress(self, done: int, of: int) -> None:
        """How many of the items are in the project."""
        self.progress.setRange(0, max(1, of))
        self.progress.setValue(done)

    def is_stopped(self) -> bool:
        return self._stopped


def _in_encoding(gathered: Gathered, name: str) -> Gathered:
    """The same files, those that have an encoding read in this one."""
    made = Gathered(files=list(gathered.files), problems=list(gathered.problems))
    for at, file in enumerate(made.files):
        if file.reading.encoding and file.reading.encoding != name:
            try:
                made.files[at] = read_file(file.path, name)
            except StudioError as error:
                made.problems.append(error)
                continue
            made.files[at].groups = file.groups
    return made


def _remarks(reading: Reading) -> list[str]:
    return reading.remarks
