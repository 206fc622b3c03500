"""Content of the assessment: questions, triage, classification, pathway, imaging, referral and follow-up."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal, Self

from pydantic import model_validator

from desktop_app.domain.criteria import Criterion
from desktop_app.domain.provenance import ContentModel, Entry, Sentence


class TriageClass(StrEnum):
    """Urgency of the whole visit. ``INCOMPLETE`` stands apart from the ranks: nobody may read it as "no flag"."""

    EMERGENCY_TODAY = "EMERGENCY_TODAY"
    URGENT_2W = "URGENT_2W"
    IMAGING_LABS = "IMAGING_LABS"
    INFLAMMATORY_REFERRAL = "INFLAMMATORY_REFERRAL"
    INVESTIGATE_NONURGENT = "INVESTIGATE_NONURGENT"
    WATCH = "WATCH"
    NO_FLAG = "NO_FLAG"
    INCOMPLETE = "INCOMPLETE"

    @property
    def rank(self) -> int:
        """6 for an emergency down to 0; the highest rank of all fired rules decides."""
        return _RANKS[self]


_RANKS = {
    TriageClass.EMERGENCY_TODAY: 6,
    TriageClass.URGENT_2W: 5,
    TriageClass.IMAGING_LABS: 4,
    TriageClass.INFLAMMATORY_REFERRAL: 3,
    TriageClass.INVESTIGATE_NONURGENT: 2,
    TriageClass.WATCH: 1,
    TriageClass.NO_FLAG: 0,
    TriageClass.INCOMPLETE: -1,
}

PROMPT_ACTION_RANK = 4
"""From this rank on a fired rule needs prompt action: an open question no longer makes the screen incomplete."""


class TriageClassText(ContentModel):
    """How a triage class is called on screen and paper."""

    id: TriageClass
    title: Sentence
    meaning: Sentence


class QuestionGroup(ContentModel):
    """Questions that look for the same harm. ``emergency`` groups are asked one by one, never answered in bulk."""

    id: str
    title: Sentence
    emergency: bool = False


class Question(Entry):
    """A coded question that the clinician asks or examines.

    ``finding`` names a *yes* in explanations. ``mandatory_when`` holds for whom the screen is incomplete without
    an answer; ``ask_when`` hides the question until it applies; ``same_as`` is the condition key that says the same.
    """

    group: str
    ask: Sentence
    finding: Sentence
    why: str | None = None
    mandatory_when: Criterion | None = None
    ask_when: Criterion | None = None
    same_as: str | None = None


class Definition(Entry):
    """A named statement that other criteria use (``AGE50``, ``imaged``). ``finding`` is its wording when it holds."""

    finding: Sentence
    when: Criterion


class ConditionRule(Entry):
    """A condition that follows from other facts (a blood pressure, an entered class); an implied *yes* beats a *no*."""

    condition: str
    finding: Sentence
    when: Criterion


class OrderCode(ContentModel):
    """A test that can be ordered. ``pregnancy`` says what becomes of it in (possible) pregnancy."""

    code: str
    kind: Literal["imaging", "laboratory", "bedside"]
    label: Sentence
    patient_label_en: Sentence
    patient_label_es: Sentence
    in_pregnancy_instead: str | None = None
    in_pregnancy_condition: str | None = None


class ReferralTarget(ContentModel):
    """A service that patients are referred to."""

    code: str
    label: Sentence
    patient_label_en: Sentence
    patient_label_es: Sentence


class RuleOrder(ContentModel):
    """An order of a rule: due in ``due_days`` from signing (0 = today, none = routine).

    ``condition`` is text that the order waits for; ``when`` limits it to patients for whom the criterion holds;
    ``unless_ordered`` drops it where one of these tests is ordered without a condition.
    """

    what: str
    due_days: int | None
    condition: str | None = None
    when: Criterion | None = None
    unless_ordered: tuple[str, ...] = ()


class RuleAction(ContentModel):
    """Something to do that is no test: ``due_days`` from signing, none = not timed."""

    text: Sentence
    due_days: int | None = None


class TriageRule(Entry):
    """One rule of the red-flag triage: all fired rules are kept and the highest class wins.

    ``closed_when``: a finished work-up closes the rule; it is then printed with its reason and sets nothing.
    """

    title: Sentence
    when: Criterion
    triage_class: TriageClass
    closed_when: Criterion | None = None
    orders: tuple[RuleOrder, ...] = ()
    actions: tuple[RuleAction, ...] = ()


class ClassificationRule(Entry):
    """First match wins, in the order of the content."""

    classification: Literal[
        "specific_cause_suspected", "indeterminate", "radicular", "stenosis", "axspa_suspected", "nonspecific"
    ]
    title: Sentence
    when: Criterion


class Sublevel(Entry):
    """The sublevel of a radicular picture; first match wins."""

    sublevel: str
    title: Sentence
    when: Criterion


class PathwayRow(Entry):
    """A row of the pathway table that holds for this patient, with what it asks for."""

    title: Sentence
    when: Criterion
    actions: tuple[Sentence, ...]


class ImagingRule(Entry):
    """An imaging decision; ``order`` is ``None`` where another rule orders, or where nothing is imaged.

    ``default`` rows say that there is no imaging: they stand only where no other row does.
    """

    when: Criterion
    decision: Sentence
    order: RuleOrder | None = None
    default: bool = False


class ReferralRule(Entry):
    """A referral with its trigger. ``due_on_day`` counts from onset (from treatment where onset is unknown).

    ``asks`` is what the letter asks the service to do.
    """

    when: Criterion
    to: str
    reason: Sentence
    asks: Sentence
    due_days: int | None = None
    due_on_day: int | None = None
    optional: bool = False


class FollowUpRule(Entry):
    """When the patient is seen again; the earliest of all that hold wins.

    ``days_after_first_order`` counts from the day on which the first order is due.
    """

    when: Criterion
    reason: Sentence
    due_days: int | None = None
    days_after_first_order: int | None = None


class WorseningItem(ContentModel):
    """The action that a *yes* to a worsening-review question writes into the plan."""

    question: str
    action: Sentence


class WorseningReview(Entry):
    """When the worsening review opens, what comes before its questions, and what each of them leads to.

    ``nothing_found`` is documented where every question is answered no and no red flag calls for anything.
    """

    opens_when: Criterion
    first_step: Sentence
    items: tuple[WorseningItem, ...]
    nothing_found: Sentence


TRIAL_RESULTS: Final = ("helped", "no_change", "worse", "not_tolerated", "not_asked")


class TrialOutcome(ContentModel):
    """What comes next after a trial with this ``result``; without ``adequate`` however long it was."""

    result: Literal["helped", "no_change", "worse", "not_tolerated", "not_asked"]
    adequate: Literal["yes", "no"] | None = None
    medicine: Sentence
    therapy: Sentence


class TrialReview(Entry):
    """How what was tried is judged. The first outcome that fits a trial counts.

    A nonpharmacologic therapy is an adequate trial from ``therapy_weeks`` on. ``new_episode_question`` decides whether
    what was tried belongs to this pain at all.
    """

    therapy_weeks: float
    new_episode_question: Sentence
    new_episode_note: Sentence
    outcomes: tuple[TrialOutcome, ...]

    @model_validator(mode="after")
    def _every_trial_has_an_outcome(self) -> Self:
        always = {outcome.result for outcome in self.outcomes if outcome.adequate is None}
        missing = [word for word in TRIAL_RESULTS if word not in always]
        if missing:
            raise ValueError(f"must have an outcome for {missing[0]} however long the trial was")
        return self


class ContradictionRule(Entry):
    """Two things on record that cannot both be right.

    ``question`` is where to look again: the id of a coded question, or a field of the visit as a dotted path
    (``exam.leg_symptoms``). ``text`` names both facts. It is pointed out, and changes no result.
    """

    when: Criterion
    question: str
    text: Sentence


class Prompt(Entry):
    """Something to ask or do that hangs on no single item. ``about``: the step that asks it as well."""

    when: Criterion
    text: Sentence
    about: Literal["care"] | None = None
