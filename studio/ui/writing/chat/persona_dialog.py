"""A persona to write or change: name, description, instruction, examples, colour, picture."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.writing.persona import COLOURS, Persona
from studio.storage.personas import Personas
from studio.ui.prompt_edit import PromptEdit
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import button, label, resize_within
from studio.ui.writing.chat.avatar import Avatar

PICTURE_MAX = 64 * 1024 * 1024


class PersonaDialog(QDialog):
    """Saves nothing until Save is pressed; what cannot be saved is told and stays."""

    saved = Signal(object)  # Persona
    trashed = Signal(object)  # Persona

    def __init__(self, personas: Personas, persona: Persona | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._personas = personas
        self._persona = persona or Persona(id="", name="")
        self._picture: bytes | None = None
        self.setWindowTitle(self.tr("Persona"))
        resize_within(self, 520, 640)
        self.name = QLineEdit(self._persona.name)
        self.name.setAccessibleName(self.tr("Name"))
        self.avatar = Avatar(48)
        self.texts: dict[str, PromptEdit] = {}
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self._lay_out()
        self._show_avatar()
        self.name.textChanged.connect(self._show_avatar)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_3)
        column.setSpacing(GAP_2)
        head = QHBoxLayout()
        head.setSpacing(GAP_3)
        head.addWidget(self.avatar)
        named = QVBoxLayout()
        named.setSpacing(4)
        named.addWidget(label(self.tr("Name")))
        named.addWidget(self.name)
        head.addLayout(named, 1)
        column.addLayout(head)
        column.addLayout(self._looks())
        for field, title, hint, lines in (
            (
                "instruction",
                self.tr("Instruction"),
                self.tr("How to answer, as an order: “You are {{char}}…”"),
                3,
            ),
            ("description", self.tr("Description"), self.tr("Who it is: looks, history, voice"), 4),
            ("scenario", self.tr("Scenario"), self.tr("Where and when you meet"), 2),
            ("greeting", self.tr("First message"), self.tr("Said at the beginning of a chat"), 2),
            ("examples", self.tr("Example messages"), "{{user}}: …\n{{char}}: …", 3),
        ):
            edit = PromptEdit(lines, 10)
            edit.setPlainText(getattr(self._persona, field))
            edit.setPlaceholderText(hint)
            edit.setAccessibleName(title)
            self.texts[field] = edit
            column.addWidget(label(title))
            column.addWidget(edit)
        if self._persona.notes or self._persona.made_by:
            by = self.tr("Made by %1.").replace("%1", self._persona.made_by) if self._persona.made_by else ""
            words = " ".join(filter(None, (by, self._persona.notes[:2000])))
            column.addWidget(label(words, "muted", wrap=True))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(GAP_4, GAP_2, GAP_4, GAP_4)
        foot.addWidget(self.problem)
        foot.addLayout(self._buttons())
        whole.addLayout(foot)

    def _looks(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.colours: list[QToolButton] = []
        for colour in COLOURS:
            one = QToolButton()
            pixels = QPixmap(scaled(16), scaled(16))
            pixels.fill(QColor(colour))
            one.setIcon(QIcon(pixels))
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.setChecked(colour == self._persona.colour)
            one.setAccessibleName(self.tr("Colour %1").replace("%1", colour))
            one.clicked.connect(lambda _=False, which=colour: self._take_colour(which))
            row.addWidget(one)
            self.colours.append(one)
        row.addStretch(1)
        choose = button(self.tr("Picture…"))
        choose.clicked.connect(self._choose_picture)
        self.no_picture = button(self.tr("No picture"), "quiet")
        self.no_picture.clicked.connect(lambda: self._take_picture(b""))
        row.addWidget(self.no_picture)
        row.addWidget(choose)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        if self._persona.id:
            away = button(self.tr("Move to trash"), "danger")
            away.clicked.connect(self._trash)
            row.addWidget(away)
        row.addStretch(1)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        save = button(self.tr("Save"), "accent")
        save.setDefault(True)
        save.clicked.connect(self.save)
        row.addWidget(cancel)
        row.addWidget(save)
        return row

    def _take_colour(self, colour: str) -> None:
        self._persona = replace(self._persona, colour=colour)
        self._show_avatar()

    def _choose_picture(self) -> None:
        dialog = QFileDialog(self, self.tr("Picture of the persona"))
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.webp)"))
        dialog.fileSelected.connect(self.take_picture_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_picture_file(self, path: str) -> None:
        """Use the picture of a file; one that is none is told."""
        try:
            file = Path(path)
            if file.stat().st_size > PICTURE_MAX:
                raise OSError(0, self.tr("it is too large"))
            self._take_picture(file.read_bytes())
        except OSError as error:
            self._tell(
                self.tr("The picture cannot be read (%1).").replace("%1", error.strerror or str(error))
            )

    def _take_picture(self, data: bytes) -> None:
        self._picture = data
        if not data:
            self._persona = replace(self._persona, picture="")
        self._show_avatar()

    def _show_avatar(self) -> None:
        persona = replace(self._persona, name=self.name.text() or "?")
        path = None if self._picture is not None else self._personas.picture_of(self._persona)
        self.avatar.show_persona(persona, path)
        if self._picture:
            self.avatar.show_data(self._picture)
        self.no_picture.setVisible(bool(self._picture) or path is not None)

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def save(self) -> None:
        """Keep the persona and close; or say why not."""
        texts = {field: edit.text().strip() for field, edit in self.texts.items()}
        persona = replace(self._persona, name=self.name.text().strip(), **texts)
        try:
            persona = self._personas.save(persona, self._picture)
        except StudioError as error:
            self._tell(" ".join(map(translate_sentence, filter(None, (error.sentence, error.advice)))))
            return
        self.saved.emit(persona)
        self.accept()

    def _trash(self) -> None:
        try:
            self._personas.trash(self._persona)
        except StudioError as error:
            self._tell(translate_sentence(error.sentence))
            return
        self.trashed.emit(self._persona)
        self.accept()
