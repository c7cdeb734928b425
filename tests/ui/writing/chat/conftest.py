"""The page the chat stands on."""

from tests.fakes.writing_desk import page, text_models, writing_page

__all__ = ["page", "text_models", "writing_page"]
