"""A medicine as this patient may have it: its verdict, the reason, and the form for going on against a warning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.application.visit_form import MedicineView
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.treatment_assessments import Issue, MedicationAssessment
from desktop_app.ui.steps.dose_row import first_dose_in_words, limits_in_words
from desktop_app.ui.steps.override_form import OverrideForm
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.option_card import OptionCard, differ_in_words
from desktop_app.ui.widgets.row import Explanation

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
    answer_requested = Signal(str)
    """The first fact that has to be known for its verdict is to be answered."""
    instead_picked = Signal(str)
    """Another medicine is to be looked at in place of this one."""

    def __init__(
        self, view: MedicineView, names: Mapping[str, str], content: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(view.id, view.name, aligned=True, parent=parent)
        self._view = view
        self._names = names
        self._content = content
        self._answer = QPushButton("Answer now")
        self._answer.setObjectName(f"answer:{view.id}")
        self._answer.setProperty("kind", "link")
        self._answer.setAccessibleName(f"Answer now what {view.name} needs")
        self._answer.clicked.connect(self._on_answer_clicked)
        self._answer.hide()
        self.under_badge.addWidget(self._answer, 0, Qt.AlignmentFlag.AlignLeft)
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
        form.show_instead(self._instead())
        form.instead_picked.connect(self._on_instead_picked)
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

    def _instead(self) -> tuple[tuple[str, str], ...]:
        """What the worst issue names in place of this medicine, by key and name."""
        issues = () if self._found is None else self._found.issues[:1]
        return tuple((drug, self._names.get(drug, drug)) for issue in issues for drug in issue.instead)

    def _on_instead_picked(self, drug: str) -> None:
        self.close_reason()
        self.instead_picked.emit(drug)

    def _on_answer_clicked(self) -> None:
        if self._found is not None and self._found.needs_answer:
            self.answer_requested.emit(self._found.needs_answer[0])

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
        self._answer.setVisible(bool(found.needs_answer))
        self.show_option(_note(found, self._view), lines, chosen=chosen, differ=found.guideline_note)

    def _details(self, found: MedicationAssessment) -> list[str]:
        limits = limits_in_words(found.dose) or self._view.dose_text or ""
        return [
            *(issue_in_words(issue, self._names) for issue in found.issues),
            *filter(None, (limits, differ_in_words(found.guideline_note))),
        ]

    def _explain(self) -> Explanation:
        found, basis = self._found, self._view.basis
        issues = () if found is None else found.issues
        return Explanation(
            title=self.name,
            rule="\n".join(issue_in_words(issue, self._names) for issue in issues)
            or f"No restriction found in {self._content} for the answers given.",
            facts=tuple(dict.fromkeys(fact for issue in issues for fact in issue.because)),
            sources=tuple(f"{source.id}: {source.citation}" for source in basis.sources),
            standing=basis.standing,
            note=differ_in_words(None if found is None else found.guideline_note),
        )


def _note(found: MedicationAssessment, view: MedicineView) -> str:
    """Its place, what is unknown, the worst reason with this patient's facts, and then the dose that one key takes."""
    reason = _reason(found, view.first_choice_note)
    dose = first_dose_in_words(found.dose, view.dose_text) if found.severity < Severity.AVOID else ""
    return "\n".join(filter(None, (reason, dose)))


def _reason(found: MedicationAssessment, first_choice_note: str | None) -> str:
    parts = []
    if found.suggested_rank is not None:
        parts.append(f"Suggestion {found.suggested_rank}.")
    if found.suggested_rank == 1 and first_choice_note is not None:
        parts.append(first_choice_note)
    if found.needs_answer:
        parts.append(f"Not answered: {', '.join(found.needs_answer)}.")
    if found.issues:
        worst = found.issues[0]
        said = worst.message.casefold()
        because = [fact for fact in worst.because if fact.casefold() not in said]
        facts = f" ({'; '.join(because)})" if because else ""
        more = f" And {len(found.issues) - 1} more." if len(found.issues) > 1 else ""
        parts.append(f"{worst.message}{facts}{more}")
    return " ".join(parts)
