"""Lines with a link to where each of them is changed, as the review and the notices of a page show them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.application.plan_summary import SummaryLine
from desktop_app.ui.theme import Level
from desktop_app.ui.widgets.badge import SeverityBadge
from desktop_app.ui.widgets.text import TextLabel

_TITLE_IN_EMS = 7


class ReviewLines(QWidget):
    """Draws lines; ``change_requested`` sends the line whose link was pressed."""

    change_requested = Signal(object)

    def __init__(self, word: str = "Change", *, titled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._titled = titled
        self._drawn: tuple[SummaryLine, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def lines(self) -> tuple[SummaryLine, ...]:
        """What is drawn."""
        return self._drawn

    def show_lines(self, lines: tuple[SummaryLine, ...]) -> None:
        if lines == self._drawn:
            return
        self._drawn = lines
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._column.addWidget(self._line(line))

    def _line(self, line: SummaryLine) -> QWidget:
        frame = QFrame()
        frame.setProperty("area", "row")
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(6, 2, 6, 2)
        layout.setSpacing(12)
        if self._titled:
            title = TextLabel(line.title, "strong")
            title.setFixedWidth(_TITLE_IN_EMS * self.fontMetrics().height())
            layout.addWidget(title, 0, Qt.AlignmentFlag.AlignVCenter)
        text = line.text if self._titled else f"{line.title}: {line.text}" if line.text else line.title
        layout.addWidget(TextLabel(text), 1)
        if line.step is not None:
            layout.addWidget(self._link(line))
        return frame

    def _link(self, line: SummaryLine) -> QPushButton:
        link = QPushButton(self._word)
        link.setProperty("kind", "link")
        link.setObjectName(f"change:{line.path or line.step}")
        link.setAccessibleName(f"{self._word}: {line.title}")
        link.clicked.connect(lambda: self.change_requested.emit(line))
        return link


class ReviewCard(QFrame):
    """Lines that need attention, under their signal word and their number; hidden where there are none."""

    def __init__(
        self,
        name: str,
        level: Level,
        word: str,
        link: str = "Change",
        *,
        counted: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("area", "card")
        self._word = word
        self._counted = counted
        self._level = level
        self._badge = SeverityBadge(level, word)
        self.lines = ReviewLines(link, titled=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 6)
        layout.addWidget(self._badge)
        layout.addWidget(self.lines)

    def show_lines(self, lines: tuple[SummaryLine, ...]) -> None:
        self.lines.show_lines(lines)
        count = f" ({len(lines)})" if self._counted else ""
        self._badge.show_level(self._level, f"{self._word}{count}")
        self.setVisible(bool(lines))

    def first_link(self) -> QPushButton | None:
        return self.lines.findChild(QPushButton) if not self.isHidden() else None
