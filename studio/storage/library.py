"""The library folder: pictures by month, staging, trash. Files first, rows second."""

import errno
import logging
import re
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from studio.core.artifacts import Artifact, Manifest, Staged
from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import JobState, utc_now
from studio.core.paths import Folders
from studio.storage import files
from studio.storage.history import History, created_of

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
_MONTH = re.compile(r"\d{4}/\d{2}/[^/]+")
_ID = re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-f]{8}")
STRANGER_SECONDS = 3600.0
"""Half-written files of jobs we do not know are removed when nothing changed for this long."""
_GIVEN_UP = frozenset({JobState.DONE, JobState.CANCELLED})
"""Endings after which nobody asks for undecoded latents any more."""
_AT_WORK = frozenset({JobState.STARTING, JobState.RUNNING, JobState.CANCELLING})

log = logging.getLogger(__name__)


def artifact_id(job: str, manifest: Manifest) -> str:
    """The id of a result: its time of birth, then a mark of job and picture.

    The same result always gets the same id, so an adoption cut short is simply done again.
    """
    import hashlib  # loads OpenSSL, which no window needs for its first paint

    digits = re.sub(r"\D", "", manifest.created)[:20].ljust(20, "0")
    mark = hashlib.sha256(f"{job}/{manifest.index}/{manifest.seed}".encode()).hexdigest()[:8]
    return f"{digits[:8]}-{digits[8:14]}-{digits[14:]}-{mark}"


