"""One file per format, found by its SPEC: ``read`` makes a Reading of a file, ``write`` puts a Book into one."""
