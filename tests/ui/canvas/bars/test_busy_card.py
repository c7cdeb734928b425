"""What takes long is said, what is quick is not."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.ui.canvas.bars.busy_card import BusyCard


def test_it_appears_after_a_moment_and_goes(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(600, 400)
    room.show()
    card = BusyCard(room)
    card.say("Opening …")
    assert card.isHidden()
    qtbot.waitUntil(card.isVisible)
    assert card.text.text() == "Opening …" and room.rect().contains(card.geometry())
    card.say("")
    assert card.isHidden()


def test_what_ends_at_once_is_never_shown(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    card = BusyCard(room)
    card.say("Opening …")
    card.say("")
    assert not card._soon.isActive() and card.isHidden()
