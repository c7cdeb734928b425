"""Jobs keep their one ending and their order; pages of the gallery come newest first and are searchable."""

import threading
from collections.abc import Callable

import msgspec
import pytest

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import Job, JobState, new_job
from studio.core.paths import Folders
from studio.core.requests import ImageRequest
from studio.core.text_requests import Piece, TextRequest
from studio.storage.database import open_database
from studio.storage.history import History, created_of

REQUEST = ImageRequest(prompt="a lake", model="starter", width=64, height=64, seed=7)


def a_job(session: str = "me", state: JobState = JobState.QUEUED) -> Job:
    return msgspec.structs.replace(new_job(REQUEST, session=session), state=state)


def test_a_job_comes_back_as_it_was(history: History) -> None:
    error = ErrorReport(kind=ErrorKind.OUT_OF_MEMORY, sentence="Too large.", advice="Smaller.")
    job = history.add_job(a_job())
    ended = job.moved(JobState.STARTING).moved(JobState.FAILED, error)
    history.update_job(ended)
    assert history.job(job.id) == ended
    assert history.job("nobody") is None


def test_the_queue_keeps_its_order_and_can_be_reordered(history: History) -> None:
    first, second, third = (history.add_job(a_job()) for _ in range(3))
    assert [job.position for job in (first, second, third)] == [1.0, 2.0, 3.0]
    history.move_job(third.id, 0.5)
    assert [job.id for job in history.unfinished_jobs()] == [third.id, first.id, second.id]
    history.update_job(second.moved(JobState.CANCELLED))
    assert [job.id for job in history.unfinished_jobs("me")] == [third.id, first.id]
    assert history.unfinished_jobs("someone else") == []
    assert [job.id for job in history.ended_jobs()] == [second.id]
    assert history.ended_jobs(JobState.LOST) == []


def test_updating_a_job_does_not_undo_a_reordering(history: History) -> None:
    job = history.add_job(a_job())
    history.move_job(job.id, 9.0)
    history.update_job(job.moved(JobState.STARTING))
    stored = history.job(job.id)
    assert stored and stored.position == 9.0 and stored.state is JobState.STARTING


def test_a_second_ending_is_refused(history: History) -> None:
    job = history.add_job(a_job())
    history.update_job(job.moved(JobState.CANCELLED))
    with pytest.raises(ValueError, match="has ended as cancelled"):
        history.update_job(job.moved(JobState.LOST))
    with pytest.raises(ValueError, match="not in the history"):
        history.update_job(a_job())


def test_recovery_divides_waiting_from_running_and_leaves_the_living_alone(history: History) -> None:
    waiting = history.add_job(a_job("dead"))
    running = [
        history.add_job(a_job("dead", state))
        for state in (JobState.STARTING, JobState.RUNNING, JobState.CANCELLING)
    ]
    other = history.add_job(a_job("alive", JobState.RUNNING))
    done = history.add_job(a_job("dead", JobState.DONE))
    recovery = history.recover("me", lambda session: session == "alive")
    assert [(job.id, job.session, job.state) for job in recovery.requeued] == [
        (waiting.id, "me", JobState.QUEUED)
    ]
    assert {job.id for job in recovery.lost} == {job.id for job in running}
    for job in recovery.lost:
        assert job.state is JobState.LOST and job.ended and job.error
        assert job.error.kind is ErrorKind.ENGINE_LOST
        assert history.job(job.id) == job
    assert history.job(other.id) == other and history.job(done.id) == done
    again = history.recover("third", lambda session: session in ("alive", "me"))
    assert again.requeued == [] and again.lost == []


def test_a_text_that_waited_when_its_window_died_is_given_up(history: History) -> None:
    """The place in the manuscript that asked for it is gone; it would be written for nobody."""
    text = TextRequest(model="prose", seed=1, max_tokens=9, pieces=(Piece(kind="text", text="Once"),))
    waiting = history.add_job(new_job(text, session="dead"))
    begun = history.add_job(msgspec.structs.replace(new_job(text, session="dead"), state=JobState.RUNNING))
    recovery = history.recover("me", lambda session: False)
    assert recovery.requeued == [] and [job.id for job in recovery.lost] == [begun.id]
    left = history.job(waiting.id)
    assert left and left.state is JobState.CANCELLED


