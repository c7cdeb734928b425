"""The window's own commands: pages, jobs, view, program, and those of the prompt panel."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from studio.ui.actions import Command
from studio.ui.submit_row import SUBMIT_KEYS
from studio.ui.top_bar import PAGE_KEYS

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow


def add_window_commands(window: "MainWindow") -> None:
    """Add them to ``window.commands``; those of the prompt panel belong to the Paint page."""
    commands, panel = window.commands, window.panel
    picture, view, pages = _tr("Picture"), _tr("View"), _tr("Pages")
    jobs, program = _tr("Jobs"), _tr("Program")
    with commands.of_page("paint"):
        for command, slot in (
            (Command("generate", _tr("Generate"), picture, SUBMIT_KEYS, "play"), panel.submit),
            (
                Command("prompt", _tr("Write the prompt"), picture, "Ctrl+L", "pencil-simple"),
                window.to_prompt,
            ),
            (Command("seed", _tr("Roll a new seed"), picture, "Ctrl+R", "dice-five"), panel.seed.roll),
            (
                Command("start", _tr("Choose a start image…"), picture, "Ctrl+Shift+O", "image"),
                panel.start.choose,
            ),
            (Command("start_none", _tr("Remove the start image"), picture, "", "x"), panel.start.clear),
            (
                Command("save_again", _tr("Save waiting pictures again"), picture, "", "floppy-disk"),
                window.waiting.save_wanted.emit,
            ),
            (
                Command("panel", _tr("Show or hide the prompt panel"), view, "Ctrl+Shift+1", "columns"),
                window.columns.toggle_panel,
            ),
            (
                Command("gallery", _tr("Show or hide the history"), view, "Ctrl+Shift+2", "squares-four"),
                window.columns.toggle_gallery,
            ),
        ):
            commands.add(command, slot)
    for command, slot in (
        (Command("cancel", _tr("Cancel the current job"), jobs, "Ctrl+.", "stop"), window.job_bar.cancel),
        (Command("queue", _tr("Show the queue"), jobs, "Ctrl+J", "list"), window.job_bar.open_queue),
        (Command("pause", _tr("Pause the queue or go on"), jobs, "", "pause"), window.toggle_pause),
        (
            Command("page_paint", _tr("Go to the Paint page"), pages, PAGE_KEYS["paint"], "paint-brush"),
            lambda: window.pages.show_page("paint"),
        ),
        (
            Command("page_write", _tr("Go to the Write page"), pages, PAGE_KEYS["writing"], "pen-nib"),
            lambda: window.pages.show_page("writing"),
        ),
        (Command("theme", _tr("Change between dark and light"), view, "", "moon"), window.toggle_theme),
        (Command("full", _tr("Full screen"), view, "F11", "frame-corners"), window.toggle_full),
        (
            Command("palette", _tr("Search or run a command"), program, "Ctrl+K", "magnifying-glass"),
            window.open_palette,
        ),
        (Command("settings", _tr("Settings…"), program, "Ctrl+,", "gear"), window.open_settings),
        (Command("library", _tr("Open the picture folder"), program, "", "folder-open"), window.open_library),
        (Command("help", _tr("Help"), program, "F1", "question"), window.open_help),
        (
            Command("shortcuts", _tr("Keyboard shortcuts"), program, "Ctrl+/", "keyboard"),
            window.open_shortcuts,
        ),
        (Command("about", _tr("About Atelier"), program, "", "info"), window.open_about),
        (Command("quit", _tr("Quit"), program, "Ctrl+Q", "sign-out"), window.close),
    ):
        commands.add(command, slot)
    commands.action("generate").setShortcuts([QKeySequence(SUBMIT_KEYS), QKeySequence("Ctrl+Enter")])


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
