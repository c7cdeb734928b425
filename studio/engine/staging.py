"""The staging folder of one job: finished pictures and undecoded latents that outlive a crash."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from studio import __version__
from studio.core.artifacts import Manifest, ModelUsed, Staged
from studio.core.codec import to_json
from studio.core.jobs import utc_now
from studio.core.placement import Placement
from studio.core.requests import ImageRequest, seed_of
from studio.engine.context import Context
from studio.engine.faults import explain_write
from studio.engine.media import ENDINGS, write_bytes, write_picture

if TYPE_CHECKING:
    from PIL.Image import Image


class _LatentsRecord(Struct, frozen=True, kw_only=True):
    request: str
    stamp: str
    seconds: dict[str, float]
    notes: tuple[str, ...]


class Staging:
    """Reads and writes one job's staging folder. Picture indices count from 0."""

    def __init__(self, ctx: Context, request: ImageRequest) -> None:
        self.ctx, self.request = ctx, request
        self.folder = ctx.staging

    # Pictures

    def finished(self, index: int) -> Staged | None:
        """The picture an earlier run of this request finished but nobody adopted."""
        try:
            record = self.folder / f"picture-{index:03d}.json"
            staged = msgspec.json.decode(record.read_bytes(), type=Staged)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        path = self.folder / Path(staged.path).name
        manifest = staged.manifest
        if not path.is_file() or manifest.index != index or manifest.request != self.request:
            return None
        return msgspec.structs.replace(staged, path=str(path))

    def finish(self, image: "Image", index: int, model: ModelUsed) -> Staged:
        """Write a picture with its record, tell the window, drop its latents.

        Raises StudioError(DISK_FULL, NOT_WRITABLE) with the latents kept, Cancelled before writing.
        """
        run = self.ctx.run
        begun = time.perf_counter()
        self.ctx.phase("saving")
        manifest = self._manifest(index, model)
        path = self.folder / f"picture-{index:03d}{ENDINGS[run.picture_format]}"
        staged = Staged(path=str(path), width=image.width, height=image.height, manifest=manifest)
        embedded = manifest if run.embed_metadata else None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_picture(image, path, embedded, run.picture_format, run.quality)
            write_bytes(path.with_suffix(".json"), to_json(staged).encode())
        except OSError as error:
            path.unlink(missing_ok=True)
            raise explain_write(error, "The picture") from error
        self.ctx.seconds["saving"] = time.perf_counter() - begun
        self.ctx.produce(staged)
        self.drop_latents(index)
        return staged

    def _manifest(self, index: int, model: ModelUsed) -> Manifest:
        return Manifest(
            program=f"Atelier {__version__}",
            request=self.request,
            index=index,
            seed=seed_of(self.request, index),
            model=model,
            placement=self._placement(),
            device_name=self.ctx.device_name,
            versions=self.ctx.versions,
            seconds={phase: round(spent, 3) for phase, spent in self.ctx.seconds.items()},
            notes=tuple(self.ctx.notes),
            created=utc_now(),
        )

    def _placement(self) -> Placement:
        return self.ctx.placement or Placement(device="", precision="")

    # Latents

    def latents_path(self, index: int) -> Path:
        return self.folder / f"latents-{index:03d}.safetensors"

    def keep_latents(self, data: bytes, index: int, stamp: str) -> None:
        """Write sampled latents (a safetensors file) before they are decoded.

        Raises StudioError(DISK_FULL, NOT_WRITABLE).
        """
        path = self.latents_path(index)
        record = _LatentsRecord(
            request=to_json(self.request),
            stamp=stamp,
            seconds=self.ctx.seconds,
            notes=tuple(self.ctx.notes),
        )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_bytes(path, data)
            write_bytes(path.with_suffix(".json"), to_json(record).encode())
        except OSError as error:
            raise explain_write(error, "The unfinished picture") from error

    def kept_latents(self, index: int, stamp: str) -> Path | None:
        """Latents an earlier run of the same request and model left; restores its times and notes."""
        path = self.latents_path(index)
        try:
            text = path.with_suffix(".json").read_bytes()
            record = msgspec.json.decode(text, type=_LatentsRecord)
            same = json.loads(record.request) == json.loads(to_json(self.request))
        except (OSError, ValueError, msgspec.MsgspecError):
            return None
        if not same or record.stamp != stamp or not path.is_file():
            return None
        self.ctx.seconds |= record.seconds
        for sentence in record.notes:
            self.ctx.note(sentence)
        return path

    def drop_latents(self, index: int) -> None:
        """Remove latents that are decoded, or that turned out unreadable."""
        path = self.latents_path(index)
        for leftover in (path, path.with_suffix(".json")):
            leftover.unlink(missing_ok=True)
