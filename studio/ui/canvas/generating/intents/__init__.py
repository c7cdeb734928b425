"""The named intents: one file each, found by itself through its ``SPEC`` (``..intent`` says what one is)."""
