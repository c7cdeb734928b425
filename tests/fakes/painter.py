"""A process that paints step by step with a journal, to be killed: `painter.py <data> <file or -> <mode>`.

Prints each step once it is on the disk. Modes: journal (append only), compact (rewrite the journal
all the time), save (save to the file every third step while painting goes on).
"""

import sys
from pathlib import Path

from studio.storage import document_journal
from studio.storage.document_journal import Journal
from studio.storage.documents import Content, open_document, save_document
from tests.fakes.painted import change_at, large, picture_at, state_at


def content_at(step: int) -> Content:
    return Content(
        state=state_at(step), tiles={place: large(number) for place, number in picture_at(step).items()}
    )


def main() -> None:
    data, mode = Path(sys.argv[1]), sys.argv[3]
    path = None if sys.argv[2] == "-" else Path(sys.argv[2])
    if mode == "compact":
        document_journal.SLACK_BYTES = -(10**12)
    opened = open_document(path) if path and path.exists() else None
    first = int(opened.content.state.layers[0].name) if opened else 0
    journal = Journal.begin(data, opened)
    for step in range(first + 1, first + 2000):
        changes = {
            place: None if number is None else large(number) for place, number in change_at(step).items()
        }
        mark = journal.append(state_at(step), changes)
        if mode == "save" and path and step % 3 == 0:
            stamp = save_document(path, content_at(step))
            assert stamp
            journal.saved(path, stamp, mark)
        elif step % 2:
            continue  # the next step goes into the same batch, or the one after
        assert journal.flush()
        print(step, flush=True)


if __name__ == "__main__":
    main()
