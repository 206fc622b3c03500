"""The formulary as this patient may have it: one card for each medicine, suggested first, blocked last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.application.visit_form import MedicineView
from desktop_app.domain.evaluation import Evaluation, Issue, MedicationAssessment
from desktop_app.domain.medication_content import Severity
from desktop_app.ui.steps.dose_row import limits_in_words
from desktop_app.ui.steps.override_form import OverrideForm
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.option_card import OptionCard
from desktop_app.ui.widgets.row import Explanation
from desktop_app.ui.widgets.text import SectionHeading

NO_MEDICATION: Final = "no_medication"
_SUGGESTED, _OTHERS, _BLOCKED = "suggested", "others", "blocked"
_WORDS: Final = {
    Severity.INFO: "INFORMATION",
    Severity.CAUTION: "CAUTION",
    Severity.AVOID: "AVOID",
    Severity.CONTRAINDICATED: "DO NOT USE",
}


def badge_of(found: MedicationAssessment) -> tuple[Level, str]:
    """Shape and word of a verdict. Something unknown is never shown as "no restriction"."""
    if found.severity >= Severity.AVOID:
        return Level.DO_NOT_USE, _WORDS[found.severity]
    if found.needs_answer:
        return Level.NOT_ASSESSED, "NEEDS ANSWER"
    if found.severity is Severity.CAUTION:
        return Level.CAUTION, "CAUTION"
    if found.role == "warn":
        return Level.INFORMATION, "NOT FIRST CHOICE"
    if found.severity is Severity.INFO:
        return Level.INFORMATION, "INFORMATION"
    return Level.NO_RESTRICTION, "No restriction found"


def issue_in_words(issue: Issue, names: Mapping[str, str]) -> str:
    """Signal word, message, this patient's facts, what to do instead, rule and sources."""
    parts = [f"{_WORDS.get(issue.severity, '')}: {issue.message}"]
    if issue.because:
        parts.append(f"Because: {'; '.join(issue.because)}.")
    if instead := instead_in_words(issue, names):
        parts.append(f"Instead: {instead}")
    parts.append(f"({issue.rule}; {', '.join(issue.sources)})")
    return " ".join(parts)


def instead_in_words(issue: Issue, names: Mapping[str, str]) -> str:
    """What could be given in place of it, by name."""
    listed = ", ".join(names.get(drug, drug) for drug in issue.instead)
    return ". ".join(filter(None, (listed, issue.instead_text)))


