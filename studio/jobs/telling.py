"""What the queue tells: its signals, all emitted in the window thread."""

from PySide6.QtCore import QObject, Signal

from studio.core.messages import Reads, Text, Wrote


class Telling(QObject):
    """The signals of ``queue.JobQueue``."""

    jobs_changed = Signal()
    """Which jobs wait, or their order; many changes at once are told once."""
    job_changed = Signal(object)
    """Job in its new state."""
    phase_changed = Signal(str, str)
    """Job id; a name of ``messages.Phase``."""
    progressed = Signal(object)
    """messages.Progress"""
    preview_arrived = Signal(str, bytes)
    """Job id and JPEG; none after a cancel."""
    produced = Signal(object)
    """Artifact"""
    passed = Signal(str, object)
    """Id of a passing job and the Staged picture it drew; nothing of it is kept unless asked for."""
    text_arrived = Signal(str, int, object)
    """Job id, number of the alternative, new tokens; also what still comes after a cancel."""
    reads_told = Signal(object)
    """messages.Reads"""
    wrote = Signal(object)
    """messages.Wrote"""
    engine_changed = Signal(object)
    """EngineState of the engine that draws."""
    text_engine_changed = Signal(object)
    """EngineState of the engine that writes."""
    ended = Signal(object)
    """Job, exactly once per job."""
    retried = Signal(str, str)
    """Ids of an ended job and of the one that runs its request again."""
    complaint = Signal(object)
    """ErrorReport about something beside a job: a full disk, an engine given up."""
    paused_changed = Signal(bool)

    def tell_text(self, event: Reads | Text | Wrote) -> None:
        """What a language model read or wrote."""
        match event:
            case Reads():
                self.reads_told.emit(event)
            case Text():
                self.text_arrived.emit(event.job, event.index, event.tokens)
            case Wrote():
                self.wrote.emit(event)
