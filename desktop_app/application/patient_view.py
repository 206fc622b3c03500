"""What the patient sees when a choice is made together: at most four options, in the patient's language.

Nothing is shown here that the evaluation does not offer, and nothing about other patients or about red flags.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.consultation import Consultation
from desktop_app.domain.decisions import Preference
from desktop_app.domain.evaluation import Evaluation
from desktop_app.domain.knowledge import KnowledgeBase
from desktop_app.domain.provenance import Bilingual
from desktop_app.domain.shared_decision_content import (
    DecisionFigure,
    DecisionOption,
    DecisionText,
)
from desktop_app.domain.treatment_assessments import TherapyAssessment

MOST_OPTIONS: Final = 4
_FEWEST_OPTIONS: Final = 2
_ROWS: Final = ("doing", "help", "certainty", "harms", "time", "cost")

EMERGENCY: Final = (
    "Not available: an emergency was found. There is no choice of care to make before it is settled."
)
ON_HOLD: Final = (
    "Not available: open red flags come first. Care without medicines waits until the tests are back."
)
NOTHING_TO_COMPARE: Final = (
    "Not available: fewer than two options that can be compared are offered to this patient."
)


@dataclass(frozen=True, slots=True)
class BarView:
    """A number of 100 with its words."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class OptionView:
    """A column: one option with a text for each row.

    ``answers`` are what the patient may say to it: doing nothing extra is not declined, and a medicine is talked about.
    """

    key: str
    name: str
    cells: Mapping[str, str]
    bars: tuple[BarView, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PatientView:
    """Everything on the patient's screen. ``words`` are the fixed texts by key, ``values`` what may matter.

    ``closing`` says that a choice is not for ever, and when the patient is asked again.
    """

    language: str
    first_name: str
    words: Mapping[str, str]
    rows: tuple[tuple[str, str], ...]
    options: tuple[OptionView, ...]
    values: tuple[tuple[str, str], ...]
    closing: str

    @property
    def texts(self) -> Iterator[str]:
        """Every text that can come on the screen."""
        yield from (self.first_name, self.closing, *self.words.values(), *(label for _, label in self.values))
        for option in self.options:
            yield from (option.name, *option.cells.values(), *(bar.label for bar in option.bars))


class SharedDecision:
    """The options, words and values of one content version."""

    def __init__(
        self,
        options: Iterable[DecisionOption],
        texts: Iterable[DecisionText],
        values: Iterable[DecisionText],
        names: Mapping[str, Bilingual],
        groups: Mapping[str, frozenset[str]],
    ) -> None:
        every = tuple(options)
        self._options = {option.therapy: option for option in every if option.therapy is not None}
        self._of_medicines = tuple(option for option in every if option.medicines)
        self._groups = groups
        self._texts = {text.key: text.text for text in texts}
        self._values = tuple((value.key, value.text) for value in values)
        self._names = names

    @classmethod
    def of(cls, knowledge: KnowledgeBase) -> SharedDecision:
        names = {therapy.id: therapy.name for therapy in knowledge.therapies}
        groups = {
            name: frozenset(item.id for item in knowledge.medicines if name in (item.id, *item.groups))
            for option in knowledge.decision_options
            for name in option.medicines
        }
        texts, values = knowledge.decision_texts, knowledge.decision_values
        return cls(knowledge.decision_options, texts, values, names, groups)

    def unavailable(self, evaluation: Evaluation) -> str | None:
        """Why there is nothing for the patient to choose between; ``None`` where there is."""
        if evaluation.gate == "emergency":
            return EMERGENCY
        if evaluation.gate != "ok":
            return ON_HOLD
        return None if len(self._for_patient(evaluation)) >= _FEWEST_OPTIONS else NOTHING_TO_COMPARE

    def view(self, consultation: Consultation, evaluation: Evaluation) -> PatientView:
        """The screen as things stand; only where it is not ``unavailable``."""
        language = consultation.patient.language
        code = "en" if language is None else language.value
        words = {key: text.in_language(code) for key, text in self._texts.items()}
        state = evaluation.computed.state
        return PatientView(
            language=code,
            first_name=consultation.patient.given_name or "",
            words=words,
            rows=tuple((row, words[row]) for row in _ROWS),
            options=tuple(
                self._column(option, state, code, words) for option in self._for_patient(evaluation)
            ),
            values=tuple((key, text.in_language(code)) for key, text in self._values),
            closing=_closing(words, evaluation.follow_up.due_days),
        )

    def _for_patient(self, evaluation: Evaluation) -> tuple[DecisionOption, ...]:
        """Doing nothing extra, then what is offered and within reach, in the order of the evaluation.

        A medicine that is suggested takes a place that is left free.
        """
        open_to_choice = [item.therapy for item in evaluation.therapies if _is_open(item)]
        found = [self._options[key] for key in open_to_choice if key in self._options]
        found.sort(key=lambda option: not option.waiting)
        suggested = {item.drug for item in evaluation.medications if item.suggested_rank is not None}
        found += [option for option in self._of_medicines if self._members(option) & suggested]
        return tuple(found[:MOST_OPTIONS])

    def _members(self, option: DecisionOption) -> frozenset[str]:
        return frozenset().union(*(self._groups[name] for name in option.medicines))

    def _column(
        self, option: DecisionOption, state: str, language: str, words: Mapping[str, str]
    ) -> OptionView:
        figure = _figure_for(option.figures, state)
        cells = {
            "doing": option.doing.in_language(language),
            "help": words["no_figure"] if figure is None else figure.text.in_language(language),
            "certainty": words[_how_sure(figure)],
            "harms": option.harms.in_language(language),
            "time": option.time.in_language(language),
            "cost": option.cost.in_language(language),
        }
        bars = () if figure is None else figure.bars
        name = option.name or self._names[option.therapy or ""]
        return OptionView(
            key=option.therapy or option.id,
            name=name.in_language(language),
            cells=cells,
            bars=tuple(BarView(bar.label.in_language(language), bar.value) for bar in bars),
            answers=_answers(option),
        )


def _answers(option: DecisionOption) -> tuple[str, ...]:
    if option.medicines:
        return ()
    return ("yes", "unsure") if option.waiting else ("yes", "no", "unsure")


def _closing(words: Mapping[str, str], due_days: int | None) -> str:
    """A visit of today needs no date, and none that is not planned has one."""
    again = words["next_visit"].format(days=due_days) if due_days else ""
    return f"{words['recorded']} {again}".strip()


def _is_open(item: TherapyAssessment) -> bool:
    return item.status == "offered" and item.available


def _figure_for(figures: Iterable[DecisionFigure], state: str) -> DecisionFigure | None:
    return next((figure for figure in figures if state in figure.states), None)


def _how_sure(figure: DecisionFigure | None) -> str:
    if figure is None:
        return "unknown"
    return figure.certainty or "unrated"


def choice_of(consultation: Consultation, therapy: str) -> str:
    """``yes`` or ``no``, as recorded for an option; empty where nothing is."""
    said = consultation.preferences.get(therapy)
    return "" if said is None else {Preference.WANT: "yes", Preference.DECLINE: "no"}[said]


def preference_of(choice: str) -> str | None:
    """What is recorded for a choice; undecided records nothing."""
    return {"yes": Preference.WANT.value, "no": Preference.DECLINE.value}.get(choice)
