"""The bar under the patient banner while there is an emergency: what, how soon, where to, on every step."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.application.emergency import emergency_rules, override_of
from desktop_app.application.steps import Step
from desktop_app.application.visit import Visit
from desktop_app.application.visit_form import VisitForm
from desktop_app.ui.theme import Level, theme_of
from desktop_app.ui.widgets.badge import paint_shape
from desktop_app.ui.widgets.text import TextLabel

WORD = "EMERGENCY - act now"
_NOT_FOLLOWED = "EMERGENCY advice not followed"
_FACTS_SHOWN = 2


class EmergencyBar(QFrame):
    """Hidden without an emergency. Takes its own place: it never covers anything."""

    page_requested = Signal()

    def __init__(self, form: VisitForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self.setObjectName("emergency_bar")
        self.setProperty("area", "emergency")
        self._word = TextLabel("", "strong")
        self._finding = TextLabel()
        self._where = TextLabel()
        self._narrow = self._overridden = False
        self.button = QPushButton("Emergency page")
        self.button.setObjectName("to_emergency_page")
        self.button.clicked.connect(self.page_requested)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self._word, self._finding, self._where):
            words.addWidget(label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(12)
        layout.addWidget(_Octagon(), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def text(self) -> str:
        """Everything that the bar says."""
        shown = (label for label in (self._word, self._finding, self._where) if not label.isHidden())
        return " ".join(label.text() for label in shown)

    def show_visit(self, visit: Visit) -> None:
        rules = emergency_rules(visit.evaluation)
        self.setVisible(bool(rules))
        if not rules:
            return
        top, others = rules[0], len(rules) - 1
        override = override_of(visit.consultation, visit.evaluation)
        if override is None:
            self._word.setText(f"{WORD}: {top.title}{f', and {others} more' if others else ''}")
        else:
            self._word.setText(f"{_NOT_FOLLOWED}: {self._form.emergency_reason_label(override.reason)}")
        self._finding.setText(_facts(top.because) if override is None else override.text)
        to = [referral.label for referral in visit.evaluation.referrals if referral.due_days == 0]
        self._where.setText(f"Today: {'; '.join(to)}" if to else visit.evaluation.triage.meaning)
        self.button.setEnabled(visit.step is not Step.EMERGENCY)
        self._overridden = override is not None
        self._hide_what_does_not_fit()
        self.setAccessibleName(self.text)

    def set_narrow(self, narrow: bool) -> None:
        """With large text the findings stand on the emergency page alone."""
        self._narrow = narrow
        self._hide_what_does_not_fit()

    def _hide_what_does_not_fit(self) -> None:
        self._finding.setHidden(self._narrow)
        self._where.setHidden(self._narrow and self._overridden)


def _facts(because: tuple[str, ...]) -> str:
    left = len(because) - _FACTS_SHOWN
    shown = "; ".join(because[:_FACTS_SHOWN])
    return f"{shown[:1].upper()}{shown[1:]}{f'; and {left} more' if left > 0 else ''}."


class _Octagon(QWidget):
    """The shape of an emergency, in the colours of the bar turned round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        side = round(self.fontMetrics().height() * 1.6)
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme_of(self).levels[Level.EMERGENCY]
        turned = colours.turned()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_shape(painter, QRectF(1, 1, self.width() - 2, self.height() - 2), Level.EMERGENCY, turned)
        painter.end()
