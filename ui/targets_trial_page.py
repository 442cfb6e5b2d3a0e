"""The page beside the map where a site is tried: what it would be, which targets change, what is newly covered."""

from __future__ import annotations

import math
from html import escape

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ..core.buildout.trial import Trial
from ..core.errors import N_
from ..core.schema import code_lists, word_of
from ..core.targets.shown import KM, KM2
from ..core.targets.wording import kind_word, listed
from ..processing.translation import language, tr
from ..processing.words import MODELS
from .targets_signs import shade
from .targets_trial import remember, remembered
from .targets_words import gain_text, number, state_word, value_text, verdict_word

ALL = "telecom;mobile;unicom"
_LISTED = 12


class TrialPage(QWidget):
    def __init__(self, height_m: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene, self.operators, self.height = QComboBox(), QComboBox(), QDoubleSpinBox()
        for code in ("dense_urban", "urban", "suburban", "rural"):
            self.scene.addItem(word_of("scene", code, language()), code)
        self.operators.addItem(tr(N_("All operators (shared mast)")), ALL)
        for code in code_lists()["operator"]:
            if ";" not in code and code != "broadnet":
                self.operators.addItem(word_of("operator", code, language()), code)
        self.height.setRange(3, 150)
        self.height.setDecimals(0)
        self.height.setSuffix(" m")
        self.height.setValue(height_m)
        self.scene.setCurrentIndex(max(0, self.scene.findData(remembered("scene", "rural"))))
        self.operators.setCurrentIndex(max(0, self.operators.findData(remembered("operators", ALL))))
        for widget, name, tip in (
            (self.scene, N_("Scene"), N_("Scene of the site: with it goes the band and how far it reaches")),
            (self.operators, N_("Operators"), N_("Whose 5G the site carries")),
            (
                self.height,
                N_("Antenna height"),
                N_("Antenna height: it counts over the sea, and with the formula model"),
            ),
        ):
            widget.setAccessibleName(tr(name))
            widget.setToolTip(tr(tip))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(max(6, self.fontMetrics().height() // 2))
        self.bar.setAccessibleName(tr(N_("Working")))
        self.message = QLabel(tr(N_("Click on the map to put a macro site there; hold and drag to move it.")))
        self.message.setWordWrap(True)
        self.told = QTextBrowser()
        self.told.setOpenLinks(False)
        self.told.setTabChangesFocus(True)
        self.told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setAccessibleName(tr(N_("What the site would change")))
        row = QHBoxLayout()
        row.addWidget(self.scene, 1)
        row.addWidget(self.operators, 2)
        row.addWidget(self.height)
        self.setLayout(column := QVBoxLayout())
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.message)
        column.addWidget(self.told, 1)
        self.running(False)

    def given(self) -> tuple[str, tuple[str, ...], float]:
        """Scene, operators, antenna height; remembered."""
        scene, operators = self.scene.currentData(), self.operators.currentData()
        remember("scene", scene)
        remember("operators", operators)
        return scene, tuple(operators.split(";")), self.height.value()

    def running(self, runs: bool) -> None:
        self.bar.setVisible(runs)
        self.bar.setRange(0, 0)

    def say(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def show_trial(self, trial: Trial | None, county: str, model: str) -> None:
        self.told.setHtml("" if trial is None else trial_html(trial, county, model, self.palette()))


def trial_html(trial: Trial, county: str, model: str, palette: QPalette) -> str:
    """What changes, first in the county that is shown; names come from files and are escaped."""
    reach = number(trial.reach_m, 0)
    named = listed([word_of("operator", code, language()) for code in trial.operators], language())
    text = N_(
        "Macro site, 5G, {scene}, {operators}; {model}: {band} reaches {reach} m on land, antenna {height} m. A trial only: "
        "nothing is written."
    )
    band = tr(N_("{mhz} MHz"), mhz=number(trial.band_mhz, 0)) if math.isfinite(trial.band_mhz) else tr(N_("its band"))
    facts = {
        "scene": word_of("scene", trial.scene, language()),
        "operators": named,
        "model": tr(MODELS.get(model, model)),
    }
    lines = [f"<p>{escape(tr(text, band=band, reach=reach, height=number(trial.height_m, 0), **facts))}</p>"]
    if not len(trial.targets):
        nothing = tr(N_("No target changes: all that it reaches is covered, or none of it counts."))
        lines.append(f"<p><b>{escape(nothing)}</b></p>")
    order = trial.targets.assign(far=trial.targets["county"] != county).sort_values("far", kind="stable")
    lines.append('<table width="100%" cellspacing="0" cellpadding="2">')
    for row in order.to_dict("records"):
        before, now = (
            value_text({**row, "value": _number(row["value_before"])}),
            value_text({**row, "value": _number(row["value"])}),
        )
        tone = shade(row["verdict"], palette).name()
        turned = row["verdict"] != row["verdict_before"]
        verdict = verdict_word(row["verdict"])
        verdict = f"{verdict_word(row['verdict_before'])} → <b>{verdict}</b>" if turned else verdict
        place = f"{row['county']} · " if row["county"] != county else ""
        gained = gain_text(_number(row["gained"]), row["gained_unit"])
        lines.append(
            f"<tr><td>{escape(place + str(row['subject']))}</td>"
            f'<td align="right" style="white-space:nowrap">{escape(before)} → <b>{escape(now)}</b></td>'
            f'<td align="right" style="white-space:nowrap"><b>{escape(gained)}</b></td>'
            f'<td align="right" style="color:{tone};white-space:nowrap">{verdict}</td></tr>'
        )
    lines.append("</table>")
    if len(trial.units):
        title = tr(N_("Newly covered: {count}"), count=len(trial.units))
        lines.append(f"<p><b>{escape(title)}</b></p><ul>")
        lines += [f"<li>{escape(_gained(unit))}</li>" for unit in trial.units.head(_LISTED).to_dict("records")]
        lines.append("</ul>")
        if len(trial.units) > _LISTED:
            more = tr(N_("and {count} more, marked on the map"), count=len(trial.units) - _LISTED)
            lines.append(f"<p>{escape(more)}</p>")
    return "".join(lines)


def _gained(unit: dict) -> str:
    """A place that is newly covered and what it was; of a road or the sea how much more."""
    scales = {"m": (1e3, KM), "m2": (1e6, KM2)}
    if unit["unit"] in scales:
        scale, of = scales[unit["unit"]]
        what = gain_text(unit["gained"] / scale, of)
    else:
        what = tr(N_("was: {state}"), state=state_word(str(unit["state_before"])))
    return " · ".join((str(unit["label"]), kind_word(str(unit["kind"]), language()), what))


def _number(value: object) -> float:
    return float(value) if value is not None and value == value else math.nan  # type: ignore[arg-type]
