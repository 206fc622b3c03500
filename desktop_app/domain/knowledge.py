"""The whole clinical content of one version: what the engine evaluates against."""

from __future__ import annotations

from functools import cached_property

from pydantic import ConfigDict

from desktop_app.domain.assessment_content import (
    ClassificationRule,
    ConditionRule,
    ContradictionRule,
    Definition,
    FollowUpRule,
    ImagingRule,
    OrderCode,
    PathwayRow,
    Prompt,
    Question,
    QuestionGroup,
    ReferralRule,
    ReferralTarget,
    Sublevel,
    TriageClassText,
    TriageRule,
    TrialReview,
    WorseningReview,
)
from desktop_app.domain.examination_content import (
    MovementTest,
    NerveRoot,
    NerveTest,
    NeuroExamination,
    ReflexTest,
    StenosisClue,
    StrengthGrade,
)
from desktop_app.domain.guideline_content import Guideline, GuidelineDecision
from desktop_app.domain.instrument_content import Instrument
from desktop_app.domain.medication_content import (
    AllergyKey,
    AmbiguousName,
    Condition,
    DictionaryEntry,
    DoseCapture,
    DoseSwitch,
    DrugClass,
    LookAlike,
    MedicationRule,
    MedicationSelection,
    Medicine,
    MedicineTotals,
    OpioidFactor,
)
from desktop_app.domain.provenance import About, ContentModel, ContentStamp, SeedStatement, Source
from desktop_app.domain.shared_decision_content import DecisionOption, DecisionText
from desktop_app.domain.therapy_content import (
    CareSelection,
    HandoutSection,
    HandoutSnippet,
    HandoutText,
    OverrideReason,
    PlanRequirement,
    ReasonPhrase,
    Therapy,
    TherapyRule,
    TierRule,
)


class KnowledgeBase(ContentModel):
    """All content of one version, in the order in which it was authored.

    Each field is one section; a content file holds any number of sections and the loader joins them.
    ``definitions`` may use answers, findings and computed facts; ``consequences`` may use fired triage rules too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    about: About
    sources: tuple[Source, ...]
    seed_statements: tuple[SeedStatement, ...] = ()
    question_groups: tuple[QuestionGroup, ...]
    questions: tuple[Question, ...]
    conditions: tuple[Condition, ...]
    condition_rules: tuple[ConditionRule, ...] = ()
    nerve_roots: tuple[NerveRoot, ...]
    movements: tuple[MovementTest, ...]
    strength_grades: tuple[StrengthGrade, ...]
    reflexes: tuple[ReflexTest, ...]
    nerve_tests: tuple[NerveTest, ...]
    stenosis_clues: tuple[StenosisClue, ...] = ()
    neuro_examination: NeuroExamination
    definitions: tuple[Definition, ...]
    triage_classes: tuple[TriageClassText, ...]
    triage_rules: tuple[TriageRule, ...]
    consequences: tuple[Definition, ...]
    classifications: tuple[ClassificationRule, ...]
    sublevels: tuple[Sublevel, ...]
    order_codes: tuple[OrderCode, ...]
    referral_targets: tuple[ReferralTarget, ...]
    pathway: tuple[PathwayRow, ...]
    imaging_rules: tuple[ImagingRule, ...]
    referral_rules: tuple[ReferralRule, ...]
    follow_up_rules: tuple[FollowUpRule, ...]
    worsening_review: WorseningReview
    trial_review: TrialReview
    contradictions: tuple[ContradictionRule, ...] = ()
    instruments: tuple[Instrument, ...]
    prompts: tuple[Prompt, ...]
    plan_requirements: tuple[PlanRequirement, ...] = ()
    drug_classes: tuple[DrugClass, ...]
    allergy_keys: tuple[AllergyKey, ...]
    drug_dictionary: tuple[DictionaryEntry, ...]
    ambiguous_names: tuple[AmbiguousName, ...] = ()
    dose_switches: tuple[DoseSwitch, ...] = ()
    dose_captures: tuple[DoseCapture, ...] = ()
    look_alikes: tuple[LookAlike, ...] = ()
    opioid_factors: tuple[OpioidFactor, ...] = ()
    medicine_totals: MedicineTotals
    formulary_keys: tuple[str, ...]
    medicines: tuple[Medicine, ...]
    medication_rules: tuple[MedicationRule, ...]
    medication_selection: MedicationSelection
    override_reasons: tuple[OverrideReason, ...]
    emergency_override_reasons: tuple[OverrideReason, ...]
    therapy_keys: tuple[str, ...]
    therapies: tuple[Therapy, ...]
    therapy_rules: tuple[TherapyRule, ...]
    tier_rules: tuple[TierRule, ...] = ()
    care_selection: CareSelection
    guidelines: tuple[Guideline, ...]
    guideline_decisions: tuple[GuidelineDecision, ...]
    decision_options: tuple[DecisionOption, ...] = ()
    decision_texts: tuple[DecisionText, ...]
    decision_values: tuple[DecisionText, ...]
    handout_sections: tuple[HandoutSection, ...]
    handout_snippets: tuple[HandoutSnippet, ...]
    handout_texts: tuple[HandoutText, ...]
    reason_phrases: tuple[ReasonPhrase, ...]
    sha256: str = ""

    @cached_property
    def stamp(self) -> ContentStamp:
        """What a plan prints about the content that it was made with."""
        about = self.about
        return ContentStamp(
            version=about.version,
            sha256=self.sha256,
            published_on=about.published_on,
            reviewed_on=about.reviewed_on,
            review_due=about.review_due,
            review_state=about.review_state,
        )
