"""Every tool in ``studio/ui/canvas/tools``: a true SPEC, no document left damaged or half edited."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import msgspec
import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter

from studio.core.discovery import discover
from studio.core.specs import Param
from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.icons import icon_exists
from studio.ui.zoom.lens import Lens

pytestmark = pytest.mark.usefixtures("qapp")
TOOLS = discover("studio.ui.canvas.tools")
tools = pytest.mark.parametrize("module", TOOLS.values(), ids=list(TOOLS))
PLACES = {
    "inside": [(10.0, 10.0), (30.0, 22.0), (44.5, 51.25)],
    "on the spot": [(20.0, 20.0)],
    "over the edge": [(-40.0, 5.0), (400.0, 60.0)],
    "far out": [(-1.0e6, -1.0e6), (1.0e6, 1.0e6), (1.0e6, -1.0e6)],
    "nowhere": [(float("nan"), 5.0), (float("inf"), float("nan"))],
}
MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def with_layer(document: Document, **fields: object) -> Document:
    layer = document.active
    assert layer
    state = document.state
    document.state = msgspec.structs.replace(state, layers=(msgspec.structs.replace(layer, **fields),))
    return document


def no_layer() -> Document:
    document = Document.new(64, 64, "Paint")
    document.state = msgspec.structs.replace(document.state, layers=(), active="")
    return document


def nothing_selected() -> Document:
    document = Document.new(64, 64, "Paint")
    document.state = msgspec.structs.replace(document.state, selected=True)
    return document


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "plain": lambda: Document.new(64, 64, "Paint"),
    "pixel": lambda: Document.new(1, 1, "Paint"),
    "huge": lambda: Document.new(16_384, 16_384, "Paint"),
    "locked": lambda: with_layer(Document.new(64, 64, "Paint"), locked=True),
    "hidden": lambda: with_layer(Document.new(64, 64, "Paint"), visible=False),
    "alpha locked": lambda: with_layer(Document.new(64, 64, "Paint"), alpha_locked=True),
    "mask": lambda: with_layer(Document.new(64, 64, "Mask"), kind="mask"),
    "group": lambda: with_layer(Document.new(64, 64, "Group"), kind="group"),
    "no layer": no_layer,
    "nothing selected": nothing_selected,
}
documents = pytest.mark.parametrize("kind", list(DOCUMENTS))


_desks: list[Desk] = []


@pytest.fixture(autouse=True)
def workers_end() -> Iterator[None]:
    yield
    while _desks:
        shiboken6.delete(_desks.pop())  # with its tool, and not whenever garbage is collected
    assert offthread.finish(30)


def pixels(document: Document) -> object:
    tiles = {
        (identity, key): bytes(tile.image().constBits())
        for identity, plane in document.planes.items()
        for key, tile in plane.tiles.items()
    }
    return msgspec.structs.replace(document.state, active="", frame=(0, 0, 1, 1)), tiles


def pointer(
    place: tuple[float, float],
    pressure: float = 1.0,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> Pointer:
    return Pointer(QPointF(*place), pressure=pressure, modifiers=modifiers)


def drag(tool: Tool, places: list[tuple[float, float]], **how: object) -> None:
    tool.hover(pointer(places[0], **how))
    tool.press(pointer(places[0], **how))
    for place in places[1:]:
        tool.move(pointer(place, **how))
    tool.release(pointer(places[-1], **how))


def made(module: ModuleType, document: Document) -> tuple[Tool, Desk]:
    desk = Desk(document)
    _desks.append(desk)
    tool = module.TOOL(desk)
    tool.setParent(desk)
    tool.activate()
    return tool, desk


def finish(tool: Tool, document: Document) -> None:
    """Whatever is still open, as handles of a frame being dragged are, ends with the tool."""
    tool.deactivate()
    assert document.editing is None and not tool.busy


def undo_all(document: Document) -> None:
    while document.history.can_undo:
        document.undo()


@tools
def test_the_spec_is_true_to_itself(module: ModuleType) -> None:
    spec = module.SPEC
    assert isinstance(spec, ToolSpec) and spec.id == module.__name__.rpartition(".")[2]
    assert spec.label and spec.help and icon_exists(spec.icon)
    assert issubclass(module.TOOL, Tool)
    assert len({param.id for param in spec.params}) == len(spec.params)
    for param in spec.params:
        assert param.label and param.help, param.id
        assert param.kind in ("text", "font", "int", "float", "bool", "choice")
        assert _fits(param), param.id


def _fits(param: Param) -> bool:
    if param.kind == "choice":
        return param.default in [choice.id for choice in param.choices]
    if param.kind in ("int", "float"):
        return param.minimum <= float(param.default) <= param.maximum and param.minimum < param.maximum
    return isinstance(param.default, bool if param.kind == "bool" else str)


def test_orders_and_shortcuts_belong_to_one_tool_each() -> None:
    specs = [module.SPEC for module in TOOLS.values()]
    shortcuts = [spec.shortcut for spec in specs if spec.shortcut]
    assert len(shortcuts) == len(set(shortcuts))
    assert len({spec.order for spec in specs}) == len(specs)


def test_tools_import_no_heavy_library() -> None:
    modules = ", ".join(module.__name__ for module in TOOLS.values())
    script = (
        f"import sys, {modules}; "
        "print([name for name in ('numpy', 'cv2', 'PIL', 'scipy', 'torch') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert answer.stdout.strip() == "[]", answer.stderr


@tools
@documents
def test_a_tool_leaves_no_edit_open_and_undo_gives_the_first_pixels(module: ModuleType, kind: str) -> None:
    document = DOCUMENTS[kind]()
    tool, _desk = made(module, document)
    before = pixels(document)
    drag(tool, PLACES["inside"])
    finish(tool, document)
    undo_all(document)
    assert pixels(document) == before


@tools
@pytest.mark.parametrize("where", list(PLACES))
@pytest.mark.parametrize("modifiers", MODIFIERS, ids=lambda modifiers: modifiers.name)
def test_a_tool_bears_any_place_and_key(
    module: ModuleType, where: str, modifiers: Qt.KeyboardModifier
) -> None:
    document = Document.new(64, 64, "Paint")
    tool, _desk = made(module, document)
    before = pixels(document)
    for pressure in (1.0, 0.0, float("nan")):
        drag(tool, PLACES[where], pressure=pressure, modifiers=modifiers)
    finish(tool, document)
    undo_all(document)
    assert pixels(document) == before


@tools
def test_cancel_puts_everything_back(module: ModuleType) -> None:
    document = Document.new(64, 64, "Paint")
    tool, _desk = made(module, document)
    before = pixels(document)
    tool.press(pointer((10, 10)))
    tool.move(pointer((40, 30)))
    tool.cancel()
    assert pixels(document) == before and document.editing is None and not tool.busy
    assert not document.history.can_undo


@tools
def test_a_tool_bears_undo_and_another_document_in_mid_drag(module: ModuleType) -> None:
    document, other = Document.new(64, 64, "Paint"), Document.new(32, 32, "Other")
    tool, desk = made(module, document)
    before = pixels(document)
    tool.press(pointer((10, 10)))
    tool.move(pointer((40, 30)))
    document.undo()
    tool.move(pointer((20, 50)))
    tool.release(pointer((20, 50)))
    undo_all(document)
    assert pixels(document) == before
    untouched = pixels(other)
    tool.press(pointer((10, 10)))
    desk.set_document(other)
    tool.move(pointer((20, 20)))
    tool.release(pointer((20, 20)))
    finish(tool, other)
    undo_all(other)
    assert pixels(other) == untouched


@tools
def test_a_tool_draws_its_overlay_at_any_zoom(module: ModuleType) -> None:
    document = Document.new(64, 64, "Paint")
    tool, _desk = made(module, document)
    screen = QImage(200, 150, QImage.Format.Format_RGB32)
    for zoom in (0.02, 1.0, 32.0):
        tool.cursor(zoom)
        tool.hover(pointer((30, 30)))
        tool.press(pointer((10, 10)))
        tool.move(pointer((40, 30)))
        with QPainter(screen) as painter:
            tool.draw(painter, Lens(zoom=zoom, x=32, y=32, width=200, height=150))
        tool.cancel()
    tool.leave()
    finish(tool, document)


@tools
def test_a_tool_takes_or_leaves_keys_without_harm(module: ModuleType) -> None:
    document = Document.new(64, 64, "Paint")
    tool, _desk = made(module, document)
    before = pixels(document)
    for key in (
        Qt.Key.Key_Escape,
        Qt.Key.Key_Return,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_F13,
    ):
        used = tool.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
        assert used in (True, False)
    finish(tool, document)
    undo_all(document)
    assert pixels(document) == before
