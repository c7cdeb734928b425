"""Two texts as one, with what was taken out struck and what came marked; for versions and conflicts."""

from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from studio.core.writing.diff import diff
from studio.ui.theme import scaled, tokens
from studio.ui.writing.fonts import manuscript_font

CONTEXT = 400
"""Equal characters that are shown around a difference; longer stretches are cut in the middle."""


class Difference(QTextBrowser):
    """Says in words and colours what is different; struck and underlined, for eyes that see no colours."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Difference"))
        self.setFont(manuscript_font(scaled(16)))
        self.document().setDocumentMargin(scaled(16))

    def compare(self, old: str, new: str) -> int:
        """Show the way from ``old`` to ``new``; the number of places that differ."""
        colours, plain = tokens(), QTextCharFormat()
        gone, come, quiet = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        gone.setForeground(QColor(colours.danger))
        gone.setFontStrikeOut(True)
        come.setForeground(QColor(colours.good))
        come.setFontUnderline(True)
        quiet.setForeground(QColor(colours.muted))
        self.clear()
        cursor, places = QTextCursor(self.document()), 0
        line = QTextBlockFormat()
        line.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(line)
        for change in diff(old, new):
            was, now = old[change.old_start : change.old_end], new[change.new_start : change.new_end]
            if change.kind == "equal":
                if len(now) > 2 * CONTEXT:
                    cursor.insertText(now[:CONTEXT], plain)
                    cursor.insertText("\n⋯\n", quiet)
                    now = now[-CONTEXT:]
                cursor.insertText(now, plain)
                continue
            places += 1
            cursor.insertText(was, gone)
            cursor.insertText(now, come)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        return places
