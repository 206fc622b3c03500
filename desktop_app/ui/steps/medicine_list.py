"""The formulary in the order in which this patient may have it: nothing, what is suggested, the others, the blocked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.application.visit_form import MedicineView
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.medication_content import Severity
from desktop_app.ui.steps.medicine_cards import MedicineCard
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.disclosure import Disclosure
from desktop_app.ui.widgets.option_card import OptionCard
from desktop_app.ui.widgets.text import SectionHeading, TextLabel

NO_MEDICATION: Final = "no_medication"
_SUGGESTED, _OTHERS, _SUPPORT, _BLOCKED = "suggested", "others", "support", "blocked"

_GOES_WITH: Final = "co_prescribe"


class MedicineList(QWidget):
    """First "no medicine", then what is suggested, then the others, and on demand what is blocked."""

    toggled = Signal(str)
    reason_given = Signal(str, str, str)
    guidelines_requested = Signal(str)
    answer_requested = Signal(str)

    def __init__(self, views: Iterable[MedicineView], content: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._views = {view.id: view for view in views}
        self._names = {view.id: view.name for view in self._views.values()}
        self.cards: dict[str, MedicineCard] = {}
        self._places: dict[str, tuple[str, ...]] = {}
        self.no_medication = OptionCard(NO_MEDICATION, "No medicine", aligned=True)
        self.no_medication.toggled.connect(self.toggled)
        self._columns = {_SUGGESTED: QVBoxLayout(), _OTHERS: QVBoxLayout(), _SUPPORT: QVBoxLayout()}
        self._suggested_for = TextLabel("", "caption")
        self._others = SectionHeading("Other medicines")
        self._support = SectionHeading("To go with another medicine")
        self.blocked = Disclosure("medicines to avoid", self._build_blocked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.no_medication)
        for column in self._columns.values():
            column.setSpacing(0)
        layout.addWidget(self._suggested_for)
        layout.addLayout(self._columns[_SUGGESTED])
        layout.addWidget(self._others)
        layout.addLayout(self._columns[_OTHERS])
        layout.addWidget(self._support)
        layout.addLayout(self._columns[_SUPPORT])
        layout.addWidget(self.blocked)
        self._evaluation: Evaluation | None = None
        self._chosen: frozenset[str] = frozenset()

    def show_list(self, evaluation: Evaluation, chosen: frozenset[str], *, none_given: bool) -> None:
        """Draw every verdict and put each card where it belongs."""
        self._evaluation, self._chosen = evaluation, chosen
        self._show_no_medication(evaluation, none_given=none_given)
        by_place = _by_place(evaluation)
        self._suggested_for.setText(f"Suggested in this order for: {evaluation.suggested_for}")
        self._suggested_for.setVisible(bool(by_place[_SUGGESTED]))
        self._others.setVisible(bool(by_place[_OTHERS]))
        self._support.setVisible(bool(by_place[_SUPPORT]))
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
            card = MedicineCard(self._views[drug], self._names, self._content)
            card.toggled.connect(self.toggled)
            card.reason_given.connect(self.reason_given)
            card.answer_requested.connect(self.answer_requested)
            card.instead_picked.connect(self._show)
            card.guidelines_requested.connect(self.guidelines_requested)
            self.cards[drug] = card
        return self.cards[drug]

    def _show(self, drug: str) -> None:
        """Give the keyboard to the medicine that was picked in place of another."""
        if drug not in self.cards or self.cards[drug].isHidden():
            self.blocked.open()
        self.cards[drug].button.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
    open_ = [
        item
        for item in evaluation.medications
        if item.suggested_rank is None and item.severity < Severity.AVOID
    ]
    rest = [item for item in evaluation.medications if item.suggested_rank is None]
    return {
        _SUGGESTED: tuple(item.drug for item in suggested),
        _OTHERS: tuple(item.drug for item in open_ if item.role != _GOES_WITH),
        _SUPPORT: tuple(item.drug for item in open_ if item.role == _GOES_WITH),
        _BLOCKED: tuple(
            item.drug
            for severity in (Severity.AVOID, Severity.CONTRAINDICATED)
            for item in rest
            if item.severity is severity
        ),
    }
