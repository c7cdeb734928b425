"""Formats that only Qt can write, found like those of `storage/exchange/formats`."""
