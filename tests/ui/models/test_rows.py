"""Rows are searched, filtered and sorted, thousands of them in one go."""

from PySide6.QtCore import Qt

from studio.storage.model_entry import ModelEntry
from studio.storage.model_sides import Sides
from studio.storage.model_uses import Use
from studio.ui.models.rows import REMOVED, ModelRows, Row, Wish, arranged


def row(name: str, kind: str = "lora", family: str = "", *, size: int = 1, used: str = "", **more) -> Row:
    entry = ModelEntry(id=name, name=name, family="", path=f"/m/{kind}/{name}.safetensors", kind=kind)
    return Row(entry=entry, family=family, sides=Sides(bytes=size), use=Use(last=used), **more)


ROWS = [
    row("Zen", family="SDXL", size=5, used="2026-01-01"),
    row("amber", family="SD 1", size=9),
    row("Big", "image", "SD 1", size=90, used="2026-02-01"),
    row("old", state=REMOVED),
]


def names(**wish: str) -> list[str]:
    return [one.entry.name for one in arranged(ROWS, Wish(**wish))]


def test_each_order() -> None:
    assert names() == ["amber", "Big", "Zen"]
    assert names(sort="size") == ["Big", "amber", "Zen"]
    assert names(sort="family") == ["amber", "Big", "Zen"]
    assert names(sort="used") == ["Big", "Zen", "amber"], "never used comes last"


def test_words_kind_family_and_folder_narrow_the_list() -> None:
    assert names(kind="lora") == ["amber", "Zen"]
    assert names(family="SD 1") == ["amber", "Big"]
    assert names(kind="lora", family="SD 1") == ["amber"]
    assert names(folder="/m/image") == ["Big"]
    assert names(folder="/m/ima") == [], "a folder is not a beginning of letters"
    assert names(words="sd lora") == ["amber", "Zen"]
    assert names(words="zen picture") == []
    assert names(kind=REMOVED) == ["old"]


def test_the_list_tells_kinds_families_and_what_is_read_aloud() -> None:
    rows = ModelRows()
    rows.set_rows(ROWS)
    assert rows.kinds() == ["image", "lora"] and rows.counts()[REMOVED] == 1
    assert rows.families() == ["SD 1", "SDXL"]
    rows.set_wish(Wish(kind="image"))
    assert rows.families() == ["SD 1"]
    told = rows.data(rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Big, Picture model · SD 1")


def test_thousands_of_rows_are_arranged_by_one_reset(qtbot) -> None:
    rows = ModelRows()
    with qtbot.waitSignal(rows.modelReset):
        rows.set_rows([row(f"model {number % 977} {number}", size=number) for number in range(5000)])
    resets: list[int] = []
    rows.modelReset.connect(lambda: resets.append(1))
    rows.set_wish(Wish(words="model 9", sort="size"))
    assert len(resets) == 1 and 0 < rows.rowCount() < 5000
    sizes = [one.sides.bytes for one in rows.shown]
    assert sizes == sorted(sizes, reverse=True)
