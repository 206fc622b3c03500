"""Step 7: imaging, tests, referrals, what else to do, and when the patient is seen again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.order_decisions import (
    ACCEPTED,
    is_accepted,
    letters,
    proposed,
    toggled,
    with_all,
)
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.evaluation import Evaluation, Order, Reasoned, Referral
from desktop_app.ui.dates import shown_date
from desktop_app.ui.live_plan import due
from desktop_app.ui.services import Services
from desktop_app.ui.steps.page import StepPage
from desktop_app.ui.widgets.option_card import OptionCard
from desktop_app.ui.widgets.row import Explanation
from desktop_app.ui.widgets.text import TextLabel, set_state


class OrderCard(OptionCard):
    """One test or referral, accepted or not."""

    def __init__(self, key: str, name: str, explanation: Explanation, parent: QWidget | None = None) -> None:
        super().__init__(key, name, parent=parent)
        self.explanation = lambda: explanation

    def show_order(self, note: str, *, accepted: bool | None) -> None:
        """Draw it; nothing is accepted before it is decided."""
        self.show_option(note, chosen=accepted is True)
        word = {True: "Accepted", False: "Not accepted", None: "Accept"}[accepted]
        self.button.setText(word)
        set_state(self.button, {True: "chosen", False: "other", None: "open"}[accepted])
        self.button.setAccessibleName(f"{word}: {self.name}")


class OrdersStep(StepPage):
    """Accept all, or each for itself."""

    title = "Tests, referrals and follow-up"

    def __init__(
        self, visit: Visit, form: VisitForm, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(visit, form, services, parent)
        self.cards: list[OrderCard] = []
        self._drawn: Evaluation | None = None
        self.add_section("Imaging")
        self._imaging = _part(self.column)
        self.add_section("Tests and referrals")
        self._state = TextLabel("", "caption")
        self.column.addWidget(self._state)
        self.column.addLayout(self._buttons())
        self._orders = _part(self.column)
        self._optional_heading = self.add_section("Optional", "Off unless you add it.")
        self._optional = _part(self.column)
        self._letters = TextLabel()
        self.column.addWidget(self._letters)
        self.add_section("Follow-up")
        self._follow_up = TextLabel()
        self.column.addWidget(self._follow_up)
        self._prompts_heading = self.add_section("Before the patient leaves")
        self._prompts = _part(self.column)
        self._pathway_heading = self.add_section("Pathway for this picture")
        self._pathway = _part(self.column)

    def _buttons(self) -> QHBoxLayout:
        self.accept_all = QPushButton("Accept all")
        self.accept_all.setObjectName("accept_all")
        self.accept_all.clicked.connect(
            lambda: self.visit.edit(ACCEPTED, with_all(self.visit.evaluation), "accept all orders")
        )
        self.accept_none = QPushButton("Accept none")
        self.accept_none.setObjectName("accept_none")
        self.accept_none.clicked.connect(lambda: self.visit.edit(ACCEPTED, [], "accept no order"))
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        layout.addWidget(self.accept_all)
        layout.addWidget(self.accept_none)
        layout.addStretch(1)
        return layout

    def redraw(self) -> None:
        super().redraw()
        evaluation = self.visit.evaluation
        if self._drawn is None or _content(self._drawn) != _content(evaluation):
            self._rebuild(evaluation)
        self._drawn = evaluation
        self._show_orders()

    def _rebuild(self, evaluation: Evaluation) -> None:
        imaging = [line for row in evaluation.imaging for line in (row.text, _because(row))]
        _show_lines(self._imaging, imaging or ["No decision on imaging yet."])
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(item, self._orders) for item in proposed(evaluation)]
        self.cards += [self._card(item, self._optional) for item in evaluation.optional_referrals]
        self._optional_heading.setVisible(bool(evaluation.optional_referrals))
        found = evaluation.follow_up
        when = (
            "No date follows from the answers yet"
            if found.due_days is None
            else f"Seen again {self._when(found.due_days)}"
        )
        self._follow_up.setText(f"{when}: {' '.join(found.because)}" if found.because else f"{when}.")
        _show_lines(self._prompts, [f"{item.text}" for item in evaluation.prompts])
        self._prompts_heading.setVisible(bool(evaluation.prompts))
        _show_lines(self._pathway, list(_pathway(evaluation.pathway)))
        self._pathway_heading.setVisible(bool(evaluation.pathway))

    def _card(self, item: Order | Referral, part: QVBoxLayout) -> OrderCard:
        reason = f"{item.reason} ({item.id})" if isinstance(item, Referral) else ", ".join(item.rules)
        known = self.form.sources
        cited = tuple(f"{key}: {known[key].citation}" for key in item.sources if key in known)
        card = OrderCard(item.id, item.label, Explanation(item.label, reason, item.because, cited))
        card.toggled.connect(self._on_toggled)
        part.addWidget(card)
        return card

    def _show_orders(self) -> None:
        consultation = self.visit.consultation
        evaluation = self.visit.evaluation
        items = proposed(evaluation)
        for card, item in zip(self.cards, (*items, *evaluation.optional_referrals), strict=True):
            # "all" means everything that is due: an optional referral is added by name only.
            accepted = is_accepted(consultation, item.id) if item in items else None
            card.show_order(self._note(item), accepted=accepted)
        self._letters.setText(_letters(letters(consultation, evaluation)))
        count = sum(is_accepted(consultation, item.id) is True for item in items)
        undecided = consultation.decisions.accepted_orders is None
        self._state.setText(
            "Nothing is due."
            if not items
            else "Not decided yet."
            if undecided
            else f"{count} of {len(items)} accepted."
        )
        for button in (self.accept_all, self.accept_none):
            button.setVisible(bool(items))

    def _when(self, days: int | None) -> str:
        """The day, counted from today as from the day of signing, and how far off it is."""
        if days is None:
            return due(days)
        return f"by {shown_date(self.services.now().date() + timedelta(days=days))}, {due(days)}"

    def _note(self, item: Order | Referral) -> str:
        """When, on what condition, why, and where that is from."""
        when = self._when(item.due_days)
        parts = [f"{when[:1].upper()}{when[1:]}."]
        if isinstance(item, Referral):
            parts.append(item.reason)
            parts += ["Stands whatever is accepted: it is for today."] if item.same_day else []
        elif item.condition:
            parts.append(f"Only if: {item.condition}.")
        if item.because:
            parts.append(f"Because: {'; '.join(item.because)}.")
        rules = (item.id,) if isinstance(item, Referral) else item.rules
        parts.append(f"({', '.join(rules)}; {', '.join(item.sources)})")
        return " ".join(parts)

    def focus_path(self, path: str) -> bool:
        if path != ACCEPTED or not self.accept_all.isVisibleTo(self):
            return super().focus_path(path)
        self.accept_all.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(self.accept_all, 0, 80)
        return True

    def focus_first(self) -> None:
        if not self.focus_path(ACCEPTED):
            super().focus_first()

    def _on_toggled(self, order: str) -> None:
        value = toggled(self.visit.consultation, self.visit.evaluation, order)
        self.visit.edit(ACCEPTED, value, "accept or refuse an order")


def _content(evaluation: Evaluation) -> tuple[object, ...]:
    """What the page draws once for as long as it is the same."""
    return (
        evaluation.imaging,
        evaluation.orders,
        evaluation.referrals,
        evaluation.optional_referrals,
        evaluation.follow_up,
        evaluation.prompts,
        evaluation.pathway,
    )


def _part(column: QVBoxLayout) -> QVBoxLayout:
    part = QVBoxLayout()
    part.setSpacing(4)
    column.addLayout(part)
    return part


def _show_lines(part: QVBoxLayout, lines: list[str]) -> None:
    while (item := part.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for line in lines:
        part.addWidget(TextLabel(line))


def _letters(services: tuple[str, ...]) -> str:
    return (
        f"Referral letters with the plan: {'; '.join(services)}."
        if services
        else "No referral letter is due."
    )


def _because(item: Reasoned) -> str:
    facts = f"Because: {'; '.join(item.because)}. " if item.because else ""
    return f"{facts}({item.id}; {', '.join(item.sources)})"


def _pathway(rows: tuple[Reasoned, ...]) -> Iterator[str]:
    for row in rows:
        yield f"{row.text} ({row.id})"
        yield from (f"   - {action}" for action in row.actions)
