"""The window process stays light: a fresh interpreter shows the window and holds no heavy library."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("torch", "diffusers", "transformers", "numpy", "accelerate", "PIL", "studio.engine")

SHOW_AND_LIST = """
import sys
from PySide6.QtTest import QTest
from studio.app import Studio, make_application
app = make_application([])
studio = Studio(app)
studio.show()
QTest.qWait(1500)  # first paint, then everything that is loaded after it
assert studio.window.isVisible()
names = [name for name in sys.modules if name.split(".")[0] in {heavy!r} or name in {heavy!r}]
studio.close()
print(sorted(names))
"""


def test_showing_the_window_imports_no_heavy_library(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", SHOW_AND_LIST.format(heavy=HEAVY)],
        env={**os.environ, "ATELIER_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.strip() == "[]", answer.stderr
