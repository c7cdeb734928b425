"""Which language model is this? Headers and JSON only, of a GGUF file or a Hugging Face folder."""

import re
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from studio.core.architectures import DENOISERS, EMBEDDERS, FILE_TYPES, OTHERS, PICTURES, RECURRENT, WRITERS
from studio.core.gguf import GGUFHeader, read_gguf_header
from studio.core.identify import count_weights, folder_name, read_json_object, read_safetensors_header
from studio.core.lora_width import gguf_width, peft_width

PROJECTOR_MARK = "mmproj"
"""What files of projectors have in their name; one beside a model lets it see."""
_PART = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$")
_RANKING = 4
"""``pooling_type`` of models that only compare texts."""
_AGAIN = "Copy or download the model again."
_CAUSAL = ("ForCausalLM", "ForConditionalGeneration", "LMHeadModel", "LMHead")
_LORA_NAME = "adapter_config.json"


class TextIdentity(Struct, frozen=True, kw_only=True):
    """What a file or folder is to a writer. ``problem`` is a sentence, empty when it can be used.

    ``kind`` is text, text_lora, embedding, projector, or empty when it is none of these.
    """

    kind: str = ""
    family: str = ""
    name: str = ""
    architecture: str = ""
    context: int = 0
    """Tokens it was made to read at once; 0 if it does not say."""
    parameters: int = 0
    layers: int = 0
    bytes: int = 0
    """On disk, all parts together."""
    quantisation: str = ""
    chat: bool = False
    """Whether it has a chat template of its own."""
    licence: str = ""
    problem: str = ""
    advice: str = ""
    card: dict[str, object] = {}
    """Our own sidecar beside the model, if any: ``NAME.studio.json``, in a folder ``studio.json``."""
    infill: bool = False
    """Whether it has tokens for filling a gap."""
    memory_per_token: int = 0
    """Bytes that one token of context takes at 16 bits; 0 if the header does not tell."""
    width: int = 0
    """How wide a token is to it; of a LoRA, to the model it was made for. 0 if the header does not tell."""
    recurrent: bool = False
    """Whether it carries a running state that cannot be taken back to an earlier token."""


