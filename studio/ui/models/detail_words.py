"""What is told of a model file in the detail: its facts and its uses, in words."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from studio.core.file_words import FileWords
from studio.storage.model_uses import Use
from studio.ui.models.kinds import kind_word, precision_of, size_text
from studio.ui.models.rows import Row
from studio.ui.sentences import translate_sentence

translate = QCoreApplication.translate


def about_words(row: Row) -> tuple[str, ...]:
    """Kind, family and variant."""
    return kind_word(row.entry.kind), row.family, row.entry.variant


def day_text(moment: datetime) -> str:
    """The day of a local time, short."""
    return QLocale().toString(moment.replace(tzinfo=None).date(), QLocale.FormatType.ShortFormat)  # type: ignore[call-overload]


def day_of(created: str) -> str:
    """The day of a UTC text; empty for what is none."""
    try:
        return day_text(datetime.fromisoformat(created).astimezone())
    except (ValueError, OverflowError, OSError):
        return ""


def facts_of(row: Row, words: FileWords) -> list[tuple[str, str]]:
    """Labels and values, beyond kind and family; values are empty where nothing is known."""
    entry = row.entry
    changed = ""
    if row.sides.changed:
        try:
            changed = day_text(datetime.fromtimestamp(row.sides.changed))
        except (ValueError, OverflowError, OSError):
            changed = ""
    return [
        (translate("ModelFacts", "Precision"), precision_of(entry)),
        (translate("ModelFacts", "Weights"), _millions(entry.weights)),
        (translate("ModelFacts", "Reads up to"), _tokens(entry.context)),
        (translate("ModelFacts", "On the disk"), size_text(row.sides.bytes)),
        (translate("ModelFacts", "Changed"), changed),
        (translate("ModelFacts", "Title"), words.title if words.title != entry.name else ""),
        (translate("ModelFacts", "Author"), words.author),
        (translate("ModelFacts", "Trained on"), words.base),
        (translate("ModelFacts", "Licence"), translate_sentence(entry.licence or words.licence)),
    ]


def _millions(count: int) -> str:
    if count < 100_000:
        return ""
    billions = count / 1e9
    if billions >= 1:
        return translate("ModelFacts", "%1 billion").replace("%1", QLocale().toString(billions, "f", 1))
    return translate("ModelFacts", "%1 million").replace("%1", QLocale().toString(count / 1e6, "f", 1))


def _tokens(count: int) -> str:
    if count <= 0:
        return ""
    return translate("ModelFacts", "%1 tokens").replace("%1", QLocale().toString(count))


def use_sentence(use: Use) -> str:
    """How often it was used, and when last."""
    parts = []
    if use.pictures:
        parts.append(translate("ModelFacts", "%n picture(s)", "", use.pictures))
    if use.texts:
        parts.append(translate("ModelFacts", "%n text(s)", "", use.texts))
    if not parts:
        return translate("ModelFacts", "Nothing in the history was made with it.")
    told = translate("ModelFacts", "Made with it: %1").replace("%1", " · ".join(parts))
    day = day_of(use.last)
    return told + (translate("ModelFacts", ", last on %1").replace("%1", day) if day else "")
