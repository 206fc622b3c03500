"""Our own line drawings, black on white, as path data on a 48 x 48 grid with y running down.

Path commands: ``M x y`` move, ``L x y`` line, ``C x1 y1 x2 y2 x y`` curve, ``Z`` close, ``O x y r`` circle,
``R x y w h r`` rounded rectangle. Every drawing stands beside words: none is meant to be understood alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas

GRID = 48.0
_ARGUMENTS = {"M": 2, "L": 2, "C": 6, "Z": 0, "O": 3, "R": 5}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One path. ``fill``: none, ``ink`` (solid), or ``paper`` (white inside, to cover what lies beneath).

    ``ink`` strokes with ``width`` 0 are solid shapes without outline; ``erase`` draws the line itself in white.
    """

    path: str
    width: float = 2.6
    fill: Literal["none", "ink", "paper"] = "none"
    dashed: bool = False
    erase: bool = False


def _solid(path: str) -> Stroke:
    return Stroke(path, width=0, fill="ink")


_TICK = "M 36 40 L 39.5 43.5 L 45.5 35"
_CROSS = "M 3 4 L 11 12 M 11 4 L 3 12"

PICTOGRAMS: Mapping[str, tuple[Stroke, ...]] = MappingProxyType(
    {
        "emergency": (
            _solid("M 15 2 L 33 2 L 46 15 L 46 33 L 33 46 L 15 46 L 2 33 L 2 15 Z"),
            Stroke("M 24 12 L 24 27", width=5.5, erase=True),
            Stroke("M 24 36 L 24 36.01", width=6, erase=True),
        ),
        "do_not_use": (Stroke("O 24 24 19.5 M 10.5 10.5 L 37.5 37.5", width=5.5),),
        "caution": (
            Stroke("M 24 5 L 45 43 L 3 43 Z", width=4),
            Stroke("M 24 18 L 24 29", width=4.5),
            _solid("O 24 36.5 2.7"),
        ),
        "information": (
            Stroke("O 24 24 20", width=4),
            _solid("O 24 14 3"),
            Stroke("M 24 22 L 24 35", width=5),
        ),
        "not_assessed": (
            Stroke("R 4 4 40 40 5", width=3.4, dashed=True),
            Stroke("M 17 18.5 C 17 9 31 9 31 18 C 31 23.5 24 23 24 29.5", width=4),
            _solid("O 24 36.5 2.6"),
        ),
        "check": (Stroke("M 6 26 L 18 38 L 42 10", width=6),),
        "box": (Stroke("R 5 5 38 38 2", width=3.5),),
        "walking": (
            _solid("O 27 6.5 4.6"),
            Stroke("M 25.5 14 L 22.5 27 L 29 35 L 30 45", width=3.6),
            Stroke("M 22.5 27 L 18.5 36.5 L 11 43.5", width=3.6),
            Stroke("M 25.5 15 L 31 22.5 L 37 21 M 25 15 L 17 19.5 L 14.5 27", width=3),
        ),
        "no_bed_rest": (
            Stroke("M 4 16 L 4 42 M 4 37 L 44 37 M 44 28 L 44 42"),
            _solid("O 11.5 28.5 4"),
            Stroke("M 18 36.5 L 18 29 C 18 26 21 25.5 24 26 L 40 29.5 C 43 30 44 32 44 34"),
            Stroke("M 8 6 L 40 45 M 40 6 L 8 45", width=7.5, erase=True),
            Stroke("M 8 6 L 40 45 M 40 6 L 8 45", width=3.6),
        ),
        "heat_pad": (
            Stroke(
                "M 13 3 C 11 13 16 19 15 27 C 14 34 10 37 10 45 M 35 3 C 37 13 32 19 33 27 C 34 34 38 37 38 45"
            ),
            Stroke("M 24 5 L 24 18", width=2, dashed=True),
            Stroke("R 12.5 22 23 17 3", width=3, fill="paper"),
            Stroke("M 18.5 35.5 C 15.5 32 21.5 29 18.5 25.5 M 24 35.5 C 21 32 27 29 24 25.5", width=2.2),
            Stroke("M 29.5 35.5 C 26.5 32 32.5 29 29.5 25.5", width=2.2),
            Stroke("O 41 8 6", width=2, fill="paper"),
            _solid("M 41 8 L 41 3.5 C 43.5 3.5 45.5 5.5 45.5 8 C 45.5 8.8 45.3 9.6 44.9 10.25 Z"),
        ),
        "lift_right": (
            _solid("O 21.5 7 4.6"),
            Stroke("M 19.5 14 L 13.5 29", width=3.6),
            Stroke("M 13.5 29 L 26 31.5 L 21 43.5 L 26.5 43.5", width=3.6),
            Stroke("M 19 16.5 L 22 24 L 29 25", width=3),
            Stroke("R 28 16.5 13 12.5 1"),
            Stroke(_TICK, width=3.4),
        ),
        "lift_wrong": (
            _solid("O 33 17.5 4.6"),
            Stroke("M 13 22 C 15 13.5 23 12.5 28 17", width=3.6),
            Stroke("M 13 22 L 14 43.5 L 19.5 43.5", width=3.6),
            Stroke("M 25.5 15.5 L 30 32", width=3),
            Stroke("R 25 31 13.5 12.5 1"),
            Stroke(_CROSS, width=3.4),
        ),
        "phone": (
            Stroke(
                "M 11 5 L 17 5 C 18 5 19 6 19.5 7 L 21.5 14 C 22 15 21.5 16 21 17 L 17.5 20 C 19.5 25 23 28.5 28 30.5"
                " L 31 27 C 32 26 33 26 34 26.5 L 41 28.5 C 42 29 43 30 43 31 L 43 37 C 43 40 41 43 37 43"
                " C 19 42 6 29 5 11 C 5 7 8 5 11 5 Z",
                width=3,
            ),
        ),
        "ambulance": (
            Stroke("M 3 11 L 28 11 L 28 37 L 3 37 Z M 28 18 L 37 18 L 45 27.5 L 45 37 L 28 37"),
            Stroke("M 32.5 22.5 L 35.5 22.5 L 39.5 28 L 32.5 28 Z", width=2),
            Stroke("M 15.5 16 L 15.5 29 M 9 22.5 L 22 22.5", width=4.4),
            _solid("R 12 5.5 7 5.5 1.5"),
            Stroke("O 12.5 38 4.6 O 36 38 4.6", fill="paper"),
        ),
        "calendar": (
            Stroke("R 5 9 38 35 3 M 5 19 L 43 19"),
            Stroke("M 14.5 4 L 14.5 13 M 33.5 4 L 33.5 13", width=3.2),
            _solid("O 13 26 2 O 20.5 26 2 O 28 26 2 O 35.5 26 2 O 13 36 2 O 20.5 36 2 O 31.5 36 2.4"),
            Stroke("O 31.5 36 5.6", width=2.2),
        ),
        "thermometer": (
            Stroke("M 19 29 L 19 9 C 19 2.5 29 2.5 29 9 L 29 29 C 38 35 33 45 24 45 C 15 45 10 35 19 29 Z"),
            _solid("O 24 36 5"),
            Stroke("M 24 34 L 24 12", width=3.4),
            Stroke("M 34 10 L 40 10 M 34 17 L 38 17 M 34 24 L 40 24", width=2.2),
        ),
        "pen": (
            Stroke("M 8 33 L 31 8 C 34 5 41 11 38 15 L 15 39 L 6 42 Z M 27 12.5 L 34 19"),
            Stroke("M 20 44 C 25 39 27 46 31 43 C 34 40 37 45 43 42", width=2.2),
        ),
        "stand_up": (
            Stroke("M 5 22 L 5 45 M 5 34 L 17 34 L 17 45", width=3),
            Stroke("O 11 9.5 7.2", width=2.2),
            _solid("M 11 4.3 C 18 4.3 18 14.7 11 14.7 Z"),
            _solid("O 33 7 4.6"),
            Stroke("M 33 14.5 L 33 29 M 33 29 L 28.5 45 M 33 29 L 37.5 45", width=3.6),
            Stroke("M 33 16 L 26 25 M 33 16 L 40 25", width=3),
        ),
        "cannot_pass_urine": (
            Stroke("R 4 11 9 17 1.5"),
            Stroke("M 10 28 L 36 28 C 36 35 31 39 25 39 L 16 39 C 12 37 10 33 10 28 Z"),
            Stroke("M 17 39 L 15 45 L 29 45 L 27 39"),
            Stroke("M 25 9 C 25 2.5 36 2.5 36 9 C 36 13 30.5 13 30.5 17", width=3),
            _solid("O 30.5 22.3 2"),
        ),
        "numb_groin": (
            Stroke("M 13 3 C 13 10 8 16 9 26 L 12 45 M 35 3 C 35 10 40 16 39 26 L 36 45", width=2.8),
            _solid("M 16.5 20 C 20 23.5 28 23.5 31.5 20 L 31 37 L 25.8 37 L 24 28 L 22.2 37 L 17 37 Z"),
            Stroke("M 21 45 L 24 28 L 27 45", width=2.8),
        ),
        "weak_foot": (
            Stroke(
                "M 12 3 L 12 27 C 12 31 14 33 17 35 L 32 44.5 C 35 46 38 43 36 40.5"
                " L 25 29 C 23.5 27 23 25 23 22 L 23 3"
            ),
            Stroke("M 38 12 L 38 28 M 33 23.5 L 38 28.5 L 43 23.5", width=3),
        ),
        "morning": (
            Stroke("M 3 38 L 45 38 M 14 38 C 14 24.7 34 24.7 34 38", width=3),
            Stroke("M 24 14 L 24 21 M 9.5 22 L 13.5 26.5 M 38.5 22 L 34.5 26.5", width=3),
        ),
        "noon": (
            Stroke("O 24 24 9", width=3),
            Stroke("M 24 3 L 24 9 M 24 39 L 24 45 M 3 24 L 9 24 M 39 24 L 45 24", width=3),
            Stroke(
                "M 9.2 9.2 L 13.4 13.4 M 34.6 34.6 L 38.8 38.8 M 38.8 9.2 L 34.6 13.4 M 13.4 34.6 L 9.2 38.8",
                width=3,
            ),
        ),
        "evening": (
            Stroke("M 3 17 L 45 17 M 15.5 17 C 15.5 5.5 32.5 5.5 32.5 17", width=2.8),
            Stroke("M 7.5 7.5 L 10.5 10 M 40.5 7.5 L 37.5 10 M 24 1.5 L 24 3.5", width=2.4),
            Stroke("O 24 34 10", width=2.8),
            Stroke("O 24 34 5.4", width=1.8),
            Stroke("M 6 23 L 6 45 M 3 23 L 3 29 C 3 32 9 32 9 29 L 9 23", width=2.2),
            Stroke("M 43 45 L 43 23 C 39 26 39 33 39.5 36 L 43 36", width=2.2),
        ),
        "bedtime": (
            _solid("M 34 2 C 26 3 23.5 12 28.5 17 C 33 21.5 41 20 43.5 13.5 C 37 16 30 10 34 2 Z"),
            Stroke("M 4 20 L 4 44 M 4 39 L 44 39 M 44 32 L 44 44", width=3),
            Stroke("M 16 38 L 16 31 L 40 31 C 43 31 44 33 44 36", width=2.8),
            Stroke("R 6.5 31 7 5.5 2", width=2.2),
        ),
    }
)


