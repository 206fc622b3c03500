"""Content of the medication step: formulary, checks, limits and the order of suggestions."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Literal, Self

from pydantic import Field, PositiveFloat, PositiveInt, model_validator

from desktop_app.domain.criteria import Criterion
from desktop_app.domain.provenance import Bilingual, ContentModel, Entry, Ids, Sentence
from desktop_app.domain.value_types import Strength


class Severity(IntEnum):
    """How strongly a rule speaks against an option. The highest of all issues decides; none cancels another."""

    NONE = 0
    INFO = 1
    CAUTION = 2
    AVOID = 3
    CONTRAINDICATED = 4

    @property
    def word(self) -> str:
        return self.name.lower()


SeverityWord = Literal["info", "caution", "avoid", "contraindicated"]


class Condition(ContentModel):
    """A condition of the one vocabulary, with the conditions that it implies.

    ``medicine_words``: it also holds where the name of a current medicine contains one of these words.
    """

    key: str
    label: Sentence
    group: str
    implies: Ids = ()
    definition: str | None = None
    medicine_words: tuple[str, ...] = ()


class DrugClass(ContentModel):
    """A class of the drug dictionary. ``mark`` is the word by which a receiving team must see it at once."""

    key: str
    label: Sentence
    mark: str | None = None


class AllergyKey(ContentModel):
    """Which recorded entries map to an allergy that rules know: by a word, or by a product of the dictionary.

    An entry whose reaction (in brackets) holds one of ``intolerance_words`` is an intolerance, and no allergy at all.
    """

    key: str
    label: Sentence
    words: tuple[Sentence, ...] = ()
    drug_classes: Ids = ()
    ingredients: tuple[str, ...] = ()
    intolerance_words: tuple[str, ...] = ()


class DictionaryEntry(ContentModel):
    """One product or ingredient that patients take. Combination ingredients stand between slashes."""

    ingredient: str
    synonyms: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class DoseSwitch(ContentModel):
    """Above this daily amount a product counts as another row of the dictionary (aspirin for pain)."""

    ingredient: str
    above_mg_per_day: PositiveFloat
    counts_as: str


class NameChoice(ContentModel):
    """One answer to the question about an ambiguous name: ``name`` takes its place in the list.

    ``row`` is what the new name is read as; without one it is not in the dictionary, and stays not checked.
    """

    label: Sentence
    name: str
    row: str | None = None


class AmbiguousName(ContentModel):
    """A bare name that needs a question before it may be relied on; ``assume`` is the cautious reading meanwhile.

    One of ``choices`` answers it. ``answered_by``: so does the amount (one dose, and how often) or the frequency alone.
    Without ``assume`` the name is not checked until it is answered.
    """

    name: str
    ask: Sentence
    assume: str | None = None
    choices: tuple[NameChoice, ...] = ()
    answered_by: Literal["amount", "per_day"] | None = None


class LookAlike(ContentModel):
    """Names of the dictionary that are mistaken for each other: shown side by side, never taken by likeness."""

    names: tuple[str, ...]


class DoseCapture(ContentModel):
    """The products whose daily amount is needed, because it is added up or compared with a limit.

    ``counted_in``: what is counted instead of doses in mg (drinks a day).
    """

    drug_classes: Ids = ()
    ingredients: Ids = ()
    counted_in: str | None = None


class ByNumber(ContentModel):
    """A maximum that grows with a number: mg per kg of weight, or mg per mL/min of creatinine clearance."""

    number: Literal["weight", "crcl"]
    mg_per_day: PositiveFloat | None = None
    mg_per_dose: PositiveFloat | None = None


class DoseLimit(ContentModel):
    """Lower limits that apply while ``when`` holds; of each, the lowest of all that apply counts.

    With ``by_number`` the smaller of both figures counts. ``doses_per_day`` and ``min_mg_per_day`` replace those of the
    medicine where this limit sets the daily maximum. Without a ``reason`` it is what is usual: nothing is said.
    """

    when: Criterion
    max_mg_per_day: PositiveFloat | None = None
    by_number: ByNumber | None = None
    max_single_mg: PositiveFloat | None = None
    min_mg_per_day: PositiveFloat | None = None
    doses_per_day: PositiveInt | None = None
    max_times_per_day: PositiveInt | None = None
    max_days: PositiveInt | None = None
    reason: Sentence | None = None
    sources: Ids


class DefaultDose(ContentModel):
    """The dose proposed first: mg per dose (none where told in words), doses per day, days until review or stop."""

    dose_mg: PositiveFloat | None = None
    times_per_day: PositiveInt
    days: PositiveInt


class DefaultDoseFor(ContentModel):
    """Another first dose for patients for whom ``when`` holds; the first that holds wins."""

    when: Criterion
    dose: DefaultDose


class Dosing(ContentModel):
    """How much, how often and how long. ``max_mg_per_day`` is the ceiling of this content where no limit is lower.

    The mg are left out where one dose is told in words (a gel, a patch). ``doses_per_day`` is what is usual,
    ``max_times_per_day`` what the shortest interval between two doses allows.
    """

    default: DefaultDose
    default_for: tuple[DefaultDoseFor, ...] = ()
    max_single_mg: PositiveFloat | None = None
    min_mg_per_day: PositiveFloat | None = None
    max_mg_per_day: PositiveFloat | None = None
    doses_per_day: PositiveInt | None = None
    max_times_per_day: PositiveInt
    max_days: PositiveInt
    limits: tuple[DoseLimit, ...] = ()


class LabelMaximum(ContentModel):
    """What no recorded reason lifts: the label's own maximum, as far as this content knows it."""

    max_single_mg: PositiveFloat | None = None
    max_mg_per_day: PositiveFloat | None = None
    max_days: PositiveInt | None = None
    sources: Ids


