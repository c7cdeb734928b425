"""The sampler panel: order of the steps, adapters, and rules that are read before they are sent."""

import pytest
from PySide6.QtCore import Qt

from studio.core.request_parts import Adapter
from studio.core.text_requests import SAMPLERS
from studio.storage.models import ModelEntry

TEXT = "The bell rang."


@pytest.fixture
def panel(bench):
    bench.open(TEXT)
    return bench.drafting.samplers.panel


def lora(identity: str, architecture: str = "", reads: int = 0) -> ModelEntry:
    return ModelEntry(
        id=identity,
        name=identity.title(),
        family="gguf",
        path=f"/{identity}",
        kind="text_lora",
        architecture=architecture,
        reads=reads,
    )


def test_steps_are_moved_by_keys_and_buttons_and_reach_the_request(qtbot, bench, panel):
    steps = panel.order
    steps.list.setCurrentRow(SAMPLERS.index("temperature"))
    qtbot.keyClick(steps.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    moved = (*SAMPLERS[:-2], "temperature", "xtc")
    assert steps.order() == moved and panel.state.preset == ""
    assert steps.list.currentRow() == SAMPLERS.index("temperature") - 1
    run = bench.press()
    assert run.request.sampling.order == moved
    steps.down.click()
    assert panel.state.sampling.order == SAMPLERS


def test_a_step_without_its_tick_is_left_out_and_reset_brings_all_back(bench, panel):
    steps = panel.order
    steps.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert panel.wishes().sampling.order == SAMPLERS[1:]
    assert steps.reset.isEnabled()
    steps.reset.click()
    assert panel.wishes().sampling.order == SAMPLERS and not steps.reset.isEnabled()


def test_a_dragged_step_is_told_once_it_lies_in_its_new_place(bench, panel):
    told: list = []
    panel.order.changed.connect(told.append)
    item = panel.order.list.takeItem(0)  # as Qt does it
    panel.order.list.insertItem(7, item)
    assert told == [(*SAMPLERS[1:], SAMPLERS[0])]


def test_the_order_is_kept_with_a_preset(bench, panel):
    panel.order.set_order(("temperature", "top_k"))
    panel._turned("order", panel.order.order())
    bench.drafting.samplers.keep("Hot first")
    panel.choose("balanced")
    assert panel.order.order() == SAMPLERS
    panel.choose("hot-first")
    assert panel.order.order() == ("temperature", "top_k") == panel.wishes().sampling.order


def test_a_preset_or_a_memory_with_an_unknown_step_is_left_out(bench, panel):
    folder = bench.drafting.samplers._folder
    folder.mkdir(parents=True)
    (folder / "odd.toml").write_text('name = "Odd"\n[sampling]\norder = ["heat"]\n', encoding="utf-8")
    bench.drafting.samplers.load()
    assert "odd" not in panel.presets and "heat" in bench.drafting.samplers.troubles[0]
    panel.restore({"sampling": {"order": ["heat"]}})
    assert panel.state.sampling.order == SAMPLERS


def test_mirostat_says_that_it_leaves_the_other_steps_out(panel):
    panel.fields["mirostat"].changed.emit("2")
    assert not panel.order.mirostat.isHidden()


def test_adapters_that_fit_are_offered_and_reach_the_request_all_with_their_weights(bench, panel):
    bench.models.loras = [lora("sea"), lora("noir"), lora("other", "qwen3")]
    bench.drafting.refresh_models()
    assert [name for _, name in bench.drafting._adapters()] == ["Sea", "Noir"]
    panel.adapters._added("sea")
    panel.adapters._added("noir")
    panel.adapters._weighed("noir", 0.4)
    run = bench.press()
    assert run.request.adapters == (Adapter(model="sea"), Adapter(model="noir", weight=0.4))
    saved = panel.save()
    panel._weighed(())
    panel.restore(saved)
    assert panel.wishes().adapters == run.request.adapters == panel.adapters.adapters


def test_an_adapter_that_does_not_fit_the_model_is_named(bench, panel):
    bench.models.loras = [lora("sea", reads=64)]
    bench.drafting.refresh_models()
    panel.adapters._added("sea")
    assert panel.unfit.isHidden() and panel.no_adapters.isHidden()
    bench.models.loras = [lora("sea", architecture="qwen3")]
    bench.drafting.panel.models.choose("talker")
    assert "sea" in panel.unfit.text() and not panel.unfit.isHidden()
    panel.adapters._removed("sea")
    assert panel.unfit.isHidden() and not panel.no_adapters.isHidden()
    assert panel.adapters.add.isHidden()


def test_a_fault_in_a_grammar_is_shown_with_its_line_and_nothing_is_sent(bench, panel):
    panel.grammar.edit.setPlainText('root ::= "a"\nb ::= c')
    panel.grammar.check()
    assert "Line 2" in panel.grammar.problem.text() and not panel.grammar.problem.isHidden()
    assert bench.press() is None
    assert "Line 2" in bench.problems[-1].sentence and not bench.queue.waiting
    assert bench.editor.text() == TEXT
    panel.grammar.edit.setPlainText('root ::= "a"\nb ::= "c"')
    panel.grammar.check()
    assert panel.grammar.problem.isHidden()
    assert bench.press().request.grammar.endswith('"c"')


def test_a_fault_in_a_schema_is_shown_after_a_pause(qtbot, bench, panel):
    panel.schema.edit.setPlainText('{\n"type": "text"}')
    qtbot.waitUntil(lambda: "Line 2" in panel.schema.problem.text(), timeout=10_000)
    assert bench.press() is None and "text" in bench.problems[-1].sentence
