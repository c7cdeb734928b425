"""Import and export as the window shows them: dialogs, commands, and PDF, which needs Qt."""
