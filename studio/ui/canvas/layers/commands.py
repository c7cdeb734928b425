"""The operations on layers among the commands of the window: palette and shortcuts."""

from functools import partial

from PySide6.QtCore import QObject

from studio.ui.actions import Command, Commands
from studio.ui.canvas.layers.panel import LayersPanel


class LayerCommands(QObject):
    """Adds one command for each operation of ``panel`` and keeps those that mean nothing now disabled."""

    def __init__(self, commands: Commands, panel: LayersPanel) -> None:
        super().__init__(panel)
        self._commands, self._operations = commands, panel.operations
        group = self.tr("Layers")
        for operation in self._operations.all.values():
            command = Command(operation.id, operation.text, group, operation.keys, operation.icon)
            slot = partial(self._operations.run, operation.id)
            commands.add(command, slot, only_in="canvas" if operation.focused else "")
        panel.document_told.connect(self._show_possible)
        self._operations.changed.connect(self._show_possible)
        self._show_possible()

    def _show_possible(self) -> None:
        for identity in self._operations.all:
            self._commands.action(identity).setEnabled(self._operations.can(identity))
