"""Uses of models are counted from pictures, their adapters, regions and controls, and from texts."""

import msgspec

from studio.core.artifacts import Artifact, Manifest, ModelUsed
from studio.core.jobs import Job, JobState
from studio.core.placement import Placement
from studio.core.requests import Adapter, Control, FileRef, ImageRequest, Region
from studio.core.text_requests import Piece, TextRequest
from studio.storage.history import History
from studio.storage.model_uses import Use, count_uses

REF = FileRef(path="a.png", sha256="0" * 64)


def picture(number: int, request: ImageRequest, trashed: str = "") -> Artifact:
    born = f"2026-01-0{number}T00:00:00+00:00"
    manifest = Manifest(
        program="Atelier", request=request, index=0, seed=1, created=born,
        model=ModelUsed(id=request.model, name="S", family="sd1"), device_name="cpu",
        placement=Placement(device="cpu", precision="fp32", reasons=()), versions={}, seconds={},
    )  # fmt: skip
    return Artifact(
        id=f"p{number}", job=f"j{number}", path=f"{number}.png", sha256="", bytes=1, width=8, height=8,
        created=born, trashed=trashed, manifest=manifest,
    )  # fmt: skip


def test_everything_a_picture_or_text_was_made_with_is_counted(history: History) -> None:
    plain = ImageRequest(prompt="a", model="big", width=64, height=64, seed=1)
    rich = msgspec.structs.replace(
        plain,
        adapters=(Adapter(model="ink"), Adapter(model="ink")),
        regions=(Region(prompt="b", mask=REF, adapters=(Adapter(model="fog"), Adapter(model="fog"))),),
        controls=(Control(model="lines", picture=REF),),
    )
    for artifact in (picture(1, plain), picture(2, rich), picture(3, plain, trashed="2026-02-02")):
        history.add_artifact(artifact)
    for number, state in enumerate((JobState.DONE, JobState.FAILED)):
        request = TextRequest(model="prose", pieces=(Piece(kind="text", text="Once"),), seed=1)
        history.add_job(Job(id=f"t{number}", session="s", state=state, ended="2026-01-09", request=request))
    history.add_job(Job(id="i", session="s", state=JobState.DONE, ended="2026-01-09", request=plain))
    uses = count_uses(history.database)
    assert uses["big"] == Use(pictures=2, last="2026-01-02T00:00:00+00:00"), "what lies in the trash is gone"
    assert [uses[name].pictures for name in ("ink", "fog", "lines")] == [1, 1, 1]
    assert uses["prose"] == Use(texts=1, last="2026-01-09")
