"""How sure a model was of a word, judged by how sure it usually is of its words here. Pure.

A probability alone says little: it is spread over a whole vocabulary. A small model gives its typical word
a few hundredths, so that fixed limits tint nearly all it writes; a large one is so sure that they tint
nothing. What a writer wants to see is where the model was less sure than it usually is. So words are
ranked by their probability among those that the same model wrote in the same text, and the least certain
quarter is tinted in three steps. A sure word is never tinted, however the others are.
"""

from collections.abc import Iterable

from msgspec import Struct

SHARES = (0.25, 0.1, 0.03)
"""What share of the words is tinted at all, more, and most."""
SURE = 0.5
"""A word that was at least as likely as all others together is no guess, whatever the model usually does."""
PRIOR = tuple(round(0.5 ** (number * number / 58), 4) for number in range(24))
"""What is expected of a model before it has written much; later words outweigh it."""


class Scale(Struct, frozen=True, kw_only=True):
    """``limits``: a word is tinted below the first, more below the second, most below the third."""

    limits: tuple[float, float, float] = (0.0, 0.0, 0.0)
    typical: float = 0.0
    """Half of the words were likelier."""
    words: int = 0
    """How many words it was made of."""

    def step(self, probability: float) -> int:
        """0 for no tint, also where the engine could not tell, up to 3."""
        if probability < 0:
            return 0
        return sum(probability < limit for limit in self.limits)


def scale_of(probabilities: Iterable[float]) -> Scale:
    """The scale of the words a model wrote in one text."""
    known = [each for each in probabilities if each >= 0]
    ranked = sorted((*known, *PRIOR))

    def at(share: float) -> float:
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]

    first, second, third = (min(SURE, at(share)) for share in SHARES)
    return Scale(limits=(first, second, third), typical=at(0.5), words=len(known))
