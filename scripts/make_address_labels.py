#!/usr/bin/env python3
"""Write tests/data/addresses: the labelled addresses and the gazetteer that their labels were read from.

    make_address_labels.py [FOLDER]

The labels stand in address_labels/*.txt, written by hand, one address a line under its kind of variant:
grade|entry|township of the entry|address|name|owner, with the grades b(uilding), s(treet or village), t(ownship), n(one).
This script only looks up positions, draws the held-out third and refuses a label that the gazetteer can't bear.
"""

from __future__ import annotations

import csv
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from sample_county import gazetteer
from sample_county.build import build

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "tests" / "data" / "addresses"
GRADES = {"b": "building", "s": "street", "t": "township", "n": "none"}
BEARING = {
    "building": {"building"},
    "street": {"village", "hamlet", "street", "estate", "building"},
    "township": {"township"},
}
"""Which entries a grade may rest on. A building bears `street` where the address lies beside it, not in it."""
SEED = 20261121
COLUMNS = [
    "id", "set", "variant", "name", "owner", "address", "expected_grade", "expected_name", "expected_township",
    "expected_lon", "expected_lat",
]  # fmt: skip


def labels() -> list:
    """The hand-written labels in order."""
    rows, variant = [], ""
    for file in ("sure.txt", "unsure.txt"):
        for line in (HERE / "address_labels" / file).read_text("utf-8").splitlines():
            if line.startswith("# "):
                variant = line[2:]
                continue
            grade, entry, township, address, name, owner = line.split("|")
            rows.append({
                "variant": variant, "name": name, "owner": owner, "address": address, "expected_grade": GRADES[grade],
                "expected_name": entry, "expected_township": township,
            })  # fmt: skip
    return rows


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    entries = gazetteer.rows(build(HERE.parent / "resources" / "sample"))
    known = {(row["name"], row["township"]): row for row in entries}
    rows, seen = labels(), Counter()
    for n, row in enumerate(rows, 1):
        row["id"] = f"A{n:03d}"
        seen[row["address"], row["name"], row["owner"]] += 1
        grade = row["expected_grade"]
        if grade == "none":
            if row["expected_name"] or row["expected_township"]:
                raise ValueError(f"{row} has a place")
            continue
        entry = known[row["expected_name"], row["expected_township"]]
        if entry["kind"] not in BEARING[grade]:
            raise ValueError(f"{row} rests on a {entry['kind']}")
        row["expected_lon"], row["expected_lat"] = (f"{v:.6f}" for v in entry["place"])
    twice = [key for key, count in seen.items() if count > 1]
    if twice:
        raise ValueError(f"the same address twice: {twice}")
    held_out = set(random.Random(SEED).sample(range(len(rows)), len(rows) // 3))
    for n, row in enumerate(rows):
        row["set"] = "held_out" if n in held_out else "development"
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "labelled.csv", COLUMNS, rows)
    for row in entries:
        row["lon"], row["lat"] = (f"{v:.6f}" for v in row["place"])
    _write(folder / "gazetteer.csv", ["name", "kind", "township", "also", "lon", "lat"], entries)
    print(f"{len(rows)} addresses", dict(Counter(row["expected_grade"] for row in rows)), f"{len(entries)} entries")
    return 0


def _write(target: Path, columns: list, rows: list) -> None:
    with target.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, columns, restval="", extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
