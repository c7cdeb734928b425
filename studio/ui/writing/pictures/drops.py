"""Pictures that are dragged: files from anywhere, and pictures of a scene within the storyboard."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from studio.ui.pictures import ENDINGS

SCENE_PICTURE = "application/x-atelier-scene-picture"


def picture_files(data: QMimeData) -> list[Path]:
    """Local picture files in what is dragged."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in ENDINGS]


def scene_picture(data: QMimeData) -> tuple[str, str] | None:
    """The scene and the picture (relative to the project) that are dragged within the storyboard."""
    raw = bytes(data.data(SCENE_PICTURE).data()).decode("utf-8", "replace")
    item, mark, picture = raw.partition("\n")
    return (item, picture) if mark else None


def dragged(item: str, picture: str, path: Path) -> QMimeData:
    """A picture of a scene; other programs and the canvas get it as a file."""
    data = QMimeData()
    data.setData(SCENE_PICTURE, f"{item}\n{picture}".encode())
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data
