"""The sampler panel with its presets: ours and the user's files."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.paths import resources
from studio.core.writing.sampling import load_sampling_presets, preset_id, preset_text
from studio.storage.files import whole_file
from studio.ui.writing.drafting.sampler_panel import SamplerPanel


class SamplerDesk(QObject):
    """Presets of the user lie as TOML in ``folder``."""

    problem = Signal(object)

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self.troubles: list[str] = []
        self.panel = SamplerPanel()
        self.panel.keep_wanted.connect(self.keep)
        self.panel.forget_wanted.connect(self.forget)
        self.load()

    def load(self) -> None:
        self.troubles = []
        self.panel.set_presets(
            load_sampling_presets(resources() / "writing" / "presets", self._folder, self.troubles)
        )

    @Slot(str)
    def keep(self, name: str) -> None:
        """Keep the values of now as a preset."""
        identity = preset_id(name, set(self.panel.presets))
        text = preset_text(name, self.panel.state.sampling)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with whole_file(self._folder / f"{identity}.toml") as stream:
                stream.write(text.encode("utf-8"))
        except OSError as error:
            self._refuse(error)
            return
        self.load()
        self.panel.choose(identity)

    @Slot(str)
    def forget(self, identity: str) -> None:
        """Delete a preset of the user; its values stay in the panel."""
        preset = self.panel.presets.get(identity)
        if preset is None or not preset.own:
            return
        try:
            (self._folder / f"{identity}.toml").unlink(missing_ok=True)
        except OSError as error:
            self._refuse(error)
            return
        self.panel.state.preset = ""
        self.load()

    def _refuse(self, error: OSError) -> None:
        self.problem.emit(
            ErrorReport(
                kind=ErrorKind.NOT_WRITABLE,
                sentence=f"The preset cannot be kept in {self._folder} ({error.strerror or error}).",
                advice="Make the folder writable.",
                detail=str(error),
            )
        )
