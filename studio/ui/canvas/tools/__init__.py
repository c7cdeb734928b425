"""The canvas tools: one file each, found by itself through its ``SPEC`` (``..tool`` says what a tool is)."""
