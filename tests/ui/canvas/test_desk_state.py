"""Options of tools survive a restart; nonsense in the file changes nothing."""

import json

import shiboken6
from pytestqt.qtbot import QtBot

from studio.ui.canvas.desk_state import options_of, restore_options, restore_symmetry, symmetry_of
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk, Symmetry
from studio.ui.canvas.tools import brush, gradient

SPECS = [brush.SPEC, gradient.SPEC]


def a_desk() -> Desk:
    desk = Desk(Document.new(8, 8, "Paint"))
    desk.document.setParent(desk)
    return desk


def test_options_come_back(qtbot: QtBot) -> None:
    first, second = a_desk(), a_desk()
    first.set_option("brush", "size", 123.0)
    first.set_option("gradient", "shape", "radial")
    restore_options(second, SPECS, json.loads(json.dumps(options_of(first))))
    assert second.option(brush.SPEC, "size") == 123.0 and second.option(gradient.SPEC, "shape") == "radial"
    for desk in (first, second):
        shiboken6.delete(desk)


def test_values_that_do_not_fit_are_left_out(qtbot: QtBot) -> None:
    desk = a_desk()
    restore_options(
        desk,
        SPECS,
        {
            "brush": {"size": 1e9, "hardness": "soft", "spacing": True, "gone": 3},
            "gradient": {"shape": "spiral"},
            "lost tool": {"size": 3},
            "eraser": 7,
        },
    )
    assert desk.options == {}
    shiboken6.delete(desk)


def test_symmetry_comes_back_and_nonsense_is_none(qtbot: QtBot) -> None:
    first, second = a_desk(), a_desk()
    first.symmetry = Symmetry(across=True, wrap=True, turns=5)
    restore_symmetry(second, json.loads(json.dumps(symmetry_of(first))))
    assert second.symmetry == first.symmetry
    for told in ({}, {"turns": 10**9, "across": "yes", "down": 3}, {"turns": True}, {"turns": None}):
        restore_symmetry(second, told)
        assert second.symmetry == Symmetry()
    for desk in (first, second):
        shiboken6.delete(desk)
