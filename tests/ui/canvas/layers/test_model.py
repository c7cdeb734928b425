"""The tree of layers as Qt's views see it: least changes, drag and drop, names."""

import random
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from studio.core.layers import Layer, new_id, walk
from studio.ui.canvas.document import Document
from studio.ui.canvas.layers import edits
from studio.ui.canvas.layers.model import LayerModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(easel: Any) -> LayerModel:
    made = LayerModel(easel.document, easel.desk)
    made.tester = QAbstractItemModelTester(made, FATAL, made)  # pyright: ignore[reportAttributeAccessIssue]
    return made


def rows(model: QAbstractItemModel, parent: QModelIndex = QModelIndex()) -> list[Any]:  # noqa: B008
    """Names top first, groups with what is in them."""
    found: list[Any] = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        found.append((index.data(), rows(model, index)) if model.rowCount(index) else index.data())
    return found


def expected(layers: tuple[Layer, ...]) -> list[Any]:
    return [
        (layer.name, expected(layer.children)) if layer.children else layer.name for layer in reversed(layers)
    ]


def test_the_uppermost_layer_comes_first(easel: Any, model: LayerModel) -> None:
    easel.painted("Top", "red")
    assert rows(model) == ["Top", "Background"]
    edits.group(easel.document, [easel.by_name("Top").id])
    assert rows(model) == [("Group 1", ["Top"]), "Background"]


def test_an_attribute_changes_one_row_and_moves_nothing(easel: Any, model: LayerModel, qtbot: QtBot) -> None:
    top = easel.painted("Top", "red")
    told: list[tuple[str, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.data(), last.column())))
    for signal in (model.modelReset, model.layoutChanged, model.rowsInserted, model.rowsRemoved):
        signal.connect(lambda *_: told.append(("other", 0)))
    edits.set_opacity(easel.document, [top.id], 0.5)
    assert told == [("Top", 2)]


def test_rearranging_keeps_what_is_held(easel: Any, model: LayerModel) -> None:
    document = easel.document
    top = easel.painted("Top", "red")
    held = QPersistentModelIndex(model.index_of(top.id))
    group = edits.group(document, [top.id])
    assert held.isValid() and held.data() == "Top" and held.parent().data() == "Group 1"
    edits.move(document, [top.id], ("", 0))
    assert held.row() == 1 + 1 and not held.parent().isValid()
    edits.move(document, [top.id], (group, 0))
    edits.ungroup(document, [group])
    assert held.isValid() and held.data() == "Top" and not held.parent().isValid()
    edits.delete(document, [top.id])
    assert not held.isValid()


@pytest.mark.parametrize("seed", range(8))
def test_any_change_is_followed(easel: Any, model: LayerModel, seed: int) -> None:
    """Wholly new trees, too: layers keep their ids and come, go and move all at once."""
    dice = random.Random(seed)
    document = easel.document
    pool = [Layer(id=new_id(), name=f"L{number}") for number in range(9)]

    def grown(layers: list[Layer], depth: int) -> tuple[Layer, ...]:
        found: list[Layer] = []
        while layers and dice.random() < 0.8:
            layer = layers.pop()
            children = grown(layers, depth + 1) if depth < 3 and dice.random() < 0.5 else ()
            found.append(Layer(id=layer.id, name=layer.name, kind="group", children=children))
        return tuple(found)

    for _ in range(25):
        free = [*pool]
        dice.shuffle(free)
        easel.lay(grown(free, 0))
        assert rows(model) == expected(easel.layers)
        for layer in walk(easel.layers):
            assert model.index_of(layer.id).data() == layer.name
    while document.history.can_undo:
        document.undo()
        assert rows(model) == expected(easel.layers)


def drop(model: LayerModel, names: list[str], row: int, parent: QModelIndex) -> bool:
    found = [model.match(model.index(0, 0), 0, name, 1, Qt.MatchFlag.MatchRecursive)[0] for name in names]
    return model.dropMimeData(model.mimeData(found), Qt.DropAction.MoveAction, row, 0, parent)


def test_layers_are_dragged_between_and_into_groups(easel: Any, model: LayerModel) -> None:
    document = easel.document
    for name in "abc":
        easel.painted(name, "red")
    group = edits.add_group(document)
    assert rows(model) == ["Group 1", "c", "b", "a", "Background"]
    steps = easel.steps
    assert drop(model, ["a"], -1, model.index_of(group))
    assert drop(model, ["c"], -1, model.index_of(group))
    assert rows(model) == [("Group 1", ["c", "a"]), "b", "Background"] and easel.steps == steps + 2
    assert drop(model, ["b"], 1, model.index_of(group))
    assert rows(model) == [("Group 1", ["c", "b", "a"]), "Background"]
    assert drop(model, ["c", "a"], 2, QModelIndex())
    assert rows(model) == [("Group 1", ["b"]), "Background", "c", "a"]
    assert drop(model, ["c"], 0, QModelIndex())
    assert rows(model) == ["c", ("Group 1", ["b"]), "Background", "a"]
    assert drop(model, ["Group 1"], -1, QModelIndex()), "dropped below all rows"
    assert rows(model) == ["c", "Background", "a", ("Group 1", ["b"])]
    assert not drop(model, ["Group 1"], 0, model.index_of(group)), "not into itself"


def test_layers_of_another_document_are_not_taken(easel: Any, make_easel: Any, model: LayerModel) -> None:
    other = make_easel()
    foreign = LayerModel(other.document, other.desk)
    data = foreign.mimeData([foreign.index(0, 0)])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())


def test_renaming_in_place(easel: Any, model: LayerModel) -> None:
    index = model.index(0, 0)
    assert model.setData(index, "  Sky \n blue ") and index.data() == "Sky blue"
    model.setData(index, "   ")
    assert index.data() == "Sky blue"


def test_another_document_is_shown(easel: Any, model: LayerModel) -> None:
    other = Document.new(100, 100, "Other", easel.desk)
    model.show(other)
    assert rows(model) == ["Other"]
    edits.add_paint(easel.document)
    assert rows(model) == ["Other"]
    edits.add_paint(other)
    assert rows(model) == ["Layer 1", "Other"]
