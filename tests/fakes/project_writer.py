"""A writer in a project until it is killed: `project_writer.py <mode> <first word> <folder>`.

Types one word every 20 ms and prints its number. Modes: type (saved now and then), save (all the time),
versions (kept and thinned out all the time), outline (scenes added, moved, thrown away and brought back).
It begins with what is left of the one before.
"""

import sys
import time
from pathlib import Path

from studio.core.writing.outline import moved
from studio.storage.manuscripts import versions
from studio.storage.manuscripts.project import Project

PER_SECOND = 50


def text_of(number: int) -> str:
    """All words up to a number; long enough that writing it takes a moment."""
    return "".join(f"word{at}\n" for at in range(number + 1))


def number_of(text: str) -> int:
    """The last word of a text that is whole; fails for one that is not."""
    lines = text.split("\n")
    assert lines.pop() == "" and lines == [f"word{at}" for at in range(len(lines))], "a text is torn"
    return len(lines) - 1


def main() -> None:
    mode, first, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    project = Project.open(folder)
    item = project.outline.manuscript[0].id
    digest = project.read(item).digest
    extra: list[str] = []
    began, last, turn = time.monotonic(), first, 0
    while True:
        due = first + int((time.monotonic() - began) * PER_SECOND)
        if due == last:
            time.sleep(0.005)
            continue
        last, turn = due, turn + 1
        text = text_of(last)
        project.journal(item, text)
        print(last, flush=True)
        if mode == "save" or (mode == "type" and turn % 40 == 0):
            digest = project.save(item, text, digest)
        elif mode == "versions":
            project.keep_version(item, text, "insertion" if turn % 5 else "manual")
            if turn % 20 == 0:
                versions._DAY = 1  # everything is old at once
                project.tidy()
                versions._DAY = 86_400_000
        elif mode == "outline":
            if len(extra) < 6:
                extra.append(project.add("scene", f"Scene {turn}", text=text_of(turn % 50)).id)
            elif turn % 3 == 0:
                project.trash(extra[0])
            elif turn % 3 == 1:
                project.restore(extra.pop(0))
            else:
                project.set_outline(moved(project.outline, extra[-1], parent="manuscript", index=1))


if __name__ == "__main__":
    main()
