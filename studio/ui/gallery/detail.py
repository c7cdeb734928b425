"""One picture of the history, large, with everything that is known about how it was made."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorReport
from studio.storage.library import Library
from studio.ui.actions import with_keys
from studio.ui.gallery import facts
from studio.ui.gallery.facts import Fact
from studio.ui.pictures import PictureStore, Pixels
from studio.ui.sentences import translate_sentence
from studio.ui.theme import scaled
from studio.ui.widgets import button, hairline, icon_button, label
from studio.ui.zoom.picture_view import PictureView

SIDE_WIDTH = 330


class DetailDialog(QDialog):
    """Steps through what the gallery shows. ``quick`` leaves only the picture (Space)."""

    stepped = Signal(int)  # -1 or 1
    use_settings = Signal(object)  # Artifact
    show_in_folder = Signal(object)
    copy_asked = Signal(object)
    trash_asked = Signal(object)

    def __init__(self, library: Library, parent: QWidget | None = None, *, quick: bool = False) -> None:
        super().__init__(parent)
        self._library, self._quick = library, quick
        self.artifact: Artifact | None = None
        self.store = PictureStore(self)
        self.store.loaded.connect(self._loaded)
        self.store.failed.connect(self._failed)
        self.view = PictureView()
        self.view.margins = (16, 16, 16, 16)
        self.view.arrows_pan = False
        self.view.installEventFilter(self)
        self.view.copied.connect(self._copy)
        self.side = QWidget()
        self._fill_side()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        if quick:
            self.side.hide()
            self.side.setParent(self)
        else:
            row.addWidget(hairline(vertical=True))
            row.addWidget(self.side)
        self.resize(self._roomy())

    def _roomy(self) -> QSize:
        screen = self.screen().availableSize()
        return QSize(round(screen.width() * 0.8), round(screen.height() * 0.85))

    def _fill_side(self) -> None:
        self.side.setFixedWidth(scaled(SIDE_WIDTH))
        self._facts = QWidget()
        self._facts.setProperty("kind", "page")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._facts)
        scroll.setAccessibleName(self.tr("Settings of this picture"))
        self._scroll = scroll
        self.previous = icon_button("caret-left", with_keys(self.tr("Newer picture"), "Left"))
        self.next = icon_button("caret-right", with_keys(self.tr("Older picture"), "Right"))
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.folder = icon_button("folder-open", self.tr("Show in folder"))
        self.copy = icon_button("copy", with_keys(self.tr("Copy picture"), "Ctrl+C"))
        self.trash = icon_button("trash", with_keys(self.tr("Move to trash"), "Delete"))
        self.use = button(self.tr("Use these settings"), "accent")
        self.use.setAutoDefault(False)
        for part, signal in (
            (self.folder, self.show_in_folder),
            (self.copy, self.copy_asked),
            (self.trash, self.trash_asked),
            (self.use, self.use_settings),
        ):
            part.clicked.connect(lambda _=False, signal=signal: self._tell(signal))
        line = QHBoxLayout()
        line.setSpacing(4)
        line.setContentsMargins(12, 8, 12, 12)
        for part in (self.previous, self.next):
            line.addWidget(part)
        line.addStretch(1)
        for part in (self.folder, self.copy, self.trash):
            line.addWidget(part)
        line.addSpacing(4)
        line.addWidget(self.use)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addWidget(hairline())
        column.addLayout(line)

    def _tell(self, signal: object) -> None:
        if self.artifact:
            signal.emit(self.artifact)  # type: ignore[attr-defined]

    # What is shown

    def show_artifact(self, artifact: Artifact, *, has_newer: bool = True, has_older: bool = True) -> None:
        """Show ``artifact``; the flags say whether there is anything to step to."""
        self.artifact = artifact
        prompt = " ".join(artifact.manifest.request.prompt.split())
        self.setWindowTitle(prompt[:80] or self.tr("No prompt"))
        self.previous.setEnabled(has_newer)
        self.next.setEnabled(has_older)
        self.trash.setEnabled(not artifact.trashed)
        self.view.set_message("")
        self.view.fitting = True
        pixels = self.store.want(self._library.path_of(artifact))
        self.view.set_picture(pixels, prompt)
        if not self._quick:
            self._show_facts(artifact)

    def _show_facts(self, artifact: Artifact) -> None:
        fresh = QWidget()
        fresh.setProperty("kind", "page")
        grid = QGridLayout(fresh)
        grid.setContentsMargins(16, 16, 16, 16)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._add_facts(grid, facts.what_was_asked(artifact))
        reasons = facts.why_it_came_out_so(artifact)
        if reasons:
            self._add_title(grid, self.tr("Why it came out as it did"))
            self._add_facts(grid, [Fact("", reason, wide=True) for reason in reasons])
        self._add_title(grid, self.tr("How it was made"))
        self._add_facts(grid, facts.how_it_was_made(artifact))
        grid.setRowStretch(grid.rowCount(), 1)
        self._facts = fresh
        self._scroll.setWidget(fresh)

    @staticmethod
    def _add_title(grid: QGridLayout, text: str) -> None:
        row = grid.rowCount()
        title = label(text, "strong")
        title.setContentsMargins(0, 10, 0, 2)
        grid.addWidget(title, row, 0, 1, 2)

    def _add_facts(self, grid: QGridLayout, rows: list[Fact]) -> None:
        for fact in rows:
            row = grid.rowCount()
            name, value = label(fact.label), self._value(fact)
            if fact.wide:
                if fact.label:
                    grid.addWidget(name, row, 0, 1, 2)
                grid.addWidget(value, row + 1, 0, 1, 2)
            else:
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(value, row, 1)

    @staticmethod
    def _value(fact: Fact) -> QLabel:
        # A break after each slash and underscore: QLabel wraps at spaces only.
        text = fact.value.replace("/", "/\u200b").replace("_", "_\u200b") if fact.wide else fact.value
        value = label(text, "text", wrap=True)
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        value.setAccessibleName(f"{fact.label}: {fact.value}" if fact.label else fact.value)
        return value

    def _loaded(self, path: object, pixels: Pixels) -> None:
        if self.artifact and path == self._library.path_of(self.artifact):
            self.view.set_picture(pixels, self.windowTitle())

    def _failed(self, path: object, report: ErrorReport) -> None:
        if self.artifact and path == self._library.path_of(self.artifact):
            self.view.set_picture(None)
            self.view.set_message(translate_sentence(report.sentence))

    def _copy(self) -> None:
        self._tell(self.copy_asked)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Left and self.previous.isEnabled():
            self.stepped.emit(-1)
        elif key == Qt.Key.Key_Right and self.next.isEnabled():
            self.stepped.emit(1)
        elif key == Qt.Key.Key_Delete and self.trash.isEnabled():
            self._tell(self.trash_asked)
        elif key == Qt.Key.Key_Space and self._quick:
            self.close()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Space pans the canvas, but closes the quick look.
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if space and self._quick and event.type() == QEvent.Type.KeyPress:
            self.close()
            return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        self.artifact = None
        self.view.set_picture(None)
        super().closeEvent(event)
