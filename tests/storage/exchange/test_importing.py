"""Files become parts, chapters and scenes: as suggested, as chosen, one or many, and all or nothing."""

from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import scenes, walk
from studio.storage.exchange import landing
from studio.storage.exchange.importing import Gathered, gather, read_file
from studio.storage.exchange.landing import ImportStoppedError, land
from studio.storage.exchange.splitting import Split, suggest
from studio.storage.manuscripts.pictures import copied
from studio.storage.manuscripts.project import Project


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def shape(gathered: Gathered) -> list[object]:
    def of(items: list) -> list[object]:
        return [
            (item.kind, item.title, of(item.children)) if item.children else (item.kind, item.title)
            for item in items
        ]

    return of(gathered.items())


def outline(project: Project) -> list[tuple[str, str]]:
    return [(item.kind, item.title) for item in walk(project.outline.manuscript)]


@pytest.fixture
def empty(tmp_path: Path):
    project = Project.create(tmp_path / "empty", "Empty")
    yield project
    project.close()


def test_chapters_with_scene_breaks(tmp_path: Path) -> None:
    path = written(
        tmp_path, "n.md", "# My Novel\n\n## Chapter 1\n\nOne.\n\n* * *\n\nTwo.\n\n## Chapter 2\n\nThree.\n"
    )
    file = read_file(path)
    assert file.reading.title == "My Novel"
    assert shape(Gathered(files=[file])) == [
        ("chapter", "Chapter 1", [("scene", "Chapter 1"), ("scene", "Chapter 1 · 2")]),
        ("chapter", "Chapter 2", [("scene", "Chapter 2")]),
    ]


def test_parts_chapters_and_scenes_by_level(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "n.md",
        "# A\n\n## B\n\n### C\n\nText.\n\n#### Inside\n\nMore.\n\n# D\n\n## E\n\n### F\n\nEnd.\n",
    )
    assert shape(Gathered(files=[read_file(path)])) == [
        ("part", "A", [("chapter", "B", [("scene", "C")])]),
        ("part", "D", [("chapter", "E", [("scene", "F")])]),
    ]


def test_the_user_chooses_what_headings_become(tmp_path: Path) -> None:
    file = read_file(written(tmp_path, "n.md", "# A\n\nx\n\n# B\n\ny\n\n***\n\nz\n"))
    file.split = Split(levels={1: "scene"})
    assert shape(Gathered(files=[file])) == [("scene", "A"), ("scene", "B")]
    file.split = Split(levels={1: "text"})
    assert shape(Gathered(files=[file])) == [("scene", "n")]
    file.split = Split(levels={1: "chapter"}, breaks=True)
    assert shape(Gathered(files=[file]))[1] == ("chapter", "B", [("scene", "B"), ("scene", "B · 2")])


def test_plain_text_knows_chapters_by_their_words(tmp_path: Path) -> None:
    path = written(
        tmp_path, "n.txt", "PART ONE\n\nChapter 1\n\nIt was night.\n\n#\n\nIt was day.\n\nChapter 2\n\nEnd.\n"
    )
    assert shape(Gathered(files=[read_file(path)])) == [
        (
            "part",
            "PART ONE",
            [
                ("chapter", "Chapter 1", [("scene", "Chapter 1"), ("scene", "Chapter 1 · 2")]),
                ("chapter", "Chapter 2", [("scene", "Chapter 2")]),
            ],
        )
    ]


def test_chinese_chapters_in_gb18030(tmp_path: Path, empty: Project) -> None:
    text = (
        "第一章 风雪\n\n他站在门口，看着外面的雨。“你来了。”她说。\n\n第二章 夜归\n\n他没有说话，只是走了。\n"
    )
    file = read_file(written(tmp_path, "n.txt", text, "gb18030"))
    land(empty, Gathered(files=[file]))
    assert outline(empty)[0] == ("chapter", "第一章 风雪")
    assert "他站在门口" in empty.read(scenes(empty.outline)[0].id).text


def test_a_folder_with_folders_in_natural_order(tmp_path: Path) -> None:
    for name in (
        "2 Two.md",
        "10 Ten.txt",
        "1 One.md",
        "Part B/a.md",
        ".hidden.md",
        "~$lock.docx",
        "notes.xyz",
    ):
        written(tmp_path / "book", name, "Words.\n")
    assert shape(gather([tmp_path / "book"])) == [
        ("scene", "1 One"),
        ("scene", "2 Two"),
        ("scene", "10 Ten"),
        ("part", "Part B", [("scene", "a")]),
    ]


