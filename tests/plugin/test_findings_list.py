"""The list of findings in its form: what stands there when nothing was found, orders, selections that last."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest


def found(count: int = 6, **more) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "rule": "SP-12", "aspect": "a", "severity": ["error", "warning"] * (count // 2), "layer": "plan",
            "feature": [f"P{n}" for n in range(count)], "other": None, "label": [f"站{count - n}" for n in range(count)],
            "message": "距规划站", "measured": 412.04, "limit": 200.0, "unit": "m", "checked_by": "checkplan",
            "key": [f"k{n}" for n in range(count)], "state": "open", "change": "new", "who": None, "reason": None,
        }
    )  # fmt: skip
    return table.assign(**more)


def last(**record) -> pd.DataFrame:
    return pd.DataFrame([{"run": 1, "checked_by": "checkplan", "record": json.dumps(record)}])


@pytest.fixture
def shown(qgis_app):
    from qgis.PyQt.QtWidgets import QWidget

    from fengsui.ui.findings_form import FindingsForm
    from fengsui.ui.findings_list import FindingsList

    parent = QWidget()
    yield FindingsList(FindingsForm(QWidget(), parent))
    parent.deleteLater()


def take(shown, table, runs=None) -> None:
    from fengsui.core.workspace.listing import Listing

    shown.take(Listing(table), last() if runs is None else runs)


def features(shown) -> list[str]:
    return shown.shown()["feature"].tolist()


def click_header(shown, column: int) -> list[str]:
    shown.form.view.horizontalHeader().sectionClicked.emit(column)
    return features(shown)


def test_nothing_found_says_how_much_was_checked(shown):
    unchecked = found(2).assign(severity="not_checked", feature=None, rule=["SP-24", "SP-24"])
    take(shown, unchecked, last(rules_run=25, layers_checked=9))
    said = shown.form.instead.text()
    assert shown.form.box.currentIndex() == 1
    assert "25 checks over 9 layers, nothing found; 1 rules not checked" in said
    take(shown, found())
    assert shown.form.box.currentIndex() == 0


def test_until_it_is_read_nothing_is_called_unchecked(shown):
    shown.wait()
    assert "being read" in shown.form.instead.text()
    take(shown, found(0), pd.DataFrame())
    assert "Nothing was checked" in shown.form.instead.text()


def test_a_header_sorts_up_down_and_back(shown):
    take(shown, found())
    assert features(shown) == ["P4", "P2", "P0", "P5", "P3", "P1"]  # worst first, then by name
    assert click_header(shown, 2) == ["P5", "P4", "P3", "P2", "P1", "P0"]
    assert click_header(shown, 2) == ["P0", "P1", "P2", "P3", "P4", "P5"]
    assert click_header(shown, 2) == ["P4", "P2", "P0", "P5", "P3", "P1"]
    assert click_header(shown, 0) == ["P4", "P2", "P0", "P5", "P3", "P1"]
    assert click_header(shown, 0) == ["P5", "P3", "P1", "P4", "P2", "P0"]
    assert click_header(shown, 2) == ["P5", "P4", "P3", "P2", "P1", "P0"]


def test_what_is_selected_stays_so_through_order_filter_and_another_reading(shown):
    take(shown, found())
    went = []
    shown.went.connect(went.append)
    shown.form.view.selectRow(4)
    click_header(shown, 2)
    assert shown.selected()["feature"].tolist() == ["P3"]
    assert shown.current()["feature"] == "P3"
    shown.form.search.setText("站3")
    assert (features(shown), shown.selected()["feature"].tolist()) == (["P3"], ["P3"])
    shown.clear_filters()
    take(shown, found().iloc[[5, 3, 1]].reset_index(drop=True))
    assert shown.current()["feature"] == "P3"
    assert [row["feature"] for row in went] == ["P3"]  # gone to once, by hand
    take(shown, found(2))
    assert len(shown.selected()) == 0


def test_gone_findings_are_shown_when_asked_and_never_decided(shown):
    take(shown, found().assign(change=["new", "still", "gone", "gone", "new", "changed"]))
    assert features(shown) == ["P4", "P0", "P5", "P1"]
    shown.form.facets["change"].choose({"gone"})
    shown.refilter()
    assert sorted(features(shown)) == ["P2", "P3"]
    shown.form.view.selectAll()
    assert len(shown.selected()) == 0
    assert shown.model.data(shown.model.index(0, 5)) == "gone"


def test_cells_say_values_and_states(shown):
    table = found().assign(label=[f"站{n}" for n in range(6)], severity="error")
    take(shown, table.assign(former_state=["excepted", *[None] * 5], limit=[200.0, np.nan, 60.0, 60.0, 60.0, 60.0]))
    assert shown.model.data(shown.model.index(0, 4)) == "412 / 200 m"
    assert shown.model.data(shown.model.index(1, 4)) == "412 m"
    assert shown.model.data(shown.model.index(0, 5)) == "open (was: excepted)"


@pytest.mark.parametrize(
    ("measured", "limit", "unit", "text"),
    [
        (412.04, 200.0, "m", "412 / 200 m"), (25.019, 35.0, "m", "25 / 35 m"), (37.438, None, "m", "37.4 m"),
        (None, 200.0, "m", "– / 200 m"), (2025.0, 2026.0, "year", "2025 / 2026 year"), (1585.365, 750.0, "m", "1,585 / 750 m"),
        (None, None, "m", ""), (float("nan"), float("nan"), None, ""), (0.0, 10.0, "m", "0 / 10 m"),
    ],
)  # fmt: skip
def test_values_have_their_unit_and_no_false_digits(qgis_app, measured, limit, unit, text):
    from fengsui.ui.findings_words import value_text

    assert value_text(measured, limit, unit) == text


def test_names_from_files_are_no_html(qgis_app):
    from qgis.PyQt.QtGui import QPalette

    from fengsui.ui.findings_detail import detail_html

    row = found().iloc[0].to_dict() | {
        "label": "<b>x</b>",
        "message": "<img src=x>",
        "reason": "<i>",
        "state": "excepted",
    }
    said = detail_html(row, QPalette())
    assert "&lt;b&gt;x" in said
    assert not {"<b>x", "<img", "<i>"} & {part for part in ("<b>x", "<img", "<i>") if part in said}
