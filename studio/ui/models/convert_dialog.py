"""Converts a pickle to safetensors: what it is about, where to, how far it is, and what came of it."""

import time
from pathlib import Path

from PySide6.QtCore import QFile, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from studio.core.conversion import CHECKING, Converting, Written, share_of
from studio.core.errors import ErrorReport
from studio.core.pickled import SAFETENSORS, free_name
from studio.jobs import offthread
from studio.jobs.converting import Conversion
from studio.ui.models.boxes import readable
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import ElidedLabel, button, label

_LEFT_AFTER = 1.0
"""Seconds before which nothing can be said of the time left."""
_STEPS = 1000


class ConvertDialog(QDialog):
    """Closing it while it works cancels. ``converted`` carries the path of the new file."""

    converted = Signal(object)
    trashed = Signal()

    def __init__(self, source: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source, self.target = source, free_name(source)
        self.conversion: Conversion | None = None
        self._begin = 0.0
        self.setWindowTitle(self.tr("Convert to safetensors"))
        self.setMinimumWidth(scaled(460))
        self._make()
        self._lay_out()
        self._show_target()
        self.convert.clicked.connect(self.start)
        self.choose.clicked.connect(self._ask_target)
        self.trash.clicked.connect(self._trash)
        self.close_button.clicked.connect(self._leave)

    def _make(self) -> None:
        self.name = label(self.source.name, "strong", wrap=True)
        self.about = label(
            self.tr(
                "This is a pickle: a kind of file that can run programs when it is opened. Atelier reads the "
                "weights out of it in a process of its own that runs nothing of it, and writes them to a "
                "safetensors file. The pickle stays as it is."
            ),
            "muted",
            wrap=True,
        )
        self.where = ElidedLabel("")
        self.choose = button(self.tr("Choose…"), "quiet")
        self.choose.setToolTip(self.tr("Write the new file to another place"))
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the conversion"))
        self.said = label("", "muted", wrap=True)
        self.outcome = readable("", "text")
        self.problem, self.advice = readable("", "danger"), readable("", "muted")
        self.trash = button(self.tr("Move the pickle to the trash"), "quiet")
        self.close_button = button(self.tr("Cancel"))
        self.convert = button(self.tr("Convert"), "accent")
        self.convert.setDefault(True)
        for part in (self.bar, self.said, self.outcome, self.problem, self.advice, self.trash):
            part.hide()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(self.name)
        column.addWidget(self.about)
        column.addWidget(label(self.tr("New file")))
        place = QHBoxLayout()
        place.addWidget(self.where, 1)
        place.addWidget(self.choose)
        column.addLayout(place)
        for part in (self.bar, self.said, self.outcome, self.problem, self.advice):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        row.addWidget(self.trash)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.convert)
        column.addLayout(row)

    def _give_room(self) -> None:
        """Grow until every text is whole; it never shrinks, so that nothing jumps."""
        self._column.activate()
        wanted = max(self._column.totalHeightForWidth(self.width()), self.minimumSizeHint().height())
        if wanted > self.height():
            self.resize(self.width(), wanted)

    def _show_target(self) -> None:
        self.where.set_whole(str(self.target))
        self.where.setAccessibleName(self.tr("New file: %1").replace("%1", str(self.target)))

    def _ask_target(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write the new file to"), str(self.target), self.tr("Safetensors (*.safetensors)")
        )
        if path:
            self.target = Path(path if path.lower().endswith(SAFETENSORS) else path + SAFETENSORS)
            self._show_target()

    # The work

    @property
    def working(self) -> bool:
        return self.conversion is not None

    @Slot()
    def start(self) -> None:
        """Convert, unless it is under way."""
        if self.working:
            return
        self._begin = time.monotonic()
        self._say_trouble("", "")
        self.bar.setValue(0)
        self.bar.show()
        self.said.setText(self.tr("Beginning…"))
        self.said.show()
        self._give_room()
        self.convert.setEnabled(False)
        self.choose.setEnabled(False)
        # Whoever chose a file that exists has agreed in the file dialog; a free name is free.
        conversion = Conversion(self.source, self.target, overwrite=self.target.exists(), parent=self)
        conversion.progressed.connect(self._progressed)
        conversion.converted.connect(self._converted)
        conversion.failed.connect(self._failed)
        conversion.cancelled.connect(self._cancelled)
        self.conversion = conversion
        conversion.start()

    @Slot(object)
    def _progressed(self, told: Converting) -> None:
        share, passed = share_of(told), time.monotonic() - self._begin
        self.bar.setValue(round(_STEPS * share))
        text = self.tr("Reading the pickle") if told.phase == CHECKING else self.tr("Writing the new file")
        if share and passed > _LEFT_AFTER:
            seconds = max(1, round(passed / share - passed))
            left = self.tr("%n s left", "", seconds)
            if seconds >= 100:
                left = self.tr("%n min left", "", round(seconds / 60))
            text = f"{text} · {left}"
        self.said.setText(text)

    @Slot(object)
    def _converted(self, written: Written) -> None:
        self._ended()
        told = self.tr("“%1” is ready.").replace("%1", self.target.name)
        self.outcome.setText("\n".join([told, *map(translate_sentence, written.notes)]))
        self.outcome.show()
        self.convert.hide()
        self.choose.hide()
        self.trash.show()
        self.close_button.setText(self.tr("Close"))
        self.close_button.setDefault(True)
        self.close_button.setFocus()
        self._give_room()
        self.converted.emit(self.target)

    @Slot(object)
    def _failed(self, report: ErrorReport) -> None:
        self._ended()
        self._say_trouble(report.sentence, report.advice)
        self.problem.setToolTip(report.detail)

    @Slot()
    def _cancelled(self) -> None:
        self._ended()

    def _ended(self) -> None:
        conversion, self.conversion = self.conversion, None
        if conversion:
            conversion.wait()
            conversion.deleteLater()
        self.bar.hide()
        self.said.hide()
        self.convert.setEnabled(True)
        self.choose.setEnabled(True)

    def _say_trouble(self, sentence: str, advice: str) -> None:
        for part, text in ((self.problem, sentence), (self.advice, advice)):
            part.setText(translate_sentence(text))
            part.setVisible(bool(text))
        self._give_room()

    # The end

    @Slot()
    def _leave(self) -> None:
        """Cancel what is under way; else close."""
        if self.conversion:
            self.conversion.cancel()
        else:
            self.reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_room()

    def done(self, result: int) -> None:
        """Closed in any way: nothing goes on behind it."""
        if conversion := self.conversion:
            conversion.cancel()
            conversion.wait()
            self.conversion = None
        super().done(result)

    @Slot()
    def _trash(self) -> None:
        self.trash.setEnabled(False)
        offthread.run(_to_trash, self.source, done=self._trash_answered)

    def _trash_answered(self, moved: bool) -> None:
        if moved:
            self.trash.hide()
            self.outcome.setText(
                self.tr("“%1” is ready; the pickle is in the trash.").replace("%1", self.target.name)
            )
            self.trashed.emit()
            return
        self.trash.setEnabled(True)
        self.problem.setText(self.tr("“%1” could not be moved to the trash.").replace("%1", self.source.name))
        self.problem.show()
        self._give_room()


def _to_trash(path: Path) -> bool:
    moved = QFile.moveToTrash(str(path))
    return bool(moved[0] if isinstance(moved, tuple) else moved)
