"""Step 6: nonpharmacologic care, in the order of the evaluation."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import TherapyView, VisitForm
from desktop_app.domain.decisions import Preference
from desktop_app.domain.evaluation import Issue, TherapyAssessment
from desktop_app.domain.medication_content import Severity
from desktop_app.ui.services import Services
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.option_card import OptionCard, differ_in_words
from desktop_app.ui.widgets.row import Explanation
from desktop_app.ui.widgets.text import SectionHeading, TextLabel, set_state

_CHOSEN: Final = "decisions.therapies"
_GROUPS: Final = (
    (("offered",), "Offered"),
    (("more_options",), "More options"),
    (("declined",), "Declined by the patient"),
    (("not_yet",), "Not yet"),
    (("not_recommended",), "Not recommended"),
    (("avoid", "contraindicated"), "Blocked for this patient"),
)
_SHOWN_AT_ONCE: Final = 3
_WARNING_WORDS: Final = {"not_recommended": "NOT ADVISED", "avoid": "AVOID", "contraindicated": "DO NOT USE"}


class TherapyCard(OptionCard):
    """One option with what the patient wishes about it."""

    wished = Signal(str, object)

    def __init__(self, view: TherapyView, name: str, parent: QWidget | None = None) -> None:
        super().__init__(view.id, name, parent=parent)
        self._view = view
        self._found: TherapyAssessment | None = None
        self.explanation = self._explain
        self._wishes = {
            Preference.WANT.value: self._wish(Preference.WANT.value, "Wants it"),
            Preference.DECLINE.value: self._wish(Preference.DECLINE.value, "Declines"),
        }
        for place, button in enumerate(self._wishes.values()):
            self.buttons.insertWidget(place, button)

    def _wish(self, value: str, word: str) -> QPushButton:
        button = QPushButton(word)
        button.setProperty("kind", "choice")
        button.setObjectName(f"{value}:{self.key}")
        button.setAccessibleName(f"{self.name}: {word}")
        button.clicked.connect(lambda: self.wished.emit(self.key, value))
        return button

    def show_therapy(self, found: TherapyAssessment, *, chosen: bool, wish: Preference | None) -> None:
        """Draw how the option stands, and what the patient wishes."""
        self._found = found
        careful = any(issue.severity is Severity.CAUTION for issue in found.issues)
        word = _WARNING_WORDS.get(found.status, "CAUTION" if careful else "")
        self.badge.show_level(Level.DO_NOT_USE if found.status in _WARNING_WORDS else Level.CAUTION, word)
        self.badge.setVisible(bool(word))
        lines = "\n".join(_issue(issue) for issue in found.issues)
        self.show_option(self._in_words(found), lines, chosen=chosen, differ=found.guideline_note)
        for value, button in self._wishes.items():
            said = wish is not None and wish.value == value
            set_state(button, "chosen" if said else "other")
            button.setAccessibleDescription("recorded" if said else "")

    def _in_words(self, found: TherapyAssessment) -> str:
        parts = [found.summary]
        if self._view.certainty:
            parts.append(f"Evidence: {self._view.certainty}.")
        if not found.available:
            parts.append("Not available to this patient.")
        return " ".join(parts)

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


class CareStep(StepPage):
    """Choose what fits; what is blocked cannot be chosen."""

    title = "Other care"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self._views = {view.id: view for view in form.therapies}
        self.cards: dict[str, TherapyCard] = {}
        self._columns: dict[str, QVBoxLayout] = {}
        self._placed: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, QWidget] = {}
        self.column.addWidget(
            TextLabel(
                "In the order of the evaluation. Space chooses, F4 says why, F3 what guidelines say.",
                "caption",
            )
        )
        for place, (_, title) in enumerate(_GROUPS):
            self._add_group(title, folded=place >= _SHOWN_AT_ONCE)

    def _add_group(self, title: str, *, folded: bool) -> None:
        if folded:
            part: QWidget = Disclosure(title, lambda column: self._open_group(title, column))
            self.column.addWidget(part)
        else:
            part = SectionHeading(title)
            self.column.addWidget(part)
            column = QVBoxLayout()
            column.setSpacing(0)
            self.column.addLayout(column)
            self._columns[title] = column
        self._parts[title] = part

    def open_group(self, title: str) -> None:
        """Show the options of a folded group."""
        part = self._parts[title]
        if isinstance(part, Disclosure):
            part.open()

    def _open_group(self, title: str, column: QVBoxLayout) -> None:
        """The cards of a folded group are made when somebody looks at them."""
        self._columns[title] = column
        self._draw()

    def redraw(self) -> None:
        super().redraw()
        self._draw()

    def _draw(self) -> None:
        therapies = self.visit.evaluation.therapies
        for statuses, title in _GROUPS:
            found = tuple(item for item in therapies if item.status in statuses)
            part = self._parts[title]
            part.setVisible(bool(found))
            if isinstance(part, Disclosure):
                part.show_title(f"{title[:1].lower()}{title[1:]} ({len(found)})")
            if title in self._columns:
                self._fill(title, found)
        self._draw_cards(therapies)

    def _fill(self, title: str, found: tuple[TherapyAssessment, ...]) -> None:
        keys = tuple(item.therapy for item in found)
        if self._placed.get(title) == keys:
            return
        self._placed[title] = keys
        column = self._columns[title]
        while column.count():
            column.takeAt(0)
        for item in found:
            column.addWidget(self._card(item))
            self.cards[item.therapy].show()

    def _card(self, found: TherapyAssessment) -> TherapyCard:
        if found.therapy not in self.cards:
            card = TherapyCard(self._views[found.therapy], found.name)
            card.toggled.connect(self._on_toggled)
            card.wished.connect(self._on_wished)
            card.guidelines_requested.connect(self.guidelines_requested)
            self.cards[found.therapy] = card
        return self.cards[found.therapy]

    def _draw_cards(self, therapies: tuple[TherapyAssessment, ...]) -> None:
        consultation = self.visit.consultation
        chosen = consultation.decisions.therapies
        placed = {key for title in self._columns for key in self._placed.get(title, ())}
        for item in therapies:
            card = self.cards.get(item.therapy)
            if card is None:
                continue
            card.setVisible(item.therapy in placed)
            is_chosen = item.therapy in chosen
            blocked = item.status in ("avoid", "contraindicated")
            card.show_therapy(item, chosen=is_chosen, wish=consultation.preferences.get(item.therapy))
            card.button.setEnabled(is_chosen or not blocked)

    def focus_path(self, path: str) -> bool:
        """The choice of care is made at the first option."""
        first = next(iter(self._placed.get(_GROUPS[0][1], ())), None)
        if path != _CHOSEN or first is None:
            return super().focus_path(path)
        self.cards[first].button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(self.cards[first], 0, 80)
        return True

    def focus_first(self) -> None:
        if not self.focus_path(_CHOSEN):
            super().focus_first()

    def _on_toggled(self, therapy: str) -> None:
        chosen = self.visit.consultation.decisions.therapies
        kept = [key for key in chosen if key != therapy]
        name = self.cards[therapy].name
        if therapy in chosen:
            self.visit.edit(_CHOSEN, kept, f"remove {name}")
        else:
            self.visit.edit(_CHOSEN, [*kept, therapy], f"choose {name}")

    def _on_wished(self, therapy: str, wish: str) -> None:
        said = self.visit.consultation.preferences.get(therapy)
        value = None if said is not None and said.value == wish else wish
        self.visit.edit(f"preferences.{therapy}", value, f"the patient's wish on {self.cards[therapy].name}")


def _issue(issue: Issue) -> str:
    facts = f" Because: {'; '.join(issue.because)}." if issue.because else ""
    variant = f"{issue.variant}: " if issue.variant else ""
    return f"{issue.severity.word.upper()}: {variant}{issue.message}{facts} ({issue.rule})"
