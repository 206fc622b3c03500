"""The table of guidelines: decisions downwards, guidelines across; the titles stay in sight while it scrolls."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.application.guideline_view import DecisionRow, GuidelineHead, GuidelineMatrix
from desktop_app.ui.theme import caption_font, theme_of
from desktop_app.ui.widgets.stand_cell import StandCell

Index = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()
_COLUMN_IN_EMS: Final = 5.4
_TITLE_IN_EMS: Final = 9
_ROW_IN_EMS: Final = 4
"""What is always in sight of the first row, however large the text is."""
_PADDING: Final = 6
DIFFER: Final = "Guidelines differ"


class GuidelineModel(QAbstractTableModel):
    """A matrix for Qt. The accessible text of a cell says all that is painted in it."""

    def __init__(self, matrix: GuidelineMatrix, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = matrix

    def show_matrix(self, matrix: GuidelineMatrix) -> None:
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.matrix.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, head = self.matrix.rows[index.row()], self.matrix.columns[index.column()]
        cell = row.cells[index.column()]
        words = "; ".join(position.in_words for position in cell) or "nothing recorded"
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {head.named}: {words}"
        return cell if role == Qt.ItemDataRole.UserRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            head = self.matrix.columns[section]
            return _heading(head) if role == Qt.ItemDataRole.DisplayRole else _tip(head, role)
        row = self.matrix.rows[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title}. {DIFFER}" if row.disagreement else row.title
        return row if role == Qt.ItemDataRole.UserRole else None


def _heading(head: GuidelineHead) -> str:
    return head.name if head.year is None else f"{head.name}\n{head.year}"


def _tip(head: GuidelineHead, role: int) -> str | None:
    return ". ".join(filter(None, (head.title, head.note))) if role == Qt.ItemDataRole.ToolTipRole else None


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell with its marks and words, and the frame of the current one."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self._table
        theme = theme_of(table)
        box, views = _geometry(option), index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        StandCell(views, table.font(), theme).paint(painter, box)
        if table.currentIndex() == index and table.hasFocus():
            for inset, colour in ((1, theme.focus_outer), (3, theme.focus_inner)):
                painter.setPen(QPen(QColor(colour), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(inset, inset, -inset - 1, -inset - 1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        table = self._table
        width = table.columnWidth(index.column())
        cell = StandCell(index.data(Qt.ItemDataRole.UserRole), table.font(), theme_of(table))
        return QSize(width, cell.height(width))


def _geometry(option: QStyleOptionViewItem) -> QRect:
    box: QRect = option.rect
    return box


class _TitleHeader(QHeaderView):
    """The decisions: the title in bold, and in words that guidelines differ."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setAccessibleName("Decisions")

    def title_height(self, row: DecisionRow) -> int:
        title, differ = self._boxes(row, QRect(0, 0, self.width(), 10_000))
        return max(title.bottom(), differ.bottom()) + _PADDING

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        row: DecisionRow = self.model().headerData(section, Qt.Orientation.Vertical, Qt.ItemDataRole.UserRole)
        theme, view = theme_of(self), self.parentWidget()
        current = isinstance(view, QTableView) and view.currentIndex().row() == section
        painter.save()
        painter.fillRect(rect, QColor(theme.selected if current else theme.surface))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        title, differ = self._boxes(row, rect)
        painter.setPen(QColor(theme.text))
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(title, int(Qt.TextFlag.TextWordWrap), row.title)
        if row.disagreement:
            painter.setFont(self._small())
            painter.setPen(QColor(theme.primary))
            painter.drawText(differ, int(Qt.TextFlag.TextWordWrap), f"\u2195 {DIFFER}")
        painter.restore()

    def _boxes(self, row: DecisionRow, rect: QRect) -> tuple[QRect, QRect]:
        font = self.font()
        font.setBold(True)
        inner = rect.adjusted(8, _PADDING, -6, 0)
        wrap = int(Qt.TextFlag.TextWordWrap)
        title = QFontMetrics(font).boundingRect(inner, wrap, row.title)
        if not row.disagreement:
            return title, title
        below = QRect(inner.left(), title.bottom() + 2, inner.width(), 10_000)
        return title, QFontMetrics(self._small()).boundingRect(below, wrap, f"\u2195 {DIFFER}")

    def _small(self) -> QFont:
        return caption_font(self.font())


class GuidelineTable(QTableView):
    """Rows of decisions under columns of guidelines. ``row_shown`` names the decision that is current."""

    row_shown = Signal(int)

    def __init__(self, matrix: GuidelineMatrix, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = GuidelineModel(matrix, self)
        self._titles = _TitleHeader(self)
        self._titles.setFixedWidth(round(_TITLE_IN_EMS * self.fontMetrics().height()))
        self._fitted_width = 0
        self.setVerticalHeader(self._titles)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.setAccessibleName("Guidelines side by side")
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self._titles.sectionClicked.connect(lambda row: self.setCurrentIndex(self._model.index(row, 0)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def matrix(self) -> GuidelineMatrix:
        return self._model.matrix

    def show_matrix(self, matrix: GuidelineMatrix) -> None:
        """Draw other rows, the first of them current."""
        self._model.show_matrix(matrix)
        self._fitted_width = 0
        if self.isVisible():
            self._fit()
        if matrix.rows:
            self.setCurrentIndex(self._model.index(0, 0))

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._titles.viewport().update()
        self.viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.row_shown.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is for the dialog's buttons alone; a table has nothing to open."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Share the width among the guidelines; where they do not fit, the table scrolls sideways."""
        columns = max(1, self._model.columnCount())
        narrowest = round(_COLUMN_IN_EMS * self.fontMetrics().height())
        width = max(narrowest, self.viewport().width() // columns)
        if width == self._fitted_width:
            return
        self._fitted_width = width
        for column in range(columns):
            self.setColumnWidth(column, width)
        for number, row in enumerate(self.matrix.rows):
            self.setRowHeight(number, max(self.sizeHintForRow(number), self._titles.title_height(row)))
        self._limit_height(sideways=width * columns > self.viewport().width())

    def _limit_height(self, *, sideways: bool) -> None:
        """Never taller than its rows, and never so small that nothing of the first is in sight."""
        bar = self.horizontalScrollBar().sizeHint().height() if sideways else 0
        frame = self.horizontalHeader().sizeHint().height() + bar + 2 * self.frameWidth()
        heights = [self.rowHeight(row) for row in range(self._model.rowCount())]
        self.setMinimumHeight(frame + min(sum(heights[:1]), _ROW_IN_EMS * self.fontMetrics().height()))
        self.setMaximumHeight(frame + sum(heights))
