"""The prompt panel builds honest requests and shows them again."""

import hashlib
import struct
import zlib

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSlider

from studio.core.paths import resources
from studio.core.presets import Preset, load_presets
from studio.core.requests import FileRef, ImageRequest, PlacementWish
from studio.core.samplers import SAMPLERS
from studio.core.settings import DeviceSettings, Settings
from studio.ui.prompt_edit import about_tokens
from studio.ui.prompt_field import TOKEN_LIMIT
from studio.ui.prompt_panel import FIRST_PROMPT


@pytest.fixture
def picture(tmp_path):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("#4080c0"))
    path = tmp_path / "start.png"
    assert image.save(str(path))
    return path


def test_the_first_press_submits_a_picture_of_the_starter_model(qtbot, window, queue) -> None:
    qtbot.mouseClick(window.panel.primary, Qt.MouseButton.LeftButton)
    (job,) = queue.pending()
    assert job.request == ImageRequest(
        prompt=FIRST_PROMPT,
        model="starter",
        width=256,
        height=256,
        seed=window.panel.seed.seed(),
    )


def test_control_return_submits_while_writing(qtbot, window, queue) -> None:
    window.activateWindow()
    window.panel.prompt.setFocus()
    qtbot.waitUntil(window.panel.prompt.hasFocus)
    qtbot.keyClick(window.panel.prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(queue.pending()) == 1
    assert "\n" not in window.panel.prompt.text()


def test_every_press_rolls_a_seed_unless_it_is_kept(window, queue) -> None:
    panel = window.panel
    panel.submit()
    panel.submit()
    panel.seed.lock_button.click()
    panel.submit()
    panel.submit()
    seeds = [job.request.seed for job in queue.pending()]
    assert seeds[0] != seeds[1]
    assert seeds[1] == seeds[2] == seeds[3] == panel.seed.seed(), "the lock keeps the seed last seen"


def test_a_typed_seed_is_kept_and_bounded(qtbot, window) -> None:
    seed = window.panel.seed
    seed.edit.clear()
    qtbot.keyClicks(seed.edit, "99 999 999 999 x")
    assert seed.is_kept()
    assert seed.seed() == 2**32 - 1


def test_the_button_says_what_it_will_do(window, picture) -> None:
    panel = window.panel
    assert panel.primary.text() == "Generate"
    panel.count.set_value(4)
    assert panel.primary.text() == "Generate 4"
    panel.set_start(str(picture))
    panel.start.strength.set_value(0.4)
    assert panel.primary.text() == "Refine 40 % × 4"
    panel.count.set_value(1)
    assert panel.primary.text() == "Refine 40 %"
    panel.start.clear()
    assert panel.primary.text() == "Generate"


def test_a_start_image_goes_into_the_request_with_its_hash(qtbot, window, picture) -> None:
    panel = window.panel
    panel.set_start(str(picture))
    qtbot.waitUntil(lambda: not panel.start.thumbnail.pixmap().isNull())
    panel.start.strength.set_value(0.35)
    request = panel.request()
    assert request.start == FileRef(
        path=str(picture), sha256=hashlib.sha256(picture.read_bytes()).hexdigest()
    )
    assert request.strength == 0.35


def test_a_file_that_is_no_picture_is_refused(qtbot, window, tmp_path) -> None:
    path = tmp_path / "no.png"
    path.write_bytes(b"not a picture")
    with qtbot.waitSignal(window.panel.refused) as refusal:
        window.panel.set_start(str(path))
    assert "no.png is damaged or of an unknown kind" in refusal.args[0].sentence
    assert window.panel.start.path() == ""


def test_a_vanished_start_image_stops_the_press_and_says_so(qtbot, window, queue, picture) -> None:
    window.panel.set_start(str(picture))
    qtbot.waitUntil(lambda: not window.panel.start.thumbnail.pixmap().isNull())
    picture.unlink()
    window.panel.submit()
    assert queue.pending() == []
    assert "start.png cannot be read" in window.messages.cards[-1].report.sentence


def test_choosing_a_model_takes_over_what_it_likes(window) -> None:
    panel = window.panel
    panel.negative.replace_text("fog")
    panel.count.set_value(3)
    assert panel.choose_model("big")
    request = panel.request()
    assert (request.width, request.height, request.steps, request.guidance_scale) == (512, 768, 30, 7.5)
    assert (request.sampler, request.schedule) == ("euler_a", "trailing")
    assert (request.negative, request.count, request.prompt) == ("fog", 3, FIRST_PROMPT)


def test_a_broken_model_is_shown_disabled_with_its_reason(window) -> None:
    combo = window.panel.model
    row = combo.findData("broken")
    assert not combo.model().item(row).isEnabled()
    assert "no denoiser weights" in combo.itemData(row, Qt.ItemDataRole.ToolTipRole)
    assert not window.panel.choose_model("broken")
    assert window.panel.chosen_model().id == "starter"


def test_without_a_usable_model_the_button_says_why(window, models) -> None:
    window.panel.set_models([models[1]])
    assert not window.panel.primary.isEnabled()
    assert "Add a model folder" in window.panel.primary.toolTip()


def test_only_schedules_the_sampler_can_follow_are_offered(window) -> None:
    panel = window.panel
    panel.sampler.set_value("euler")
    panel.schedule.set_value("karras")
    panel.sampler.set_value("ddim")
    offered = [panel.schedule.combo.itemData(row) for row in range(panel.schedule.combo.count())]
    assert tuple(offered) == SAMPLERS["ddim"].schedules
    assert panel.schedule.value() in SAMPLERS["ddim"].schedules


def test_custom_sizes_snap_and_swap(window) -> None:
    size = window.panel.picture_size
    size.combo.setCurrentIndex(size.combo.count() - 1)
    assert not size.custom.isHidden()
    size.width_box.setValue(515)
    size.height_box.setValue(300)
    assert size.size_now() == (512, 304)
    size.swap_button.click()
    request = window.panel.request()
    assert (request.width, request.height) == (304, 512)
    size.set_size(320, 192)
    assert size.custom.isHidden()


def test_use_these_settings_brings_back_every_value(window, picture) -> None:
    request = ImageRequest(
        prompt="a desert at night",
        negative="fog",
        model="big",
        width=640,
        height=384,
        steps=33,
        guidance_scale=6.5,
        sampler="heun",
        schedule="karras",
        seed=4_000_000_001,
        count=2,
        start=FileRef(path=str(picture), sha256=hashlib.sha256(picture.read_bytes()).hexdigest()),
        strength=0.45,
    )
    window.use_settings(request)
    assert window.panel.request() == request
    assert window.panel.seed.is_kept()


def test_use_these_settings_of_an_unknown_model_says_so_and_takes_the_rest(window) -> None:
    window.use_settings(ImageRequest(prompt="a cave", model="gone", width=256, height=256, seed=5, steps=11))
    request = window.panel.request()
    assert (request.model, request.prompt, request.steps) == ("starter", "a cave", 11)
    assert any("gone" in card.sentence.text() for card in window.messages.cards)


def test_a_preset_wraps_the_prompt_and_is_unwrapped_again(window) -> None:
    panel = window.panel
    panel.set_presets(load_presets(resources() / "presets"))
    panel.prompt.replace_text("a lake")
    panel.preset.setCurrentIndex(panel.preset.findData("golden_hour"))
    request = panel.request()
    assert request.prompt.startswith("a lake at sunset") and request.preset == "golden_hour"
    panel.preset.setCurrentIndex(0)
    panel.set_values(request)
    assert panel.prompt.text() == "a lake"
    assert panel.request() == request


def test_a_preset_sets_the_sampling_it_names(window) -> None:
    panel = window.panel
    preset = Preset(id="look", name="Look", steps=33, sampler="heun", schedule="karras")
    panel.set_presets({"look": preset})
    panel.guidance.set_value(8.5)
    panel.preset.setCurrentIndex(panel.preset.findData("look"))
    panel.preset.activated.emit(panel.preset.currentIndex())
    request = panel.request()
    assert (request.steps, request.sampler, request.schedule) == (33, "heun", "karras")
    assert request.guidance_scale == 8.5


@pytest.mark.parametrize("text", ["", "x" * 20_000, "雪山 🏔️ \u0301", "a\x00b"])
def test_any_prompt_is_submitted_clean(window, queue, text: str) -> None:
    window.panel.prompt.setPlainText(text)
    window.panel.submit()
    (job,) = queue.pending()
    assert "\x00" not in job.request.prompt
    assert len(job.request.prompt) <= 20_000


def test_a_prompt_beyond_the_limit_is_refused_with_a_sentence(window, queue) -> None:
    window.panel.prompt.setPlainText("x" * 20_001)
    window.panel.submit()
    assert queue.pending() == []
    assert "20,000 is the most" in window.messages.cards[-1].report.sentence


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("", 0, 0),
        ("a lake at sunset with snowy mountains", 7, 9),
        ("1234", 4, 4),
        ("雪山湖", 3, 9),
        ("(snowy peaks:1.2), trees", 9, 14),
    ],
)
def test_tokens_are_estimated_sensibly(text: str, low: int, high: int) -> None:
    assert low <= about_tokens(text) <= high


