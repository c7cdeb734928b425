"""What the window remembers between starts: layout, unsent prompt, prompt history; one small JSON file."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

PROMPTS_MAX = 200


class WindowState:
    """Plain values by name. A broken file is ignored: losing a layout must never stop the program."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(found, dict):
                self._values = found
        except (OSError, ValueError):
            pass

    def text(self, name: str, default: str = "") -> str:
        found = self._values.get(name, default)
        return found if isinstance(found, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        found = self._values.get(name, default)
        return found if isinstance(found, bool) else default

    def numbers(self, name: str) -> list[int]:
        found = self._values.get(name)
        if isinstance(found, list) and all(isinstance(number, int) for number in found):
            return found
        return []

    def texts(self, name: str) -> list[str]:
        found = self._values.get(name)
        if isinstance(found, list):
            return [text for text in found if isinstance(text, str)]
        return []

    def mapping(self, name: str) -> dict[str, Any]:
        found = self._values.get(name)
        return dict(found) if isinstance(found, dict) else {}

    def set(self, name: str, value: Any) -> None:
        """Remember a JSON-able value until ``save``."""
        self._values[name] = value

    def add_prompt(self, prompt: str) -> None:
        """Put a used prompt first in the history of prompts; the last 200 are kept."""
        if prompt.strip():
            others = [text for text in self.prompts() if text != prompt]
            self.set("prompts", [prompt, *others][:PROMPTS_MAX])

    def prompts(self) -> list[str]:
        """Used prompts, newest first."""
        return self.texts("prompts")

    def save(self) -> bool:
        """Write the file; False when the folder cannot be written, which costs only the layout."""
        part = self._path.with_suffix(f".{os.getpid()}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(self._values, ensure_ascii=False), encoding="utf-8")
            os.replace(part, self._path)
        except (OSError, UnicodeEncodeError):
            with suppress(OSError):
                part.unlink()
            return False
        return True
