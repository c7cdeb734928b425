"""Passages found again by words and by meaning; the index holds nothing that cannot be made again."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.storage.manuscripts.passages import CHARACTERS_MOST, bits_of, near, packed, split
from studio.storage.manuscripts.project import Project

Ids = dict[str, str]
Again = Callable[..., Project]


@given(st.text(alphabet="ab. \n世。", max_size=5000))
def test_passages_cover_all_words_in_order(text: str) -> None:
    at = 0
    for start, end in split(text):
        assert at <= start < end <= len(text) and end - start <= CHARACTERS_MOST
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_a_passage_with_the_rare_words_comes_first(project: Project, ids: Ids) -> None:
    best = project.passages("Who stood alone at night, near the lighthouse?", 3)[0]
    assert best.item_id == ids["The Lighthouse"] and "dark night" in best.text
    assert project.read(best.item_id).text[best.start : best.end] == best.text
    assert project.passages("went to harbours")[0].item_id == ids["The Harbour"], "harbours finds harbour"


def test_nothing_typed_is_read_as_syntax(project: Project) -> None:
    for words in ('"', "NEAR(a b)", "a AND", "*", "col:x", "世界", "", "'; DROP TABLE texts", "\ud800"):
        project.passages(words)


def test_chinese_is_found_by_its_characters(project: Project, ids: Ids) -> None:
    scene = project.add("scene", "夜", text="灯塔独自站在黑夜里。\n")
    assert project.passages("灯塔")[0].item_id == scene.id


def test_a_changed_text_is_found_as_it_is_now(project: Project, ids: Ids) -> None:
    project.refresh()
    project.save(ids["Anna"], "A zeppelin landed.\n", project.read(ids["Anna"]).digest)
    assert [passage.text for passage in project.passages("zeppelin")] == ["A zeppelin landed."]
    assert ids["Anna"] not in [passage.item_id for passage in project.passages("keeps the light")]
    project.trash(ids["Anna"])
    assert project.passages("zeppelin") == []


def test_meaning_leads_to_the_passage_with_the_nearest_vector(project: Project, ids: Ids) -> None:
    assert set(project.without_vectors(model="m")) == {ids["The Lighthouse"], ids["The Harbour"], ids["Anna"]}
    for number, item in enumerate((ids["The Lighthouse"], ids["The Harbour"], ids["Anna"])):
        digest, found = project.passages_of(item)
        vector = [0.1, 0.1, 0.1]
        vector[number] = 5.0
        project.set_vectors(
            item, digest, [(passage.start, passage.end, vector) for passage in found], model="m"
        )
    assert project.without_vectors(model="m") == []
    best = project.passages_like([0.0, 1.0, 0.0], 2, model="m")
    assert best[0].item_id == ids["The Harbour"] and best[0].score > 0.9 and len(best) == 2
    assert project.passages_like([1.0, 0.0, 0.0], model="another") == []
    assert project.passages_like([0.0, 0.0, 0.0], model="m") == []
    assert project.passages_like([1.0], model="m") == []
    project.save(ids["Anna"], "Anna is gone.\n", project.read(ids["Anna"]).digest)
    assert project.without_vectors(model="m") == [ids["Anna"]]


def test_of_many_vectors_the_nearest_is_still_found() -> None:
    import random

    source = random.Random(5)
    vectors = [packed([source.gauss(0, 1) for _ in range(64)]) for _ in range(3000)]
    known = [("item", number, number + 1, bits_of(blob), blob) for number, blob in enumerate(vectors)]
    wanted = [source.gauss(0, 1) for _ in range(64)]
    close = packed([value + source.gauss(0, 0.2) for value in wanted])
    known.append(("close", 0, 1, bits_of(close), close))
    assert near(known, wanted, 1)[0][0] == "close"


def test_vectors_survive_closing(project: Project, ids: Ids, again: Again) -> None:
    digest, found = project.passages_of(ids["Anna"])
    project.set_vectors(ids["Anna"], digest, [(found[0].start, found[0].end, [1.0, 2.0])], model="m")
    assert again().passages_like([1.0, 2.0], model="m")[0].text == "Anna keeps the light."


@pytest.mark.parametrize(
    "damage", ["garbage", "empty", "newer", "folder", "cut", "tables gone", "wrong types"]
)
def test_a_broken_index_is_made_again(
    project: Project, folder: Path, ids: Ids, again: Again, damage: str
) -> None:
    project.refresh()
    counts = project.counts()
    project.close()
    path = folder / ".atelier" / "index.db"
    data = path.read_bytes()
    if damage == "garbage":
        path.write_bytes(b"\x00garbage" * 1000)
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        statements = {
            "newer": "PRAGMA user_version = 77",
            "tables gone": "DROP TABLE passages",
            "wrong types": "UPDATE texts SET size = 'x', words = 'many'",
        }
        connection = sqlite3.connect(path)
        connection.execute(statements[damage])
        connection.commit()
        connection.close()
    opened = again()
    assert opened.counts() == counts
    assert opened.passages("lighthouse")
    opened.save(ids["Anna"], "New words here.\n", opened.read(ids["Anna"]).digest)
    assert opened.counts()[ids["Anna"]] == 3


def test_an_index_broken_while_it_is_used_costs_nothing(project: Project, ids: Ids) -> None:
    project.refresh()
    project._corpus.index._connection.execute("DROP TABLE words")
    project.save(ids["Anna"], "Anna saw a zeppelin.\n", project.read(ids["Anna"]).digest)
    assert project.passages("zeppelin")[0].item_id == ids["Anna"]
    assert project.passages("lighthouse")
