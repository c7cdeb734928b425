"""A LoRA tells by its shapes how wide its model is, in both layouts."""

import pytest

from studio.core.lora_width import gguf_width, peft_width


@pytest.mark.parametrize(
    ("shapes", "width"),
    [
        ({"blk.0.attn_q.weight.lora_a": (64, 4), "blk.0.attn_q.weight.lora_b": (4, 96)}, 64),
        ({"blk.0.ffn_down.weight.lora_a": (128, 4), "blk.0.ffn_down.weight.lora_b": (4, 64)}, 64),
        ({"output.weight.lora_a": (64, 4)}, 0),
        ({"blk.0.attn_q.weight.lora_a": (64,)}, 0),
        ({}, 0),
    ],
)
def test_a_gguf_file_begins_with_the_inner_side(shapes, width):
    assert gguf_width(shapes) == width


@pytest.mark.parametrize(
    ("part", "end", "shape", "width"),
    [
        ("self_attn.v_proj", "lora_A", (4, 64), 64),
        ("mlp.down_proj", "lora_A", (4, 128), 0),
        ("mlp.down_proj", "lora_B", (64, 4), 64),
        ("self_attn.o_proj", "lora_B", (64, 4), 64),
        ("mlp.up_proj", "lora_B", (128, 4), 0),
    ],
)
def test_peft_s_file_begins_with_the_outer_side(part, end, shape, width):
    assert peft_width({f"base_model.model.layers.0.{part}.{end}.weight": shape}) == width
