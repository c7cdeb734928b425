"""From a press to accepted text: streaming, taking it by words, other words, alternatives, undo."""

from itertools import pairwise
from threading import Event

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import JobState
from studio.core.writing.outline import find
from studio.jobs import offthread

TEXT = "Maren read the letter."


def test_a_draft_streams_in_and_is_no_text_until_it_is_accepted(qtbot, bench):
    bench.open(TEXT)
    bench.press()
    bench.queue.write(" She", " folded")
    draft = bench.editor.buffer.draft
    assert draft and draft.text == " She folded"
    assert bench.editor.text() == TEXT
    bench.queue.write(" it", ".")
    bench.queue.finish_alternative()
    bench.queue.end(JobState.DONE)
    bench.drafter.accept()
    assert bench.editor.text() == TEXT + " She folded it."
    bench.editor.undo()
    assert bench.editor.text() == TEXT
    bench.editor.redo()
    assert bench.editor.text() == TEXT + " She folded it."


def test_versions_before_and_after_an_acceptance_are_kept_with_their_job(qtbot, bench):
    bench.open(TEXT)
    run = bench.press()
    bench.queue.write(" She left.")
    bench.queue.end(JobState.DONE)
    bench.drafter.accept()
    project, item = bench.desk.project, bench.desk.one

    def kept() -> bool:
        versions = project.versions(item)
        return [project.version_text(version.id) for version in versions][:1] == [TEXT + " She left."]

    qtbot.waitUntil(kept)
    versions = project.versions(item)
    assert TEXT in [project.version_text(version.id) for version in versions]
    assert versions[0].job == run.job


def test_versions_are_kept_also_when_the_project_closes_before_a_worker_is_free(qtbot, bench):
    bench.open(TEXT)
    run = bench.press()
    bench.queue.write(" She left.")
    bench.queue.end(JobState.DONE)
    free, folder, item = Event(), bench.desk.project.folder, bench.desk.one
    for _ in range(offthread.THREADS):
        offthread.run(free.wait, 60, done=lambda _free: None)
    bench.drafter.accept()
    assert bench.desk.desk.close_project()
    free.set()
    qtbot.waitUntil(lambda: not offthread._courier().under_way)
    assert bench.desk.desk.open_project(folder) and not bench.problems
    versions = bench.desk.project.versions(item)
    texts = [bench.desk.project.version_text(version.id) for version in versions]
    assert texts[:2] == [TEXT + " She left.", TEXT] and versions[0].job == run.job


def test_blanks_before_the_caret_are_neither_doubled_nor_lost(qtbot, bench):
    bench.open("She went ")
    bench.press()
    assert bench.queue.lanes["words"].request.pieces[-1].text == "She went"
    bench.queue.write(" ho", "me")
    bench.drafter.accept()
    assert bench.editor.text() == "She went home"


def test_what_is_written_is_shown_and_no_draft_is_taken_unseen(bench):
    bench.page.add_centre_view("other", "Other", QLabel("A view without the text"))
    bench.open(TEXT)
    bench.page.show_centre_view("other")
    bench.drafting.go()
    assert bench.page.view == "text", "the text that is written on is seen"
    bench.queue.start_next()
    bench.queue.write(" She left.")
    bench.queue.end(JobState.DONE)
    bench.page.show_centre_view("other")
    bench.drafting.go()
    assert bench.page.view == "text" and bench.editor.text() == TEXT, "the first press only shows it"
    bench.drafting.go()
    assert bench.editor.text() == TEXT + " She left."
    bench.page.show_centre_view("other")
    bench.drafting.press("rewrite", {})
    assert bench.page.view == "text"


def test_illustrate_asks_nothing_that_its_own_dialog_would_not_hear_of(qtbot, bench):
    bench.open(TEXT)
    with qtbot.waitSignal(bench.drafting.illustrate_wanted):
        bench.drafting.bar.settings_wanted.emit("illustrate")


