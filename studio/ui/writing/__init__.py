"""The Write page: manuscripts, drafting with a language model, chat, words and pictures together."""
