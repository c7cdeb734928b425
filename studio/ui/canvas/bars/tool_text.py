"""What tools and their options are called in the user's language, without the unit they end in."""

from PySide6.QtCore import QCoreApplication

from studio.ui.actions import keys_text
from studio.ui.canvas.tool import ToolSpec

UNITS = ("%", "°", "px")
"""What the label of a number may end in; shown behind the value instead."""


def tool_text(source: str) -> str:
    """A label or help text of a tool or of one of its options, translated."""
    return QCoreApplication.translate("Tool", source) if source else ""


def split_unit(text: str) -> tuple[str, str]:
    """A label and its unit: "Opacity %" is "Opacity" and "%"; without one the second is empty."""
    for unit in UNITS:
        if text.endswith(unit) and len(text) > len(unit):
            return text.removesuffix(unit).rstrip(), unit
    return text, ""


def tool_name(spec: ToolSpec) -> str:
    """The name of a tool with its key."""
    name = tool_text(spec.label)
    return f"{name}  ({keys_text(spec.shortcut)})" if spec.shortcut else name


def tool_tip(spec: ToolSpec) -> str:
    """Name, key and help, as a tooltip of two lines."""
    return f"{tool_name(spec)}\n{tool_text(spec.help)}".strip()
