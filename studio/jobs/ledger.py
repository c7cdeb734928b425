"""The unfinished jobs, and what the history knows of them."""

import logging
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from studio.core.errors import ErrorReport, StudioError
from studio.core.jobs import Job, JobState
from studio.jobs.lanes import PICTURES, in_order, lane_of
from studio.jobs.passing import PassingJobs
from studio.jobs.recorder import Recorder
from studio.storage.history import History

log = logging.getLogger(__name__)


class Ledger:
    """Goes on when the disk does not: what it could not take is told to ``complain``."""

    def __init__(
        self,
        history: History,
        recorder: Recorder,
        passing: PassingJobs,
        complain: Callable[[ErrorReport], object],
    ) -> None:
        self.jobs: dict[str, Job] = {}
        self._history, self._recorder, self._passing = history, recorder, passing
        self._complain = complain

    def pending(self) -> list[Job]:
        """Waiting jobs in the order in which they will run."""
        return in_order([job for job in self.jobs.values() if job.state is JobState.QUEUED])

    def store(self, job: Job) -> None:
        """A job in its present state, unfinished."""
        self.jobs[job.id] = job
        self._write(job)

    def end(self, job: Job) -> Job:
        """A job that has ended; of a picture, what lies in staging is adopted or cleared away."""
        self.jobs.pop(job.id, None)
        self._write(job)
        if lane_of(job.request) == PICTURES and job.id not in self._passing:
            if job.state in (JobState.DONE, JobState.CANCELLED):
                self._recorder.clear(job.id)
            else:
                self.sweep()
        return job

    def place(self, job: Job, position: float) -> None:
        """Give a waiting job another place in the order."""
        try:
            self._history.move_job(job.id, position)
        except StudioError as error:  # it runs in the old order, as the history has it
            self._complain(error.report())
        else:
            self.jobs[job.id] = replace(job, position=position)

    def sweep(self) -> None:
        """Adopt what was finished, remove what is half-written; other jobs' folders are left alone."""
        try:
            alive: Iterable[Job] = self._history.unfinished_jobs()
            self._recorder.sweep({job.id for job in alive} | self._passing.ids)
        except StudioError as error:  # swept at the next end or start; the job ends all the same
            self._complain(error.report())

    def _write(self, job: Job) -> None:
        if job.id in self._passing:
            self._passing.store(job)
            return
        try:
            self._history.update_job(job)
        except StudioError as error:  # the job goes on; what the disk does not know is lost at worst
            self._complain(error.report())
        except ValueError as error:
            log.error("%s", error)
