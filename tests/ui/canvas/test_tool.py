"""What tools may work on: the active layer, unless it or a group around it is locked or hidden."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

from studio.core.layers import Layer, State
from studio.ui.canvas.document import Document
from studio.ui.canvas.shaping.movable import movable
from studio.ui.canvas.tool import Desk

Make = Callable[..., Desk]
SENTENCES = {
    "paint": (
        "The layer “Paint” is locked; unlock it to change it.",
        "The layer “Paint” is hidden; show it to change it.",
    ),
    "inner": (
        "The group “Inner” is locked; unlock it to change what is in it.",
        "The group “Inner” is hidden; show it to change what is in it.",
    ),
    "outer": (
        "The group “Outer” is locked; unlock it to change what is in it.",
        "The group “Outer” is hidden; show it to change what is in it.",
    ),
}
"""What is said when a layer or group is locked, and when it is hidden."""


@pytest.fixture
def make_desk(qapp) -> Make:
    owner = QObject()

    def make(active: str, **fields: dict[str, object]) -> Desk:
        """A layer ``paint`` in the group ``inner`` in the group ``outer``; ``fields`` by layer."""

        def layer(name: str, *children: Layer) -> Layer:
            kind = "group" if children else "paint"
            mine = fields.get(name, {})
            return Layer(id=name, name=name.title(), kind=kind, children=children, **mine)  # pyright: ignore

        tree = (layer("outer", layer("inner", layer("paint"))),)
        return Desk(Document(State(width=9, height=9, layers=tree, active=active), owner), owner)

    return make


def test_the_active_layer_is_worked_on(make_desk: Make) -> None:
    assert make_desk("paint").target() == "paint" and movable(make_desk("paint")) == "paint"
    assert movable(make_desk("inner")) == "inner"


@pytest.mark.parametrize("locked", ["paint", "inner", "outer"])
def test_a_lock_holds_for_all_that_is_inside(make_desk: Make, locked: str) -> None:
    desk = make_desk("paint", **{locked: {"locked": True}})
    said: list[str] = []
    desk.message.connect(said.append)
    assert desk.target() == "" and movable(desk) == ""
    assert said == [SENTENCES[locked][0]] * 2
    for group in ("inner", "outer"):  # a group moves with all in it, and within all around it
        desk = make_desk(group, **{locked: {"locked": True}})
        assert movable(desk) == ""


@pytest.mark.parametrize("hidden", ["paint", "inner", "outer"])
def test_what_a_hidden_group_holds_is_not_painted_on_unseen(make_desk: Make, hidden: str) -> None:
    desk = make_desk("paint", **{hidden: {"visible": False}})
    said: list[str] = []
    desk.message.connect(said.append)
    assert desk.target() == ""
    assert said == [SENTENCES[hidden][1]]


def test_groups_and_no_layer_at_all_say_what_to_do(make_desk: Make) -> None:
    for active, wanted in (("inner", "A group holds no pixels"), ("", "There is no layer")):
        desk = make_desk(active)
        said: list[str] = []
        desk.message.connect(said.append)
        assert desk.target() == "" and said[0].startswith(wanted)
