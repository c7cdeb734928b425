"""Every writing tool and preset that ships can be asked, and says honestly what it cannot."""

import pytest

from studio.core.errors import StudioError
from studio.core.paths import resources
from studio.core.writing.request_builder import ModelFacts, Place, Wishes, build
from studio.core.writing.sampling import read_sampling_preset
from studio.core.writing.tools import read_tool
from studio.ui.icons import icon_exists

FILES = sorted((resources() / "writing").glob("*.toml"))
PRESETS = sorted((resources() / "writing" / "presets").glob("*.toml"))
PLACE = Place(before="It rained. ", selection="She waited.", after=" He came.", title="Rain")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestTool:
    def test_it_is_whole(self, qapp, path):
        tool = read_tool(path)
        assert tool.help and tool.label and icon_exists(tool.icon)
        assert all(each.label for each in tool.parameters)

    @pytest.mark.parametrize("context", [512, 8192])
    def test_a_chat_model_gets_a_task_without_open_slots(self, path, context):
        built = build(read_tool(path), PLACE, ModelFacts(id="m", chat=True, context=context), Wishes())
        told = "".join(piece.text for piece in built.request.pieces)
        assert "{" not in told and "[[" not in told

    def test_a_base_model_is_framed_or_the_writer_told(self, path):
        tool = read_tool(path)
        if tool.needs_chat:
            with pytest.raises(StudioError, match="only continues"):
                build(tool, PLACE, ModelFacts(id="m", context=4096), Wishes())
            return
        built = build(tool, PLACE, ModelFacts(id="m", context=4096), Wishes(instruction="rain"))
        assert built.request.form == "plain"
        assert built.request.pieces and not built.request.pieces[-1].text.endswith(" ")
        assert tool.continues or built.notice


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_a_preset_is_in_range(path):
    assert read_sampling_preset(path).help
