"""From the press of the button to results in their place: chooses the intent and remembers targets."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import Job
from studio.core.requests import ImageRequest
from studio.jobs import offthread
from studio.storage.sources import Sources
from studio.ui.canvas.generating.intent import Intents, IntentSpec, Situation, said, situation, strength_of
from studio.ui.canvas.generating.redraw import Order, Ready, needs_pixels, prepare, snapshot
from studio.ui.canvas.generating.stage import Target, target_at
from studio.ui.canvas.page import CanvasPage
from studio.ui.icons import icon
from studio.ui.prompt_panel import PromptPanel
from studio.ui.window_state import WindowState

TARGETS_KEPT = 200
"""Of so many jobs it is remembered where their results belong."""

_convert = msgspec.convert


class Generation(QObject):
    """Joins panel and page. ``submit`` of the window queues what it builds."""

    problem = Signal(object)
    """ErrorReport: why nothing was submitted."""

    def __init__(
        self,
        page: CanvasPage,
        panel: PromptPanel,
        sources: Sources,
        state: WindowState,
        queue_request: Callable[[ImageRequest], Job | None],
    ) -> None:
        super().__init__(page)
        self._page, self._panel, self._sources = page, panel, sources
        self._state, self._queue_request = state, queue_request
        self.intents = Intents()
        self._chosen = ""
        self._natural = ""
        """The intent that suited the situation last; a choice of the user holds until it changes."""
        self._lent = 0.0
        """The strength that the choice of an intent has set, until another one is chosen; 0 is none."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        self._actions: dict[str, QAction] = {}
        panel.foot.set_menu(self._make_menu())
        panel.changed.connect(self._soon.start)
        page.document_told.connect(self._soon.start)
        self._show()

    def _make_menu(self) -> QMenu:
        menu = QMenu(self._panel)
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        for identity, text, name, tip in (
            ("", self.tr("Choose by itself"), "magic-wand", self.tr("By selection, frame and strength")),
            *((spec.id, said(spec.label), spec.icon, said(spec.help)) for spec in self.intents.specs),
        ):
            action = menu.addAction(icon(name), text)
            action.setToolTip(tip)
            action.setCheckable(True)
            action.setData(identity)
            group.addAction(action)
            self._actions[identity] = action
        menu.triggered.connect(lambda action: self.choose(action.data()))
        return menu

    # Which intent

    def situation(self) -> Situation:
        return situation(self._page.document, self._panel.strength_now())

    @property
    def current(self) -> IntentSpec:
        """What the button will do."""
        now = self.situation()
        if self._chosen and self.intents.offered(self._chosen, now):
            return self.intents.spec(self._chosen)
        return self.intents.automatic(now)

    def choose(self, identity: str) -> None:
        """The button does this from now on, until the situation changes; '' chooses by itself."""
        self._chosen = identity
        spec = self.current
        if identity and spec.says_strength and self._panel.strength_now() >= 1.0:
            self._panel.strength.set_value(spec.strength)
            self._lent = self._panel.strength_now()
            self._natural = self.intents.automatic(self.situation()).id
        self._show()

    def run(self, identity: str) -> None:
        """Do this at once, once."""
        before, self._chosen = self._chosen, identity
        if self.current.id == identity:
            self._panel.submit()
        self._chosen = before
        self._show()

    def _show(self) -> None:
        now = self.situation()
        natural = self.intents.automatic(now)
        if natural.id != self._natural or not (self._chosen and self.intents.offered(self._chosen, now)):
            self._natural, self._chosen = natural.id, ""
        spec = self.current
        if self._lent and not spec.says_strength:
            if now.strength == self._lent:  # else the user has set another one meanwhile
                self._panel.strength.set_value(1.0)
                now = self.situation()
            self._lent = 0.0
        for identity, action in self._actions.items():
            action.setEnabled(not identity or self.intents.offered(identity, now))
            action.setChecked(identity == self._chosen)
        why = said(spec.help) if self._chosen else said(spec.why or spec.help)
        self._panel.show_strength(now.drawn or now.selected)
        self._panel.foot.set_intent("" if spec.id == "generate" else self._label(spec, now), why)

    def _label(self, spec: IntentSpec, now: Situation) -> str:
        strength = strength_of(spec, now.strength)
        if not spec.picture or (strength >= 1.0 or (not spec.says_strength and now.strength >= 1.0)):
            return said(spec.label)
        return self.tr("%1 %2 %").replace("%1", said(spec.label)).replace("%2", str(round(strength * 100)))

    # Submitting

    def submit(self, request: ImageRequest) -> None:
        """Make of what the panel says what the intent wants, and queue it."""
        order = self.order(request, self.current)
        if request.start or order is None:
            document = self._page.document
            self._hand_over(Ready(request, target_at(document.state, document.key, document.frame)))
        elif needs_pixels(order):
            offthread.run(prepare, order, done=self._hand_over, failed=self._failed)
        else:
            try:
                self._hand_over(prepare(order))
            except StudioError as error:
                self.problem.emit(error.report())

    def order(self, request: ImageRequest, spec: IntentSpec) -> Order | None:
        """What a worker needs to build the request of ``spec``; None without a usable model."""
        model = self._panel.chosen_model()
        document = self._page.document
        if model is None:
            return None
        return Order(
            spec=spec,
            request=request,
            model=model,
            state=document.state,
            planes=snapshot(document),
            profile=document.profile,
            key=document.key,
            sources=self._sources,
        )

    def _hand_over(self, ready: Ready) -> None:
        job = self._queue_request(ready.request)
        if job:
            self.remember(job.id, ready.target)

    def _failed(self, error: Exception) -> None:
        self.problem.emit(
            error.report()
            if isinstance(error, StudioError)
            else ErrorReport(kind=ErrorKind.BUG, sentence=str(error))
        )

    # Where results belong

    def target_of(self, job: str) -> Target | None:
        """Where results of a job belong; None when it is not known any more."""
        try:
            return _convert(self._state.mapping("targets")[job], Target)
        except (KeyError, msgspec.ValidationError):
            return None

    def retried(self, old: str, new: str) -> None:
        """Results of job ``new`` belong where those of ``old`` did."""
        target = self.target_of(old)
        if target:
            self.remember(new, target)

    def remember(self, job: str, target: Target) -> None:
        """Results of ``job`` belong there."""
        targets = self._state.mapping("targets")
        targets[job] = msgspec.to_builtins(target)
        self._state.set("targets", dict(list(targets.items())[-TARGETS_KEPT:]))
        self._state.save()
