"""The Models page shows what is on the disk and takes it to where it works."""
from studio.app import Studio


def test_smoke(qtbot, studio: Studio) -> None:
    studio.window.commands.run("page_models")
    desk = studio.shelf.desk
    assert desk
    qtbot.waitUntil(lambda: desk.page.rows.rowCount() >= 2)
    print([r.entry.name for r in desk.page.rows.shown], desk.page.count.text())
