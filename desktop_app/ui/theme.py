"""Colours, type and spacing as one table, and the style sheet made from it.

Contrast of every pair was computed: text at least 4.5:1 (body 7:1), controls and icons 3:1. Severity is never told by
colour alone: ``widgets.badge`` draws a shape and a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QWidget

Pixels = Callable[[float], str]
"""A size at 100 % text size, as the style sheet writes it at the chosen one."""


class Level(Enum):
    """How serious a statement is: one shape, one colour and one signal word for each."""

    EMERGENCY = "EMERGENCY"
    DO_NOT_USE = "DO NOT USE"
    CAUTION = "CAUTION"
    INFORMATION = "INFORMATION"
    NO_RESTRICTION = "NO RESTRICTION FOUND"
    NOT_ASSESSED = "NOT ASSESSED"


@dataclass(frozen=True, slots=True)
class LevelColours:
    """Fill and label of the badge, its border, and the tint of a card with the colour of its heading."""

    fill: str
    label: str
    border: str
    tint: str
    heading: str

    def turned(self) -> LevelColours:
        """For a shape that stands on its own fill: fill and label change places."""
        return replace(self, fill=self.label, label=self.fill, border=self.label)


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. ``line`` only separates; what must be seen has ``border``."""

    background: str
    surface: str
    surface_2: str
    text: str
    muted: str
    line: str
    border: str
    primary: str
    on_primary: str
    selected: str
    focus_outer: str
    focus_inner: str
    levels: Mapping[Level, LevelColours]


LIGHT = Theme(
    background="#FFFFFF",
    surface="#F4F7F9",
    surface_2="#E8EDF1",
    text="#14202B",
    muted="#47545F",
    line="#CBD4DC",
    border="#6B7883",
    primary="#0B5CAD",
    on_primary="#FFFFFF",
    selected="#DCE9F7",
    focus_outer="#14202B",
    focus_inner="#FFD54A",
    levels=MappingProxyType(
        {
            Level.EMERGENCY: LevelColours("#A20A16", "#FFFFFF", "#A20A16", "#FDE8E8", "#7D0A12"),
            Level.DO_NOT_USE: LevelColours("#FFFFFF", "#7D0A12", "#A20A16", "#FFFFFF", "#7D0A12"),
            Level.CAUTION: LevelColours("#FFCB21", "#14202B", "#6B4300", "#FFF4D6", "#5C3900"),
            Level.INFORMATION: LevelColours("#1153BD", "#FFFFFF", "#1153BD", "#E6EFFB", "#0D4297"),
            Level.NO_RESTRICTION: LevelColours("#129F7A", "#14202B", "#0A5739", "#E1F4EC", "#0A5739"),
            Level.NOT_ASSESSED: LevelColours("#DEE1E8", "#14202B", "#47545F", "#F2F4F7", "#35404A"),
        }
    ),
)

_THEMES = {QColor(theme.background).rgb(): theme for theme in (LIGHT,)}

BODY_PX = 16
CAPTION_PX = 14
PATIENT_PX = 28
"""Read by a patient who sits a metre away; larger where the text size is."""
TEXT_SIZES = (100, 125, 150, 175, 200)


def theme_of(widget: QWidget) -> Theme:
    """The theme that ``widget`` is drawn in, found by its palette, so that painted parts follow a change of theme."""
    return _THEMES.get(widget.palette().color(QPalette.ColorRole.Base).rgb(), LIGHT)


def caption_font(body: QFont) -> QFont:
    """The size of captions beside ``body``, for parts that paint their text themselves."""
    font = QFont(body)
    font.setPixelSize(round(QFontInfo(body).pixelSize() * CAPTION_PX / BODY_PX))
    return font


def apply_theme(application: QApplication, theme: Theme, percent: int) -> None:
    """Give every widget the colours of ``theme`` and text of ``percent`` of the normal size."""
    font = QFont(application.font())
    font.setPixelSize(round(BODY_PX * percent / 100))
    application.setFont(font)
    application.setPalette(_palette(theme))
    application.setStyleSheet(style_sheet(theme, percent))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.background,
        role.Base: theme.background,
        role.AlternateBase: theme.surface,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.Button: theme.background,
        role.PlaceholderText: theme.muted,
        role.ToolTipBase: theme.surface_2,
        role.ToolTipText: theme.text,
        role.Highlight: theme.primary,
        role.HighlightedText: theme.on_primary,
        role.Link: theme.primary,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, role.WindowText, QColor(theme.muted))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(theme.muted))
    palette.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, QColor(theme.muted))
    return palette


