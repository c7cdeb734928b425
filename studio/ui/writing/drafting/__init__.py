"""The model at the caret: tools, drafts, alternatives, certainty, what it reads, memory and samplers."""
