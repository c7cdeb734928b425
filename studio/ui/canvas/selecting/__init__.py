"""The selection: its operations, the base of its tools, its commands."""
