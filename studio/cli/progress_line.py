"""How far the job is, on standard error: a bar on a terminal, an occasional line elsewhere."""

import shutil
import sys
import time
from typing import TextIO

from studio.core.messages import Progress

LINE_SECONDS = 10.0
"""Where there is no terminal, a line at most this often while drawing."""
_BAR = 24


def seconds_left(seconds: float) -> str:
    """The time left in words, empty when it is unknown."""
    if seconds < 0:
        return ""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s left"
    minutes, rest = divmod(whole, 60)
    return (
        f"{minutes} min {rest:02d} s left"
        if minutes < 60
        else f"{minutes // 60} h {minutes % 60:02d} min left"
    )


class ProgressLine:
    """Draws itself over and over on a terminal; ``quiet`` says nothing at all."""

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._quiet = quiet
        self._live = not quiet and self._stream.isatty()
        self._phase = "starting the engine"
        self._progress: Progress | None = None
        self._told = -LINE_SECONDS
        self._drawn = False

    def begin(self) -> None:
        """Show that something is happening, before the engine says anything."""
        self._show(at_once=False)

    def phase(self, name: str) -> None:
        """A new phase began."""
        self._phase = name
        self._progress = None
        self._show(at_once=name in ("loading", "denoising"))

    def progress(self, progress: Progress) -> None:
        """Some of the phase is done."""
        self._progress = progress
        self._show(at_once=False)

    def note(self, sentence: str) -> None:
        """Say a sentence on a line of its own."""
        if self._quiet:
            return
        self.clear()
        print(sentence, file=self._stream, flush=True)

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            print("\r\x1b[K", end="", file=self._stream, flush=True)
            self._drawn = False

    def text(self) -> str:
        """The line as it stands."""
        done = self._progress
        if done is None or not done.total:
            return self._phase
        filled = round(_BAR * done.done / done.total)
        parts = [f"{self._phase} {done.done}/{done.total}"]
        if done.pictures > 1:
            parts.insert(0, f"picture {done.picture} of {done.pictures}")
        if left := seconds_left(done.seconds_left):
            parts.append(left)
        bar = "█" * filled + "░" * (_BAR - filled)
        return f"{bar} {' · '.join(parts)}" if self._live else " · ".join(parts)

    def _show(self, *, at_once: bool) -> None:
        if self._quiet:
            return
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r{self._safe(self.text())[:width]}\x1b[K", end="", file=self._stream, flush=True)
            self._drawn = True
        elif at_once or time.monotonic() - self._told >= LINE_SECONDS:
            self._told = time.monotonic()
            print(self._safe(self.text()), file=self._stream, flush=True)

    def _safe(self, text: str) -> str:
        coding = self._stream.encoding or "ascii"
        try:
            text.encode(coding)
        except UnicodeEncodeError:
            text = text.replace("█", "#").replace("░", "-").replace("·", "-")
        return text
