"""Versions: kept once, readable for ever, thinned only when they came by themselves."""

from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.storage.manuscripts.versions import Versions

HOUR, DAY = 3_600_000, 86_400_000


@pytest.fixture
def kept(tmp_path: Path) -> Versions:
    (tmp_path / "versions").mkdir()
    return Versions(tmp_path / "versions")


def objects(kept: Versions) -> list[Path]:
    return sorted(path for path in (kept.folder / "objects").glob("*/*"))


def test_versions_come_newest_first_with_their_texts(kept: Versions) -> None:
    first = kept.keep("a", "One.", "insertion", job="job1")
    second = kept.keep("a", "Two.", "manual", label="Before the storm")
    kept.keep("b", "Else.", "manual")
    again = Versions(kept.folder)
    assert again.of("a") == [second, first] and again.of("nothing") == []
    assert (again.text(first.id), again.text(second.id)) == ("One.", "Two.")
    assert (first.job, second.label, second.characters) == ("job1", "Before the storm", 4)


def test_the_same_content_is_stored_once(kept: Versions) -> None:
    for text in ("One.", "Two.", "One."):
        kept.keep("a", text, "manual")
    kept.keep("b", "One.", "manual")
    assert len(kept.of("a")) == 3 and len(objects(kept)) == 2
    assert kept.keep("a", "One.", "auto") == kept.of("a")[0], "the newest is the very same: nothing new"
    assert kept.keep("a", "One.", "manual", label="Good").label == "Good" and len(kept.of("a")) == 4


def test_restoring_is_one_more_version(kept: Versions) -> None:
    first = kept.keep("a", "One.", "manual")
    kept.keep("a", "Two.", "manual")
    kept.keep("a", kept.text(first.id), "restored")
    assert [kept.text(version.id) for version in kept.of("a")] == ["One.", "Two.", "One."]


def test_only_what_came_by_itself_is_thinned_out(kept: Versions, monkeypatch: pytest.MonkeyPatch) -> None:
    start = 1_000 * DAY
    for minute in range(0, 240, 20):
        when = (start + minute * 60_000) * 1_000_000
        monkeypatch.setattr("time.time_ns", lambda when=when: when)
        kept.keep("a", f"auto {minute}", "insertion")
        kept.keep("a", f"hand {minute}", "manual")
        kept.keep("a", f"named {minute}", "insertion", label="x")
    assert kept.thin("a", start + DAY) == 0, "all of a week stay"
    assert kept.thin("a", start + 8 * DAY) == 8, "one an hour of twelve in four hours"
    assert kept.thin("a", start + 70 * DAY) == 3, "one a day"
    texts = [kept.text(version.id) for version in Versions(kept.folder).of("a")]
    assert sum(text.startswith("hand") for text in texts) == 12
    assert sum(text.startswith("named") for text in texts) == 12
    assert len(objects(kept)) == len(texts)


def test_thinning_spares_a_content_that_another_text_has(
    kept: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_000 * DAY * 1_000_000)
    old = kept.keep("a", "Same.", "auto")
    kept.keep("a", "Newer.", "auto")
    other = kept.keep("b", "Same.", "manual")
    assert kept.thin("a", 2_000 * DAY) == 1
    assert kept.text(other.id) == "Same."
    with pytest.raises(StudioError):
        kept.text(old.id)


def test_a_name_given_later_protects_a_version(kept: Versions) -> None:
    version = kept.keep("a", "One.", "auto")
    kept.keep("a", "Two.", "auto")
    kept.relabel(version.id, "Keep me")
    again = Versions(kept.folder)
    assert again.thin("a", version.when + 500 * DAY) == 0
    assert [one.label for one in again.of("a")] == ["", "Keep me"]


def test_a_torn_line_costs_no_other_version(kept: Versions) -> None:
    kept.keep("a", "One.", "manual")
    path = kept.folder / "a.jsonl"
    path.write_bytes(path.read_bytes() + b'{"id":"a.12')
    again = Versions(kept.folder)
    again.keep("a", "Two.", "manual")
    assert [again.text(one.id) for one in Versions(kept.folder).of("a")] == ["Two.", "One."]


def test_versions_whose_list_is_lost_are_found_again(kept: Versions) -> None:
    kept.keep("a", "One.", "manual", label="First")
    kept.keep("a", "Two.", "manual")
    (kept.folder / "a.jsonl").unlink()
    again = Versions(kept.folder)
    assert again.of("a") == [] and again.found_again() == 2 and again.found_again() == 0
    assert [(one.label, again.text(one.id)) for one in again.of("a")] == [("", "Two."), ("First", "One.")]


def test_a_damaged_version_is_told_and_written_anew_when_it_comes_again(kept: Versions) -> None:
    version = kept.keep("a", "One.", "manual")
    (path,) = objects(kept)
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(StudioError) as caught:
        kept.text(version.id)
    assert caught.value.kind == ErrorKind.FILE_BROKEN
    kept.keep("b", "One.", "manual")
    assert kept.text(version.id) == "One."


def test_lists_that_lie_lead_nowhere(kept: Versions) -> None:
    (kept.folder / "a.jsonl").write_text(
        '{"id":"a.1","item":"a","when":1,"digest":"../../../../etc/passwd"}\n'
        '{"id":"b.1","item":"b","when":1,"digest":"' + "0" * 40 + '"}\n'
        '{"id":"a.2","item":"a","when":1,"digest":"' + "0" * 40 + '"}\n'
    )
    (only,) = kept.of("a")
    for wrong in (only.id, "../a.1", "", "a.9"):
        with pytest.raises(StudioError):
            kept.text(wrong)


def test_naming_a_version_that_is_gone_is_a_sentence(kept: Versions) -> None:
    with pytest.raises(StudioError, match="not there any more"):
        kept.relabel("a.1", "The storm")
