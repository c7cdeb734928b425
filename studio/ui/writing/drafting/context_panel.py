"""What the model reads: a bar of its parts, what lore fired and why, what was left out."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.text_requests import Piece
from studio.core.writing.context import Composed
from studio.ui.sentences import translate_sentence
from studio.ui.theme import is_theme_change, tokens
from studio.ui.widgets import button, label
from studio.ui.writing.drafting.meter import ORDER, Meter, part_colour

THIN = "\u2009"


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", THIN)


class ContextPanel(QWidget):
    """Numbers with ≈ are estimates; the engine's own come with the answer."""

    whole_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("What the model reads"), "strong", wrap=True), 1)
        self.whole = button(self.tr("Show all"), "quiet")
        self.whole.setToolTip(self.tr("The whole text exactly as the model got it"))
        self.whole.clicked.connect(self.whole_wanted)
        head.addWidget(self.whole)
        column.addLayout(head)
        self.meter = Meter()
        column.addWidget(self.meter)
        row = QHBoxLayout()
        self.legend = QLabel()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.legend.setProperty("kind", "muted")
        self.tokens = label("", "muted")
        self.tokens.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        row.addWidget(self.legend, 1)
        row.addWidget(self.tokens)
        column.addLayout(row)
        self.fired = label("", "muted", wrap=True)
        self.found = label("", "muted", wrap=True)
        self.left = label("", "muted", wrap=True)
        for each in (self.fired, self.found, self.left):
            each.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(each)
        self._kinds: tuple[str, ...] = ()

    def names(self) -> dict[str, str]:
        return {
            "instruction": self.tr("task"),
            "message": self.tr("task"),
            "memory": self.tr("always"),
            "summary": self.tr("summaries"),
            "earlier": self.tr("earlier"),
            "lore": self.tr("lore"),
            "found": self.tr("found"),
            "note": self.tr("note"),
            "text": self.tr("text"),
            "after": self.tr("after"),
        }

    def show_composed(
        self, composed: Composed | None, context: int, *, exact: dict[str, int] | None = None
    ) -> None:
        """``exact`` has the engine's own numbers by kind, where they are known."""
        self.setVisible(composed is not None)
        if composed is None:
            return
        shares = exact or composed.shares
        used = sum(shares.values())
        self.meter.set_shares(shares, context)
        self._kinds = tuple(kind for kind in ORDER if shares.get(kind))
        self._show_legend()
        names = self.names()
        about = "" if exact else "≈\u2009"
        self.tokens.setText(f"{about}{grouped(used)} / {grouped(context)}")
        self.meter.setToolTip(
            "\n".join(f"{names[kind]}: {about}{grouped(shares[kind])}" for kind in self._kinds)
        )
        self.meter.setAccessibleName(self.tokens.text())
        self._tell(composed)

    def _show_legend(self) -> None:
        """In the colours of now."""
        names, said = self.names(), []
        for kind in self._kinds:
            part = f'<span style="color:{part_colour(kind).name()}">■</span>\u00a0{names[kind]}'
            if part not in said:
                said.append(part)
        free = self.tr("free")
        said.append(f'<span style="color:{tokens().line}">■</span>\u00a0{free}')
        self.legend.setText(" ".join(said))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and hasattr(self, "_kinds"):
            self._show_legend()

    def _tell(self, composed: Composed) -> None:
        fired = [
            fired.lore.title
            if not fired.word or fired.word == fired.lore.title
            else f"{fired.lore.title} (“{fired.word}”)"
            for fired in composed.fired
        ]
        self.fired.setText(self.tr("Fired: %1").replace("%1", ", ".join(fired)))
        self.fired.setVisible(bool(fired))
        found = [piece.label for piece in composed.pieces if piece.kind == "found"]
        self.found.setText(self.tr("Found: %1").replace("%1", ", ".join(found)))
        self.found.setVisible(bool(found))
        names = {"Found passages": self.tr("Found passages"), "This scene": self.tr("This scene")}
        lines = [
            f"{names.get(left.label, left.label)}: {translate_sentence(left.why)}"
            for left in composed.left_out
        ]
        shown = lines[:4] + (
            [self.tr("and %1 more").replace("%1", str(len(lines) - 4))] if len(lines) > 4 else []
        )
        self.left.setText(self.tr("Left out:") + "\n" + "\n".join(shown))
        self.left.setToolTip("\n".join(lines))
        self.left.setVisible(bool(lines))


def exact_shares(pieces: tuple[Piece, ...], tokens_of: tuple[int, ...], marks: int) -> dict[str, int]:
    """The engine's numbers by kind; marks of the template count as the task."""
    shares: dict[str, int] = {}
    for piece, count in zip(pieces, tokens_of, strict=False):
        shares[piece.kind] = shares.get(piece.kind, 0) + count
    if marks:
        shares["instruction"] = shares.get("instruction", 0) + marks
    return shares
