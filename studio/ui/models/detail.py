"""The right side of the Models page: everything known about the chosen file, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from studio.core.file_words import FileWords
from studio.storage.model_book import Noted
from studio.storage.models import BUNDLED
from studio.ui.icons import icon
from studio.ui.models.boxes import FactsBox, FitsBox, NoteBox, PathBox, TriggersBox, readable
from studio.ui.models.check_box import CheckBox
from studio.ui.models.detail_words import about_words, facts_of, use_sentence
from studio.ui.models.liked_box import LikedBox
from studio.ui.models.preview_box import PreviewBox
from studio.ui.models.rows import REMOVED, Row
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import button, icon_button, label, set_look

USABLE = ("image", "text", "lora", "text_lora")
ADAPTERS = ("lora", "controlnet", "text_lora")


class DetailSide(QScrollArea):
    """Shows one row. ``asked`` carries the name of an action and the row it is about."""

    asked = Signal(str, object)
    use_with = Signal(object, str)
    """Row of an adapter, id of the model to use it with."""
    insert_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.row: Row | None = None
        self._words = FileWords()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("About the chosen file"))
        self.setMinimumWidth(scaled(280))
        self._make()
        self._lay_out()
        self._connect()

    def _make(self) -> None:
        self.preview = PreviewBox()
        self.name = label("", "title", wrap=True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.what = label("", "muted", wrap=True)
        self.trouble = QFrame()
        self.trouble.setProperty("kind", "toast")
        self.trouble.setProperty("danger", True)
        self.problem, self.advice = readable(""), readable("", "muted")
        self.convert = button(self.tr("Convert to safetensors…"))
        self.relink = button(self.tr("Find it again…"))
        self.set_kind = button(self.tr("Say what it is…"))
        self.restore = button(self.tr("Bring it back to the list"))
        self.use = button(self.tr("Use"), "accent")
        self.more = icon_button("dots-three", self.tr("More to do with it"))
        self.facts, self.path = FactsBox(), PathBox()
        self.about = readable("", "text")
        self.triggers, self.fits = TriggersBox(), FitsBox()
        self.used = label("", "muted", wrap=True)
        self.pictures = button(self.tr("Show its pictures"), "quiet")
        self.liked, self.note, self.check = LikedBox(), NoteBox(), CheckBox()

    def _lay_out(self) -> None:
        self.body = page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_4)
        column.addWidget(self.preview)
        head = QVBoxLayout()
        head.setSpacing(4)
        named = QHBoxLayout()
        named.addWidget(self.name, 1)
        named.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(named)
        head.addWidget(self.what)
        column.addLayout(head)
        trouble = QVBoxLayout(self.trouble)
        trouble.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_2)
        trouble.setSpacing(4)
        for part in (self.problem, self.advice):
            trouble.addWidget(part)
        ways = QHBoxLayout()
        for part in (self.convert, self.relink, self.set_kind, self.restore):
            ways.addWidget(part)
        ways.addStretch(1)
        trouble.addLayout(ways)
        column.addWidget(self.trouble)
        column.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.facts, self.about, self.triggers, self.fits):
            column.addWidget(part)
        uses = QHBoxLayout()
        uses.addWidget(self.used, 1)
        uses.addWidget(self.pictures)
        column.addLayout(uses)
        for part in (self.liked, self.note, self.path, self.check):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(page)

    def _connect(self) -> None:
        self.more.clicked.connect(self._open_menu)
        for part, name in (
            (self.use, "use"),
            (self.convert, "convert"),
            (self.relink, "relink"),
            (self.set_kind, "set_kind"),
            (self.restore, "restore"),
            (self.pictures, "pictures"),
        ):
            part.clicked.connect(lambda _=False, name=name: self._ask(name))
        self.path.reveal_wanted.connect(lambda: self._ask("reveal"))
        self.check.wanted.connect(lambda: self._ask("check"))
        self.check.stop_wanted.connect(lambda: self._ask("check_stop"))
        self.triggers.insert_wanted.connect(self.insert_wanted)
        self.fits.chosen.connect(self._use_with)

    def _ask(self, name: str) -> None:
        if self.row:
            self.asked.emit(name, self.row)

    def _use_with(self, model: str) -> None:
        if self.row:
            self.use_with.emit(self.row, model)

    # What is shown

    def show_row(self, row: Row | None, noted: Noted | None = None) -> None:
        """Show ``row`` and what the user noted about it; nothing for None."""
        fresh = row is None or self.row is None or row.entry.path != self.row.entry.path
        self.row = row
        self.body.setVisible(row is not None)
        if row is None:
            self.note.write_down()
            return
        noted = noted or Noted(path=row.entry.path)
        entry = row.entry
        self.preview.show_file(row.sides.preview)
        self.name.setText(entry.name)
        self.what.setText(" · ".join(text for text in about_words(row) if text))
        self._show_trouble(row)
        self.use.setVisible(entry.kind in USABLE and not entry.problem and not row.state)
        if fresh:
            self._words = FileWords()
            self.triggers.show_words(())
        self._show_told(row)
        self.used.setText(use_sentence(row.use))
        self.pictures.setVisible(entry.kind == "image" and row.use.pictures > 0)
        drawing = entry.kind == "image" and not entry.problem and not row.state
        self.liked.setVisible(drawing)
        if drawing:
            self.liked.show_entry(entry, noted.liked)
        self.note.show_note(entry.path, noted.note)
        self.path.show_path(entry.path, there=row.state != "missing")
        self.check.setVisible(row.state != "missing")
        self.fits.setVisible(False)
        if fresh:
            self.verticalScrollBar().setValue(0)

    def show_words(self, path: str, words: FileWords) -> None:
        """What was read in the file itself has arrived."""
        if self.row is None or self.row.entry.path != path:
            return
        self._words = words
        self.triggers.show_words(words.triggers)
        self._show_told(self.row)

    def _show_told(self, row: Row) -> None:
        """What its card and the file itself say."""
        words = self._words
        self.facts.show_facts(facts_of(row, words))
        about = translate_sentence(row.entry.about or words.about)
        self.about.setText("\n".join(text for text in (about, words.hint) if text))
        self.about.setVisible(bool(self.about.text()))

    def show_fitting(self, models: Sequence[tuple[str, str]], *, usable: bool) -> None:
        """Ids and names of models an adapter fits; ``usable`` when it can be used with them from here."""
        nothing = self.tr("It fits no model on this machine.")
        self.fits.show_models(models, nothing, usable=usable)
        hint = "" if usable or not models else self.tr("A control layer on the Paint page uses it.")
        self.fits.show_hint(hint)
        self.fits.show()
        self.use.setVisible(usable and bool(models))

    def _show_trouble(self, row: Row) -> None:
        entry, removed = row.entry, row.state == REMOVED
        sentence, advice = translate_sentence(entry.problem), translate_sentence(entry.advice)
        if removed:
            sentence = self.tr("You took this off the list. It is still on the disk, and nothing offers it.")
            advice = ""
        self.problem.setText(sentence)
        self.problem.setAccessibleName(sentence)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        set_look(self.trouble, "danger", bool(entry.problem and entry.runs and not removed))
        self.convert.setVisible(entry.unsafe and not row.state)
        self.relink.setVisible(row.state == "missing")
        self.set_kind.setVisible(entry.kind == "unknown" and not entry.unsafe and not row.state)
        self.restore.setVisible(removed)
        self.trouble.setVisible(bool(sentence))

    def menu(self) -> QMenu:
        """What else can be done with the row."""
        menu = QMenu(self)
        row = self.row
        if row is None:
            return menu
        missing, removed = row.state == "missing", row.state == REMOVED
        bundled = row.entry.id in BUNDLED
        for name, text, picture, possible in (
            ("reveal", self.tr("Show in the file manager"), "folder-open", not missing),
            ("check", self.tr("Check the file"), "shield-check", not missing),
            ("set_kind", self.tr("Say what it is…"), "tag", not missing and not removed and not bundled),
            ("relink", self.tr("Find it again…"), "link", missing),
            ("remove", self.tr("Take off the list"), "eye-slash", not removed and not bundled),
            ("restore", self.tr("Bring it back to the list"), "arrows-clockwise", removed),
            ("trash", self.tr("Move to the system's trash…"), "trash", not missing and not bundled),
        ):
            if possible:
                action = menu.addAction(icon(picture, "muted"), text)
                action.setObjectName(name)
                action.triggered.connect(lambda _=False, name=name: self._ask(name))
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
