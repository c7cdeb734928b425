"""Writing projects on disk: Markdown files in a folder the writer owns, and a hidden folder beside them."""