def identify_text(path: Path) -> TextIdentity:
    """Look at a GGUF file or a Hugging Face folder. Never raises for bad content."""
    if path.is_dir():
        return _identify_folder(path)
    card = _card(path.with_name(path.name.removesuffix(".gguf") + ".studio.json"))
    name = str(card.get("name") or path.stem)
    try:
        state = path.stat()
        header = _header(path, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        return TextIdentity(
            name=name,
            problem=f"The model file “{path.name}” is not there any more.",
            advice="Put it back, or choose another model.",
        )
    except OSError as error:
        return TextIdentity(
            name=name,
            problem=f"The model file “{path.name}” cannot be read: {error.strerror or error}.",
            advice="Check the file's permissions and the disk.",
        )
    except ValueError as error:
        return TextIdentity(
            name=name, problem=f"The model file “{path.name}” is damaged: {error}.", advice=_AGAIN, card=card
        )
    return _of_header(path, header, card)


@lru_cache(maxsize=16)
def _header(path: Path, _changed: int, _size: int) -> GGUFHeader:
    """Every job asks what its model is, and passing over the words of a large vocabulary takes long."""
    return read_gguf_header(path)


def lora_fits(lora: TextIdentity, model: TextIdentity) -> bool:
    """Whether a LoRA was made for such a model, as far as both headers tell."""
    same = lora.family == model.family and lora.architecture in ("", model.architecture)
    return lora.kind == "text_lora" and same and (lora.width == model.width or 0 in (lora.width, model.width))


def projector_beside(path: Path) -> Path | None:
    """The projector that lets a GGUF model see, if one lies in its folder: the one named most alike."""
    try:
        found = [each for each in path.parent.glob("*.gguf") if PROJECTOR_MARK in each.name.lower()]
    except OSError:
        return None
    found = [each for each in found if each != path and identify_text(each).kind == "projector"]
    if not found:
        return None
    words = set(re.split(r"[-_. ]+", path.stem.lower()))
    return max(sorted(found), key=lambda each: len(words & set(re.split(r"[-_. ]+", each.stem.lower()))))


def _card(path: Path) -> dict[str, object]:
    try:
        return read_json_object(path)
    except (OSError, ValueError):
        return {}


def _of_header(path: Path, header: GGUFHeader, card: dict[str, object]) -> TextIdentity:
    architecture = header.text("general.architecture")
    parts, trouble = _parts(path, header)
    kind, problem = _kind(header, architecture)
    parameters = sum(tensor.values for tensor in header.tensors)
    if len(parts) > 1:
        parameters = sum(_parameters(part) for part in parts)
    name = str(card.get("name") or header.text("general.name").strip()[:200] or path.stem)
    if problem:
        problem = f"“{name}” is {problem}."
    elif trouble:
        problem = trouble
    return TextIdentity(
        kind=kind,
        family="gguf" if kind else "",
        name=name,
        architecture=architecture[:60],
        context=_positive(header.number(f"{architecture}.context_length")),
        parameters=parameters,
        layers=_positive(header.number(f"{architecture}.block_count")),
        bytes=sum(part.stat().st_size for part in parts),
        quantisation=FILE_TYPES.get(header.number("general.file_type", -1) % 1024, ""),
        chat=bool(header.text("tokenizer.chat_template")),
        licence=str(card.get("licence") or header.text("general.license")[:100]),
        problem=problem,
        advice=_advice(kind, trouble) if problem else "",
        card=card,
        infill=header.number("tokenizer.ggml.fim_pre_token_id", -1) >= 0
        or header.number("tokenizer.ggml.prefix_token_id", -1) >= 0,
        memory_per_token=_memory_per_token(header, architecture),
        width=_positive(header.number(f"{architecture}.embedding_length"))
        or gguf_width({tensor.name: tensor.shape for tensor in header.tensors}),
        recurrent=architecture in RECURRENT,
    )


def _positive(number: int) -> int:
    return number if 0 < number < 2**40 else 0


def _advice(kind: str, trouble: str) -> str:
    return _AGAIN if kind and trouble else "Choose a language model for writing."


def _kind(header: GGUFHeader, architecture: str) -> tuple[str, str]:
    """What it is, and what to call it when it cannot write."""
    if header.text("general.type") == "adapter":
        return "text_lora", "" if header.text("adapter.type") == "lora" else "an adapter, but no LoRA"
    if architecture == "clip" or header.text("general.type") == "mmproj":
        return "projector", ""
    drawn = any(tensor.name.startswith("model.diffusion_model.") for tensor in header.tensors)
    if architecture in PICTURES or drawn:
        return "", f"a picture model ({architecture or 'of an older kind'}), not a language model"
    if not architecture:
        return "", "no language model: it does not say its architecture"
    if architecture in OTHERS:
        return "", f"{OTHERS[architecture]}, not a language model"
    if architecture in DENOISERS:
        return "", f"a model that fills in whole texts ({architecture}), which this Atelier cannot run"
    pooling = header.number(f"{architecture}.pooling_type")
    if pooling == _RANKING:
        return "", "a model that ranks texts; it cannot write"
    if architecture in EMBEDDERS or pooling in (1, 2, 3):
        return "embedding", _lacking(header)
    if architecture in WRITERS:
        return "text", _lacking(header)
    return "", f"of the architecture “{architecture[:60]}”, which this Atelier does not know"


def _lacking(header: GGUFHeader) -> str:
    if "tokenizer.ggml.model" not in header.values or "tokenizer.ggml.tokens" not in header.arrays:
        return "damaged: it holds no vocabulary"
    if not header.tensors and not header.number("split.count"):
        return "a vocabulary without weights"
    return ""


def _memory_per_token(header: GGUFHeader, architecture: str) -> int:
    """Keys and values of all layers at 16 bits, as llama.cpp keeps them."""

    def number(key: str, default: int = 0) -> int:
        return header.number(f"{architecture}.{key}", default)

    heads, width, layers = number("attention.head_count"), number("embedding_length"), number("block_count")
    if heads <= 0 or width <= 0 or not 0 < layers < 10_000:
        return 0
    kept = number("attention.head_count_kv", heads)
    side = width // heads
    both = number("attention.key_length", side) + number("attention.value_length", side)
    latent = number("attention.kv_lora_rank")
    if latent:  # one compressed vector for all heads
        kept, both = 1, latent + number("rope.dimension_count", 64)
    return _positive(2 * layers * kept * both)


def _parts(path: Path, header: GGUFHeader) -> tuple[list[Path], str]:
    """The files of a model that came in several, and a sentence when one is missing."""
    count, number = header.number("split.count"), header.number("split.no")
    found = _PART.search(path.name)
    if count <= 1 or not found:
        return [path], ""
    if number:
        return [path], f"“{path.name}” is part {number + 1} of {count}; choose part 1."
    if count > 1000:
        return [path], f"The model file “{path.name}” claims {count:,} parts."
    stem = path.name[: found.start()]
    parts = [path.with_name(f"{stem}-{each:05d}-of-{count:05d}.gguf") for each in range(1, count + 1)]
    there = [part for part in parts if part.is_file()]
    if len(there) < count:
        lost = next(part for part in parts if part not in there)
        return there, f"The model “{stem}” has {count} parts, and “{lost.name}” is missing."
    return there, ""


def _parameters(part: Path) -> int:
    try:
        return sum(tensor.values for tensor in read_gguf_header(part).tensors)
    except (OSError, ValueError):
        return 0


# Hugging Face folders


def _identify_folder(folder: Path) -> TextIdentity:
    card = _card(folder / "studio.json")
    name = str(card.get("name") or folder_name(folder))
    try:
        config = read_json_object(folder / "config.json")
    except (OSError, ValueError):
        return _adapter_folder(folder, name, card)
    architectures = config.get("architectures")
    first = str(architectures[0]) if isinstance(architectures, list) and architectures else ""
    inner = config.get("text_config")
    sizes = inner if isinstance(inner, dict) else config
    kind, problem = _folder_kind(folder, first, config, name)
    parameters = size = 0
    if kind and not problem:
        try:
            parameters, size = _safetensors(folder)
        except (OSError, ValueError) as error:
            problem = f"The model “{name}” is damaged: {error}"
    return TextIdentity(
        kind=kind,
        family="transformers" if kind else "",
        name=name,
        architecture=str(config.get("model_type") or "")[:60],
        context=_size(sizes, "max_position_embeddings", "n_positions", "n_ctx"),
        parameters=parameters,
        layers=_size(sizes, "num_hidden_layers", "n_layer"),
        bytes=size,
        quantisation=str(sizes.get("torch_dtype") or sizes.get("dtype") or config.get("torch_dtype") or ""),
        chat=_has_template(folder),
        licence=str(card.get("licence") or ""),
        problem=problem,
        advice=(_AGAIN if kind else "Choose a language model for writing.") if problem else "",
        card=card,
        memory_per_token=_folder_memory(sizes),
        width=_size(sizes, "hidden_size", "n_embd"),
    )


def _adapter_folder(folder: Path, name: str, card: dict[str, object]) -> TextIdentity:
    if not folder.exists():
        return TextIdentity(
            name=name,
            problem=f"The model folder “{folder.name}” is not there any more.",
            advice="Put it back, or choose another model.",
        )
    try:
        read_json_object(folder / _LORA_NAME)
        header = read_safetensors_header(folder / "adapter_model.safetensors")
    except (OSError, ValueError):
        return TextIdentity(
            name=name,
            card=card,
            problem=f"“{name}” has no readable config.json, so it is not a language model.",
            advice="Choose the folder that holds config.json.",
        )
    shapes = {key: tuple(entry["shape"]) for key, entry in header.items() if key != "__metadata__"}
    return TextIdentity(
        kind="text_lora",
        family="transformers",
        name=name,
        card=card,
        parameters=count_weights(header),
        width=peft_width(shapes),
    )


def _folder_kind(folder: Path, first: str, config: dict[str, object], name: str) -> tuple[str, str]:
    if (folder / "model_index.json").exists():
        return "", f"“{name}” is a picture model, not a language model."
    if (folder / "modules.json").is_file() or (folder / "1_Pooling").is_dir():
        kind = "embedding"
    elif first.endswith(_CAUSAL):
        kind = "text"
    elif first.endswith("Model"):
        kind = "embedding"
    else:
        return "", f"“{name}” is a {first or 'model without a stated architecture'}, which cannot write."
    if config.get("auto_map") and not config.get("model_type"):
        return kind, f"“{name}” needs code of its own to run, and Atelier runs none that comes with a model."
    if not any((folder / file).is_file() for file in ("tokenizer.json", "tokenizer.model", "vocab.json")):
        return kind, f"The model “{name}” is damaged: it holds no vocabulary."
    if not list(folder.glob("*.safetensors")):
        if list(folder.glob("*.bin")) or list(folder.glob("*.pt*")):
            return (
                kind,
                f"“{name}” holds its weights as pickles, which can run code; Atelier reads safetensors.",
            )
        return kind, f"The model “{name}” is damaged: it holds no safetensors weights."
    return kind, ""


def _safetensors(folder: Path) -> tuple[int, int]:
    """Weights and bytes of all files. Raises OSError, ValueError."""
    index = folder / "model.safetensors.index.json"
    files = sorted(folder.glob("*.safetensors"))
    if index.is_file():
        places = read_json_object(index).get("weight_map")
        named = {str(file) for file in places.values()} if isinstance(places, dict) else set()
        if any(Path(file).name != file for file in named):
            raise ValueError("its index points out of the folder.")
        lost = sorted(file for file in named if not (folder / file).is_file())
        if lost:
            raise ValueError(f"“{lost[0]}” is missing.")
        files = [folder / file for file in sorted(named)] or files
    headers = [read_safetensors_header(file) for file in files]
    return sum(map(count_weights, headers)), sum(file.stat().st_size for file in files)


def _size(config: dict, *names: str) -> int:
    for name in names:
        value = config.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return _positive(value)
    return 0


def _folder_memory(config: dict) -> int:
    heads, width = _size(config, "num_attention_heads", "n_head"), _size(config, "hidden_size", "n_embd")
    layers = _size(config, "num_hidden_layers", "n_layer")
    if not heads or not width:
        return 0
    side = _size(config, "head_dim") or width // heads
    return _positive(4 * layers * (_size(config, "num_key_value_heads") or heads) * side)


def _has_template(folder: Path) -> bool:
    if (folder / "chat_template.jinja").is_file():
        return True
    return bool(_card(folder / "tokenizer_config.json").get("chat_template"))
