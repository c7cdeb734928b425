"""A project as the writer meets it: files in a folder, saved whole, never over what somebody else wrote."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import changed, every, moved, scenes, without
from studio.storage.manuscripts.contents import storable
from studio.storage.manuscripts.project import Conflict, Project
from tests.storage.manuscripts.conftest import SECOND

Again = Callable[..., Project]
Ids = dict[str, str]


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


def test_a_project_is_readable_without_the_program(project: Project, folder: Path, ids: Ids) -> None:
    assert files_of(folder) == [
        f"manuscript/the-harbour-{ids['The Harbour']}.md",
        f"manuscript/the-lighthouse-{ids['The Lighthouse']}.md",
        f"notes/anna-{ids['Anna']}.md",
    ]
    index = msgspec.json.decode((folder / "project.json").read_bytes())
    assert index["title"] == "My Book" and index["schema"] == 1
    assert [scene["title"] for scene in index["manuscript"][0]["children"]] == [
        "The Lighthouse",
        "The Harbour",
    ]
    assert (folder / "project.json").read_text().count("\n") > 10, "lines, for people and for version control"


def test_what_was_written_is_there_when_it_is_opened_again(project: Project, ids: Ids, again: Again) -> None:
    scene = project.read(ids["The Harbour"])
    project.save(ids["The Harbour"], scene.text + "The boat was gone.\n", scene.digest)
    before = project.outline
    opened = again()
    assert opened.outline == before and opened.complaints == ()
    assert opened.read(ids["The Harbour"]).text == SECOND + "The boat was gone.\n"


def test_renaming_and_moving_leave_the_files_where_they_are(project: Project, folder: Path, ids: Ids) -> None:
    before = files_of(folder)
    outline = changed(project.outline, ids["The Harbour"], title="The Sea")
    project.set_outline(moved(outline, ids["The Harbour"], parent="manuscript", index=0))
    assert files_of(folder) == before
    assert project.read(ids["The Harbour"]).text == SECOND


def test_deleting_the_hidden_folder_loses_no_text(project: Project, folder: Path, ids: Ids) -> None:
    outline, counts = project.outline, project.counts()
    project.close()
    shutil.rmtree(folder / ".atelier")
    opened = Project.open(folder)
    assert opened.outline == outline and opened.counts() == counts and not opened.complaints
    assert opened.passages("lighthouse")[0].text.startswith("Anna") or opened.passages("lighthouse")
    opened.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300))
def test_any_text_is_read_as_it_was_saved(project: Project, ids: Ids, text: str) -> None:
    """NUL, half surrogate pairs, right-to-left, any line ends."""
    item = ids["The Harbour"]
    base = project.read(item).digest
    digest = project.save(item, text, base)
    assert project.read(item).text == storable(text) and project.read(item).digest == digest
    assert project.save(item, text, digest) == digest, "saving the same again changes nothing"


def test_an_edit_from_outside_is_a_conflict_and_never_overwritten(
    project: Project, folder: Path, ids: Ids
) -> None:
    item = ids["The Harbour"]
    scene = project.read(item)
    assert project.changed_outside() == []
    path = project.path_of(item)
    path.write_text("Theirs.\n")
    assert project.changed_outside() == [item]
    with pytest.raises(Conflict) as caught:
        project.save(item, "Mine.\n", scene.digest)
    assert caught.value.kind == ErrorKind.DOCUMENT_CHANGED
    assert (caught.value.mine, caught.value.theirs.text) == ("Mine.\n", "Theirs.\n")
    assert path.read_text() == "Theirs.\n"
    project.save(item, "Both.\n", caught.value.theirs.digest)
    assert path.read_text() == "Both.\n" and project.changed_outside() == []
    assert [project.version_text(one.id) for one in project.versions(item)] == ["Theirs.\n"]


def test_an_outside_change_that_somebody_else_read_is_still_told(project: Project, ids: Ids) -> None:
    item = ids["The Harbour"]
    digest = project.read(item).digest
    project.path_of(item).write_text("Theirs.\n")
    project.read(item)  # an export, or the model
    assert project.changed_outside() == [] and project.changed_outside({item: digest}) == [item]


def test_what_another_session_wrote_is_a_version_before_it_is_changed(
    project: Project, ids: Ids, again: Again
) -> None:
    item = ids["The Harbour"]
    opened = again()
    digest = opened.read(item).digest
    for number in range(3):
        digest = opened.save(item, f"New {number}.\n", digest)
    assert [opened.version_text(one.id) for one in opened.versions(item)] == [SECOND]


def test_a_touched_file_with_the_same_content_is_no_change(project: Project, ids: Ids) -> None:
    scene = project.read(ids["The Harbour"])
    os.utime(project.path_of(ids["The Harbour"]), ns=(1, 1))
    assert project.changed_outside() == []
    project.save(ids["The Harbour"], "New.", scene.digest)


def test_the_same_words_written_by_both_are_no_conflict(project: Project, ids: Ids) -> None:
    scene = project.read(ids["The Harbour"])
    project.path_of(ids["The Harbour"]).write_text("Same.\n")
    project.save(ids["The Harbour"], "Same.\n", scene.digest)


def test_emptying_a_full_text_keeps_it_as_a_version(project: Project, ids: Ids) -> None:
    item = ids["The Harbour"]
    digest = project.save(item, "word " * 200, project.read(item).digest)
    project.save(item, "", digest)
    (kept,) = project.versions(item)
    assert kept.why == "shrunk" and project.version_text(kept.id) == "word " * 200


def test_line_ends_and_mark_of_a_file_stay_when_it_is_saved(project: Project, ids: Ids) -> None:
    item = ids["The Harbour"]
    path = project.path_of(item)
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    scene = project.read(item)
    assert scene.text == "one\ntwo\n"
    project.save(item, "one\nnew\ntwo\n", scene.digest)
    assert path.read_bytes() == b"\xef\xbb\xbfone\r\nnew\r\ntwo\r\n"


def test_a_file_with_broken_bytes_is_kept_as_it_was_before_the_first_change(
    project: Project, ids: Ids
) -> None:
    item = ids["The Harbour"]
    path = project.path_of(item)
    before = "é\n".encode() + b"bro\xffken\nlast\n"
    path.write_bytes(before)
    scene = project.read(item)
    assert "shown as" in scene.note
    project.save(item, scene.text.replace("\ufffd", ""), scene.digest)
    (kept,) = project.versions(item)
    assert kept.why == "original" and project._versions.content(kept.id) == before
    assert path.read_bytes() == "é\nbroken\nlast\n".encode()


def test_a_file_that_stays_broken_elsewhere_is_kept_only_once(project: Project, ids: Ids) -> None:
    item = ids["The Harbour"]
    project.path_of(item).write_bytes("é\n".encode() + b"bro\xffken\nlast\n")
    scene = project.read(item)
    digest = scene.digest
    for number in range(5):
        digest = project.save(item, scene.text + str(number), digest)
    assert [version.why for version in project.versions(item)] == ["original"]
    assert b"bro\xffken\n" in project.path_of(item).read_bytes()


def test_rights_and_links_of_a_file_stay(project: Project, ids: Ids) -> None:
    item = ids["The Harbour"]
    path, elsewhere = project.path_of(item), project.folder / "elsewhere.md"
    path.rename(elsewhere)
    elsewhere.chmod(0o640)
    path.symlink_to(elsewhere)
    project.save(item, "Linked.\n", project.read(item).digest)
    assert path.is_symlink() and elsewhere.read_text() == "Linked.\n"
    assert elsewhere.stat().st_mode & 0o777 == 0o640


def test_ten_megabytes_are_a_text_as_well(project: Project, ids: Ids) -> None:
    text = "A line of words that somebody pasted.\n" * (10_000_000 // 38) + "The end.\n"
    item = ids["The Harbour"]
    project.save(item, text, project.read(item).digest)
    assert project.read(item).text == text and project.word_count(item) == 7 * (10_000_000 // 38) + 2
    (hit,) = project.search("the end", whole=True)
    assert hit.line == "The end." and text[hit.start : hit.end] == "The end"
    with pytest.raises(StudioError, match="more than 100,000 places"):
        project.search("somebody")
    kept = project.keep_version(item, text, "manual")
    assert project.version_text(kept.id) == text
    assert project.passages("end")[0].item_id == item


def test_a_link_that_leads_out_of_the_project_is_neither_read_nor_written(
    project: Project, ids: Ids, tmp_path: Path
) -> None:
    """A project that came from elsewhere must not reach the writer's other files."""
    item, private = ids["The Harbour"], tmp_path / "private.md"
    private.write_text("Private.\n")
    path = project.path_of(item)
    base = project.read(item).digest
    path.unlink()
    path.symlink_to(private)
    for reach in (
        lambda: project.read(item),
        lambda: project.save(item, "Over it.\n", base),
    ):
        with pytest.raises(StudioError, match="lies outside of the project's folder"):
            reach()
    assert project.word_count(item) == 0 and not project.search("Private")
    project.trash(item)
    (project.folder / "stray.md").symlink_to(private)
    (project.folder / "round.md").symlink_to(project.folder / "round.md")
    assert project.orphans() == []
    assert private.read_text() == "Private.\n"


