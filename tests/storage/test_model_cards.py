"""What the user says of a file goes into its card, and what else stands there stays."""

import json
from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.storage.model_cards import write_card


def test_fields_are_set_and_taken_away_and_others_stay(tmp_path: Path) -> None:
    model, card = tmp_path / "x.safetensors", tmp_path / "x.studio.json"
    card.write_text('{"steps": 9}')
    write_card(model, kind="lora", family="sd1")
    assert json.loads(card.read_text()) == {"steps": 9, "kind": "lora", "family": "sd1"}
    write_card(model, kind="", family="")
    assert json.loads(card.read_text()) == {"steps": 9}
    folder = tmp_path / "m"
    folder.mkdir()
    write_card(folder, kind="image")
    assert json.loads((folder / "studio.json").read_text()) == {"kind": "image"}


def test_a_card_that_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    card = tmp_path / "x.studio.json"
    card.write_text("{ broken")
    with pytest.raises(StudioError, match="cannot be read"):
        write_card(tmp_path / "x.safetensors", kind="lora")
    assert card.read_text() == "{ broken"
    with pytest.raises(StudioError, match="cannot be written"):
        write_card(tmp_path / "nowhere" / "x.safetensors", kind="lora")
