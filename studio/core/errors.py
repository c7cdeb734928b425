"""Error kinds and the report that carries a sentence, what to do next, and the details."""

from enum import StrEnum

from msgspec import Struct


class ErrorKind(StrEnum):
    """What went wrong, as far as the program must tell cases apart."""

    INVALID_REQUEST = "invalid_request"
    MODEL_MISSING = "model_missing"
    MODEL_BROKEN = "model_broken"
    MODEL_UNKNOWN = "model_unknown"
    OUT_OF_MEMORY = "out_of_memory"
    DEVICE_FAULT = "device_fault"
    DEVICE_MISSING = "device_missing"
    DISK_FULL = "disk_full"
    NOT_WRITABLE = "not_writable"
    FILE_BROKEN = "file_broken"
    DATABASE_NEWER = "database_newer"
    DATABASE_LOCKED = "database_locked"
    DATABASE_CORRUPT = "database_corrupt"
    DOCUMENT_NEWER = "document_newer"
    DOCUMENT_OPEN = "document_open"
    DOCUMENT_CHANGED = "document_changed"
    ENGINE_LOST = "engine_lost"
    ENGINE_STUCK = "engine_stuck"
    BUG = "bug"


class ErrorReport(Struct, frozen=True, kw_only=True):
    """An error as it crosses the pipe, is stored and is shown."""

    kind: ErrorKind
    sentence: str
    advice: str = ""
    detail: str = ""
    restart_engine: bool = False
    """True when no further call in the reporting process can be trusted."""


class StudioError(Exception):
    """An error the user can act on: ``sentence`` says what happened, ``advice`` what to do."""

    def __init__(self, kind: ErrorKind, sentence: str, advice: str = "", detail: str = "") -> None:
        super().__init__(sentence)
        self.kind, self.sentence, self.advice, self.detail = kind, sentence, advice, detail

    def report(self) -> ErrorReport:
        return ErrorReport(kind=self.kind, sentence=self.sentence, advice=self.advice, detail=self.detail)