def test_nothing_is_written_into_a_folder_that_is_a_link(project: Project, again, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(project.folder / "manuscript", elsewhere)
    (project.folder / "manuscript").symlink_to(elsewhere)
    project = again()
    there = sorted(elsewhere.iterdir())
    with pytest.raises(StudioError, match="outside of the project's folder"):
        project.add("scene", "New", text="Words.")
    (project.folder / "pictures").rmdir()
    (project.folder / "pictures").symlink_to(elsewhere)
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG")
    with pytest.raises(StudioError, match="outside of the project's folder"):
        project.attach_picture(scenes(project.outline)[0].id, picture)
    assert sorted(elsewhere.iterdir()) == there


def test_versions_that_wait_for_a_worker_are_written_when_the_project_closes(
    project: Project, ids: Ids, again
) -> None:
    item = ids["The Harbour"]
    project.keep_soon(item, "Before the model.", "insertion")
    project.keep_soon(item, "After the model.", "insertion", "job1")
    kept = again().versions(item)
    assert [version.job for version in kept] == ["job1", ""], "in the order of time"
    opened = again()
    assert [opened.version_text(version.id) for version in kept] == ["After the model.", "Before the model."]


def test_a_file_that_is_gone_is_told_and_made_again_by_saving(project: Project, ids: Ids) -> None:
    item = ids["The Harbour"]
    scene = project.read(item)
    project.path_of(item).unlink()
    assert project.missing() == [item] and project.changed_outside() == []
    assert item in [other.id for other in every(project.outline)], "it is told, not dropped"
    with pytest.raises(StudioError, match="not in the project's folder any more"):
        project.read(item)
    assert project.counts()[item] == 0
    project.save(item, scene.text + "more", scene.digest)
    assert project.missing() == [] and project.read(item).text == scene.text + "more"


@pytest.mark.parametrize("name", ["by-the-sea-{}.md", "notes {} of mine/Quite another name.md"])
def test_a_file_renamed_outside_is_found_again(project: Project, ids: Ids, again: Again, name: str) -> None:
    """By the id at its end, or by its content."""
    path = project.path_of(ids["The Harbour"])
    new = path.parent / name.format(ids["The Harbour"])
    new.parent.mkdir(exist_ok=True)
    path.rename(new)
    opened = again()
    assert opened.complaints == ("Files that were renamed outside are found again: “The Harbour”.",)
    assert opened.read(ids["The Harbour"]).text == SECOND and opened.missing() == [] == opened.orphans()
    assert again().complaints == ()


def test_a_text_the_outline_does_not_know_is_offered(project: Project, folder: Path, ids: Ids) -> None:
    (folder / "manuscript" / "found.md").write_text("# A found scene\n\nText.\n")
    (folder / "notes" / "sub").mkdir()
    (folder / "notes" / "sub" / "Old Mill.md").write_text("A mill.\n")
    (folder / "notes" / ".hidden.md").write_text("no")
    assert project.orphans() == ["manuscript/found.md", "notes/sub/Old Mill.md"]
    scene = project.adopt("manuscript/found.md", index=0)
    note = project.adopt("notes/sub/Old Mill.md")
    assert (scene.kind, scene.title, note.kind, note.title) == ("scene", "A found scene", "note", "Old mill")
    assert project.orphans() == [] and project.outline.manuscript[0] == scene
    assert project.read(note.id).text == "A mill.\n"
    with pytest.raises(StudioError):
        project.adopt("../elsewhere.md")


def test_the_trash_keeps_texts_and_gives_them_back_to_their_place(
    project: Project, folder: Path, ids: Ids
) -> None:
    chapter = ids["One"]
    project.trash(ids["The Harbour"])
    hidden = folder / ".atelier" / "trash" / "manuscript" / f"the-harbour-{ids['The Harbour']}.md"
    assert hidden.read_text() == SECOND and project.read(ids["The Harbour"]).text == SECOND
    assert project.orphans() == [] and ids["The Harbour"] not in project.counts()
    project.restore(ids["The Harbour"])
    assert [item.id for item in project.item(chapter).children] == [ids["The Lighthouse"], ids["The Harbour"]]
    assert not hidden.exists() and project.missing() == []
    project.trash(chapter)
    project.trash(ids["Anna"])
    project.restore(chapter, "manuscript", 0)
    project.restore(ids["Anna"])
    assert project.outline.notes[0].title == "Anna" and project.missing() == [] and not project.outline.trash


def test_a_kill_before_a_text_was_moved_to_the_trash_is_made_good(
    project: Project, folder: Path, ids: Ids, again: Again
) -> None:
    """Also when another text, which the outline does not know, has the same words."""
    project.trash(ids["The Harbour"])
    project.close()
    item = project.item(ids["The Harbour"])
    (folder / ".atelier" / "trash" / item.file).rename(folder / item.file)
    (folder / "manuscript" / "same.md").write_text(SECOND)
    opened = again()
    assert opened.complaints == () and opened.item(item.id) == item
    assert (folder / ".atelier" / "trash" / item.file).exists() and not (folder / item.file).exists()


def test_an_item_dropped_from_the_outline_leaves_its_text(project: Project, ids: Ids) -> None:
    project.set_outline(without(project.outline, ids["The Harbour"]))
    assert project.orphans() == [f"manuscript/the-harbour-{ids['The Harbour']}.md"]
    assert project.adopt(project.orphans()[0]).id == ids["The Harbour"], (
        "the id in its name leads to its versions"
    )


def test_titles_of_any_kind_make_good_file_names(project: Project, folder: Path) -> None:
    for title in (
        "",
        "CON",
        "../../etc/passwd",
        "a/b\\c:d*?",
        "世界" * 60,
        "\ud800\0",
        "ÄÖ é",
        "x" * 500,
        ".",
    ):
        item = project.add("scene", title, text=title)
        path = project.path_of(item.id)
        assert path.parent == folder / "manuscript" and len(path.name.encode()) < 200
        assert project.read(item.id).text == storable(title)
    project.close()
    Project.open(folder).close()


def test_names_that_differ_only_in_case_are_different_files(project: Project) -> None:
    first, second = project.add("scene", "River", text="1"), project.add("scene", "RIVER", text="2")
    assert first.file.casefold() != second.file.casefold()


def test_pictures_lie_in_the_project(project: Project, folder: Path, ids: Ids, tmp_path: Path) -> None:
    picture = tmp_path / "Old Mill.PNG"
    picture.write_bytes(b"\x89PNG and so on")
    relative = project.attach_picture(ids["The Harbour"], picture)
    assert (
        relative.startswith("pictures/old-mill-") and (folder / relative).read_bytes() == picture.read_bytes()
    )
    assert project.attach_picture(ids["The Harbour"], picture) == relative
    assert project.item(ids["The Harbour"]).pictures == (relative,)
    for wrong in (tmp_path / "none.png", tmp_path / "text.txt"):
        with pytest.raises(StudioError):
            project.attach_picture(ids["The Harbour"], wrong)


def test_words_are_counted_by_text_and_by_day(project: Project, ids: Ids) -> None:
    assert project.counts() == {ids["The Lighthouse"]: 11, ids["The Harbour"]: 9, ids["Anna"]: 4}
    assert project.total() == 20
    (day,) = project.day_log().values()
    assert (day.written, day.removed, day.total) == (20, 0, 20), "notes are no progress of the book"
    project.save(ids["The Harbour"], "In the morning.\n", project.read(ids["The Harbour"]).digest)
    (day,) = project.day_log().values()
    assert (day.written, day.removed, day.net, day.total) == (20, 6, 14, 14)
    project.path_of(ids["The Harbour"]).write_text("Changed by another program.\n")
    assert project.word_count(ids["The Harbour"]) == 4


def test_small_things_are_remembered(project: Project, again: Again, folder: Path) -> None:
    project.remember("chat/1", {"messages": ["Hello", "\ud800"]})
    project.remember("Chat/1", 2)
    assert project.recall("nothing", 5) == 5
    opened = again()
    assert opened.recall("chat/1") == {"messages": ["Hello", "\ufffd"]}
    assert opened.recall("Chat/1") == 2, "also where names differing in case are one file"
    assert opened.remembered("chat") == ["chat/1"]
    opened.recall("chat/1")["messages"].append("mine alone")
    assert len(opened.recall("chat/1")["messages"]) == 2
    for path in (folder / ".atelier" / "memory").iterdir():
        path.write_bytes(b"{broken")
    opened = again()
    assert opened.recall("chat/1", "none") == "none"
    opened.remember("chat/1", "new")
    assert opened.recall("chat/1") == "new" and list((folder / ".atelier" / "memory").glob("*.damaged"))


def test_what_killed_writes_left_is_swept_away_after_a_while(
    project: Project, folder: Path, again: Again
) -> None:
    left = [folder / place / ".atelier-0123.part" for place in ("", "manuscript", ".atelier/typing")]
    for path in left:
        path.write_text("half")
        os.utime(path, (1, 1))
    young = folder / "notes" / ".atelier-4567.part"
    young.write_text("being written")
    again()
    assert not any(path.exists() for path in left) and young.exists()


def test_a_new_project_takes_a_new_or_empty_folder(tmp_path: Path, project: Project, folder: Path) -> None:
    with pytest.raises(StudioError, match="is a project already"):
        Project.create(folder, "Again")
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.md").write_text("Mine.\n")
    with pytest.raises(StudioError, match="is not empty"):
        Project.create(full, "Mine")
    assert [path.name for path in full.iterdir()] == ["mine.md"]
    made = Project.create(full, "Mine", adopt=True)
    assert made.orphans() == ["mine.md"]
    made.close()
    with pytest.raises(StudioError, match="is no writing project"):
        Project.open(tmp_path)
    assert not (tmp_path / ".atelier").exists()
    with pytest.raises(StudioError, match="There is no folder"):
        Project.open(tmp_path / "nowhere")
