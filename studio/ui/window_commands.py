"""The window's own commands: pages, jobs, view, program, and those of the prompt panel."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from studio.ui.actions import Command
from studio.ui.submit_row import SUBMIT_KEYS
from studio.ui.top_bar import PAGE_KEYS

translate = QCoreApplication.translate

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow


def add_window_commands(window: "MainWindow") -> None:
    """Add them to ``window.commands``; those of the prompt panel belong to the Paint page."""
    commands, panel = window.commands, window.panel
    picture, view, pages = (
        translate("MainWindow", "Picture"),
        translate("MainWindow", "View"),
        translate("MainWindow", "Pages"),
    )
    jobs, program = translate("MainWindow", "Jobs"), translate("MainWindow", "Program")
    with commands.of_page("paint"):
        for command, slot in (
            (
                Command("generate", translate("MainWindow", "Generate"), picture, SUBMIT_KEYS, "play"),
                panel.submit,
            ),
            (
                Command(
                    "prompt", translate("MainWindow", "Write the prompt"), picture, "Ctrl+L", "pencil-simple"
                ),
                window.to_prompt,
            ),
            (
                Command("seed", translate("MainWindow", "Roll a new seed"), picture, "Ctrl+R", "dice-five"),
                panel.seed.roll,
            ),
            (
                Command(
                    "start",
                    translate("MainWindow", "Choose a start image…"),
                    picture,
                    "Ctrl+Shift+O",
                    "image",
                ),
                panel.start.choose,
            ),
            (
                Command("start_none", translate("MainWindow", "Remove the start image"), picture, "", "x"),
                panel.start.clear,
            ),
            (
                Command(
                    "save_again",
                    translate("MainWindow", "Save waiting pictures again"),
                    picture,
                    "",
                    "floppy-disk",
                ),
                window.waiting.save_wanted.emit,
            ),
            (
                Command(
                    "panel",
                    translate("MainWindow", "Show or hide the prompt panel"),
                    view,
                    "Ctrl+Shift+1",
                    "columns",
                ),
                window.columns.toggle_panel,
            ),
            (
                Command(
                    "gallery",
                    translate("MainWindow", "Show or hide the history"),
                    view,
                    "Ctrl+Shift+2",
                    "squares-four",
                ),
                window.columns.toggle_gallery,
            ),
        ):
            commands.add(command, slot)
    for command, slot in (
        (
            Command("cancel", translate("MainWindow", "Cancel the current job"), jobs, "Ctrl+.", "stop"),
            window.job_bar.cancel,
        ),
        (
            Command("queue", translate("MainWindow", "Show the queue"), jobs, "Ctrl+J", "list"),
            window.job_bar.open_queue,
        ),
        (
            Command("pause", translate("MainWindow", "Pause the queue or go on"), jobs, "", "pause"),
            window.toggle_pause,
        ),
        (
            Command(
                "page_paint",
                translate("MainWindow", "Go to the Paint page"),
                pages,
                PAGE_KEYS["paint"],
                "paint-brush",
            ),
            lambda: window.pages.show_page("paint"),
        ),
        (
            Command(
                "page_write",
                translate("MainWindow", "Go to the Write page"),
                pages,
                PAGE_KEYS["writing"],
                "pen-nib",
            ),
            lambda: window.pages.show_page("writing"),
        ),
        (
            Command(
                "page_models",
                translate("MainWindow", "Go to the Models page"),
                pages,
                PAGE_KEYS["models"],
                "stack",
            ),
            lambda: window.pages.show_page("models"),
        ),
        (
            Command("theme", translate("MainWindow", "Change between dark and light"), view, "", "moon"),
            window.toggle_theme,
        ),
        (
            Command("full", translate("MainWindow", "Full screen"), view, "F11", "frame-corners"),
            window.toggle_full,
        ),
        (
            Command(
                "palette",
                translate("MainWindow", "Search or run a command"),
                program,
                "Ctrl+K",
                "magnifying-glass",
            ),
            window.open_palette,
        ),
        (
            Command("settings", translate("MainWindow", "Settings…"), program, "Ctrl+,", "gear"),
            window.open_settings,
        ),
        (
            Command(
                "library", translate("MainWindow", "Open the picture folder"), program, "", "folder-open"
            ),
            window.open_library,
        ),
        (Command("help", translate("MainWindow", "Help"), program, "F1", "question"), window.open_help),
        (
            Command(
                "shortcuts", translate("MainWindow", "Keyboard shortcuts"), program, "Ctrl+/", "keyboard"
            ),
            window.open_shortcuts,
        ),
        (Command("about", translate("MainWindow", "About Atelier"), program, "", "info"), window.open_about),
        (Command("quit", translate("MainWindow", "Quit"), program, "Ctrl+Q", "sign-out"), window.close),
    ):
        commands.add(command, slot)
    commands.action("generate").setShortcuts([QKeySequence(SUBMIT_KEYS), QKeySequence("Ctrl+Enter")])
