"""A real library in a fresh folder, filled with real PNG files."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact, Manifest, ModelUsed
from studio.core.paths import Folders
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.jobs import offthread
from studio.storage.history import History
from studio.storage.library import Library
from studio.ui.gallery.panel import GalleryPanel
from studio.ui.gallery.thumbnails import Thumbnails

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def workers_end() -> Iterator[None]:
    yield
    assert offthread.finish()


@pytest.fixture
def add(folders: Folders, history: History) -> Callable[..., Artifact]:
    """Add a picture that is ``hours`` old; ``stored`` False gives only the artifact."""
    count = 0

    def make(
        prompt: str = "a lake",
        hours: float = 0.0,
        *,
        file: bool = True,
        stored: bool = True,
        colour: str = "red",
    ) -> Artifact:
        nonlocal count
        count += 1
        born = NOW - timedelta(hours=hours) + timedelta(microseconds=count)
        identity = f"{born:%Y%m%d-%H%M%S-%f}-{count:08x}"
        path = f"{born:%Y/%m}/{identity}.png"
        if file:
            image = QImage(96, 64, QImage.Format.Format_RGB32)
            image.fill(QColor(colour))
            target = folders.library / path
            target.parent.mkdir(parents=True, exist_ok=True)
            assert image.save(str(target))
        request = ImageRequest(prompt=prompt, negative="fog", model="starter", width=96, height=64, seed=7)
        manifest = Manifest(
            program="Atelier 0.1.0", request=request, index=0, seed=7 + count, device_name="A processor",
            model=ModelUsed(id="starter", name="Flat landscapes", family="sd1", sha256="ab" * 32),
            placement=Placement(device="cpu", precision="bf16", reasons=("It is the fastest device here.",)),
            versions={"torch": "2.14.0"}, seconds={"denoising": 4.25}, notes=("The prompt was cut.",),
            created=born.isoformat(timespec="microseconds"),
        )  # fmt: skip
        artifact = Artifact(
            id=identity, job="job", path=path, sha256="", bytes=2048, width=96, height=64,
            created=born.isoformat(timespec="microseconds"), manifest=manifest,
        )  # fmt: skip
        if stored:
            history.add_artifact(artifact)
        return artifact

    return make


@pytest.fixture
def thumbnails(folders: Folders, library: Library) -> Thumbnails:
    return Thumbnails(folders.thumbnails, library.path_of)


@pytest.fixture
def make_panel(
    history: History, library: Library, thumbnails: Thumbnails, qtbot: QtBot
) -> Callable[[], GalleryPanel]:
    def make() -> GalleryPanel:
        panel = GalleryPanel(history, library, thumbnails)
        qtbot.addWidget(panel)
        panel.resize(304, 560)
        panel.show()
        return panel

    return make
