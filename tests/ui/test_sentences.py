"""Sentences built in English are shown in the window's language, with their values kept."""

import string
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication

from studio.core.artifacts import Artifact, Manifest, ModelUsed
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.identify import identify_folder
from studio.core.placement import Device, Hardware, Need, Placement, choose_placement
from studio.core.requests import ImageRequest, PlacementWish, check_request
from studio.core.settings import Settings
from studio.jobs.losses import GAVE_UP, explain
from studio.storage.database import open_database
from studio.ui.error_card import ErrorCard
from studio.ui.gallery import facts
from studio.ui.sentences import PROBE, translate_sentence
from studio.ui.translations import install_translations

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
CHINESE = ElementTree.parse(TRANSLATIONS / "atelier_zh_CN.ts")


def translations(context: str) -> dict[str, str]:
    return {
        message.findtext("source") or "": message.findtext("translation") or ""
        for part in CHINESE.iter("context")
        if part.findtext("name") == context
        for message in part.iter("message")
    }


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    installed = install_translations(qapp, "zh_CN")
    yield
    for translator in installed:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def still_english(text: str, kept: tuple[str, ...] = ()) -> list[str]:
    """Words of two and more English letters in ``text`` beside those of ``kept``."""
    for part in kept:
        text = text.replace(part, " ")
    latin = "".join(letter if letter in string.ascii_letters else " " for letter in text)
    return [word for word in latin.split() if len(word) > 1]


def test_english_is_left_alone(qapp: QApplication) -> None:
    assert translate_sentence(PROBE) == PROBE
    assert translate_sentence("{0} is the fastest device here.") == "{0} is the fastest device here."
    assert translate_sentence("") == ""


@pytest.mark.usefixtures("chinese")
def test_every_template_is_found_again_with_its_values() -> None:
    done = translations("Sentence")
    for template, told in done.items():
        values = [f"<{number}~>" for number in range(template.count("{"))]
        assert translate_sentence(template.format(*values)) == told.format(*values), template


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    "text",
    ["", "No such words are anywhere.", "图片", "The history", "a lake at sunset. With mountains", "50 %"],
)
def test_unknown_text_stays(text: str) -> None:
    assert translate_sentence(text) == text


@pytest.mark.usefixtures("chinese")
def test_long_texts_cost_no_time() -> None:
    begun = time.perf_counter()
    for text in ("The picture is here. " * 190, "The {0} is " * 300, "x" * 100_000):
        translate_sentence(text)
    assert time.perf_counter() - begun < 2


@pytest.mark.usefixtures("chinese")
def test_words_in_holes_are_translated_but_names_are_not() -> None:
    with pytest.raises(StudioError) as caught:
        check_request(ImageRequest(model="starter", prompt="", width=250, height=256, seed=1))
    assert translate_sentence(caught.value.sentence) == "宽度为 250 像素；它必须是 8 的倍数，例如 248。"
    assert translate_sentence("The model “prompt” is damaged: its tokenizer is missing.") == (
        "模型“prompt”已损坏：缺少分词器。"
    )
    full = "The library /home/a b could not be written"
    assert translate_sentence(full) == full


@pytest.mark.usefixtures("chinese")
def test_nested_sentences_of_the_engine_and_of_losses() -> None:
    report = explain(-11, "")
    assert translate_sentence(report.sentence) == (
        "引擎在任务进行中结束：它在某个库或显卡驱动程序中崩溃（SIGSEGV）。"
    )
    for loss in (GAVE_UP, explain(0, ""), explain(-9, ""), explain(3, "")):
        for text in (loss.sentence, loss.advice):
            assert still_english(translate_sentence(text), ("SIGKILL", "CPU")) == []


@pytest.mark.usefixtures("chinese")
def test_a_damaged_model_explains_itself(tmp_path: Path, families: dict) -> None:
    folder = tmp_path / "Mein Modell. Neu"
    spec = next(iter(families.values()))
    spec = msgspec.structs.replace(spec, pipelines=("Pipe",), components=("unet",))
    (folder / "unet").mkdir(parents=True)
    (folder / "model_index.json").write_text('{"_class_name": "Pipe"}')
    missing = identify_folder(folder, [spec])
    assert translate_sentence(missing.problem) == (
        "模型“Mein Modell. Neu”已损坏：文件夹“unet”中没有 safetensors 权重。"
    )
    (folder / "unet" / "a.safetensors").write_bytes(b"\x05\x00\x00\x00\x00\x00\x00\x00short")
    short = identify_folder(folder, [spec])
    assert translate_sentence(short.problem).startswith("模型“Mein Modell. Neu”已损坏：a.safetensors ")
    assert still_english(translate_sentence(short.problem), ("Mein Modell. Neu", "a.safetensors")) == []


@pytest.mark.usefixtures("chinese")
def test_a_repaired_history_explains_itself(tmp_path: Path) -> None:
    path = tmp_path / "studio.db"
    path.write_bytes(b"this is no database" * 500)
    database = open_database(path)
    database.close()
    told = translate_sentence(database.complaint)
    assert told.startswith("历史已损坏；损坏的文件已保留为 studio")
    assert told.endswith("。已新建历史，并会根据图库中的图片重新填充。")


