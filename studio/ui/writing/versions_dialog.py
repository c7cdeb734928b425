"""Versions of a text: when and why each was kept, what is different now, and back to it."""

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.writing.words import count_words
from studio.storage.manuscripts.project import Project, Version
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import button, label, resize_within
from studio.ui.writing.buffer import Buffer
from studio.ui.writing.difference import Difference


class VersionsDialog(QDialog):
    """Going back is one step of undo in the text, and what was there is kept as a version before."""

    problem = Signal(object)

    def __init__(self, project: Project, buffer: Buffer, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Versions of “%1”").replace("%1", title))
        self._project, self._buffer = project, buffer
        self._versions: list[Version] = []
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Versions"))
        self.list.setMinimumWidth(scaled(230))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.difference = Difference()
        self.said = label("", "muted", wrap=True)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Name of a version"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.keep = button(self.tr("Keep a version"))
        self.rename = button(self.tr("Name the chosen one"))
        self.rename.setToolTip(self.tr("Give the chosen version this name; one with a name stays for good"))
        self.back = button(self.tr("Go back to this version"), "accent")
        self.close_button = button(self.tr("Close"))
        self._lay_out()
        self.list.currentRowChanged.connect(self._show)
        self.keep.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.rename.clicked.connect(self._rename)
        self.name.textChanged.connect(self._show_rename)
        self.back.clicked.connect(self._go_back)
        self.close_button.clicked.connect(self.close)
        self._fill()
        resize_within(self, 900, 620)

    def _lay_out(self) -> None:
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setHandleWidth(1)
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(GAP_3, 0, 0, 0)
        inner.setSpacing(GAP_2)
        inner.addWidget(self.said)
        inner.addWidget(self.difference, 1)
        body.addWidget(self.list)
        body.addWidget(right)
        body.setStretchFactor(1, 1)
        body.setChildrenCollapsible(False)
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        row.addWidget(self.name, 1)
        row.addWidget(self.keep)
        row.addWidget(self.rename)
        row.addSpacing(GAP_4)
        row.addWidget(self.close_button)
        row.addWidget(self.back)
        for one in (self.keep, self.rename, self.close_button, self.back):
            one.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(body, 1)
        column.addLayout(row)

    def _why(self, version: Version) -> str:
        if version.why == "insertion" and version.job:
            return self.tr("with text of a model")
        said = {
            "insertion": self.tr("before text of a model"),
            "daily": self.tr("the day before"),
            "outside": self.tr("of another program"),
            "mine": self.tr("before theirs was taken"),
            "replace": self.tr("before replacing"),
            "restore": self.tr("before going back"),
            "recovered": self.tr("found after a crash"),
            "manual": self.tr("by hand"),
        }
        return said.get(version.why, self.tr("kept by itself"))

    def _fill(self, chosen: int = 0) -> None:
        try:
            self._versions = self._project.versions(self._buffer.item)
        except StudioError as error:
            self.problem.emit(error.report())
        self.list.clear()
        locale = QLocale()
        for version in self._versions:
            moment = QDateTime.fromMSecsSinceEpoch(version.when)
            when = locale.toString(moment, QLocale.FormatType.ShortFormat)
            name = version.label or self._why(version)
            self.list.addItem(QListWidgetItem(f"{when}\n{name}"))
        self.list.setCurrentRow(chosen if self._versions else -1)
        self._show(self.list.currentRow())
        if not self._versions:
            none = self.tr("No version yet. One is kept before every text of a model and every day.")
            self.said.setText(none)
        for one in (self.keep, self.name):
            one.setEnabled(not self._project.read_only)

    def _chosen(self) -> Version | None:
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _text(self, version: Version) -> str | None:
        try:
            return self._project.version_text(version.id)
        except StudioError as error:
            self.said.setText(translate_sentence(error.sentence))
            return None

    def _show_rename(self) -> None:
        named = bool(self.name.text().strip()) and self._chosen() is not None
        self.rename.setEnabled(named and not self._project.read_only)

    def _show(self, _row: int) -> None:
        version = self._chosen()
        self._show_rename()
        self.back.setEnabled(version is not None and not self._project.read_only)
        self.difference.clear()
        self.said.setText("")
        text = self._text(version) if version else None
        if text is None:
            self.back.setEnabled(False)
            return
        places = self.difference.compare(text, self._buffer.text)
        words = self.tr("%n word(s) in this version", "", count_words(text))
        if places:
            differ = self.tr("%n difference(s): struck was there, underlined came since", "", places)
        else:
            differ = self.tr("The text is the same now.")
        self.said.setText(f"{words} · {differ}")
        if not places:
            self.back.setEnabled(False)

    def _keep(self) -> None:
        try:
            self._project.keep_version(self._buffer.item, self._buffer.text, "manual", label=self._name())
        except StudioError as error:
            self.said.setText(translate_sentence(error.sentence))
            return
        self.name.clear()
        self._fill()

    def _name(self) -> str:
        return " ".join(self.name.text().split())

    def _rename(self) -> None:
        version = self._chosen()
        if version is None:
            return
        try:
            self._project.name_version(version.id, self._name())
        except StudioError as error:
            self.said.setText(translate_sentence(error.sentence))
            return
        self.name.clear()
        self._fill(self.list.currentRow())

    def _go_back(self) -> None:
        version = self._chosen()
        text = self._text(version) if version else None
        if text is None:
            return
        try:
            self._project.keep_version(self._buffer.item, self._buffer.text, "restore")
        except StudioError as error:
            self.said.setText(translate_sentence(error.sentence))
            return
        self._buffer.set_text(text, self.tr("Going back to a version"))
        self._fill()


class CompareDialog(QDialog):
    """What is different between the text here and the one another program wrote."""

    mine_chosen = Signal()
    theirs_chosen = Signal()

    def __init__(self, theirs: str, mine: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Two texts"))
        difference = Difference()
        difference.compare(theirs, mine)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        said = self.tr("Struck is only in theirs, underlined only in mine. The other one stays a version.")
        column.addWidget(label(said, "muted", wrap=True))
        column.addWidget(difference, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        later = button(self.tr("Decide later"))
        theirs_button, mine_button = button(self.tr("Take theirs")), button(self.tr("Keep mine"), "accent")
        for one, signal in (
            (later, None),
            (theirs_button, self.theirs_chosen),
            (mine_button, self.mine_chosen),
        ):
            one.setAutoDefault(False)
            if signal:
                one.clicked.connect(signal)
            one.clicked.connect(self.close)
            row.addWidget(one)
        column.addLayout(row)
        resize_within(self, 760, 600)
