"""The Models page shows what is on the disk, says what is known of it, and takes it to where it works."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from studio.app import Studio
from studio.storage.model_book import Liked
from studio.ui.icons import icon_exists
from studio.ui.models.desk import ModelsDesk
from studio.ui.models.kinds import ICONS, KINDS, kind_title, kind_word
from tests.fakes import toy_gguf
from tests.fakes.model_files import write_lora


def names(desk: ModelsDesk) -> list[str]:
    return [row.entry.name for row in desk.page.rows.shown]


def test_the_page_is_built_when_first_shown(studio: Studio) -> None:
    assert studio.shelf.desk is None
    studio.window.top_bar.page_chosen.emit("models")
    assert studio.shelf.desk and studio.shelf.desk.page.isVisible()


def test_every_kind_has_words_and_an_icon() -> None:
    assert all(icon_exists(name) for name in ICONS.values())
    assert len({kind_word(kind) for kind in KINDS} | {kind_title(kind) for kind in KINDS}) == 2 * len(KINDS)


def test_all_files_are_listed_and_found_by_words_and_kind(qtbot, desk: ModelsDesk) -> None:
    assert names(desk) == ["ink", "Starter landscapes", "Starter prose", "xl moss"]
    qtbot.keyClicks(desk.page.search, "moss")
    qtbot.waitUntil(lambda: names(desk) == ["xl moss"])
    desk.page.search.clear()
    qtbot.waitUntil(lambda: len(names(desk)) == 4)
    desk.page.facets.choose("text")
    assert names(desk) == ["Starter prose"]
    desk.page.facets.choose("", str(desk.parts.folders.models))
    assert names(desk) == ["ink", "xl moss"]
    desk.page.facets.choose()
    assert desk.page.rows.all and not desk.page.card.isVisible(), "there are models of one's own"


def test_nothing_found_is_said(qtbot, desk: ModelsDesk) -> None:
    desk.page.search.setText("no such thing")
    qtbot.waitUntil(desk.page.nothing.isVisible)
    assert "no such thing" in desk.page.nothing.text()
    assert desk.page.detail.row is None and not desk.page.detail.body.isVisible()
    qtbot.keyClick(desk.page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(desk.page.list.isVisible)


def test_with_bundled_models_alone_it_says_how_to_add_others(qtbot, studio: Studio) -> None:
    studio.window.commands.run("page_models")
    desk = studio.shelf.desk
    assert desk
    qtbot.waitUntil(desk.page.card.isVisible, timeout=10_000)


def test_the_detail_tells_what_the_file_says(qtbot, desk: ModelsDesk, choose) -> None:
    choose("ink")
    detail = desk.page.detail
    qtbot.waitUntil(detail.triggers.isVisible)
    assert detail.triggers._words == ("inkwash", "brush", "fog")
    detail.triggers.copy.click()
    assert QGuiApplication.clipboard().text() == "inkwash, brush, fog"
    qtbot.waitUntil(detail.preview.isVisible)
    detail.path.copy.click()
    assert QGuiApplication.clipboard().text().endswith("ink.safetensors")


def test_trigger_words_go_into_the_prompt_once(desk: ModelsDesk, studio: Studio) -> None:
    studio.window.panel.prompt.replace_text("a lake,")
    desk.page.detail.insert_wanted.emit("inkwash")
    desk.page.detail.insert_wanted.emit("Inkwash")
    assert studio.window.panel.prompt.text() == "a lake, inkwash"


def test_an_adapter_is_used_with_a_model_it_fits(qtbot, desk: ModelsDesk, studio: Studio, choose) -> None:
    choose("ink")
    assert desk.page.detail.use.isVisible() and desk.page.detail.fits.isVisible()
    desk.page.detail.use.click()
    assert studio.window.pages.current == "paint"
    assert [one.model for one in studio.window.panel.request().adapters] == ["ink"]
    extras = studio.window.panel.extras
    qtbot.waitUntil(lambda: not extras.adapters.visibleRegion().isEmpty())


def test_one_that_fits_no_model_is_not_offered_and_refused(desk: ModelsDesk, studio: Studio, choose) -> None:
    row = choose("xl moss")
    assert not desk.page.detail.use.isVisible()
    desk._asked("use", row)
    assert studio.window.pages.current == "models"
    assert "fits none" in studio.window.messages.cards[0].report.sentence
    assert studio.window.panel.request().adapters == ()


def test_a_model_is_taken_to_its_page(desk: ModelsDesk, studio: Studio, choose) -> None:
    choose("Starter prose")
    desk.page.detail.use.click()
    assert studio.settings.writing.model == "prose" and studio.window.pages.current == "writing"
    studio.window.commands.run("page_models")
    choose("Starter landscapes")
    desk.page.detail.use.click()
    assert studio.window.pages.current == "paint"


def test_settings_of_a_model_are_used_by_the_prompt_panel(
    qtbot, desk: ModelsDesk, studio: Studio, choose
) -> None:
    row = choose("Starter landscapes")
    liked = desk.page.detail.liked
    own = row.entry.steps
    liked.steps.set_value(own + 7)
    qtbot.waitUntil(lambda: desk.models.get("starter").steps == own + 7)
    desk.page.detail.use.click()
    assert studio.window.panel.request().steps == own + 7
    assert desk.book.of(row.entry.path).liked.steps == own + 7
    studio.window.commands.run("page_models")
    qtbot.waitUntil(liked.own.isVisible)
    liked.own.click()
    qtbot.waitUntil(lambda: desk.models.get("starter").steps == own)
    assert desk.book.of(row.entry.path).liked == Liked()
    qtbot.waitUntil(lambda: liked.steps.value() == own and not liked.own.isVisible())


def test_notes_are_kept_when_another_file_is_chosen(qtbot, desk: ModelsDesk, choose) -> None:
    row = choose("ink")
    qtbot.keyClicks(desk.page.detail.note.edit, "soft, 0.7")
    choose("xl moss")
    assert desk.page.detail.note.edit.toPlainText() == ""
    assert type(desk.book)(desk.parts.folders.data).of(row.entry.path).note == "soft, 0.7"
    choose("ink")
    assert desk.page.detail.note.edit.toPlainText() == "soft, 0.7"


def test_uses_are_counted_and_lead_to_the_gallery(
    qtbot, desk: ModelsDesk, studio: Studio, add_result, choose
) -> None:
    add_result("a lake", "navy")
    desk.refresh()
    choose("Starter landscapes")
    qtbot.waitUntil(lambda: "1 picture" in desk.page.detail.used.text())
    row = desk.page.row()
    assert row and row.chosen, "it is the model that draws now"
    desk.page.detail.pictures.click()
    assert studio.window.pages.current == "paint"
    assert studio.gallery.search.text() == "Starter landscapes"


def test_files_that_come_into_a_watched_folder_appear_by_themselves(qtbot, desk: ModelsDesk, files) -> None:
    watching = desk.shelf._watching
    qtbot.waitUntil(lambda: str(files / "styles") in watching.folders())
    watching._calm.setInterval(20)
    write_lora(files / "styles" / "new fog.safetensors")
    qtbot.waitUntil(lambda: "new fog" in names(desk), timeout=15_000)
    (files / "styles" / "new fog.safetensors").unlink()
    qtbot.waitUntil(lambda: "new fog" not in names(desk), timeout=15_000)


def test_order_widths_and_choice_come_back(desk: ModelsDesk, studio: Studio, choose) -> None:
    choose("xl moss")
    desk.page.sort.setCurrentIndex(1)
    desk.page.sort.activated.emit(1)
    studio.window.save_state()
    again = type(desk.page)()
    again.restore(studio._state)
    again.show_rows(desk.page.rows.all, "", [])
    assert again.sort.currentData() == "size"
    row = again.row()
    assert row and row.entry.name == "xl moss"
    again.deleteLater()


def test_a_model_of_unknown_shape_is_shown_with_its_reason(qtbot, desk: ModelsDesk, files) -> None:
    ink = files / "styles" / "ink.safetensors"
    ink.write_bytes(ink.read_bytes()[:-9])
    desk.shelf.look()
    qtbot.waitUntil(lambda: any(row.entry.problem for row in desk.page.rows.all), timeout=10_000)
    row = next(row for row in desk.page.rows.all if row.entry.problem)
    desk.page.choose(row.entry.path)
    qtbot.waitUntil(desk.page.detail.trouble.isVisible)
    assert "cut short" in desk.page.detail.problem.text()
    assert msgspec.structs.asdict(row.entry)["path"] == str(ink)


def test_a_lora_for_texts_goes_to_the_drafts_with_a_model_it_fits(
    qtbot, desk: ModelsDesk, studio: Studio, files, choose
) -> None:
    toy_gguf.write_toy_gguf(files / "toy.gguf")
    toy_gguf.write_toy_lora(files / "dry voice.gguf")
    desk.shelf.look()
    qtbot.waitUntil(lambda: "text_lora" in {row.entry.kind for row in desk.page.rows.all}, timeout=10_000)
    lora = next(row.entry for row in desk.page.rows.all if row.entry.kind == "text_lora")
    choose(lora.name)
    qtbot.waitUntil(desk.page.detail.use.isVisible)
    desk.page.detail.use.click()
    assert studio.window.pages.current == "writing" and studio.writing
    assert [one.model for one in studio.writing.drafting.samplers.panel.state.adapters] == [lora.id]
    model = desk.models.get(studio.settings.writing.model)
    assert model and lora.fits(model)
