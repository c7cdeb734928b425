"""Certainty by colour: judged by what is usual of the model in this text, with a legend and plain figures."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent

from studio.core.jobs import JobState

TEXT = "The bell rang."


@pytest.fixture
def written(bench):
    """Certainty on, and a draft of sixty words of a small model: all but one about equally unsure."""
    bench.open(TEXT)
    bench.drafting.bar.certainty.setChecked(True)
    bench.press()
    for number in range(60):
        if number == 30:
            bench.queue.write(" vanished", probability=0.0004)
        else:
            bench.queue.write(" word", probability=0.05 + number / 1000)
    bench.drafting.tinting.tint()
    return bench


def test_what_is_usual_of_a_model_has_no_tint_and_what_is_not_the_strongest(written):
    draft = written.editor.buffer.draft
    tinted = {draft.text[start:end]: colour for start, end, colour in draft.colours}
    assert len(draft.colours) < 0.45 * 60
    others = [colour for start, end, colour in draft.colours if draft.text[start:end] == "word"]
    assert tinted["vanished"] not in others


def test_the_legend_says_what_a_colour_means_and_by_how_many_words_it_was_judged(written):
    legend = written.drafting.panel.legend
    scale = written.drafting.tinting.scale()
    assert not legend.isHidden()
    assert "60" in legend.judged.text()
    shown = [said.text() for said in legend.steps]
    assert all("%1" not in said and "%" in said for said in shown)
    assert scale.limits[0] > scale.limits[2] and shown[0] != shown[2]
    written.drafting.bar.certainty.setChecked(False)
    assert legend.isHidden() and written.editor.buffer.draft.colours == []


def hover(written, at: int) -> QHelpEvent:
    """The mouse rests on a character of the draft."""
    place = written.editor.buffer.draft.rect_of(at, at + 8).center()
    return QHelpEvent(QHelpEvent.Type.ToolTip, place, written.editor.viewport().mapToGlobal(place))


def test_plain_probabilities_are_in_the_popup_and_on_hover(written, qtbot):
    draft = written.editor.buffer.draft
    at = draft.text.index("vanished")
    written.drafting.words._word_clicked(at + 1)
    popup = written.drafting.words.popup
    assert "0.04" in popup.about and popup.isVisible()
    assert not written.drafting.tinting.eventFilter(written.editor.viewport(), hover(written, at))
    popup.close()
    event = hover(written, at)
    assert "0.04" in written.drafting.tinting._figures(written.editor, event)
    assert written.drafting.tinting.eventFilter(written.editor.viewport(), event)
    nowhere = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))
    assert written.drafting.tinting._figures(written.editor, nowhere) == ""


def test_accepted_words_are_judged_alike_and_each_model_by_its_own(written):
    drafting = written.drafting
    before = drafting.tinting.scale()
    written.queue.end(JobState.DONE)
    written.drafter.accept()
    assert drafting.tinting.scale().limits == before.limits
    drafting.panel.models.choose("talker")
    written.editor.insert_text(len(written.editor.text()), ".", "typed")
    end = len(written.editor.text())
    written.editor.select(end, end)
    written.press()
    written.queue.write(" sure", probability=0.9)
    assert drafting.tinting.scale().words == 1
    assert drafting.places.scale_of(drafting.places.last_job()).words == 60