def style_sheet(theme: Theme, percent: int) -> str:
    """The look of all standard controls. Parts opt in by the properties ``role``, ``kind``, ``state`` and ``area``."""

    def px(size: float) -> str:
        return f"{round(size * percent / 100)}px"

    parts = (_text_and_areas, _buttons, _fields_and_scroll_bars, _bars_and_menus)
    patient = _patient_view(theme, max(PATIENT_PX, round(BODY_PX * percent / 100)))
    return "".join([*(part(theme, px) for part in parts), patient, _tints(theme)])


def _patient_view(theme: Theme, size: int) -> str:
    return f"""
    QLabel[role="patient"], QWidget[kind="patient"] {{ font-size: {size}px; }}
    QLabel[role="patient-strong"] {{ font-size: {size}px; font-weight: 600; }}
    QLabel[role="patient-heading"] {{ font-size: {size}px; font-weight: 600; color: {theme.primary};
        border-top: 1px solid {theme.line}; padding-top: 4px; }}
    QPushButton[kind="patient"] {{ font-size: {size}px; padding: 4px 5px; }}
    QPushButton[kind="patient"][state="chosen"] {{ background: {theme.primary}; color: {theme.on_primary};
        border-color: {theme.primary}; font-weight: 700; }}
    QSlider[kind="patient"] {{ min-height: 44px; }}
    QSlider[kind="patient"]::groove:horizontal {{ height: 8px; background: {theme.surface_2};
        border: 1px solid {theme.border}; }}
    QSlider[kind="patient"]::handle:horizontal {{ width: 32px; margin: -14px 0; border-radius: 4px;
        background: {theme.primary}; border: 2px solid {theme.text}; }}
    """


def _text_and_areas(theme: Theme, px: Pixels) -> str:
    emergency = theme.levels[Level.EMERGENCY]
    problem = emergency.heading
    return f"""
    QLabel[role="h1"] {{ font-size: {px(26)}; font-weight: 600; }}
    QLabel[role="h2"] {{ font-size: {px(20)}; font-weight: 600; }}
    QLabel[role="h3"] {{ font-size: {px(16)}; font-weight: 600; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="caption"] {{ font-size: {px(14)}; color: {theme.muted}; }}
    QLabel[role="problem"] {{ font-size: {px(14)}; font-weight: 600; color: {problem}; }}
    QWidget[area="surface"] {{ background: {theme.surface}; }}
    QFrame[area="emergency"] {{ background: {emergency.fill}; border: none; }}
    QFrame[area="emergency"] QLabel {{ color: {emergency.label}; background: transparent; }}
    QFrame[area="banner"] {{ background: {theme.surface_2}; border-bottom: 1px solid {theme.border}; }}
    QFrame[area="side-left"] {{ background: {theme.surface}; border-right: 1px solid {theme.line}; }}
    QFrame[area="footer"] {{ background: {theme.background}; border-top: 1px solid {theme.line}; }}
    QFrame[area="row"] {{ background: transparent; border-bottom: 1px solid {theme.line}; }}
    QFrame[area="card"] {{ background: {theme.background}; border: 1px solid {theme.line}; border-radius: 8px; }}
    QScrollArea {{ border: none; background: transparent; }}
    """


