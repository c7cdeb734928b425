"""The network: a small Llama, written out in torch, with the weights named as Hugging Face names them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

#: Up to this length attention holds all its scores at once.
PLAIN_LENGTH = 512


@dataclass(frozen=True)
class Shape:
    """The sizes of a model. Every row of a weight is a multiple of 32, as q8_0 wants it."""

    vocabulary: int = 8192
    width: int = 320
    layers: int = 6
    heads: int = 5
    hidden: int = 896
    context: int = 512
    theta: float = 10_000.0
    epsilon: float = 1e-5

    def values(self) -> dict[str, float]:
        """All sizes by name, for a checkpoint."""
        return asdict(self)


def rotation(shape: Shape, length: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Cosines and sines (length, head width) that turn queries and keys by their position."""
    half = shape.width // shape.heads // 2
    angles = shape.theta ** (-torch.arange(half, dtype=torch.float32) / half)
    turned = torch.arange(length, dtype=torch.float32)[:, None] * angles
    both = torch.cat([turned, turned], 1)
    return both.cos(), both.sin()


def attend(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    """Causal attention (n, heads, length, head width).

    On a processor, short texts are worked out plainly: twice as fast there as torch's fused kernel.
    """
    batch, heads, length, width = query.shape
    if query.device.type != "cpu" or length > PLAIN_LENGTH:
        return F.scaled_dot_product_attention(query, key, value, is_causal=True)
    hidden = query.new_full((length, length), float("-inf")).triu(1)
    scores = torch.baddbmm(hidden, query.flatten(0, 1), key.flatten(0, 1).mT, alpha=width**-0.5)
    return (scores.softmax(-1) @ value.flatten(0, 1)).view(batch, heads, length, width)


class Norm(nn.RMSNorm):
    """Brings rows to one size; its weight follows the input's precision, which keeps the fast path."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.rms_norm(x, self.normalized_shape, self.weight.to(x.dtype), self.eps)


class Attention(nn.Module):
    """Causal attention over all heads."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.q_proj = nn.Linear(shape.width, shape.width, bias=False)
        self.k_proj = nn.Linear(shape.width, shape.width, bias=False)
        self.v_proj = nn.Linear(shape.width, shape.width, bias=False)
        self.o_proj = nn.Linear(shape.width, shape.width, bias=False)

    def forward(self, x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
        batch, length, width = x.shape
        # One product instead of three: the weights are small beside the activations.
        weights = torch.cat([self.q_proj.weight, self.k_proj.weight, self.v_proj.weight])
        both = F.linear(x, weights).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        first, second = both[:2].chunk(2, -1)
        query, key = both[:2] * cos + torch.cat([-second, first], -1) * sin
        mixed = attend(query, key, both[2])
        return self.o_proj(mixed.transpose(1, 2).reshape(batch, length, width))


class Gated(nn.Module):
    """The two-sided linear layer with a gate."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(shape.width, shape.hidden, bias=False)
        self.up_proj = nn.Linear(shape.width, shape.hidden, bias=False)
        self.down_proj = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        gate, up = F.linear(x, torch.cat([self.gate_proj.weight, self.up_proj.weight])).chunk(2, -1)
        return self.down_proj(F.silu(gate) * up)


class Layer(nn.Module):
    """Attention and gated layer, each behind a norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.input_layernorm = Norm(shape.width, shape.epsilon)
        self.self_attn = Attention(shape)
        self.post_attention_layernorm = Norm(shape.width, shape.epsilon)
        self.mlp = Gated(shape)

    def forward(self, x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
        x = x + self.self_attn(self.input_layernorm(x), cos, sin)
        return x + self.mlp(self.post_attention_layernorm(x))


class Llama(nn.Module):
    """Token numbers (n, length) to scores of the next token."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = Norm(shape.width, shape.epsilon)
        self.lm_head = nn.Linear(shape.width, shape.vocabulary, bias=False)
        self._turn: tuple[torch.Tensor, torch.Tensor] | None = None
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                last = name.endswith(("o_proj.weight", "down_proj.weight"))
                nn.init.normal_(parameter, std=0.02 / (2 * shape.layers) ** 0.5 if last else 0.02)

    def _rotation(self, like: torch.Tensor, length: int) -> tuple[torch.Tensor, torch.Tensor]:
        if self._turn is None or len(self._turn[0]) < length or self._turn[0].device != like.device:
            cos, sin = rotation(self.shape, max(length, self.shape.context))
            self._turn = cos.to(like.device), sin.to(like.device)
        return self._turn[0][:length].to(like.dtype), self._turn[1][:length].to(like.dtype)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        x = self.embed_tokens(tokens)
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.get_autocast_dtype(x.device.type))
        cos, sin = self._rotation(x, tokens.shape[1])
        for layer in self.layers:
            x = layer(x, cos, sin)
        return self.lm_head(self.norm(x))


def next_token_loss(model: Llama, tokens: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
    """The summed surprise in nats of every token after the first; `weights` (n, length) says which count."""
    scores = model(tokens[:, :-1]).flatten(0, 1)
    losses = F.cross_entropy(scores.float(), tokens[:, 1:].flatten(), reduction="none")
    return losses.sum() if weights is None else (losses * weights[:, 1:].flatten()).sum()
