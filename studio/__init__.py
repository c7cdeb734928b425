"""Atelier: paint and write with local models, offline."""

__version__ = "0.1.0"
