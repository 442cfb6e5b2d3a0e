"""Small registers for the checks of OR-01 to OR-15; places and other tables come from site_tables."""

from __future__ import annotations

import datetime as dt

from site_tables import profile, table

from fengsui.core.checks.case import Case
from fengsui.core.checks.engine import check
from fengsui.core.checks.rules import rule_entries

TODAY = dt.date(2026, 11, 21)
NAMES = "甲乙丙丁戊己庚辛壬癸"
FULL = {
    "category": "building", "owner_class": "government", "mode": "free", "batch": "第一批", "published_on": "2026-06-01",
    "document": "县工信〔2026〕1号", "status": "usable", "surveyed_on": "2026-07-01", "height_m": 28.0, "poles": None,
    "township": "甲镇", "contact": "示例联络处",
}  # fmt: skip


def register(*rows, **shared):
    """Rows without a fault but for what is given; `at` as in site_tables."""
    numbered = [
        {
            "resource_id": f"R{n}",
            "name": f"{NAMES[n % 10]}楼",
            "owner": f"{NAMES[n % 10]}局",
            "address": f"{NAMES[n % 10]}路",
            **row,
        }
        for n, row in enumerate(rows)
    ]
    return table("resources", *numbered, **{**FULL, **shared})


def bare(*rows, **shared):
    """Rows with nothing but what is given."""
    return table("resources", *rows, **shared)


def case_of(subject, values=None, rules=None, complete=(), language="en", date=TODAY, **tables):
    return Case(subject, "resources", tables, profile(rules, **(values or {})), complete, language, date=date)


def run(aspect, subject, **given):
    """The findings of one aspect ('OR-04/place') or of all aspects of a rule ('OR-04')."""
    rule, _, part = aspect.partition("/")
    off = {
        f"{rule_id}/{name}": {"enabled": False}
        for rule_id, entry in rule_entries("register").items()
        for name in entry["aspects"]
        if rule_id != rule or (part and name != part)
    }
    off.update(given.pop("rules", None) or {})
    return check(case_of(subject, rules=off, **given), "register").findings


def messages(findings):
    return list(findings["message"])
