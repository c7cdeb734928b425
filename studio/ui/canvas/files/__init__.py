"""Documents and pictures of other programs: one file per format, told apart in ``formats``."""
