"""A project used from many threads at once, as by a window with workers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from studio.core.writing.outline import scenes
from studio.storage.manuscripts.project import Project

TURNS = 25


def test_threads_do_not_lose_each_others_work(project: Project, ids: dict[str, str]) -> None:
    first, second = ids["The Lighthouse"], ids["The Harbour"]

    def save(item: str) -> None:
        digest = project.read(item).digest
        for turn in range(TURNS):
            text = f"Turn {turn} of lighthouse words.\n"
            project.journal(item, text)
            digest = project.save(item, text, digest)
            project.keep_version(item, f"Version {turn}.", "insertion")

    def add() -> None:
        for turn in range(TURNS):
            item = project.add("scene", f"New {turn}", text=f"New words {turn}.\n")
            if turn % 2:
                project.trash(item.id)

    def look() -> None:
        for _ in range(TURNS):
            project.search("words")
            project.passages("lighthouse words")
            project.counts()
            project.changed_outside()
            project.recovered()
            project.tidy()

    work: list[Callable[[], None]] = [lambda: save(first), lambda: save(second), add, look, look]
    with ThreadPoolExecutor(len(work)) as pool:
        for done in [pool.submit(task) for task in work]:
            done.result()
    for item in (first, second):
        assert project.read(item).text == f"Turn {TURNS - 1} of lighthouse words.\n"
        assert len(project.versions(item)) == TURNS
    assert len(scenes(project.outline)) == 2 + (TURNS + 1) // 2 and len(project.outline.trash) == TURNS // 2
    assert project.missing() == [] == project.orphans() and project.total() == 10 + 3 * ((TURNS + 1) // 2)
    project.typing.flush()
    assert project.typing.found() == []
