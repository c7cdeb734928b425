"""Colours for how sure the model was of a word."""

from PySide6.QtGui import QColor

from studio.ui.theme import tokens

SURE, DOUBTFUL = 0.3, 0.06
"""From the first on a word has no tint, below the second the strongest."""


def certainty_colour(probability: float) -> QColor | None:
    """The tint behind a word; none for a sure one, and where the engine cannot tell."""
    if probability < 0 or probability >= SURE:
        return None
    colour = QColor(tokens().accent if probability >= DOUBTFUL else tokens().danger)
    colour.setAlphaF(0.22 if probability >= DOUBTFUL else 0.34)
    return colour


def percent(probability: float) -> str:
    """31 % as a person reads it."""
    if 0 <= probability < 0.01:
        return "< 1\u00a0%"
    return f"{round(probability * 100)}\u00a0%"
