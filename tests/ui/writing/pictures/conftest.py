"""Words and pictures on a page with a queue that is told what happens, and a real library."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact, Manifest, ModelUsed
from studio.core.jobs import Job
from studio.core.paths import Folders
from studio.core.placement import Placement
from studio.storage.history import History
from studio.storage.library import Library
from studio.ui.prompt_panel import PromptPanel
from studio.ui.writing.pictures.illustration import PictureParts
from studio.ui.writing.pictures.prompt_improver import PromptImprover
from studio.ui.writing.pictures.words_and_pictures import WordsAndPictures
from tests.fakes.writing_desk import page, text_models, writing_page

__all__ = ["page", "text_models", "writing_page"]


def painted(path: Path, colour: str = "navy") -> Path:
    image = QImage(48, 32, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    path.parent.mkdir(parents=True, exist_ok=True)
    assert image.save(str(path))
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return painted(tmp_path / "outside" / "moon.png")


@pytest.fixture
def panel(qtbot: QtBot, theme, models) -> PromptPanel:
    made = PromptPanel()
    qtbot.addWidget(made)
    made.set_models(models)
    return made


@pytest.fixture
def make_words(
    page, queue, text_models, panel: PromptPanel, history: History, library: Library, folders: Folders
):
    """Builds the joined whole; each call is one more start of the program."""

    def make() -> WordsAndPictures:
        parts = PictureParts(
            queue=queue, models=text_models, history=history, library=library, panel=panel, folders=folders
        )
        made = WordsAndPictures(page, parts)
        made.problems, made.messages = [], []
        made.problem.connect(made.problems.append)
        made.message.connect(lambda text, undo: made.messages.append((text, undo)))
        return made

    return make


@pytest.fixture
def improver(panel: PromptPanel, queue, text_models, folders: Folders) -> PromptImprover:
    made = PromptImprover(panel, queue, text_models, folders)
    made.problems, made.messages = [], []
    made.problem.connect(made.problems.append)
    made.message.connect(lambda text, undo: made.messages.append((text, undo)))
    return made


@pytest.fixture
def words(make_words) -> WordsAndPictures:
    return make_words()


@pytest.fixture
def drawn(history: History, folders: Folders):
    """A picture of a job lands in the library."""
    count = 0

    def make(job: Job) -> Artifact:
        nonlocal count
        count += 1
        born = f"2026-01-02T03:04:05.{count:06d}+00:00"
        manifest = Manifest(
            program="Atelier", request=job.request, index=0, seed=1, created=born,
            model=ModelUsed(id="starter", name="S", family="sd1"), device_name="cpu",
            placement=Placement(device="cpu", precision="fp32", reasons=()), versions={}, seconds={},
        )  # fmt: skip
        identity = f"20260102-030405-{count:06d}-{count:08x}"
        artifact = Artifact(
            id=identity, job=job.id, path=f"2026/01/{identity}.png", sha256="", bytes=1,
            width=48, height=32, created=born, manifest=manifest,
        )  # fmt: skip
        painted(folders.library / artifact.path, f"#{count * 40:02x}4060")
        if history.job(job.id) is None:
            history.add_job(job)
        history.add_artifact(artifact)
        return artifact

    return make
