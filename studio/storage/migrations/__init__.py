"""Numbered SQL files, each one step of the database; the number is PRAGMA user_version after it."""
