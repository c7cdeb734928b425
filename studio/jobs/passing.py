"""Jobs whose pictures are only looked at: nothing of them stays unless it is asked for."""

from studio.core.jobs import Job, JobState
from studio.jobs.recorder import Recorder


class PassingJobs:
    """The history does not know them until they are kept; what they drew waits in staging until dropped."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._jobs: dict[str, Job] = {}
        self._dropped: set[str] = set()
        """These must only end to be forgotten."""

    def __contains__(self, identity: str) -> bool:
        return identity in self._jobs

    @property
    def ids(self) -> set[str]:
        return set(self._jobs)

    def store(self, job: Job) -> None:
        """Remember a job in its present state."""
        self._jobs[job.id] = job

    def job(self, identity: str) -> Job:
        """Raises KeyError for one that is not passing."""
        return self._jobs[identity]

    def take(self, identity: str) -> None:
        """It was kept, so that it is a job like others. Raises KeyError."""
        del self._jobs[identity]

    def drop(self, identity: str, *, ended: bool) -> None:
        """Nobody wants to look at it any more."""
        if ended:
            del self._jobs[identity]
            self._recorder.discard(identity)
        else:
            self._dropped.add(identity)

    def end(self, job: Job) -> None:
        """One that was dropped, or has nothing to show, is gone with its end; others are none of ours."""
        if job.id not in self._jobs:
            return
        if job.state is not JobState.DONE or job.id in self._dropped:
            self._dropped.discard(job.id)
            self.drop(job.id, ended=True)
