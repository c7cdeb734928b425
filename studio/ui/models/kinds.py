"""The kinds of model files in words and icons, in the order in which they are listed."""

from PySide6.QtCore import QCoreApplication, QLocale

from studio.storage.model_entry import ModelEntry

translate = QCoreApplication.translate

ICONS = {
    "image": "image",
    "lora": "puzzle-piece",
    "controlnet": "bounding-box",
    "ip_adapter": "person",
    "t2i_adapter": "sliders",
    "embedding_image": "tag",
    "denoiser": "cube",
    "gguf_image": "package",
    "vae": "palette",
    "text_encoder": "translate",
    "upscaler": "arrows-out",
    "text": "pen-nib",
    "text_lora": "puzzle-piece",
    "embedding": "magnifying-glass",
    "unknown": "question",
}
KINDS = tuple(ICONS)


def kind_icon(kind: str) -> str:
    """The name of the icon of a kind."""
    return ICONS.get(kind, "question")


def kind_word(kind: str) -> str:
    """What one file of a kind is called."""
    return {
        "image": translate("ModelKinds", "Picture model"),
        "lora": translate("ModelKinds", "LoRA"),
        "controlnet": translate("ModelKinds", "ControlNet"),
        "ip_adapter": translate("ModelKinds", "IP-Adapter"),
        "t2i_adapter": translate("ModelKinds", "T2I-Adapter"),
        "embedding_image": translate("ModelKinds", "Textual inversion"),
        "denoiser": translate("ModelKinds", "Denoiser alone"),
        "gguf_image": translate("ModelKinds", "Picture model (GGUF)"),
        "vae": translate("ModelKinds", "VAE"),
        "text_encoder": translate("ModelKinds", "Text encoder"),
        "upscaler": translate("ModelKinds", "Upscaler"),
        "text": translate("ModelKinds", "Language model"),
        "text_lora": translate("ModelKinds", "LoRA for texts"),
        "embedding": translate("ModelKinds", "Embedding model"),
    }.get(kind, translate("ModelKinds", "Unknown"))


def kind_title(kind: str) -> str:
    """What the files of a kind are called together."""
    return {
        "image": translate("ModelKinds", "Picture models"),
        "lora": translate("ModelKinds", "LoRAs"),
        "controlnet": translate("ModelKinds", "ControlNets"),
        "ip_adapter": translate("ModelKinds", "IP-Adapters"),
        "t2i_adapter": translate("ModelKinds", "T2I-Adapters"),
        "embedding_image": translate("ModelKinds", "Textual inversions"),
        "denoiser": translate("ModelKinds", "Denoisers alone"),
        "gguf_image": translate("ModelKinds", "Picture models (GGUF)"),
        "vae": translate("ModelKinds", "VAEs"),
        "text_encoder": translate("ModelKinds", "Text encoders"),
        "upscaler": translate("ModelKinds", "Upscalers"),
        "text": translate("ModelKinds", "Language models"),
        "text_lora": translate("ModelKinds", "LoRAs for texts"),
        "embedding": translate("ModelKinds", "Embedding models"),
    }.get(kind, translate("ModelKinds", "Unknown files"))


def size_text(count: int) -> str:
    """A number of bytes as people say it; empty for none."""
    if count <= 0:
        return ""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def precision_of(entry: ModelEntry) -> str:
    """How its weights are kept, as far as it is known."""
    return entry.precision or entry.quantisation
