"""Results over the canvas: staged in place, stepped through, compared, accepted as layers or discarded."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.layers import State
from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating.placing import FittedPictures, Key, add_result, fitted_area, is_blank
from studio.ui.canvas.generating.redraw import snapshot
from studio.ui.canvas.generating.stage import Placed, Stage, Target
from studio.ui.canvas.shaping.resizing import Remade, remade, room_for, take_over
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.undo import Step

Images = dict[Key, QImage]
NOWHERE = QRect()


@dataclass(frozen=True)
class Shown:
    """What of the stage is to be seen: a result in its place, or a preview over it."""

    image: QImage | None = None
    area: QRect = NOWHERE
    preview: QImage | None = None
    preview_area: QRect = NOWHERE
    covered: bool = False
    """The preview lies over staged results, so that none of them can be judged."""
    broken: str = ""
    """Why the result that is looked at cannot be shown."""


@dataclass
class _Wait:
    """What goes on as soon as the pictures it needs are read or turn out to be broken."""

    images: dict[Key, QImage | None]
    go_on: Callable[[Images], object]


@dataclass(frozen=True)
class _Laying:
    """Pictures that become layers in one step, and the stage there is afterwards."""

    text: str
    order: tuple[Placed, ...]
    images: Images
    after: Stage | None
    within: QRect | None
    document: tuple[State, Step | None]
    """As it is when room is made for it."""


class Results(QObject):
    """The stage of the open document, and what its results do to it."""

    changed = Signal()
    accepted = Signal(object)
    """Placed: it became a layer."""
    discarded = Signal(object)
    """Placed"""
    problem = Signal(object)
    """ErrorReport"""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stages: dict[str, Stage] = {desk.document.key: Stage()}
        self.pictures = FittedPictures(self)
        self.pictures.loaded.connect(self._loaded)
        self.pictures.failed.connect(self._failed)
        self._broken: dict[Key, str] = {}
        self._trashed: set[str] = set()
        self._waits: list[_Wait] = []
        self._making_room = False
        self._preview_job = ""
        self._preview: QImage | None = None
        self._preview_target: Target | None = None
        self._looked_away = ""
        """The job whose preview was left for the staged results."""
        desk.document_changed.connect(self._document_changed)

    @property
    def document(self) -> Document:
        return self._desk.document

    @property
    def stage(self) -> Stage:
        """What waits over the open document."""
        return self._stages.get(self.document.key, Stage())

    # Coming and going

    def add(self, artifact: Artifact, path: Path, target: Target | None = None) -> None:
        """A result has landed. The first one of its job is shown, later ones wait their turn.

        One of a document that is not open waits until it is.
        """
        path = Path(path)
        key = target.document if target and target.document in self._stages else self.document.key
        if target and target.document != key:
            target = None  # its document is gone: it is fitted into the frame of this one
        self._broken.pop((path, target), None)
        stage = self._stages[key].with_staged(Placed(path, artifact, target))
        if key == self.document.key:
            self._set(stage)
        else:
            self._stages[key] = stage

    def forget(self, identities: set[str]) -> None:
        """Results with these artifact ids went to the trash: they leave the stage; undo keeps them off it."""
        self._trashed |= identities
        for key, stage in self._stages.items():
            self._stages[key] = stage.without(identities)
        self.changed.emit()

    def remember(self, identities: set[str]) -> None:
        """These came back from the trash: undo may bring them back to the stage."""
        self._trashed -= identities
        self._broken.clear()
        self.pictures.forget()
        self.changed.emit()

    def step(self, by: int) -> None:
        """Look at the next (1) or previous (-1) result; first of all, back from a preview."""
        if self._uncover():
            return
        self._set(self.stage.stepped(by))
        following = self.stage.stepped(by).current
        if following:
            self._image(following)  # ready when the key is pressed again

    def accept(self) -> None:
        """The result that is looked at becomes a layer and the stage is cleared: one step of undo."""
        current = self.stage.current
        if current and not self._uncover():
            self._when_read((current,), self._accept)

    def _accept(self, images: Images) -> None:
        current = self.stage.current
        if current and current.key in images:
            self._lay(self.tr("Accept result"), (current,), images, self.stage.cleared())

    def keep_all(self) -> None:
        """All results become layers, only the one that is looked at visible: one step of undo."""
        if self.stage.staged:
            self._when_read(self.stage.staged, self._keep_all)

    def _keep_all(self, images: Images) -> None:
        current = self.stage.current
        usable = [placed for placed in self.stage.staged if placed.key in images]
        if current in usable:
            usable.remove(current)
            usable.append(current)  # on top
        if usable:
            self._lay(self.tr("Keep all results"), tuple(usable), images, self.stage.cleared())

    def discard(self) -> None:
        """The result that is looked at leaves the stage; its file stays in the history."""
        current = self.stage.current
        if current and not self._uncover():
            after = self.stage.discarded()
            edit = self.document.edit(self.tr("Discard result"))
            edit.also = self._swapping(self.stage, after)
            edit.commit()
            self._set(after)
            self.discarded.emit(current)

    def place(self, path: Path, artifact: Artifact | None = None, at: QPoint | None = None) -> None:
        """Any picture becomes a layer, around ``at`` or fitted into the frame: one step of undo."""
        placed = Placed(Path(path), artifact)
        self._broken.pop(placed.key, None)  # it may be there again

        def lay(images: Images) -> None:
            if placed.key in images:
                within = _around(at, images[placed.key].size(), self.document.area) if at else None
                self._lay(self.tr("Place picture"), (placed,), images, None, within)

        self._when_read((placed,), lay)

    # What is seen

    def shown(self) -> Shown:
        """What the canvas shows of all this."""
        current, covered = self.stage.current, self._covered()
        preview = self._preview if covered or current is None else None
        over = self._area(self._preview_target, preview) if preview else NOWHERE
        if current is None:
            return Shown(preview=preview, preview_area=over)
        image = self._image(current)
        area = self._area(current.target, image) if image else NOWHERE
        broken = self._broken.get(current.key, "")
        return Shown(image, area, preview, over, covered, broken)

    def show_preview(self, preview: QImage | None, job: str = "", target: Target | None = None) -> None:
        """Show how a running job's picture comes along; None ends it.

        Once the first result of ``job`` is on the stage it is looked at, and previews of the
        job's further pictures would only hide it: they are left to the job bar. So are those of a
        job during which the user went back to look at results of an earlier one, and those of
        another document.
        """
        elsewhere = target is not None and target.document != self.document.key
        self._preview = None if elsewhere else preview
        self._preview_job, self._preview_target = job, target
        self.changed.emit()

    def _area(self, target: Target | None, image: QImage) -> QRect:
        if target is None or is_blank(self.document):
            return fitted_area(image.size(), self.document.frame)
        return target.within(self.document.state)

    def _covered(self) -> bool:
        staged, job = self.stage.staged, self._preview_job
        landed = any(placed.artifact and placed.artifact.job == job for placed in staged)
        return bool(staged) and self._preview is not None and not landed and self._looked_away != job

    def _uncover(self) -> bool:
        """Look at the staged results again if a preview covers them."""
        covered = self._covered()
        if covered:
            self._looked_away = self._preview_job
            self.changed.emit()
        return covered

    # Inside

    def _lay(
        self,
        text: str,
        order: tuple[Placed, ...],
        images: Images,
        after: Stage | None,
        within: QRect | None = None,
    ) -> None:
        """Make layers of pictures, only the last of them visible, and exchange the stage for ``after``.

        What needs a larger document waits until a worker has made it.
        """
        laying = _Laying(text, order, images, after, within, _now(self.document))
        try:
            blank = is_blank(self.document)
            room = None if blank else room_for(self.document.state, [placed.target for placed in order])
        except StudioError as error:
            self.problem.emit(error.report())
            return
        if room is None:
            self._finish(laying, None)
        elif not self._making_room:
            self._making_room = True
            offthread.run(
                remade,
                self.document.state,
                snapshot(self.document),
                room,
                done=lambda made: self._room_made(laying, made, room.scale),
                failed=self._room_failed,
            )

    def _room_made(self, laying: "_Laying", made: Remade, scale: int) -> None:
        self._making_room = False
        state, step = laying.document
        if self.document.state.key != state.key:
            return  # another document was opened meanwhile
        if _now(self.document) != (state, step) or self.document.editing:
            self._lay(laying.text, laying.order, laying.images, laying.after, laying.within)
        else:
            self._finish(laying, made, scale)

    def _room_failed(self, error: Exception) -> None:
        self._making_room = False
        self.problem.emit(ErrorReport(kind=ErrorKind.BUG, sentence=str(error)))

    def _finish(self, laying: "_Laying", made: Remade | None, scale: int = 1) -> None:
        """The undo step itself."""
        edit = self.document.edit(laying.text)
        state = self.document.state
        if made:
            take_over(edit, made)
            state = msgspec.structs.replace(state, origin=made.state.origin)
        for placed in laying.order:
            image = laying.images[placed.key]
            if placed.target:
                at = placed.target.within(state)
                at = QRect(at.topLeft() * scale, at.size() * scale)
            else:
                at = fitted_area(image.size(), laying.within or self.document.frame)
            add_result(edit, placed, image, at, visible=placed is laying.order[-1])
        if laying.after is not None:
            edit.also = self._swapping(self.stage, laying.after)
        edit.commit()
        if laying.after is not None:
            self._set(laying.after)
        for placed in laying.order:
            self.accepted.emit(placed)

    def _swapping(self, before: Stage, after: Stage) -> Callable[[], None]:
        """For undo and redo: from the one stage to the other and back; what came meanwhile stays."""
        key, sides = self.document.key, [before, after]

        def swap() -> None:
            wanted, instead = sides
            now = self._stages.get(key, Stage()).returned_to(wanted, instead_of=instead)
            self._stages[key] = now.without(self._trashed)
            sides.reverse()
            self.changed.emit()

        return swap

    def _set(self, stage: Stage) -> None:
        self._stages[self.document.key] = stage
        self.changed.emit()

    def _document_changed(self) -> None:
        self._stages.setdefault(self.document.key, Stage())
        self._preview = None
        self._waits.clear()
        self.changed.emit()

    def _image(self, placed: Placed) -> QImage | None:
        if placed.key in self._broken:
            return None
        return self.pictures.want(placed.key, self.document.profile)

    def _when_read(self, needed: tuple[Placed, ...], go_on: Callable[[Images], object]) -> None:
        """Call ``go_on`` with the pictures that can be read, now or as soon as all are."""
        wait = _Wait({placed.key: self._image(placed) for placed in needed}, go_on)
        self._waits.append(wait)
        self._go_on()

    def _loaded(self, key: Key, image: QImage) -> None:
        for wait in self._waits:
            if key in wait.images:
                wait.images[key] = image
        self._go_on()
        self.changed.emit()

    def _failed(self, key: Key, report: ErrorReport) -> None:
        self._broken[key] = report.sentence
        self.problem.emit(report)
        self._go_on()
        self.changed.emit()

    def _go_on(self) -> None:
        for wait in list(self._waits):
            if all(image or key in self._broken for key, image in wait.images.items()):
                self._waits.remove(wait)
                wait.go_on({key: image for key, image in wait.images.items() if image})


def _now(document: Document) -> tuple[State, Step | None]:
    """Tells whether the document was changed meanwhile."""
    history = document.history
    return document.state, history.steps[history.index - 1] if history.index else None


def _around(centre: QPoint, size: QSize, document: QRect) -> QRect:
    """The room for a dropped picture: its own size, but no larger than the document."""
    room = QRect(QPoint(0, 0), size)
    if size.width() > document.width() or size.height() > document.height():
        room.setSize(size.scaled(document.size(), Qt.AspectRatioMode.KeepAspectRatio))
    room.moveCenter(centre)
    return room
