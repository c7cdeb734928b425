"""One file per format, found by its SPEC: ``read`` makes a Reading, ``write`` takes a Book."""
