"""Which picture is meant for which scene survives the end of the program, tidy or not."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from studio.core.errors import StudioError
from studio.storage import picture_wishes
from studio.storage.picture_wishes import PictureWishes, Wish

ONE = Wish(job="j1", project="/p/salt", item="a", caption="x\ud800", count=2)


def test_what_was_noted_is_there_at_the_next_start(tmp_path: Path) -> None:
    wishes = PictureWishes(tmp_path / "wishes.jsonl")
    wishes.put(ONE)
    wishes.put(replace(ONE, job="j2", project="/p/other"))
    wishes.put(replace(ONE, attached=("a1",)))
    again = PictureWishes(tmp_path / "wishes.jsonl")
    assert again.all("/p/salt") == [replace(ONE, caption="x?", attached=("a1",))]
    assert len(again.all()) == 2


def test_what_is_done_is_forgotten(tmp_path: Path) -> None:
    wishes = PictureWishes(tmp_path / "wishes.jsonl")
    wishes.put(ONE)
    wishes.put(replace(ONE, done=True))
    assert not wishes.all() and not PictureWishes(tmp_path / "wishes.jsonl").all()


def test_a_request_that_runs_again_keeps_its_scene(tmp_path: Path) -> None:
    wishes = PictureWishes(tmp_path / "wishes.jsonl")
    wishes.put(ONE)
    wishes.moved("j1", "j9")
    wishes.moved("unknown", "j10")
    (again,) = PictureWishes(tmp_path / "wishes.jsonl").all()
    assert (again.job, again.item) == ("j9", "a")


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_torn_line_costs_no_other(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "wishes.jsonl"
    wishes = PictureWishes(path)
    wishes.put(ONE)
    wishes.put(replace(ONE, job="torn"))
    path.write_bytes(path.read_bytes()[:-cut])
    PictureWishes(path).put(replace(ONE, job="after"))
    assert {wish.job for wish in PictureWishes(path).all()} == {"j1", "after"}


def test_a_long_list_is_written_shorter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wishes.jsonl"
    wishes = PictureWishes(path)
    wishes.put(ONE)
    for number in range(20):
        wishes.put(replace(ONE, job=f"d{number}", done=True))
    monkeypatch.setattr(picture_wishes, "KEPT", 10)
    assert len(PictureWishes(path).all()) == 1
    assert path.read_bytes().count(b"\n") == 1


def test_a_folder_that_cannot_be_written_is_told_and_the_wish_holds_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    wishes = PictureWishes(tmp_path / "data" / "wishes.jsonl")
    with pytest.raises(StudioError):
        wishes.put(ONE)
    assert wishes.get("j1")
