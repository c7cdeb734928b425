"""Whether the active layer, or all of the active group, may be moved and transformed; and why not."""

from PySide6.QtCore import QCoreApplication

from studio.core.layers import lineage, walk
from studio.ui.canvas.tool import Desk


def movable(desk: Desk) -> str:
    """Id of the layer or group to work on; says why not and answers '' otherwise."""
    document = desk.document
    layer = document.active
    if layer is None or layer.kind != "group":
        return desk.target()
    around = lineage(document.state.layers, layer.id)
    locked = next((one for one in (*walk((layer,)), *around) if one.locked), None)
    if locked:
        sentence = QCoreApplication.translate("Tool", "The layer “%1” is locked; unlock it to change it.")
        desk.message.emit(sentence.replace("%1", locked.name))
        return ""
    return layer.id
