"""Sentences of the other packages are found in the sources, listed, and translated."""

import ast
import importlib.util
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest

from studio.ui.sentences import PROBE, RUN_MAX

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
LIST = TRANSLATIONS / "sentences.txt"
BOUNDARY = re.compile(r"[.!?] (?=[A-Z])")
CHINESE = ElementTree.parse(TRANSLATIONS / "atelier_zh_CN.ts")


def listed() -> list[str]:
    return LIST.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    place = ROOT / "packaging" / "sentence_templates.py"
    spec = importlib.util.spec_from_file_location("sentence_templates", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_belongs_to_the_sources(script: ModuleType) -> None:
    assert listed() == script.sentence_templates(), "run python packaging/translations.py"


@pytest.mark.parametrize(
    "template",
    [
        "The device “{0}” set in the settings is not on this machine.",  # core, positional
        "The model “{0}” is damaged: {1}",  # core, a keyword; ends in a value
        "The settings file could not be understood ({0}). {1}",  # core, an attribute
        "The history {0} is in use by another program.",  # storage
        "Memory ran out, so the picture was decoded in tiles.",  # engine, a remark
        "The engine ended in the middle of this job: {0}.",  # jobs
        "width",  # fills a hole through a loop over a table
        "The unfinished picture",  # … through a parameter
        "its tokenizer is missing",  # … through a parameter of another module
        "it crashed inside a library or a graphics driver (SIGSEGV)",  # … through a table by key
        "{0} has an unreadable header.",  # … through an exception
    ],
)
def test_sentences_of_every_package_are_found(script: ModuleType, template: str) -> None:
    assert template in script.sentence_templates()


def test_every_error_of_the_sources_is_in_the_list(script: ModuleType) -> None:
    """Counts differently from the script: every literal handed to an error class must be listed."""
    known = set(listed())
    seen = 0
    for room in ("core", "storage", "engine", "jobs", "families"):
        for path in (ROOT / "studio" / room).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(getattr(call, "func", None), "id", "")
                if not isinstance(call, ast.Call) or name not in ("StudioError", "ErrorReport", "Identity"):
                    continue
                words = {"sentence", "advice", "problem"}
                said = [*call.args[1:3], *(word.value for word in call.keywords if word.arg in words)]
                for node in said:
                    if isinstance(node, ast.Constant) and node.value:
                        seen += 1
                        assert node.value in known, path
    assert seen > 30


def test_what_is_logged_or_translated_elsewhere_is_not_in_the_list(script: ModuleType) -> None:
    found = script.sentence_templates()
    assert not [text for text in found if "%s" in text or "SELECT" in text or "\n" in text]
    assert "Where pictures are computed." not in found  # help of a param
    assert "Changes apply at once." not in found  # a text of the window


def test_every_sentence_has_a_finished_translation() -> None:
    done = {
        message.findtext("source") or "": message.findtext("translation") or ""
        for part in CHINESE.iter("context")
        if part.findtext("name") == "Sentence"
        for message in part.iter("message")
    }
    assert set(done) == set(listed())
    assert PROBE in done
    assert max(len(BOUNDARY.findall(text)) for text in listed()) < RUN_MAX
    assert [text for text in listed() if not done[text].strip() or done[text] == text] == []
    assert all(message.find("translation[@type]") is None for message in CHINESE.iter("message"))
