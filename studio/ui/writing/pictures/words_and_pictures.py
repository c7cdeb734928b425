"""Everything that joins words and pictures, built together and connected with the window."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from studio.core.artifacts import Artifact
from studio.ui.actions import Commands
from studio.ui.writing.pictures.description import Description
from studio.ui.writing.pictures.illustration import Illustration, PictureParts
from studio.ui.writing.pictures.scene_panel import ScenePanel
from studio.ui.writing.pictures.scene_pictures import ScenePictures
from studio.ui.writing.pictures.storyboard import Storyboard

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage


class WordsAndPictures(QObject):
    """``canvas_wanted`` asks the window to show the Paint page with a picture laid on the canvas."""

    message = Signal(str, object)  # sentence, callable for Undo or None
    problem = Signal(object)  # ErrorReport
    canvas_wanted = Signal(object)  # Path

    def __init__(self, page: "WritePage", parts: PictureParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self._parts = page, parts
        self.illustration = Illustration(page, parts, self)
        self.pictures = ScenePictures(page, self.illustration, self)
        self.description = Description(page, parts, self)
        self.storyboard = Storyboard(page, self.illustration, self.pictures)
        self.panel = ScenePanel(self.pictures)
        page.add_side_panel(self.tr("Picture"), self.panel, "image")
        for part in (self.illustration, self.pictures, self.description, self.storyboard):
            part.message.connect(self.message)
            part.problem.connect(self.problem)
        self.pictures.canvas_wanted.connect(self.canvas_wanted)
        self.pictures.describe_wanted.connect(self.description.describe)
        self.description.noted.connect(lambda _: page.outline_changed.emit())
        self.illustration.attached.connect(self._attached)
        self.storyboard.scene_wanted.connect(page.open_item)

    def join(self, commands: Commands) -> None:
        """The commands of illustrating and of the storyboard."""
        for part in (self.illustration, self.storyboard):
            part.join(commands)

    def takes(self, artifact: Artifact) -> bool:
        """Whether a new picture of the library belongs beside a scene, and so not on the canvas."""
        return self.illustration.takes(artifact)

    def prefer(self, model: str) -> None:
        """The language model chosen on the Write page."""
        self.illustration.preferred = model

    @Slot(str)
    def _attached(self, item: str) -> None:
        if item == self._page.editor.item:
            self.panel.show_newest()

    @Slot(object)
    def describe(self, artifact: Artifact) -> None:
        """For the gallery's menu: a picture into words."""
        self.description.describe(self._path(artifact))

    @Slot(object)
    def attach(self, artifact: Artifact) -> None:
        """For the gallery's menu: a picture beside the open scene."""
        self.pictures.attach([self._path(artifact)])
        if self.pictures.has_scene():
            self.panel.show_newest()
            self.message.emit(self.tr("The picture stands beside the open scene now."), None)

    def _path(self, artifact: Artifact) -> Path:
        return self._parts.library.path_of(artifact)
