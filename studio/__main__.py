"""The command ``studio``: hands over to an engine, a conversion, the command line or the window."""

import sys


def main() -> int:
    """Entry point of the console script and of ``python -m studio``."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--engine"]:
        from studio.engine.host import main as engine_main

        return engine_main(arguments[1:])
    if arguments[:1] == ["--convert"]:
        from studio.engine.pickles.child import main as convert_main

        return convert_main(arguments[1:])
    from studio.cli.main import main as cli_main

    return cli_main(arguments)


if __name__ == "__main__":
    sys.exit(main())
