"""A window on a scripted queue, in a known theme, for the tests of the shell."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.core.artifacts import Artifact, Manifest, ModelUsed
from studio.core.paths import Folders
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.core.settings import AppearanceSettings, Settings
from studio.core.specs import FamilySpec, LatentPreview
from studio.jobs import offthread
from studio.storage.models import ModelEntry
from studio.ui.main_window import MainWindow, WindowParts
from studio.ui.theme import DARK, Theme, tokens
from studio.ui.window_state import WindowState

FAKES = Path(__file__).resolve().parent.parent / "fakes"


@pytest.fixture(scope="session")
def scripted() -> ModuleType:
    """The module ``tests/fakes/scripted_queue.py``."""
    spec = importlib.util.spec_from_file_location("scripted_queue", FAKES / "scripted_queue.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def models() -> list[ModelEntry]:
    return [
        ModelEntry(
            id="starter",
            name="Starter landscapes",
            family="sd1",
            path="/models/starter",
            about="Flat landscapes at 256 pixels.",
            default_size=(256, 256),
            sizes=((256, 256), (320, 192)),
            steps=20,
            guidance_scale=5.0,
            weights=20_000_000,
            largest_part=15_000_000,
        ),
        ModelEntry(
            id="broken",
            name="Broken",
            family="",
            path="/models/broken",
            problem="The folder holds no denoiser weights.",
            advice="Copy the model again.",
        ),
        ModelEntry(
            id="big",
            name="Big",
            family="sd1",
            path="/models/big",
            default_size=(512, 768),
            steps=30,
            guidance_scale=7.5,
            sampler="euler_a",
            schedule="trailing",
            weights=1_000_000_000,
        ),
    ]


@pytest.fixture
def families() -> dict[str, FamilySpec]:
    preview = LatentPreview(factors=(), bias=(0.0, 0.0, 0.0))
    return {
        "sd1": FamilySpec(
            id="sd1",
            label="SD 1",
            kind="image",
            pipelines=(),
            components=(),
            default_size=(512, 512),
            preview=preview,
        )
    }


@pytest.fixture
def queue(qapp: QApplication, scripted: ModuleType):
    return scripted.ScriptedQueue()


DRESS = AppearanceSettings(theme="dark")


@pytest.fixture(scope="session")
def worn_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, DRESS)


@pytest.fixture
def theme(qapp: QApplication, worn_theme: Theme) -> Iterator[Theme]:
    """Dark at the base text size, before and after; dressing anew is slow, so only when it was changed."""

    def dress() -> None:
        if tokens() is not DARK or qapp.font().pixelSize() != DRESS.text_size:
            worn_theme.apply(DRESS)

    dress()
    yield worn_theme
    dress()


@pytest.fixture
def make_window(qtbot, theme, queue, folders: Folders, families, models) -> Iterator:
    """Builds windows; each call is one more start of the program on the same folders."""
    made: list[MainWindow] = []

    def make(settings: Settings | None = None) -> MainWindow:
        window = MainWindow(
            WindowParts(
                settings=settings or Settings(appearance=DRESS),
                folders=folders,
                theme=theme,
                state=WindowState(folders.data / "window.json"),
                queue=queue,
                canvas=QLabel("canvas"),
                gallery=QLabel("gallery"),
                families=families,
            )
        )
        window.set_models(models)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        made.append(window)
        return window

    yield make
    queue.lanes.clear()
    for window in made:
        window.close()
    offthread.finish()


@pytest.fixture
def window(make_window) -> MainWindow:
    return make_window()


@pytest.fixture
def studio(qtbot: QtBot, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """The whole window, in front, without an engine."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    made = Studio(application)
    monkeypatch.setattr(made.queue, "start_engine", lambda *lanes: None)
    qtbot.addWidget(made.window)
    made.show()
    made.window.resize(1440, 860)
    qtbot.waitUntil(lambda: made.window.panel.chosen_model() is not None, timeout=5000)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def add_result(studio: Studio):
    """Puts a real picture into the library of ``studio``."""
    count = 0

    def make(prompt: str, colour: str) -> Artifact:
        nonlocal count
        count += 1
        identity = f"20260102-030405-{count:06d}-{count:08x}"
        request = ImageRequest(prompt=prompt, model="starter", width=64, height=64, seed=1)
        born = f"2026-01-02T03:04:05.{count:06d}+00:00"
        manifest = Manifest(
            program="Atelier", request=request, index=0, seed=1, created=born,
            model=ModelUsed(id="starter", name="S", family="sd1", sha256=""), device_name="cpu",
            placement=Placement(device="cpu", precision="fp32", reasons=()), versions={}, seconds={},
        )  # fmt: skip
        artifact = Artifact(
            id=identity, job=f"job{count}", path=f"2026/01/{identity}.png", sha256="", bytes=1,
            width=64, height=64, created=born, manifest=manifest,
        )  # fmt: skip
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        path = studio.folders.library / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        assert image.save(str(path))
        studio.history.add_artifact(artifact)
        return artifact

    return make
