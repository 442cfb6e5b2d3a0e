"""A report as PDF: pages drawn with Qt, text as text with its fonts inside, charts and maps as vectors."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QByteArray, QMarginsF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen
from qgis.PyQt.QtSvg import QSvgRenderer

from ..core.errors import Progress, no_progress
from ..core.report.html import Cell, page_rows
from ..core.report.sections import Picture, Report, Section
from ..core.report.sheets import Heading
from ..core.report.wording import say
from ..core.report.writing import replacing

FAMILIES = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Source Han Sans SC", "SimHei", "Noto Sans"]
DPI = 300
PX = DPI / 96  # a px of the screen
PAGE = QSizeF(297, 210)  # A4 landscape, mm
MARGIN_MM, FOOT_MM = 12.0, 9.0
INK, SOFT, LINE, HEAD = QColor("#1F2A33"), QColor("#5B6B77"), QColor("#C9CED2"), QColor("#1F3A4D")
RED, GREEN, STRIPE = QColor("#B00020"), QColor("#00694C"), QColor("#F7F8F9")
TITLE, HEADING, BODY, SMALL = 18.0, 13.0, 9.0, 7.5  # pt
PAD = 4 * PX / 1.5


def write_pdf(report: Report, path: Path, progress: Progress = no_progress) -> None:
    """Write the report to `path`; a former file stays whole until the new one is complete."""
    pages = _drawn(report, None, 0, no_progress)  # once for the count that stands on every page
    with replacing(path) as fresh:
        writer = QPdfWriter(str(fresh))
        writer.setResolution(DPI)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setTitle(report.title)
        writer.setCreator("Fengsui")
        _drawn(report, writer, pages, progress)


def _drawn(report: Report, writer: QPdfWriter | None, pages: int, progress: Progress) -> int:
    sheet = _Pages(report, writer, pages)
    try:
        sheet.head()
        for number, section in enumerate(report.sections):
            progress(number / len(report.sections))
            sheet.section(section, progress)
    finally:
        sheet.close()
    return sheet.number


class _Pages:
    """Pages that fill from the top; without a writer they are only counted."""

    def __init__(self, report: Report, writer: QPdfWriter | None, pages: int) -> None:
        self.report, self.writer, self.pages, self.number = report, writer, pages, 0
        self.painter = QPainter(writer) if writer else None
        dots = DPI / 25.4
        self.left, self.top = MARGIN_MM * dots, MARGIN_MM * dots
        self.width = PAGE.width() * dots - 2 * self.left
        self.bottom = (PAGE.height() - MARGIN_MM - FOOT_MM) * dots
        self.foot = (PAGE.height() - MARGIN_MM) * dots
        self._new_page()

    def close(self) -> None:
        if self.painter:
            self.painter.end()

    def head(self) -> None:
        """Title, edition and the lines below it."""
        self._words(self.report.title, TITLE, bold=True)
        colour = GREEN if self.report.public else RED
        self._words(self.report.lines[0], BODY + 1, bold=True, colour=colour)
        self._words("   ".join(self.report.lines[1:]), BODY, colour=SOFT)

    def section(self, section: Section, progress: Progress) -> None:
        """Heading, notes, pictures and the table of a section."""
        self.y += 16 * PX
        beside = sum(_height(note, font(BODY), self.width) + 3 * PX for note in section.notes)
        first = [self._scaled(picture) * picture.height + 36 * PX for picture in section.pictures[:1]]
        self._need(40 * PX + beside + max([60 * PX, *first]))
        self._words(section.title, HEADING, bold=True, colour=HEAD)
        if section.table.empty:
            self._words(section.empty, BODY, colour=SOFT)
            return
        for note in section.notes:
            self._words(note, BODY, colour=SOFT)
        for picture in section.pictures:
            self._picture(picture)
        if len(section.table) > section.rows:
            facts = {"shown": section.rows, "count": len(section.table)}
            self._words(say("rows_shown", self.report.language, **facts), BODY, colour=SOFT)
        self._table(section, progress)

    def _new_page(self) -> None:
        if self.number and self.writer:
            self.writer.newPage()
        self.number += 1
        self.y = self.top
        if self.painter:
            line = say("page_of", self.report.language, page=self.number, pages=self.pages)
            box = QRectF(self.left, self.foot - 16 * PX, self.width, 16 * PX)
            self._text(box, self.report.lines[0], SMALL, Qt.AlignmentFlag.AlignLeft, SOFT)
            self._text(box, line, SMALL, Qt.AlignmentFlag.AlignRight, SOFT)

    def _need(self, height: float) -> None:
        """A new page where this one has no room for something that high."""
        if self.y + height > self.bottom and self.y > self.top:
            self._new_page()

    def _words(self, text: str, size: float, bold: bool = False, colour: QColor = INK) -> None:
        height = _height(text, font(size, bold), self.width)
        self._need(height)
        self._text(QRectF(self.left, self.y, self.width, height), text, size, Qt.AlignmentFlag.AlignLeft, colour, bold)
        self.y += height + 3 * PX

    def _picture(self, picture: Picture) -> None:
        scale = self._scaled(picture)
        self._need(picture.height * scale + 28 * PX)
        self._words(picture.caption, BODY + 1, bold=True)
        if self.painter:
            self.painter.setFont(font(BODY))  # what the SVG's texts start from
            target = QRectF(self.left, self.y, picture.width * scale, picture.height * scale)
            QSvgRenderer(QByteArray(picture.svg.encode("utf-8"))).render(self.painter, target)
        self.y += picture.height * scale + 8 * PX

    def _scaled(self, picture: Picture) -> float:
        """Dots per px of a picture: no larger than the page leaves room for under a heading."""
        room = self.bottom - self.top - 110 * PX
        return min(self.width / picture.width, room / picture.height, PX)

    def _table(self, section: Section, progress: Progress) -> None:
        headings = section.on_page
        whole = sum(heading.width or 12 for heading in headings)
        widths = [self.width * (heading.width or 12) / whole for heading in headings]
        plain, strong = font(SMALL), font(SMALL, bold=True)
        top = max(_height(h.text, strong, w - 2 * PAD) for h, w in zip(headings, widths)) + 2 * PAD
        self._need(top + 40 * PX)
        self._row([Cell("head", h.text, None) for h in headings], headings, widths, top, HEAD)
        for number, row in enumerate(page_rows(section, self.report.language)):
            if number % 20 == 0:
                progress(0.0)
            room = self.bottom - self.top - top
            height = min(max(_height(c.text, plain, w - 2 * PAD) for c, w in zip(row, widths)) + 2 * PAD, room)
            if self.y + height > self.bottom:
                self._new_page()
                self._row([Cell("head", h.text, None) for h in headings], headings, widths, top, HEAD)
            self._row(row, headings, widths, height, STRIPE if number % 2 else None)
        self.y += 6 * PX

    def _row(
        self, cells: list[Cell], headings: list[Heading], widths: list[float], height: float, back: QColor | None
    ) -> None:
        x = self.left
        for cell, width in zip(cells, widths):
            if self.painter:
                box = QRectF(x, self.y, width, height)
                tint = cell.kind.partition(" tint-")[2]
                if tint or back:
                    self.painter.fillRect(box, QColor(f"#{tint}") if tint else back)
                self.painter.setPen(QPen(LINE, 0.6 * PX))
                self.painter.drawRect(box)
                head = cell.kind == "head"
                side = Qt.AlignmentFlag.AlignRight if cell.kind == "number" else Qt.AlignmentFlag.AlignLeft
                inner = box.adjusted(PAD, PAD, -PAD, -PAD)
                self._text(inner, cell.text, SMALL, side, QColor("white") if head else INK, bold=head)
            x += width
        self.y += height

    def _text(
        self, box: QRectF, text: str, size: float, side: Qt.AlignmentFlag, colour: QColor, bold: bool = False
    ) -> None:
        if self.painter and text:
            self.painter.setFont(font(size, bold))
            self.painter.setPen(colour)
            self.painter.drawText(box, _flags() | _number(side), text)


def font(size: float, bold: bool = False) -> QFont:
    """The report's font; in dots, so that counting without a printer measures what the printer draws."""
    chosen = QFont()
    chosen.setFamilies(FAMILIES)
    chosen.setPixelSize(max(1, round(size * DPI / 72)))
    chosen.setBold(bold)
    return chosen


def _height(text: str, chosen: QFont, width: float) -> float:
    if not text:
        return 0.0
    return QFontMetricsF(chosen).boundingRect(QRectF(0, 0, width, 1e6), _flags(), text).height()


def _flags() -> int:
    return _number(Qt.TextFlag.TextWordWrap)


def _number(flag: Qt.AlignmentFlag | Qt.TextFlag) -> int:
    return int(getattr(flag, "value", flag))
