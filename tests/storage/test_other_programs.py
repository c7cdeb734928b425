"""Folders of other programs are found in their usual places, and nothing in them is touched."""

from pathlib import Path

import pytest

from studio.storage.other_programs import look_for_others, look_into


def place(path: Path, size: int = 10) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    return path


@pytest.mark.parametrize(
    ("program", "file", "folder"),
    [
        ("A1111, Forge or SD.Next", "stable-diffusion-webui/models/Lora/a.safetensors", "models"),
        ("A1111, Forge or SD.Next", "stable-diffusion-webui/embeddings/e.safetensors", "embeddings"),
        ("ComfyUI", "Documents/ComfyUI/models/vae/v.safetensors", "models"),
        ("InvokeAI", "invokeai/models/sdxl/main/x/unet/w.safetensors", "models"),
        ("Draw Things", "Library/Containers/com.liuliu.draw-things/Data/Documents/Models/m.ckpt", "Models"),
        ("Hugging Face", ".cache/huggingface/hub/models--a--b/snapshots/1f/w.safetensors", "hub"),
        ("LM Studio", ".lmstudio/models/org/name/m.gguf", "models"),
    ],
)
def test_a_program_is_found_where_it_usually_lies(
    tmp_path: Path, program: str, file: str, folder: str
) -> None:
    place(tmp_path / file)
    (found,) = look_for_others(tmp_path, {})
    assert (found.program, Path(found.path).name, found.bytes) == (program, folder, 10)
    assert (found.models, found.pickles) == ((0, 1) if file.endswith("ckpt") else (1, 0))


def test_what_the_environment_and_comfyui_itself_say_is_followed(tmp_path: Path) -> None:
    place(tmp_path / "big disk" / "sd" / "x.safetensors")
    yaml = tmp_path / "ComfyUI" / "extra_model_paths.yaml"
    yaml.parent.mkdir()
    yaml.write_text(f"a111:\n    base_path: {tmp_path / 'big disk'}\n    checkpoints: sd\n")
    place(tmp_path / "hf" / "hub" / "m" / "w.safetensors")
    found = look_for_others(tmp_path, {"HF_HOME": str(tmp_path / "hf")})
    assert {(each.program, each.path) for each in found} == {
        ("ComfyUI", str(tmp_path / "big disk")),
        ("Hugging Face", str(tmp_path / "hf" / "hub")),
    }


def test_a_folder_is_told_once_and_empty_ones_not_at_all(tmp_path: Path) -> None:
    place(tmp_path / "ComfyUI" / "models" / "a.safetensors")
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "ComfyUI").symlink_to(tmp_path / "ComfyUI")
    (tmp_path / "invokeai" / "models").mkdir(parents=True)
    assert [each.program for each in look_for_others(tmp_path, {})] == ["ComfyUI"]


def test_a_folder_the_user_points_at_is_known_by_what_it_holds(tmp_path: Path) -> None:
    place(tmp_path / "odd name" / "webui.py")
    place(tmp_path / "odd name" / "models" / "Lora" / "a.safetensors")
    place(tmp_path / "odd name" / "embeddings" / "b.pt")
    assert [Path(each.path).name for each in look_into(tmp_path / "odd name")] == ["models", "embeddings"]
    place(tmp_path / "mine" / "m.gguf")
    (own,) = look_into(tmp_path / "mine")
    assert (own.program, own.path, own.models) == ("", str(tmp_path / "mine"), 1)
