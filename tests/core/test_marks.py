"""The table of marks tells each kind, family and variant by names and shapes as its makers write them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core import marks
from studio.core.file_marks import folder_mark, gguf_mark, set_by_hand, with_parts
from studio.core.identify import read_json_object, read_safetensors_header
from studio.core.marks import PICTURE_KINDS, Evidence, Mark, Row, family_labels, mark_of, table, table_stamp
from tests.fakes.gguf_headers import write_gguf
from tests.fakes.mark_layouts import CASES, DENOISERS, Case, header_of, shapes_of, under, write_header

BNB = "bitsandbytes"
ROOTS = ("model.diffusion_model.", "diffusion_model.", "net.", "transformer.")


def told(case: Case, tmp_path: Path) -> Mark:
    file = write_header(
        tmp_path / f"{case.name}.safetensors", header_of(shapes_of(case.tensors), case.metadata)
    )
    return mark_of(Evidence(read_safetensors_header(file), name=file.stem))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.row}-{case.variant}")
def test_a_file_is_told_by_its_tensors(case: Case, tmp_path: Path) -> None:
    found = told(case, tmp_path)
    assert found.row == case.row
    assert (found.kind, found.family, found.label) == (case.kind, case.family, case.label)
    assert found.variant == case.variant and found.tensors == len(shapes_of(case.tensors))


@pytest.mark.parametrize("root", ROOTS)
def test_a_denoiser_is_told_below_any_root(root: str, tmp_path: Path) -> None:
    for case in DENOISERS:
        # Marks of training stand outside of the denoiser, never below its root.
        outside = any(word in case.tensors for word in ("v_pred", "ztsnr", "edm_", "cc_projection"))
        if case.kind == "denoiser" and not outside:
            found = told(case._replace(tensors=under(root, case.tensors)), tmp_path)
            assert (found.row, found.variant) == (case.row, case.variant), case.row


def rows() -> Iterator[Row]:
    for group in table():
        yield from group.mark


def test_every_row_has_a_case() -> None:
    proven = {case.row for case in CASES}
    by_class = {row.id for row in rows() if row.classes or row.arch}
    assert {row.id for row in rows()} - by_class <= proven
    variants = {row.variant for group in table() for row in group.variant}
    told_variants = {part for case in CASES for part in case.variant.split(", ")}
    assert variants <= told_variants


def test_the_table_is_consistent() -> None:
    names = [row.id for group in table() for row in (*group.mark, *group.variant, *group.precision)]
    assert all(names) and len(names) == len(set(names))
    assert {row.kind for row in rows()} == set(PICTURE_KINDS)
    labels = family_labels()
    assert (labels["flux1"], labels["sd3"]) == ("FLUX.1", "Stable Diffusion 3"), "the plain names"
    for row in rows():
        assert bool(row.family) <= bool(row.label), row.id


def test_the_stamp_changes_with_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "resources", lambda: tmp_path)
    empty = table_stamp()
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "a.toml").write_text("order = 1")
    one = table_stamp()
    (tmp_path / "marks" / "a.toml").write_text("order = 2")
    assert len({empty, one, table_stamp()}) == 3


FOLDERS = [row for row in rows() if row.classes]


@pytest.mark.parametrize("row", FOLDERS, ids=lambda row: row.id)
def test_a_folder_is_told_by_the_class_it_names(row: Row, tmp_path: Path) -> None:
    config = {key.removeprefix("denoiser."): value for key, value in row.config.items()}
    part = tmp_path if row.kind == "controlnet" else tmp_path / "transformer"
    write_header(part / "w.safetensors", header_of({"w": [2]}, dtype="BF16"))
    name = "config.json" if row.kind == "controlnet" else "model_index.json"
    (part / "config.json").write_text(json.dumps(config))
    for pipeline in row.classes:
        (tmp_path / name).write_text(json.dumps({**config, "_class_name": pipeline}))
        found = folder_mark(tmp_path)
        assert (found.kind, found.family, found.precision) == (row.kind, row.family, "bf16")
        assert found.row == row.id and found.label == row.label


def test_a_folder_tells_its_training(tmp_path: Path) -> None:
    (tmp_path / "unet").mkdir()
    (tmp_path / "scheduler").mkdir()
    (tmp_path / "model_index.json").write_text('{"_class_name": "StableDiffusionPipeline"}')
    (tmp_path / "unet" / "config.json").write_text('{"in_channels": 9, "cross_attention_dim": 768}')
    (tmp_path / "scheduler" / "scheduler_config.json").write_text(
        '{"prediction_type": "v_prediction", "rescale_betas_zero_snr": true}'
    )
    found = folder_mark(tmp_path)
    assert found.label == "Stable Diffusion 1"
    assert found.variant == "inpainting, v-prediction, zero terminal SNR"
    (tmp_path / "unet" / "config.json").write_text('{"in_channels": 8}')
    assert folder_mark(tmp_path).variant.startswith("instruct-pix2pix")
    (tmp_path / "unet" / "config.json").write_text('{"in_channels": 5, "cross_attention_dim": 1024}')
    assert folder_mark(tmp_path).variant.startswith("depth")


@pytest.mark.parametrize("content", ["", "[]", "{", '{"_class_name": 7}', '{"_class_name": "Nobody"}'])
def test_a_folder_that_says_nothing_is_unknown(content: str, tmp_path: Path) -> None:
    (tmp_path / "model_index.json").write_text(content)
    assert folder_mark(tmp_path) == Mark()
    assert folder_mark(tmp_path / "gone") == Mark()


ARCHITECTURES = [(row, name) for row in rows() for name in row.arch]


@pytest.mark.parametrize(
    ("row", "architecture"), ARCHITECTURES, ids=lambda value: value.id if isinstance(value, Row) else value
)
def test_a_gguf_file_is_told_by_its_architecture(row: Row, architecture: str, tmp_path: Path) -> None:
    shapes = {key: list(sides) for key, sides in row.shape.items()} or {"w.weight": [8, 32]}
    found = gguf_mark(write_gguf(tmp_path / "m.gguf", shapes, architecture))
    assert (found.row, found.kind, found.family, found.label) == (row.id, row.kind, row.family, row.label)


def test_a_gguf_file_is_told_by_its_tensors_before(tmp_path: Path) -> None:
    for case in DENOISERS:
        shapes = {key: shape for key, shape in shapes_of(case.tensors).items() if 0 < len(shape) <= 4}
        if case.kind == "denoiser" and len(shapes) == len(shapes_of(case.tensors)) and not case.metadata:
            found = gguf_mark(write_gguf(tmp_path / f"{case.name}.gguf", shapes, "pig"))
            assert (found.row, found.kind, found.family) == (case.row, "gguf_image", case.family)


def test_a_model_in_parts_is_told_by_all_of_them(tmp_path: Path) -> None:
    first = write_header(tmp_path / "m-00001-of-00002.safetensors", header_of({"img_in.weight": [3072, 384]}))
    header = read_safetensors_header(first)
    with pytest.raises(ValueError, match=r"2 parts, and “m-00002-of-00002.safetensors” is missing"):
        with_parts(first, header)
    more = {"double_blocks.0.img_attn.proj.weight": [3072, 3072]}
    write_header(tmp_path / "m-00002-of-00002.safetensors", header_of(more, dtype="BF16"))
    found = mark_of(Evidence(with_parts(first, header)))
    assert (found.label, found.variant, found.tensors) == ("FLUX.1 dev", "Fill", 2)
    assert found.precision == "mixed" and found.weights == 3072 * (384 + 3072)
    assert with_parts(tmp_path / "m.safetensors", header) is header
    with pytest.raises(ValueError, match="claims 99,999 parts"):
        with_parts(tmp_path / "m-00001-of-99999.safetensors", header)


def test_a_gguf_file_says_how_it_is_kept(tmp_path: Path) -> None:
    shapes = {"w.weight": [8, 32]}
    assert gguf_mark(write_gguf(tmp_path / "a.gguf", shapes, "flux", file_type=15)).precision == "Q4_K_M"
    assert gguf_mark(write_gguf(tmp_path / "b.gguf", shapes, "flux", kind=8)).precision == "Q8_0"
    assert gguf_mark(write_gguf(tmp_path / "c.gguf", shapes, "flux", kind=777)).precision == "mixed"
    assert gguf_mark(write_gguf(tmp_path / "d.gguf", {}, "flux")).precision == ""


def entry(dtype: str, begin: int, end: int) -> dict[str, object]:
    return {"dtype": dtype, "shape": [8], "data_offsets": [begin, end]}


@pytest.mark.parametrize(
    ("tensors", "precision"),
    [
        ({"a": entry("F32", 0, 100)}, "fp32"),
        ({"a": entry("F16", 0, 100)}, "fp16"),
        ({"a": entry("BF16", 0, 95), "b": entry("F32", 95, 100)}, "bf16"),
        ({"a": entry("F16", 0, 50), "b": entry("F32", 50, 100)}, "mixed"),
        ({"a": entry("F8_E4M3", 0, 99), "b": entry("F32", 99, 100)}, "fp8 e4m3"),
        ({"a": entry("F8_E5M2", 0, 100)}, "fp8 e5m2"),
        ({"a.weight": entry("F8_E4M3", 0, 99), "a.scale_weight": entry("F32", 99, 100)}, "fp8 scaled"),
        ({"a.weight": entry("F8_E4M3", 0, 99), "a.weight_scale": entry("F32", 99, 100)}, "fp8 scaled"),
        ({"a.weight": entry("F8_E4M3", 0, 99), "scaled_fp8": entry("F8_E4M3", 99, 100)}, "fp8 scaled"),
        ({"a.weight": entry("F16", 0, 99), "a.weight_scale": entry("F16", 99, 100)}, "fp16"),
        ({"a.weight": entry("I8", 0, 99), "a.weight_scale": entry("F32", 99, 100)}, "int8 scaled"),
        ({"a.weight": entry("U8", 0, 9), f"a.quant_state.{BNB}__nf4": entry("U8", 9, 10)}, "nf4"),
        ({"a.weight": entry("U8", 0, 9), f"a.quant_state.{BNB}__fp4": entry("U8", 9, 10)}, "fp4"),
        ({"a.SCB": entry("F32", 0, 9), "a.weight_format": entry("I8", 9, 10)}, "int8"),
        ({"a.qweight": entry("I8", 0, 9), "a.wscales": entry("BF16", 9, 10)}, "int4 svdquant"),
        ({"a": entry("NEW", 0, 100)}, "new"),
        ({}, ""),
    ],
)  # fmt: skip
def test_how_weights_are_kept(tensors: dict[str, dict], precision: str) -> None:
    assert mark_of(Evidence(tensors)).precision == precision


def test_the_licence_of_the_header_is_told(tmp_path: Path) -> None:
    header = header_of({"emb_params": [8, 768]}, {"modelspec.license": "CC-BY-4.0"})
    assert mark_of(Evidence(header)).licence == "CC-BY-4.0"


@pytest.mark.parametrize(
    "shape", [None, 7, "x", [], [None], ["a", "b"], [True, 1], {"a": 1}, [-1, 768], [10**30]]
)
def test_senseless_shapes_and_metadata_are_no_error(shape: object) -> None:
    for case in CASES:
        header = {
            key: {"dtype": "F16", "shape": shape, "data_offsets": [0, 4]} for key in shapes_of(case.tensors)
        }
        assert mark_of(Evidence(header | {"__metadata__": shape})).kind in PICTURE_KINDS  # pyright: ignore


def test_an_owner_sets_kind_and_family_by_hand(tmp_path: Path) -> None:
    unknown = Mark(tensors=3)
    assert set_by_hand(unknown, {}) == unknown
    assert set_by_hand(unknown, {"kind": 7, "family": ["x"]}) == unknown
    assert set_by_hand(unknown, {"kind": "nonsense", "family": " "}) == unknown
    found = set_by_hand(unknown, {"kind": "upscaler", "family": "flux1"})
    assert (found.kind, found.family, found.label) == ("upscaler", "flux1", family_labels()["flux1"])
    assert set_by_hand(unknown, {"family": "My own"}).label == "My own"
    dev = Mark(kind="denoiser", family="flux1", label="FLUX.1 dev", variant="Fill")
    assert set_by_hand(dev, {"family": "flux1"}) == dev
    assert set_by_hand(dev, {"family": "sd1"}).variant == ""
    assert read_json_object(write_card(tmp_path / "a.json"))["kind"] == "vae"


def write_card(path: Path) -> Path:
    path.write_text('{"kind": "vae"}')
    return path
