"""Keeps journals of texts until it is killed; prints each token as soon as the journal was told of it.

Command: ``[sys.executable, ".../writing_process.py", FOLDER, SESSION]``.
"""

import sys
import time
from itertools import count
from pathlib import Path

from studio.core.jobs import new_job
from studio.core.messages import ModelFile, Text
from studio.core.text_requests import Piece, TextRequest, Token
from studio.storage.text_results import TextResults

MODEL = ModelFile(id="m", name="M", family="gguf", path="/m.gguf", kind="text")


def main(folder: str, session: str) -> None:
    results = TextResults(Path(folder))
    request = TextRequest(model="m", pieces=(Piece(kind="text", text="Once"),), seed=5, document="book:1")
    job = new_job(request, session=session)
    results.begin(job, MODEL, session)
    print(job.id, flush=True)
    for number in count():
        results.add(Text(job=job.id, index=0, tokens=(Token(text=f" {number}"),)))
        print(number, time.monotonic(), flush=True)
        time.sleep(0.002)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
