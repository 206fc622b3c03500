"""A patient whom the solver has found, as a consultation that the engine can judge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import z3

from desktop_app.domain.fact_names import CATEGORIES
from desktop_app.domain.medication_content import AllergyKey
from desktop_app.engine import facts as k
from tests.proofs.kleene import Truth
from tests.proofs.symbolic_patient import PREGNANCY, TAKES, SymbolicPatient

Case = dict[str, Any]

VISIT = date(2026, 11, 20)
_LABS = {
    "egfr": "egfr",
    "crcl": "crcl_ml_min",
    "esr": "esr_mm_h",
    "bp_systolic": "bp_systolic",
    "bp_diastolic": "bp_diastolic",
}
_PROBLEM = ("tasks_blocked", "first_visit", "flare_of_chronic", "works", "already_imaged_same_picture")
_RMDQ = {"improved": (15, 5), "unchanged": (10, 10), "worse": (5, 15)}
_REFLEX = {joint: {"left": "normal", "right": "normal"} for joint in ("patellar", "achilles")}
_OTHER_ROUTE = " topical"


class Witness:
    """Reads one model; what the model leaves open stays unknown."""

    def __init__(self, patient: SymbolicPatient, model: z3.ModelRef) -> None:
        self._patient = patient
        self._model = model
        self._shown = {item.name() for item in model.decls() if z3.is_true(model[item])}

    def case(self) -> Case:
        return {
            "format": 1,
            "visit_date": VISIT.isoformat(),
            "patient": self._person(),
            "problem": self._problem(),
            "measures": self._measures(),
            "answers": dict(self._answers()),
            "exam": self._exam(),
            "labs": self._labs(),
            "conditions": dict(self._conditions()),
            "allergies": self._allergies(),
            "current_medications": self._medicines(),
            "tried": list(self._tried()),
            "decisions": {"medications": [_choice(drug) for drug in self._chosen()]},
        }

    def _is(self, flag: z3.BoolRef) -> bool:
        """A variable is looked up, which is much quicker than to evaluate a formula."""
        if z3.is_const(flag):
            return bool(z3.is_true(flag)) or flag.decl().name() in self._shown
        return bool(z3.is_true(self._model.eval(flag)))

    def _truth(self, truth: Truth) -> str | None:
        return "yes" if self._is(truth.yes) else "no" if self._is(truth.no) else None

    def _statement(self, name: str) -> str | None:
        return self._truth(self._patient.statement(name))

    def _number(self, name: str) -> float | None:
        number = self._patient.free.numbers.get(name)
        if number is None or not self._is(number.known):
            return None
        value = self._model.eval(number.value, model_completion=True)
        fraction = value.as_fraction() if isinstance(value, z3.RatNumRef) else value.as_long()
        return int(fraction) if fraction == int(fraction) else float(fraction)

    def _word(self, category: str) -> str | None:
        variable = self._patient.free.categories.get(category)
        if variable is None:
            return None
        place: int = self._model.eval(variable, model_completion=True).as_long()
        return CATEGORIES[category][place]

    def _person(self) -> Case:
        age = self._number("age")
        assert age is not None
        status = PREGNANCY[self._model.eval(self._patient.pregnancy, model_completion=True).as_long()]
        person: Case = {"sex": self._word("sex") or "female", "birth_date": self._birth(int(age)).isoformat()}
        if status != "not_recorded":
            weeks = self._number("pregnancy_weeks") if status == "pregnant" else None
            person["pregnancy"] = {"status": status} | ({} if weeks is None else {"weeks": int(weeks)})
        return _known(
            person | {"breastfeeding": self._statement("lactation"), "weight_kg": self._number("weight")}
        )

    def _birth(self, age: int) -> date:
        """The day before or after which the age at onset fits too: half a year ago, or today."""
        days, then = self._number("duration_days"), self._number("age_at_onset")
        for ago in (0, 364):
            birth = (VISIT - timedelta(days=ago)).replace(year=(VISIT - timedelta(days=ago)).year - age)
            if days is None or then is None or _age(birth, VISIT - timedelta(days=days)) == then:
                return birth
        return VISIT.replace(year=VISIT.year - age)

    def _problem(self) -> Case:
        says, candidate = self._word("patient_says"), self._word("candidate")
        problem: Case = {name: self._statement(name) for name in _PROBLEM}
        problem["onset_date"] = _ago(self._number("duration_days"))
        problem["treatment_started"] = _ago(self._number("treatment_days"))
        problem["off_work_days"] = self._number("off_work_days")
        problem["patient_says"] = None if says == "unknown" else says
        problem["candidate_for_intervention"] = None if candidate == "unanswered" else candidate
        return _known(problem)

    def _measures(self) -> Case:
        before, now = _RMDQ.get(self._word("change") or "", (None, None))
        scores = {"nrs_back": self._number("nrs_back"), "nrs_leg": self._number("nrs_leg"), "rmdq": now}
        return {"baseline": _known({"rmdq": before}), "now": _known(scores)}

    def _answers(self) -> Iterator[tuple[str, str]]:
        for question in self._patient.knowledge.questions:
            if (answer := self._truth(self._patient.truth(question.id))) is not None:
                yield question.id, answer

    def _conditions(self) -> Iterator[tuple[str, str]]:
        for condition in self._patient.knowledge.conditions:
            if (answer := self._truth(self._patient.truth(k.condition_key(condition.key)))) is not None:
                yield condition.key, answer

    def _labs(self) -> Case:
        grade = self._word("child_pugh")
        labs: Case = {field: self._number(name) for name, field in _LABS.items()}
        labs["child_pugh"] = None if grade == "unknown" else grade
        return _known(labs | {"crp_raised": self._statement("crp_raised")})

    def _allergies(self) -> Case:
        content = self._patient.knowledge
        listed = [_entry(key) for key in content.allergy_keys if self._holds(k.allergy_key(key.key))]
        listed += [
            medicine.ingredients[0].removesuffix(_OTHER_ROUTE)
            for medicine in content.medicines
            if self._holds(k.same_ingredient_key("allergy", medicine.id))
        ]
        return {"list": listed}

    def _holds(self, key: str) -> bool:
        return self._is(self._patient.truth(key).yes)

    def _medicines(self) -> Case:
        names = (name.removeprefix(TAKES) for name in sorted(self._shown) if name.startswith(TAKES))
        current: list[Case] = [{"name": name} for name in names]
        current += self._amounts()
        for item in self._patient.knowledge.drug_classes:
            was, _ = self._patient.stopped(item.key)
            if self._is(was):
                rows = (row.ingredient for row in self._patient.rows.values() if item.key in row.classes)
                stopped = _ago(self._number(k.stopped_key(item.key)))
                current.append({"name": next(rows), "stopped_on": stopped})
        if self._is(self._patient.unmatched):
            current.append({"name": "a name that no dictionary knows"})
        return {"list": current} | ({"reviewed": "yes"} if self._is(self._patient.complete) else {})

    def _amounts(self) -> Iterator[Case]:
        """The totals of opioids, acetaminophen and alcohol, each as one medicine more."""
        for number, name in (("mme_total", "morphine"), ("acetaminophen_total", "acetaminophen")):
            if amount := self._number(number):
                yield {"name": name, "dose_mg": amount, "per_day": 1}
        if drinks := self._number("alcohol_per_day"):
            yield {"name": "alcohol", "per_day": drinks}

    def _tried(self) -> Iterator[Case]:
        for treatment, kept in self._patient.free.treatments.items():
            for item in kept:
                if self._is(item.holds):
                    result = item.results[0] if item.results else None
                    yield _known({"treatment": treatment, "weeks": item.weeks or None, "result": result})

    def _chosen(self) -> Iterator[str]:
        for medicine in self._patient.knowledge.medicines:
            if self._is(self._patient.free.flag(f"chosen {medicine.id}")):
                yield medicine.id

    def _exam(self) -> Case:
        says = self._statement
        found: Case = {"performed": "yes"}
        found["leg_symptoms"] = {"yes": "left", "no": "none"}.get(says("leg_symptoms_found") or "")
        found["leg_pain_dermatomal"], found["claudication"] = (
            says("leg_pain_dermatomal"),
            says("claudication"),
        )
        found["motor_longstanding"] = says("motor_longstanding")
        found["motor"] = self._motor()
        if says("motor_worse") == "yes":
            found["motor_previous"] = {"date": VISIT.isoformat(), "all_normal": "yes"}
        found["sensory_loss"] = {"yes": {"left": ["L5"]}, "no": {"left": [], "right": []}}.get(
            says("sensory_loss") or "", {}
        )
        weaker = {"patellar": _REFLEX["patellar"], "achilles": {"left": "absent", "right": "normal"}}
        found["reflexes"] = {"yes": weaker, "no": _REFLEX}.get(says("reflex_deficit") or "", {})
        if (tension := says("tension_test_positive")) is not None:
            found["straight_leg_raise"] = {
                "left": "positive" if tension == "yes" else "negative",
                "right": "negative",
            }
            found["crossed_straight_leg_raise"] = found["femoral_stretch"] = "negative"
        found["post_void_residual_ml"] = self._number("post_void_residual")
        return _known(found)

    def _motor(self) -> Case:
        says = self._statement
        graded = says("key_movements_graded") == "yes" or says("motor_severe") == "no"
        motor: Case = {"all_normal": "yes"} if graded or says("motor_deficit") == "no" else {}
        if says("motor_deficit") == "yes":
            motor["great_toe_extension"] = {"left": 3 if says("motor_severe") == "yes" else 4}
        if says("motor_several_groups") == "yes":
            motor["plantarflexion"] = {"left": 4}
        return motor


def _known(fields: Case) -> Case:
    return {name: value for name, value in fields.items() if value is not None}


def _ago(days: float | None) -> str | None:
    return None if days is None else (VISIT - timedelta(days=int(days))).isoformat()


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _entry(key: AllergyKey) -> str:
    return key.words[0] if key.words else key.ingredients[0]


def _choice(drug: str) -> Case:
    return {"drug": drug, "times_per_day": 1, "days": 3}
