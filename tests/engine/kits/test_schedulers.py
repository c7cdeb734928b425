"""Every sampler of the table with each of its schedules: builds, runs, stays finite."""

import inspect
import logging
from types import SimpleNamespace

import pytest
import torch
from diffusers import UNet2DConditionModel

from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.engine.kits.schedulers import build_scheduler

PAIRS = [(sampler.id, schedule) for sampler in SAMPLERS.values() for schedule in sampler.schedules]
CONFIG = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
}
ZERO_SNR = {"prediction_type": "v_prediction", "rescale_betas_zero_snr": True}


@pytest.fixture(scope="module")
def unet() -> UNet2DConditionModel:
    torch.manual_seed(0)
    return UNet2DConditionModel(
        sample_size=8, block_out_channels=(8,), layers_per_block=1, norm_num_groups=4,
        down_block_types=("DownBlock2D",), up_block_types=("UpBlock2D",), mid_block_type=None,
        cross_attention_dim=8, attention_head_dim=4,
    ).eval()  # fmt: skip


def run(unet: UNet2DConditionModel, scheduler: object, steps: int) -> torch.Tensor:
    scheduler.set_timesteps(steps)  # type: ignore[attr-defined]
    generator = torch.Generator().manual_seed(0)
    sample = torch.randn(1, 4, 8, 8, generator=generator) * scheduler.init_noise_sigma  # type: ignore[attr-defined]
    named = {"generator": generator} if "generator" in inspect.signature(scheduler.step).parameters else {}  # type: ignore[attr-defined]
    text = torch.zeros(1, 4, 8)
    with torch.no_grad():
        for timestep in scheduler.timesteps:  # type: ignore[attr-defined]
            noisy = scheduler.scale_model_input(sample, timestep)  # type: ignore[attr-defined]
            output = unet(noisy, timestep, text).sample
            sample = scheduler.step(output, timestep, sample, **named).prev_sample  # type: ignore[attr-defined]
    return sample


@pytest.mark.parametrize("training", [{}, ZERO_SNR], ids=["epsilon", "v-zero-snr"])
@pytest.mark.parametrize(("sampler", "schedule"), PAIRS)
def test_three_steps_give_numbers(
    unet: UNet2DConditionModel, sampler: str, schedule: str, training: dict, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        scheduler = build_scheduler({**CONFIG, **training}, sampler, schedule, 3)
        sample = run(unet, scheduler, 3)
    assert torch.isfinite(sample).all()
    assert sample.abs().max() < 1000
    assert len(scheduler.timesteps) == (3 * 2 - 1 if SAMPLERS[sampler].orders == 2 else 3)


class Oracle:
    """A denoiser that knows the one picture there is; every sampler must arrive at it."""

    def __init__(self, scheduler: object) -> None:
        torch.manual_seed(3)
        self.picture = torch.randn(1, 4, 8, 8)
        self.alphas = scheduler.alphas_cumprod  # type: ignore[attr-defined]

    def __call__(self, noisy: torch.Tensor, timestep: torch.Tensor, text: torch.Tensor) -> SimpleNamespace:
        alpha = self.alphas[round(float(timestep))]
        return SimpleNamespace(sample=(noisy - alpha**0.5 * self.picture) / (1 - alpha) ** 0.5)


@pytest.mark.parametrize(("sampler", "schedule"), PAIRS)
def test_every_pair_arrives_at_the_picture_of_a_perfect_denoiser(sampler: str, schedule: str) -> None:
    scheduler = build_scheduler(CONFIG, sampler, schedule, 20)
    oracle = Oracle(scheduler)
    error = (run(oracle, scheduler, 20) - oracle.picture).abs().mean()  # type: ignore[arg-type]
    assert error < 0.1, f"mean error {error:.3f}"


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("steps", [1, 2, 8])
def test_odd_numbers_of_steps(unet: UNet2DConditionModel, sampler: str, steps: int) -> None:
    schedule = SAMPLERS[sampler].schedules[-1]
    assert torch.isfinite(run(unet, build_scheduler(CONFIG, sampler, schedule, steps), steps)).all()


@pytest.mark.parametrize("sampler", ["lcm", "tcd"])
def test_distilled_samplers_take_as_many_steps_as_a_request_may_have(sampler: str) -> None:
    scheduler = build_scheduler(CONFIG, sampler, "trailing", 200)
    scheduler.set_timesteps(200)
    assert len(scheduler.timesteps) == 200


def test_what_the_model_was_trained_with_is_kept_and_its_own_sampler_is_not() -> None:
    config = {
        **CONFIG, **ZERO_SNR, "use_karras_sigmas": True, "algorithm_type": "sde-dpmsolver++",
        "timestep_spacing": "leading", "unheard_of": 1,
    }  # fmt: skip
    scheduler = build_scheduler(config, "dpmpp_2m", "trailing", 5)
    assert scheduler.config.prediction_type == "v_prediction"
    assert scheduler.config.rescale_betas_zero_snr and scheduler.config.beta_end == 0.012
    assert not scheduler.config.use_karras_sigmas
    assert (scheduler.config.algorithm_type, scheduler.config.timestep_spacing) == ("dpmsolver++", "trailing")


def test_latents_are_never_clipped_like_pixels() -> None:
    for sampler in ("ddim", "lcm", "tcd"):
        assert build_scheduler(CONFIG, sampler, "trailing", 5).config.clip_sample is False


def test_schedules_differ_where_they_claim_to() -> None:
    spaced = {}
    for schedule in SCHEDULES:
        scheduler = build_scheduler(CONFIG, "euler", schedule, 8)
        scheduler.set_timesteps(8)
        spaced[schedule] = tuple(round(float(sigma), 4) for sigma in scheduler.sigmas)
    assert len({spaced[name] for name in ("normal", "karras", "exponential", "beta", "trailing")}) == 5
