"""The tokenizer reads any text, and short seeded trainings end with the same weights."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import CLIPTokenizer

TEXTS = [
    "Zürich at night",
    "夜の山",
    "🌵 desert",
    "a\u0301 \u200d \x00 \ufffd",
    "ﬁr tree",
    "a lake, 2 boats!",
    "",
]


@pytest.fixture(scope="session")
def tokenizer(packaged: Path) -> CLIPTokenizer:
    return CLIPTokenizer.from_pretrained(packaged / "tokenizer", local_files_only=True)


def decoded(tokenizer: CLIPTokenizer, text: str) -> str:
    """The text as the tokens spell it, without spaces."""
    tokens = tokenizer.convert_ids_to_tokens(tokenizer(text, add_special_tokens=False).input_ids)
    from transformers.convert_slow_tokenizer import bytes_to_unicode

    letters = {letter: byte for byte, letter in bytes_to_unicode().items()}
    joined = "".join(token.removesuffix("</w>") for token in tokens)
    return bytes(letters[letter] for letter in joined).decode("utf-8")


def expected(text: str) -> str:
    """What the tokenizer keeps: composed, lower case, no white space."""
    import unicodedata

    return "".join(unicodedata.normalize("NFC", text).lower().split())


@pytest.mark.parametrize("text", TEXTS)
def test_text_survives_the_tokenizer(tokenizer: CLIPTokenizer, text: str) -> None:
    assert decoded(tokenizer, text) == expected(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_holds_an_unknown_token(text: str) -> None:
    tokenizer = CLIPTokenizerOnce.get()
    ids = tokenizer(text, padding="max_length", truncation=True, max_length=77).input_ids
    assert len(ids) == 77
    end = tokenizer.eos_token_id
    assert ids[0] == tokenizer.bos_token_id
    assert all(token == end for token in ids[ids.index(end) :])


class CLIPTokenizerOnce:
    """One tokenizer for the property test, which cannot take a fixture of its own for each example."""

    _loaded: CLIPTokenizer | None = None

    @classmethod
    def get(cls) -> CLIPTokenizer:
        if cls._loaded is None:
            folder = Path(__file__).parents[4] / "resources" / "starter" / "picture" / "tokenizer"
            cls._loaded = CLIPTokenizer.from_pretrained(folder, local_files_only=True)
        return cls._loaded


def test_the_tokenizer_is_learnt_again_from_captions(recipe: SimpleNamespace, tmp_path: Path) -> None:
    rng = random.Random(0)
    lines = [recipe.captions.caption(recipe.scenes.random_scene(rng), rng).lower() for _ in range(2000)]
    first, second = (recipe.tokenizer.learn_merges(lines, 700) for _ in range(2))
    assert first == second
    learnt = recipe.tokenizer.write_tokenizer(tmp_path / "tokenizer", first)
    for text in TEXTS:
        assert decoded(learnt, text) == expected(text)


def weights(model: torch.nn.Module) -> list[torch.Tensor]:
    return [parameter.detach().clone() for parameter in model.parameters()]


def assert_same(first: list[torch.Tensor], second: list[torch.Tensor]) -> None:
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.fixture
def one_thread() -> object:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.usefixtures("one_thread")
def test_the_autoencoder_trains_the_same_twice(recipe: SimpleNamespace) -> None:
    pixels = np.stack([np.asarray(recipe.render.make(seed)[0]) for seed in range(3)])

    def train() -> list[torch.Tensor]:
        return weights(
            recipe.autoencoder.train_autoencoder(
                pixels, recipe.training.Budget(steps=2), channels=(8, 8, 16, 16), sizes=((2, 64),) * 3
            )
        )

    assert_same(train(), train())


@pytest.mark.usefixtures("one_thread")
def test_the_identity_start_already_shows_the_picture(recipe: SimpleNamespace) -> None:
    torch.manual_seed(0)
    model = recipe.autoencoder.build_autoencoder()
    pixels = np.stack([np.asarray(recipe.render.make(seed)[0]) for seed in range(2)])
    recipe.autoencoder.identity_start(model, recipe.autoencoder.to_signed(pixels))
    before = recipe.autoencoder.psnr(model, pixels)
    assert before > 18
    recipe.autoencoder.whiten(model, pixels)
    assert abs(recipe.autoencoder.psnr(model, pixels) - before) < 0.1


@pytest.mark.usefixtures("one_thread")
def test_the_text_encoder_trains_the_same_twice(recipe: SimpleNamespace, tokenizer: CLIPTokenizer) -> None:
    def train() -> list[torch.Tensor]:
        return weights(recipe.reading.train_text_encoder(tokenizer, recipe.training.Budget(steps=2), batch=4))

    assert_same(train(), train())


@pytest.mark.usefixtures("one_thread")
def test_the_denoiser_trains_the_same_twice(recipe: SimpleNamespace, tokenizer: CLIPTokenizer) -> None:
    rng = random.Random(0)
    latents = np.random.default_rng(0).standard_normal((4, 4, 32, 32)).astype(np.float16)
    shapes = [recipe.denoiser.Shape(latents, [recipe.scenes.random_scene(rng) for _ in range(4)])]
    torch.manual_seed(0)
    encoder = recipe.reading.build_text_encoder(tokenizer).eval()

    def train() -> list[torch.Tensor]:
        model, samples = recipe.denoiser.train_denoiser(
            shapes, tokenizer, encoder, recipe.training.Budget(steps=3), batch=2, channels=(8, 8, 16, 16)
        )
        assert samples == 6
        return weights(model)

    assert_same(train(), train())
