"""The pages of the settings dialog that need more than a form: device, memory, folders, privacy."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.core.image_params import SETTING_PARAMS
from studio.core.paths import Folders
from studio.core.placement import GIB, PRECISIONS, Hardware, Need, choose_placement, memory_needed
from studio.core.requests import PlacementWish
from studio.core.settings import Settings
from studio.ui.folder_opening import open_folder
from studio.ui.param_form import ChoiceField, ParamForm, param_text
from studio.ui.sentences import translate_sentence
from studio.ui.theme import scaled
from studio.ui.widgets import button, label


def gigabytes(size: float) -> str:
    return f"{size / GIB:.1f} GB"


class Page(QWidget):
    """A settings page. ``changed`` carries the section, field and new value."""

    changed = Signal(str, str, object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._forms: dict[str, ParamForm] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 24)
        self.column.setSpacing(16)
        self.column.addWidget(label(title, "title"))

    def add_form(self, section: str, settings: Settings) -> ParamForm:
        """The params of a section below each other."""
        form = ParamForm(SETTING_PARAMS[section], getattr(settings, section))

        def tell(name: str, value: object) -> None:
            self.changed.emit(section, name, value)

        form.changed.connect(tell)
        self._forms[section] = form
        self.column.addWidget(form)
        return form

    def add_text(self, text: str, kind: str = "muted") -> None:
        self.column.addWidget(label(text, kind, wrap=True))

    def show_settings(self, settings: Settings) -> None:
        """Show ``settings`` and what depends on them."""
        for section, form in self._forms.items():
            form.show_values(getattr(settings, section))


class PlacementPage(Page):
    """Device and precision, or memory saving, each with what it means for the chosen model."""

    def __init__(
        self, title: str, section: str, settings: Settings, hardware: Hardware | None, need: Need | None
    ) -> None:
        super().__init__(title)
        self._hardware, self._need = hardware, need
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(4)
        self.choice = label("", "strong", wrap=True)
        self.reasons = label("", "muted", wrap=True)
        inside.addWidget(self.choice)
        inside.addWidget(self.reasons)
        self.column.addWidget(card)
        self.form = self.add_form(section, settings)
        self._section = section
        self._label_choices(settings)
        self.column.addStretch(1)
        self.show_settings(settings)

    def _label_choices(self, settings: Settings) -> None:
        """Name the devices that are here, and what each choice would take for the chosen model."""
        if self._section == "device" and self._hardware:
            field = self.form.fields["device"]
            if isinstance(field, ChoiceField):
                known = [(device.id, f"{device.name} ({device.id})") for device in self._hardware.devices]
                chosen = settings.device.device
                if chosen != "auto" and chosen not in [identity for identity, _ in known]:
                    known.append((chosen, self.tr("%1 (not on this machine)").replace("%1", chosen)))
                field.blockSignals(True)
                field.set_choices([("auto", param_text("Automatic")), *known])
                field.set_value(chosen)
                field.blockSignals(False)
        name = {"device": "precision", "memory": "offload"}[self._section]
        field = self.form.fields[name]
        if not self._need or not isinstance(field, ChoiceField):
            return
        for row in range(field.combo.count()):
            choice = field.combo.itemData(row)
            if choice == "auto":
                continue
            if name == "precision":
                size = memory_needed(self._need, choice, "none")
            else:
                size = memory_needed(self._need, self._precision(settings), choice)
            text = self.tr("%1, about %2").replace("%1", field.combo.itemText(row))
            field.combo.setItemText(row, text.replace("%2", gigabytes(size)))

    def _precision(self, settings: Settings) -> str:
        if settings.device.precision in PRECISIONS:
            return settings.device.precision
        return self._hardware.devices[0].precisions[0] if self._hardware else "fp32"

    def show_settings(self, settings: Settings) -> None:
        super().show_settings(settings)
        if self._hardware is None:
            self.choice.setText(self.tr("The engine has not told yet what this machine can do."))
            self.reasons.setText(self.tr("Open this page again when the job bar shows the device."))
            return
        wish = settings.placement_wish
        automatic = wish == PlacementWish()
        try:
            placement = choose_placement(self._hardware, wish, self._need or Need(weights=0))
        except StudioError as error:
            self.choice.setText(translate_sentence(error.sentence))
            self.reasons.setText(translate_sentence(error.advice))
            return
        lead = self.tr("Automatic picks: %1") if automatic else self.tr("Pictures are made with: %1")
        tiling = self.tr("with VAE tiling") if placement.vae_tiling else self.tr("without VAE tiling")
        offload = next(
            param_text(choice.label)
            for choice in SETTING_PARAMS["memory"][0].choices
            if choice.id == placement.offload
        )
        device = "CPU" if placement.device == "cpu" else placement.device
        chosen = " · ".join((device, placement.precision, offload, tiling))
        self.choice.setText(lead.replace("%1", chosen))
        lines = [translate_sentence(reason) for reason in placement.reasons]
        if self._need:
            size = memory_needed(self._need, placement.precision, placement.offload)
            lines.append(self.tr("The chosen model then needs about %1.").replace("%1", gigabytes(size)))
        self.reasons.setText("\n".join(lines))


class FoldersPage(Page):
    """Where pictures go and where models are looked for."""

    def __init__(self, settings: Settings, folders: Folders) -> None:
        super().__init__(self.tr("Folders"))
        self._folders = folders
        self._models = list(settings.folders.models)
        self.column.addLayout(self._head(self.tr("Pictures"), self._open_library))
        self.library = label(settings.folders.library or str(folders.library), "text", wrap=True)
        self.library.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self.library)
        row = QHBoxLayout()
        self.choose_button = button(self.tr("Choose another folder…"))
        self.choose_button.clicked.connect(self._choose_library)
        self.default_button = button(self.tr("Use the default"), "quiet")
        self.default_button.clicked.connect(self._default_library)
        row.addWidget(self.choose_button)
        row.addWidget(self.default_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.add_text(self.tr("Used from the next start on. Pictures already made stay where they are."))
        self.column.addSpacing(8)
        self.column.addLayout(self._head(self.tr("Models"), self._open_models))
        self.add_text(
            self.tr("Models in %1 are found by themselves. Further folders:").replace(
                "%1", str(folders.models)
            )
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Further model folders"))
        self.list.setFixedHeight(scaled(96))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentRowChanged.connect(self._show_buttons)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.list)
        self.column.addWidget(frame)
        row = QHBoxLayout()
        self.add_button = button(self.tr("Add a folder…"))
        self.add_button.clicked.connect(self._add_models)
        self.remove_button = button(self.tr("Remove"))
        self.remove_button.setToolTip(self.tr("Forget the folder; nothing on the disk is deleted"))
        self.remove_button.clicked.connect(self._remove_models)
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.add_text(
            self.tr(
                "A model for pictures is one safetensors file (Stable Diffusion 1, 2 or XL), or a folder in "
                "the diffusers format. One for texts is a GGUF file, or a folder in the Hugging Face format. "
                "Folders inside are looked into."
            )
        )
        self.column.addStretch(1)
        self._show_models()

    def _head(self, title: str, opens: Callable[[], None]) -> QHBoxLayout:
        row = QHBoxLayout()
        words = label(title, "strong")
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        opening = self.tr("Open folder")
        opener = button(opening, "quiet")
        opener.setAccessibleName(f"{opening}: {title}")
        opener.clicked.connect(opens)
        row.addWidget(words)
        row.addWidget(opener)
        return row

    def add_models(self, path: str) -> None:
        """Look for models in ``path`` too."""
        if path and path not in self._models:
            self._models.append(path)
            self._tell_models()

    def _choose_library(self) -> None:
        path = QFileDialog.getExistingDirectory(
            self, self.tr("Where shall pictures go?"), self.library.text()
        )
        if path:
            self.set_library(path)

    def set_library(self, path: str) -> None:
        """Pictures go to ``path`` from the next start on; empty text means the default place."""
        self.library.setText(path or self.tr("The default folder"))
        self.changed.emit("folders", "library", path)

    def _default_library(self) -> None:
        self.set_library("")

    def _add_models(self) -> None:
        self.add_models(QFileDialog.getExistingDirectory(self, self.tr("A model, or a folder of models")))

    def _remove_models(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            del self._models[row]
            self._tell_models()

    def _tell_models(self) -> None:
        self._show_models()
        self.changed.emit("folders", "models", tuple(self._models))

    def _show_models(self) -> None:
        self.list.clear()
        for path in self._models:
            item = QListWidgetItem(path)
            item.setToolTip(path)
            if not Path(path).expanduser().is_dir():
                item.setText(self.tr("%1 (not there)").replace("%1", path))
            self.list.addItem(item)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.remove_button.setEnabled(self.list.currentRow() >= 0)

    def _open_library(self) -> None:
        self._open(self._folders.library)

    def _open_models(self) -> None:
        self._open(self._folders.models)

    def _open(self, folder: Path) -> None:
        if report := open_folder(folder):
            box = QMessageBox(self)
            box.setWindowTitle(self.tr("Folders"))
            box.setText(report.sentence)
            box.setInformativeText(report.advice)
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.open()


class PrivacyPage(Page):
    """What leaves this machine: nothing; and what a picture file tells."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(self.tr("Privacy"))
        box = QCheckBox(self.tr("Stay offline"))
        box.setChecked(True)
        box.setEnabled(False)
        self.column.addWidget(box)
        self.add_text(
            self.tr(
                "This version never opens the network, so there is nothing to switch: no account, no "
                "telemetry, no downloads, no update check. Prompts and pictures stay on this machine."
            )
        )
        self.add_form("privacy", settings)
        self.column.addStretch(1)
