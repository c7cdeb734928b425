"""The panel as a person uses it: eye, opacity, typed prompts, keys, properties, two hundred layers."""

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QScrollArea
from pytestqt.qtbot import QtBot

from studio.core.layers import Layer, new_id, walk
from studio.jobs import offthread
from studio.ui.actions import Commands
from studio.ui.canvas.document import Document
from studio.ui.canvas.layers import LayersPanel, edits, merging
from studio.ui.canvas.layers.commands import LayerCommands
from studio.ui.canvas.layers.coverage import Coverage, covered
from studio.ui.canvas.layers.model import EYE, LOCK, NAME
from studio.ui.canvas.layers.row import LayerRow
from studio.ui.icons import icon_exists

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(easel: Any, qtbot: QtBot) -> LayersPanel:
    made = LayersPanel(
        easel.desk,
        controls=lambda: [("canny", "Canny edges")],
        adapters=lambda: [("ink", "Ink"), ("soft", "Soft")],
    )
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def click(panel: LayersPanel, name: str, column: int, *, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    layer = next(one for one in walk(panel.operations.document.state.layers) if one.name == name)
    place = panel.tree.visualRect(panel.model.index_of(layer.id, column)).center()
    QTest.mouseClick(panel.tree.viewport(), LEFT, held, place)


def test_eye_and_lock_are_clicked(easel: Any, panel: LayersPanel) -> None:
    easel.painted("Top", "red")
    steps = easel.steps
    click(panel, "Background", EYE)
    assert not easel.by_name("Background").visible and easel.by_name("Top").visible
    click(panel, "Background", LOCK)
    assert easel.by_name("Background").locked and easel.steps == steps + 2
    assert easel.document.active.name == "Top", "the signs choose nothing"
    for shown in (True, False, True):
        click(panel, "Top", EYE, held=Qt.KeyboardModifier.AltModifier)
        assert easel.by_name("Background").visible == shown


def test_choosing_a_row_makes_it_active_and_back(easel: Any, panel: LayersPanel) -> None:
    easel.painted("Top", "red")
    assert panel.tree.currentIndex().data() == "Top"
    click(panel, "Background", NAME)
    assert easel.document.active.name == "Background"
    click(panel, "Top", NAME, held=CONTROL)
    assert set(panel.operations.chosen) == {layer.id for layer in easel.layers}
    edits.set_opacity(easel.document, panel.operations.chosen, 0.5)
    assert len(panel.operations.chosen) == 2, "an edit leaves what is chosen"
    easel.document.activate(easel.by_name("Background").id)
    QTest.keyClick(panel.tree, Qt.Key.Key_PageUp)
    assert easel.document.active.name == "Top"


def test_dragging_the_opacity_is_one_step_and_the_next_drag_another(easel: Any, panel: LayersPanel) -> None:
    slider = panel.header.opacity
    for value in (60, 30):
        steps = easel.steps
        slider.setSliderDown(True)
        for percent in range(90, value - 1, -10):
            slider.setValue(percent)
        slider.setSliderDown(False)
        assert easel.document.active.opacity == value / 100 and easel.steps == steps + 1
    easel.document.undo()
    assert easel.document.active.opacity == 0.6 and slider.value() == 60
    assert panel.header.percent.value() == 60


def test_blend_mode_and_locks_of_the_header(easel: Any, panel: LayersPanel) -> None:
    header = panel.header
    header.blend.setCurrentIndex(header.blend.findData("multiply"))
    header.blend.activated.emit(header.blend.currentIndex())
    header.alpha_lock.click()
    header.lock.click()
    layer = easel.document.active
    assert (layer.blend, layer.alpha_locked, layer.locked) == ("multiply", True, True)
    easel.document.undo()
    assert not header.lock.isChecked() and header.alpha_lock.isChecked()


def test_the_list_of_blend_modes_cuts_no_name(easel: Any, panel: LayersPanel, qtbot: QtBot) -> None:
    blend = panel.header.blend
    blend.setFixedWidth(70)
    blend.showPopup()
    view = blend.view()
    qtbot.waitUntil(view.isVisible)
    for row in range(blend.count()):
        text = view.visualRect(blend.model().index(row, 0)).width() - 12  # the padding of a row
        assert view.fontMetrics().horizontalAdvance(blend.itemText(row)) <= text
    blend.hidePopup()


def test_a_typed_prompt_is_one_step(easel: Any, panel: LayersPanel) -> None:
    edits.add_region(easel.document)
    mask = panel.properties.masks
    assert panel.properties.isVisible() and mask.prompt.isVisible()
    steps = easel.steps
    QTest.keyClicks(mask.prompt, "a red boat")
    assert easel.document.active.region.prompt == "a red boat" and easel.steps == steps + 1
    QTest.keyClicks(mask.negative, "fog")
    assert easel.steps == steps + 2
    QApplication.sendEvent(mask.prompt, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    QTest.keyClicks(mask.prompt, "!")
    assert easel.steps == steps + 3, "coming back begins a new step"
    easel.document.undo()
    assert mask.prompt.toPlainText() == "a red boat"


def test_region_weight_and_adapters(easel: Any, panel: LayersPanel) -> None:
    edits.add_region(easel.document)
    mask, steps = panel.properties.masks, easel.steps
    mask.weight.slider.setSliderDown(True)
    for place in (22, 26, 30):
        mask.weight.slider.setValue(place)
    mask.weight.slider.setSliderDown(False)
    assert easel.document.active.region.weight == 1.5 and easel.steps == steps + 1
    menu = mask.adapters.add.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["Ink", "Soft"]
    menu.actions()[1].trigger()
    (adapter,) = easel.document.active.region.adapters
    assert (adapter.model, adapter.weight) == ("soft", 1.0)
    mask.adapters._row(0).spin.setValue(0.5)
    assert easel.document.active.region.adapters[0].weight == 0.5
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["Ink"]
    mask.adapters._row(0).removed.emit("soft")
    assert easel.document.active.region.adapters == ()


def test_coverage_of_the_frame_is_measured(easel: Any, panel: LayersPanel, qtbot: QtBot) -> None:
    region = edits.add_region(easel.document)
    covers = panel.properties.masks.covers
    qtbot.waitUntil(lambda: "nothing" in covers.text())
    easel.fill(region, "white", QRect(0, 0, 150, 200))
    qtbot.waitUntil(lambda: covers.text() == "Covers 50 % of the frame")
    easel.document.set_frame(QRect(0, 0, 150, 200))
    qtbot.waitUntil(lambda: covers.text() == "Covers 100 % of the frame")


@pytest.mark.parametrize("add", [edits.add_region, edits.add_mask, edits.add_control])
def test_in_a_narrow_panel_nothing_of_the_properties_is_cut(
    easel: Any, panel: LayersPanel, qtbot: QtBot, add: Callable[[Document], str]
) -> None:
    panel.resize(215, 500)
    add(easel.document)
    covers = panel.properties.masks.covers
    if panel.properties.masks.isVisible() and covers.isVisible():
        qtbot.waitUntil(lambda: covers.text().startswith("Covers"))
    QApplication.processEvents()
    part = panel.properties.findChild(QScrollArea)
    assert part is not None and part.widget().width() <= part.viewport().width()


def test_a_coverage_that_arrives_late_is_dropped(
    easel: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Callable[[float], object]] = []

    def run(work: Callable[..., object], *_: object, done: Callable[[float], object]) -> None:
        if work is covered:  # a step of undo is packed as well
            answers.append(done)

    monkeypatch.setattr(offthread, "run", run)
    coverage = Coverage()
    coverage.show_document(easel.document)
    coverage.watch(edits.add_region(easel.document))
    qtbot.waitUntil(lambda: bool(answers))
    shiboken6.delete(coverage)
    answers[0](0.5)  # as the worker's answer does when the window is closed meanwhile


def test_use_and_tint_of_a_mask(easel: Any, panel: LayersPanel) -> None:
    edits.add_mask(easel.document)
    mask = panel.properties.masks
    assert not mask.prompt.isVisible()
    mask.use.activated.emit(mask.use.findData("region"))
    assert easel.document.active.mask_use == "region" and mask.prompt.isVisible()
    mask.tint.chosen.emit("#123456")
    assert easel.document.active.tint == "#123456"
    edits.add_paint(easel.document)
    assert not panel.properties.isVisible()


def test_a_control_layer_has_a_model_and_a_span(easel: Any, panel: LayersPanel) -> None:
    edits.add_control(easel.document)
    control = panel.properties.control
    control.model.activated.emit(control.model.findData("canny"))
    control.begin.spin.setValue(0.8)
    control.end.spin.setValue(0.5)
    use = easel.document.active.control
    assert (use.model, use.begin, use.end) == ("canny", 0.45, 0.5)
    edits.set_fields(easel.document, "x", [easel.document.state.active], control=type(use)(model="gone"))
    assert control.model.currentText() == "gone (missing)"


def test_keys_of_the_list(easel: Any, panel: LayersPanel, qtbot: QtBot) -> None:
    easel.painted("Top", QColor(255, 0, 0, 100))
    tree = panel.tree
    QTest.keyClick(tree, Qt.Key.Key_J, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert easel.names == ["Background", "Top", "Top copy"]
    QTest.keyClick(tree, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: easel.names == ["Background", "Top"])
    QTest.keyClick(tree, Qt.Key.Key_G, CONTROL)
    assert easel.names == ["Background", "Group 1", "Top"]
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert not easel.by_name("Group 1").visible
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert easel.names == ["Background"]
    QTest.keyClick(tree, Qt.Key.Key_F2)
    editor = QApplication.focusWidget() or tree
    assert editor is not None and tree.state() == tree.State.EditingState


def test_return_ends_a_name_and_does_not_begin_another(easel: Any, panel: LayersPanel) -> None:
    tree = panel.tree
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Return):
        QTest.keyClick(tree, key)
        editor = tree.viewport().findChild(QLineEdit)
        assert editor is not None
        editor.setText(f"Name {key.name}")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert easel.names == [f"Name {key.name}"] and tree.state() != tree.State.EditingState
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_arrow_of_a_group_is_clicked(easel: Any, panel: LayersPanel) -> None:
    top = easel.painted("Top", "red")
    group = edits.group(easel.document, [top.id])
    rect = panel.tree.visualRect(panel.model.index_of(group))
    for folded in (True, False):
        QTest.mouseClick(panel.tree.viewport(), LEFT, pos=QPoint(rect.left() - 7, rect.center().y()))
        assert easel.document.layer(group).folded == folded


def test_folding_follows_the_document_and_is_no_step(easel: Any, panel: LayersPanel) -> None:
    top = easel.painted("Top", "red")
    group = edits.group(easel.document, [top.id])
    index = panel.model.index_of(group)
    assert panel.tree.isExpanded(index)
    steps = easel.steps
    panel.tree.collapse(index)
    assert easel.document.layer(group).folded and easel.steps == steps
    edits.set_opacity(easel.document, [group], 0.4)
    easel.painted("More", "blue")
    assert not panel.tree.isExpanded(panel.model.index_of(group))


def test_thumbnails_show_the_pixels_and_are_made_again(easel: Any, panel: LayersPanel, qtbot: QtBot) -> None:
    top = easel.painted("Top", "red")

    def colour() -> QColor:
        image = panel.thumbnails.image(easel.document.layer(top.id))
        return image.pixelColor(image.rect().center()) if image else QColor()

    qtbot.waitUntil(lambda: colour() == QColor("red"))
    made: list[int] = []
    panel.thumbnails.changed.connect(lambda: made.append(1))
    panel.tree.viewport().repaint()
    assert made == [], "painting makes nothing anew"
    easel.fill(top.id, "blue")
    qtbot.waitUntil(lambda: colour() == QColor("blue"))
    assert isinstance(panel.tree.itemDelegate(), LayerRow)


def test_another_document_and_none_at_all(easel: Any, panel: LayersPanel) -> None:
    other = Document.new(64, 64, "Other", easel.desk)
    edits.delete(other, [other.state.active])
    easel.desk.set_document(other)
    assert panel.model.rowCount() == 0 and not panel.buttons["layer_delete"].isEnabled()
    panel.grab()
    panel.operations.run("layer_paint")
    assert other.active and panel.tree.currentIndex().data() == "Layer 1"
    edits.add_mask(other)
    assert panel.properties.isVisible()


def test_moving_the_frame_leaves_the_panel_alone(easel: Any, panel: LayersPanel) -> None:
    told: list[int] = []
    panel.document_told.connect(lambda: told.append(1))
    easel.document.set_frame(QRect(5, 5, 64, 64))
    assert told == []
    edits.set_visible(easel.document, [easel.layers[0].id], False)
    assert told


def test_a_long_merge_shows_its_progress_and_can_be_cancelled(easel: Any, panel: LayersPanel) -> None:
    background = panel.operations.background
    upper = easel.painted("Upper", "red")
    assert not panel.progress.isVisible()
    background.start(merging.merge_down(easel.document.state, upper.id))
    background.progressed.emit("Merge down", 0.4)
    assert panel.progress.isVisible() and panel.cancel.isVisible()
    panel.cancel.click()
    background.progressed.emit("", 0.0)
    assert not panel.progress.isVisible() and easel.names == ["Background", "Upper"]


def test_refusals_are_said(easel: Any, panel: LayersPanel) -> None:
    panel.header.lock.click()
    panel.buttons["layer_delete"].click()
    assert "locked" in easel.messages[-1] and easel.names == ["Background"]


def test_menus_offer_what_is_possible(easel: Any, panel: LayersPanel, qtbot: QtBot) -> None:
    panel.tree.menu_wanted.emit(panel.tree.mapToGlobal(QPoint(5, 5)))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    enabled = {action.text().split("\t")[0]: action.isEnabled() for action in menu.actions()}
    assert enabled["Duplicate layer"] and not enabled["Merge down"] and not enabled["Ungroup"]
    menu.close()


def test_every_operation_is_a_command(easel: Any, panel: LayersPanel, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(window)
    LayerCommands(commands, panel)
    commands.run("layer_region")
    assert easel.document.active.mask_use == "region"
    assert commands.action("layer_merge").isEnabled()
    commands.run("layer_delete")
    assert not commands.action("layer_merge").isEnabled()
    assert {command.id for command, _ in commands.all()} == set(panel.operations.all)
    assert all(icon_exists(command.icon) for command, _ in commands.all())


def test_two_hundred_layers_are_drawn_only_as_far_as_seen(
    easel: Any, panel: LayersPanel, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: set[str] = set()
    image: Callable[[Layer], object] = panel.thumbnails.image

    def counted(layer: Layer) -> object:
        asked.add(layer.id)
        return image(layer)

    monkeypatch.setattr(panel.thumbnails, "image", counted)
    many = tuple(Layer(id=new_id(), name=f"Layer {number}") for number in range(200))
    resets: list[int] = []
    panel.model.modelReset.connect(lambda: resets.append(1))
    easel.lay(many, many[100].id)
    panel.grab()
    assert panel.model.rowCount() == 200 and not resets
    assert 0 < len(asked) < 60
    asked.clear()
    changed: list[int] = []
    panel.model.dataChanged.connect(lambda first, last: changed.append(first.row()))
    edits.set_visible(easel.document, [many[5].id], False)
    assert changed == [194]
