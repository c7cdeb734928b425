"""The settings dialog changes settings as asked and explains what Automatic does."""

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from studio.core.image_params import IMAGE_PARAMS, SETTING_PARAMS
from studio.core.settings import Settings
from studio.core.specs import Param
from studio.ui.param_form import ParamForm, make_field
from studio.ui.settings_dialog import PAGES


def test_every_setting_has_a_param_with_its_default() -> None:
    """A setting that no page shows would be a secret."""
    defaults = Settings()
    for section, params in SETTING_PARAMS.items():
        part = getattr(defaults, section)
        shown = {param.id: param.default for param in params}
        known = {name: getattr(part, name) for name in part.__struct_fields__}
        known.pop("offline", None)  # stated on its page; there is nothing to switch
        assert shown == known


def test_each_change_is_told_at_once(qtbot, window) -> None:
    dialog = window.open_settings("pictures")
    with qtbot.waitSignal(window.settings_changed) as told:
        dialog.pages["pictures"].findChild(ParamForm).fields["format"].set_value("webp")
    assert told.args[0].pictures.format == "webp"
    dialog.pages["pictures"].findChild(ParamForm).fields["previews"].set_value(False)
    assert window.settings.pictures.previews is False
    assert dialog.settings.pictures.format == "webp"
    dialog.close()


def test_automatic_is_explained_with_the_measured_need(window, queue, scripted) -> None:
    queue.set_engine(scripted.READY)
    window.panel.choose_model("big")
    dialog = window.open_settings("device")
    page = dialog.pages["device"]
    assert page.choice.text().startswith("Automatic picks: CPU · bf16")
    assert "AMX" in page.reasons.text()
    assert "needs about 3.0 GB" in page.reasons.text()
    precision = page.form.fields["precision"].combo
    texts = [precision.itemText(row) for row in range(precision.count())]
    assert texts[0] == "Automatic" and all("about" in text for text in texts[1:])
    page.form.fields["precision"].set_value("fp32")
    assert "fp32 is set in the settings" in page.reasons.text()
    assert "needs about 5.9 GB" in page.reasons.text()
    dialog.close()


def test_before_the_engine_is_ready_the_page_says_so(window) -> None:
    dialog = window.open_settings("device")
    assert "has not told yet" in dialog.pages["device"].choice.text()
    dialog.close()


def test_a_device_that_is_gone_stays_visible(make_window, queue, scripted) -> None:
    window = make_window(Settings().replace("device", device="cuda:3"))
    queue.set_engine(scripted.READY)
    dialog = window.open_settings("device")
    page = dialog.pages["device"]
    assert page.form.fields["device"].value() == "cuda:3"
    assert "not on this machine" in page.form.fields["device"].combo.currentText()
    assert "is not on this machine" in page.choice.text()
    dialog.close()


def test_model_folders_are_added_and_removed(qtbot, window, tmp_path) -> None:
    dialog = window.open_settings("folders")
    page = dialog.pages["folders"]
    page.add_models(str(tmp_path))
    page.add_models(str(tmp_path))
    page.add_models("/nowhere/at/all")
    assert window.settings.folders.models == (str(tmp_path), "/nowhere/at/all")
    assert "not there" in page.list.item(1).text()
    page.list.setCurrentRow(0)
    page.remove_button.click()
    assert window.settings.folders.models == ("/nowhere/at/all",)
    page.set_library(str(tmp_path))
    assert window.settings.folders.library == str(tmp_path)
    page.default_button.click()
    assert window.settings.folders.library == ""
    dialog.close()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(qtbot, window, page: str) -> None:
    dialog = window.open_settings(page)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.stack.currentWidget().widget() is dialog.pages[page]
    dialog.close()


@pytest.mark.parametrize("param", [*IMAGE_PARAMS.values()], ids=lambda param: param.id)
def test_every_image_param_has_a_control(qtbot, param: Param) -> None:
    if param.id == "seed":
        return  # beyond the range of a number box; it has a field of its own
    field = make_field(param)
    qtbot.addWidget(field)
    assert field.value() == pytest.approx(param.default) if param.kind == "float" else param.default


def test_an_unknown_kind_is_refused(qapp) -> None:
    with pytest.raises(ValueError, match="no control"):
        make_field(Param(id="x", label="X", kind="colour", default=""))


def test_a_command_and_the_open_dialog_do_not_undo_each_other(qtbot, window) -> None:
    dialog = window.open_settings("appearance")
    theme = dialog.pages["appearance"].findChild(ParamForm).fields["theme"]
    assert theme.value() == "dark"
    window.commands.run("theme")
    assert theme.value() == "light"
    dialog.pages["pictures"].findChild(ParamForm).fields["previews"].set_value(False)
    assert window.settings.appearance.theme == "light"
    assert window.settings.pictures.previews is False
    dialog.close()


def test_a_folder_that_cannot_be_opened_is_said(window) -> None:
    models = window.parts.folders.models
    models.parent.mkdir(parents=True, exist_ok=True)
    models.write_text("a file stands where the folder should be")
    dialog = window.open_settings("folders")
    opener = next(
        found
        for found in dialog.pages["folders"].findChildren(QPushButton)
        if found.accessibleName() == "Open folder: Models"
    )
    opener.click()
    box = dialog.findChild(QMessageBox)
    assert box and "cannot be opened" in box.text() and box.informativeText()
    box.close()
    dialog.close()
