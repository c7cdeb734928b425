"""Rows come in pages, newest first, grouped by local day; single changes keep it so."""

from collections.abc import Callable
from itertools import groupby

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from studio.core.artifacts import Artifact
from studio.storage.history import History
from studio.storage.library import Library
from studio.ui.gallery.model import PAGE, GalleryModel, local_day


@pytest.fixture
def model(history: History, library: Library) -> GalleryModel:
    return GalleryModel(history, library)


def ids(model: GalleryModel) -> list[str]:
    return [model.artifact(row).id for row in range(model.rowCount())]


def check_days(model: GalleryModel) -> None:
    rows = [model.artifact(row) for row in range(model.rowCount())]
    wanted = [(day, len(list(group))) for day, group in groupby(rows, key=lambda row: local_day(row.created))]
    assert [(day.day, day.count) for day in model.days] == wanted
    assert [day.start for day in model.days] == [
        sum(count for _, count in wanted[:n]) for n in range(len(wanted))
    ]


def test_a_thousand_rows_come_page_by_page(
    model: GalleryModel, add: Callable[..., Artifact], history: History
) -> None:
    with history.database.transaction():
        made = [add(hours=number / 10, file=False).id for number in range(1050)]
    model.show()
    assert model.rowCount() == PAGE
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    fetches = 0
    while model.canFetchMore(QModelIndex()):
        seen = model.rowCount()
        model.fetchMore(QModelIndex())
        assert model.rowCount() - seen <= PAGE
        fetches += 1
    assert fetches >= 3 and ids(model) == made
    check_days(model)
    tester.deleteLater()


def test_new_rows_slide_in_on_top_and_old_ones_at_their_place(
    model: GalleryModel, add: Callable[..., Artifact]
) -> None:
    old = [add(hours=hours) for hours in (1, 30, 60)]
    model.show()
    new = add(stored=False)
    model.insert(new)
    model.insert(new)
    middle = add(hours=31, stored=False)
    model.insert(middle)
    assert ids(model) == [new.id, old[0].id, old[1].id, middle.id, old[2].id]
    check_days(model)
    model.remove([old[0].id, old[2].id, "unknown"])
    assert ids(model) == [new.id, old[1].id, middle.id]
    check_days(model)


def test_what_others_changed_is_taken_in(
    model: GalleryModel, add: Callable[..., Artifact], history: History
) -> None:
    first, second = add(hours=2), add(hours=1)
    model.show()
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    third = add()
    model.catch_up()
    assert ids(model) == [third.id, second.id, first.id] and not resets
    history.set_trashed([second.id], "2026-01-01T00:00:00+00:00")
    model.catch_up()
    assert ids(model) == [third.id, first.id]
    check_days(model)


def test_search_and_trash(model: GalleryModel, add: Callable[..., Artifact], history: History) -> None:
    lake, forest = add("a lake at dawn"), add("a dark forest")
    model.show("dar")
    assert ids(model) == [forest.id]
    history.set_trashed([lake.id], "2026-01-01T00:00:00+00:00")
    model.show(trashed=True)
    assert ids(model) == [lake.id]


def test_a_broken_database_is_told_once(
    model: GalleryModel, add: Callable[..., Artifact], history: History
) -> None:
    add()
    told: list[object] = []
    model.failed.connect(told.append)
    history.database.close()
    model.show()
    assert len(told) == 1 and model.rowCount() == 0 and not model.canFetchMore()


def test_files_are_dragged_as_addresses(
    model: GalleryModel, add: Callable[..., Artifact], library: Library
) -> None:
    artifact = add()
    model.show()
    urls = model.mimeData([model.index(0)]).urls()
    assert [url.toLocalFile() for url in urls] == [str(library.path_of(artifact))]