def _buttons(theme: Theme, px: Pixels) -> str:
    quiet = theme.levels[Level.NOT_ASSESSED]
    return f"""
    QPushButton {{ min-height: {px(28)}; padding: 5px {px(14)}; border: 1.5px solid {theme.border};
        border-radius: 4px; background: {theme.background}; color: {theme.text}; }}
    QPushButton:hover {{ background: {theme.surface_2}; }}
    QPushButton:disabled {{ color: {theme.muted}; border-color: {theme.surface_2}; background: {theme.surface}; }}
    QPushButton[kind="primary"] {{ background: {theme.primary}; color: {theme.on_primary};
        border-color: {theme.primary}; font-weight: 600; }}
    QPushButton[kind="primary"]:hover {{ background: {theme.text}; }}
    QPushButton[kind="primary"]:disabled {{ color: {theme.muted}; border-color: {theme.surface_2};
        background: {theme.surface}; }}
    QCheckBox::indicator {{ width: {px(20)}; height: {px(20)}; }}
    QPushButton[kind="link"] {{ border: none; background: transparent; color: {theme.primary}; padding: 2px 4px;
        text-align: left; }}
    QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="differ"] {{ border: none; background: transparent; color: {theme.primary}; font-size: {px(14)};
        font-weight: 600; min-height: {px(24)}; padding: 0 4px 0 {px(28)}; text-align: left; }}
    QPushButton[kind="differ"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="choice"] {{ padding: 4px {px(8)}; }}
    QPushButton[kind="answer"] {{ min-height: {px(22)}; padding: 3px {px(8)}; font-size: {px(14)};
        border: 1px solid {theme.border}; }}
    QPushButton[kind="answer"][state="chosen"] {{ background: {theme.selected}; border: 2px solid {theme.primary};
        font-weight: 700; }}
    QPushButton[kind="choice"][state="open"] {{ border: 1.5px dashed {theme.border}; }}
    QPushButton[kind="choice"][state="chosen"] {{ background: {theme.primary}; color: {theme.on_primary};
        border-color: {theme.primary}; font-weight: 700; }}
    QPushButton[kind="choice"][state="unknown"] {{ background: {quiet.fill}; color: {quiet.label};
        border: 2px dashed {quiet.border}; font-weight: 700; }}
    QPushButton[kind="step"] {{ border: none; border-radius: 0; text-align: left; background: transparent;
        padding: 4px {px(12)}; min-height: {px(36)}; border-left: 4px solid transparent; }}
    QPushButton[kind="step"]:hover {{ background: {theme.surface_2}; }}
    QPushButton[kind="step"][state="chosen"] {{ background: {theme.selected}; font-weight: 600;
        border-left: 4px solid {theme.primary}; }}
    """


def _fields_and_scroll_bars(theme: Theme, px: Pixels) -> str:
    problem = theme.levels[Level.EMERGENCY].heading
    return f"""
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{ border: 1.5px solid {theme.border}; border-radius: 4px;
        padding: 4px 8px; background: {theme.background}; color: {theme.text};
        selection-background-color: {theme.primary}; selection-color: {theme.on_primary}; }}
    QLineEdit, QComboBox, QSpinBox {{ min-height: {px(26)}; }}
    QComboBox::drop-down, QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: {px(24)}; }}
    QLineEdit[state="open"], QComboBox[state="open"] {{ border: 1.5px dashed {theme.border}; }}
    QLineEdit[state="problem"] {{ border: 2px solid {problem}; }}
    QScrollBar:vertical {{ background: {theme.surface}; width: 14px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {theme.border}; border-radius: 4px; min-height: 32px; margin: 2px 3px; }}
    QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
    QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
    QScrollBar:horizontal {{ background: {theme.surface}; height: 14px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {theme.border}; border-radius: 4px; min-width: 32px;
        margin: 3px 2px; }}
    QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0; }}
    QScrollBar::add-page:horizontal, QScrollBar::sub-page:horizontal {{ background: transparent; }}
    QTableView {{ border: 1px solid {theme.border}; background: {theme.background}; gridline-color: {theme.line}; }}
    QHeaderView {{ background: {theme.surface_2}; }}
    QHeaderView::section {{ background: {theme.surface_2}; color: {theme.text}; font-weight: 600; border: none;
        border-right: 1px solid {theme.line}; border-bottom: 1px solid {theme.border}; padding: 4px 2px; }}
    QTableCornerButton::section {{ background: {theme.surface_2}; border: none; }}
    """


def _bars_and_menus(theme: Theme, px: Pixels) -> str:
    return f"""
    QMenuBar {{ background: {theme.background}; border-bottom: 1px solid {theme.surface_2}; }}
    QMenuBar::item {{ padding: 4px {px(10)}; background: transparent; }}
    QMenuBar::item:selected, QMenu::item:selected {{ background: {theme.selected}; color: {theme.text}; }}
    QMenu {{ background: {theme.background}; border: 1px solid {theme.border}; padding: 4px; }}
    QMenu::item {{ padding: 6px {px(28)} 6px {px(16)}; }}
    QMenu::item:disabled {{ color: {theme.muted}; }}
    QMenu::separator {{ height: 1px; background: {theme.surface_2}; margin: 4px 8px; }}
    QStatusBar {{ background: {theme.surface_2}; color: {theme.text}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ font-size: {px(14)}; padding: 2px {px(8)}; }}
    QToolTip {{ background: {theme.surface_2}; color: {theme.text}; border: 1px solid {theme.border}; }}
    """


def _tints(theme: Theme) -> str:
    return "".join(
        f'QFrame[tint="{level.name}"] {{ background: {colours.tint}; border: 1.5px solid {colours.border};'
        " border-radius: 8px; }\n"
        for level, colours in theme.levels.items()
    )
