"""What an export holds, and that it is whole or not at all."""

from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import find, scenes
from studio.storage.exchange.blocks import plain
from studio.storage.exchange.book import Book, ExportOptions
from studio.storage.exchange.compile import compile_book
from studio.storage.exchange.exporting import export, pictures_folder
from studio.storage.exchange.formats import docx, html, markdown, text
from studio.storage.manuscripts.project import Project


def headings(book: Book) -> list[tuple[int, str, str]]:
    return [(block.level, block.role, plain(block.spans)) for block in book.blocks if block.kind == "heading"]


def test_the_outline_gives_the_headings(project: Project) -> None:
    assert headings(compile_book(project, ExportOptions(scenes="titles"))) == [
        (1, "part", "Part one"),
        (2, "chapter", "The harbour"),
        (3, "scene", "A letter"),
        (3, "scene", "Night"),
    ]


def test_a_separator_stands_only_between_scenes(project: Project) -> None:
    book = compile_book(project, ExportOptions(separator="~"))
    assert [block.kind for block in book.blocks].count("break") == 1
    assert book.blocks[0].kind == book.blocks[1].kind == "heading" and book.blocks[-1].kind != "break"


def test_a_scene_outside_of_chapters_is_one_itself(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p", "P")
    project.add("scene", "Alone", text="Words.\n")
    assert headings(compile_book(project, ExportOptions())) == [(1, "chapter", "Alone")]
    project.close()


def test_chosen_items_are_exported_and_no_others(project: Project) -> None:
    _letter, night, left_out = scenes(project.outline)
    book = compile_book(project, ExportOptions(items=(night.id, left_out.id)))
    words = " ".join(plain(block.spans) for block in book.blocks)
    assert "night" in words and "Nobody reads this" in words and "Maren" not in words


def test_a_chosen_group_brings_what_is_marked_in_it(project: Project) -> None:
    chapter = project.outline.manuscript[0].children[0]
    book = compile_book(project, ExportOptions(items=(chapter.id,)))
    words = " ".join(plain(block.spans) for block in book.blocks)
    assert "night" in words and "Maren" in words and "Nobody reads this" not in words


def test_footnotes_are_numbered_through_the_book(project: Project) -> None:
    book = compile_book(project, ExportOptions())
    assert [plain(blocks[0].spans) for blocks in book.notes.values()] == [
        "A note in italics.",
        "Another note.",
    ]
    assert list(book.notes) == ["1", "2"]


def test_pictures_beside_a_scene_come_once(project: Project) -> None:
    letter, night, _ = scenes(project.outline)
    picture = project.folder / "pictures" / "harbour.png"
    relative = project.attach_picture(night.id, picture)
    assert find(project.outline, night.id).pictures == (relative,)  # type: ignore[union-attr]
    book = compile_book(project, ExportOptions())
    assert len(book.pictures) == 2
    assert not compile_book(project, ExportOptions(pictures=False)).pictures
    del letter


def test_a_lost_picture_is_told_of_and_keeps_its_description(project: Project) -> None:
    (project.folder / "pictures" / "harbour.png").unlink()
    book = compile_book(project, ExportOptions())
    assert len(book.remarks) == 1 and "harbour.png" in book.remarks[0]
    assert any("[The harbour]" in plain(block.spans) for block in book.blocks)


def test_a_file_that_exists_is_not_overwritten_without_a_word(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text("precious")
    with pytest.raises(StudioError) as refused:
        export(project, ExportOptions(), text, path)
    assert refused.value.kind == ErrorKind.INVALID_REQUEST and path.read_text() == "precious"
    export(project, ExportOptions(), text, path, overwrite=True)
    assert "Maren" in path.read_text()


@pytest.mark.parametrize("module", [text, docx, html], ids=lambda module: module.SPEC.id)
def test_an_export_that_fails_leaves_the_old_file_and_no_rest(
    module: object, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out" / f"book{module.SPEC.suffixes[0]}"  # type: ignore[attr-defined]
    path.parent.mkdir()
    path.write_text("precious")
    whole = module.write  # type: ignore[attr-defined]

    def fails(book: Book, options: ExportOptions, stream: object) -> None:
        whole(book, options, stream)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write", fails)
    with pytest.raises(StudioError) as full:
        export(project, ExportOptions(), module, path, overwrite=True)  # type: ignore[arg-type]
    assert full.value.kind == ErrorKind.DISK_FULL
    assert path.read_text() == "precious" and list(path.parent.iterdir()) == [path]


def test_a_missing_folder_is_a_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="cannot be written"):
        export(project, ExportOptions(), text, tmp_path / "gone" / "a.txt")


def test_nothing_to_export_is_a_sentence(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p", "P")
    with pytest.raises(StudioError, match="nothing to export"):
        export(project, ExportOptions(), text, tmp_path / "a.txt")
    project.close()


def test_pictures_of_markdown_lie_beside_it_and_others_there_stay(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    folder = pictures_folder(path)
    folder.mkdir()
    (folder / "harbour.png").write_bytes(b"another picture")
    export(project, ExportOptions(), markdown, path)
    assert (folder / "harbour.png").read_bytes() == b"another picture"
    assert "![The harbour](book-pictures/harbour-2.png)" in path.read_text()
    assert (folder / "harbour-2.png").read_bytes() == (
        project.folder / "pictures" / "harbour.png"
    ).read_bytes()


def test_exporting_changes_nothing_in_the_project(project: Project, tmp_path: Path) -> None:
    before = project.outline, {item.id: project.read(item.id) for item in scenes(project.outline)}
    export(project, ExportOptions(notes=True), docx, tmp_path / "a.docx")
    assert before == (project.outline, {item.id: project.read(item.id) for item in scenes(project.outline)})
