"""The command ``studio``: hands over to the engine, the command line or the window; imports nothing else."""

import sys


def main() -> int:
    """Entry point of the console script and of ``python -m studio``."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--engine"]:
        from studio.engine.host import main as engine_main

        return engine_main(arguments[1:])
    from studio.cli.main import main as cli_main

    return cli_main(arguments)


if __name__ == "__main__":
    sys.exit(main())
