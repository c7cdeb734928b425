"""The options of a tool, asked before it is pressed."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.core.writing.tools import WritingTool
from studio.ui.param_form import ParamField, make_field, param_text
from studio.ui.theme import scaled
from studio.ui.widgets import button, label


class ToolDialog(QDialog):
    """``values`` and ``instruction`` after it was accepted."""

    def __init__(self, parent: QWidget, tool: WritingTool, values: dict[str, str], instruction: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(param_text(tool.label))
        self.setMinimumWidth(scaled(360))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(param_text(tool.help), "muted", wrap=True))
        self._fields: dict[str, ParamField] = {}
        for each in tool.parameters:
            field = make_field(each.param)
            if each.id in values:
                field.set_value(values[each.id])
            self._fields[each.id] = field
            column.addWidget(field)
        self._instruction = QLineEdit(instruction)
        self._instruction.setAccessibleName(self.tr("Instruction"))
        self._instruction.setPlaceholderText(self.tr("Anything else?"))
        if tool.takes_instruction:
            column.addWidget(label(self.tr("Instruction")))
            column.addWidget(self._instruction)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel, go = button(self.tr("Cancel")), button(param_text(tool.label), "accent")
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        go.setDefault(True)
        row.addWidget(cancel)
        row.addWidget(go)
        column.addLayout(row)

    def values(self) -> dict[str, str]:
        return {name: str(field.value()) for name, field in self._fields.items()}

    def instruction(self) -> str:
        return self._instruction.text().strip()
