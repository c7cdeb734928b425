"""Room in memory between the lanes: before a job starts, the other engine gives back what it idles with."""

import logging
from collections.abc import Mapping

from studio.core.errors import StudioError
from studio.core.memory_plan import Beside, Wanted, needs_room, text_bytes, text_threads
from studio.core.placement import RESERVE, Device, Hardware, Need, choose_placement, memory_needed
from studio.core.requests import Request
from studio.core.specs import FamilySpec
from studio.core.text_requests import TextRequest
from studio.jobs.keeper import EngineState
from studio.jobs.lane import Lane
from studio.jobs.lanes import PICTURES, WORDS
from studio.storage.models import ModelEntry, Models
from studio.storage.text_entries import need_of

MAIN = "main memory"
"""Where a processor's models lie; on Apple's machines those of the graphics part as well."""

log = logging.getLogger(__name__)


def _memory_of(device: Device | None) -> str:
    return MAIN if device is None or device.kind in ("cpu", "mps") else device.id


def _device(hardware: Hardware, wish: str) -> Device | None:
    wished = (device for device in hardware.devices if wish in (device.id, device.kind))
    return next(wished, hardware.devices[0] if hardware.devices else None)


class Room:
    """Decides by what the engines told last. Window thread only."""

    def __init__(self, lanes: Mapping[str, Lane], models: Models) -> None:
        self._lanes, self._models = lanes, models
        self._devices: dict[str, str] = {}
        """Where the last job of a lane was computed: MAIN or the id of a device."""

    def is_there(self, lane: Lane, request: Request, model: ModelEntry) -> bool:
        """Whether the job may be sent now. False: the other engine was asked for memory; ask again later."""
        other = self._lanes[WORDS if lane.name == PICTURES else PICTURES]
        if lane.room_asked == lane.current:
            return not other.keeper.unloading or bool(other.current)
        wanted = self._wanted(lane, request, model)
        self._devices[lane.name] = wanted.device
        beside = self._beside(other)
        if not needs_room(wanted, self._free(wanted.device), beside):
            return True
        log.info("the %s engine gives its memory back for %s", other.name, model.name)
        lane.room_asked = lane.current
        other.keeper.unload()
        return not other.keeper.unloading

    def threads(self, lane: Lane, request: TextRequest, model: ModelEntry) -> int:
        """Processor threads for a text. A model keeps those it was loaded with, or its cache would go."""
        if _holds(lane.keeper.state, model) and not request.placement.threads:
            return lane.threads
        hardware = _hardware(lane.keeper.state)
        shared = (
            self._lanes[PICTURES].current != ""
            and self._devices.get(PICTURES, MAIN) == MAIN
            and self._devices.get(WORDS, MAIN) == MAIN
        )
        return text_threads(request.placement.threads, hardware.cores if hardware else 0, shared=shared)

    def _wanted(self, lane: Lane, request: Request, model: ModelEntry) -> Wanted:
        hardware = _hardware(lane.keeper.state)
        if hardware is None or _holds(lane.keeper.state, model):
            return Wanted(device=self._devices.get(lane.name, MAIN), bytes=0)
        if isinstance(request, TextRequest):
            device = _memory_of(_device(hardware, request.placement.device))
            return Wanted(device=device, bytes=text_bytes(need_of(model), request.context))
        family = self._models.families.get(model.family)
        activation = family.activation_per_pixel if isinstance(family, FamilySpec) else 0
        need = Need(
            weights=model.weights,
            largest_part=model.largest_part,
            activation=activation * request.width * request.height,
        )
        try:
            placement = choose_placement(hardware, request.placement, need)
            size = memory_needed(need, placement.precision, placement.offload)
        except StudioError:  # the engine will say so
            return Wanted(device=MAIN, bytes=0)
        return Wanted(device=_memory_of(_device(hardware, placement.device)), bytes=size)

    def _beside(self, other: Lane) -> Beside:
        resident = other.keeper.state.resident
        if resident is None or not resident.models:
            return Beside(busy=bool(other.current))
        device = self._devices.get(other.name, MAIN)
        held = resident.process_bytes if device == MAIN else resident.device_bytes
        return Beside(busy=bool(other.current), device=device, bytes=held)

    def _free(self, device: str) -> int:
        if device == MAIN:
            import psutil  # not needed for the first paint

            return psutil.virtual_memory().available
        total = held = 0
        for lane in self._lanes.values():
            hardware, resident = _hardware(lane.keeper.state), lane.keeper.state.resident
            found = next((each for each in hardware.devices if each.id == device), None) if hardware else None
            total = max(total, found.memory_total if found else 0)
            if resident and self._devices.get(lane.name) == device:
                held += resident.device_bytes
        return round(total - RESERVE - held)


def _hardware(state: EngineState) -> Hardware | None:
    return state.ready.hardware if state.ready else None


def _holds(state: EngineState, model: ModelEntry) -> bool:
    held = state.resident.models if state.resident else ()
    return model.name in held or model.id in held
