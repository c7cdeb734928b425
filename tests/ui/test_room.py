"""Columns of the window give each other room: narrow windows, large text, small screens."""

import pytest

from studio.ui.theme import scaled


def test_a_narrow_window_gives_the_canvas_the_room_of_the_history(qtbot, window) -> None:
    window.resize(1440, 900)
    gallery = window.parts.gallery
    window.columns.setSizes([304, 832, 304])
    assert not gallery.isHidden()
    window.resize(1024, 720)
    qtbot.waitUntil(lambda: window.parts.canvas.width() >= scaled(490))
    assert not gallery.isHidden() and gallery.width() >= scaled(200)


def test_a_wide_window_gives_the_history_its_width_back(qtbot, window) -> None:
    window.resize(1440, 800)
    window.columns.setSizes([304, 832, 304])
    window.columns.splitterMoved.emit(0, 2)
    wide = window.columns.sizes()[2]
    window.resize(1024, 720)
    qtbot.waitUntil(lambda: window.columns.sizes()[2] < wide)
    window.columns.save(window.parts.state)
    assert window.parts.state.numbers("columns")[2] == wide
    window.resize(1440, 800)
    qtbot.waitUntil(lambda: window.columns.sizes()[2] == wide)


def test_without_room_the_history_is_hidden_until_asked_for(qtbot, window) -> None:
    gallery = window.parts.gallery
    window.resize(780, 720)
    assert gallery.isHidden()
    window.commands.run("gallery")
    assert not gallery.isHidden()
    window.resize(790, 720)
    assert not gallery.isHidden(), "it was asked for"
    window.commands.run("gallery")
    assert gallery.isHidden()
    window.resize(1440, 900)
    assert gallery.isHidden(), "it was put away"
    window.commands.run("gallery")
    assert not gallery.isHidden()


def test_hidden_for_want_of_room_is_not_remembered_as_put_away(make_window) -> None:
    window = make_window()
    window.resize(780, 720)
    assert window.parts.gallery.isHidden()
    window.save_state()
    assert not window.parts.state.flag("gallery_hidden")
    assert min(window.parts.state.numbers("columns")) > 0


def test_large_text_hides_the_history_in_a_small_window(qtbot, window) -> None:
    window.resize(1024, 720)
    assert not window.parts.gallery.isHidden()
    window.change_settings(window.settings.replace("appearance", text_size=18))
    qtbot.waitUntil(window.parts.gallery.isHidden)


@pytest.mark.parametrize("name", ["settings", "help", "about", "shortcuts"])
def test_dialogs_fit_the_screen(qtbot, window, name: str) -> None:
    window.change_settings(window.settings.replace("appearance", text_size=18))
    qtbot.wait(10)
    window.commands.run(name)
    room = window.screen().availableGeometry()
    dialog = window._dialogs[name]
    assert dialog.width() <= room.width() and dialog.height() <= room.height()
    dialog.close()