def test_a_row_that_cannot_be_read_hides_no_other(history: History, expected_warnings: list[str]) -> None:
    bad, good = history.add_job(a_job()), history.add_job(a_job())
    with history.database.transaction() as run:
        run.execute("UPDATE jobs SET request = '{\"schema\": 99}' WHERE id = ?", (bad.id,))
    expected_warnings.append("cannot be read")
    assert [job.id for job in history.unfinished_jobs()] == [good.id]


def test_an_artifact_comes_back_as_it_was(history: History, make_artifact: Callable[..., Artifact]) -> None:
    artifact = make_artifact("Ein See ☃ 湖", job="j1")
    history.add_artifact(artifact)
    assert history.artifact(artifact.id) == artifact
    assert history.artifacts_of("j1") == [artifact]
    assert history.artifact("nobody") is None
    with pytest.raises(ValueError, match="already"):
        history.add_artifact(artifact)


def test_pages_are_newest_first_and_meet_without_gap_or_overlap(
    history: History, make_artifact: Callable[..., Artifact]
) -> None:
    made = [make_artifact(created=f"2026-01-01T00:00:0{number % 3}.000000+00:00") for number in range(25)]
    for artifact in made:
        history.add_artifact(artifact)
    wanted = [a.id for a in sorted(made, key=lambda a: (a.created, a.id), reverse=True)]
    seen: list[str] = []
    while page := history.page(before=seen[-1] if seen else None, limit=4):
        assert len(page) <= 4
        seen += [artifact.id for artifact in page]
    assert seen == wanted and history.count() == 25


def test_paging_goes_on_after_the_last_seen_was_deleted(
    history: History, make_artifact: Callable[..., Artifact]
) -> None:
    made = []
    for _ in range(6):
        artifact = make_artifact()
        made.append(msgspec.structs.replace(artifact, created=created_of(artifact.id)))
        history.add_artifact(made[-1])
    made.reverse()
    last = history.page(limit=3)[-1]
    history.forget([last.id])
    assert history.page(before=last.id) == made[3:]
    assert history.page(before="not an id of ours") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lak", [0]), ("LAKE sun", [0]), ("sun lake", [0]), ("akes", []), ("cafe", [1]), ("Café", [1]),
        ("湖", [2]), ("湖面", [2]), ("面上", [2]), ("山湖", []), ("snow", [3]), ("flat land", [0, 1, 2, 3]),
        ('"', []), ("lake*", [0]), ('lake" OR "cafe', []), ("lake NEAR", []), ("-lake", [0]),
        ("words:lake", []),
        ("  ", [0, 1, 2, 3]), ("lake\x00", [0]), ("x" * 20_000, []),
    ],
)  # fmt: skip
def test_search(
    history: History, make_artifact: Callable[..., Artifact], typed: str, found: list[int]
) -> None:
    prompts = ["A lake at sunset", "un café", "湖面上的山", "hills"]
    made = [make_artifact(prompt) for prompt in prompts]
    request = msgspec.structs.replace(made[3].manifest.request, negative="snow, ice")
    manifest = msgspec.structs.replace(made[3].manifest, request=request)
    made[3] = msgspec.structs.replace(made[3], manifest=manifest)
    for artifact in made:
        history.add_artifact(artifact)
    hits = {artifact.id for artifact in history.page(words=typed)}
    assert hits == {made[index].id for index in found}
    assert history.count(typed) == len(found)


def test_trash_is_a_page_of_its_own(history: History, make_artifact: Callable[..., Artifact]) -> None:
    keep, drop = make_artifact(), make_artifact()
    history.add_artifact(keep)
    history.add_artifact(drop)
    history.set_trashed([drop.id], "2026-02-02T00:00:00.000000+00:00")
    assert history.page() == [keep] and history.count() == 1 and history.count(trashed=True) == 1
    assert history.count("lake") == 1
    (trashed,) = history.page(trashed=True)
    assert trashed.id == drop.id and trashed.trashed.startswith("2026-02-02")
    history.restore([drop.id])
    assert history.count() == 2
    history.forget([drop.id])
    assert history.page(words="lake") == [keep]


def test_many_threads_share_one_history(history: History, make_artifact: Callable[..., Artifact]) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(20):
                history.add_artifact(make_artifact())
                history.page(limit=5)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [] and history.count() == 80


def test_another_connection_sees_that_something_changed(history: History, folders: Folders) -> None:
    other = open_database(folders.database)
    before = history.database.data_version()
    History(other).add_job(a_job())
    assert history.database.data_version() != before
    other.close()
