"""From a request to the order an engine gets: checked, its model and add-ons found, its folder made."""

from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import Job
from studio.core.messages import ModelFile, Run
from studio.core.requests import Request, check_request, cleaned
from studio.core.settings import Settings
from studio.core.text_requests import TextRequest
from studio.jobs.recorder import Recorder
from studio.storage.models import ModelEntry, Models


class Orders:
    """All raise StudioError (INVALID_REQUEST, MODEL_MISSING, MODEL_BROKEN, DISK_FULL, NOT_WRITABLE)."""

    def __init__(self, models: Models, recorder: Recorder) -> None:
        self._models, self._recorder = models, recorder
        self.settings = Settings()

    def checked(self, request: Request) -> Request:
        """The request cleaned, if its model and add-ons are there and can be used."""
        request = check_request(cleaned(request))  # pyright: ignore[reportArgumentType] both kinds
        self.model(request)
        self._models.parts_of(request)
        return request

    def model(self, request: Request) -> ModelEntry:
        """The model the request names."""
        kind = "text" if isinstance(request, TextRequest) else "image"
        return self.model_of(request.model, kind)

    def model_of(self, identity: str, *kinds: str) -> ModelEntry:
        """The model of that id, if it is of one of ``kinds``."""
        entry = self._models.get(identity)
        if entry is None or entry.kind not in kinds:
            raise StudioError(
                ErrorKind.MODEL_MISSING,
                f"The model “{identity}” is not among the known models.",
                "Choose another model, or add its folder in Settings, Folders.",
            )
        if entry.problem:
            raise StudioError(ErrorKind.MODEL_BROKEN, entry.problem, entry.advice)
        return entry

    def run(self, job: Job, threads: int = 0) -> Run:
        """The order for a job; a text takes that many processor threads and needs no folder."""
        request = job.request
        model = self.model(request).file()
        parts: tuple[ModelFile, ...] = self._models.parts_of(request)
        if isinstance(request, TextRequest):
            request = replace(request, placement=replace(request.placement, threads=threads))
            return Run(job=job.id, request=request, model=model, parts=parts, staging="")
        pictures = self.settings.pictures
        return Run(
            job=job.id,
            request=request,
            model=model,
            parts=parts,
            staging=str(self._recorder.prepare(job.id)),
            previews=pictures.previews,
            picture_format=pictures.format,
            quality=pictures.quality,
            embed_metadata=self.settings.privacy.embed_metadata,
        )
