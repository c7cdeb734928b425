"""Words and pictures together: illustrate, describe, storyboard, better prompts."""
