"""Every drawing can be drawn and stays on its grid."""

from __future__ import annotations

from io import BytesIO
from typing import get_args

import pytest
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.pictograms import GRID, PICTOGRAMS, draw_pictogram
from desktop_app.documents.text_runs import Severity
from desktop_app.domain.therapy_content import PictogramName
from tests.unit.documents.plan_parts import labels


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_draw_pictogram_every_name_draws_something(name: str) -> None:
    empty, drawn = Canvas(BytesIO()), Canvas(BytesIO())
    draw_pictogram(drawn, name, 10, 10, 40, black)
    assert len(drawn.getCurrentPageContent()) > len(empty.getCurrentPageContent()) + 50


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_pictogram_coordinates_lie_on_the_grid(name: str) -> None:
    numbers = [
        float(word) for stroke in PICTOGRAMS[name] for word in stroke.path.split() if not word.isalpha()
    ]
    assert all(0 <= number <= GRID for number in numbers)


@pytest.mark.parametrize("name", [*get_args(PictogramName), "phone", "calendar"])
def test_drawing_of_the_handout_exists_with_a_caption_in_both_languages(name: str) -> None:
    assert name in PICTOGRAMS
    captions = {labels(language)[f"CAPTION_{name.upper()}"] for language in ("en", "es")}
    assert len(captions) == 2


def test_every_framed_severity_has_its_shape() -> None:
    assert {each.value for each in Severity if each is not Severity.PLAIN} <= set(PICTOGRAMS)
