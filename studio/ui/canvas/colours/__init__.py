"""Choosing colours: the panel, its picker and fields, swatches."""
