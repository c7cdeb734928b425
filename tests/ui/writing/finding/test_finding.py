"""Finding and replacing: in the text that is shown, and over the whole project as one step."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from studio.core.errors import ErrorKind, StudioError
from studio.storage.manuscripts.project import Project
from studio.ui.actions import Commands
from studio.ui.writing.finding.finding import Finding
from studio.ui.writing.page import WritePage


@pytest.fixture
def project(tmp_path: Path):
    made = Project.create(tmp_path / "Salt", "The Salt Road")
    chapter = made.add("chapter", "One")
    made.add("scene", "Harbour", parent=chapter.id, text="Anna saw the sea.\n\nANNA waved; anna left.\n")
    made.add("scene", "Letter", parent=chapter.id, text="A letter for Anna came.\n")
    made.add("note", "Anna", note_kind="character", text="Anna is tall.\n")
    yield made
    made.close()


@pytest.fixture
def page(qtbot, theme, project) -> Iterator[WritePage]:
    window = QMainWindow()
    made = WritePage()
    window.setCentralWidget(made)
    window.resize(1200, 700)
    qtbot.addWidget(window)
    made.set_project(project)
    made.open_item(item(project, "Harbour"))
    window.show()
    qtbot.waitExposed(window)
    yield made


@pytest.fixture
def finding(page) -> Finding:
    made = Finding(page)
    made.join(Commands(page.window()))
    return made


def item(project: Project, title: str) -> str:
    from studio.core.writing.outline import every

    return next(one.id for one in every(project.outline) if one.title == title)


def searched(qtbot, finding: Finding, words: str, *, regex: bool = False, case: bool = False) -> None:
    finding.find_in_project()
    panel = finding.panel
    panel.field.regex.setChecked(regex)
    panel.field.case.setChecked(case)
    panel.field.line.setText(words)
    panel.search()
    qtbot.waitUntil(lambda: panel._searching is None)


def replaced(qtbot, finding: Finding, new: str) -> None:
    panel = finding.panel
    panel.replacement.setText(new)
    panel.replace_ticked()
    qtbot.waitUntil(lambda: panel.undo.isVisibleTo(panel))


# The bar


def test_the_bar_counts_goes_round_and_selects(qtbot, page, finding):
    finding.find()
    bar = finding.bar
    qtbot.keyClicks(bar.field.line, "anna")
    assert len(bar.hits) == 3
    assert page.editor.selection() == (0, 4)
    assert bar.count.text() == "1 of 3"
    bar.step(-1)
    assert bar.count.text().endswith("3 of 3") and bar.count.text().startswith("↻")
    qtbot.keyClick(bar.field.line, Qt.Key.Key_Return)
    assert page.editor.selection() == (0, 4)
    assert len(page.editor.extraSelections()) == 3


def test_a_selection_is_what_is_looked_for_and_escape_goes_back_to_the_text(qtbot, page, finding):
    page.editor.select(9, 16)
    finding.find()
    assert finding.bar.field.line.text() == "the sea"
    qtbot.keyClick(finding.bar.field.line, Qt.Key.Key_Escape)
    assert not finding.bar.isVisible() and page.editor.extraSelections() == []


def test_whole_words_case_and_expressions(qtbot, page, finding):
    finding.find()
    bar = finding.bar
    bar.field.line.setText("Anna")
    bar.field.case.setChecked(True)
    assert len(bar.hits) == 1
    bar.field.case.setChecked(False)
    bar.field.line.setText("wave")
    assert len(bar.hits) == 1
    bar.field.whole.setChecked(True)
    assert bar.hits == [] and bar.count.text() == "Not found"
    bar.field.whole.setChecked(False)
    bar.field.regex.setChecked(True)
    bar.field.line.setText(r"(\w+) saw")
    bar.search()
    qtbot.waitUntil(lambda: bar._searching is None and len(bar.hits) == 1)


def test_a_broken_expression_is_said_plainly(qtbot, page, finding):
    finding.find()
    bar = finding.bar
    bar.field.regex.setChecked(True)
    bar.field.line.setText("(anna")
    bar.search()
    qtbot.waitUntil(lambda: bar.trouble.isVisible())
    assert "cannot be read" in bar.trouble.text()


def test_replacing_all_is_one_step_and_keeps_capitals(qtbot, page, finding):
    before = page.editor.text()
    finding.replace()
    bar = finding.bar
    bar.field.line.setText("anna")
    bar.replacement.setText("Maria")
    bar.keep_case.setChecked(True)
    bar.replace_all()
    assert page.editor.text() == "Maria saw the sea.\n\nMARIA waved; maria left.\n"
    page.editor.undo()
    assert page.editor.text() == before


def test_replacing_one_goes_to_the_next(qtbot, page, finding):
    finding.replace()
    bar = finding.bar
    bar.field.line.setText("anna")
    bar.search(to_next=True)
    bar.replacement.setText("Eva")
    bar.replace_one()
    assert page.editor.text().startswith("Eva saw")
    assert bar.count.text() == "1 of 2"


def test_what_is_written_while_the_bar_is_open_counts(qtbot, page, finding):
    finding.find()
    finding.bar.field.line.setText("anna")
    page.editor.insert_text(0, "Anna! ", "Type")
    qtbot.waitUntil(lambda: len(finding.bar.hits) == 4)


# The project


def test_places_come_by_text_in_reading_order(qtbot, page, finding, project):
    searched(qtbot, finding, "anna")
    groups = finding.panel.model.groups
    assert [(group.title, len(group.places)) for group in groups] == [
        ("Harbour", 3),
        ("Letter", 1),
        ("Anna", 1),
    ]
    assert groups[0].above == "One"
    assert finding.panel.status.text().startswith("5 place")


def test_what_is_not_saved_yet_is_found_as_well(qtbot, page, finding, project):
    page.editor.insert_text(0, "Wolf. ", "Type")
    searched(qtbot, finding, "wolf")
    assert [group.title for group in finding.panel.model.groups] == ["Harbour"]


def test_ticked_places_are_replaced_as_one_step_that_can_be_undone_and_redone(qtbot, page, finding, project):
    harbour, letter = item(project, "Harbour"), item(project, "Letter")
    before = page.editor.text()
    searched(qtbot, finding, "anna")
    model = finding.panel.model
    note = model.index(2, 0)
    model.setData(note, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    finding.panel.keep_case.setChecked(True)
    replaced(qtbot, finding, "Maria")
    assert page.editor.text() == "Maria saw the sea.\n\nMARIA waved; maria left.\n"
    assert project.read(letter).text == "A letter for Maria came.\n"
    assert project.read(item(project, "Anna")).text == "Anna is tall.\n"
    assert [version.why for version in project.versions(harbour)][:1] == ["replace"]
    assert [version.why for version in project.versions(letter)][:1] == ["replace"]
    page.outline_changed.emit()
    assert finding.panel.status.text() in ("4 place(s) replaced.", "4 places replaced.")
    finding.panel.undo.click()
    qtbot.waitUntil(lambda: finding.panel.undo.text() == "Redo")
    assert page.editor.text() == before
    assert project.read(letter).text == "A letter for Anna came.\n"
    finding.panel.undo.click()
    qtbot.waitUntil(lambda: finding.panel.undo.text() == "Undo")
    assert "Maria" in page.editor.text() and "Maria" in project.read(letter).text


def test_groups_of_an_expression_are_put_in(qtbot, page, finding, project):
    searched(qtbot, finding, r"(\w+) for (\w+)", regex=True)
    replaced(qtbot, finding, r"\2's \1")
    assert project.read(item(project, "Letter")).text == "A Anna's letter came.\n"


def test_places_follow_what_is_written_before_them_and_those_written_over_are_left(qtbot, page, finding):
    searched(qtbot, finding, "anna")
    page.editor.insert_text(0, "Once, ", "Type")
    group = finding.panel.model.groups[0]
    text = page.editor.text()
    assert [text[place.start : place.end] for place in group.places] == ["Anna", "ANNA", "anna"]
    page.editor.insert_text(group.places[1].start + 2, "xx", "Type")
    assert group.places[1].gone and not group.places[1].ticked
    replaced(qtbot, finding, "Eva")
    assert page.editor.text() == "Once, Eva saw the sea.\n\nANxxNA waved; Eva left.\n"


def test_a_text_changed_by_another_program_is_left_out_with_its_reason(qtbot, page, finding, project):
    letter = item(project, "Letter")
    searched(qtbot, finding, "anna")
    project.path_of(letter).write_text("Something else, Anna.\n", encoding="utf-8")
    replaced(qtbot, finding, "Eva")
    assert project.read(letter).text == "Something else, Anna.\n"
    assert "changed since it was searched" in finding.panel.status.text()


def test_a_text_opened_while_it_is_replaced_and_then_lost_is_told_of(
    qtbot, page, finding, project, monkeypatch
):
    letter, opened, replace = item(project, "Letter"), Event(), project.replace

    def slowly(hits, new):
        assert opened.wait(30)
        done = replace(hits, new)
        project.path_of(letter).unlink()
        return done

    monkeypatch.setattr(project, "replace", slowly)
    searched(qtbot, finding, "anna")
    finding.panel.replacement.setText("Eva")
    finding.panel.replace_ticked()
    page.buffers.get(letter)
    opened.set()
    qtbot.waitUntil(lambda: finding.panel.undo.isVisibleTo(finding.panel))
    assert "not in the project's folder any more" in finding.panel.status.text()
    assert page.editor.text().startswith("Eva saw")


def test_open_texts_are_replaced_only_when_all_of_them_are_versions(
    qtbot, page, finding, project, monkeypatch
):
    before = page.editor.text()
    page.buffers.get(item(project, "Letter"))
    searched(qtbot, finding, "anna")
    keep, kept = project.keep_version, []

    def full(*what):
        if kept:
            raise StudioError(ErrorKind.DISK_FULL, "The disk is full.")
        kept.append(keep(*what))

    monkeypatch.setattr(project, "keep_version", full)
    finding.panel.replacement.setText("Eva")
    finding.panel.replace_ticked()
    assert finding.panel.status.text() == "The disk is full." and page.editor.text() == before


def test_a_text_changed_after_the_replacement_is_not_taken_back(qtbot, page, finding, project):
    searched(qtbot, finding, "anna")
    replaced(qtbot, finding, "Eva")
    page.editor.insert_text(0, "New. ", "Type")
    finding.panel.undo.click()
    qtbot.waitUntil(lambda: finding.panel.undo.text() == "Redo")
    assert page.editor.text().startswith("New. Eva")
    assert project.read(item(project, "Letter")).text == "A letter for Anna came.\n"


def test_a_click_shows_the_place_in_the_editor(qtbot, page, finding, project):
    searched(qtbot, finding, "anna")
    model = finding.panel.model
    finding.panel.go_to(model.index(0, 0, model.index(1, 0)))
    assert page.editor.item == item(project, "Letter")
    assert page.editor.text()[slice(*page.editor.selection())] == "Anna"


def test_a_slow_search_can_be_stopped(qtbot, page, finding, monkeypatch):
    searched(qtbot, finding, "anna")
    panel = finding.panel
    panel.search()
    panel._is_slow()
    assert panel.stop.isVisibleTo(panel)
    panel.stop.click()
    qtbot.waitUntil(lambda: panel._searching is None)
    assert panel.model.groups == [] and panel.status.text() == "Stopped."


def test_a_group_that_is_not_there_replaces_nothing(qtbot, page, finding, project):
    before = page.editor.text()
    searched(qtbot, finding, r"(ann)a", regex=True)
    finding.panel.replacement.setText(r"\4")
    finding.panel.replace_ticked()
    assert "no group" in finding.panel.status.text() and page.editor.text() == before


def test_the_bar_pushes_the_text_down_and_lets_it_up_again(qtbot, page, finding):
    editor = page.editor
    editor.select(0, 0)
    before = editor.cursorRect().top()
    finding.find()
    qtbot.waitUntil(lambda: editor.place_of(0).top() > finding.bar.geometry().bottom(), timeout=5_000)
    finding.bar.unfold.setChecked(True)
    qtbot.waitUntil(lambda: editor.place_of(0).top() > finding.bar.geometry().bottom(), timeout=5_000)
    finding.bar.leave()
    assert editor.place_of(0).top() == before


def test_what_is_read_further_down_stays_where_it_is_when_the_bar_opens(qtbot, page, finding):
    editor = page.editor
    editor.buffer.set_text("Line.\n\n" * 200, "set")
    editor.select(700, 700)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().value() + 300)
    before = editor.place_of(700).top()
    finding.find()
    assert editor.place_of(700).top() == before
    finding.bar.leave()
    assert editor.place_of(700).top() == before
