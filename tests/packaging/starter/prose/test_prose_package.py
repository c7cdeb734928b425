"""The GGUF file means the same to llama.cpp, transformers and torch; the bundled one is small and sound."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch


def greedy(model: torch.nn.Module, tokens: list[int], count: int) -> tuple[list[int], list[torch.Tensor]]:
    """The most likely tokens one after the other, and all log-probabilities at each."""
    row, scores = list(tokens), list[torch.Tensor]()
    with torch.no_grad():
        for _ in range(count):
            scores.append(model(torch.tensor([row]))[0, -1].log_softmax(-1))
            row.append(int(scores[-1].argmax()))
    return row[len(tokens) :], scores


@pytest.fixture(scope="session")
def exact_file(
    recipe: SimpleNamespace, trained: Any, tokenizer: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("gguf") / "exact.gguf"
    recipe.gguf_file.write_gguf(path, trained, tokenizer, "f32", "A test.", {"perplexity": 3.5})
    return path


def test_llama_cpp_writes_what_torch_writes(
    recipe: SimpleNamespace, trained: Any, tokenizer: Any, exact_file: Path
) -> None:
    prompt = '"Anna looked at the grey sea," said Mr. Brown.\n\nThe old man'
    tokens = recipe.tokenizer.encode(tokenizer, prompt)
    wanted, scores = greedy(trained, tokens, 12)
    with recipe.writing.open_writer(exact_file, context=64) as writer:
        written = writer.complete(prompt, 12, temperature=0.0, likely=5)
    # The prompt went in as text: the same tokens come out only if llama.cpp cuts words as the recipe does.
    assert written.tokens == wanted
    assert written.text == tokenizer.decode(wanted)
    for likely, score in zip(written.likely, scores, strict=True):
        for token, chance in likely.items():
            assert abs(chance - float(score[token])) < 0.02


def test_a_request_goes_through_the_chat_template(
    recipe: SimpleNamespace, trained: Any, tokenizer: Any, exact_file: Path
) -> None:
    mark = recipe.tokenizer.mark
    tokens = [
        mark(tokenizer, recipe.tokenizer.ASK),
        *recipe.tokenizer.encode(tokenizer, "Describe the mill."),
        mark(tokenizer, recipe.tokenizer.ANSWER),
    ]
    wanted, _ = greedy(trained, tokens, 8)
    with recipe.writing.open_writer(exact_file, context=64) as writer:
        written = writer.complete("Describe the mill.", 8, temperature=0.0, chat=True)
    text = tokenizer.decode(wanted[: wanted.index(0)] if 0 in wanted else wanted)
    assert written.text.strip() == text.strip()


def test_the_file_is_read_back_and_says_what_it_is(
    recipe: SimpleNamespace, trained: Any, exact_file: Path
) -> None:
    model, values = recipe.gguf_file.read_gguf(exact_file)
    for name, value in trained.state_dict().items():
        assert torch.equal(model.state_dict()[name], value), name
    assert values["starter.recipe"] == recipe.gguf_file.RECIPE_VERSION
    assert json.loads(values["starter.figures"]) == {"perplexity": 3.5}
    assert values["general.license"] == "apache-2.0"


@pytest.mark.parametrize("kind", ["q8_0", "q4_0"])
def test_a_quantised_file_holds_what_was_judged(
    recipe: SimpleNamespace, trained: Any, tokenizer: Any, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "small.gguf"
    recipe.gguf_file.write_gguf(path, trained, tokenizer, kind, "A test.", {})
    model, _ = recipe.gguf_file.read_gguf(path)
    judged = recipe.gguf_file.quantised_copy(trained, kind).state_dict()
    for name, value in model.state_dict().items():
        torch.testing.assert_close(value, judged[name], atol=1e-6, rtol=0)


def test_quantisation_stops_where_perplexity_rises(recipe: SimpleNamespace, trained: Any) -> None:
    exact = trained.lm_head.weight.detach()
    rise = {"q8_0": 1.002, "q5_1": 1.008, "q5_0": 1.02, "q4_1": 1.001, "q4_0": 1.001}
    stored = {kind: recipe.gguf_file.as_stored(exact.numpy(), kind) for kind in rise}

    def perplexity(model: Any) -> float:
        weight = model.lm_head.weight.detach().numpy()
        found = [kind for kind, value in stored.items() if np.array_equal(value, weight)]
        return 10 * rise[found[0]] if found else 10.0

    assert recipe.package.choose_kind(trained, perplexity) == ("q5_1", 0.8)


def test_transformers_reads_the_converted_folder(
    recipe: SimpleNamespace, trained: Any, tokenizer: Any, exact_file: Path, tmp_path: Path
) -> None:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    recipe.folder.write_folder(exact_file, tmp_path / "folder")
    model = AutoModelForCausalLM.from_pretrained(tmp_path / "folder", local_files_only=True).eval()
    reader = AutoTokenizer.from_pretrained(tmp_path / "folder", local_files_only=True)
    text = 'Rose came back from the harbour.\n\n"I don\'t know," said Anna—and she went.'
    ids = reader(text, add_special_tokens=False).input_ids
    assert ids == recipe.tokenizer.encode(tokenizer, text)
    assert reader.decode(ids) == text
    with torch.no_grad():
        torch.testing.assert_close(
            model(torch.tensor([ids])).logits, trained(torch.tensor([ids])), atol=1e-3, rtol=1e-3
        )
    asked = reader.apply_chat_template(
        [{"role": "user", "content": "Shorten this."}], tokenize=False, add_generation_prompt=True
    )
    assert asked == "<|ask|>Shorten this.<|answer|>"


def test_a_fresh_package_replaces_the_former(
    recipe: SimpleNamespace, trained: Any, tokenizer: Any, tmp_path: Path
) -> None:
    rows = [
        {"name": "a", "title": "A", "author": "", "year": 1900, "words": 9, "part": "train", "share": 0.5},
        {"name": "b", "title": "B", "author": "C", "year": None, "words": 9, "part": "test", "share": 1},
    ]
    target = tmp_path / "prose"
    for _ in range(2):
        recipe.package.write_package(
            target, trained, tokenizer, "q8_0", rows, {"perplexity": 4.2}, [["The house", "stood.\n\nYes."]]
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["prose"]
    assert sorted(path.name for path in target.iterdir()) == ["README.md", recipe.package.FILE]
    card = (target / "README.md").read_text(encoding="utf-8")
    assert "- *A*, author unnamed, 1900 (50 % a pass)\n- *B*, C (held out, test)" in card
    assert "> **The house** stood." in card
    assert "| This model | 4.2 |" in card
    assert "not measured" in card
    assert "$" not in card


def test_the_surprise_of_a_text_does_not_depend_on_how_it_is_cut(
    recipe: SimpleNamespace, trained: Any
) -> None:
    tokens = torch.randint(3, 360, (150,), generator=torch.Generator().manual_seed(0)).tolist()
    short = recipe.surprise.text_nats(trained, tokens[:60], 64, 16)
    with torch.autocast("cpu", torch.bfloat16), torch.no_grad():
        whole = float(recipe.llama.next_token_loss(trained, torch.tensor([tokens[:60]])))
    assert abs(short - whole) < 0.01 * whole
    # One more window adds the surprise of exactly the tokens it brings.
    longer = recipe.surprise.text_nats(trained, tokens, 64, 16)
    assert longer > recipe.surprise.text_nats(trained, tokens[:-16], 64, 16)


@pytest.fixture(scope="session")
def bundled(recipe: SimpleNamespace, packaged: Path) -> tuple[Any, dict]:
    return recipe.gguf_file.read_gguf(packaged / recipe.package.FILE)


def test_the_bundled_model_is_small_and_says_what_it_can(
    recipe: SimpleNamespace, packaged: Path, bundled: tuple[Any, dict]
) -> None:
    assert sum(path.stat().st_size for path in packaged.iterdir()) <= 40_000_000
    model, values = bundled
    assert 10_000_000 <= sum(p.numel() for p in model.parameters()) <= 40_000_000
    assert values["starter.recipe"] == recipe.gguf_file.RECIPE_VERSION
    figures = json.loads(values["starter.figures"])
    assert {"perplexity", "ngram_tokens_perplexity", "copied_longest", "tokens_per_second"} <= figures.keys()
    card = (packaged / "README.md").read_text(encoding="utf-8")
    assert f"| This model | {figures['perplexity']} |" in card
    assert "not measured" not in card


def test_the_bundled_model_prefers_prose_to_its_words_in_any_order(
    recipe: SimpleNamespace, bundled: tuple[Any, dict]
) -> None:
    model, values = bundled
    tokenizer = recipe.folder.tokenizer_of(values)
    prose = "The old man looked at her for a moment, and then he went slowly down the stairs to the door."
    mixed = recipe.measures.shuffled([prose])[0]
    good, bad = (recipe.surprise.books_nats(model, tokenizer, {"text": text}) for text in (prose, mixed))
    assert good < bad - 20


def test_the_bundled_model_writes(recipe: SimpleNamespace, packaged: Path) -> None:
    with recipe.writing.open_writer(packaged / recipe.package.FILE) as writer:
        first, again = (writer.complete("The old house stood", 20, seed=3).text for _ in range(2))
    assert first == again
    assert len(first.split()) >= 8
