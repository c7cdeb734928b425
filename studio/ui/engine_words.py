"""What an engine is and holds, in a few words for the job bar and more for its tooltip."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from studio.core.errors import StudioError
from studio.core.placement import GIB, Device, Need, choose_placement
from studio.core.requests import PlacementWish
from studio.ui.sentences import translate_sentence

translate = QCoreApplication.translate

if TYPE_CHECKING:
    from studio.jobs.keeper import EngineState


class Words(NamedTuple):
    """``short`` stands in the bar, ``tip`` in its tooltip."""

    short: str
    tip: str
    device: str = ""
    used: int = 0
    total: int = 0


def _asleep(state: "EngineState") -> str:
    words = {
        "off": translate("JobBar", "Engine off"),
        "starting": translate("JobBar", "Engine is starting"),
        "lost": translate("JobBar", "Engine ended"),
    }
    return words.get(state.name, state.name)


def memory_words(used: int, total: int) -> str:
    """Bytes in use of bytes there are; MB where GB would say nothing."""
    if used < GIB // 20:
        text = translate("JobBar", "memory %1 MB / %2 GB").replace("%1", f"{used / 1024**2:.0f}")
    else:
        text = translate("JobBar", "memory %1 / %2 GB").replace("%1", f"{used / GIB:.1f}")
    return text.replace("%2", f"{total / GIB:.0f}")


def _words(state: "EngineState", device: Device, lead: str) -> Words:
    resident = state.resident
    accelerated = device.kind != "cpu"
    used = total = 0
    if resident:
        used = resident.device_bytes if accelerated else resident.process_bytes
        used = used or resident.process_bytes
        total = resident.device_total if accelerated else 0
    total = total or device.memory_total
    short = f"{lead} · {memory_words(used, total)}" if used else lead
    held = ", ".join(resident.models) if resident and resident.models else translate("JobBar", "none")
    tip = f"{device.name}\n" + translate("JobBar", "Models in memory: %1").replace("%1", held)
    return Words(short, tip, device.kind.upper(), used, total)


def picture_words(state: "EngineState", wish: PlacementWish) -> Words:
    """Device, precision and memory of the engine that draws."""
    if state.name != "ready" or state.ready is None:
        return Words(
            _asleep(state), translate("JobBar", "The engine starts by itself with the next picture.")
        )
    try:
        placement = choose_placement(state.ready.hardware, wish, Need(weights=0))
    except StudioError as error:
        return Words(
            translate("JobBar", "No such device"), translate_sentence(f"{error.sentence}\n{error.advice}")
        )
    device = next(found for found in state.ready.hardware.devices if found.id == placement.device)
    return _words(state, device, f"{device.kind.upper()} {placement.precision}")


def text_words(state: "EngineState", wish: PlacementWish, model: str, next_model: str = "") -> Words:
    """Model, device and memory of the engine that writes; when idle the model it holds, or the next one."""
    if state.name != "ready" or state.ready is None or not state.ready.hardware.devices:
        return Words(_asleep(state), translate("JobBar", "The engine starts by itself with the next text."))
    devices = state.ready.hardware.devices
    device = next((each for each in devices if wish.device in (each.id, each.kind)), devices[0])
    if not model and state.resident and state.resident.models:
        model = state.resident.models[0]
    model = model or next_model
    return _words(state, device, " · ".join(filter(None, (model, device.kind.upper()))))


def both_words(picture: Words, text: Words) -> Words:
    """Both engines in one: their memory is added where they share it."""
    if not picture.used or not text.used:
        known = picture if picture.used else text
        return known._replace(tip=f"{picture.short}\n{picture.tip}\n\n{text.short}\n{text.tip}")
    shared = picture.device == text.device
    used = picture.used + text.used if shared else picture.used
    devices = " + ".join(dict.fromkeys((picture.device, text.device)))
    short = f"{devices} · {memory_words(used, picture.total)}"
    return Words(short, f"{picture.short}\n{picture.tip}\n\n{text.short}\n{text.tip}")