class MedicineCard(OptionCard):
    """One medicine of the formulary."""

    reason_given = Signal(str, str, str)

    def __init__(self, view: MedicineView, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(view.id, view.name, aligned=True, parent=parent)
        self._view = view
        self._names = names
        self._found: MedicationAssessment | None = None
        self._chosen: bool | None = None
        self._form: OverrideForm | None = None
        self._expanded = False
        self.more.clicked.connect(self._on_more_clicked)
        self.explanation = self._explain

    def show_medicine(self, found: MedicationAssessment, *, chosen: bool) -> None:
        """Draw the verdict; nothing happens where it is drawn already."""
        if (found, chosen) == (self._found, self._chosen):
            return
        if found != self._found or chosen:
            self.close_reason()
        self._found, self._chosen = found, chosen
        self.badge.show_level(*badge_of(found))
        self._draw()

    def ask_reason(self, reasons: Iterable[tuple[str, str]]) -> None:
        """Ask why this medicine is chosen against its warning."""
        if self._form is not None:
            return
        form = OverrideForm(f"Choosing {self.name} against the warning", reasons)
        form.recorded.connect(lambda reason, text: self.reason_given.emit(self.key, reason, text))
        form.cancelled.connect(self._on_reason_cancelled)
        self._form = form
        self.extra.addWidget(form)
        # Qt shows what was added in the next round of its loop, and gives the keyboard only to what is shown.
        form.show()
        form.setFocus()

    @property
    def is_asking(self) -> bool:
        """Whether the reason is being asked for."""
        return self._form is not None

    def close_reason(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None

    def _on_reason_cancelled(self) -> None:
        self.close_reason()
        self.button.setFocus()

    def _on_more_clicked(self) -> None:
        self._expanded = not self._expanded
        self._draw()

    def _draw(self) -> None:
        found = self._found
        if found is None:
            return
        details = self._details(found)
        self.more.setVisible(bool(details))
        self.more.setText("Less" if self._expanded else "More")
        lines = "\n".join(details) if self._expanded else ""
        chosen = bool(self._chosen)
        self.show_option(_note(found), lines, chosen=chosen, differ=found.guidelines_differ)

    def _details(self, found: MedicationAssessment) -> list[str]:
        limits = limits_in_words(found.dose) or self._view.dose_text or ""
        return [
            *(issue_in_words(issue, self._names) for issue in found.issues),
            *filter(None, (limits, found.guideline_note)),
        ]

    def _explain(self) -> Explanation:
        found, basis = self._found, self._view.basis
        issues = () if found is None else found.issues
        return Explanation(
            title=self.name,
            rule="\n".join(issue_in_words(issue, self._names) for issue in issues) or self.note,
            facts=tuple(dict.fromkeys(fact for issue in issues for fact in issue.because)),
            sources=tuple(f"{source.id}: {source.citation}" for source in basis.sources),
            standing=basis.standing,
            note=self._view.guideline_note or "",
        )


def _note(found: MedicationAssessment) -> str:
    """The one line that a clinician needs: its place, the worst reason with this patient's facts, what is unknown."""
    parts = []
    if found.suggested_rank is not None:
        parts.append(f"Suggestion {found.suggested_rank}.")
    if found.needs_answer:
        parts.append(f"Not answered: {', '.join(found.needs_answer)}.")
    if found.issues:
        worst = found.issues[0]
        facts = f" ({'; '.join(worst.because)})" if worst.because else ""
        more = f" And {len(found.issues) - 1} more." if len(found.issues) > 1 else ""
        parts.append(f"{worst.message}{facts}{more}")
    return " ".join(parts)


class MedicineList(QWidget):
    """First "no medicine", then what is suggested, then the others, and on demand what is blocked."""

    toggled = Signal(str)
    reason_given = Signal(str, str, str)

    def __init__(self, views: Iterable[MedicineView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views = {view.id: view for view in views}
        self._names = {view.id: view.name for view in self._views.values()}
        self.cards: dict[str, MedicineCard] = {}
        self._places: dict[str, tuple[str, ...]] = {}
        self.no_medication = OptionCard(NO_MEDICATION, "No medicine", aligned=True)
        self.no_medication.toggled.connect(self.toggled)
        self._columns = {_SUGGESTED: QVBoxLayout(), _OTHERS: QVBoxLayout()}
        self._others = SectionHeading("Other medicines")
        self.blocked = Disclosure("medicines to avoid", self._build_blocked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.no_medication)
        for column in self._columns.values():
            column.setSpacing(0)
        layout.addLayout(self._columns[_SUGGESTED])
        layout.addWidget(self._others)
        layout.addLayout(self._columns[_OTHERS])
        layout.addWidget(self.blocked)
        self._blocked_now: tuple[str, ...] = ()
        self._evaluation: Evaluation | None = None
        self._chosen: frozenset[str] = frozenset()

    def show_list(self, evaluation: Evaluation, chosen: frozenset[str], *, none_given: bool) -> None:
        """Draw every verdict and put each card where it belongs."""
        self._evaluation, self._chosen = evaluation, chosen
        self._show_no_medication(evaluation, none_given=none_given)
        by_place = _by_place(evaluation)
        self._others.setVisible(bool(by_place[_OTHERS]))
        self.blocked.setVisible(bool(by_place[_BLOCKED]))
        self.blocked.show_title(f"medicines to avoid or not to use ({len(by_place[_BLOCKED])})")
        if self.blocked.is_open or not chosen.isdisjoint(by_place[_BLOCKED]):
            self.blocked.open()
        for place, column in self._columns.items():
            self._fill(place, column, by_place[place])
        self._draw_cards()

    def _show_no_medication(self, evaluation: Evaluation, *, none_given: bool) -> None:
        first = evaluation.first_suggestion == NO_MEDICATION
        level = (Level.INFORMATION, "SUGGESTED FIRST") if first else (Level.INFORMATION, "ALWAYS POSSIBLE")
        self.no_medication.badge.show_level(*level)
        note = (
            "; ".join(evaluation.first_suggestion_because)
            if first
            else "Recorded on the plan as decided together."
        )
        self.no_medication.show_option(note, chosen=none_given)

    def _build_blocked(self, column: QVBoxLayout) -> None:
        """The cards of what is blocked are made when somebody looks at them."""
        self._columns[_BLOCKED] = column
        if self._evaluation is not None:
            self._fill(_BLOCKED, column, _by_place(self._evaluation)[_BLOCKED])
            self._draw_cards()

    def _fill(self, place: str, column: QVBoxLayout, drugs: tuple[str, ...]) -> None:
        if self._places.get(place) == drugs:
            return
        self._places[place] = drugs
        while column.count():
            column.takeAt(0)
        for drug in drugs:
            column.addWidget(self._card(drug))
            self.cards[drug].show()

    def _card(self, drug: str) -> MedicineCard:
        if drug not in self.cards:
            card = MedicineCard(self._views[drug], self._names)
            card.toggled.connect(self.toggled)
            card.reason_given.connect(self.reason_given)
            self.cards[drug] = card
        return self.cards[drug]

    def _draw_cards(self) -> None:
        if self._evaluation is None:
            return
        blocked_shown = _BLOCKED in self._columns
        blocked = set() if blocked_shown else set(_by_place(self._evaluation)[_BLOCKED])
        for found in self._evaluation.medications:
            card = self.cards.get(found.drug)
            if card is not None:
                card.show_medicine(found, chosen=found.drug in self._chosen)
                if found.drug in blocked:
                    card.hide()


def _by_place(evaluation: Evaluation) -> dict[str, tuple[str, ...]]:
    """Which medicines stand in which part of the list, in its order."""
    suggested = sorted(
        (item for item in evaluation.medications if item.suggested_rank is not None),
        key=lambda item: item.suggested_rank or 0,
    )
    rest = [item for item in evaluation.medications if item.suggested_rank is None]
    return {
        _SUGGESTED: tuple(item.drug for item in suggested),
        _OTHERS: tuple(item.drug for item in rest if item.severity < Severity.AVOID),
        _BLOCKED: tuple(
            item.drug
            for severity in (Severity.AVOID, Severity.CONTRAINDICATED)
            for item in rest
            if item.severity is severity
        ),
    }
