"""Markdown of a message as high as its text, renewed calmly while it streams."""

from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QResizeEvent, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from studio.ui.theme import is_theme_change, tokens
from studio.ui.writing.chat.live_markdown import live

RENEW_MS = 40
LONG_PART = 10
"""Rendering takes at most one part in so many of the time."""


class MessageBody(QTextBrowser):
    """Selectable text without HTML, files or pages: what a model writes loads nothing."""

    def __init__(self, *, muted: bool = False) -> None:
        super().__init__()
        self._muted = muted
        self._source = self._drawn = ""
        self._streams = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextBrowser { padding: 0; background: transparent; border: 0; }")
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().setDocumentMargin(0)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(RENEW_MS)
        self._later.timeout.connect(self._draw)
        self.setFixedHeight(self.fontMetrics().lineSpacing())

    def show_text(self, text: str, *, streams: bool = False) -> None:
        """Show Markdown; while it streams it is drawn a few times a second and half marks are mended."""
        self._source, self._streams = text, streams
        if not streams:
            self._later.stop()
            self._draw()
        elif not self._later.isActive():
            self._later.start()

    def chosen(self) -> str:
        """The selected words."""
        return self.textCursor().selectedText().replace("\u2029", "\n")

    def _draw(self) -> None:
        text = live(self._source) if self._streams else self._source
        if text == self._drawn:
            return
        begun = perf_counter()
        self._drawn = text
        document = self.document()
        document.setDefaultFont(self.font())
        document.setMarkdown(
            _lines_kept(text),
            QTextDocument.MarkdownFeature.MarkdownDialectGitHub
            | QTextDocument.MarkdownFeature.MarkdownNoHTML,
        )
        self._fit()
        spent = (perf_counter() - begun) * 1000
        self._later.setInterval(max(RENEW_MS, round(spent * LONG_PART)))

    def _fit(self) -> None:
        document = self.document()
        document.setTextWidth(self.viewport().width())
        height = max(self.fontMetrics().lineSpacing(), round(document.size().height() + 0.5))
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and self._drawn:
            self._drawn = ""
            QTimer.singleShot(0, self, self._draw)
        if is_theme_change(event) and self._muted:
            palette = self.palette()
            colour = tokens().muted
            if palette.color(palette.ColorRole.Text).name() != colour:
                palette.setColor(palette.ColorRole.Text, colour)
                self.setPalette(palette)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing: a picture in an answer would say to somebody that it was read."""
        del kind, name
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the transcript scrolls

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.height())


def _lines_kept(text: str) -> str:
    """Single line ends stay line ends, as writers of dialogue expect; not inside of code."""
    made: list[str] = []
    fenced = False
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        after = lines[number + 1].strip() if number + 1 < len(lines) else ""
        plain = not fenced and line.strip() and after and not line.lstrip().startswith(("#", "|", ">", "```"))
        made.append(f"{line.rstrip()}  " if plain else line)
    return "\n".join(made)
