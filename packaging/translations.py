"""Collects the texts of the window into the translation files and compiles them.

Run: python packaging/translations.py            updates resources/translations/*.ts, *.qm and sentences.txt
     python packaging/translations.py --check    says what is not translated, and fails
"""

import argparse
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path

from sentence_templates import sentence_templates

from studio.core.discovery import discover
from studio.core.image_params import IMAGE_PARAMS, SETTING_PARAMS
from studio.core.specs import Param
from studio.core.writing.sampling import SAMPLING_PARAMS, STEPS
from studio.core.writing.tools import load_tools
from studio.engine.context import PHASES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SENTENCES = FOLDER / "sentences.txt"
"""Templates of the sentences that are said outside of Qt, one a line, for ``studio.ui.sentences``."""
LANGUAGES = ("zh_CN",)
KEPT = {"sampler", "schedule"}
"""Params whose choices are names that artists use in every language."""


def param_texts() -> list[str]:
    """Labels, help and choices of all params: texts that stand in tables, not in calls of ``tr``."""
    params: Iterable[Param] = [
        *IMAGE_PARAMS.values(),
        *(param for part in SETTING_PARAMS.values() for param in part),
    ]
    texts: dict[str, None] = {}
    for param in params:
        for text in (param.label, param.help, param.least):
            texts[text] = None
        if param.id not in KEPT:
            texts.update((choice.label, None) for choice in param.choices)
    texts.pop("", None)
    return list(texts)


def tool_texts() -> list[str]:
    """Names, help and options of the canvas tools."""
    texts: dict[str, None] = {}
    for module in discover("studio.ui.canvas.tools").values():
        texts.update({module.SPEC.label: None, module.SPEC.help: None})
        for param in module.SPEC.params:
            texts.update({param.label: None, param.help: None})
            texts.update((choice.label, None) for choice in param.choices)
    texts.pop("", None)
    return list(texts)


def intent_texts() -> list[str]:
    """Names and explanations of the intents of the canvas."""
    texts: dict[str, None] = {}
    for module in discover("studio.ui.canvas.generating.intents").values():
        texts.update(dict.fromkeys((module.SPEC.label, module.SPEC.help, module.SPEC.why)))
    texts.pop("", None)
    return list(texts)


def writing_texts() -> list[str]:
    """Names, help and options of the writing tools; the samplers of texts and their presets."""
    texts: dict[str, None] = {}
    for param in SAMPLING_PARAMS.values():
        texts.update({param.label: None, param.help: None, param.least: None})
    for step in STEPS.values():
        texts[step] = None
    folder = ROOT / "resources" / "writing"
    for tool in load_tools(folder, folder / "none").values():
        texts.update({tool.label: None, tool.help: None})
        for param in tool.parameters:
            texts[param.label] = None
            texts.update((choice.label, None) for choice in param.choices)
    for path in sorted((folder / "presets").glob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        texts.update((raw[key], None) for key in ("name", "help") if raw.get(key))
    texts.pop("", None)
    return list(texts)


def preset_texts() -> list[str]:
    """Names and help of the presets."""
    texts: dict[str, None] = {}
    for path in sorted((ROOT / "resources" / "presets").glob("*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        texts.update((raw[key], None) for key in ("name", "help") if raw.get(key))
    return list(texts)


def table_texts() -> str:
    """Everything that is translated but stands in no call of ``tr``, as calls that lupdate understands."""
    tables = {
        "Param": list(dict.fromkeys([*param_texts(), *writing_texts()])),
        "Preset": preset_texts(),
        "Tool": tool_texts(),
        "Intent": intent_texts(),
        "Phase": PHASES,
        "Sentence": sentence_templates(),
    }
    return "".join(
        f"QCoreApplication.translate({context!r}, {text!r})\n"
        for context, texts in tables.items()
        for text in texts
    )


def write_sentences(target: Path) -> None:
    """Bring the list of sentences up to date with the sources."""
    target.write_text("\n".join(sentence_templates()) + "\n", encoding="utf-8")


def collect(target: Path) -> None:
    """Bring ``target`` (.ts) up to date with the sources; finished translations stay."""
    sources = [str(ROOT / "studio" / "app.py")]
    sources += sorted(str(path) for path in (ROOT / "studio" / "ui").rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "tables.py"
        table.write_text(table_texts(), encoding="utf-8")
        # With --no-obsolete, texts that are gone leave the file.
        command = [
            "pyside6-lupdate",
            "-no-obsolete",
            "-locations",
            "none",
            *sources,
            str(table),
            "-ts",
            str(target),
        ]
        subprocess.run(command, check=True, capture_output=True)


def unfinished(target: Path) -> list[str]:
    """Source texts of a .ts file that have no finished translation."""
    missing = []
    for message in ElementTree.parse(target).iter("message"):
        translation = message.find("translation")
        forms = (
            []
            if translation is None
            else [translation.text or "", *(form.text or "" for form in translation)]
        )
        if translation is None or translation.get("type") or not "".join(forms).strip():
            missing.append(message.findtext("source") or "")
    return missing


def compile_texts(target: Path) -> None:
    """Write the .qm beside ``target``."""
    compiled = target.with_suffix(".qm")
    subprocess.run(["pyside6-lrelease", str(target), "-qm", str(compiled)], check=True, capture_output=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    missing = 0
    if not check:
        write_sentences(SENTENCES)
    for language in LANGUAGES:
        target = FOLDER / f"atelier_{language}.ts"
        if not check:
            collect(target)
            compile_texts(target)
        for text in unfinished(target):
            missing += 1
            print(f"{language}: not translated: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
