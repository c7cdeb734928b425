"""The window's language: finds and installs the translation the user wants."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from studio.core.paths import resources

SOURCE = "en"
"""The language of the source texts, which needs no file."""


def folder() -> Path:
    return resources() / "translations"


def available() -> list[str]:
    """Languages with a compiled translation, and English."""
    return [SOURCE, *sorted(path.stem.removeprefix("atelier_") for path in folder().glob("atelier_*.qm"))]


def language_for(wish: str, system: list[str] | None = None) -> str:
    """The language to use: ``wish``, or for ``system`` the first of the system's that we have."""
    have = available()
    if wish != "system":
        return wish if wish in have else SOURCE
    for name in QLocale.system().uiLanguages() if system is None else system:
        plain = name.replace("-", "_")
        parts = plain.split("_")
        # zh_Hans_CN, zh_CN and zh mean our zh_CN; zh_TW and zh_Hant do not.
        if parts[0] == "zh" and not {"TW", "HK", "MO", "Hant"} & set(parts) and "zh_CN" in have:
            return "zh_CN"
        if plain in have:
            return plain
        if parts[0] in have:
            return parts[0]
    return SOURCE


class EnglishPlurals(QTranslator):
    """English needs no file, only its plurals: of “%n scene(s)” the right one is told."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text, for a number with the plural it needs."""
        if n == 1:
            for many, one in (("(s) are ", " is "), ("(s) were ", " was "), ("(s) wait ", " waits ")):
                text = text.replace(many, one)
        return text if n < 0 else text.replace("(s)", "" if n == 1 else "s")


def install_translations(application: QCoreApplication, wish: str) -> list[QTranslator]:
    """Install our texts and Qt's own for ``wish``; answers what was installed. Call before any widget."""
    language = language_for(wish)
    installed: list[QTranslator] = []
    if language == SOURCE:
        installed.append(EnglishPlurals(application))
        application.installTranslator(installed[0])
        return installed
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, place in ((f"qtbase_{language}", qt_folder), (f"atelier_{language}", str(folder()))):
        translator = QTranslator(application)
        if translator.load(name, place):
            application.installTranslator(translator)
            installed.append(translator)
    QLocale.setDefault(QLocale(language))
    return installed
