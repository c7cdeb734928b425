"""Finding and replacing over the whole project: versions first, and one step that can be taken back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import ErrorKind, StudioError
from studio.storage.manuscripts import finding
from studio.storage.manuscripts.finding import find, pattern, replaced
from studio.storage.manuscripts.project import Project
from tests.storage.manuscripts.conftest import FIRST, SECOND

Ids = dict[str, str]


def found(project: Project, query: str, **how: bool) -> list[str]:
    return [project.read(hit.item_id).text[hit.start : hit.end] for hit in project.search(query, **how)]


def test_words_are_found_in_scenes_and_notes_in_reading_order(project: Project, ids: Ids) -> None:
    hits = project.search("the")
    assert [hit.item_id for hit in hits] == [
        ids["The Lighthouse"], ids["The Harbour"], ids["The Harbour"], ids["Anna"]
    ]  # fmt: skip
    (hit,) = project.search("nobody")
    assert (hit.line, hit.line_number, hit.column) == ("Nobody came.", 3, 0)
    assert FIRST[hit.start : hit.end] == "Nobody"


def test_case_whole_words_and_expressions(project: Project) -> None:
    assert found(project, "LIGHT") == ["light", "light"]
    assert found(project, "LIGHT", case=True) == []
    assert found(project, "light", whole=True) == ["light"]
    assert found(project, r"\b(\w+)house\b", regex=True) == ["lighthouse"]
    assert found(project, "^In.*$", regex=True) == [SECOND.strip()]
    assert found(project, "(?i:ANNA)", regex=True, case=True) == ["Anna", "Anna"]
    assert found(project, "x*", regex=True) == [], "nothing at all is no place"
    assert found(project, "dark night. (") == [] and found(project, "night.") == ["night."]


def test_what_can_never_be_found_is_a_sentence(project: Project) -> None:
    for wrong in ("(", "[", "(?<=a+", "a{2,1}", "(?P<x>a)(?P<x", "\\"):
        with pytest.raises(StudioError, match="cannot be read"):
            project.search(wrong, regex=True)
    with pytest.raises(StudioError, match="nothing to find"):
        project.search("")


def test_an_expression_without_end_is_stopped(
    project: Project, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "SECONDS_MOST", 0.2)
    project.save(ids["Anna"], "a" * 60 + "!", project.read(ids["Anna"]).digest)
    began = time.monotonic()
    with pytest.raises(StudioError, match="takes longer"):
        project.search(r"(a|a)+b\1(a|aa)+$", regex=True)
    assert time.monotonic() - began < 30, "without a limit it would take years"


def test_replacing_keeps_every_text_first_and_can_be_taken_back(project: Project, ids: Ids) -> None:
    before = {item: project.read(item).text for item in project.counts()}
    done = project.replace(project.search("Anna"), "Ingrid")
    assert done.places == 2 and done.left_out == ()
    assert found(project, "anna") == [] and found(project, "Ingrid") == ["Ingrid", "Ingrid"]
    for step in done.steps:
        assert project.version_text(step.before) == before[step.item_id]
    back = project.undo_replace(done)
    assert {item: project.read(item).text for item in before} == before
    project.undo_replace(back)
    assert found(project, "Ingrid") == ["Ingrid", "Ingrid"]


def test_groups_of_an_expression_come_into_the_replacement(project: Project, ids: Ids) -> None:
    hits = project.search(r"(?P<what>light)(house)", regex=True)
    project.replace(hits, r"\2 of \g<what>\n\\ \0")
    text = project.read(ids["The Lighthouse"]).text
    assert "The house of light\n\\ lighthouse stood" in text
    with pytest.raises(StudioError, match="no group"):
        project.replace(project.search("(N)obody", regex=True), r"\7")
    assert "Nobody" in project.read(ids["The Lighthouse"]).text
    project.replace(project.search("Nobody"), r"\1")
    assert r"\1 came" in project.read(ids["The Lighthouse"]).text, "plain words are replaced by plain words"


def test_a_text_that_changed_since_is_left_alone(project: Project, ids: Ids) -> None:
    hits = project.search("Anna")
    project.path_of(ids["Anna"]).write_text("Annabel keeps the light.\n")
    done = project.replace(hits, "Ingrid")
    assert [step.item_id for step in done.steps] == [ids["The Harbour"]]
    assert [item for item, _ in done.left_out] == [ids["Anna"]]
    assert project.read(ids["Anna"]).text == "Annabel keeps the light.\n"
    project.save(ids["The Harbour"], "All new.\n", project.read(ids["The Harbour"]).digest)
    back = project.undo_replace(done)
    assert back.steps == () and project.read(ids["The Harbour"]).text == "All new.\n"


def test_a_disk_that_fills_up_stops_the_replacement_and_says_where(
    project: Project, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits = project.search("e")
    real, saved = project.save, []

    def save(item: str, text: str, base: str) -> str:
        if saved:
            raise StudioError(ErrorKind.DISK_FULL, "The disk is full.")
        saved.append(item)
        return real(item, text, base)

    monkeypatch.setattr(project, "save", save)
    done = project.replace(hits, "E")
    assert [step.item_id for step in done.steps] == [ids["The Lighthouse"]]
    assert [item for item, _ in done.left_out] == [ids["The Harbour"], ids["Anna"]]
    monkeypatch.undo()
    project.undo_replace(done)
    assert project.read(ids["The Lighthouse"]).text == FIRST


def test_only_the_hits_that_were_chosen_are_replaced(project: Project, ids: Ids) -> None:
    project.replace([project.search("the")[1]], "THE")
    assert project.read(ids["The Harbour"]).text == "In THE morning Anna went down to the harbour.\n"


def test_long_lines_are_cut_around_the_hit(project: Project, ids: Ids) -> None:
    project.save(ids["Anna"], "word " * 2000 + "needle " + "word " * 2000, project.read(ids["Anna"]).digest)
    (hit,) = project.search("needle")
    assert len(hit.line) <= finding.EXCERPT and hit.line[hit.column :].startswith("needle")


@given(
    st.text(alphabet="abé世\n\U0001f600 ", max_size=80), st.sampled_from(["a", "b", "é", "世", "ab", "😀"])
)
def test_replacing_plain_words_is_what_python_does(text: str, query: str) -> None:
    hits = list(find(pattern(query, regex=False, case=True, whole=False), [("x", "", text)], regex=False))
    assert replaced(text, hits, "[new]") == text.replace(query, "[new]")
    for hit in hits:
        assert (
            hit.line[hit.column :].startswith(query) and text[: hit.start].count("\n") == hit.line_number - 1
        )