class Medicine(Entry):
    """A medicine of the formulary (``id`` is its key). ``groups`` are names that rules may target.

    ``duplicate_ingredients``: the ingredients that make another product a duplicate; empty means every one.
    ``counts_all_products``: the daily maximum is for the sum with what the patient already takes.
    ``once_daily_at``: when the one dose of a day is taken. ``strength``: mg of each ingredient in the usual tablet of a
    combination, whose doses in mg are those of the first. ``first_choice_note`` is printed where it is suggested first.
    """

    name: Bilingual
    drug_class: Sentence
    groups: Ids = ()
    role: Literal["offer", "conditional", "warn", "never", "co_prescribe"]
    route: Literal["systemic", "topical"] = "systemic"
    ingredients: Ids
    duplicate_ingredients: Ids = ()
    counts_all_products: bool = False
    rxcui: str | None = None
    atc: str | None = None
    strength: Annotated[str, Strength()] | None = None
    dosing: Dosing | None = None
    label_maximum: LabelMaximum | None = None
    dose_text: Bilingual | None = None
    once_daily_at: Literal["morning", "bedtime"] = "morning"
    form: Bilingual | None = None
    purpose: Bilingual | None = None
    first_choice_note: Sentence | None = None
    monitoring: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    counselling: tuple[Sentence, ...] = ()

    @model_validator(mode="after")
    def _strength_is_of_each_ingredient(self) -> Self:
        if self.strength is not None and len(self.strength.split("/")) != len(self.ingredients):
            raise ValueError("strength must give the mg of each ingredient, in their order")
        return self


class MedicationRule(Entry):
    """A contraindication, interaction or precaution.

    ``drugs`` are medicine keys or groups. ``must_ask_when``: for these patients an unknown fact of the rule is asked
    for. ``placement``: ``demote`` moves an oral NSAID below acetaminophen and the topicals, ``list_only`` keeps the
    medicine in the list but out of the suggestions. ``instead`` names medicines to offer in its place.
    """

    drugs: Ids
    when: Criterion
    severity: SeverityWord
    message: Sentence
    instead: Ids = ()
    instead_text: str | None = None
    placement: Literal["keep", "demote", "list_only"] = "keep"
    must_ask_when: Criterion | None = None


class SuggestionEntry(ContentModel):
    """One place in a list of suggestions. ``list_only``: shown, never suggested (an entry in brackets)."""

    drug: str
    when: Criterion | None = None
    list_only: bool = False


class SuggestionContext(Entry):
    """The order of medicines for one kind of visit; the first context that holds is used."""

    title: Sentence
    when: Criterion
    order: tuple[SuggestionEntry, ...]


class FailedAfter(ContentModel):
    """After how many weeks without change a medicine of this group counts as failed."""

    group: str
    weeks: float
    stop_group_after: PositiveInt | None = None


class DailyDose(ContentModel):
    """A daily dose of a medicine of the formulary."""

    drug: str
    mg_per_day: PositiveFloat


class MedicationSelection(Entry):
    """How suggestions are made from the list: see the medication reference, section 4.

    Gastroprotection is also needed where a chosen dose is above one of ``gastroprotection_above``.
    """

    contexts: tuple[SuggestionContext, ...]
    no_medication_when: Criterion
    no_medication_reason: Sentence
    demote_groups: Ids
    demote_at_cautions: PositiveInt
    demote_below: Ids
    failed_after: tuple[FailedAfter, ...]
    max_new_systemic: PositiveInt
    cns_active_classes: Ids = ()
    gastroprotection_when: Criterion
    gastroprotection_above: tuple[DailyDose, ...] = ()


class OpioidFactor(ContentModel):
    """Milligrams of oral morphine equivalent per mg (per mcg/h for a fentanyl patch)."""

    ingredient: str
    factor: PositiveFloat
    per_mcg_h: bool = False


class MedicineTotals(ContentModel):
    """What is added up over all products of a patient, and which medicines and classes that means.

    ``summed_ingredient`` is the one with a daily maximum for the sum over all products: that of ``maximum_of``.
    ``opioid_class`` counts in morphine equivalents, ``alcohol_class`` in drinks. The handout says that no oral NSAID
    may be taken where every medicine of ``oral_nsaids`` is contraindicated. ``cns_active_from`` is how many CNS-active
    medicines, the new one included, are too many.
    """

    summed_ingredient: str
    maximum_of: str
    opioid_class: str
    alcohol_class: str
    oral_nsaids: str
    cns_active_from: PositiveInt
    sources: Ids
