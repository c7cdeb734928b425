"""One message of a chat: who, what, which alternative, and what can be done with it."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.core.writing.conversation import WRITING, Message
from studio.core.writing.persona import Persona
from studio.core.writing.thinking import parted
from studio.ui.icons import icon
from studio.ui.prompt_edit import PromptEdit
from studio.ui.widgets import button, icon_button, label
from studio.ui.writing.chat.avatar import Avatar
from studio.ui.writing.chat.message_body import MessageBody


class MessageCard(QWidget):
    """``asked``: retry, continue, copy, insert, trash, edit, edit_send, edit_continue or step."""

    asked = Signal(str, str, object)
    """What, the message's id, and a text or number."""

    def __init__(self) -> None:
        super().__init__()
        self.message: Message | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.avatar = Avatar()
        self.name = label("", "strong")
        self.note = label("", "muted")
        self.back = icon_button("caret-left", self.tr("Alternative before"), head=True)
        self.place = label("", "muted")
        self.forth = icon_button("caret-right", self.tr("Alternative after"), head=True)
        self.thought_toggle = QToolButton()
        self.thought_toggle.setCheckable(True)
        self.thought_toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.thought = MessageBody(muted=True)
        self.body = MessageBody()
        self.edit: PromptEdit | None = None
        self._make_actions()
        self._lay_out()
        self.back.clicked.connect(lambda: self._ask("step", -1))
        self.forth.clicked.connect(lambda: self._ask("step", 1))
        self.thought_toggle.toggled.connect(self._fold)

    def _make_actions(self) -> None:
        self.actions_box = QWidget()
        room = self.actions_box.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing moves when the mouse comes
        self.actions_box.setSizePolicy(room)
        row = QHBoxLayout(self.actions_box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: dict[str, QToolButton] = {}
        for identity, symbol, tip in (
            ("retry", "arrow-counter-clockwise", self.tr("Answer again, as another branch")),
            ("continue", "arrow-line-right", self.tr("Continue this answer")),
            ("edit", "pencil-simple", self.tr("Edit, as another branch")),
            ("copy", "copy", self.tr("Copy")),
            ("insert", "arrow-elbow-down-left", self.tr("Insert into the scene at the caret")),
            ("trash", "trash", self.tr("Move to the trash, with what follows")),
        ):
            made = icon_button(symbol, tip, head=True)
            made.clicked.connect(lambda _=False, what=identity: self._pressed(what))
            row.addWidget(made)
            self.buttons[identity] = made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        for widget in (self.name, self.note):
            head.addWidget(widget)
        head.addStretch(1)
        for widget in (self.actions_box, self.back, self.place, self.forth):
            head.addWidget(widget)
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        self.column.addLayout(head)
        self.column.addWidget(self.thought_toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.thought)
        self.column.addWidget(self.body)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 8)
        whole.setSpacing(10)
        whole.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self.column, 1)

    # Showing

    def show_message(
        self,
        message: Message,
        name: str,
        place: tuple[int, int],
        persona: Persona | None,
        picture: Path | None,
    ) -> None:
        """``persona`` is None for the writer's own messages."""
        self.message = message
        self.setAccessibleName(f"{name}: {message.text[:200]}")
        self.name.setText(name)
        self.avatar.show_persona(persona, picture) if persona else self.avatar.show_writer(name)
        several = place[1] > 1
        for widget in (self.back, self.place, self.forth):
            widget.setVisible(several)
        self.place.setText(f"{place[0]} / {place[1]}")
        self.back.setEnabled(place[0] > 1)
        self.forth.setEnabled(place[0] < place[1])
        self.show_text(message)

    def show_text(self, message: Message) -> None:
        """Its text as it is now, also while it streams."""
        self.message = message
        streams = message.reason == WRITING
        told = (
            parted(message.text) if message.role == "assistant" else parted("")._replace(answer=message.text)
        )
        self.thought_toggle.setVisible(bool(told.thought) or told.open)
        self.thought_toggle.setText(
            self.tr("Thinking…") if told.open and streams else self.tr("What it thought")
        )
        self.thought.show_text(told.thought, streams=streams)
        self._fold(self.thought_toggle.isChecked())
        text = told.answer
        if not text and not streams and not told.thought:
            text = self.tr("*Nothing was written.*")
        self.body.setVisible(self.edit is None)
        self.body.show_text(text, streams=streams)
        self.note.setText(self._note(message))
        self.show_actions()

    def _note(self, message: Message) -> str:
        return {
            WRITING: self.tr("writing…"),
            "cancelled": self.tr("stopped"),
            "length": self.tr("not at its end"),
            "failed": self.tr("broken off"),
        }.get(message.reason, "")

    def _fold(self, unfolded: bool) -> None:
        symbol = "caret-down" if unfolded else "caret-right"
        self.thought_toggle.setIcon(icon(symbol, "muted"))
        self.thought.setVisible(unfolded and not self.thought_toggle.isHidden())

    def show_actions(self) -> None:
        message = self.message
        writing = message is None or message.reason == WRITING
        answer = message is not None and message.role == "assistant"
        here = self.underMouse() or self.hasFocus() or self.isAncestorOf(self.window().focusWidget() or self)
        self.buttons["continue"].setVisible(answer)
        self.buttons["insert"].setVisible(answer)
        self.actions_box.setVisible(bool(here) and not writing and self.edit is None)

    # Being asked

    def _ask(self, what: str, value: object = None) -> None:
        if self.message:
            self.asked.emit(what, self.message.id, value)

    def _pressed(self, what: str) -> None:
        if what == "edit":
            self.begin_edit()
        else:
            self._ask(what, self.body.chosen() if what in ("copy", "insert") else None)

    def typed(self) -> str | None:
        """What was typed into the field of an edit and is not in the message; None for nothing."""
        text = self.edit.text() if self.edit and self.message else None
        return text if self.message and text != self.message.text else None

    def begin_edit(self, typed: str | None = None) -> None:
        """Turn the text into a field; with ``typed`` one that goes on where it was left."""
        if self.message is None or self.edit is not None:
            return
        self.edit = PromptEdit(2, 16)
        self.edit.setAccessibleName(self.tr("Text of the message"))
        self.edit.setPlainText(self.message.text if typed is None else typed)
        answer = self.message.role == "assistant"
        main = button(self.tr("Save and continue") if answer else self.tr("Save and ask"), "accent")
        main.clicked.connect(lambda: self._end_edit("edit_continue" if answer else "edit_send"))
        only = button(self.tr("Save"), "")
        only.clicked.connect(lambda: self._end_edit("edit"))
        away = button(self.tr("Cancel"), "quiet")
        away.clicked.connect(lambda: self.cancel_edit())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(), 1)
        for one in (away, only, main):
            row.addWidget(one)
        self._edit_row = QWidget()
        self._edit_row.setLayout(row)
        self.column.addWidget(self.edit)
        self.column.addWidget(self._edit_row)
        self.body.hide()
        self.actions_box.hide()
        if typed is None:
            self.edit.setFocus()

    def _end_edit(self, what: str) -> None:
        text = self.edit.text() if self.edit else ""
        if text.strip():
            self.cancel_edit()
            self._ask(what, text)

    def cancel_edit(self, *, focus: bool = True) -> None:
        """Back to the text as it was."""
        if self.edit is None:
            return
        for widget in (self.edit, self._edit_row):
            self.column.removeWidget(widget)
            widget.deleteLater()
        self.edit = None
        self.body.show()
        if focus:
            self.setFocus()

    def menu(self) -> QMenu:
        """The same actions for the right mouse button and the menu key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for identity, one in self.buttons.items():
            if one.isVisibleTo(self.actions_box):
                menu.addAction(one.icon(), one.accessibleName(), lambda what=identity: self._pressed(what))
        return menu

    # Attention

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.show_actions()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.show_actions()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.show_actions()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_actions()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.edit is not None:
            self.cancel_edit()
        elif event.key() == Qt.Key.Key_F2 and self.edit is None:
            self.begin_edit()
        elif event.key() == Qt.Key.Key_Left and self.hasFocus():
            self._ask("step", -1)
        elif event.key() == Qt.Key.Key_Right and self.hasFocus():
            self._ask("step", 1)
        elif event.key() == Qt.Key.Key_Menu:
            self.menu().popup(self.mapToGlobal(self.body.pos()))
        else:
            super().keyPressEvent(event)
