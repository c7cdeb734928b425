"""Options of tools survive a restart; nonsense in the file changes nothing."""

import json

import shiboken6
from pytestqt.qtbot import QtBot

from studio.ui.canvas.desk_state import options_of, restore_options
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk
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
