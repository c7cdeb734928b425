"""A book into a file: whole or not at all, and never over another without being told so."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.storage.exchange.blocks import Block, Span
from studio.storage.exchange.book import Book, ExportOptions
from studio.storage.exchange.compile import Readable, compile_book
from studio.storage.files import is_full, make_folder, whole_file
from studio.storage.manuscripts.contents import storable


class ExportStoppedError(Exception):
    """The user has stopped the export; nothing was written."""


def export(
    project: Readable,
    options: ExportOptions,
    module: ModuleType,
    path: Path,
    *,
    overwrite: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Write the project to ``path`` in the format of ``module``; sentences on what was left out.

    Raises StudioError: the file exists (without ``overwrite``), nothing to export, disk full, not writable;
    ExportStoppedError when ``stopped`` says so before the file has its name.
    """
    if path.exists() and not overwrite:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"There is a file “{path.name}” already.",
            "Choose another name, or let it be replaced.",
        )
    book = compile_book(project, options if module.SPEC.pictures else replace(options, pictures=False))
    if not book.blocks:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            "There is nothing to export.",
            "Write something first, or choose items that have text and are marked for export.",
        )
    if stopped():
        raise ExportStoppedError
    try:
        if module.SPEC.beside and book.pictures:
            book = _with_pictures_beside(book, path)
        with whole_file(path) as stream:
            module.write(book, options, stream)
            if stopped():
                raise ExportStoppedError
    except OSError as error:
        raise cannot_write(error, path) from error
    return book.remarks


def save_text(text: str, path: Path) -> None:
    """Write one text as it stands. Raises StudioError."""
    try:
        with whole_file(path) as stream:
            stream.write(storable(text).encode("utf-8"))
    except OSError as error:
        raise cannot_write(error, path) from error


def cannot_write(error: OSError, path: Path) -> StudioError:
    """The sentence for an export that cannot be written."""
    if is_full(error):
        return StudioError(
            ErrorKind.DISK_FULL,
            f"The disk is full: “{path.name}” was not written.",
            "Free some space and export again.",
            str(error),
        )
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"“{path.name}” cannot be written ({error.strerror or error}).",
        "Choose another folder, or make this one writable.",
        str(error),
    )


def pictures_folder(path: Path) -> Path:
    """Where the pictures of an exported file lie."""
    return path.with_name(f"{path.stem}-pictures")


def _with_pictures_beside(book: Book, path: Path) -> Book:
    """The book with its pictures copied to a folder beside ``path`` and called by their address there."""
    folder = pictures_folder(path)
    make_folder(folder)
    addresses: dict[str, str] = {}
    for key, source in book.pictures.items():
        data = source.read_bytes()
        name, number = key, 2
        while (folder / name).exists() and (folder / name).read_bytes() != data:
            name, number = f"{Path(key).stem}-{number}{Path(key).suffix}", number + 1
        if not (folder / name).exists():
            with whole_file(folder / name) as stream:
                stream.write(data)
        addresses[key] = f"{folder.name}/{name}"
    return replace(
        book,
        blocks=renamed(book.blocks, addresses.__getitem__),
        notes={label: renamed(blocks, addresses.__getitem__) for label, blocks in book.notes.items()},
        pictures={addresses[key]: source for key, source in book.pictures.items()},
    )


def renamed(blocks: tuple[Block, ...], name: Callable[[str], str]) -> tuple[Block, ...]:
    """Blocks with other keys of pictures."""

    def spans(found: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(replace(span, picture=name(span.picture)) if span.picture else span for span in found)

    return tuple(
        replace(
            block,
            spans=spans(block.spans),
            blocks=renamed(block.blocks, name),
            rows=tuple(tuple(spans(cell) for cell in row) for row in block.rows),
        )
        for block in blocks
    )
