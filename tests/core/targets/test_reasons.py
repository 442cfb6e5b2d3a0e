"""What a row prints of the profile is said in both languages."""

from __future__ import annotations

from target_tables import COAST, NATIONAL, counties, judged, places, row

from fengsui.core.targets.registry import load_targets
from fengsui.core.targets.wording import phrases


def test_every_reason_of_the_profile_that_is_printed_has_its_chinese():
    keys = {t.default for t in load_targets().targets if t.comparator == "basically" and t.default}
    for target in load_targets().targets:
        keys |= {
            target.compute[k]
            for k in ("groups_key", "kinds_key", "kinds_key_coast", "needs_key")
            if k in target.compute
        }
    for key in keys:
        assert phrases()[f"reason {key}"]["en"] == NATIONAL.values[key]["source"], key
        assert phrases()[f"reason {key}"]["zh"], key


def test_the_bodies_of_a_coastal_county_are_explained_in_chinese():
    ports = places("port-of-entry", ["covered_model"], county="合浦县")
    found = judged(ports, counties(COAST), language="zh")
    note = row(found, "bb-2027-border-org-5g")["note"]
    assert "仅沿海县：海港口岸及其检查站" in note
    assert "In counties" not in note
