"""Offers the folders in which other programs keep models; those chosen are used where they are."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.jobs import offthread
from studio.storage.other_programs import DRAW_THINGS, Found, look_for_others, look_into
from studio.ui.models.boxes import readable
from studio.ui.models.kinds import size_text
from studio.ui.theme import GAP_3, GAP_4, scaled
from studio.ui.widgets import button, label


class ProgramsDialog(QDialog):
    """Looks in the usual places at once. ``decided`` carries the paths of the chosen folders."""

    decided = Signal(object)

    def __init__(
        self,
        known: Collection[str],
        parent: QWidget | None = None,
        look: Callable[[], list[Found]] = look_for_others,
    ) -> None:
        super().__init__(parent)
        self._known = {str(Path(path).expanduser()) for path in known}
        self.setWindowTitle(self.tr("Models of other programs"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(scaled(560), scaled(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(
            label(
                self.tr(
                    "A1111, Forge, ComfyUI, InvokeAI, Draw Things, LM Studio, the cache of Hugging Face and "
                    "others: what they have can be used where it lies. Nothing is copied, moved or changed."
                ),
                "muted",
                wrap=True,
            )
        )
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(self.tr("Looking in the usual places"))
        self.told = label(self.tr("Looking in the usual places…"), "muted", wrap=True)
        column.addWidget(self.busy)
        column.addWidget(self.told)
        page = QWidget()
        page.setProperty("kind", "page")
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GAP_3)
        self._rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        column.addWidget(scroll, 1)
        self.boxes: list[tuple[QCheckBox, Found]] = []
        foot = QDialogButtonBox()
        self.accept_button = foot.addButton(self.tr("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setProperty("kind", "accent")
        foot.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.elsewhere = button(self.tr("Look in another folder…"))
        foot.addButton(self.elsewhere, QDialogButtonBox.ButtonRole.ActionRole)
        foot.accepted.connect(self.accept)
        foot.rejected.connect(self.reject)
        self.elsewhere.clicked.connect(self._ask_elsewhere)
        column.addWidget(foot)
        self.accepted.connect(lambda: self.decided.emit(self.chosen()))
        self._show_possible()
        offthread.run(look, done=self._looked)

    def chosen(self) -> list[str]:
        """Paths of the folders whose box is ticked."""
        return [found.path for box, found in self.boxes if box.isChecked() and box.isEnabled()]

    def _looked(self, found: Sequence[Found]) -> None:
        self.busy.hide()
        if found:
            self.told.setText(self.tr("%n folder(s) with models", "", len(found)))
        else:
            self.told.setText(
                self.tr(
                    "Nothing was found in the usual places. Programs kept elsewhere: look in their folder."
                )
            )
        for each in found:
            self._add(each)

    def _add(self, found: Found) -> None:
        if any(one.path == found.path for _, one in self.boxes):
            return
        name = found.program or Path(found.path).name
        parts = [self.tr("%n model(s)", "", found.models)] if found.models else []
        if found.pickles and found.program == DRAW_THINGS:
            parts.append(self.tr("%n file(s) in a format that only Draw Things reads", "", found.pickles))
        elif found.pickles:
            parts.append(self.tr("%n pickle file(s), which need converting first", "", found.pickles))
        if size := size_text(found.bytes):
            parts.append(size)
        box = QCheckBox(name)
        known = found.path in self._known
        box.setChecked(known or found.models > 0)
        box.setEnabled(not known)
        box.toggled.connect(self._show_possible)
        told = self.tr("is watched already") if known else " · ".join(parts) or self.tr("no models in it")
        small = readable(f"{found.path}\n{told}", "muted")
        small.setContentsMargins(scaled(26), 0, 0, 0)
        group = QVBoxLayout()
        group.setSpacing(2)
        group.addWidget(box)
        group.addWidget(small)
        self._rows.insertLayout(self._rows.count() - 1, group)
        self.boxes.append((box, found))
        self._show_possible()

    def _show_possible(self) -> None:
        self.accept_button.setEnabled(bool(self.chosen()))

    def _ask_elsewhere(self) -> None:
        if path := QFileDialog.getExistingDirectory(self, self.tr("The folder of another program")):
            self.look_in(Path(path))

    def look_in(self, folder: Path) -> None:
        """Offer what a folder holds that the user pointed at."""
        self.busy.show()
        offthread.run(look_into, folder, done=self._looked_elsewhere)

    def _looked_elsewhere(self, found: Sequence[Found]) -> None:
        self.busy.hide()
        for each in found:
            self._add(each)
        self.told.setText(self.tr("%n folder(s) with models", "", len(self.boxes)))
