"""What the engine does and how long it still takes, as people say it."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def phase_words(name: str) -> str:
    """A phase of the engine."""
    return {
        "loading": translate("JobBar", "Loading the model"),
        "encoding": translate("JobBar", "Reading the prompt"),
        "denoising": translate("JobBar", "Denoising"),
        "decoding": translate("JobBar", "Decoding"),
        "saving": translate("JobBar", "Saving"),
    }.get(name, name)


def time_left(seconds: float, *, near_end: bool = True) -> str:
    """``seconds`` in words; empty when unknown. ``near_end`` allows “almost done”."""
    if seconds < 0:
        return ""
    if seconds < 1 and near_end:
        return translate("JobBar", "almost done")
    seconds = max(1.0, seconds)
    if seconds < 90:
        return translate("JobBar", "%1 s left").replace("%1", str(round(seconds)))
    if seconds < 90 * 60:
        return translate("JobBar", "%1 min left").replace("%1", str(round(seconds / 60)))
    return translate("JobBar", "%1 h left").replace("%1", f"{seconds / 3600:.1f}")
