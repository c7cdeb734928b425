"""The question what of the manuscript goes into which kind of file, and how it shall look there."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.core.writing.outline import Outline, walk
from studio.storage.exchange.book import ExportOptions, Page, as_manuscript
from studio.ui.param_form import make_combo
from studio.ui.theme import scaled
from studio.ui.widgets import ElidedLabel, button, hairline, icon_button, label, resize_within
from studio.ui.writing.exchange.item_tree import ItemTree
from studio.ui.writing.exchange.kinds import format_name, writable_formats
from studio.ui.writing.exchange.page_form import PageForm


class ExportDialog(QDialog):
    """``chosen`` carries the options when the user wants to choose a file."""

    chosen = Signal(object)

    def __init__(
        self, outline: Outline, options: ExportOptions, counts: dict[str, int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumSize(scaled(640), scaled(480))
        resize_within(self, 860, 680)
        self._outline, self._counts, self._formats = outline, counts, writable_formats()
        self._marked = frozenset(_marked(outline))
        self.tree = ItemTree(outline.manuscript, frozenset(options.items) or self._marked)
        self.tree.setAccessibleName(self.tr("What is exported"))
        self.tree.ticked.connect(self._update)
        self.total = label("", "muted")
        self.format, self.style_box, self.scenes = make_combo(), make_combo(), make_combo()
        for name, module in self._formats.items():
            self.format.addItem(format_name(module), name)
        for identity, text in (
            ("book", self.tr("Book")),
            ("manuscript", self.tr("Standard manuscript (submission)")),
        ):
            self.style_box.addItem(text, identity)
        for identity, text in (
            ("separator", self.tr("A separator")),
            ("titles", self.tr("Their titles as headings")),
            ("nothing", self.tr("Nothing")),
        ):
            self.scenes.addItem(text, identity)
        self.separator = QLineEdit()
        self.separator.setMaxLength(40)
        self.separator.setAccessibleName(self.tr("Separator"))
        self.title_page = QCheckBox(self.tr("Title page"))
        self.pictures = QCheckBox(self.tr("Pictures"))
        self.notes = QCheckBox(self.tr("Notes at the end (characters, places, lore)"))
        self.line_ends = QCheckBox(self.tr("Keep single line ends, as in verse"))
        self.page = PageForm()
        self.cover, self.cover_row = ElidedLabel("", "muted"), QWidget()
        self._cover = ""
        self.stopped = False
        """The user closed it while the file was being written. Read from any thread."""
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.progress.hide()
        self.busy = False
        self._lay_out()
        self.show_options(options)
        for box in (self.format, self.scenes):
            box.activated.connect(self._update)
        self.style_box.activated.connect(self._style_chosen)

    # Layout

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label(self.tr("What is exported"), "strong"))
        left.addWidget(self.tree, 1)
        left.addWidget(self.total)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(left, 1)
        body.addWidget(hairline(vertical=True))
        body.addWidget(self._make_side())
        self.cancel = button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.agree = button(self.tr("Export…"), "accent")
        self.agree.setDefault(True)
        self.agree.clicked.connect(lambda: self.chosen.emit(self.options()))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.agree)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(self.progress)
        whole.addLayout(body, 1)
        whole.addLayout(buttons)

    def _make_side(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("kind", "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        column.addLayout(
            self._grid(
                (self.tr("Format"), self.format),
                (self.tr("Style"), self.style_box),
                (self.tr("Between scenes"), self.scenes),
                (self.tr("Separator"), self.separator),
            )
        )
        for check in (self.title_page, self.pictures, self.notes, self.line_ends):
            column.addWidget(check)
        column.addWidget(self._make_cover())
        self.page_title = label(self.tr("Page"), "strong")
        column.addWidget(self.page_title)
        column.addWidget(self.page)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setFixedWidth(scaled(370))
        return area

    def _grid(self, *rows: tuple[str, QWidget]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (text, control) in enumerate(rows):
            control.setAccessibleName(text)
            named = label(text)
            if control is self.separator:
                self.separator_label = named
            grid.addWidget(named, row, 0)
            grid.addWidget(control, row, 1)
        widest = max(self._names(grid) + self._names(self.page.grid))
        for one in (grid, self.page.grid):
            one.setColumnMinimumWidth(0, widest)  # the fields of both begin at the same place
        return grid

    @staticmethod
    def _names(grid: QGridLayout) -> list[int]:
        """How wide the names before the fields are."""
        items = [grid.itemAtPosition(row, 0) for row in range(grid.rowCount())]
        return [widget.sizeHint().width() for item in items if item and (widget := item.widget())]

    def _make_cover(self) -> QWidget:
        row = QHBoxLayout(self.cover_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(self.tr("Cover")))
        row.addWidget(self.cover, 1)
        self.cover_button = button(self.tr("Choose…"))
        self.cover_button.clicked.connect(self._choose_cover)
        self.cover_clear = icon_button("x", self.tr("No cover"))
        self.cover_clear.clicked.connect(lambda: self._set_cover(""))
        row.addWidget(self.cover_button)
        row.addWidget(self.cover_clear)
        return self.cover_row

    def _choose_cover(self) -> None:
        text, _ = QFileDialog.getOpenFileName(
            self, self.tr("Cover picture"), "", self.tr("Pictures") + " (*.png *.jpg *.jpeg *.gif *.webp)"
        )
        if text:
            self._set_cover(text)

    def _set_cover(self, path: str) -> None:
        self._cover = path
        self.cover.set_whole(path.replace("\\", "/").rpartition("/")[2] or self.tr("none"))
        self.cover_clear.setVisible(bool(path))

    # Values

    def show_options(self, options: ExportOptions) -> None:
        self.format.setCurrentIndex(max(0, self.format.findData(options.format)))
        self.style_box.setCurrentIndex(int(options.manuscript))
        self.scenes.setCurrentIndex(max(0, self.scenes.findData(options.scenes)))
        self.separator.setText(options.separator)
        self.title_page.setChecked(options.title_page)
        self.pictures.setChecked(options.pictures)
        self.notes.setChecked(options.notes)
        self.line_ends.setChecked(options.line_ends)
        self._set_cover(options.cover)
        self.page.show_page(options.page)
        self._update()

    def options(self) -> ExportOptions:
        """What the fields say; the items only when they are not those marked in the outline."""
        chosen = self.tree.chosen()
        return ExportOptions(
            format=str(self.format.currentData()),
            items=() if frozenset(chosen) == self._marked else chosen,
            title_page=self.title_page.isChecked(),
            scenes=str(self.scenes.currentData()),
            separator=self.separator.text().strip() or "* * *",
            pictures=self.pictures.isChecked(),
            notes=self.notes.isChecked(),
            notes_title=self.tr("Notes"),
            line_ends=self.line_ends.isChecked(),
            manuscript=self.style_box.currentData() == "manuscript",
            cover=self._cover,
            page=self.page.page(),
        )

    def _style_chosen(self) -> None:
        """The style sets the fields it is about; all can be changed afterwards."""
        options = replace(self.options(), manuscript=False)
        if self.style_box.currentData() == "manuscript":
            options = as_manuscript(options)
        else:
            options = replace(options, separator="* * *", page=Page(size=options.page.size))
        self.show_options(options)

    def _update(self) -> None:
        spec = self._formats[str(self.format.currentData())].SPEC
        paged = spec.paged
        self.style_box.setEnabled(paged)
        self.page.setVisible(paged)
        self.page_title.setVisible(paged)
        self.pictures.setEnabled(spec.pictures)
        self.cover_row.setVisible(spec.cover)
        separated = self.scenes.currentData() == "separator"
        self.separator.setVisible(separated)
        self.separator_label.setVisible(separated)
        chosen = self.tree.chosen()
        words = sum(self._counts.get(identity, 0) for identity in chosen)
        every = sum(1 for item in walk(self._outline.manuscript) if item.file)
        said = self.tr("{n} of {all} scenes · {words} words")
        self.total.setText(said.format(n=len(chosen), all=every, words=f"{words:,}"))
        self.agree.setEnabled(bool(chosen))  # to choose none would mean all that is marked

    def set_busy(self, busy: bool) -> None:
        """While the file is being written nothing can be chosen, only stopped."""
        self.busy = busy
        self.progress.setVisible(busy)
        self.agree.setEnabled(not busy)

    def reject(self) -> None:
        self.stopped = self.busy
        super().reject()


def _marked(outline: Outline) -> list[str]:
    from studio.storage.exchange.compile import chosen_items

    return [item.id for item in chosen_items(outline, ())]
