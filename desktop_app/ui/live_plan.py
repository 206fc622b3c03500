"""The live plan: what follows from the answers so far, beside every step, redrawn after every answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.application.current_medicines import lists_in_words, open_names_in_words
from desktop_app.application.open_questions import open_heading
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.evaluation import Evaluation, FiredRule, FollowUp
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.text import TextLabel, show_tint

LEVEL_OF_CLASS: Final = {
    "EMERGENCY_TODAY": Level.EMERGENCY,
    "URGENT_2W": Level.CAUTION,
    "IMAGING_LABS": Level.CAUTION,
    "INFLAMMATORY_REFERRAL": Level.INFORMATION,
    "INVESTIGATE_NONURGENT": Level.INFORMATION,
    "WATCH": Level.INFORMATION,
    "NO_FLAG": Level.NO_RESTRICTION,
    "INCOMPLETE": Level.NOT_ASSESSED,
}
_MOST_OPEN_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the plan with the role of its text."""

    text: str
    role: str = ""


class LivePlan(QScrollArea):
    """Reads the evaluation aloud in a fixed order: urgency, reasons, what was chosen, what is open."""

    def __init__(self, form: VisitForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._names = {item.id: item.name for item in form.medicines}
        self._names |= {item.id: item.name for item in form.therapies}
        self.setObjectName("live_plan")
        self.setAccessibleName("Live plan")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        body = QFrame()
        body.setProperty("area", "surface")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        self.badge = SeverityBadge(Level.NOT_ASSESSED)
        self._meaning = TextLabel()
        self._card = QFrame()
        card = QVBoxLayout(self._card)
        card.setContentsMargins(10, 8, 10, 8)
        card.addWidget(self.badge)
        card.addWidget(self._meaning)
        layout.addWidget(self._card)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._labels: list[TextLabel] = []
        layout.addLayout(self._lines)
        layout.addStretch(1)
        self._drawn: tuple[_Line, ...] = ()
        self.setWidget(body)

    def redraw(self, visit: Visit) -> None:
        evaluation = visit.evaluation
        triage = evaluation.triage
        level = LEVEL_OF_CLASS[triage.triage_class.value]
        self.badge.show_level(level, triage.title)
        show_tint(self._card, level)
        self._meaning.setText(evaluation.out_of_scope or triage.meaning)
        self.setAccessibleDescription(f"{triage.title}. {self._meaning.text()}")
        self._draw(tuple(self._all_lines(visit)))

    @property
    def text(self) -> str:
        """Everything that the plan says now."""
        return "\n".join([self.badge.word, self._meaning.text(), *(line.text for line in self._drawn)])

    def _draw(self, lines: tuple[_Line, ...]) -> None:
        """Reuse the labels that are there: the plan changes at every answer, and new labels cost most of it."""
        if lines == self._drawn:
            return
        while len(self._labels) < len(lines):
            self._labels.append(TextLabel())
            self._lines.addWidget(self._labels[-1])
        for spare in self._labels[len(lines) :]:
            spare.hide()
        for label, line in zip(self._labels, lines, strict=False):
            label.show()
            label.setText(line.text)
            label.set_role(line.role)
            label.setContentsMargins(0, 10 if line.role == "strong" else 0, 0, 0)
        self._drawn = lines

    def _all_lines(self, visit: Visit) -> Iterator[_Line]:
        evaluation = visit.evaluation
        yield from _section("Why", [line for rule in evaluation.triage.rules for line in _rule(rule)])
        checks = [_Line(found.text) for found in evaluation.contradictions]
        yield from _section("Check: does not fit together", checks)
        decisions = visit.consultation.decisions
        yield from _section("Medicines chosen", [_Line(self._dose(item)) for item in decisions.medications])
        therapies = [_Line(self._names.get(key, key)) for key in decisions.therapies]
        yield from _section("Other care chosen", therapies)
        orders = [_Line(f"{item.label} - {due(item.due_days)}") for item in evaluation.orders]
        orders += [_Line(f"{item.label} - {due(item.due_days)}") for item in evaluation.referrals]
        yield from _section("Tests and referrals", orders)
        review = evaluation.worsening_review
        added = [_Line(f"{text} ({key})") for key, text in review.actions]
        added += [_Line(review.nothing_found)] if review.nothing_found is not None else []
        yield from _section("From the worsening review", added)
        yield from _section("Medicines, allergies, conditions", _lists(visit))
        yield from _section("Follow-up", [_Line(line) for line in _follow_up(evaluation.follow_up)])
        yield from _section(open_heading(visit), self._open(evaluation))

    def _dose(self, choice: MedicationChoice) -> str:
        name = self._names.get(choice.drug, choice.drug)
        dose = choice.strength or (f"{choice.dose_mg:g} mg" if choice.dose_mg is not None else "")
        times = f"{choice.times_per_day} times a day" if choice.times_per_day else ""
        days = f"for {choice.days} days" if choice.days else ""
        return " ".join(filter(None, (name, dose, times, days)))

    def _open(self, evaluation: Evaluation) -> list[_Line]:
        labels = self._form.question_labels
        names = [labels.get(key, "examination of the legs") for key in evaluation.triage.unanswered]
        shown = [_Line(name[:1].upper() + name[1:]) for name in names[:_MOST_OPEN_SHOWN]]
        if len(names) > _MOST_OPEN_SHOWN:
            shown.append(_Line(f"and {len(names) - _MOST_OPEN_SHOWN} more - F8 goes to the next", "caption"))
        return shown


def _lists(visit: Visit) -> list[_Line]:
    """Whether each list was asked about, then what could not be checked or is still to be answered in it."""
    lines = [_Line(f"{title}: {state}") for _, title, state in lists_in_words(visit.consultation)]
    return lines + [_Line(text) for text in open_names_in_words(visit.evaluation)]


def _section(title: str, lines: list[_Line]) -> Iterator[_Line]:
    if lines:
        yield _Line(title, "strong")
        yield from lines


def _rule(rule: FiredRule) -> Iterator[_Line]:
    yield _Line(rule.title)
    yield _Line(f"{'; '.join(rule.because)} ({rule.id})", "caption")
    for text, days in rule.actions:
        yield _Line(text if days is None else f"{due(days).capitalize()}: {text}")


def _follow_up(follow_up: FollowUp) -> Iterator[str]:
    if follow_up.due_days is not None:
        yield f"{due(follow_up.due_days).capitalize()}: {'; '.join(follow_up.because)}"


def due(days: int | None) -> str:
    """When something is due, in days from signing."""
    if days is None:
        return "routine"
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
