"""Samplers and schedules as artists name them: one table, read by window, command line and engine."""

from typing import Any

from msgspec import Struct


class Sampler(Struct, frozen=True, kw_only=True):
    """``scheduler`` is the diffusers class, ``options`` its arguments, ``webui`` the name A1111 writes.

    ``schedules`` lists the schedule ids the class can follow.
    """

    id: str
    label: str
    scheduler: str
    options: dict[str, Any] = {}
    schedules: tuple[str, ...]
    webui: str
    orders: int = 1
    """Denoiser calls per step."""


class Schedule(Struct, frozen=True, kw_only=True):
    """How noise levels are spaced over the steps."""

    id: str
    label: str
    options: dict[str, Any] = {}
    webui: str


SCHEDULES = {
    schedule.id: schedule
    for schedule in (
        Schedule(id="normal", label="Normal", options={"timestep_spacing": "linspace"}, webui="Normal"),
        Schedule(
            id="karras",
            label="Karras",
            options={"timestep_spacing": "linspace", "use_karras_sigmas": True},
            webui="Karras",
        ),
        Schedule(
            id="exponential",
            label="Exponential",
            options={"timestep_spacing": "linspace", "use_exponential_sigmas": True},
            webui="Exponential",
        ),
        Schedule(
            id="beta",
            label="Beta",
            options={"timestep_spacing": "linspace", "use_beta_sigmas": True},
            webui="Beta",
        ),
        Schedule(
            id="sgm_uniform",
            label="SGM uniform",
            options={"timestep_spacing": "trailing"},
            webui="SGM Uniform",
        ),
        Schedule(id="trailing", label="Trailing", options={"timestep_spacing": "trailing"}, webui="Simple"),
    )
}

_ALL = tuple(SCHEDULES)
_SPACED = ("normal", "sgm_uniform", "trailing")

SAMPLERS = {
    sampler.id: sampler
    for sampler in (
        Sampler(id="euler", label="Euler", scheduler="EulerDiscreteScheduler", schedules=_ALL, webui="Euler"),
        Sampler(
            id="euler_a",
            label="Euler a",
            scheduler="EulerAncestralDiscreteScheduler",
            schedules=_SPACED,
            webui="Euler a",
        ),
        Sampler(
            id="heun",
            label="Heun",
            scheduler="HeunDiscreteScheduler",
            schedules=_ALL,
            webui="Heun",
            orders=2,
        ),
        Sampler(
            id="dpmpp_2m",
            label="DPM++ 2M",
            scheduler="DPMSolverMultistepScheduler",
            options={"algorithm_type": "dpmsolver++", "solver_order": 2},
            schedules=_ALL,
            webui="DPM++ 2M",
        ),
        Sampler(
            id="dpmpp_2m_sde",
            label="DPM++ 2M SDE",
            scheduler="DPMSolverMultistepScheduler",
            options={"algorithm_type": "sde-dpmsolver++", "solver_order": 2},
            schedules=_ALL,
            webui="DPM++ 2M SDE",
        ),
        Sampler(
            id="dpmpp_sde",
            label="DPM++ SDE",
            scheduler="DPMSolverSinglestepScheduler",
            options={"algorithm_type": "sde-dpmsolver++", "solver_order": 2},
            schedules=_ALL,
            webui="DPM++ SDE",
        ),
        Sampler(
            id="dpmpp_3m",
            label="DPM++ 3M",
            scheduler="DPMSolverMultistepScheduler",
            options={"algorithm_type": "dpmsolver++", "solver_order": 3},
            schedules=_ALL,
            webui="DPM++ 3M",
        ),
        Sampler(
            id="dpmpp_3m_sde",
            label="DPM++ 3M SDE",
            scheduler="DPMSolverMultistepScheduler",
            options={"algorithm_type": "sde-dpmsolver++", "solver_order": 3},
            schedules=_ALL,
            webui="DPM++ 3M SDE",
        ),
        Sampler(
            id="unipc",
            label="UniPC",
            scheduler="UniPCMultistepScheduler",
            schedules=_ALL,
            webui="UniPC",
        ),
        Sampler(id="ddim", label="DDIM", scheduler="DDIMScheduler", schedules=_SPACED, webui="DDIM"),
        Sampler(id="lms", label="LMS", scheduler="LMSDiscreteScheduler", schedules=_ALL, webui="LMS"),
        Sampler(id="lcm", label="LCM", scheduler="LCMScheduler", schedules=_SPACED, webui="LCM"),
        Sampler(id="tcd", label="TCD", scheduler="TCDScheduler", schedules=_SPACED, webui="TCD"),
    )
}