def test_one_bad_file_among_good_ones_is_a_sentence(tmp_path: Path) -> None:
    good, bad = written(tmp_path, "a.md", "Words."), written(tmp_path, "b.docx", "no zip")
    gathered = gather([good, bad, tmp_path / "gone.md"])
    assert [file.path.name for file in gathered.files] == ["a.md"]
    assert [problem.kind for problem in gathered.problems] == [ErrorKind.FILE_BROKEN] * 2
    assert "b.docx" in gathered.problems[0].sentence


def test_markdown_comes_in_letter_by_letter(tmp_path: Path, empty: Project) -> None:
    body = "Some *odd*   spacing and   <b>html</b>.\n\n+ a list\n+ of its own\n\n"
    body += "[link][ref] &amp; more\n\n[ref]: http://x.org\n"
    land(empty, Gathered(files=[read_file(written(tmp_path, "a.md", body))]))
    assert empty.read(scenes(empty.outline)[0].id).text == body


def test_front_matter_gives_the_title_and_is_no_text(tmp_path: Path, empty: Project) -> None:
    file = read_file(written(tmp_path, "a.md", '---\ntitle: "Salt"\nauthor: Ada\n---\n\nWords.\n'))
    assert (file.reading.title, file.reading.author) == ("Salt", "Ada")
    land(empty, Gathered(files=[file]))
    assert empty.read(scenes(empty.outline)[0].id).text == "Words.\n"


def test_texts_can_become_notes(tmp_path: Path, empty: Project) -> None:
    file = read_file(written(tmp_path, "a.md", "# Maren\n\nShe.\n\n# Tom\n\nHe.\n"))
    land(empty, Gathered(files=[file]), parent="notes")
    assert [(item.kind, item.title) for item in walk(empty.outline.notes)] == [
        ("note", "Maren"),
        ("note", "Tom"),
    ]


def files_of(project: Project) -> list[Path]:
    return sorted(path for path in project.folder.rglob("*.md"))


def test_stopping_adds_nothing_and_leaves_no_file(tmp_path: Path, empty: Project) -> None:
    file = read_file(written(tmp_path, "a.md", "".join(f"# S{n}\n\nText.\n\n" for n in range(9))))
    with pytest.raises(ImportStoppedError):
        land(empty, Gathered(files=[file]), progress=lambda done, of: done < 4)
    assert outline(empty) == [] == files_of(empty)


def test_stopping_takes_new_pictures_away_and_leaves_those_that_were_there(
    tmp_path: Path, empty: Project
) -> None:
    file = read_file(written(tmp_path, "a.md", "# A\n\n![p](p.png) ![q](q.png)\n"))
    png = b"\x89PNG\r\n\x1a\n"
    old = tmp_path / "p.png"
    old.write_bytes(png)
    there = copied(empty.folder, old)
    mark = there.rpartition("-")[2].removesuffix(".png")
    file.reading.pictures |= {f"p-{mark}.png": png, "q-00000000.png": png + b"!"}
    with pytest.raises(ImportStoppedError):
        land(empty, Gathered(files=[file]), progress=lambda done, of: False)
    assert [path.relative_to(empty.folder).as_posix() for path in empty.folder.glob("pictures/*")] == [there]


@pytest.mark.parametrize("at", ["pictures", "outline"])
def test_a_failing_disk_leaves_the_project_as_it_was(
    tmp_path: Path, empty: Project, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    file = read_file(written(tmp_path, "a.md", "# A\n\nWords ![p](p.png)\n\n# B\n\nMore.\n"))
    file.reading.pictures["p-00000000.png"] = b"\x89PNG\r\n\x1a\n"

    def full(*_arguments: object) -> str:
        raise OSError(28, "No space left on device")

    if at == "pictures":
        monkeypatch.setattr(landing.project_pictures, "copied", full)
    else:
        monkeypatch.setattr("studio.storage.manuscripts.outline_file.save", full)
    with pytest.raises(StudioError) as told:
        land(empty, Gathered(files=[file]))
    assert told.value.kind == ErrorKind.DISK_FULL
    assert outline(empty) == [] == files_of(empty)


def test_the_outline_changes_once_however_much_is_added(
    tmp_path: Path, empty: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    whole = Project.set_outline
    monkeypatch.setattr(
        Project, "set_outline", lambda self, outline: (seen.append(1), whole(self, outline))[1]
    )
    file = read_file(written(tmp_path, "a.md", "".join(f"# S{n}\n\nText {n}.\n\n" for n in range(30))))
    landed = land(empty, Gathered(files=[file]))
    assert len(seen) == 1 and len(landed.texts) == 30
    assert empty.total() == 60


def test_a_text_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="no text"):
        read_file(written(tmp_path, "a.md", "\n \n"))


def test_an_unknown_kind_says_which_are_known(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"\.docx"):
        read_file(written(tmp_path, "a.pages", "x"))


def test_nothing_to_split_by_is_one_scene() -> None:
    assert suggest([]) == Split()
