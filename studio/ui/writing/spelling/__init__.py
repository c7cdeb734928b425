"""Spell check of the scene on the page: words looked up off the window thread, waves under unknown ones."""