@pytest.mark.usefixtures("chinese")
def test_several_sentences_and_lines() -> None:
    both = f"{GAVE_UP.sentence} {GAVE_UP.advice}"
    assert translate_sentence(both) == translate_sentence(GAVE_UP.sentence) + translate_sentence(
        GAVE_UP.advice
    )
    three = f"No model is chosen. Choose one in the prompt panel. Who knows. {PROBE}"
    assert translate_sentence(three) == (
        "尚未选择模型。请在提示词面板中选择一个。Who knows. 按“重试”即可重新运行。"
    )
    lines = f"{PROBE}\nUpdate Atelier to use them."
    assert translate_sentence(lines) == "按“重试”即可重新运行。\n请更新 Atelier 后再使用这些设置。"


@pytest.mark.usefixtures("chinese")
def test_reasons_of_a_placement() -> None:
    name = "AMD Ryzen 9 7950X Rev. B 16-Core"
    device = Device(
        id="cpu", kind="cpu", name=name, memory_total=8 << 30, memory_free=4 << 30, precisions=("fp32",)
    )
    hardware = Hardware(devices=(device,), cores=4)
    for wish in (PlacementWish(), PlacementWish(device="cpu", precision="fp32", offload="model")):
        for reason in choose_placement(hardware, wish, Need(weights=1000)).reasons:
            told = translate_sentence(reason)
            assert told != reason
            assert still_english(told, (name, "fp32", "fp", "model")) == []


@pytest.mark.usefixtures("chinese")
def test_an_error_card_speaks_chinese_and_copies_it(qtbot) -> None:
    report = ErrorReport(
        kind=ErrorKind.DISK_FULL,
        sentence="The picture could not be saved because the disk is full.",
        advice="Free some space, then try again.",
        detail="[Errno 28]",
    )
    card = ErrorCard(report)
    qtbot.addWidget(card)
    assert card.sentence.text() == "图片无法保存，因为磁盘已满。"
    assert card.full_text() == "图片无法保存，因为磁盘已满。\n请腾出一些空间，然后再试。\n[Errno 28]"
    assert card.report == report


@pytest.mark.usefixtures("chinese")
def test_models_with_problems_tell_why_in_chinese(qtbot, make_window, models) -> None:
    broken = msgspec.structs.replace(
        models[1],
        problem="“x” is a FluxPipeline model, a family this Atelier cannot run yet.",
        advice="Choose another model.",
    )
    window = make_window()
    window.set_models([models[0], broken])
    tip = window.panel.model.itemData(1, Qt.ItemDataRole.ToolTipRole)
    assert tip == "“x”是 FluxPipeline 模型，当前版本的 Atelier 尚不支持此系列。\n请选择其他模型。"


@pytest.mark.usefixtures("chinese")
def test_phases_have_names() -> None:
    assert QCoreApplication.translate("Phase", "denoising") == "去噪"
    assert set(translations("Phase")) == {"loading", "encoding", "denoising", "decoding", "saving"}


@pytest.mark.usefixtures("chinese")
def test_the_history_tells_in_chinese_why_a_picture_came_out_so() -> None:
    manifest = Manifest(
        program="Atelier",
        request=ImageRequest(model="starter", prompt="a lake", width=64, height=64, seed=1),
        index=0,
        seed=1,
        model=ModelUsed(id="starter", name="Starter", family="sd1"),
        placement=Placement(device="cpu", precision="bf16", reasons=("CPU is the fastest device here.",)),
        device_name="CPU",
        versions={},
        seconds={"denoising": 1.5},
        notes=(
            "The negative prompt was cut after 75 tokens, the most this model reads; the rest had no effect.",
        ),
        created="2026-01-01T00:00:00+00:00",
    )
    artifact = Artifact(
        id="a", job="j", path="a.png", sha256="", bytes=1, width=64, height=64, created="", manifest=manifest
    )
    assert facts.why_it_came_out_so(artifact) == [
        "负面提示词在第 75 个词元之后被截断，这是此模型能读取的上限；其余部分没有起作用。",
        "CPU 是这里最快的设备。",
    ]
    made = {fact.label: fact.value for fact in facts.how_it_was_made(artifact)}
    assert made["去噪"] == "1.50 秒"
    assert made["卸载"] == "全部留在设备上"


@pytest.mark.usefixtures("chinese")
def test_the_settings_explain_a_missing_device_in_chinese(make_window, queue, scripted) -> None:
    window = make_window(Settings().replace("device", device="cuda:3"))
    queue.set_engine(scripted.READY)
    dialog = window.open_settings("device")
    page = dialog.pages["device"]
    assert page.choice.text() == "设置中指定的设备“cuda:3”不在这台计算机上。"
    assert page.reasons.text() == "请打开“设置 › 设备与精度”，选择“自动”或其他设备。"
    dialog.close()