class Library:
    """The user's pictures. Nothing is ever deleted here except by ``empty_trash``."""

    def __init__(self, folders: Folders, history: History) -> None:
        self.folders = folders
        self.history = history

    def path_of(self, artifact: Artifact) -> Path:
        """Where the file is; in the trash or not, whichever place it is really in."""
        places = [self.folders.library / artifact.path, self.folders.trash / artifact.path]
        if artifact.trashed:
            places.reverse()
        return places[0] if places[0].exists() or not places[1].exists() else places[1]

    def staging_of(self, job: str) -> Path:
        """The folder in which the engine leaves results of ``job``; not made here."""
        return self.folders.staging / job

    def adopt(self, staged: Staged, job: str) -> Artifact:
        """Move a finished picture into the library and index it; harmless when done twice.

        Raises StudioError: DISK_FULL or NOT_WRITABLE, after which the staged file is untouched;
        the DATABASE kinds, after which calling again completes it; FILE_BROKEN when it is gone.
        """
        source = Path(staged.path)
        identity = artifact_id(job, staged.manifest)
        known = self.history.artifact(identity)
        place = f"{identity[:4]}/{identity[4:6]}/{identity}{source.suffix.lower()}"
        target = self.folders.library / place
        try:
            if source.exists():
                if target.exists() and files.sha256_of(target) == files.sha256_of(source):
                    source.unlink()
                elif target.exists():
                    raise FileExistsError(errno.EEXIST, "another file has its name", str(target))
                else:
                    files.move_durably(source, target)
            elif not known and not target.exists():
                raise not_staged(source)
            artifact = known or self._describe(staged, job, identity, place, target)
        except OSError as error:
            raise files.explain_write(error, self.folders.library) from error
        if not known:
            self.history.add_artifact(artifact)
        self._tidy(source)
        return artifact

    def _describe(self, staged: Staged, job: str, identity: str, place: str, target: Path) -> Artifact:
        return Artifact(
            id=identity,
            job=job,
            path=place,
            sha256=files.sha256_of(target),
            bytes=target.stat().st_size,
            width=staged.width,
            height=staged.height,
            created=created_of(identity),
            manifest=staged.manifest,
        )

    def _tidy(self, source: Path) -> None:
        """Remove the record beside an adopted picture and its folder when that was all."""
        try:
            source.with_suffix(".json").unlink(missing_ok=True)
            if source.parent.parent == self.folders.staging:
                source.parent.rmdir()
        except OSError:
            log.debug("%s is still in use", source.parent)

    # Trash

    def trash(self, identities: Iterable[str]) -> None:
        """Move pictures to the trash. Raises StudioError(DISK_FULL, NOT_WRITABLE, DATABASE_...)."""
        self._move(identities, self.folders.library, self.folders.trash, utc_now())

    def restore(self, identities: Iterable[str]) -> None:
        """Move pictures back from the trash. Raises like ``trash``."""
        self._move(identities, self.folders.trash, self.folders.library, "")

    def _move(self, identities: Iterable[str], source: Path, target: Path, when: str) -> None:
        moved: list[str] = []
        try:
            for identity in identities:
                artifact = self.history.artifact(identity)
                if artifact and (source / artifact.path).exists():
                    files.move_durably(source / artifact.path, target / artifact.path)
                if artifact:
                    moved.append(identity)
        except OSError as error:
            raise files.explain_write(error, self.folders.library) from error
        finally:
            self.history.set_trashed(moved, when)

    def empty_trash(self, most: int | None = None) -> int:
        """Delete for good what is in the trash, at most ``most`` pictures; returns how many were deleted.

        Raises like ``trash``.
        """
        removed = 0
        while page := self.history.page(limit=500 if most is None else most, trashed=True):
            gone: list[str] = []
            try:
                for artifact in page:
                    (self.folders.trash / artifact.path).unlink(missing_ok=True)
                    gone.append(artifact.id)
            except OSError as error:
                raise files.explain_write(error, self.folders.trash) from error
            finally:
                self.history.forget(gone)
            removed += len(gone)
            if most is not None:
                break
        return removed

    # Staging

    def clear_staging(self, job: str) -> None:
        """Remove what a job left, such as latents, unless a finished picture still waits there."""
        folder = self.staging_of(job)
        if not self._waiting(folder):
            shutil.rmtree(folder, ignore_errors=True)

    def discard_staging(self, job: str) -> None:
        """Remove everything a job left, also finished pictures, which somebody looked at and did not want."""
        shutil.rmtree(self.staging_of(job), ignore_errors=True)

    def sweep_staging(self, alive_jobs: set[str]) -> list[Staged]:
        """Look through what earlier runs left; for start-up.

        Returns finished pictures to be adopted, with the job as the name of the file's folder (see
        ``job_of``). Half-written files go; latents stay while their job can be retried. Folders of
        ``alive_jobs`` and of jobs at work are left alone: call ``History.recover`` first, which
        marks the jobs of dead sessions as lost. Raises StudioError(DATABASE_...).
        """
        waiting: list[Staged] = []
        try:
            folders = sorted(self.folders.staging.iterdir())
        except OSError:
            return []
        for folder in folders:
            state = self._state_of(folder.name)
            if folder.name in alive_jobs or state in _AT_WORK or not folder.is_dir():
                continue
            pictures = self._waiting(folder)
            waiting += pictures
            keep = {Path(staged.path).stem for staged in pictures}
            if state not in _GIVEN_UP:
                keep |= {path.stem for path in folder.glob("latents-*.safetensors")}
            if state is None and _is_young(folder):
                continue  # another data folder may share this library and be drawing just now
            self._remove_leftovers(folder, keep)
        return waiting

    def _state_of(self, job: str) -> JobState | None:
        """The state of a job, None when it is unknown or cannot be read any more."""
        try:
            known = self.history.job(job)
        except StudioError as error:
            if error.kind is not ErrorKind.FILE_BROKEN:
                raise
            return None
        return known.state if known else None

    @staticmethod
    def job_of(staged: Staged) -> str:
        """The job a staged picture belongs to: the name of its folder."""
        return Path(staged.path).parent.name

    def _waiting(self, folder: Path) -> list[Staged]:
        """Finished pictures in a staging folder, and records whose picture was moved but not indexed."""
        found: dict[str, Staged] = {}
        for record in sorted(folder.glob("picture-*.json")):
            staged = _read_record(record)
            if staged is None:
                continue
            staged = msgspec.structs.replace(staged, path=str(folder / Path(staged.path).name))
            if Path(staged.path).exists() or self._was_moved(staged, folder.name):
                found[record.stem] = staged
        for picture in sorted(folder.glob("picture-*")):
            if picture.suffix.lower() in PICTURE_ENDINGS and picture.stem not in found:
                staged = _read_picture(picture)
                if staged:
                    found[picture.stem] = staged
        return [found[stem] for stem in sorted(found)]

    def _was_moved(self, staged: Staged, job: str) -> bool:
        identity = artifact_id(job, staged.manifest)
        place = self.folders.library / identity[:4] / identity[4:6] / identity
        return place.with_name(identity + Path(staged.path).suffix.lower()).exists()

    def _remove_leftovers(self, folder: Path, keep: set[str]) -> None:
        """Remove what nobody needs; a picture without any record is still the user's picture."""
        try:
            for path in folder.iterdir():
                picture = path.name.startswith("picture-") and path.suffix.lower() in PICTURE_ENDINGS
                if path.stem in keep or picture:
                    continue
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
            folder.rmdir()
        except OSError as error:
            log.debug("%s stays: %s", folder, error)

    # Rebuilding

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Index pictures that lie in the library (and its trash) but not in the history.

        ``progress`` gets done and total. Returns how many were added; files without a manifest
        are left as they are. Raises StudioError(DATABASE_...).
        """
        known = self.history.known_paths()
        candidates = [
            (root, place)
            for root in (self.folders.library, self.folders.trash)
            for place in _pictures(root)
            if place not in known
        ]
        added = 0
        for done, (root, place) in enumerate(candidates, 1):
            added += self._index(root, place)
            if progress:
                progress(done, len(candidates))
        return added

    def _index(self, root: Path, place: str) -> bool:
        from studio.storage import picture_metadata  # an XML parser, for this only

        path = root / place
        manifest = picture_metadata.read_manifest(path)
        if manifest is None:
            return False
        identity = path.stem if _ID.fullmatch(path.stem) else artifact_id(place, manifest)
        width, height = picture_metadata.read_size(path)
        try:
            artifact = Artifact(
                id=identity,
                job="",
                path=place,
                sha256=files.sha256_of(path),
                bytes=path.stat().st_size,
                width=width,
                height=height,
                created=created_of(identity),
                trashed=utc_now() if root == self.folders.trash else "",
                manifest=manifest,
            )
            self.history.add_artifact(artifact)
        except (OSError, ValueError) as error:
            log.warning("The picture %s could not be added to the history: %s", place, error)
            return False
        return True


def not_staged(source: Path) -> StudioError:
    """The sentence for a finished picture that is not where its job's pictures are."""
    return StudioError(
        ErrorKind.FILE_BROKEN,
        f"The finished picture {source.name} is not in the staging folder any more.",
        "Run the job again to draw it once more.",
    )


def _is_young(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime < STRANGER_SECONDS
    except OSError:
        return True


def _pictures(root: Path) -> list[str]:
    """Library paths of the pictures under ``root``, oldest first."""
    found = []
    for path in root.glob("*/*/*"):
        place = path.relative_to(root).as_posix()
        if path.suffix.lower() in PICTURE_ENDINGS and _MONTH.fullmatch(place):
            found.append(place)
    return sorted(found)


def _read_record(record: Path) -> Staged | None:
    try:
        return msgspec.json.decode(record.read_bytes(), type=Staged)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _read_picture(picture: Path) -> Staged | None:
    """A staged picture whose record is missing, told from the manifest inside it."""
    from studio.storage import picture_metadata

    manifest = picture_metadata.read_manifest(picture)
    if manifest is None:
        return None
    width, height = picture_metadata.read_size(picture)
    return Staged(path=str(picture), width=width, height=height, manifest=manifest)
