"""What the window asks before it closes although something is at work or not safe yet."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def closing_words(*, drawing: bool, writing: bool, unsafe: str) -> tuple[str, str]:
    """The question and what is said below it; ``unsafe`` says why something would be lost."""
    if unsafe:
        return translate("MainWindow", "Not everything is safe yet. Close anyway?"), unsafe
    if drawing and writing:
        return (
            translate("MainWindow", "A picture is being made and a text is being written. Close anyway?"),
            translate(
                "MainWindow", "Both can be tried again at the next start, and what is written so far is kept."
            ),
        )
    if writing:
        return (
            translate("MainWindow", "A text is being written. Close anyway?"),
            translate(
                "MainWindow", "What is written so far is kept. What waits in the queue comes back by itself."
            ),
        )
    return (
        translate("MainWindow", "A picture is being made. Close anyway?"),
        translate(
            "MainWindow",
            "It can be tried again at the next start. What waits in the queue comes back by itself.",
        ),
    )