def test_the_meter_warns_above_the_limit(window) -> None:
    window.panel.prompt.setPlainText("tree " * (TOKEN_LIMIT + 5))
    assert window.panel.prompt_field.meter.text() == f"{TOKEN_LIMIT + 5} / {TOKEN_LIMIT}"
    assert window.panel.prompt_field.meter.property("kind") == "danger"
    assert "ignores the rest" in window.panel.prompt_field.meter.toolTip()


def test_the_prompt_grows_with_its_text_up_to_a_limit(window) -> None:
    prompt = window.panel.prompt
    before = prompt.height()
    prompt.setPlainText("line\n" * 8)
    grown = prompt.height()
    prompt.setPlainText("line\n" * 100)
    assert before < grown < prompt.height() < 400


def test_used_prompts_are_walked_with_alt_and_arrows(qtbot, window) -> None:
    prompt = window.panel.prompt
    for text in ("first", "second"):
        prompt.replace_text(text)
        window.panel.submit()
    prompt.replace_text("unsent")
    alt = Qt.KeyboardModifier.AltModifier
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(prompt, key, alt)
        seen.append(prompt.text())
    assert seen == ["second", "first", "first", "second", "unsent"]


def test_settings_of_the_device_go_into_the_request(make_window) -> None:
    window = make_window(Settings(device=DeviceSettings(device="cpu", precision="fp32", threads=3)))
    assert window.panel.request().placement == PlacementWish(device="cpu", precision="fp32", threads=3)


