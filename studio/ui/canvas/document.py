"""The document on the canvas: frozen state, planes of tiles, and edits that are each one undo step."""

from collections.abc import Callable, Iterable
from typing import Any, Self

import msgspec
from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QImage, QPainter

from studio.core import layer_tree
from studio.core.layers import Layer, State, changed, find, new_id, walk
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import Key, Tile, area_of, blank, corner_of, is_blank, keys_in
from studio.ui.canvas.undo import Step, UndoHistory

SELECTION = "selection"
"""Id of the selection's plane; its alpha is how strongly a pixel is selected."""
EVERYTHING = QRect()
"""As the area of ``pixels_changed``: all of the document."""

Place = tuple[str, Key]
"""A tile of a plane: plane id and key."""


class Document(QObject):
    """Layers and pixels. All changes go through ``edit()``; whoever shows them listens to the signals."""

    pixels_changed = Signal(QRect)
    """Pixels of the picture within this area look different; an empty rectangle means everywhere."""
    state_changed = Signal()
    """``state`` is another one: layers, active layer, size or frame."""
    selection_changed = Signal()
    committed = Signal()
    """An edit, undo or redo ended; for autosave."""

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state if state.key else msgspec.structs.replace(state, key=new_id())
        self.provisional = False
        """Nobody chose its size: the first picture that is put on it does."""
        self.planes: dict[str, Plane] = {}
        self.profile: bytes = b""
        """ICC profile of the pixels; empty means sRGB."""
        self.dpi = 72.0
        self.requests: dict[str, bytes] = {}
        """Manifests (JSON) of result layers, by layer id: how their pixels came about."""
        self.unknown: dict[str, Any] = {}
        """What a newer Atelier wrote into the file, handed back when it is saved."""
        self.in_hand: dict[str, Plane] = {}
        """Planes that a tool shows otherwise for the moment; they are seen, but not saved or read."""
        self.withdraw: Callable[[], object] | None = None
        """What undo takes back instead of a step: a change that waits to be confirmed."""
        self.history = UndoHistory(self)
        self.editing: Edit | None = None
        self._unsaved: dict[Place, Tile | None] = {}
        self._state_unsaved = True

    @classmethod
    def new(cls, width: int, height: int, layer_name: str, parent: QObject | None = None) -> "Document":
        """An empty document with one paint layer; the frame covers it."""
        layer = Layer(id=new_id(), name=layer_name)
        frame = (0, 0, width, height)
        return cls(State(width=width, height=height, layers=(layer,), active=layer.id, frame=frame), parent)

    # Looking

    @property
    def area(self) -> QRect:
        return QRect(0, 0, self.state.width, self.state.height)

    @property
    def key(self) -> str:
        """Names the document, also after a restart; results of jobs are placed by it."""
        return self.state.key

    @property
    def frame(self) -> QRect:
        return QRect(*self.state.frame)

    def plane(self, identity: str) -> Plane:
        """The pixels of a layer, or of SELECTION; empty when it never had any."""
        return self.planes.get(identity) or Plane()

    @property
    def shown(self) -> dict[str, Plane]:
        """The planes as they are seen now."""
        return {**self.planes, **self.in_hand} if self.in_hand else self.planes

    def show_in_hand(self, planes: dict[str, Plane]) -> None:
        """See these planes instead of the document's own; {} ends it. No change of the document."""
        before, self.in_hand = self.in_hand, planes
        places: set[Place] = set()
        for identity in {*before, *planes}:
            own = self.plane(identity)
            old, new = before.get(identity, own).tiles, planes.get(identity, own).tiles
            places |= {(identity, key) for key in {*old, *new} if old.get(key) is not new.get(key)}
        self.tell(places)

    def layer(self, identity: str) -> Layer | None:
        return find(self.state.layers, identity)

    @property
    def active(self) -> Layer | None:
        """The layer that tools work on."""
        return self.layer(self.state.active)

    # Changing

    def edit(self, name: str, merge: str = "") -> "Edit":
        """Begin a change named ``name`` (translated; the undo list shows it).

        Use it as a context, or call ``commit`` or ``cancel``. An edit left open is committed first.
        With ``merge`` it joins the last step if that was begun with the same text, so that a slider
        being dragged makes one step.
        """
        if self.editing:
            self.editing.commit()
        self.editing = Edit(self, name, merge)
        return self.editing

    def change_layer(self, step: str, identity: str, /, *, merge: str = "", **fields: object) -> None:
        """One step named ``step`` that sets fields of one layer."""
        with self.edit(step, merge) as edit:
            edit.set_layers(
                changed(self.state.layers, identity, lambda layer: msgspec.structs.replace(layer, **fields))
            )

    def activate(self, identity: str) -> None:
        """Choose the layer tools work on; no undo step."""
        if identity != self.state.active and self.layer(identity):
            self.show_state(msgspec.structs.replace(self.state, active=identity))

    def set_frame(self, frame: QRect) -> None:
        """Move or resize the generation frame; no undo step."""
        now = (frame.x(), frame.y(), frame.width(), frame.height())
        if now != self.state.frame:
            self.show_state(msgspec.structs.replace(self.state, frame=now))

    def undo(self) -> None:
        if self.editing:
            self.editing.cancel()  # a stroke under way is what is undone
        elif self.withdraw:
            self.withdraw()
        else:
            self.history.undo()

    def redo(self) -> None:
        if not self.editing:
            self.history.redo()

    # For edits, undo and files

    def show_state(self, state: State) -> None:
        """Make ``state`` the present one and tell everybody. Not an undo step by itself."""
        before, self.state = self.state, state
        if state == before:
            return
        self._state_unsaved = True
        self.state_changed.emit()
        if before.selected != state.selected:
            self.selection_changed.emit()

    def put_tile(self, place: Place, tile: Tile | None) -> None:
        """Set one tile without telling anybody; callers emit ``pixels_changed`` for the area."""
        identity, key = place
        plane = self.planes.setdefault(identity, Plane())
        if tile is None:
            plane.tiles.pop(key, None)
            if not plane.tiles:
                del self.planes[identity]
        else:
            plane.tiles[key] = tile

    def mark_unsaved(self, places: Iterable[Place]) -> None:
        for identity, key in places:
            self._unsaved[(identity, key)] = self.plane(identity).tiles.get(key)

    def take_unsaved(self) -> tuple[State | None, dict[Place, Tile | None]]:
        """What changed since the last call: the state (None: the same) and tiles (None: removed).

        Tiles of a stroke that is still being painted are in it as they are now.
        """
        state = self.state if self._state_unsaved else None
        if self.editing:
            self._unsaved |= self.editing.news()
        tiles, self._unsaved, self._state_unsaved = self._unsaved, {}, False
        return state, tiles

    def tell(self, places: Iterable[Place]) -> None:
        """Emit what changed look, joined to one area per plane."""
        areas: dict[str, QRect] = {}
        for identity, key in places:
            areas[identity] = areas.get(identity, QRect()).united(area_of(key))
        if areas.pop(SELECTION, None) is not None:
            self.selection_changed.emit()
        for area in areas.values():
            self.pixels_changed.emit(area)

    @property
    def bytes(self) -> int:
        """Memory that the pixels hold now, without undo."""
        return sum(plane.bytes for plane in self.planes.values())


