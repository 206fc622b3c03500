"""What is known of a patient from signed visits: the earlier consultations, and where this episode of pain began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """A signed visit; ``ordered`` are the tests and referrals that were accepted then, in words."""

    plan_id: str
    consultation: Consultation
    ordered: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        return self.consultation.visit_date


@dataclass(frozen=True, slots=True)
class Amendment:
    """The signed plan whose place this visit's plan takes, and why."""

    plan_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """The earlier visits of one patient, oldest first; ``new_episode`` where the pain of this visit is a new one.

    ``amends`` where this visit corrects a signed plan, which is then none of the earlier visits.
    """

    visits: tuple[EarlierVisit, ...] = ()
    new_episode: bool = False
    amends: Amendment | None = None

    @property
    def last(self) -> EarlierVisit | None:
        return self.visits[-1] if self.visits else None

    @property
    def episode(self) -> tuple[EarlierVisit, ...]:
        """The earlier visits that belong to the episode of this one.

        Going back from the last visit, a first visit begins the episode, and a visit before its onset is not part of
        it.
        """
        if self.new_episode or not self.visits:
            return ()
        onset = self.visits[-1].consultation.problem.onset_date
        found: list[EarlierVisit] = []
        for visit in reversed(self.visits):
            if found and onset is not None and visit.day < onset:
                break
            found.append(visit)
            if visit.consultation.problem.first_visit is Answer.YES:
                break
        return tuple(reversed(found))


NO_HISTORY = History()
