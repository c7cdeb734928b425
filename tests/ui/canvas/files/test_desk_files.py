"""The document's file: saving, opening, drafts of what was never saved, two windows, kills."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PySide6.QtCore import QMimeData, QPoint, QRect
from PySide6.QtGui import QColor, QColorSpace, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorKind
from studio.core.layers import ControlUse, Layer, Region, new_id
from studio.core.paths import Folders
from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.files import clipboard
from studio.ui.canvas.files.interchange import png_bytes
from studio.ui.canvas.flatten import flatten
from tests.ui.canvas.files.desks import Window, colour, fill, save, until_idle

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_a_saved_document_opens_as_it_was(
    qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path
) -> None:
    first = open_window()
    fill(first.document, QRect(0, 0, 200, 100), "red")
    layer = Layer(id=new_id(), name="层", opacity=0.5, blend="multiply")
    with first.document.edit("Add") as edit:
        edit.set_layers((*first.document.state.layers, layer), active=layer.id)
    fill(first.document, QRect(50, 50, 400, 400), "teal")
    first.document.requests[layer.id] = b'{"a": 1}'
    assert first.files.modified
    path = tmp_path / "a picture.atelier"
    save(qtbot, first, path)
    assert not first.files.modified and first.files.path == path
    first.files.close()

    second = open_window()
    with qtbot.waitSignal(second.files.previewed) as seen:
        second.files.open(path)
    preview: QImage = seen.args[0]
    assert (preview.width(), preview.height()) == (300, 200)
    assert second.document.state == first.document.state
    for x, y in ((10, 10), (100, 80), (250, 150), (299, 10)):
        assert colour(second.document, x, y) == colour(first.document, x, y)
        assert abs(preview.pixelColor(x, y).red() - colour(first.document, x, y).red()) <= 1
    assert second.document.requests == {layer.id: b'{"a": 1}'} and not second.files.modified


def test_a_rich_document_saved_opened_and_saved_again_is_the_same_file(
    qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path
) -> None:
    first = open_window()
    document = first.document
    fill(document, QRect(-300, 0, 900, 100), "red")
    mask = Layer(
        id="mask", name="Sky", kind="mask", mask_use="region", region=Region(prompt="云", weight=0.5)
    )
    inside = (Layer(id="ink", name="Ink", blend="overlay"), mask)
    group = Layer(id="group", name="Group", kind="group", opacity=0.7, children=inside)
    control = Layer(id="pose", name="Pose", kind="control", control=ControlUse(model="c", begin=0.1, end=0.5))
    with document.edit("Add") as edit:
        edit.set_layers((*document.state.layers, group, control), active="ink")
        soft = QColor(9, 8, 7, 100)
        for identity in ("ink", "mask", "pose", SELECTION):
            edit.paint(identity, QRect(20, 30, 200, 90), lambda p: p.fillRect(20, 30, 200, 90, soft))
        edit.set_selected(True)
    document.profile, document.dpi, document.requests["ink"] = SRGB, 300.0, b'{"seed": 5}'
    save(qtbot, first, tmp_path / "one.atelier")
    first.files.close()

    second = open_window()
    second.files.open(tmp_path / "one.atelier")
    until_idle(qtbot, second)
    assert second.document.state == document.state
    assert (second.document.profile, second.document.dpi) == (SRGB, 300.0)
    assert second.document.requests == {"ink": b'{"seed": 5}'}
    save(qtbot, second, tmp_path / "two.atelier")
    assert (tmp_path / "two.atelier").read_bytes() == (tmp_path / "one.atelier").read_bytes()


def test_what_was_never_saved_comes_back_at_the_next_start(
    qtbot: QtBot, open_window: Callable[[], Window]
) -> None:
    first = open_window()
    assert not first.files.restore(), "nothing was there"
    fill(first.document, QRect(0, 0, 50, 50), "red")
    qtbot.waitUntil(lambda: first.state.text("draft") != "")
    fill(first.document, QRect(60, 0, 50, 50), "blue")
    first.files.close()

    second = open_window()
    with qtbot.waitSignal(second.desk.document_changed):
        assert second.files.restore()
    assert colour(second.document, 5, 5) == QColor("red")
    assert colour(second.document, 65, 5) == QColor("blue")
    assert second.files.modified and second.files.path is None


def test_unsaved_changes_of_a_file_come_back_and_can_be_saved(
    qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path
) -> None:
    first, path = open_window(), tmp_path / "p.atelier"
    fill(first.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, first, path)
    fill(first.document, QRect(60, 0, 50, 50), "blue")
    first.files.close()

    second = open_window()
    with qtbot.waitSignal(second.desk.document_changed):
        assert second.files.restore()
    assert second.files.path == path and second.files.modified
    assert colour(second.document, 65, 5) == QColor("blue")
    second.files.save()
    until_idle(qtbot, second)
    second.files.close()
    third = open_window()
    with qtbot.waitSignal(third.desk.document_changed):
        assert third.files.restore(), "the saved file is opened again"
    assert not third.files.modified and colour(third.document, 65, 5) == QColor("blue")
    assert not third.files.drafts()


def test_a_file_that_is_broken_at_the_next_start_is_told_once(
    qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path
) -> None:
    first, path = open_window(), tmp_path / "p.atelier"
    fill(first.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, first, path)
    first.files.close()
    os.truncate(path, 100)
    second = open_window()
    assert second.files.restore()
    until_idle(qtbot, second)
    assert [problem.kind for problem in second.problems] == [ErrorKind.FILE_BROKEN]
    second.files.close()
    third = open_window()
    assert not third.files.restore() and third.files.recent() == [path]


def test_a_new_document_leaves_the_unsaved_one_among_the_drafts(
    qtbot: QtBot, open_window: Callable[[], Window]
) -> None:
    window = open_window()
    fill(window.document, QRect(0, 0, 50, 50), "red")
    qtbot.waitUntil(lambda: window.state.text("draft") != "")
    window.files.new(640, 480)
    assert window.document.state.width == 640 and not window.files.modified
    (draft,) = window.files.drafts()
    assert (draft.width, draft.height) == (300, 200)
    with qtbot.waitSignal(window.desk.document_changed):
        window.files.open_draft(draft.folder)
    assert colour(window.document, 5, 5) == QColor("red")
    assert not window.files.drafts(), "it is open again, and the empty one was not worth a draft"


def test_a_second_window_is_told_that_the_file_is_open(
    qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path
) -> None:
    first, path = open_window(), tmp_path / "p.atelier"
    fill(first.document, QRect(0, 0, 50, 50), "red")
    save(qtbot, first, path)
    second = open_window()
    second.files.open(path)
    until_idle(qtbot, second)
    assert second.problems and path.name in second.problems[0].sentence
    assert not second.document.planes
    first.files.new(64, 64)
    second.files.open(path)
    until_idle(qtbot, second)
    assert colour(second.document, 5, 5) == QColor("red")


def test_opening_garbage_keeps_the_canvas(
    qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path
) -> None:
    window = open_window()
    fill(window.document, QRect(0, 0, 50, 50), "red")
    before = window.document
    for name in ("g.atelier", "g.png", "g.psd", "g.ora"):
        (tmp_path / name).write_bytes(b"garbage" * 100)
        window.files.open(tmp_path / name)
        until_idle(qtbot, window)
        assert window.problems.pop().kind is ErrorKind.FILE_BROKEN
    assert window.document is before and colour(before, 5, 5) == QColor("red")


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path
) -> None:
    window = open_window()
    fill(window.document, QRect(0, 0, 50, 50), "red")
    answers: list[bool] = []
    window.files.save(tmp_path / "missing" / "p.atelier", answers.append)
    until_idle(qtbot, window)
    assert answers == [False] and window.problems and window.files.modified
    assert window.files.path is None


def test_a_picture_is_opened_on_an_empty_canvas_and_laid_on_a_full_one(
    qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path
) -> None:
    window = open_window()
    path = tmp_path / "red.png"
    Image.new("RGB", (40, 30), "red").save(path)
    window.files.place(path)
    qtbot.waitUntil(lambda: window.document.state.width == 40)
    Image.new("RGB", (10, 10), "blue").save(tmp_path / "blue.png")
    window.files.place(tmp_path / "blue.png", QPoint(20, 15))
    qtbot.waitUntil(lambda: len(window.document.state.layers) == 2)
    assert colour(window.document, 20, 15) == QColor("blue") and colour(window.document, 2, 2) == QColor(
        "red"
    )
    window.document.undo()
    assert len(window.document.state.layers) == 1


def test_export_writes_what_is_seen(qtbot: QtBot, open_window: Callable[[], Window], tmp_path: Path) -> None:
    window = open_window()
    fill(window.document, QRect(0, 0, 300, 200), "teal")
    for name in ("p.png", "p.psd", "p.ora", "p.jpg"):
        window.files.export(tmp_path / name)
        until_idle(qtbot, window)
        assert (tmp_path / name).stat().st_size > 100 and not window.problems
    with Image.open(tmp_path / "p.png") as seen:
        assert seen.size == (300, 200) and seen.getpixel((5, 5))[:3] == (0, 128, 128)
    assert window.files.modified, "an export is no save"


# Clipboard


def test_copy_takes_the_selection_with_soft_edges_and_paste_brings_it_back(
    open_window: Callable[[], Window],
) -> None:
    window = open_window()
    document = window.document
    fill(document, QRect(0, 0, 300, 200), "red")
    with document.edit("Select") as edit:
        half = QColor(255, 255, 255, 128)
        edit.paint(SELECTION, QRect(10, 20, 30, 40), lambda p: p.fillRect(10, 20, 30, 40, half))
        edit.set_selected(True)
    assert clipboard.copy(document, merged=False)
    image = clipboard.clipboard_image()
    assert (image.width(), image.height()) == (30, 40) and image.pixelColor(5, 5).alpha() == 128
    layer = clipboard.place(document, image, "Pasted", "Paste", QPoint(100, 100))
    assert document.state.active == layer.id
    pasted = document.plane(layer.id).read(QRect(85, 80, 30, 40)).pixelColor(3, 3)
    assert pasted.alpha() == 128 and pasted.red() >= 254


def test_copied_colours_are_those_that_are_seen(open_window: Callable[[], Window]) -> None:
    """The clipboard speaks sRGB, whatever the profile of the document."""
    document = open_window().document
    document.profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    fill(document, QRect(0, 0, 40, 40), "#c08040")
    assert clipboard.copy(document, merged=True)
    seen = clipboard.clipboard_image().pixelColor(5, 5)
    assert seen.red() > 0xC8 and abs(seen.green() - 0x80) < 8  # more red than the numbers say
    back = clipboard.clipboard_image(document.profile).pixelColor(5, 5)
    assert all(abs(a - b) <= 2 for a, b in zip(back.getRgb(), QColor("#c08040").getRgb(), strict=True))


def test_a_pasted_picture_comes_out_of_its_own_profile(open_window: Callable[[], Window]) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("#c08040"))
    adobe = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())
    data = QMimeData()
    data.setData(clipboard.PNG, png_bytes(image, adobe))
    QGuiApplication.clipboard().setMimeData(data)
    assert clipboard.clipboard_image().pixelColor(2, 2).red() > 0xC8
    assert clipboard.clipboard_image(adobe).pixelColor(2, 2) == QColor("#c08040")


@pytest.mark.parametrize("damage", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_a_damaged_picture_on_the_clipboard_is_none(damage: bytes, qapp: object) -> None:
    data = QMimeData()
    data.setData(clipboard.PNG, damage)
    QGuiApplication.clipboard().setMimeData(data)
    assert clipboard.clipboard_image().isNull() and clipboard.holds_picture()


def test_there_may_be_nothing_to_copy_or_paste(open_window: Callable[[], Window]) -> None:
    window = open_window()
    assert not clipboard.copy(window.document, merged=False)
    assert not clipboard.copy(window.document, merged=True)
    QGuiApplication.clipboard().clear()
    assert clipboard.clipboard_image().isNull()


# Killed while painting

PAINT_UNTIL_KILLED = """
import sys, time
from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from studio.core.paths import default_folders
from studio.ui.canvas.document import Document
from studio.ui.canvas.files.desk_files import DocumentFiles
from studio.ui.canvas.tool import Desk
from studio.ui.window_state import WindowState

