"""Words that are banned or forced, presets of samplers, and answers that become notes or titles."""

from PySide6.QtCore import Qt

from studio.core.jobs import JobState
from studio.core.writing.outline import find, walk
from studio.ui.writing.drafting.words_dialog import WordsDialog

TEXT = "Maren read the letter."


def words_dialog(bench) -> WordsDialog:
    bench.drafting.memory.edit_words()
    return next(one for one in bench.page.findChildren(WordsDialog) if one.isVisible())


def test_words_are_banned_and_forced_by_lines_and_reach_the_request(qtbot, bench):
    bench.open(TEXT)
    dialog = words_dialog(bench)
    dialog.banned.setPlainText("suddenly\n\n  a deep breath \nsuddenly")
    dialog.forced.setPlainText("lamp\nsalt")
    dialog.forced.setFocus()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.forced.hasFocus)
    qtbot.keyClick(dialog.forced, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert bench.drafting.memory.words() == (["suddenly", "a deep breath"], ["lamp", "salt"])
    assert words_dialog(bench).words() == (["suddenly", "a deep breath"], ["lamp", "salt"])
    wishes = bench.drafter.wishes()
    assert (wishes.banned, wishes.forced) == (("suddenly", "a deep breath"), ("lamp", "salt"))


def test_a_dialog_that_is_left_changes_no_word(qtbot, bench):
    bench.open(TEXT)
    bench.drafting.memory.ban("very")
    dialog = words_dialog(bench)
    dialog.banned.clear()
    dialog.reject()
    assert bench.drafting.memory.words() == (["very"], [])


def test_a_preset_of_ones_own_is_kept_chosen_and_forgotten(qtbot, bench, folders):
    desk, panel = bench.drafting.samplers, bench.drafting.samplers.panel
    panel.choose("bold")
    panel.fields["temperature"].changed.emit(0.35)
    assert panel.preset.currentData() == ""
    panel.keep_wanted.emit("Calm & slow")
    identity = panel.preset.currentData()
    assert identity and panel.preset.currentText() == "Calm & slow" and not panel.forget.isHidden()
    panel.choose("balanced")
    assert panel.forget.isHidden(), "ours cannot be deleted"
    panel.choose(identity)
    assert panel.state.sampling.temperature == 0.35
    panel.forget.click()
    assert identity not in panel.presets and panel.preset.currentData() == ""
    assert panel.state.sampling.temperature == 0.35, "the values stay"
    desk.load()
    assert identity not in panel.presets


def test_a_preset_that_cannot_be_kept_is_told(bench, folders):
    desk = bench.drafting.samplers
    desk._folder.parent.mkdir(parents=True, exist_ok=True)
    desk._folder.write_text("a file in the place of the folder")
    before = dict(desk.panel.presets)
    desk.panel.keep_wanted.emit("Mine")
    assert "preset cannot be kept" in bench.problems[-1].sentence and desk.panel.presets == before


def test_an_answer_goes_to_the_notes_under_the_name_of_the_text_it_is_about(qtbot, bench):
    bench.open(TEXT)
    bench.drafting.panel.models.choose("talker")
    run = bench.press("critique")
    bench.queue.write("The middle drags.")
    bench.queue.finish_alternative()
    bench.queue.end(JobState.DONE)
    bench.page.open_item(bench.desk.two)
    assert bench.drafter.run is run
    bench.panel.answer_pressed.emit("notes", run.alternatives[0].text)
    note = [item for item in walk(bench.desk.project.outline.notes) if item.kind == "note"][-1]
    title = find(bench.desk.project.outline, bench.desk.one).title
    assert note.note_kind == "research" and note.title.endswith(f": {title}")
    assert bench.desk.project.read(note.id).text.strip() == "The middle drags."
    assert note.title in bench.messages[-1]


def test_a_title_goes_to_the_text_it_was_made_for_and_can_be_taken_back(qtbot, bench):
    bench.open(TEXT)
    bench.drafting.panel.models.choose("talker")
    bench.press("title")
    bench.queue.write("\n“The Salt Letter”\nor another")
    bench.queue.finish_alternative()
    bench.queue.end(JobState.DONE)
    bench.page.open_item(bench.desk.two)
    bench.panel.answer_pressed.emit("title", bench.drafter.run.alternatives[0].text)
    outline = lambda: bench.desk.project.outline  # noqa: E731
    assert find(outline(), bench.desk.one).title == "The Salt Letter"
    assert find(outline(), bench.desk.two).title == "Two"
    bench.page.outline.run("undo")
    assert find(outline(), bench.desk.one).title == "One"
