"""Versions of a text: what they say of themselves, names given afterwards, and damaged ones."""


def test_a_version_says_where_it_comes_from_and_can_get_a_name_afterwards(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.project.keep_version(desk.one, "First scene.", "insertion")
    desk.project.keep_version(desk.one, "First scene. And rain.", "insertion", job="job1")
    dialog = desk.desk.show_versions()
    said = [dialog.list.item(row).text().split("\n")[1] for row in (0, 1)]
    assert said == ["with text of a model", "before text of a model"]
    dialog.list.setCurrentRow(1)
    assert not dialog.back.isEnabled() and "same" in dialog.said.text()
    assert not dialog.rename.isEnabled()
    qtbot.keyClicks(dialog.name, "Before the rain")
    dialog.rename.click()
    assert dialog.list.currentRow() == 1 and "Before the rain" in dialog.list.item(1).text()
    assert desk.project.versions(desk.one)[1].label == "Before the rain"
    assert len(desk.project.versions(desk.one)) == 2 and not dialog.name.text()
    dialog.close()


def test_a_text_without_versions_says_when_one_is_kept(qtbot, desk):
    desk.page.open_item(desk.two)
    dialog = desk.desk.show_versions()
    assert "No version yet" in dialog.said.text() and not dialog.list.count()
    assert not dialog.back.isEnabled() and not dialog.rename.isEnabled() and dialog.keep.isEnabled()
    dialog.keep.click()
    assert "by hand" in dialog.list.item(0).text()
    dialog.close()


def test_a_version_that_is_damaged_is_told_and_the_text_stays(qtbot, desk):
    desk.page.open_item(desk.one)
    kept = desk.project.keep_version(desk.one, "Old scene.", "manual")
    packed = desk.project.hidden / "versions" / "objects" / kept.digest[:2] / kept.digest
    packed.write_bytes(b"not a version")
    dialog = desk.desk.show_versions()
    assert "damaged" in dialog.said.text() and not dialog.back.isEnabled()
    assert desk.page.editor.text() == "First scene."
    dialog.close()