app = QApplication([])
data = default_folders().data
desk = Desk(Document.new(2000, 200, "Paint"))
files = DocumentFiles(desk, data, WindowState(data / "window.json"))
begun = time.monotonic()
edit = desk.document.edit("One long stroke")

def paint():
    # One column of pixels for every 20 ms since the start.
    x = int((time.monotonic() - begun) * 50)
    area = QRect(0, 0, x, 10)
    edit.paint(desk.document.state.active, area, lambda painter: painter.fillRect(area, QColor("red")))
    print(x, flush=True)

timer = QTimer()
timer.timeout.connect(paint)
timer.start(20)
app.exec()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signal is POSIX")
def test_a_kill_in_the_middle_of_a_stroke_costs_at_most_two_seconds(qtbot: QtBot, folders: Folders) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", PAINT_UNTIL_KILLED], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert child.stdout
    painted = 0
    for line in child.stdout:
        painted = int(line)
        if painted > 200:  # four seconds
            child.kill()
            break
    painted = max([painted, *(int(line) for line in child.stdout)])
    child.wait()
    child.stdout.close()

    window = Window(folders)
    (draft,) = window.files.drafts()
    with qtbot.waitSignal(window.desk.document_changed):
        window.files.open_draft(draft.folder)
    kept = flatten(window.document.state, window.document.planes, QRect(0, 5, 2000, 1))
    columns = sum(kept.pixelColor(x, 0) == QColor("red") for x in range(2000))
    assert painted - 100 <= columns <= painted + 5
    window.files.close()
