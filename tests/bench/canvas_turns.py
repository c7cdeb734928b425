"""How long the window is deaf while one works between strokes: longest turns of the event loop, by action.

Run: python tests/bench/canvas_turns.py [--side 4096] [--layers 10] [--only wand]
In the real window with a layered document. For each action: milliseconds until all of it is seen, the
median and the longest turn of the event loop meanwhile. Goal: no turn over 50 ms.
"""

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("ATELIER_HOME", tempfile.mkdtemp(prefix="atelier-bench-"))

from autosave_gap import Hand
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor

from studio.app import make_application
from studio.jobs import offthread
from studio.ui.canvas.layers import edits
from studio.ui.canvas.selecting.selection import selection_of

REST_SECONDS = 0.4
MOVES = 40


class Turns:
    """Does things and watches the event loop."""

    def __init__(self, hand: Hand, folder: Path) -> None:
        self.hand, self.folder = hand, folder
        self.page, self.files, self.view = hand.page, hand.files, hand.view
        self.selection = selection_of(self.page.desk)
        self.turns: list[float] = []

    def turn(self) -> None:
        began = time.perf_counter()
        self.hand.application.processEvents()
        self.turns.append(1000 * (time.perf_counter() - began))
        time.sleep(0.0003)

    def busy(self) -> bool:
        return bool(
            not self.view.projection.settled
            or any(courier.under_way for courier in offthread._couriers)
            or self.files.busy
            or self.selection.work.busy
        )

    def settle(self) -> None:
        calm = time.perf_counter() + REST_SECONDS
        while time.perf_counter() < calm:
            self.turn()
            if self.busy():
                calm = time.perf_counter() + REST_SECONDS

    def measure(self, name: str, *steps: Callable[[], object]) -> None:
        """Call the steps, each in a turn of its own, and wait until all of it is done."""
        self.settle()
        gc.collect()
        self.turns.clear()
        began = time.perf_counter()
        for step in steps:
            at = time.perf_counter()
            step()
            self.hand.application.processEvents()
            self.turns.append(1000 * (time.perf_counter() - at))
        seen = time.perf_counter()
        calm = seen + REST_SECONDS
        while time.perf_counter() < calm:
            self.turn()
            if self.busy():
                seen = time.perf_counter()
                calm = seen + REST_SECONDS
        steps_took = statistics.median(self.turns[: len(steps)])
        print(f"{name:44}{1000 * (seen - began):9.0f}{steps_took:9.1f}{max(self.turns):9.1f}", flush=True)

    # Actions

    def drag(self, begin: QPointF, way: QPointF) -> list[Callable[[], object]]:
        places = [begin + way * (number / MOVES) for number in range(MOVES + 1)]
        send, kinds = self.hand.send, QEvent.Type
        return [
            lambda: send(kinds.MouseButtonPress, begin),
            *(lambda at=at: send(kinds.MouseMove, at) for at in places[1:]),
            lambda: send(kinds.MouseButtonRelease, places[-1]),
        ]

    def all(self, only: str) -> None:
        page, document = self.page, self.page.document
        middle = QPointF(self.view.rect().center())
        layers = [layer.id for layer in document.state.layers]
        file = self.folder / "drawing.atelier"
        tool, stroke = page.tools.choose, self.drag(middle, QPointF(150, 90))
        click = [stroke[0], self.drag(middle, QPointF())[-1]]
        actions: list[tuple[str, list[Callable[[], object]]]] = [
            ("first stroke", stroke),
            ("stroke on another layer", [lambda: document.activate(layers[2]), *stroke]),
            ("choose a layer", [lambda: document.activate(layers[6])]),
            ("hide a layer", [lambda: edits.set_visible(document, [layers[3]], False)]),
            ("show it again", [lambda: edits.set_visible(document, [layers[3]], True)]),
            (
                "drag the opacity",
                [
                    lambda part=part: edits.set_opacity(document, [layers[5]], part / MOVES, "drag")
                    for part in range(MOVES)
                ],
            ),
            ("blend mode", [lambda: edits.set_blend(document, [layers[6]], "luminosity")]),
            ("select all", [self.selection.select_all]),
            ("invert the selection", [self.selection.invert]),
            ("select nothing", [self.selection.select_none]),
            ("magic wand", [lambda: tool("wand"), *click]),
            ("grow the selection by 20", [lambda: self.selection.grow(20)]),
            ("feather it by 20", [lambda: self.selection.feather(20)]),
            ("select nothing again", [self.selection.select_none]),
            ("move a layer: lift it", [lambda: document.activate(layers[4]), lambda: tool("move")]),
            ("move a layer: drag it", self.drag(middle, QPointF(120, 80))),
            ("move a layer: lay it down", [lambda: tool("brush")]),
            ("fill a layer", [lambda: tool("fill"), *click]),
            ("undo that", [document.undo]),
            ("redo that", [document.redo]),
            ("save while painting", [lambda: tool("brush"), lambda: self.files.save(file), *stroke]),
            ("open it again", [lambda: self.files.open(file)]),
        ]  # fmt: skip
        print(f"{'':44}{'all seen':>9}{'a step':>9}{'longest':>9}   (ms)")
        for name, steps in actions:
            if only in name:
                self.measure(name, *steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=4096)
    parser.add_argument("--layers", type=int, default=10)
    parser.add_argument("--only", default="")
    wishes = parser.parse_args()
    application = make_application([])
    hand = Hand(application, wishes.side, wishes.layers)
    hand.page.desk.set_ink(QColor("#a03020"))
    hand.take(autosaved=True)
    with tempfile.TemporaryDirectory() as folder:
        Turns(hand, Path(folder)).all(wishes.only)
        offthread.finish()
        hand.studio.close()


if __name__ == "__main__":
    main()
