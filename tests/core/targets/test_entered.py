"""Statistics typed in by hand: what may be chosen, what is kept, what is refused and why."""

from __future__ import annotations

import pytest
from target_tables import judged, row

from fengsui.core.errors import CoreError
from fengsui.core.targets.entered import choices, entered, unit_for, word_for
from fengsui.core.targets.registry import load_targets

REGISTRY = load_targets()
GOOD = {
    "county": "东兴市",
    "indicator": "5G流量占比",
    "period": "2026-10",
    "value": " ６２.５％ ",
    "source": "省局月报",
}


def test_every_choice_is_a_word_that_some_target_reads():
    for language in ("zh", "en"):
        words = [word for word, _ in choices(REGISTRY, language)]
        assert len(words) == len(set(words))
        typed = entered([{**GOOD, "indicator": word} for word in words], ["东兴市"])
        told = judged(statistics=typed, language=language).told
        assert not [text for text in told if "5G" in text and ("对应" in text or "indicators of no" in text)], told


def test_the_word_of_a_target_feeds_that_target():
    target = next(t for t in REGISTRY.targets if t.compute.get("indicator") == "5g-traffic-share")
    word = word_for(target, "zh")
    assert (word, unit_for(word, REGISTRY, "zh")) == ("5G流量占比", "%")
    found = judged(statistics=entered([{**GOOD, "indicator": word}], ["东兴市"]))
    assert row(found, target.id)["value"] == 62.5


def test_a_target_without_an_indicator_is_fed_by_its_own_words():
    target = REGISTRY["bb-2027-village-5g"]
    assert word_for(target, "zh") == target.wording["zh"]
    assert unit_for(target.wording["en"], REGISTRY, "en") == "%"
    assert unit_for("no such thing", REGISTRY, "en") == ""


def test_blank_rows_go_and_other_columns_stay():
    table = entered([{**GOOD, "note": "示例"}, {"county": "东兴市", "value": ""}], ["东兴市"])
    assert table.to_dict("records") == [{**GOOD, "value": 62.5, "note": "示例"}]
    assert entered([], ["东兴市"]).columns.tolist() == ["county", "indicator", "period", "value", "source"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"county": "别县"}, "Row 2: choose the county"),
        ({"indicator": ""}, "Row 2: choose the indicator"),
        ({"value": "很多"}, "Row 2: '很多' is no number"),
        ({"value": None}, "Row 2: '' is no number"),
        ({"period": "最近"}, "Row 2: '最近' is no period"),
        ({"source": " "}, "Row 2: say where the value comes from"),
    ],
)
def test_what_cannot_be_kept_is_said_by_row(change, said):
    with pytest.raises(CoreError, match=said):
        entered([GOOD, {**GOOD, **change}], ["东兴市"])
