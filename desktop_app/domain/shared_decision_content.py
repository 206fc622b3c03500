"""Content of the view that is shown to the patient: a few options side by side, in the patient's words and numbers."""

from __future__ import annotations

from typing import Final, Literal, Self

from pydantic import Field, model_validator

from desktop_app.domain.provenance import Bilingual, ContentModel, Entry, Ids

HowSure = Literal["high", "moderate", "low", "very_low"]

DECISION_TEXTS: Final = (
    *("invitation", "doing", "help", "certainty", "harms", "time", "cost", "no_figure"),
    *("high", "moderate", "low", "very_low", "unknown", "unrated", "scale"),
    *(
        "yes",
        "no",
        "unsure",
        "your_choice",
        "values_title",
        "values_scale",
        "values_button",
        "options_button",
    ),
    *("talk", "done", "most_to_you", "recorded", "next_visit"),
)
"""Every text of the view that hangs on no option."""


class DecisionBar(ContentModel):
    """A number of 100, drawn on an axis from 0 to 100."""

    label: Bilingual
    value: int = Field(ge=0, le=100)


class DecisionFigure(Entry):
    """What an option does for patients in these states of care, in words, and as bars where the source has numbers.

    ``certainty`` is that of the source; ``None`` where the source states none for it.
    """

    states: Ids
    text: Bilingual
    bars: tuple[DecisionBar, ...] = ()
    certainty: HowSure | None = None


class DecisionOption(Entry):
    """A therapy, or one of some medicines, as the patient compares it with others.

    ``waiting``: to do nothing extra, always shown first. ``medicines`` are keys or groups; a medicine needs a ``name``.
    """

    therapy: str | None = None
    medicines: Ids = ()
    name: Bilingual | None = None
    waiting: bool = False
    doing: Bilingual
    figures: tuple[DecisionFigure, ...] = ()
    harms: Bilingual
    time: Bilingual
    cost: Bilingual

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.therapy is None) == (not self.medicines):
            raise ValueError("an option is a therapy or some medicines")
        if self.medicines and self.name is None:
            raise ValueError("an option of medicines needs a name")
        return self


class DecisionText(ContentModel):
    """A heading, a word or a button of the view, or something that may matter to the patient."""

    key: str
    text: Bilingual
