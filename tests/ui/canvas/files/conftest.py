"""Windows that hold documents; each is closed when its test ends."""

from collections.abc import Callable, Iterator

import pytest

from studio.core.paths import Folders
from tests.ui.canvas.files.desks import Window


@pytest.fixture
def open_window(folders: Folders, qapp: object) -> Iterator[Callable[[], Window]]:
    windows: list[Window] = []

    def make() -> Window:
        windows.append(Window(folders))
        return windows[-1]

    yield make
    for window in windows:
        window.files.close()
