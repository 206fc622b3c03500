"""One option of care without medicines, with what the patient says about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.application.care_view import STATUS_WORDS, access_in_words, why_in_words
from desktop_app.application.visit_form import TherapyView
from desktop_app.domain.answers import Answer
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import Preference
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medication_content import Severity
from desktop_app.domain.treatment_assessments import Issue, TherapyAssessment
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.option_card import OptionCard, differ_in_words
from desktop_app.ui.widgets.row import Explanation
from desktop_app.ui.widgets.text import TextLabel, set_state

PREFERENCES: Final = "preferences"
ACCESS: Final = "access"
_LEVELS: Final = {
    "not_yet": Level.INFORMATION,
    "not_recommended": Level.INFORMATION,
    "avoid": Level.DO_NOT_USE,
    "contraindicated": Level.DO_NOT_USE,
}
_ANSWERS: Final = (
    (PREFERENCES, Preference.WANT.value, "Wants it", Qt.Key.Key_W),
    (PREFERENCES, Preference.DECLINE.value, "Declines", Qt.Key.Key_D),
    (ACCESS, Answer.YES.value, "Can get it", Qt.Key.Key_C),
    (ACCESS, Answer.NO.value, "Cannot get it", Qt.Key.Key_N),
)


class TherapyCard(OptionCard):
    """The card holds nothing. ``answered`` says group, therapy and value: what the patient wishes, and can get."""

    answered = Signal(str, str, str)

    def __init__(self, view: TherapyView, name: str, parent: QWidget | None = None) -> None:
        super().__init__(view.id, name, parent=parent)
        self._view = view
        self._found: TherapyAssessment | None = None
        self.explanation = self._explain
        self._details = TextLabel(_details(view), "caption")
        self._access = TextLabel("", "strong")
        self._access.hide()
        self._effect = TextLabel(" ".join(filter(None, (view.summary, view.effect))), "caption")
        self._effect.hide()
        self._answers: dict[tuple[str, str], QPushButton] = {}
        for part in (self._access, self._details, self._effect):
            self.extra.addWidget(part)
        self.extra.addLayout(self._answer_row())
        self.more.setText("Effect")
        self.more.setAccessibleName(f"Effect of {name}")
        self.more.clicked.connect(lambda: self._effect.setVisible(self._effect.isHidden()))
        self.more.show()

    def _answer_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(6)
        for group, value, word, key in _ANSWERS:
            if group == ACCESS and value == Answer.YES.value:
                row.addSpacing(18)
            row.addWidget(self._answer(group, value, word, key))
        row.addStretch(1)
        return row

    def _answer(self, group: str, value: str, word: str, key: Qt.Key) -> QPushButton:
        button = QPushButton(word)
        button.setProperty("kind", "answer")
        button.setObjectName(f"{group}-{value}:{self.key}")
        button.setAccessibleName(f"{self.name}: {word}")
        button.setToolTip(chr(key.value))
        button.clicked.connect(lambda: self.answered.emit(group, self.key, value))
        self._answers[group, value] = button
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """W, D, C and N answer while the keyboard is within the card."""
        for group, value, _, key in _ANSWERS:
            if event.key() == key and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self.answered.emit(group, self.key, value)
                return
        super().keyPressEvent(event)

    def show_therapy(
        self, found: TherapyAssessment, evaluation: Evaluation, consultation: Consultation
    ) -> None:
        """Draw how the option stands, and what the patient said about it."""
        self._found = found
        careful = any(issue.severity is Severity.CAUTION for issue in found.issues)
        word = STATUS_WORDS.get(found.status, "CAUTION" if careful else "")
        self.badge.show_level(_LEVELS.get(found.status, Level.CAUTION), word)
        self.badge.setVisible(bool(word))
        self._access.setText(access_in_words(found))
        self._access.setVisible(not found.available)
        self._details.setEnabled(found.available)
        self.show_option(
            why_in_words(found, evaluation, consultation),
            "\n".join(_issue(issue) for issue in found.issues),
            chosen=found.therapy in consultation.decisions.therapies,
            differ=found.guideline_note,
        )
        self._show_answer(PREFERENCES, consultation.preferences)
        self._show_answer(ACCESS, consultation.access)
        for (group, _), button in self._answers.items():
            button.setVisible(group == PREFERENCES or found.status not in STATUS_WORDS)

    def _show_answer(self, group: str, said: Mapping[str, Preference] | Mapping[str, Answer]) -> None:
        answer = said.get(self.key)
        for (asked, value), button in self._answers.items():
            if asked == group:
                is_said = answer is not None and answer.value == value
                set_state(button, "chosen" if is_said else "other")
                button.setAccessibleDescription("recorded" if is_said else "")

    def _explain(self) -> Explanation:
        basis, found = self._view.basis, self._found
        return Explanation(
            title=self.name,
            rule=" ".join(filter(None, (self._view.summary, self._view.effect))),
            facts=tuple(fact for issue in (found.issues if found else ()) for fact in issue.because),
            sources=tuple(f"{source.id}: {source.citation}" for source in basis.sources),
            standing=basis.standing,
            note="\n".join(
                filter(None, (basis.note, differ_in_words(found.guideline_note if found else None)))
            ),
        )


def _details(view: TherapyView) -> str:
    """What the patient does, who gives it, what it costs and how certain its effect is."""
    how = f"How: {view.dose}" if view.dose else ""
    named = (("By", view.provider), ("Cost", view.cost), ("Certainty", view.certainty))
    return "\n".join(
        filter(None, (how, " ".join(f"{title}: {text.rstrip('.')}." for title, text in named if text)))
    )


def _issue(issue: Issue) -> str:
    facts = f" Because: {'; '.join(issue.because)}." if issue.because else ""
    variant = f"{issue.variant}: " if issue.variant else ""
    return f"{issue.severity.word.upper()}: {variant}{issue.message}{facts} ({issue.rule})"
