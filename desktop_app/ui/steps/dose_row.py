"""The dose of a chosen medicine: amount, times a day, days; with the patient's own limits beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.domain.decisions import MedicationChoice
from desktop_app.domain.treatment_assessments import DoseRange
from desktop_app.ui.widgets.field_rows import FieldEdit, read_number
from desktop_app.ui.widgets.row import Row
from desktop_app.ui.widgets.text import TextLabel, set_state

_UNITS = {"dose_mg": "mg", "times_per_day": "times a day", "days": "days"}


class DoseRow(Row):
    """One chosen medicine. ``edited`` sends the changed parts as a mapping; only what is typed is sent.

    ``in_mg`` is false where one dose is described in words (a patch); then only frequency and length are asked.
    """

    def __init__(self, path: str, name: str, *, in_mg: bool, parent: QWidget | None = None) -> None:
        super().__init__(path, name, parent=parent)
        self._words.set_role("strong")
        self._edits = {key: self._field(key) for key in _UNITS if in_mg or key != "dose_mg"}
        self._shown: dict[str, str] = dict.fromkeys(self._edits, "")
        self.remove = QPushButton("Remove")
        self.remove.setObjectName(f"remove:{path}")
        self.remove.setProperty("kind", "link")
        self.remove.setAccessibleName(f"Remove {name}")
        self.add_control(self.remove)
        self.setFocusProxy(self.input)

    def _field(self, key: str) -> FieldEdit:
        edit = FieldEdit()
        edit.setObjectName(f"{self.path}:{key}")
        edit.setAccessibleName(f"{self.label}, {_UNITS[key]}")
        digits = 5 if key == "dose_mg" else 3
        edit.setFixedWidth(edit.fontMetrics().horizontalAdvance("0") * digits + 22)
        edit.editingFinished.connect(self._on_edit_finished)
        self.add_control(edit)
        unit = TextLabel(_UNITS[key])
        unit.setWordWrap(False)
        self.add_control(unit)
        return edit

    @property
    def input(self) -> QWidget:
        return next(iter(self._edits.values()))

    def show_value(self, value: object) -> None:
        """Draw the choice, unless what was typed here is being questioned or not finished."""
        if self.problem or any(edit.isModified() for edit in self._edits.values()):
            return
        if isinstance(value, MedicationChoice):
            for key, edit in self._edits.items():
                amount = getattr(value, key)
                self._shown[key] = "" if amount is None else f"{amount:g}"
                edit.setText(self._shown[key])
                set_state(edit, "" if self._shown[key] else "open")

    def revert(self) -> None:
        """Show again what the consultation holds, in place of what was typed."""
        self.show_problem("")
        for key, edit in self._edits.items():
            edit.setText(self._shown[key])
            edit.setModified(False)

    def commit(self) -> None:
        self._on_edit_finished()

    def _on_edit_finished(self) -> None:
        typed = {key: edit.text().strip() for key, edit in self._edits.items()}
        for edit in self._edits.values():
            edit.setModified(False)
        if typed == self._shown:
            self.show_problem("")
            return
        try:
            parts = {key: read_number(text) if text else None for key, text in typed.items()}
        except ValueError as error:
            self.show_problem(str(error))
            return
        self.edited.emit(self.path, parts)


def first_dose_in_words(limits: DoseRange | None, in_words: str | None) -> str:
    """``400 mg 3 times a day for 7 days; most 2400 mg a day``: what is taken where nothing else is typed."""
    if limits is None or limits.default_times_per_day is None:
        return ""
    amount = limits.default_strength or in_words or f"{limits.default_dose_mg or 0:g} mg"
    most = "" if limits.max_mg_per_day is None else f"; most {limits.max_mg_per_day:g} mg a day"
    return f"{amount}, {_often(limits.default_times_per_day)} for {limits.default_days} days{most}"


def limits_in_words(limits: DoseRange | None) -> str:
    """``Most 800 mg a dose, 2400 mg a day, 4 times a day, 14 days. Lowered for: age 65 or older``."""
    if limits is None:
        return ""
    amounts = ((limits.max_single_mg, "a dose"), (limits.max_mg_per_day, "a day"))
    parts = [f"{amount:g} mg {per}" for amount, per in amounts if amount is not None]
    words = f"Most {', '.join([*parts, _often(limits.max_times_per_day), f'{limits.max_days} days'])}"
    return f"{words}. Lowered for: {', '.join(limits.reasons)}" if limits.reasons else words


def _often(times: int) -> str:
    return "once a day" if times == 1 else f"{times} times a day"