def test_tab_takes_a_word_control_tab_a_sentence_and_escape_stops_then_discards(qtbot, bench):
    bench.open(TEXT)
    bench.press()
    bench.queue.write(" She folded it. Then she left. The", " end")
    bench.editor.setFocus()
    qtbot.keyClick(bench.editor, Qt.Key.Key_Tab)
    assert bench.editor.text() == TEXT + " She "
    qtbot.keyClick(bench.editor, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert bench.editor.text() == TEXT + " She folded it. "
    qtbot.keyClick(bench.editor, Qt.Key.Key_Escape)
    assert bench.queue.lanes["words"].state is JobState.CANCELLING
    bench.queue.end(JobState.CANCELLED)
    draft = bench.editor.buffer.draft
    assert draft and draft.text == "Then she left. The end"
    qtbot.keyClick(bench.editor, Qt.Key.Key_Escape)
    assert bench.editor.buffer.draft is None
    assert bench.editor.text() == TEXT + " She folded it. "


def test_without_a_draft_tab_and_escape_stay_the_editors(qtbot, bench):
    bench.open("a")
    qtbot.keyClick(bench.editor, Qt.Key.Key_Tab)
    assert bench.editor.text() == "a\t"


def test_text_typed_elsewhere_meanwhile_is_another_step_of_undo(qtbot, bench):
    bench.open(TEXT)
    bench.press()
    bench.queue.write(" She left.")
    bench.editor.insert_text(0, "Then ", "typed")
    bench.queue.write(" It rained.")
    bench.drafter.accept()
    assert bench.editor.text() == "Then " + TEXT + " She left. It rained."
    bench.editor.undo()
    assert bench.editor.text() == "Then " + TEXT


def test_alternatives_stream_side_by_side_and_a_click_chooses(qtbot, bench):
    bench.open(TEXT)
    bench.drafting.samplers.panel.set_count(2)
    bench.press()
    bench.queue.write(" She left.")
    bench.queue.write(" He came.", index=1)
    assert [card.text().strip() for card in bench.panel.cards] == ["She left.", "He came."]
    qtbot.mouseClick(bench.panel.cards[1], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert bench.editor.buffer.draft.text == " He came."
    bench.queue.write(" And sat.", index=1)
    assert bench.editor.buffer.draft.text == " He came. And sat."
    bench.queue.end(JobState.DONE)
    bench.drafter.step(1)
    assert bench.editor.buffer.draft.text == " She left."
    bench.drafter.keep_both()
    assert bench.editor.text() == TEXT + " She left."
    assert bench.editor.buffer.draft.text == "\n\nHe came. And sat."


def test_again_writes_with_another_seed_and_the_one_before_can_be_brought_back(qtbot, bench):
    bench.open(TEXT)
    first = bench.press()
    bench.results.begin(bench.queue.lanes["words"], bench.models.entries[0].file(), "test")
    bench.queue.write(" She left.")
    from studio.core.messages import Text

    tokens = tuple(bench.queue.written[(first.job, 0)])
    bench.results.add(Text(job=first.job, index=0, tokens=tokens))
    bench.queue.end(JobState.DONE)
    again = bench.drafter.again()
    assert again.request.seed != first.request.seed and again.request.pieces == first.request.pieces
    assert bench.editor.buffer.draft.text == ""
    bench.queue.start_next()
    bench.queue.write(" He came.")
    bench.queue.end(JobState.DONE)
    bench.drafting._at_caret()
    assert [card.text() for card in bench.panel.branches] == [" She left."]
    qtbot.mouseClick(bench.panel.branches[0], Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert bench.editor.buffer.draft.text == " She left."
    bench.drafter.accept()
    assert bench.editor.text() == TEXT + " She left."


def test_another_word_cuts_the_draft_there_and_writes_on_from_it(qtbot, bench):
    bench.open(TEXT)
    bench.press()
    bench.queue.write(" A bell began to")
    bench.queue.write(" ring", probability=0.31, others={" toll": 0.28, " sound": 0.14})
    bench.queue.write(" slowly.")
    bench.queue.end(JobState.DONE)
    draft = bench.editor.buffer.draft
    bench.drafting.words._word_clicked(draft.text.index("ring") + 1)
    popup = bench.drafting.words.popup
    assert [row.other.text for row in popup._rows] == [" ring", " toll", " sound"]
    qtbot.mouseClick(popup._rows[1], Qt.MouseButton.LeftButton)
    assert draft.text == " A bell began to toll"
    job = bench.queue.start_next()
    assert job.request.begin == " A bell began to toll"
    bench.queue.write(" A bell began to toll", " nine")
    bench.queue.end(JobState.DONE)
    assert draft.text == " A bell began to toll nine"
    bench.drafter.accept()
    assert bench.editor.text() == TEXT + " A bell began to toll nine"


def test_certainty_tints_unsure_words_in_the_draft_and_after_it_was_accepted(qtbot, bench):
    bench.open(TEXT)
    bench.drafting.bar.certainty.setChecked(True)
    bench.press()
    bench.queue.write(" She", probability=0.9)
    bench.queue.write(" vanished", probability=0.01)
    bench.drafting.tinting.tint()
    assert [(s, e) for s, e, _ in bench.editor.buffer.draft.colours] == [(5, 13)]
    bench.queue.end(JobState.DONE)
    bench.drafter.accept()
    marks = bench.drafting.places._marks(bench.editor.text(), 0)
    assert [(start, end) for start, end, _ in marks] == [(len(TEXT) + 5, len(TEXT) + 13)]
    bench.editor.insert_text(0, "Then ", "typed")
    marks = bench.drafting.places._marks(bench.editor.text(), 0)
    assert [(start, end) for start, end, _ in marks] == [(len(TEXT) + 10, len(TEXT) + 18)]


def test_a_rewrite_stands_in_for_the_selection_only_when_it_is_accepted(qtbot, bench):
    bench.open("One two three.")
    bench.drafting.panel.models.choose("talker")
    bench.editor.select(4, 7)
    bench.press("rewrite", {"tone": "warm"})
    request = bench.queue.lanes["words"].request
    assert request.form == "chat" and "warmer" in request.pieces[-1].text
    bench.queue.write("2")
    assert bench.editor.text() == "One two three."
    bench.queue.end(JobState.DONE)
    bench.drafter.accept()
    assert bench.editor.text() == "One 2 three."


def test_a_title_is_shown_on_a_card_and_used_when_the_writer_says_so(qtbot, bench):
    bench.open(TEXT)
    bench.press("title")
    bench.queue.write("“The Letter”")
    bench.queue.end(JobState.DONE)
    assert bench.editor.buffer.draft is None
    bench.panel.cards[0].pressed.emit("title")
    assert find(bench.desk.project.outline, bench.desk.one).title == "The Letter"


def test_an_engine_that_dies_leaves_what_was_written_as_a_draft(qtbot, bench):
    bench.open(TEXT)
    bench.press()
    bench.queue.write(" She left.")
    report = ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="It stopped.")
    bench.queue.end(JobState.LOST, report)
    assert bench.problems == [report]
    assert bench.editor.buffer.draft.text == " She left."


def test_a_tool_without_a_passage_says_so_and_changes_nothing(qtbot, bench):
    bench.open(TEXT)
    assert bench.drafting.press("shorten", {}) is None
    assert "needs a passage" in bench.problems[0].sentence
    assert not bench.queue.waiting and bench.editor.buffer.draft is None


def test_banned_words_of_the_project_go_into_the_request(qtbot, bench):
    bench.open(TEXT)
    bench.drafting.memory.ban("suddenly")
    bench.press()
    assert bench.queue.lanes["words"].request.banned == ("suddenly",)


def test_lore_fires_and_the_panel_says_by_which_word(qtbot, bench):
    bench.open(TEXT)
    bench.press()
    assert "A ferrywoman." in "".join(p.text for p in bench.queue.lanes["words"].request.pieces)
    assert "Maren" in bench.drafting.panel.context.fired.text()
    bench.queue.tell_reads("the prompt", tokens=(3, 4), context=512)
    assert bench.drafting.panel.context.tokens.text().startswith("7 /")


def test_an_answer_that_a_kill_cut_off_is_offered_and_brought_back(qtbot, bench):
    from studio.core.messages import Text
    from studio.core.text_requests import Token

    bench.open(TEXT)
    run = bench.press()
    bench.results.begin(bench.queue.lanes["words"], bench.models.entries[0].file(), "a dead session")
    bench.results.add(Text(job=run.job, index=0, tokens=(Token(text=" She left."),)))
    bench.results.close()
    bench.queue.end(JobState.CANCELLED)
    bench.results._living.clear()
    bench.drafting.answers.offer_cut_off()
    bench.drafting.panel.cut_off_pressed.emit(run.job, "back")
    assert bench.editor.buffer.draft.text == " She left."
    bench.drafting.answers.offer_cut_off()
    assert bench.drafting.panel._cut.count() == 0
    assert [each.job for each in bench.results.unfinished()] == [run.job], "a second kill would lose it"
    bench.drafter.accept()
    assert bench.editor.text() == TEXT + " She left."
    assert bench.results.unfinished() == []


def test_what_is_remembered_comes_back(qtbot, bench, tmp_path):
    from studio.ui.window_state import WindowState

    panel = bench.drafting.samplers.panel
    panel.choose("bold")
    panel.set_length(400)
    bench.drafting.panel.models.choose("talker")
    state = WindowState(tmp_path / "state.json")
    bench.drafting.save(state)
    values = state.mapping("drafting")
    assert (values["model"], values["sampler"]["preset"], values["sampler"]["max_tokens"]) == (
        "talker",
        "bold",
        400,
    )
    panel.choose("exact")
    panel.restore(values["sampler"])
    assert panel.state.sampling.temperature == 1.15


def test_a_summary_is_made_in_the_background_and_never_over_a_hand_written_one(qtbot, bench):
    bench.open("It rained. " * 100)
    bench.drafting.panel.models.choose("talker")
    summaries = bench.drafting.summaries
    summaries.next()
    bench.queue.start_next()
    bench.queue.write("Rain falls.")
    bench.queue.finish_alternative()
    bench.queue.end(JobState.DONE)
    assert find(bench.desk.project.outline, bench.desk.one).summary == "Rain falls."
    bench.drafting.memory._summary_changed("Mine.")
    summaries.keep(bench.desk.one, "Theirs.", "digest")
    assert find(bench.desk.project.outline, bench.desk.one).summary == "Mine."


def test_a_summary_makes_room_for_what_the_writer_asks(qtbot, bench):
    bench.open("It rained. " * 100)
    bench.drafting.panel.models.choose("talker")
    bench.drafting.summaries.next()
    bench.queue.start_next()
    bench.drafting.press("continue", {})
    assert bench.queue.lanes["words"].state is JobState.CANCELLING
    assert bench.drafting.summaries.item == ""


def test_a_scene_that_is_refused_keeps_no_other_from_its_summary(qtbot, bench, monkeypatch):
    bench.open("It rained. " * 100)
    bench.desk.page.buffers.get(bench.desk.two).set_text("It snowed. " * 100, "set")
    bench.drafting.panel.models.choose("talker")
    submit = bench.queue.submit

    def refuse_rain(request, *more):
        if any("rained" in piece.text for piece in request.pieces):
            raise StudioError(ErrorKind.INVALID_REQUEST, "Not about rain.")
        return submit(request, *more)

    monkeypatch.setattr(bench.queue, "submit", refuse_rain)
    bench.drafting.summaries.next()
    assert bench.drafting.summaries.item == bench.desk.two and not bench.problems
    bench.queue.start_next()
    bench.queue.write("<think>Hm.</think>", "Snow falls.")
    bench.queue.finish_alternative()
    bench.queue.end(JobState.DONE)
    assert find(bench.desk.project.outline, bench.desk.two).summary == "Snow falls."
    assert not bench.drafting.summaries.begin(bench.desk.one, asked=True)
    assert bench.problems, "who asks for it is told"


def test_tools_that_have_no_room_are_under_more_and_come_back_with_the_room(qtbot, bench):
    bar = bench.drafting.bar
    bench.page.resize(760, 600)
    qtbot.waitUntil(lambda: bar.buttons["summarise"].isHidden())
    assert not bar.buttons["continue"].isHidden()
    titles = [action.text() for action in bar.more.menu().actions()]
    assert "Summarise" in titles
    bench.page.resize(1900, 700)
    qtbot.waitUntil(lambda: not bar.buttons["summarise"].isHidden())


def test_a_project_that_closes_takes_its_drafts_and_their_jobs_along(qtbot, bench):
    bench.open(TEXT)
    run = bench.press()
    bench.queue.write(" She")
    assert bench.desk.desk.close_project()
    assert bench.drafter.run is None and bench.drafter.draft is None and run.draft is None
    assert bench.queue.lanes["words"] is None or bench.queue.lanes["words"].state is not JobState.RUNNING


def test_the_settings_of_texts_are_in_the_request_and_change_at_once(qtbot, bench):
    bench.open(TEXT)
    run = bench.press()
    assert (run.request.context, run.request.placement.device) == (0, "auto")
    bench.queue.end(JobState.DONE)
    bench.drafter.accept()
    settings = bench.queue.settings
    bench.queue.settings = settings.replace("writing", context=256, threads=3, device="cpu")
    run = bench.press()
    wish = run.request.placement
    assert (run.request.context, wish.device, wish.threads) == (256, "cpu", 3)


def test_the_model_of_the_settings_is_chosen_and_a_choice_is_told(qtbot, bench):
    bench.queue.settings = bench.queue.settings.replace("writing", model="talker")
    picked: list[str] = []
    bench.drafting.model_picked.connect(picked.append)
    bench.drafting.refresh_models()
    assert bench.drafting.model().id == "talker" and picked == []
    bench.drafting.panel.models.choose("prose")
    assert picked == ["prose"]


def test_nothing_of_the_tool_bar_is_cut_in_a_narrow_window(qtbot, bench):
    bar = bench.drafting.bar
    bench.page.resize(1200, 600)
    qtbot.waitUntil(lambda: bar.certainty.isVisible())

    def fits(width: int) -> bool:
        shown = [part for part in bar.findChildren(QWidget) if part.isVisible() and part.parent() is bar]
        shown.sort(key=lambda part: part.x())
        whole = all(part.width() >= part.minimumSizeHint().width() for part in shown)
        apart = all(one.geometry().right() < other.x() for one, other in pairwise(shown))
        return whole and apart and shown[-1].geometry().right() < width

    for width in (300, 240, 190):
        bar.setFixedWidth(width)
        qtbot.waitUntil(lambda width=width: fits(width))
        assert bar.buttons["continue"].isVisible() and bar.more.isVisible()
    menu = bar.more.menu()
    menu.aboutToShow.emit()
    shown = [action.text() for action in menu.actions() if action.isVisible()]
    assert "Certainty" in shown and "Instruction" in shown, "what has no room is in the menu"


def test_the_instruction_field_stands_alone_where_there_is_no_room_for_it(qtbot, bench):
    bar = bench.drafting.bar
    bar.setFixedWidth(190)
    qtbot.waitUntil(bar.guide.isHidden)
    bench.page.activateWindow()
    bar.to_guide()
    assert bar.guide.isVisible() and bar.buttons["continue"].isHidden()
    bench.editor.setFocus()
    qtbot.waitUntil(bar.guide.isHidden)
    assert bar.buttons["continue"].isVisible()


def test_the_bar_of_a_draft_fits_a_narrow_text(qtbot, bench):
    bench.open(TEXT)
    bench.press()
    bench.queue.write(" She left.")
    bench.queue.end(JobState.DONE)
    bar = bench.drafting.draft_bar
    assert bar.sentence.isVisible() and "Esc" in bar.discard.text()
    bench.editor.setFixedWidth(300)
    qtbot.waitUntil(lambda: bar.width() <= 300)
    assert bar.accept.isVisible() and bar.discard.isVisible() and bar.sentence.isHidden()
    bench.editor.setFixedWidth(700)
    qtbot.waitUntil(bar.sentence.isVisible)
    assert "Esc" in bar.discard.text()


def test_a_guess_that_was_too_low_is_corrected_by_what_the_engine_read(qtbot, bench):
    """Else a text in a script of many tokens would be refused again and again."""
    bench.drafting.panel.models.choose("talker")
    bench.open("word " * 400)
    run = bench.press()
    prompt = "".join(piece.text for piece in run.request.pieces)
    count = bench.drafting.counts.counter("talker")
    before = count("never seen before " * 20)
    bench.queue.tell_reads(prompt, tokens=(len(prompt),), context=4096)
    assert count("never seen, nor this " * 20) > 3 * before
