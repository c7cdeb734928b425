"""Colours for how sure the model was of a word, and probabilities as a person reads them."""

from PySide6.QtGui import QColor

from studio.ui.theme import tokens

ALPHAS = (0.16, 0.34, 0.36)
"""How strong the three tints are: two of the accent, and the strongest of the colour of warnings."""


def certainty_colour(step: int) -> QColor | None:
    """The tint behind a word of ``Scale.step``; none for the words a model is usually that sure of."""
    if step <= 0:
        return None
    colour = QColor(tokens().danger if step == len(ALPHAS) else tokens().accent)
    colour.setAlphaF(ALPHAS[step - 1])
    return colour


def percent(probability: float) -> str:
    """31 % as a person reads it; small ones as fine as they need to be told apart."""
    share = probability * 100
    if 0 <= share < 0.01:
        return "< 0.01\u00a0%"
    digits = 0 if share >= 0.95 or share < 0 else 1 if share >= 0.095 else 2
    return f"{share:.{digits}f}\u00a0%"
