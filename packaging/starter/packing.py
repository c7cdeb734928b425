"""What both recipes do to ship a result: fill in the card, swap the finished folder in."""

from __future__ import annotations

import shutil
import string
from pathlib import Path


def staging_beside(folder: Path) -> Path:
    """Where to write before `folder` is replaced; what an interrupted run left there is gone."""
    staging = folder.with_name(folder.name + ".new")
    for leftover in (staging, folder.with_name(folder.name + ".old")):
        shutil.rmtree(leftover, ignore_errors=True)
    return staging


def swap_in(staging: Path, folder: Path) -> None:
    """Puts the finished folder in place of the former one."""
    former = folder.with_name(folder.name + ".old")
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.rename(former)
    staging.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def write_card(template: Path, target: Path, figures: dict[str, object]) -> None:
    """Fills the figures into the model card; a figure that was not measured reads 'not measured'."""
    text = string.Template(template.read_text(encoding="utf-8"))
    written = dict.fromkeys(text.get_identifiers(), "not measured")
    for name, value in figures.items():
        written[name] = f"{value:,}" if isinstance(value, int) else str(value)
    target.write_text(text.substitute(written), encoding="utf-8")
