"""The real host with the torch-free family of ``tests/fakes/family.py``; run as a child process.

Command: ``[sys.executable, ".../tests/fakes/engine_child.py"]``. It knows the family “fake” only.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    sys.path.insert(1, str(Path(__file__).resolve().parents[2]))
    import family  # type: ignore[import-not-found]

    from studio.engine import host

    host.settle()
    commands, events = host.open_pipes()
    host.serve(commands, events, "torch", families={"fake": family}, machine=family.FakeMachine())
