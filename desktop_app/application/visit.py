"""One visit as it is walked through: the consultation as it stands, what follows from it, and the way back.

Plain objects, no Qt. Nothing here refuses a step: typing and moving are never blocked, only signing is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.application.emergency import (
    OVERRIDE,
    Walk,
    emergency_ids,
    newly_fired,
    override_of,
    walk_of,
)
from desktop_app.application.follow_up import follow_up_of
from desktop_app.application.history_words import Earlier, earlier_words
from desktop_app.application.steps import Step, open_points
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_edit import EditError, value_at, with_value
from desktop_app.domain.consultation_record import from_json_dict, to_json_dict
from desktop_app.domain.evaluation import Evaluation, FiredRule
from desktop_app.domain.history import NO_HISTORY, History

UNDO_DEPTH: Final = 500

Evaluate = Callable[[Consultation], Evaluation]
Listener = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Change:
    """What undo goes back to, and what it undoes in the user's words."""

    consultation: Consultation
    step: Step
    label: str


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """What the store keeps of an unfinished visit: the case, where the clinician was, and which visits it follows."""

    case: Mapping[str, Any]
    step: Step
    history: History = NO_HISTORY


class Visit:
    """Holds the one current consultation. Every edit makes a new one, evaluates it once and tells the listeners."""

    def __init__(
        self,
        consultation: Consultation,
        evaluate: Evaluate,
        form: VisitForm,
        step: Step = Step.PATIENT,
        draft_id: str | None = None,
        history: History | None = None,
    ) -> None:
        self._evaluate = evaluate
        self._form = form
        self._consultation = consultation
        self._evaluation = evaluate(consultation)
        self._step = step
        self._sealed = False
        self._told: frozenset[str] = frozenset()
        self.draft_id = draft_id
        self.history = history or NO_HISTORY
        known = self.history.visits
        self._carried = follow_up_of(self.history, consultation.visit_date) if known else None
        self._undo: list[_Change] = []
        self._redo: list[_Change] = []
        self._listeners: list[Listener] = []
        self._stay_in_walk()

    @classmethod
    def restore(
        cls, draft: VisitDraft, evaluate: Evaluate, form: VisitForm, draft_id: str | None = None
    ) -> Visit:
        """The visit as it was drafted. Raises ``CaseFileError`` where the case cannot be read."""
        return cls(from_json_dict(draft.case), evaluate, form, draft.step, draft_id, draft.history)

    @property
    def consultation(self) -> Consultation:
        return self._consultation

    @property
    def evaluation(self) -> Evaluation:
        """What follows from the consultation as it stands."""
        return self._evaluation

    @property
    def step(self) -> Step:
        return self._step

    @property
    def walk(self) -> Walk:
        """The steps as they are walked through now: an emergency stops the routine ones."""
        return walk_of(self._consultation, self._evaluation)

    def tell_emergency(self) -> tuple[FiredRule, ...]:
        """The emergency rules that the clinician has to be told of now; told once, until a rule fires anew.

        None while the plan is signed, and none where a reason for not following the advice stands already.
        """
        found = newly_fired(self._evaluation, self._told)
        self._told = emergency_ids(self._evaluation)
        quiet = self._sealed or override_of(self._consultation, self._evaluation) is not None
        return () if quiet else found

    def value(self, path: str) -> Any:
        """What stands at a dotted path; ``None`` where it is unanswered."""
        return value_at(self._consultation, path)

    def earlier(self, path: str) -> Earlier:
        """What earlier visits say at a dotted path: since when a value is carried, or what the last answer was."""
        return earlier_words(self.history, self._carried, self._consultation, path)

    def draft(self) -> VisitDraft:
        return VisitDraft(to_json_dict(self._consultation), self._step, self.history)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change of the consultation or the step; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def edit(self, path: str, value: object, label: str = "the last answer") -> None:
        """Set one value; ``None`` makes it unanswered. Raises ``EditError`` and changes nothing where it cannot be."""
        self.edit_together({path: value}, label)

    def edit_together(self, changes: Mapping[str, object], label: str) -> None:
        """Set several values as one step of undo, in the given order. Raises ``EditError`` and then changes nothing."""
        if self._sealed:
            raise EditError(
                "This plan is being signed or is signed: it cannot be changed.", next(iter(changes), "")
            )
        changed = self._consultation
        for path, value in changes.items():
            changed = with_value(changed, path, value)
        if changed == self._consultation:
            return
        self._undo.append(_Change(self._consultation, self._step, label))
        del self._undo[:-UNDO_DEPTH]
        self._redo.clear()
        self._become(changed, withdraw_override=OVERRIDE not in changes)

    @property
    def undo_label(self) -> str | None:
        """What ``undo`` would take back, or ``None`` where there is nothing."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        return self._redo[-1].label if self._redo else None

    def undo(self) -> None:
        """Take the last change back, and show the step where it was made; nothing happens where there is none."""
        self._travel(self._undo, self._redo)

    def redo(self) -> None:
        self._travel(self._redo, self._undo)

    def _travel(self, source: list[_Change], target: list[_Change]) -> None:
        if not source or self._sealed:
            return
        change = source.pop()
        target.append(_Change(self._consultation, change.step, change.label))
        self._step = change.step
        self._become(change.consultation)

    @property
    def is_sealed(self) -> bool:
        """Whether the plan of this visit is being signed, or is signed."""
        return self._sealed

    def seal(self) -> None:
        """Refuse every change from now on: what is signed is what is on screen."""
        self._sealed = True
        self._tell()

    def unseal(self) -> None:
        """Allow changes again, where signing did not come about."""
        self._sealed = False
        self._tell()

    def go_to(self, step: Step) -> None:
        if step is not self._step:
            self._step = step
            self._tell()

    def next_step(self) -> None:
        self.go_to(self.walk.after(self._step))

    def back(self) -> None:
        self.go_to(self.walk.before(self._step))

    def unanswered(self, step: Step) -> tuple[str, ...]:
        """The dotted paths of a step that nobody answered yet, in reading order."""
        return open_points(step, self._consultation, self._evaluation, self._form)

    def next_unanswered(
        self, after: str | None = None, *, backwards: bool = False
    ) -> tuple[Step, str] | None:
        """The next open path of the walk after the path ``after`` (after the start of this step where that is none).

        Goes round at the end; ``None`` where nothing is open.
        """
        steps = tuple(Step)
        found = [(step, path) for step in self.walk.steps for path in self.unanswered(step)]
        if not found:
            return None
        here = (self._step, after)
        if here in found:
            move = -1 if backwards else 1
            return found[(found.index(here) + move) % len(found)]
        position = steps.index(self._step)
        if backwards:
            earlier = [item for item in found if steps.index(item[0]) < position]
            return (earlier or found)[-1]
        return next((item for item in found if steps.index(item[0]) >= position), found[0])

    def _become(self, consultation: Consultation, *, withdraw_override: bool = False) -> None:
        """Take over a consultation. A recorded reason answers the emergency rules of its time: a new one withdraws it.

        No rule reads that reason, so that the evaluation stands as it is.
        """
        evaluation = self._evaluate(consultation)
        overridden = consultation.decisions.emergency_override is not None
        if overridden and withdraw_override and newly_fired(evaluation, emergency_ids(self._evaluation)):
            consultation = with_value(consultation, OVERRIDE, None)
        self._consultation, self._evaluation = consultation, evaluation
        self._told &= emergency_ids(evaluation)
        self._stay_in_walk()
        self._tell()

    def _stay_in_walk(self) -> None:
        """The emergency page is gone with the emergency."""
        if self._step not in (*self.walk.steps, *self.walk.stopped):
            self._step = self.walk.before(self._step)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
