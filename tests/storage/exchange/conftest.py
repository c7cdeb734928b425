"""A small project with everything in it that an export has to keep."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from studio.storage.manuscripts.project import Project

LETTER = """# A letter

Maren read it **twice** by the *lamp*.[^1] “You will not go,” said 3 < 4 & more.

> A quoted *line*.

1. first
2. second
   - deep

![The harbour](pictures/harbour.png)

[^1]: A note in *italics*.
"""
NIGHT = """It was night.\\
A ***second*** line, ~~gone~~, `code` and a [link](https://example.org/a?b=1&c=2).[^1]

| a | b |
| --- | --- |
| 1 | *2* |

```
one  two
```

他说：“你好。”

[^1]: Another note.
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "project", "The Salt Road", author="Ada Writer", language="en")
    (made.folder / "pictures").mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), "#aa6644").save(made.folder / "pictures" / "harbour.png")
    part = made.add("part", "Part one")
    chapter = made.add("chapter", "The harbour", parent=part.id)
    made.add("scene", "A letter", parent=chapter.id, text=LETTER)
    made.add("scene", "Night", parent=chapter.id, text=NIGHT)
    made.add("scene", "Left out", parent=chapter.id, text="Nobody reads this.\n", exported=False)
    made.add("note", "Maren", text="She is the ferryman's niece.\n", note_kind="character")
    yield made
    made.close()
