"""The real host with the fake family; it is killed once, in the phase the prompt names.

Command: ``[sys.executable, ".../once_child.py", MARKER]``. The file MARKER is made before the kill,
so the same request works the next time. In saving the kill comes while the picture is half-written.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def main(marker: Path) -> None:
    sys.path.insert(0, str(HERE))
    import family  # type: ignore[import-not-found]

    from studio.engine import host, staging

    def killed_once() -> None:
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    def act(ctx: Any, words: list[str], phase: str) -> None:
        if phase in words and phase != "saving":
            killed_once()

    whole = staging.write_picture

    def write_picture(image: Any, path: Path, manifest: Any, *rest: Any) -> None:
        if manifest and "saving" in manifest.request.prompt.split() and not marker.exists():
            path.with_name(path.name + ".part").write_bytes(b"half a picture")
            killed_once()
        whole(image, path, manifest, *rest)

    family.act = act
    staging.write_picture = write_picture
    host.settle()
    commands, events = host.open_pipes()
    host.serve(commands, events, "torch", families={"fake": family}, machine=family.FakeMachine())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
