"""Text: typed over the canvas, painted as a layer, dropped with Esc."""

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QTextEdit, QWidget

from studio.core.layers import Layer
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.text import Text
from studio.ui.zoom.lens import Lens


@pytest.fixture
def canvas(qtbot) -> QWidget:
    widget = QWidget()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show()
    return widget


@pytest.fixture
def text(studio, canvas: QWidget) -> Text:
    studio.desk.set_ink(QColor(200, 0, 0))
    return Text(studio.desk, canvas)


def editor_on(canvas: QWidget) -> QTextEdit | None:
    return next((child for child in canvas.findChildren(QTextEdit) if not child.isHidden()), None)


def inked(studio) -> QRect:
    """Bounds of what is painted on the active layer."""
    width = studio.document.area.width()
    places = [at for at, alpha in enumerate(studio.alphas(studio.document.area)) if alpha]
    if not places:
        return QRect()
    columns, rows = [at % width for at in places], [at // width for at in places]
    return QRect(min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)


def test_ctrl_return_paints_what_was_typed_on_a_layer_named_by_it(qtbot, studio, canvas, text: Text) -> None:
    studio.drag(text, (50, 60))
    editor = editor_on(canvas)
    assert editor
    qtbot.keyClicks(editor, "Hello you")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    names = [layer.name for layer in studio.document.state.layers]
    assert names == ["Paint", "Hello you"] and studio.document.active.name == "Hello you"
    area = inked(studio)
    assert area.left() >= 48 and area.top() >= 60 and area.height() > 25
    assert not text.busy and editor_on(canvas) is None
    assert len(studio.document.history.steps) == 1
    studio.document.undo()
    assert not studio.document.planes and len(studio.document.state.layers) == 1


def test_escape_drops_it(qtbot, studio, canvas, text: Text) -> None:
    studio.drag(text, (50, 60))
    editor = editor_on(canvas)
    assert editor
    qtbot.keyClicks(editor, "No")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert not text.busy and not studio.document.history.can_undo and editor_on(canvas) is None


def test_lines_sizes_and_weights_count(studio, text: Text) -> None:
    def height(written: str, **options: object) -> QRect:
        studio.set(text, **options)
        studio.drag(text, (20, 20))
        text.write(written)
        text.commit()
        area = inked(studio)
        studio.document.undo()
        return area

    small = height("Ink", size=20.0)
    large = height("Ink", size=60.0)
    assert large.height() > 2 * small.height()
    assert height("Ink\nInk", size=20.0).height() > small.height() + 15


@pytest.mark.parametrize(("align", "side"), [("start", "left"), ("centre", "middle"), ("end", "right")])
def test_the_place_clicked_on_stays(studio, text: Text, align: str, side: str) -> None:
    studio.set(text, align=align, size=30.0)
    studio.drag(text, (200, 100))
    text.write("mmm\nm")
    text.commit()
    area = inked(studio)
    at = {"left": area.left(), "middle": area.center().x(), "right": area.right()}[side]
    assert abs(at - 200) <= 8


@pytest.mark.parametrize("written", ["水墨 画", "שלום", "مرحبا", "e\u0301", "🎨", "a\tb"])
def test_any_script_can_be_committed(studio, text: Text, written: str) -> None:
    studio.drag(text, (50, 60))
    text.write(written)
    text.commit()
    assert studio.document.active.name == " ".join(written.split())
    assert studio.document.editing is None


@pytest.mark.parametrize(("align", "side"), [("start", "right"), ("end", "left")])
def test_where_text_runs_to_the_left_its_start_is_at_the_right(
    studio, text: Text, align: str, side: str
) -> None:
    studio.set(text, align=align)
    studio.drag(text, (200, 60))
    text.write("שלום עולם")
    text.commit()
    area = inked(studio)
    assert area.width() > 60
    assert (area.right() if side == "right" else area.left()) == pytest.approx(200, abs=12)


def test_lines_of_several_scripts_are_all_painted(studio, text: Text) -> None:
    studio.set(text, size=24.0)
    studio.drag(text, (150, 20))
    text.write("Latin\n漢字 かな\nالعربية\nहिन्दी")
    text.commit()
    area = inked(studio)
    rows = {y for y in range(area.top(), area.bottom() + 1) if any(studio.alphas(QRect(0, y, 400, 1)))}
    assert len(rows) > 55 and area.height() > 90


def test_blank_text_is_no_step(studio, text: Text) -> None:
    studio.drag(text, (50, 60))
    text.write("  \n ")
    text.commit()
    assert not studio.document.history.can_undo


def test_another_tool_keeps_what_was_typed_and_another_document_does_not_get_it(studio, text: Text) -> None:
    studio.drag(text, (50, 60))
    text.write("Kept")
    text.deactivate()
    assert studio.document.active.name == "Kept"
    studio.drag(text, (50, 60))
    text.write("Lost")
    other = Document.new(100, 100, "Other")
    studio.desk.set_document(other)
    text.deactivate()
    assert [layer.name for layer in other.state.layers] == ["Other"]


def test_it_lands_above_the_active_layer_in_its_group(studio, text: Text) -> None:
    document = studio.document
    inner = Layer(id="inner", name="Inner")
    group = Layer(id="group", name="Group", kind="group", children=(inner, Layer(id="top", name="Top")))
    with document.edit("Group") as edit:
        edit.set_layers((*document.state.layers, group), active="inner")
    studio.drag(text, (50, 60))
    text.write("Hi")
    text.commit()
    held = document.layer("group")
    assert held and [layer.name for layer in held.children] == ["Inner", "Hi", "Top"]


def test_the_editor_follows_the_view(qtbot, studio, canvas, text: Text) -> None:
    studio.drag(text, (50, 60))
    text.write("Hello")
    editor = editor_on(canvas)
    assert editor
    width = editor.width()
    screen = QImage(400, 300, QImage.Format.Format_RGB32)
    with QPainter(screen) as painter:
        text.draw(painter, Lens(zoom=2, x=100, y=75, width=400, height=300))
    qtbot.waitUntil(lambda: editor.width() > 1.7 * width)
    assert editor.pos().x() == 100 and editor.pos().y() == 120
    text.cancel()


def test_the_frame_around_the_text_grows_with_it(studio, canvas, text: Text) -> None:
    studio.drag(text, (50, 60))
    told = []
    text.overlay_changed.connect(told.append)
    text.write("Hello")
    assert told
    text.cancel()


def test_letters_choose_no_tools_while_typing(studio, canvas, text: Text) -> None:
    from PySide6.QtGui import QKeyEvent

    studio.drag(text, (50, 60))
    editor = editor_on(canvas)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, "b")
    event.ignore()
    text.eventFilter(editor, event)
    assert event.isAccepted()
    text.cancel()


def test_outside_of_the_document_nothing_opens(studio, text: Text) -> None:
    for place in ((-5.0, 5.0), (1e6, 0.0), (float("nan"), 1.0)):
        text.press(Pointer(QPointF(*place)))
        assert not text.busy
