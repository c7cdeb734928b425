"""The shape in which the prompt panel's unsent values are remembered between starts."""

from typing import Any

import msgspec


class PanelState(msgspec.Struct, kw_only=True):
    """The shape of ``PromptPanel.state``; a file of another shape is ignored."""

    prompt: str
    negative: str
    model: str
    preset: str = ""
    size: tuple[int, int]
    steps: int
    guidance_scale: float
    sampler: str
    schedule: str
    count: int
    seed: int
    seed_kept: bool = False
    start: str = ""
    strength: float = 0.6
    canvas_strength: float = 1.0
    extras: dict[str, Any] = {}
