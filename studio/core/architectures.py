"""Architectures as GGUF files name them: those that llama.cpp writes with, and what the others are.

The first table holds names of the library that ships (xllamacpp 2026.10, ``llm_arch_names`` of llama.cpp).
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WRITERS = _words(
    """
    afmoe apertus arcee arctic arwkv7 baichuan bailingmoe bailingmoe2 bailingmoe3 bitnet bloom chameleon
    chatglm codeshell cogvlm cohere2 cohere2moe command-r dbrx deci deepseek deepseek2 deepseek2-ocr
    deepseek32 deepseek4 dots1 dots3note ernie4_5 ernie4_5-moe exaone exaone-moe exaone4 falcon
    falcon-h1 gemma gemma2 gemma3 gemma3n gemma4 glm-dsa glm4 glm4moe glm5-next gpt-oss gpt2 gptj
    gptneox granite granite_swa granitehybrid granitemoe graniteswitch grok grovemoe hrm_text hunyuan-
    dense hunyuan-moe hunyuan_vl hy_v3 hy_v4 internlm2 jais jais2 jamba k2-horizon kimi-k3 kimi-linear
    laguna lfm2 lfm2moe llama llama4 maincoder mamba mamba2 maple mellum mimo2 minicpm minicpm3
    minimax-01 minimax-m2 mistral3 mistral4 mpt nanbeige nemotron nemotron_h nemotron_h_moe olmo olmo2
    olmoe openelm orion paddleocr pangu-embedded phi2 phi3 phimoe plamo plamo2 plamo3 plm qwen qwen2
    qwen2moe qwen2vl qwen3 qwen35 qwen35moe qwen3moe qwen3next qwen3vl qwen3vlmoe qwen4exp refact rwkv6
    rwkv6qwen2 rwkv7 seed_oss smallthinker smollm3 spark2_5 stablelm starcoder starcoder2 step35 talkie
    xverse
    """
)
EMBEDDERS = _words(
    """
    bert eurobert gemma-embedding gemma-embedding2 jina-bert-v2 jina-bert-v3 llama-embed modern-bert
    neo-bert nomic-bert nomic-bert-moe t5encoder
    """
)
RECURRENT = _words(
    """
    arwkv7 falcon-h1 granitehybrid graniteswitch hrm_text jamba k2-horizon kimi-k3 kimi-linear lfm2
    lfm2moe mamba mamba2 minimax-01 nemotron_h nemotron_h_moe plamo2 qwen35 qwen35moe qwen3next rwkv6
    rwkv6qwen2 rwkv7
    """
)
"""Those that carry a running state, which cannot be taken back to an earlier token."""
DENOISERS = _words(
    """
    dream llada llada-moe rnd1
    """
)
"""Text models that fill in a whole text at once; they do not write onward."""
PICTURES = _words(
    """
    aura auraflow chroma cosmos flux flux2 hidream hunyuan_dit hunyuan_video hyvid kolors krea ltxv
    lumina2 mochi omnigen pig pixart qwen_image sana sd1 sd2 sd3 sdxl wan z_image zimage
    """
)
"""Diffusion models that others pack as GGUF (ComfyUI-GGUF, stable-diffusion.cpp)."""
OTHERS = {
    "clip": "a projector that lets a language model see",
    "gemma4-assistant": "a drafting companion of another model",
    "pockettts": "a model that speaks",
    "qwen3tts": "a model that speaks",
    "t5": "a translation model that reads and writes apart",
    "wavtokenizer-dec": "a model that speaks",
    "whisper": "a model that listens",
}
FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S",
    12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19:
    "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26:
    "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0",
    37: "TQ2_0", 38: "MXFP4",
}  # fmt: skip
"""What ``general.file_type`` means (llama.h, llama_ftype)."""
