"""The dialog that opens a project: those known here, moved ones to be located, or any folder."""

from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.ui.theme import GAP_2, GAP_3, GAP_4, scaled, tokens
from studio.ui.widgets import button, label
from studio.ui.writing.finding.results_model import Index
from studio.ui.writing.projects.recent import Known, RecentProjects, identity_at

_KNOWN = Qt.ItemDataRole.UserRole + 1


class _TwoLines(QStyledItemDelegate):
    """Title and day above, the folder below; greyed when it is not there."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, scaled(50))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        known: Known | None = index.data(_KNOWN)
        super().paint(painter, option, index)
        if known is None:
            return
        colours = tokens()
        area = option.rect.adjusted(scaled(12), scaled(6), -scaled(12), -scaled(6))  # pyright: ignore[reportAttributeAccessIssue]
        font: QFont = option.font  # pyright: ignore[reportAttributeAccessIssue]
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        missing = not index.data(Qt.ItemDataRole.UserRole)
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(known.when)).date(), QLocale.FormatType.ShortFormat
        )
        small = QFontMetrics(font)
        room = area.width() - small.horizontalAdvance(when) - scaled(12)
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        painter.save()
        painter.setFont(strong)
        painter.setPen(QColor(colours.muted if missing else colours.text))
        title = QFontMetrics(strong).elidedText(
            known.title or known.folder.name, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(area, top | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(area, top | Qt.AlignmentFlag.AlignRight, when)
        told = str(known.folder) if not missing else index.data(Qt.ItemDataRole.ToolTipRole)
        painter.drawText(
            area,
            bottom | Qt.AlignmentFlag.AlignLeft,
            small.elidedText(told, Qt.TextElideMode.ElideMiddle, area.width()),
        )
        painter.restore()


class OpenProjectDialog(QDialog):
    """``chosen`` is told once, when the dialog closes."""

    chosen = Signal(object)
    """Path of the folder."""

    def __init__(self, recent: RecentProjects, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent, self._folder = recent, folder
        self.setWindowTitle(self.tr("Open a project"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Projects"))
        self.list.setItemDelegate(_TwoLines(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = label(
            self.tr("No project was open here yet. Choose the folder of one."), "muted", wrap=True
        )
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.trouble = label("", "danger", wrap=True)
        self.trouble.hide()
        self.open_button = button(self.tr("Open"), "accent")
        self.open_button.setDefault(True)
        self.locate_button = button(self.tr("Locate…"))
        self.locate_button.setToolTip(self.tr("Show where the folder of this project is now"))
        self.forget_button = button(self.tr("Forget"))
        self.forget_button.setToolTip(self.tr("Take it off this list; the folder itself stays as it is"))
        self.other_button = button(self.tr("Another folder…"))
        cancel = button(self.tr("Cancel"))
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        for widget in (self.other_button, self.locate_button, self.forget_button):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        column.addWidget(self.trouble)
        column.addLayout(row)
        self.list.currentItemChanged.connect(self._show_possible)
        self.list.itemActivated.connect(self.accept)
        self.open_button.clicked.connect(self.accept)
        self.locate_button.clicked.connect(self._locate)
        self.forget_button.clicked.connect(self._forget)
        self.other_button.clicked.connect(self._other)
        cancel.clicked.connect(self.reject)
        self._fill()
        self.resize(scaled(600), scaled(420))
        self.list.setFocus()

    def _fill(self) -> None:
        self.list.clear()
        for known in self._recent.all():
            item = QListWidgetItem("")
            there = known.is_there
            item.setData(Qt.ItemDataRole.UserRole, there)
            item.setData(_KNOWN, known)
            gone = self.tr("No longer at {folder}").format(folder=known.folder)
            item.setData(Qt.ItemDataRole.ToolTipRole, str(known.folder) if there else gone)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{known.title} {known.folder if there else gone}"
            )
            self.list.addItem(item)
        self.none.setVisible(not self.list.count())
        self.list.setVisible(self.list.count() > 0)
        self.list.setCurrentRow(0)
        self._show_possible()

    def current(self) -> Known | None:
        item = self.list.currentItem()
        return item.data(_KNOWN) if item else None

    def _show_possible(self) -> None:
        item = self.list.currentItem()
        there = bool(item and item.data(Qt.ItemDataRole.UserRole))
        self.open_button.setEnabled(there)
        self.locate_button.setVisible(item is not None and not there)
        self.forget_button.setVisible(item is not None)

    def accept(self) -> None:
        known = self.current()
        if known and known.is_there:
            super().accept()
            self.chosen.emit(known.folder)
        elif known:
            self._locate()

    def _ask(self, title: str) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self, title, str(self._folder))
        return Path(chosen) if chosen else None

    def _other(self) -> None:
        if folder := self._ask(self.tr("Folder of a project")):
            super().accept()
            self.chosen.emit(folder)

    def _locate(self) -> None:
        known = self.current()
        if known and (folder := self._ask(self.tr("Where is {title} now?").format(title=known.title))):
            self.take_located(known, folder)

    def take_located(self, known: Known, folder: Path) -> None:
        """The project is there now, if it is the same one."""
        found = identity_at(folder)
        if not found or (known.identity and found != known.identity):
            self.trouble.setText(
                self.tr("There is no project in this folder.")
                if not found
                else self.tr("The project in this folder is another one.")
            )
            self.trouble.show()
            return
        self._recent.forget(known.folder)
        super().accept()
        self.chosen.emit(folder)

    def _forget(self) -> None:
        if known := self.current():
            self._recent.forget(known.folder)
            self._fill()
