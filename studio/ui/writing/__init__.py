"""The Write page: outline, editor, and what helps a writer."""
