"""Every text of the window is translated, and every icon it names exists."""

import ast
import importlib.util
import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from studio.ui.icons import icon, icon_exists
from studio.ui.translations import available, install_translations, language_for

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(path: Path) -> set[tuple[str, str]]:
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ElementTree.parse(path).iter("context")
        for message in context.iter("message")
    }


@pytest.mark.parametrize("language", ["zh_CN"])
def test_every_text_is_translated_and_none_is_stale(script, tmp_path, language: str) -> None:
    committed = script.FOLDER / f"atelier_{language}.ts"
    fresh = tmp_path / committed.name
    shutil.copy(committed, fresh)
    script.collect(fresh)
    assert script.unfinished(fresh) == []
    assert texts(fresh) == texts(committed), "run python packaging/translations.py"


def test_the_compiled_file_belongs_to_the_texts(script, tmp_path) -> None:
    committed = script.FOLDER / "atelier_zh_CN.ts"
    copy = tmp_path / committed.name
    shutil.copy(committed, copy)
    script.compile_texts(copy)
    assert copy.with_suffix(".qm").read_bytes() == committed.with_suffix(".qm").read_bytes()


def test_placeholders_survive_translation(script) -> None:
    pattern = re.compile(r"%\d|%n|\{\w+\}")
    for message in ElementTree.parse(script.FOLDER / "atelier_zh_CN.ts").iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        assert translation is not None
        told = "".join(translation.itertext())
        assert sorted(pattern.findall(source)) == sorted(pattern.findall(told)), source


def test_the_window_speaks_chinese(qapp, make_window) -> None:
    before = QLocale()
    installed = install_translations(qapp, "zh_CN")
    try:
        window = make_window()
        assert window.panel.primary.text() == "生成"
        assert window.job_bar.phase.text() == "就绪"
        assert QCoreApplication.translate("Param", "Steps") == "步数"
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("wish", "system", "language"),
    [
        ("en", ["zh-CN"], "en"),
        ("zh_CN", ["de-DE"], "zh_CN"),
        ("system", ["zh-Hans-CN", "en"], "zh_CN"),
        ("system", ["zh-Hant-TW", "zh-TW"], "en"),
        ("system", ["de-DE"], "en"),
        ("xx", [], "en"),
    ],
)
def test_the_language_follows_wish_and_system(wish: str, system: list[str], language: str) -> None:
    assert language_for(wish, system) == language
    assert available() == ["en", "zh_CN"]


def named_icons() -> set[str]:
    """Names of icons in the sources: arguments of ``icon`` and ``icon_button``, fields of ``Command``."""
    found = set()
    for path in (ROOT / "studio" / "ui").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            place = {"icon": 0, "icon_button": 0, "Command": 4}.get(call.func.id)
            if place is None or len(call.args) <= place:
                continue
            for node in ast.walk(call.args[place]):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
                    found.add(node.value)
    return found


def test_every_icon_exists_and_is_drawn_in_the_theme_colour(qapp, window) -> None:
    names = named_icons()
    assert len(names) > 15
    assert [name for name in sorted(names) if not icon_exists(name)] == []
    drawn = icon("gear", "accent").pixmap(32, 32).toImage()
    colours = {
        drawn.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if drawn.pixelColor(x, y).alpha() > 250
    }
    assert colours == {"#f2a65a"}


def test_english_has_its_plurals(qapp) -> None:
    installed = install_translations(qapp, "en")
    try:
        told = [QCoreApplication.translate("Board", "%n scene(s)", "", number) for number in (0, 1, 4)]
        assert told == ["0 scenes", "1 scene", "4 scenes"]
        assert QCoreApplication.translate("Board", "%n text(s) were changed.", "", 1) == "1 text was changed."
        assert QCoreApplication.translate("Board", "Write the name(s)") == "Write the name(s)"
    finally:
        for translator in installed:
            qapp.removeTranslator(translator)
