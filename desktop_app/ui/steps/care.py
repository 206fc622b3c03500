"""Step 6: nonpharmacologic care, in the order of the evaluation."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.care_view import CARE_GROUPS, grouped
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.treatment_assessments import TherapyAssessment
from desktop_app.ui.services import Services
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.steps.therapy_card import PREFERENCES, TherapyCard
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.text import SectionHeading, TextLabel, show_tint

_CHOSEN: Final = "decisions.therapies"
_KEYS: Final = (
    "Space chooses; W wants, D declines, C can get it, N cannot. F4 says why, F3 what guidelines say."
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
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(TextLabel(_KEYS, "caption"), 1)
        top.addWidget(self._patient_button())
        self.column.addLayout(top)
        self._prompts = TextLabel()
        self._prompts.setMargin(8)
        show_tint(self._prompts, Level.INFORMATION)
        self._prompts.setObjectName("care:prompts")
        self.column.addSpacing(8)
        self.column.addWidget(self._prompts)
        for group in CARE_GROUPS:
            self._add_group(group.title, folded=group.folded)

    def _patient_button(self) -> QPushButton:
        button = QPushButton("Show to the patient (F9)")
        button.setObjectName("patient_view")
        button.clicked.connect(self.patient_view_requested)
        return button

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
        for group, found in grouped(therapies):
            title = group.title
            part = self._parts[title]
            part.setVisible(bool(found))
            if isinstance(part, Disclosure):
                part.show_title(f"{title[:1].lower()}{title[1:]} ({len(found)})")
            if title in self._columns:
                self._fill(title, found)
        self._draw_cards(therapies)
        asked = [item.text for item in self.visit.evaluation.prompts if item.id in self.form.care_prompts]
        self._prompts.setText("\n\n".join(asked))
        self._prompts.setVisible(bool(asked))

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
            card.answered.connect(self._on_answered)
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
            card.show_therapy(item, self.visit.evaluation, consultation)
            card.button.setEnabled(is_chosen or not blocked)

    def focus_path(self, path: str) -> bool:
        """The choice of care is made at the first option."""
        first = next((key for group in CARE_GROUPS for key in self._placed.get(group.title, ())), None)
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

    def _on_answered(self, group: str, therapy: str, value: str) -> None:
        """What the patient wishes or can get; the same answer again takes it back."""
        path = f"{group}.{therapy}"
        said = self.visit.value(path)
        is_said = said is not None and said.value == value
        about = "wish on" if group == PREFERENCES else "access to"
        self.visit.edit(path, None if is_said else value, f"the patient's {about} {self.cards[therapy].name}")
        self.cards[therapy].button.setFocus(Qt.FocusReason.OtherFocusReason)
