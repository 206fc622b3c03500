"""Patients to measure with: many different ones, because one alone is measured with everything warm for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from desktop_app.application.vocabulary import vocabulary_of
from desktop_app.domain.consultation import Consultation
from desktop_app.domain.consultation_record import from_json_dict
from desktop_app.engine.compiled import CompiledKnowledge
from desktop_app.interop.case_file import read_case
from desktop_app.resource_files import resource_root
from tests.spec.generated_consultations import generated

PATIENTS = Path(__file__).parent / "patients"
SAMPLES = Path(str(resource_root())) / "samples"
_GENERATED, _SEED = 40, 2026


def various_consultations(compiled: CompiledKnowledge) -> Iterator[Consultation]:
    """The sample patients, those of this benchmark, and generated ones with medicines and conditions of every kind."""
    vocabulary = vocabulary_of(compiled.knowledge)
    for path in sorted([*SAMPLES.glob("*.yaml"), *PATIENTS.glob("*.yaml")]):
        yield read_case(path, file_name=path.name, vocabulary=vocabulary)
    random = Random(_SEED)
    names = [entry.ingredient for entry in compiled.knowledge.drug_dictionary]
    conditions = [condition.key for condition in compiled.knowledge.conditions]
    for case in generated(_SEED, _GENERATED):
        taken = [{"name": name} for name in random.sample(names, random.randrange(16))]
        known = {
            name: random.choice(("yes", "no")) for name in random.sample(conditions, random.randrange(16))
        }
        listed = {"list": taken, "reviewed": random.choice(("yes", "no"))}
        yield from_json_dict({**case, "current_medications": listed, "conditions": known})
