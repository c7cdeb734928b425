"""The table of samplers and schedules holds together."""

import pytest

from studio.core.requests import ImageRequest
from studio.core.samplers import SAMPLERS, SCHEDULES, Sampler


@pytest.mark.parametrize("sampler", SAMPLERS.values(), ids=lambda sampler: sampler.id)
def test_a_sampler_is_complete(sampler: Sampler) -> None:
    assert SAMPLERS[sampler.id] is sampler
    assert sampler.label and sampler.webui and sampler.scheduler.endswith("Scheduler")
    assert sampler.schedules and set(sampler.schedules) <= set(SCHEDULES)
    assert "normal" in sampler.schedules
    assert sampler.orders in (1, 2)


def test_labels_and_foreign_names_tell_apart() -> None:
    for table in (SAMPLERS, SCHEDULES):
        assert all(table[key].id == key for key in table)
        assert len({entry.label for entry in table.values()}) == len(table)
        assert len({entry.webui for entry in table.values()}) == len(table)


def test_the_samplers_artists_ask_for_are_there() -> None:
    wanted = {"euler", "euler_a", "heun", "dpmpp_2m", "dpmpp_sde", "dpmpp_3m", "unipc", "ddim", "lms"}
    assert wanted | {"lcm", "tcd"} <= set(SAMPLERS)
    assert {"normal", "karras", "exponential", "beta", "sgm_uniform", "trailing"} == set(SCHEDULES)


def test_the_defaults_of_a_request_exist() -> None:
    request = ImageRequest(prompt="", model="m", width=64, height=64, seed=1)
    assert request.schedule in SAMPLERS[request.sampler].schedules