class Edit:
    """One change under way. Remembers the tiles it touches, so that it can be cancelled and undone."""

    def __init__(self, document: Document, name: str, merge: str = "") -> None:
        self.document, self.name, self.merge = document, name, merge
        self._state_before = document.state
        self._before: dict[Place, Tile | None] = {}
        self._working: dict[Place, QImage] = {}
        self.also: Callable[[], object] | None = None
        """What undo and redo exchange besides the document; with it the edit always is a step."""
        self._told: set[Place] = set()
        """Tiles whose pixels autosave has seen, and must hear of when they are taken back."""
        self._fresh: set[Place] = set()
        """Tiles that were painted on since."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.commit() if kind is None else self.cancel()

    # Pixels

    def before(self, identity: str, key: Key) -> Tile | None:
        """The tile as it was when the edit began."""
        place = (identity, key)
        if place in self._before:
            return self._before[place]
        return self.document.plane(identity).tiles.get(key)

    def writable(self, identity: str, key: Key) -> QImage:
        """The pixels of a tile to paint on, until the edit ends. Call ``touched`` when painted."""
        place = (identity, key)
        image = self._working.get(place)
        if image is None:
            tile = self._remember(place)
            image = tile.image().copy() if tile else blank()
            self._working[place] = image
            self.document.put_tile(place, Tile(image, live=True))
        self._fresh.add(place)
        return image

    def replace(self, identity: str, key: Key, tile: Tile | None) -> None:
        """Exchange a whole tile; call ``touched`` afterwards."""
        place = (identity, key)
        self._remember(place)
        self._working.pop(place, None)
        self._fresh.add(place)
        self.document.put_tile(place, tile)

    def restore(self, identity: str, key: Key) -> None:
        """Put a tile back as it was when the edit began."""
        place = (identity, key)
        if place in self._before:
            self.replace(identity, key, self._before[place])

    def clear(self, identity: str) -> None:
        """Remove all pixels of a plane."""
        for key in list(self.document.plane(identity).tiles):
            self.replace(identity, key, None)

    def paint(self, identity: str, area: QRect, draw: Callable[[QPainter], None]) -> None:
        """Call ``draw`` for each tile in ``area`` with a painter in document coordinates, clipped to it."""
        for key in keys_in(area):
            with QPainter(self.writable(identity, key)) as painter:
                painter.translate(-corner_of(key))
                painter.setClipRect(area)
                draw(painter)
        self.touched(identity, area)

    def put_image(
        self,
        identity: str,
        image: QImage,
        x: int,
        y: int,
        mode: QPainter.CompositionMode = QPainter.CompositionMode.CompositionMode_Source,
    ) -> None:
        """Lay ``image`` with its corner at (x, y)."""

        def draw(painter: QPainter) -> None:
            painter.setCompositionMode(mode)
            painter.drawImage(x, y, image)

        self.paint(identity, QRect(x, y, image.width(), image.height()), draw)

    def touched(self, identity: str, area: QRect) -> None:
        """Tell that pixels of a plane within ``area`` changed."""
        if identity == SELECTION:
            self.document.selection_changed.emit()
        else:
            self.document.pixels_changed.emit(area)

    def _remember(self, place: Place) -> Tile | None:
        tile = self.document.plane(place[0]).tiles.get(place[1])
        self._before.setdefault(place, tile)
        return tile

    # State

    def set_state(self, state: State) -> None:
        """Exchange everything that is no pixel; the look of the whole document may change."""
        before = self.document.state
        self.document.show_state(state)
        if before.layers != state.layers or (before.width, before.height) != (state.width, state.height):
            self.document.pixels_changed.emit(EVERYTHING)

    def add_layer(self, layer: Layer) -> None:
        """Lay a new layer above the active one (on top inside an open group) and make it active."""
        state = self.document.state
        place = layer_tree.above(state.layers, state.active)
        self.set_layers(layer_tree.put(state.layers, (layer,), place), active=layer.id)

    def set_layers(self, layers: tuple[Layer, ...], active: str = "") -> None:
        """Exchange the layers; planes of layers that are gone are cleared (and come back with undo)."""
        state = self.document.state
        kept = {layer.id for layer in walk(layers)}
        for layer in walk(state.layers):
            if layer.id not in kept:
                self.clear(layer.id)
        wanted = active or state.active
        if wanted not in kept:
            wanted = layers[-1].id if layers else ""
        self.set_state(msgspec.structs.replace(state, layers=layers, active=wanted))

    def set_selected(self, selected: bool) -> None:
        """Say whether there is a selection; without one its plane is cleared."""
        if not selected:
            self.clear(SELECTION)
        self.document.show_state(msgspec.structs.replace(self.document.state, selected=selected))
        self.document.selection_changed.emit()

    # Ending

    def so_far(self) -> dict[Place, Tile | None]:
        """The tiles it touched as they are now; painting goes on without changing these."""
        return {place: self._now(place) for place in self._before}

    def news(self) -> dict[Place, Tile | None]:
        """Like ``so_far``, but only what was painted on since the last call; for autosave."""
        fresh, self._fresh = self._fresh, set()
        self._told |= fresh
        return {place: self._now(place) for place in fresh}

    def _now(self, place: Place) -> Tile | None:
        image = self._working.get(place)
        if image is None:
            return self.document.plane(place[0]).tiles.get(place[1])
        # A second QImage over the same pixels: the next painter on the first one copies them.
        return Tile(QImage(image))

    def commit(self) -> bool:
        """Make it one undo step; False when nothing had changed."""
        document = self.document
        if document.editing is not self:
            return False
        document.editing = None
        for place, image in self._working.items():
            # A tile of its own, because the working image was handed out for painting.
            document.put_tile(place, None if is_blank(image) else Tile(image))
        tiles = {
            place: tile
            for place, tile in self._before.items()
            if tile is not document.plane(place[0]).tiles.get(place[1])
        }
        if not tiles and document.state == self._state_before and not self.also:
            return False
        # What autosave has seen as it is now, it need not pack and write again.
        document.mark_unsaved(
            place
            for place in tiles
            if place in self._fresh
            or place not in self._told
            or place[1] not in document.plane(place[0]).tiles
        )
        step = Step(self.name, self._state_before, tiles, self.merge)
        step.also = self.also
        document.history.push(step)
        document.committed.emit()
        return True

    def cancel(self) -> None:
        """Put everything back as it was."""
        document = self.document
        if document.editing is not self:
            return
        document.editing = None
        for place, tile in self._before.items():
            document.put_tile(place, tile)
        layers_changed = document.state.layers != self._state_before.layers
        document.mark_unsaved(self._told)
        document.show_state(self._state_before)
        document.tell(self._before)
        if layers_changed:
            document.pixels_changed.emit(EVERYTHING)
