"""Content of nonpharmacologic care and of the patient handout."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from desktop_app.domain.criteria import Criterion
from desktop_app.domain.medication_content import SeverityWord
from desktop_app.domain.provenance import Bilingual, ContentModel, Entry, Ids, Sentence

Tier = Literal["1", "2", "3", "H", "N"]
"""1 offer first, 2 added option, 3 other options, H not in this phase, N listed as not recommended."""


class PhaseTiers(ContentModel):
    """The tier in each state: acute new/improving, acute not improving, subacute improved/not, chronic."""

    A1: Tier
    A2: Tier
    B1: Tier
    B2: Tier
    C: Tier


class NearestCare(ContentModel):
    """What comes nearest to a therapy that the patient cannot get; ``besides`` is what is no therapy of its own."""

    therapies: Ids
    besides: Sentence | None = None


class CareSelection(Entry):
    """How many therapies are begun at once. ``basics`` belong to every plan and do not count."""

    most_new: int = Field(ge=1)
    basics: Ids


class Therapy(Entry):
    """A nonpharmacologic option: ``label`` is the clinician's word for it, ``name`` the patient's.

    ``listed_when``: shown to these patients only. ``not_yet_when``: waits although its tier offers it.
    ``waiting_reason``: why it waits in a phase that does not have it, where that is not the phase alone.
    ``variants`` are forms that rules block one by one; the therapy is blocked only where every variant is.
    """

    label: Sentence
    name: Bilingual
    kind: Sentence
    tiers: PhaseTiers
    rank: int
    active: bool = False
    listed_when: Criterion | None = None
    not_yet_when: Criterion | None = None
    waiting_reason: str | None = None
    without_access: NearestCare | None = None
    variants: Ids = ()
    summary: Sentence
    effect: str | None = None
    certainty: str | None = None
    dose: str | None = None
    provider: str | None = None
    cost: str | None = None
    patient_text: Bilingual


class TherapyRule(Entry):
    """A contraindication or precaution of a therapy; ``variant`` limits it to one form of the therapy."""

    therapies: Ids
    except_therapies: Ids = ()
    when: Criterion
    severity: SeverityWord
    message: Sentence
    variant: str | None = None
    reason_key: str | None = None


class TierRule(Entry):
    """Moves a therapy to another tier for some patients (psychosocial risk, rehabilitation)."""

    therapy: str
    states: Ids
    tier: Tier
    when: Criterion


class HandoutSection(ContentModel):
    """A section of the handout; 0 is the main message.

    ``always``: its heading stands even where no snippet does. ``gates``: printed only under these red-flag gates.
    ``only_in_gate``: under a gate, the only snippets of the section.
    """

    number: int
    heading: Bilingual | None
    always: bool = False
    gates: Ids = ("ok", "urgent_workup", "emergency")
    only_in_gate: dict[str, tuple[str, ...]] = Field(default_factory=dict)


HandoutStyle = Literal["text", "item", "title", "emergency", "choice", "name", "named", "continued"]
"""How a text of the handout is set.

``name`` leads a line in bold, ``named`` begins with such a name as its first sentence, ``continued`` goes on in the
line before.
"""


PictogramName = Literal[
    "walking", "no_bed_rest", "heat_pad", "lift_right", "lift_wrong", "stand_up",
    "cannot_pass_urine", "numb_groin", "weak_foot", "thermometer", "ambulance",
]  # fmt: skip
"""The line drawings beside texts of the handout; the fixed text ``CAPTION_<NAME>`` says each in words."""


class HandoutSnippet(Entry):
    """One sentence group of the handout. ``each``: repeated for each chosen medicine or therapy, or accepted referral.

    A snippet for each medicine whose ``when`` names medicines or groups is repeated for those alone.
    ``says_text_of``: therapies whose own text it says already, so that the handout does not say it again.

    Texts hold ``{fields}`` that the plan fills; a field that cannot be filled stops the handout.
    """

    section: int
    when: Criterion
    text: Bilingual
    each: Literal["medicine", "therapy", "therapy_not_for_you", "referral"] | None = None
    says_text_of: Ids = ()
    style: HandoutStyle = "text"
    pictograms: tuple[PictogramName, ...] = ()


class ReasonPhrase(ContentModel):
    """A reason in the patient's words, embedded in a sentence (lower case, no full stop)."""

    key: str
    text: Bilingual


class HandoutText(ContentModel):
    """A fixed text of the handout: time of day, caption or label."""

    key: str
    text: Bilingual


class OverrideReason(ContentModel):
    """A coded reason for deciding against a rule; free text always stands beside it."""

    code: str
    label: Sentence


class PlanRequirement(Entry):
    """Something without which the plan may not be signed."""

    when: Criterion
    reason: Sentence