def test_the_wheel_scrolls_the_panel_instead_of_changing_values(window) -> None:
    steps = window.panel.steps
    before = steps.value()
    for control in (steps.slider, window.panel.sampler.combo):
        control.clearFocus()
        QTest.qWait(1)
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(control.mapToGlobal(QPoint(5, 5))),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control, event)
    assert steps.value() == before
    assert window.panel.sampler.value() == "dpmpp_2m"


def test_slider_and_number_say_the_same(window) -> None:
    guidance = window.panel.guidance
    guidance.slider.setValue(75)
    assert guidance.value() == 7.5
    guidance.spin.setValue(22.0)  # beyond the slider, within the param
    assert guidance.value() == 22.0
    assert guidance.slider.value() == guidance.slider.maximum()


def test_every_number_has_room_for_its_text(window) -> None:
    """A style sheet once left number boxes a text field one pixel wide."""
    panel = window.panel
    panel.picture_size.set_size(1024, 2048)
    for spin in (panel.count.spin, panel.steps.spin, panel.guidance.spin, panel.picture_size.width_box):
        edit = spin.findChild(QLineEdit)
        assert edit.width() >= edit.fontMetrics().horizontalAdvance(spin.text()) + 2
    assert isinstance(panel.steps.slider, QSlider)


def png_head(width: int, height: int) -> bytes:
    """The beginning of a PNG file, enough to tell its size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(64)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is damaged or of an unknown kind"),
        (png_head(16_384, 16_384), "is too large (16384 × 16384 pixels)"),
    ],
    ids=["empty", "huge"],
)
def test_a_start_image_that_cannot_be_used_says_why(qtbot, window, tmp_path, content, said) -> None:
    path = tmp_path / "dropped.png"
    path.write_bytes(content)
    with qtbot.waitSignal(window.panel.refused) as told:
        window.panel.set_start(str(path))
    report = told.args[0]
    assert said in report.sentence and "dropped.png" in report.sentence and report.advice
    assert window.panel.start.path() == ""