def draw_pictogram(canvas: Canvas, name: str, left: float, bottom: float, size: float, ink: Color) -> None:
    """Draw ``name`` in the square of ``size`` points whose lower left corner is given."""
    canvas.saveState()
    canvas.translate(left, bottom + size)
    canvas.scale(size / GRID, -size / GRID)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in PICTOGRAMS[name]:
        canvas.setStrokeColor(white if stroke.erase else ink)
        canvas.setFillColor(white if stroke.fill == "paper" else ink)
        canvas.setLineWidth(stroke.width)
        canvas.setDash([5, 4.5] if stroke.dashed else [])
        path = canvas.beginPath()
        for method, arguments in _steps(stroke.path):
            getattr(path, method)(*arguments)
        canvas.drawPath(path, stroke=int(stroke.width > 0), fill=int(stroke.fill != "none"))
    canvas.restoreState()


_METHODS = {"M": "moveTo", "L": "lineTo", "C": "curveTo", "Z": "close", "O": "circle", "R": "roundRect"}


@cache
def _steps(path: str) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Path data as calls on a reportlab path object."""
    words = path.split()
    steps = []
    while words:
        command = words.pop(0)
        count = _ARGUMENTS[command]
        steps.append((_METHODS[command], tuple(float(word) for word in words[:count])))
        del words[:count]
    return tuple(steps)
