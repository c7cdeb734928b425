"""Chats with a language model, as a second view beside the manuscript."""
