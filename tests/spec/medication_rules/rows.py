"""What a row of the tables on medication rules says: a rule, its medicines, its level, and patients at its border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.spec.medication_rules.patients import Case

NSAID: Final = "ibuprofen naproxen diclofenac meloxicam celecoxib ketorolac"
SMR: Final = "cyclobenzaprine methocarbamol tizanidine baclofen carisoprodol"
TCA: Final = "nortriptyline amitriptyline"
GABA: Final = "gabapentin pregabalin"
OPIOID: Final = "tramadol oxycodone hydrocodone_acetaminophen morphine"
STEROID: Final = "prednisone methylprednisolone"
CNS: Final = f"{SMR} {GABA} {TCA} duloxetine {OPIOID} diazepam"
TOPICAL: Final = "diclofenac_topical lidocaine_topical capsaicin_topical"
ALL: Final = f"acetaminophen {NSAID} {TOPICAL} {CNS} {STEROID} omeprazole naloxone"

MALE: Final = "male"
FEMALE: Final = "female"


@dataclass(frozen=True)
class Row:
    """``fires``: the rule speaks for exactly ``drugs``. ``silent``: it speaks for no medicine at all.

    A rule that holds for everyone has no silent neighbour; that it spares every other medicine is checked all the same.
    """

    rule: str
    drugs: str
    severity: str
    fires: list[Case]
    silent: list[Case]

    @property
    def targets(self) -> set[str]:
        return set(self.drugs.split())
