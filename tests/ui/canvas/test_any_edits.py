"""Any sequence of edits followed by as many undos gives the first pixels and state back, bit for bit.

The whole page is used as a person uses it: every command of layers, selection and image there is (a test
compares them with the list of commands, so that new ones must take part), every tool that paints, selects
or transforms, attributes of layers, dragged layers, pictures placed as layers, and undo and redo in between.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import shiboken6
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QMainWindow

from studio.core.layers import BLENDS, MASK_USES, Layer, State, walk
from studio.jobs import offthread
from studio.ui.actions import Commands
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.layers import LayersPanel, edits
from studio.ui.canvas.layers.commands import LayerCommands
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.selecting.selection_commands import SelectionCommands
from studio.ui.canvas.shaping.geometry_commands import GeometryCommands
from studio.ui.canvas.shaping.geometry_dialogs import CanvasDialog, RotateDialog, ScaleDialog
from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.crop import Crop

WIDTH, HEIGHT = 300, 270
"""Two by two tiles, three of them cut by the edge."""
NO_EDITS = {"select_stop", "layer_above", "layer_below", "layer_rename", "frame_document", "frame_selection"}
"""Commands that choose, ask or stop."""
SETTLED_IN = 20.0
Everything = tuple[object, dict[object, bytes]]


def everything(document: Document) -> Everything:
    """All that an edit can change: the state but for what is merely chosen, and every tile's bits."""

    def plain(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
        return tuple(
            msgspec.structs.replace(layer, folded=False, children=plain(layer.children)) for layer in layers
        )

    state = msgspec.structs.replace(
        document.state, active="", frame=(0, 0, 1, 1), layers=plain(document.state.layers)
    )
    tiles: dict[object, bytes] = {
        (identity, key): hashlib.blake2b(bytes(tile.image().constBits())).digest()
        for identity, plane in document.planes.items()
        for key, tile in plane.tiles.items()
    }
    return state, tiles


class Hand:
    """Somebody at the window."""

    def __init__(self, window: QMainWindow, picture: Path) -> None:
        self.page = CanvasPage()
        window.setCentralWidget(self.page)
        self.commands = self.page.commands = Commands(window)
        self.layers = LayersPanel(self.page.desk)
        LayerCommands(self.commands, self.layers)
        self.selecting = SelectionCommands(self.commands, self.page)
        self.shaping = GeometryCommands(self.commands, self.page)
        self.picture = picture

    @property
    def document(self) -> Document:
        return self.page.document

    def open(self, document: Document) -> Document:
        """In place of the document there was."""
        self.take("pan")
        before = self.document
        self.page.desk.set_document(document)
        before.deleteLater()
        return document

    def begin(self) -> None:
        """A new document that holds something of everything."""
        document = self.open(Document.new(WIDTH, HEIGHT, "Paint", self.page))
        base = document.state.active
        with document.edit("Begin") as edit:
            layers = (
                *document.state.layers,
                Layer(id="soft", name="Soft", blend="soft_light", opacity=0.7),
                Layer(id="group", name="Group", kind="group", opacity=0.8, children=(
                    Layer(id="inner", name="Inner", blend="multiply"),
                    Layer(id="cut", name="Cut", kind="mask", mask_use="transparency"),
                )),
                Layer(id="region", name="Region", kind="mask", mask_use="region"),
                Layer(id="pose", name="Pose", kind="control"),
            )  # fmt: skip
            edit.set_layers(layers, active=base)
            for plane, area, colour in (
                (base, QRect(10, 10, 250, 200), QColor(200, 90, 30)),
                ("soft", QRect(-40, 100, 330, 90), QColor(20, 90, 200, 120)),
                ("inner", QRect(120, 30, 150, 230), QColor(90, 200, 60, 200)),
                ("cut", QRect(100, 20, 120, 200), QColor(255, 255, 255, 180)),
                ("region", QRect(200, 200, 90, 60), QColor("white")),
                ("pose", QRect(0, 0, 90, 60), QColor("black")),
                (SELECTION, QRect(60, 52, 170, 150), QColor("white")),
                (SELECTION, QRect(60, 52, 30, 30), QColor(255, 255, 255, 90)),
            ):

                def draw(painter: QPainter, area: QRect = area, colour: QColor = colour) -> None:
                    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                    painter.fillRect(area, colour)

                edit.paint(plane, area, draw)
            edit.set_selected(True)
        document.history.clear()
        self.settle()

    def settle(self) -> None:
        """Until nothing is computed any more and everything was told."""
        until = time.monotonic() + SETTLED_IN
        tool = self.page.tools.tool
        while True:
            QApplication.processEvents()
            under_way = any(courier.under_way for courier in offthread._couriers)
            waiting = self.selecting.selection.work.busy or self.shaping.remaker.busy
            if not (under_way or waiting or (tool and tool.busy)):
                break
            assert time.monotonic() < until, (under_way, waiting, tool and tool.spec.id)
        self.page.document_told.emit()

    def take(self, tool: str) -> None:
        self.page.tools.choose(tool)
        self.settle()

    def drag(self, *places: tuple[float, float]) -> None:
        tool = self.page.tools.tool
        assert tool
        pointers = [Pointer(QPointF(*place), pressure=0.7) for place in places]
        tool.press(pointers[0])
        for pointer in pointers[1:]:
            tool.move(pointer)
        tool.release(pointers[-1])

    def key(self, key: Qt.Key) -> None:
        tool = self.page.tools.tool
        assert tool
        tool.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))

    # Acts; ``x``, ``y`` and ``n`` say how

    def run(self, command: str, x: int, y: int, n: int) -> None:
        if not self.commands.action(command).isEnabled():
            return
        self.commands.run(command)
        QApplication.processEvents()
        pixels, size = self.selecting.dialog, self.shaping.dialog
        if pixels:
            pixels.box.setValue(1 + n % 30)
            pixels.accept()
        if isinstance(size, ScaleDialog):
            size.filter.setCurrentIndex(n % 3)
        if isinstance(size, (ScaleDialog, CanvasDialog)):
            size.lock.setChecked(n % 2 == 0)
            size.width_box.setValue(40 + x % 400)
            size.height_box.setValue(40 + y % 400)
        if isinstance(size, CanvasDialog):
            size.anchors.button(n % 9).setChecked(True)
        if isinstance(size, RotateDialog):
            size.angle.setValue(n * 7.5)
        if size:
            size.accept()

    def stroke(self, tool: str) -> Callable[[int, int, int], None]:
        def act(x: int, y: int, n: int) -> None:
            self.take(tool)
            self.page.desk.set_ink(QColor.fromHsv(n * 37 % 360, 200, 220))
            self.drag((x, y), (x + n * 3, y + 40), (y, x))

        return act

    def choose_tool(self, x: int, y: int, n: int) -> None:
        """Bucket and wand: a click, near or far alike."""
        self.take(("fill", "wand")[n % 2])
        self.drag((x, y))

    def polygon(self, x: int, y: int, n: int) -> None:
        self.take("polygon")
        for corner in ((x, y), (x + 90, y), (x + 40, y + 120)):
            self.drag(corner)
        self.key(Qt.Key.Key_Return)

    def carry(self, x: int, y: int, n: int) -> None:
        """Move, stretch or turn with the handles, and apply."""
        self.take("move")
        tool = self.page.tools.tool
        assert tool
        box = tool.pose.box if getattr(tool, "pose", None) else None  # pyright: ignore
        if box is None:
            return
        start = (box.center().x(), box.center().y())
        if n % 3 == 1:
            start = (box.right(), box.bottom())
        elif n % 3 == 2:
            start = (box.right() + 12, box.bottom() + 12)
        self.drag(start, (start[0] + x / 4 + 5, start[1] + y / 4 + 3))
        QApplication.processEvents()
        self.key(Qt.Key.Key_Return)

    def crop(self, x: int, y: int, n: int) -> None:
        self.take("crop")
        self.drag((x, y), (x + 60 + n, y + 50 + n))
        self.key(Qt.Key.Key_Return)
        QApplication.processEvents()
        tool = self.page.tools.tool
        if isinstance(tool, Crop) and not tool.remaker.busy:
            tool.cancel()  # wholly outside; it waits for another rectangle

    def some(self, x: int, n: int) -> list[str]:
        ids = [layer.id for layer in walk(self.document.state.layers)]
        return [ids[(x + place) % len(ids)] for place in range(1 + n % 2)] if ids else []

    def attribute(self, x: int, y: int, n: int) -> None:
        document, several = self.document, self.some(x, n)
        if not several:
            return
        (
            lambda: edits.set_opacity(document, several, y % 101 / 100),
            lambda: edits.set_blend(document, several, BLENDS[y % len(BLENDS)]),
            lambda: edits.rename(document, several[0], f"Name {x} {y}"),
            lambda: edits.set_locked(document, several[:1], y % 3 == 0),
            lambda: edits.set_alpha_locked(document, several, y % 2 == 0),
            lambda: edits.set_visible(document, several, y % 3 > 0),
            lambda: edits.set_fields(document, "Use", several, mask_use=MASK_USES[y % 3]),
            lambda: edits.set_fields(document, "Tint", several, tint="#123456"),
        )[n % 8]()

    def drag_layers(self, x: int, y: int, n: int) -> None:
        groups = ["", *(one.id for one in walk(self.document.state.layers) if one.kind == "group")]
        edits.move(self.document, self.some(x, n), (groups[y % len(groups)], n % 5))

    def place(self, x: int, y: int, n: int) -> None:
        """As from the gallery: a picture becomes a layer."""
        self.page.results.place(self.picture)

    def take_back(self, x: int, y: int, n: int) -> None:
        """A stroke that is given up."""
        edit = self.document.edit("Cancelled")
        edit.writable(self.document.state.active or "x", (x // 256, y // 256)).fill(QColor("green"))
        edit.cancel()

    def activate(self, x: int, y: int, n: int) -> None:
        for identity in self.some(x, 0):
            self.document.activate(identity)

    def fold(self, x: int, y: int, n: int) -> None:
        for identity in self.some(x, 0):
            edits.fold(self.document, identity, n % 2 == 0)

    def acts(self) -> dict[str, Callable[[int, int, int], None]]:
        """Everything there is to do, by name."""
        found: dict[str, Callable[[int, int, int], None]] = {
            command.id: lambda x, y, n, command=command.id: self.run(command, x, y, n)
            for command, _ in self.commands.all()
            if command.id not in NO_EDITS
        }
        for tool in ("brush", "eraser", "mask_brush", "gradient", "shapes", "select_rectangle",
                     "select_ellipse", "lasso"):  # fmt: skip
            found[f"tool {tool}"] = self.stroke(tool)
        for act in (self.choose_tool, self.polygon, self.carry, self.crop, self.attribute, self.drag_layers,
                    self.place, self.take_back, self.activate, self.fold):  # fmt: skip
            found[act.__name__] = act
        return found

    def do(self, name: str, x: int, y: int, n: int) -> None:
        if name not in ("carry", "crop"):
            self.take("pan")
        self.acts()[name](x, y, n)
        self.settle()


@pytest.fixture(scope="module")
def hand(qapp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    picture = tmp_path_factory.mktemp("pictures") / "placed.png"
    image = QImage(80, 50, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(picture))
    window = QMainWindow()
    window.resize(700, 600)
    made = Hand(window, picture)
    window.show()
    yield made
    assert offthread.finish(30)
    shiboken6.delete(window)


def names() -> list[str]:
    """What ``Hand.acts`` offers, known before there is a window."""
    return [
        "layer_paint", "layer_mask", "layer_region", "layer_control", "layer_group_new",
        "layer_mask_selection", "layer_copy_selection", "layer_cut_selection", "layer_duplicate",
        "layer_delete", "layer_clear",
        "layer_group", "layer_ungroup", "layer_merge", "layer_merge_visible", "layer_flatten", "layer_raise",
        "layer_lower", "layer_top", "layer_bottom", "layer_visible", "layer_alone", "layer_lock",
        "layer_alpha_lock", "select_all", "select_none", "select_again", "select_invert", "select_subject",
        "select_layer", "select_grow", "select_shrink", "select_feather", "select_border", "select_smooth",
        "select_to_mask", "select_to_transparency", "select_to_region", "select_clear", "select_fill_ink",
        "select_fill_ground", "image_scale", "image_canvas", "image_crop", "image_trim", "image_right",
        "image_left", "image_half", "image_turn", "image_across", "image_down", "layer_across", "layer_down",
        "layer_right", "layer_left", "layer_half", "layer_centre", "layer_centre_across", "layer_centre_down",
        "tool brush", "tool eraser", "tool mask_brush", "tool gradient", "tool shapes",
        "tool select_rectangle", "tool select_ellipse", "tool lasso", "choose_tool", "polygon", "carry",
        "crop", "attribute", "drag_layers", "place", "take_back", "activate", "fold",
    ]  # fmt: skip


NO_STEPS = {"take_back", "activate", "fold", "select_again"}
"""Acts that are no step of undo on the document that ``begin`` makes."""
FIRST = {"layer_ungroup": "group", "layer_merge": "soft", "layer_lower": "soft", "layer_bottom": "soft"}
"""The layer that an act needs to be chosen; else the lowest one."""


def test_every_command_and_tool_is_an_act(hand: Hand) -> None:
    assert sorted(hand.acts()) == sorted(names())


@pytest.mark.parametrize("name", names())
def test_each_act_is_one_step_that_is_undone_and_done_again(hand: Hand, name: str) -> None:
    hand.begin()
    document = hand.document
    document.activate(FIRST.get(name, document.state.active))
    hand.settle()
    before, look = everything(document), flatten(document.state, document.planes, document.area)
    hand.do(name, 130, 90, 5)
    assert document.history.index == (0 if name in NO_STEPS else 1), name
    after, changed = everything(document), flatten(document.state, document.planes, document.area)
    assert (after == before) == (name in NO_STEPS)
    for _ in range(2):
        document.undo()
        assert everything(document) == before
        assert flatten(document.state, document.planes, document.area) == look
        document.redo()
        assert everything(document) == after
        assert flatten(document.state, document.planes, document.area) == changed


def _one_pixel() -> State:
    layer = Layer(id="only", name="Only")
    return State(width=1, height=1, layers=(layer,), active="only", frame=(0, 0, 1, 1))


def _no_layers() -> State:
    return State(width=90, height=70)


def _all_locked() -> State:
    layers = tuple(
        Layer(id=name, name=name, locked=True, alpha_locked=True) for name in ("low", "middle", "top")
    )
    return State(width=90, height=70, layers=layers, active="middle")


def _empty_groups() -> State:
    inner = Layer(id="inner", name="Inner", kind="group")
    outer = Layer(id="outer", name="Outer", kind="group", children=(inner,))
    return State(width=90, height=70, layers=(outer,), active="inner")


def _only_masks() -> State:
    layers = (
        Layer(id="empty", name="Empty", kind="mask", mask_use="transparency"),
        Layer(id="full", name="Full", kind="mask", mask_use="transparency"),
        Layer(id="region", name="Region", kind="mask", mask_use="region"),
    )
    return State(width=90, height=70, layers=layers, active="full")


def _hidden() -> State:
    paint = Layer(id="paint", name="Paint")
    group = Layer(id="group", name="Group", kind="group", visible=False, children=(paint,))
    return State(width=90, height=70, layers=(group,), active="paint")


ODD = {made.__name__.strip("_"): made for made in (
    _one_pixel, _no_layers, _all_locked, _empty_groups, _only_masks, _hidden
)}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_odd_documents_bear_everything(hand: Hand, kind: str) -> None:
    """No layers, everything locked, one pixel, empty and full masks: a sentence or a sensible result."""
    said: list[str] = []
    hand.page.desk.message.connect(said.append)
    for number, name in enumerate(names()):
        selected = ("nothing", "everything", "one faint pixel")[(number + len(kind)) % 3]
        document = hand.open(Document(ODD[kind](), hand.page))
        area = document.area
        with document.edit("Begin") as edit:
            for layer in walk(document.state.layers):
                if layer.id in ("only", "middle", "full", "paint"):
                    edit.paint(
                        layer.id, area, lambda painter, area=area: painter.fillRect(area, QColor("white"))
                    )
            if selected != "nothing":
                spot = area if selected == "everything" else QRect(0, 0, 1, 1)
                strength = 255 if selected == "everything" else 1
                edit.set_selected(True)
                edit.paint(SELECTION, spot, lambda p, s=spot, a=strength: p.fillRect(s, QColor(0, 0, 0, a)))
        document.history.clear()
        hand.settle()
        before = everything(document)
        hand.do(name, 30, 20, 5)
        assert document.history.index <= 1, name
        after = everything(document)
        while document.history.can_undo:
            document.undo()
        assert everything(document) == before, name
        while document.history.can_redo:
            document.redo()
        assert everything(document) == after, name
    assert all(sentence.endswith(".") for sentence in said) and said


spot = st.integers(-60, 340)
sequence = st.lists(
    st.tuples(st.sampled_from(names()), spot, spot, st.integers(0, 60)), min_size=3, max_size=14
)


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making it smaller would take too long
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence, st.lists(st.integers(-3, 3), max_size=4))
def test_as_many_undos_as_edits_give_the_first_pixels_back(
    hand: Hand, sequence: list[tuple[str, int, int, int]], jumps: list[int]
) -> None:
    hand.begin()
    document = hand.document
    seen = [everything(document)]
    for number, (name, x, y, n) in enumerate(sequence):
        step = document.history.index
        hand.do(name, x, y, n)
        assert document.history.index - step in (0, 1), f"{name} is one step at most"
        if document.history.index > step:
            seen = [*seen[: step + 1], everything(document)]  # what could be done again is gone
        else:
            assert everything(document) == seen[step], f"{name} changes nothing without a step"
        if number < len(jumps):  # somewhere else, and on from there
            document.history.go_to(step + jumps[number])
            hand.settle()
            at = document.history.index
            assert everything(document) == seen[at]
            if jumps[number] % 2:
                document.history.go_to(len(document.history.steps))
    while document.history.can_undo:
        document.undo()
        assert everything(document) == seen[document.history.index]
    while document.history.can_redo:
        document.redo()
        assert everything(document) == seen[document.history.index]
