"""Allergies and current medicines: what was written, what it was read as, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from desktop_app.application.current_medicines import (
    MEDICINES,
    NOT_CHECKED,
    allergy_in_words,
    amount_needed,
    as_given,
    medicine_in_words,
    read_dose,
    renamed,
    repeated_in_words,
    totals_in_words,
    written_dose,
)
from desktop_app.application.medicine_decisions import read_typed_medicine
from desktop_app.application.medicine_search import NameFinder
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.domain.consultation_edit import EditError
from desktop_app.domain.decisions import CurrentMedication
from desktop_app.domain.medicine_readings import NamedMedicine, ReadAllergy
from desktop_app.ui.dates import shown_date
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.amount_row import Amount, AmountRow
from desktop_app.ui.widgets.entry_row import EntryChoice, EntryRow, EntryView
from desktop_app.ui.widgets.list_editor import ListEditor

ALLERGIES = "allergies.list"
_MOST_SUGGESTED = 3
_DID_YOU_MEAN = "Did you mean?"


class _PatientList(ListEditor):
    """A list of the visit: its edits go there, and what cannot be is questioned in its place."""

    def __init__(self, things: str, path: str, visit: Visit, names: NameFinder, placeholder: str) -> None:
        super().__init__(things, path, lambda typed: names.search(self.name_in(typed)), placeholder)
        self._visit = visit
        self._similar: Callable[[str], tuple[EntryChoice, ...]] = cache(lambda name: _similar(names, name))
        self.edited.connect(lambda path, value: self._change({path: value}, self.reviewed.label))
        self.entry_removed.connect(
            lambda index: self._change({f"{path}[{index}]": None}, f"remove from {things}")
        )

    def name_in(self, typed: str) -> str:
        """The name in what is typed, without what may stand behind it."""
        return typed

    def _add(self, entry: object) -> None:
        index = len(self._visit.value(self.path))
        self._change({f"{self.path}[{index}]": entry}, f"add to {self._things}")

    def _change(self, changes: dict[str, object], label: str, row: EntryRow | None = None) -> None:
        problem = ""
        try:
            self._visit.edit_together(changes, label)
        except EditError as error:
            problem = error.sentence
        (row or self.reviewed).show_problem(problem)


class AllergyEntries(_PatientList):
    """An allergy is a name with the reaction in brackets."""

    def __init__(self, visit: Visit, form: VisitForm) -> None:
        super().__init__("allergies", ALLERGIES, visit, form.allergy_names, "Penicillin (rash)")
        self.entry_added.connect(self._add)

    def name_in(self, typed: str) -> str:
        return typed.partition("(")[0]

    def redraw(self) -> None:
        allergies, read = self._visit.consultation.allergies, self._visit.evaluation.allergies
        for row, entry in zip(self.rows_for(len(read), self._row), read, strict=True):
            row.show_entry(self._view(entry))
        self.show_state(len(read), allergies.reviewed)

    def _row(self, path: str) -> EntryRow:
        row = EntryRow(path)
        row.renamed.connect(lambda name: self._change({path: name}, f"call it {name}", row))
        return row

    def _view(self, read: ReadAllergy) -> EntryView:
        words = allergy_in_words(read)
        if read.is_checked:
            return EntryView(read.text, words)
        choices = self._similar(self.name_in(read.text))
        return EntryView(
            read.text, words, NOT_CHECKED, question=_DID_YOU_MEAN if choices else "", choices=choices
        )


class MedicineEntries(_PatientList):
    """Everything that the patient takes, with its amount where that is added up."""

    def __init__(self, visit: Visit, form: VisitForm) -> None:
        super().__init__(
            "current medicines", MEDICINES, visit, form.medicine_names, "Name, or: Tylenol 500 mg 3 a day"
        )
        self._labels = form.drug_class_labels
        self.entry_added.connect(lambda text: self._add(read_typed_medicine(text)))

    def name_in(self, typed: str) -> str:
        return str(read_typed_medicine(typed)["name"])

    def redraw(self) -> None:
        listed, evaluation = self._visit.consultation.current_medications, self._visit.evaluation
        rows = self.rows_for(len(listed.list), self._row)
        for row, entry, read in zip(rows, listed.list, evaluation.current_medicines, strict=True):
            row.show_entry(self._view(entry, read))
            if isinstance(row, AmountRow):
                row.show_amount(_amount(entry, read))
        notes = (*repeated_in_words(evaluation), *totals_in_words(evaluation))
        self.show_state(len(listed.list), listed.reviewed, notes)

    def _row(self, path: str) -> EntryRow:
        index = len(self.rows)
        row = AmountRow(path)
        row.renamed.connect(
            lambda name: self._change(renamed(self._visit.consultation, index, name), f"call it {name}", row)
        )
        row.amount_changed.connect(
            lambda parts: self._change(_changes(path, parts), f"the amount of {row.label}", row)
        )
        return row

    def _view(self, entry: CurrentMedication, read: NamedMedicine) -> EntryView:
        title, words, needed = (
            as_given(entry),
            medicine_in_words(read, self._labels),
            amount_needed(entry, read),
        )
        if entry.stopped_on is not None:
            title += f" (stopped {shown_date(entry.stopped_on)})"
        if read.question is not None:
            choices = tuple(EntryChoice(label, name) for label, name in read.question.choices)
            unchecked = read.ingredient is None
            state, level = (
                (NOT_CHECKED, Level.NOT_ASSESSED) if unchecked else ("ASK WHICH ONE", Level.CAUTION)
            )
            return EntryView(title, words, state, level, read.question.ask, choices, needed)
        if read.ingredient is None:
            choices = self._similar(entry.name)
            question = _DID_YOU_MEAN if choices else ""
            return EntryView(title, words, NOT_CHECKED, question=question, choices=choices)
        return EntryView(title, words, needed=needed)


def _amount(entry: CurrentMedication, read: NamedMedicine) -> Amount:
    per_day = "" if entry.per_day is None else f"{entry.per_day:g}"
    stopped_on = "" if entry.stopped_on is None else shown_date(entry.stopped_on)
    return Amount(written_dose(entry), per_day, stopped_on, read.counted_in)


def _changes(path: str, parts: dict[str, object]) -> dict[str, object]:
    """What was typed into the fields of an amount, as edits of the entry."""
    changes: dict[str, object] = {}
    for key, value in parts.items():
        values = read_dose(str(value or "")) if key == "dose" else {key: value}
        changes |= {f"{path}.{name}": part for name, part in values.items()}
    return changes


def _similar(names: NameFinder, text: str) -> tuple[EntryChoice, ...]:
    """Close spellings of a name that nobody knows; one key takes the one that was meant."""
    found = names.search(text)
    return tuple(
        EntryChoice(item.name, item.name, item.words)
        for item in found.similar[:_MOST_SUGGESTED]
        if not found.is_exact
    )
