"""Where the writer says something: the field, what the model reads along, the meter, Send and Stop."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.core.writing.talk import Talk
from studio.ui.icons import icon
from studio.ui.prompt_edit import PromptEdit
from studio.ui.sentences import translate_sentence
from studio.ui.theme import GAP_2, GAP_3, scaled
from studio.ui.widgets import button, icon_button, label, lead_focus, set_look


class _Field(PromptEdit):
    """Enter sends; Shift+Enter begins a line."""

    sent = Signal()
    stopped = Signal()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter sends as well; it does not reach the page, which would write on in the scene."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.sent.emit()
                return None
        elif event.key() == Qt.Key.Key_Escape:
            self.stopped.emit()
            return None
        return super().keyPressEvent(event)


class Composer(QWidget):
    """Says what is wanted; the text stays in the field until it was taken."""

    sent = Signal(str)
    stop_wanted = Signal()
    quote_wanted = Signal()
    scenes_wanted = Signal()
    """The menu of what can be read along is about to open; fill ``scenes``."""
    scene_removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.field = _Field(2, 10)
        self.field.setAccessibleName(self.tr("Message"))
        self.field.setPlaceholderText(self.tr("Say something. Enter sends, Shift+Enter begins a new line."))
        self.send = button(self.tr("Send"), "accent")
        self.stop = button(self.tr("Stop"))
        self.stop.hide()
        self.meter = label("", "muted")
        self.quote = icon_button("quotes", self.tr("Quote the selected passage of the scene"))
        self.add = QToolButton()
        self.add.setIcon(icon("plus", "muted"))
        self.add.setText(self.tr("Read along"))
        self.add.setToolTip(self.tr("Scenes and notes the model reads along"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.scenes = QMenu(self)
        self.add.setMenu(self.scenes)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.scenes.aboutToShow.connect(self.scenes_wanted)
        self.chips: list[QToolButton] = []
        self.rest = QToolButton()
        self.rest.setToolTip(self.add.toolTip())
        self.rest.clicked.connect(self.add.showMenu)
        self._chip_box = QWidget()
        self._chip_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._chips = QHBoxLayout(self._chip_box)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(GAP_2)
        self._chips.addWidget(self.rest)
        self._chips.addStretch(1)
        self.rest.hide()
        self._lay_out()
        lead_focus(self, self.field)
        self.send.clicked.connect(self.submit)
        self.field.sent.connect(self.submit)
        self.field.stopped.connect(self.stop_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.quote.clicked.connect(self.quote_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP_2)
        head.addWidget(self.add)
        head.addWidget(self._chip_box, 1)
        head.addWidget(self.quote)
        head.addWidget(self.meter)
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        row.addWidget(self.field, 1)
        for one in (self.send, self.stop):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        column.setSpacing(GAP_2)
        column.addLayout(head)
        column.addLayout(row)

    def submit(self) -> None:
        """Offer the text; ``taken`` empties the field."""
        if self.field.text().strip() and self.send.isVisibleTo(self):
            self.sent.emit(self.field.text())

    def taken(self) -> None:
        self.field.clear()

    def set_busy(self, busy: bool) -> None:
        self.stop.setVisible(busy)
        self.send.setVisible(not busy)

    def put(self, text: str) -> None:
        """Add a quoted passage to what is being written."""
        cursor = self.field.textCursor()
        before = "" if not self.field.text() or self.field.text().endswith("\n") else "\n"
        cursor.insertText(before + text)
        self.field.setFocus()

    def show_scenes(self, scenes: list[tuple[str, str]]) -> None:
        """Chips of what is read along: ids and titles."""
        for chip in self.chips:
            self._chips.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips.clear()
        for identity, title in scenes:
            chip = QToolButton()
            words = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, scaled(110))
            chip.setText(words)
            chip.setIcon(icon("x", "muted"))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            tip = self.tr("Do not read “%1” along").replace("%1", title)
            chip.setToolTip(tip)
            chip.setAccessibleName(tip)
            chip.clicked.connect(lambda _=False, which=identity: self.scene_removed.emit(which))
            self._chips.insertWidget(len(self.chips), chip)
            self.chips.append(chip)
        self._fit()

    def _fit(self) -> None:
        """Chips that have no room are counted behind the others; the menu has them all."""
        room, shown = self._chip_box.width(), 0
        wide = [chip.sizeHint().width() + GAP_2 for chip in self.chips]
        for count in range(len(wide), -1, -1):
            left = len(wide) - count
            self.rest.setText(f"+{left}")
            if sum(wide[:count]) + (self.rest.sizeHint().width() if left else 0) <= room or not count:
                shown = count
                break
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < shown)
        self.rest.setVisible(shown < len(self.chips))
        self.rest.setAccessibleName(self.tr("%n more text(s) are read along", "", len(self.chips) - shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)  # once the row is laid out

    def show_meter(self, talk: Talk, context: int, exact: bool) -> None:
        """How full the context is, and in the tooltip of what and what was left out."""
        about = "" if exact else "≈ "
        self.meter.setText(f"{about}{talk.tokens:,} / {context:,}".replace(",", "\u202f"))
        names = {
            "persona": self.tr("persona"), "project": self.tr("read along"), "messages": self.tr("messages"),
        }  # fmt: skip
        lines = [f"{names[kind]}: {tokens}" for kind, tokens in talk.shares]
        lines += [f"{what}: {translate_sentence(why)}" for what, why in talk.left_out]
        if not exact:
            lines.append(self.tr("Guessed; it is counted once the model is loaded."))
        self.meter.setToolTip(self.tr("Tokens the model reads") + "\n" + "\n".join(lines))
        set_look(self.meter, "kind", "danger" if talk.left_out else "muted")
