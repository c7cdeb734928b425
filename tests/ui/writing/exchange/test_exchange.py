"""Import and export as the user meets them: shown first, then done, and told of."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorReport
from studio.core.writing.outline import Outline, new_item, placed, walk
from studio.jobs import offthread
from studio.storage.exchange.book import ExportOptions
from studio.storage.manuscripts.project import Project
from studio.ui.writing.exchange.exchange import Exchange
from studio.ui.writing.exchange.export_dialog import ExportDialog
from studio.ui.writing.exchange.import_dialog import ImportDialog
from studio.ui.writing.exchange.outline_drop import importable, place_for

NOVEL = "# My novel\n\n## One\n\nFirst.\n\n* * *\n\nSecond.\n\n## Two\n\nThird.\n"


def import_dialog(exchange: Exchange, qtbot: QtBot) -> ImportDialog:
    dialog = exchange._dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.progress.isHidden)
    return dialog


def rows(dialog: ImportDialog) -> list[str]:
    made: list[str] = []

    def look(row) -> None:
        for at in range(row.childCount()):
            made.append(row.child(at).text(0))
            look(row.child(at))

    look(dialog.tree.invisibleRootItem())
    return made


def titles(project: Project) -> list[str]:
    return [item.title for item in walk(project.outline.manuscript)]


def test_what_will_be_is_shown_before_it_is_added(
    exchange, page, project, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOVEL)
    before = project.outline
    exchange.import_paths([path])
    dialog = import_dialog(exchange, qtbot)
    assert dialog.heading.text() == "My novel"
    assert rows(dialog) == ["One", "One", "One · 2", "Two", "Two"]
    assert project.outline == before
    dialog.reject()
    assert project.outline == before


def test_another_way_of_splitting_is_shown_at_once_and_used(
    exchange, page, project, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOVEL)
    exchange.import_paths([path])
    dialog = import_dialog(exchange, qtbot)
    dialog.breaks.setChecked(False)
    assert rows(dialog) == ["One", "One", "Two", "Two"]
    combo = dialog._levels[2]
    combo.setCurrentIndex(combo.findData("scene"))
    combo.activated.emit(combo.currentIndex())
    assert rows(dialog) == ["One", "Two"]
    with qtbot.waitSignal(page.outline.message):
        dialog.agree.click()
    assert titles(project)[-2:] == ["One", "Two"]
    assert page.opened and page.opened[0] in {item.id for item in walk(project.outline.manuscript)}


def test_undo_of_an_import_is_the_trash(exchange, page, project, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOVEL)
    before = titles(project)
    said: list[tuple[str, object]] = []
    page.outline.message.connect(lambda text, undo: said.append((text, undo)))
    exchange.import_paths([path])
    dialog = import_dialog(exchange, qtbot)
    with qtbot.waitSignal(page.outline.message):
        dialog.agree.click()
    said[-1][1]()  # type: ignore[operator]
    assert titles(project) == before and len(project.outline.trash) == 2


def test_an_import_stopped_when_all_was_written_leaves_no_file(
    exchange, page, project, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "n.md"
    path.write_text(NOVEL)
    before, there = project.outline, sorted(project.folder.rglob("*.md"))
    exchange.import_paths([path])
    dialog = import_dialog(exchange, qtbot)
    dialog.agree.click()
    assert offthread._courier().pool.waitForDone(20_000)
    assert len(list(project.folder.rglob("*.md"))) == len(there) + 3, "written, but not told of yet"
    dialog.reject()
    qtbot.waitUntil(lambda: sorted(project.folder.rglob("*.md")) == there)
    assert project.outline == before


def test_a_file_that_cannot_be_read_is_named_and_nothing_offered(
    exchange, page, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(b"PK\x03\x04")
    exchange.import_paths([path])
    dialog = import_dialog(exchange, qtbot)
    assert "broken.docx" in dialog.remarks.text()
    assert not dialog.agree.isEnabled()


def test_another_encoding_reads_the_file_again(exchange, page, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Это короткий текст.".encode("koi8_r"))
    exchange.import_paths([path])
    dialog = import_dialog(exchange, qtbot)
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("koi8_r"))
    dialog.encoding.activated.emit(dialog.encoding.currentIndex())
    assert not dialog.agree.isEnabled()
    qtbot.waitUntil(dialog.agree.isEnabled)
    (file,) = dialog.gathered.files
    assert file.blocks[0].spans[0].text == "Это короткий текст."


def test_without_a_project_nothing_opens_but_a_sentence(exchange, page) -> None:
    page.project = None
    exchange.ask_export()
    exchange.import_paths([Path("a.md")])
    assert exchange._dialog is None and exchange._export_dialog is None and len(page.said) == 2


def export_dialog(exchange: Exchange) -> ExportDialog:
    exchange.ask_export()
    assert exchange._export_dialog is not None
    return exchange._export_dialog


def test_the_ticks_begin_as_the_outline_is_marked(exchange, page, project) -> None:
    dialog = export_dialog(exchange)
    assert dialog.options().items == ()
    assert "2" in dialog.total.text() and "3" in dialog.total.text()
    top = dialog.tree.topLevelItem(0)
    assert top.checkState(0) == Qt.CheckState.PartiallyChecked
    top.setCheckState(0, Qt.CheckState.Checked)
    assert len(dialog.options().items) == 3
    dialog.notes.setChecked(True)
    top.setCheckState(0, Qt.CheckState.Unchecked)
    assert not dialog.agree.isEnabled(), "without a text it would be the whole manuscript"


def test_only_what_matters_to_a_format_is_asked(exchange, page) -> None:
    dialog = export_dialog(exchange)

    def choose(name: str) -> None:
        dialog.format.setCurrentIndex(dialog.format.findData(name))
        dialog.format.activated.emit(dialog.format.currentIndex())

    choose("epub")
    assert not dialog.page.isVisibleTo(dialog) and dialog.cover_row.isVisibleTo(dialog)
    choose("pdf")
    assert dialog.page.isVisibleTo(dialog) and not dialog.cover_row.isVisibleTo(dialog)
    choose("text")
    assert not dialog.pictures.isEnabled()


def test_all_fields_begin_at_the_same_place(exchange, page, qtbot: QtBot) -> None:
    exchange.ask_export()
    dialog = exchange._export_dialog
    qtbot.waitExposed(dialog)
    form = dialog.page
    fields = [dialog.format, dialog.scenes, form.size_box, form.spacing]
    assert len({field.mapTo(dialog, QPoint(0, 0)).x() for field in fields}) == 1
    dialog.reject()


def test_the_manuscript_style_sets_what_it_is_about(exchange, page) -> None:
    dialog = export_dialog(exchange)
    dialog.style_box.setCurrentIndex(1)
    dialog.style_box.activated.emit(1)
    options = dialog.options()
    assert options.manuscript and options.separator == "#" and options.page.spacing == 2.0
    assert options.page.font == "Courier New"


def test_an_export_is_written_told_of_and_remembered(
    exchange, page, project, tmp_path: Path, qtbot: QtBot
) -> None:
    saved: list[bool] = []
    exchange.save_first = lambda: saved.append(True)
    dialog = export_dialog(exchange)
    options = ExportOptions(format="pdf", scenes="titles", title_page=False)
    path = tmp_path / "book.pdf"
    with qtbot.waitSignal(dialog.accepted):
        exchange.export(options, path)
    assert path.read_bytes().startswith(b"%PDF") and saved
    assert "book.pdf" in page.said[-1]
    assert export_dialog(exchange).options() == options


def test_an_export_can_be_stopped_and_writes_nothing(exchange, page, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = export_dialog(exchange)
    path = tmp_path / "book.docx"
    exchange.export(ExportOptions(), path)
    dialog.cancel.click()
    qtbot.waitUntil(lambda: len(page.said) == 1)
    assert "stopped" in page.said[0] and list(tmp_path.glob("*book*")) == [] == list(
        tmp_path.glob(".atelier*")
    )


def test_a_file_that_exists_is_refused_when_nobody_agreed(
    exchange, page, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "book.txt"
    path.write_text("precious")
    with qtbot.waitSignal(page.problem) as told:
        exchange.export(ExportOptions(format="text"), path)
    report = told.args[0]
    assert isinstance(report, ErrorReport) and "book.txt" in report.sentence
    assert path.read_text() == "precious"


def test_files_dropped_on_the_outline_are_imported_there(
    exchange, page, project, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "n.md"
    path.write_text("Words.")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)), QUrl("http://x.org/a.md")])
    assert importable(data) == [path]
    chapter = project.outline.manuscript[0].children[0]
    tree = page.outline.tree
    row = tree.findItems(chapter.title, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    place = tree.visualItemRect(row).center()
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(tree.viewport(), QDragEnterEvent(place, *how))
    QApplication.sendEvent(tree.viewport(), QDropEvent(QPointF(place), *how))
    dialog = import_dialog(exchange, qtbot)
    assert dialog.place.currentData() == chapter.id
    with qtbot.waitSignal(page.outline.message):
        dialog.agree.click()
    assert project.outline.manuscript[0].children[0].children[-1].title == "n"


def test_a_drop_means_the_group_it_falls_on_or_into() -> None:
    scene, note = new_item("scene", "S"), new_item("note", "N")
    chapter = new_item("chapter", "C", children=(scene,))
    outline = placed(Outline(id="x", title="T", manuscript=(chapter,)), note, parent="notes")
    assert place_for(outline, chapter.id) == chapter.id == place_for(outline, scene.id)
    assert place_for(outline, note.id) == "notes" == place_for(outline, ":character")
    assert place_for(outline, "") == "" == place_for(outline, ":trash")


def test_the_menu_of_the_outline_exports_what_is_chosen(exchange, page, project) -> None:
    menu = QMenu()
    chapter = project.outline.manuscript[0].children[0]
    page.outline.menu_opened.emit(menu, [chapter.id])
    menu.actions()[-1].trigger()
    assert exchange._export_dialog is not None
    assert len(exchange._export_dialog.tree.chosen()) == 2
