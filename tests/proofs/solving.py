"""Ask the solver: is there a patient for whom this holds?"""

from __future__ import annotations

import z3

from tests.proofs.symbolic_patient import SymbolicPatient


class Search:
    """Looks for patients under the constraints of one or more symbolic patients, again and again.

    The solver prefers "no": what a patient need not have, the one that is found does not have.
    """

    def __init__(self, *patients: SymbolicPatient) -> None:
        self._patients = patients
        self._solver = z3.Solver()
        self._solver.set("phase_selection", 0)
        self._added = [0 for _ in patients]

    def find(self, *conditions: z3.BoolRef) -> z3.ModelRef | None:
        """A patient for whom all conditions hold, or ``None`` where it is proved that there is none."""
        self._add_new_constraints()
        self._solver.push()
        self._solver.add(*conditions)
        answer = self._solver.check()
        model = self._solver.model() if answer == z3.sat else None
        self._solver.pop()
        assert answer != z3.unknown, "the solver gave up"
        return model

    def _add_new_constraints(self) -> None:
        for place, patient in enumerate(self._patients):
            constraints = patient.constraints
            self._solver.add(constraints[self._added[place] :])
            self._added[place] = len(constraints)
