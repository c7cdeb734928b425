"""The models in a combo box: names, and why some of them cannot be chosen."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox

from studio.storage.models import ModelEntry
from studio.ui.sentences import translate_sentence


def fill_models(combo: QComboBox, entries: Iterable[ModelEntry]) -> None:
    """Offer ``entries`` by their ids; unusable ones are disabled, with the reason as tooltip.

    Pickles stay enabled: whoever chooses one is asked whether to convert it (``models/conversions.py``).
    """
    combo.clear()
    for entry in entries:
        combo.addItem(entry.name, entry.id)
        row = combo.count() - 1
        told = (entry.problem or entry.about, entry.advice)
        tip = "\n".join(translate_sentence(text) for text in told if text)
        combo.setItemData(row, tip or entry.name, Qt.ItemDataRole.ToolTipRole)
        rows = combo.model()
        if entry.unsafe:
            text = QCoreApplication.translate("PromptPanel", "%1 (convert first…)")
            combo.setItemText(row, text.replace("%1", entry.name))
        elif entry.problem and isinstance(rows, QStandardItemModel):
            text = QCoreApplication.translate("PromptPanel", "%1 (cannot be used)")
            combo.setItemText(row, text.replace("%1", entry.name))
            rows.item(row).setEnabled(False)
