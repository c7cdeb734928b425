"""Every format, found by itself: text, order, headings, looks and pictures survive out and in again."""

from pathlib import Path
from types import ModuleType

import pytest

from studio.core.writing.outline import scenes, walk
from studio.storage.exchange.book import ExportOptions, as_manuscript
from studio.storage.exchange.catalogue import formats
from studio.storage.exchange.exporting import export
from studio.storage.exchange.importing import Gathered, read_file
from studio.storage.exchange.landing import land
from studio.storage.manuscripts.project import Project

WRITTEN = [module for module in formats().values() if module.SPEC.writes]
READ_BACK = [module for module in WRITTEN if module.SPEC.reads]


def exported(
    project: Project, module: ModuleType, folder: Path, options: ExportOptions | None = None
) -> Path:
    path = folder / f"book{module.SPEC.suffixes[0]}"
    export(project, options or ExportOptions(scenes="titles"), module, path)
    return path


@pytest.fixture(params=READ_BACK, ids=lambda module: module.SPEC.id)
def returned(request: pytest.FixtureRequest, project: Project, tmp_path: Path) -> Project:
    """The project after it went out and in through one format."""
    path = exported(project, request.param, tmp_path)
    again = Project.create(tmp_path / "again", "Again")
    request.addfinalizer(again.close)
    land(again, Gathered(files=[read_file(path)]))
    return again


def text_of(project: Project) -> str:
    return "\n".join(project.read(item.id).text for item in scenes(project.outline))


def is_plain(project: Project) -> bool:
    return "**" not in text_of(project)


def test_the_words_come_back_in_order(returned: Project) -> None:
    text = text_of(returned)
    words = [
        "Maren read it",
        "said 3 <",
        "quoted",
        "first",
        "second",
        "deep",
        "It was night.",
        "gone",
        "one  two",
        "他说：“你好。”",
    ]
    places = [text.find(word) for word in words]
    assert -1 not in places and places == sorted(places)
    assert "Nobody reads this" not in text


def test_headings_become_the_outline_again(returned: Project) -> None:
    titles = [item.title for item in walk(returned.outline.manuscript)]
    if is_plain(returned):  # plain text knows parts and chapters by their words only
        assert "Part one" in titles
    else:
        kinds = [(item.kind, item.title) for item in walk(returned.outline.manuscript)]
        assert kinds == [
            ("part", "Part one"),
            ("chapter", "The harbour"),
            ("scene", "A letter"),
            ("scene", "Night"),
        ]


def test_looks_lists_quotes_tables_and_links_survive(returned: Project) -> None:
    text = text_of(returned)
    if is_plain(returned):
        return
    for kept in (
        "**twice** by the *lamp*",
        "> A quoted *line*.",
        "1. first\n2. second\n   - deep",
        "It was night.\\\nA ***second*** line, ~~gone~~, `code` and a [link](https://example.org/a?b=1&c=2)",
        "| 1 | *2* |",
        "```\none  two\n```",
    ):
        assert kept in text, kept


def test_footnotes_come_back_with_the_scene_that_has_them(returned: Project) -> None:
    if is_plain(returned):
        return
    first, second = (returned.read(item.id).text for item in scenes(returned.outline))
    assert "by the *lamp*.[^1]" in first and "[^1]: A note in *italics*." in first
    assert "Another note." in second and "Another note." not in first


def test_pictures_come_back_as_files_of_the_project(returned: Project, project: Project) -> None:
    if is_plain(returned):
        return
    text = text_of(returned)
    address = text.partition("![The harbour](")[2].partition(")")[0]
    assert (returned.folder / address).read_bytes() == (
        project.folder / "pictures" / "harbour.png"
    ).read_bytes()


@pytest.mark.parametrize("module", WRITTEN, ids=lambda module: module.SPEC.id)
def test_every_format_writes_every_wish(module: ModuleType, project: Project, tmp_path: Path) -> None:
    picture = str(project.folder / "pictures" / "harbour.png")
    wishes = (
        ExportOptions(notes=True, cover=picture),
        ExportOptions(pictures=False, title_page=False, scenes="nothing"),
        as_manuscript(ExportOptions()),
    )
    for number, options in enumerate(wishes):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert exported(project, module, folder, options).stat().st_size > 100


@pytest.mark.parametrize("module", READ_BACK, ids=lambda module: module.SPEC.id)
def test_notes_are_appended_only_when_they_are_asked_for(
    module: ModuleType, project: Project, tmp_path: Path
) -> None:
    def words(options: ExportOptions) -> str:
        path = exported(project, module, tmp_path, options)
        again = Project.create(tmp_path / f"again{options.notes}", "Again")
        land(again, Gathered(files=[read_file(path)]))
        path.unlink()
        try:
            return text_of(again)
        finally:
            again.close()

    assert "ferryman" in words(ExportOptions(notes=True))
    assert "ferryman" not in words(ExportOptions())


@pytest.mark.parametrize("module", WRITTEN, ids=lambda module: module.SPEC.id)
def test_control_signs_and_strange_titles_break_no_file(module: ModuleType, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "odd", 'A "strange" <title> & more', author="O'Brien <x@y>")
    project.add(
        "scene",
        "]]> & <b>",
        text="Bell\x07 and form\x0cfeed, ]]> & <not-a-tag> \u200f\ufffe\n\n# Only heading\n",
    )
    path = exported(project, module, tmp_path)
    if module.SPEC.reads:
        assert read_file(path).blocks
    project.close()
