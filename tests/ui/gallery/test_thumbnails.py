"""Thumbnails are made once, kept on disk, bounded in memory; broken files do no harm."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact
from studio.core.paths import Folders
from studio.storage.library import Library
from studio.ui.gallery import thumbnails as module
from studio.ui.gallery.thumbnails import Thumbnails, as_tile


def test_a_tile_arrives_and_the_file_is_kept(
    thumbnails: Thumbnails, add: Callable[..., Artifact], folders: Folders, library: Library, qtbot: QtBot
) -> None:
    artifact = add(colour="#3366cc")
    with qtbot.waitSignal(thumbnails.ready):
        assert thumbnails.tile(artifact, 90) is None
    tile = thumbnails.tile(artifact, 90)
    assert tile and tile.width() == tile.height() == 90
    assert [path.name for path in folders.thumbnails.iterdir()] == [f"{artifact.id}.jpg"]
    library.path_of(artifact).unlink()
    again = Thumbnails(folders.thumbnails, library.path_of)
    with qtbot.waitSignal(again.ready):
        again.tile(artifact, 50)
    assert again.tile(artifact, 50) is not None


def test_a_damaged_picture_is_broken_and_a_damaged_thumbnail_made_anew(
    thumbnails: Thumbnails, add: Callable[..., Artifact], folders: Folders, library: Library, qtbot: QtBot
) -> None:
    broken, good = add(), add()
    library.path_of(broken).write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    folders.thumbnails.mkdir(parents=True)
    (folders.thumbnails / f"{good.id}.jpg").write_bytes(b"half a jpeg")
    for artifact in (broken, good):
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.tile(artifact, 80)
    assert thumbnails.is_broken(broken.id) and not thumbnails.is_broken(good.id)
    assert thumbnails.tile(broken, 80) is None and thumbnails.waiting == 0
    assert thumbnails.tile(good, 80) is not None


def test_wishes_for_rows_scrolled_away_are_dropped(
    thumbnails: Thumbnails, add: Callable[..., Artifact]
) -> None:
    made = [add(hours=number) for number in range(12)]
    for artifact in made:
        thumbnails.tile(artifact, 80)
    assert thumbnails.waiting == 10
    thumbnails.only({made[-1].id})
    assert thumbnails.waiting == 1


def test_memory_is_bounded(
    thumbnails: Thumbnails, add: Callable[..., Artifact], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 3 * 80 * 80 * 4)
    made = [add(hours=number) for number in range(6)]
    for artifact in made:
        with qtbot.waitSignal(thumbnails.ready):
            thumbnails.tile(artifact, 80)
    assert len(thumbnails._tiles) == 3


def test_an_unwritable_cache_costs_only_time(
    thumbnails: Thumbnails, add: Callable[..., Artifact], folders: Folders, qtbot: QtBot
) -> None:
    folders.cache.mkdir(parents=True, exist_ok=True)
    folders.thumbnails.write_text("a file where the folder should be")
    artifact = add()
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.tile(artifact, 80)
    assert thumbnails.tile(artifact, 80) is not None


def test_tiles_show_the_middle_with_round_corners() -> None:
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(100, 200):
        for y in range(100):
            image.setPixelColor(x, y, QColor("blue"))
    tile = as_tile(image, 60)
    assert tile.pixelColor(5, 30).name() == tile.pixelColor(55, 30).name() == "#0000ff"
    assert tile.pixelColor(0, 0).alpha() < 20 and tile.pixelColor(30, 0).alpha() > 240
