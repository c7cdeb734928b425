"""Real pictures on disk and the artifacts that go with them, for the canvas tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from studio.core.artifacts import Artifact, Manifest, ModelUsed
from studio.core.placement import Placement
from studio.core.requests import FileRef, ImageRequest
from studio.jobs import offthread


@pytest.fixture(autouse=True)
def workers_end() -> Iterator[None]:
    yield
    assert offthread.finish()


@pytest.fixture
def make_picture(tmp_path: Path) -> Callable[..., Path]:
    def make(name: str, colour: str = "red", width: int = 64, height: int = 64) -> Path:
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        path = tmp_path / f"{name}.png"
        assert image.save(str(path))
        return path

    return make


@pytest.fixture
def make_artifact() -> Callable[..., Artifact]:
    def make(name: str, job: str = "job", start: Path | None = None) -> Artifact:
        request = ImageRequest(
            prompt=f"a {name}", model="starter", width=64, height=64, seed=7,
            start=FileRef(path=str(start), sha256="00") if start else None,
        )  # fmt: skip
        manifest = Manifest(
            program="Atelier", request=request, index=0, seed=7, device_name="cpu", versions={}, seconds={},
            model=ModelUsed(id="starter", name="Flat", family="sd1"), created="",
            placement=Placement(device="cpu", precision="fp32"),
        )  # fmt: skip
        return Artifact(
            id=name, job=job, path=f"2026/01/{name}.png", sha256="", bytes=1, width=64, height=64,
            created="2026-01-01T00:00:00+00:00", manifest=manifest,
        )  # fmt: skip

    return make
